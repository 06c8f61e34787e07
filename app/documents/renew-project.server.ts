import type { StaffActor } from '#app/identity/actor.rules.ts'
import { notFound, type PageArgs } from '#app/identity/route-wrappers.server.ts'
import { readTyped, type Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import { factsVersionSchema } from '#app/projects/project.schema.ts'
import { PROJECT_REFUSAL_STATUS, PROJECT_REFUSAL_WORDS } from '#app/projects/project.words.ts'
import { readFactsAt, readProject } from '#app/projects/read-project.server.ts'
import { renewalConflict, type RenewalDifference } from '#app/projects/renewal-conflict.rules.ts'
import { boxOfPath, readRenewal } from '#app/projects/renewal.schema.ts'
import { readFactsForm, type FactsPage } from './read-facts-page.server.ts'
import type { SavedFacts } from './save-facts-and-redraft.server.ts'
import { renewFacts } from './take-in-facts.server.ts'

export interface RenewalAnswer {
  readonly problems: readonly Problem[]
  readonly typed: Typed
  /** Someone saved facts meanwhile: what they changed of the same answers, beside what was typed; null where nobody has. */
  readonly conflict: { readonly differences: readonly RenewalDifference[]; readonly now: FactsPage } | null
  readonly status: number
}

/** A renewal, from what was typed to the facts that it makes, or to the form again: with its problems, or with what others saved meanwhile beside it. */
export async function answerRenewal(args: PageArgs<StaffActor>, typed: Typed): Promise<{ readonly saved: SavedFacts } | { readonly again: RenewalAnswer }> {
  const { page } = await readFactsForm({ ...args, hasProblems: true })
  const again = (problems: readonly Problem[], status: number) => ({ again: { problems, typed, conflict: null, status } })
  const version = readTyped(typed, factsVersionSchema)
  if (!version.ok) return again([{ field: '', message: PROJECT_REFUSAL_WORDS['changed-since-read']() }], 409)
  const { factsVersion } = version.value
  if (factsVersion !== page.factsVersion) return conflictOf(args, typed, factsVersion)
  const { answers, problems } = readRenewal(page.facts, typed)
  if (problems.length > 0) return again(problems, 400)
  const saved = await renewFacts(args.context, { ref: page.ref, factsVersion, facts: page.facts, answers })
  if ('problems' in saved) return again(saved.problems.map(({ path, message }) => ({ field: boxOfPath(path), message })), 400)
  if (saved.ok) return { saved: saved.value }
  const { kind, details } = saved.refusal
  if (kind === 'not-found') throw notFound()
  if (kind === 'changed-since-read') return conflictOf(args, typed, factsVersion)
  return again([{ field: '', message: PROJECT_REFUSAL_WORDS[kind](details) }], PROJECT_REFUSAL_STATUS[kind])
}

/** What was typed, carried over to the facts as they are now, with every answer that differs shown both ways. */
async function conflictOf(args: PageArgs<StaffActor>, typed: Typed, factsVersion: number): Promise<{ readonly again: RenewalAnswer }> {
  const { page: now } = await readFactsForm({ ...args, hasProblems: true })
  const project = await readProject(args.context, now.ref)
  if (!project) throw notFound()
  const before = await readFactsAt(args.context, project, factsVersion)
  const { typed: carried, differences } = before ? renewalConflict(before, now.facts, typed) : { typed, differences: [] }
  const problems = [{ field: '', message: PROJECT_REFUSAL_WORDS['changed-since-read']() }]
  return { again: { problems, typed: carried, conflict: { differences, now }, status: 409 } }
}
