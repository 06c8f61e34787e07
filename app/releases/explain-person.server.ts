import type { Decision } from '#app/choices/decision.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import type { Person } from '#app/people/person.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import type { Flow, ProjectFacts } from '#app/projects/facts.rules.ts'
import { sendersOf } from '#app/projects/groups.rules.ts'
import { listProjects } from '#app/projects/read-project.server.ts'
import type { CheckRefusal } from './check.rules.ts'
import { deciderOf, readOpenFlow } from './read-open-flow.server.ts'
import { readPeopleToDecide } from './read-people-to-decide.server.ts'

/** What a flow answers about one person, or why it may not be asked about anybody. */
export type AnswerAboutPerson =
  | ({ readonly kind: 'decided' } & Pick<Decision, 'decision' | 'reasons' | 'flags'>)
  | { readonly kind: 'refused'; readonly refusal: Refusal<CheckRefusal> }
  /** The data is another organisation's, so that organisation's register decides, which is not ours to read. */
  | { readonly kind: 'of-another'; readonly fromCode: string }

export interface FlowAnswer {
  readonly flowRef: string
  readonly flowName: string
  readonly projectRef: string
  readonly projectTitle: string
  readonly answer: AnswerAboutPerson
}

/**
 * What each flow of the practice's projects would answer about one of its people, worked out as the gate works it out, in
 * one transaction that sees one state. `knownAt` is a past instant: then at that instant, on what had been recorded by it.
 * With `without`, as though that choice had been taken back. Null when the person is not of the actor's practice. The caller has recorded the look.
 */
export async function explainPerson(
  context: Context<StaffActor>, personId: string, knownAt: Date | null, { without = null }: { readonly without?: string | null } = {},
): Promise<FlowAnswer[] | null> {
  const { runtime, actor, now } = context
  const projects = await listProjects(context)
  return runtime.db.transaction(async (tx) => {
    const person = await readPerson(runtime, tx, actor.organisationCode, personId)
    if (!person) return null
    const answers: FlowAnswer[] = []
    for (const { ref, title, facts } of projects) {
      for (const flow of facts.flows) {
        answers.push({ flowRef: flow.ref, flowName: flow.name, projectRef: ref, projectTitle: title, answer: await answerOf(tx, runtime, { flow, facts }, person, now, knownAt, without) })
      }
    }
    return answers
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' })
}

async function answerOf(tx: Transaction, runtime: Runtime, asked: { readonly flow: Flow; readonly facts: ProjectFacts }, person: Person, now: Date, known: Date | null, without: string | null): Promise<AnswerAboutPerson> {
  if (!sendersOf(asked.facts, asked.flow).includes(person.organisationCode)) return { kind: 'of-another', fromCode: asked.flow.fromCode }
  const open = await readOpenFlow(runtime, tx, asked.flow.ref, known ?? now, known)
  if (!open.ok) return { kind: 'refused', refusal: open.refusal }
  const { flow } = open.value.inForce
  // The protocol decides which organisation's record the data leaves; where the facts have moved on, the flow is not in force.
  if (!open.value.disclosers.some(({ code }) => code === person.organisationCode)) return { kind: 'of-another', fromCode: flow.fromCode }
  for await (const { people: [only], newestChoice } of readPeopleToDecide(tx, runtime, open.value, { personIds: [person.id], disclosers: [person.organisationCode], known })) {
    const at = known ?? new Date(Math.max(now.getTime(), newestChoice))
    const decide = deciderOf(open.value, runtime.allowTestNumbers, at, known ?? undefined)
    if (!only) break
    const { decision, reasons, flags } = decide(only.person, without === null ? only.events : only.events.filter(({ id }) => id !== without), only.discloser)
    return { kind: 'decided', decision, reasons, flags }
  }
  throw new Error('The person is not on the register any more')
}
