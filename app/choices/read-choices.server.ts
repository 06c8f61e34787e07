import { readRegisterNumbers } from '#app/people/read-number-standings.server.ts'
import type { Secrets } from '#app/platform/secrets.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { AuthorityShown } from './authority.words.ts'
import { eventsKnownBy, momentOf, standingAt, type ChoiceEvent, type ChoiceFlag, type ChoiceState } from './choice-event.rules.ts'
import { choicesAboutProject, choicesOf, choicesOfReplies, choicesUnderFormerNumbers, eachChoiceOfList, type RecordedChoice } from './choices.store.server.ts'

export type { RecordedChoice } from './choices.store.server.ts'

/**
 * What bears on a flow from an organisation, as known at an instant (now, where it is null): the type 1 entries of the people on its
 * list, wherever they were made, and their choices about the project. All of one person's come one after another. Some people's
 * alone, where they are named. `others`: by person, the numbers that are theirs too (`readRegisterNumbers`).
 */
export function eachChoiceForFlow(
  db: Queryable,
  flow: { readonly discloser: string; readonly projectRef: string; readonly personIds?: readonly string[]; readonly others?: ReadonlyMap<string, readonly number[]> },
  known: Date | null,
): AsyncGenerator<{ readonly personId: string; readonly event: ChoiceEvent }> {
  const { discloser, projectRef, personIds, others } = flow
  return eachChoiceOfList(db, { organisationCode: discloser, projectRef, known, personIds, others })
}

/**
 * One person's history, oldest record first: under their number and under those that are confirmed to be theirs too, now or as known
 * at an instant (what was recorded after it is in it all the same). The caller records the look.
 */
export async function choicesOfPerson(db: Queryable, organisationCode: string, personId: string, known: Date | null = null): Promise<RecordedChoice[]> {
  return choicesOf(db, organisationCode, personId, await othersOf(db, organisationCode, personId, known), known)
}

/** What was recorded about a person under a number that they no longer have and that is not known to be theirs alone: it counts for nobody here. */
export async function choicesThatDoNotFollow(db: Queryable, organisationCode: string, personId: string): Promise<RecordedChoice[]> {
  return choicesUnderFormerNumbers(db, organisationCode, personId, await othersOf(db, organisationCode, personId))
}

async function othersOf(db: Queryable, organisationCode: string, personId: string, known: Date | null = null) {
  return (await readRegisterNumbers(db, organisationCode, known, { personIds: [personId] })).others
}

/** The right by which someone chose for another, with the name of who holds it. The caller has recorded the look. */
export function authorityShown(secrets: Secrets, { authority }: Pick<RecordedChoice, 'authority'>): AuthorityShown | null {
  if (authority === null) return null
  const { holderNameSealed, ...shown } = authority
  return { ...shown, holderName: secrets.open('holder-name', holderNameSealed) }
}

/** What came of replies, by the reply. */
export async function choicesFromReplies(db: Queryable, organisationCode: string, replyIds: readonly string[]): Promise<RecordedChoice[]> {
  return choicesOfReplies(db, organisationCode, replyIds)
}

/** What stands about a project at an instant, out of one person's events. Silence is NONE_RECORDED, never consent. */
export function standingProjectChoice(events: readonly ChoiceEvent[], projectRef: string, at: Date): ChoiceState {
  const known = eventsKnownBy(events, momentOf(at))
  return standingAt(
    known.filter(({ role, project }) => (role === 'PROJECT_OPT_OUT' || role === 'PROJECT_OPT_OUT_WITHDRAWN') && project === projectRef),
    momentOf(at),
  )
}

/** The choice that a state rests on: the last recorded of them, where several say the same. */
export function choiceBehind(choices: readonly RecordedChoice[], state: ChoiceState): RecordedChoice | null {
  return choices.findLast(({ event }) => state.restsOn.includes(event)) ?? null
}

/** What each person with parental responsibility said last about a project, by the name they gave. Those who were not named are left out. */
export function wordsOfParents(choices: readonly RecordedChoice[], projectRef: string): readonly RecordedChoice[] {
  const last = new Map<string, RecordedChoice>()
  for (const choice of choices) {
    const { event, retractedAt, authority } = choice
    if (event.word === 'parent' && event.holder != null && authority && event.project === projectRef && retractedAt === null) last.set(event.holder, choice)
  }
  return [...last.values()]
}

/** What each of a practice's people said about a project. */
async function choicesByPerson(db: Queryable, organisationCode: string, projectRef: string): Promise<ReadonlyMap<string, readonly RecordedChoice[]>> {
  const byPerson = new Map<string, RecordedChoice[]>()
  const { others } = await readRegisterNumbers(db, organisationCode, null)
  for (const choice of await choicesAboutProject(db, organisationCode, projectRef, others)) {
    byPerson.set(choice.personId, [...(byPerson.get(choice.personId) ?? []), choice])
  }
  return byPerson
}

/** The people of a practice whose opt-out from a project stands at an instant, with the choice it rests on. */
export async function standingOptOuts(db: Queryable, organisationCode: string, projectRef: string, at: Date): Promise<RecordedChoice[]> {
  const standing: RecordedChoice[] = []
  for (const choices of (await choicesByPerson(db, organisationCode, projectRef)).values()) {
    const state = standingProjectChoice(choices.map(({ event }) => event), projectRef, at)
    const behind = state.standing === 'DENIED' ? choiceBehind(choices.filter(({ kind }) => kind === 'project-opt-out'), state) : null
    if (behind) standing.push(behind)
  }
  return standing
}

/** A person whose choice about a project someone must look at, why, and since when. */
export interface ChoiceToLookAt {
  readonly personId: string
  readonly flags: readonly ChoiceFlag[]
  readonly since: Date
}

const TO_LOOK_AT: readonly ChoiceFlag[] = ['AMBIGUOUS_TIE', 'PARENTS_DISAGREE']

/** The people of a practice who are left out of a project because what was said of them is in dispute, the longest first. */
export async function choicesToLookAt(db: Queryable, organisationCode: string, projectRef: string, at: Date): Promise<ChoiceToLookAt[]> {
  const found: ChoiceToLookAt[] = []
  for (const [personId, choices] of await choicesByPerson(db, organisationCode, projectRef)) {
    const flags = standingProjectChoice(choices.map(({ event }) => event), projectRef, at).flags.filter((flag) => TO_LOOK_AT.includes(flag))
    const last = choices.reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), new Date(0))
    if (flags.length > 0) found.push({ personId, flags, since: last })
  }
  return found.sort((a, b) => a.since.getTime() - b.since.getTime())
}
