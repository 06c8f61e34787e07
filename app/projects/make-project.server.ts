import { randomUUID } from 'node:crypto'
import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { canonicalJson, type Json } from '#app/kernel/canonical-json.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isUniqueViolation } from '#app/platform/database.server.ts'
import { emptyFacts, type ProjectFacts } from './facts.rules.ts'
import { codesOfParties } from './groups.rules.ts'
import type { Starter } from './patterns.rules.ts'
import type { ProjectRefusal } from './project.rules.ts'
import { addFacts, addProject, findProjectByRef, setProjectParties, takeFlowRefs } from './projects.store.server.ts'

/** Starts a project, drafted by the actor's organisation, with no facts or with those of another as they may begin. The same form sent twice makes one project. */
export async function makeProject(
  context: Context<StaffActor>, command: { readonly title: string; readonly reference: string; readonly starter?: Starter; readonly facts?: ProjectFacts },
): Promise<Result<{ readonly ref: string }, ProjectRefusal>> {
  const { actor, now, runtime } = context
  const facts = command.facts ?? emptyFacts(command.title)
  const id = randomUUID()
  try {
    await change(context, async (tx, record) => {
      await addProject(tx, {
        id, ref: command.reference, title: command.title, organisationCode: actor.organisationCode, factsVersion: 1, madeAt: now, madeBy: actor.userId,
        starter: command.starter ?? null,
      })
      await addFacts(tx, {
        projectId: id, version: 1, facts, factsHash: sha256Hex(canonicalJson(facts as unknown as Json)), savedAt: now, savedBy: actor.userId, section: command.facts ? 'everything' : 'title',
      })
      await setProjectParties(tx, id, [...new Set([actor.organisationCode, ...codesOfParties(facts)])])
      await takeFlowRefs(tx, id, facts.flows.map((flow) => flow.ref))
      record({ kind: 'project-made', projectRef: command.reference, subject: `project:${command.reference}` })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const there = await findProjectByRef(runtime.db, command.reference)
    const isTheSame = there?.organisationCode === actor.organisationCode && there.title === command.title
    return isTheSame ? ok({ ref: command.reference }) : refuse('reference-taken', { reference: command.reference })
  }
  return ok({ ref: command.reference })
}
