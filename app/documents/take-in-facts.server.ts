import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, type Result } from '#app/kernel/result.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isSameFact } from '#app/projects/project.rules.ts'
import { readFactsAt, readProject, type ProjectView } from '#app/projects/read-project.server.ts'
import { readFacts, readFactsFile, type FactProblem, type FactsReading } from '#app/projects/facts-json.schema.ts'
import { codesOfParties, membersOf } from '#app/projects/groups.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import type { ProjectRefusal } from '#app/projects/project.rules.ts'
import { renewed } from '#app/projects/renewal.rules.ts'
import type { FactPlace } from '#app/projects/fact-leaves.rules.ts'
import { clashes } from './fact-differences.words.ts'
import { readFactsPage, type FactsPage } from './read-facts-page.server.ts'
import { saveFactsAndRedraft, type SavedFacts } from './save-facts-and-redraft.server.ts'

type TakenIn = { readonly problems: readonly FactProblem[] } | Result<SavedFacts, ProjectRefusal>

/** Someone saved facts since the file, or the page it was chosen on, was made: what that file would undo or replace. */
export interface FileConflict {
  readonly now: FactsPage
  readonly clashes: ReturnType<typeof clashes>
}

interface Against { readonly ref: string; readonly factsVersion: number }

/**
 * Facts from a file in place of those that a project has: all of them or none, in one save. A protocol that states what
 * changed is drafted anew, and everyone signs it again.
 */
export async function takeInFacts(
  context: Context<StaffActor>, { replaces, text, ...against }: Against & { readonly text: string; /** What was saved since the file was made has been seen, and shall be replaced. */ readonly replaces: boolean },
): Promise<TakenIn | { readonly conflict: FileConflict }> {
  const reading = readFactsFile(text)
  if (!reading.ok) return { problems: reading.problems }
  const { madeFrom } = reading
  const project = await readProject(context, against.ref)
  const from = madeFrom?.project === against.ref ? Math.min(madeFrom.factsVersion, against.factsVersion) : against.factsVersion
  const isSeen = replaces && against.factsVersion === project?.factsVersion
  // Whoever may not save is told so by the saving itself.
  const isOld = project !== null && project.isDrafter && !project.endedAt && from < project.factsVersion && !isSameFact(project.facts, reading.facts)
  if (project && isOld && !isSeen) return conflictOf(context, project, from, reading.facts)
  const taken = await keep(context, against, reading)
  // Someone saved between the look and the save.
  if (project && !('problems' in taken) && !taken.ok && taken.refusal.kind === 'changed-since-read') return conflictOf(context, project, from, reading.facts)
  return taken
}

async function conflictOf(context: Context<StaffActor>, project: ProjectView, from: number, given: ProjectFacts): Promise<{ readonly conflict: FileConflict }> {
  const [now, before] = await Promise.all([readFactsPage(context, project.ref), readFactsAt(context, project, from)])
  if (!now) throw new Error(`The project ${project.ref} was there and is not`)
  return { conflict: { now, clashes: clashes(before ?? now.facts, now.facts, given) } }
}

/** The facts as they are with what a renewal was told has changed. */
export async function renewFacts(
  context: Context<StaffActor>, command: Against & { readonly facts: ProjectFacts; readonly answers: readonly { readonly place: FactPlace['place']; readonly value: unknown }[] },
): Promise<TakenIn> {
  return keep(context, command, readFacts(renewed(command.facts, command.answers)), false)
}

async function keep(context: Context<StaffActor>, { ref, factsVersion }: Against, reading: FactsReading, checksNames = true): Promise<TakenIn> {
  if (!reading.ok) return { problems: reading.problems }
  const problems = checksNames ? await partyProblems(context, reading.facts) : []
  if (problems.length > 0) return { problems }
  const saved = await saveFactsAndRedraft(context, { ref, factsVersion, edit: { section: 'everything', facts: reading.facts } })
  return saved.ok ? ok(saved.value) : saved
}

/** A party stands under the name that its organisation has here, so that no paper calls a body by another's name. */
async function partyProblems(context: Context<StaffActor>, facts: ProjectFacts): Promise<FactProblem[]> {
  const known = await readOrganisationsByCode(context.runtime.db, codesOfParties(facts))
  const names = new Map(known.map((organisation) => [organisation.code, organisation.name]))
  const problemsOf = (code: string, name: string, path: string, codeName: string): FactProblem[] => {
    const called = names.get(code)
    if (called === undefined) return [{ path: `${path}.${codeName}`, message: 'This installation knows no organisation of this code. Ask whoever runs it to add it' }]
    return called === name ? [] : [{ path: `${path}.name`, message: `The organisation of this code is called ${called} here` }]
  }
  return facts.parties.flatMap((party, index) => [
    ...problemsOf(party.organisationCode, party.name, `parties[${index}]`, 'organisationCode'),
    ...membersOf(party).flatMap((member, at) => problemsOf(member.code, member.name, `parties[${index}].members[${at}]`, 'code')),
  ])
}
