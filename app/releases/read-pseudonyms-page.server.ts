import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { isController } from './pseudonym-keys.rules.ts'
import { listPseudonymKeys, listWraps } from './pseudonyms.store.server.ts'
import { readPublicKeys } from './register-public-key.server.ts'

const MOST_GIVEN = 200

/** A project's pseudonyms: the versions of the key, and to whom it was given. Null when the organisation has no part in the project. */
export async function readPseudonymsPage(context: Context<StaffActor>, ref: string) {
  const { runtime, actor } = context
  const project = await readProject(context, ref)
  if (!project) return null
  const isOurs = isController(project.facts, actor.organisationCode)
  const [keys, given, publicKeys] = await Promise.all([listPseudonymKeys(runtime.db, project.id), listWraps(runtime.db, project.id, MOST_GIVEN), readPublicKeys(context)])
  return {
    project: { ref: project.ref, title: project.title, firstFlow: project.facts.flows[0]?.ref ?? null },
    isController: isOurs,
    mayChange: isOurs && project.endedAt === null,
    newest: keys[0]?.version ?? 0,
    keys: keys.map(({ version, madeAt, organisationName, retiredAt }) => ({ version, madeAt: madeAt.toISOString(), madeBy: organisationName, retiredAt: retiredAt?.toISOString() ?? null })),
    given: given.map(({ givenAt, ...rest }) => ({ ...rest, givenAt: givenAt.toISOString() })),
    publicKeys: isOurs ? publicKeys.filter(({ revokedAt }) => !revokedAt).map(({ id, name }) => ({ id, name })) : [],
  }
}
