import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { nhsNumberRange } from '#app/kernel/nhs-number.ts'
import { turn } from '#app/platform/event-loop-turn.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { strangersAsTold, unpackAnswers, type StrangerTexts } from './answer-journal.rules.ts'
import { eachBasePart, findJournal, listChanges } from './answer-journal.store.server.ts'
import { UNKNOWN } from './answer-pages.rules.ts'
import { AnswerTable, NumberPlaces, OutcomeList, outcomeOfText, StrangerPlaces, type Outcome } from './answer-table.rules.ts'
import { madeInTurns, whenKept, type JournalPlace } from './keep-answers.server.ts'
import { numberOfStem } from './number-stem.rules.ts'

const inflated = promisify(inflateRaw)
type Unpacked = ReturnType<typeof unpackAnswers>

interface Kept {
  readonly strangers: StrangerTexts
  /** Everyone, a part at a time. */
  readonly base: () => AsyncGenerator<Unpacked>
  /** Those who were told something else since, the first first. */
  readonly changes: readonly Unpacked[]
}

async function read({ db, secrets }: Runtime, { journalId, changes }: JournalPlace): Promise<Kept | null> {
  await whenKept(journalId)
  const journal = await findJournal(db, journalId)
  const packed = journal && (await listChanges(db, journalId, changes))
  // Changes without gaps, as many as there were: fewer would be another answer.
  if (!journal || packed?.length !== changes) return null
  const unpacked = async (sealed: Buffer): Promise<Unpacked> => unpackAnswers(await inflated(secrets.openBytes('answers', sealed)))
  return {
    strangers: JSON.parse(secrets.openBytes('answers', journal.strangers).toString('utf8')) as StrangerTexts,
    base: async function* () {
      for await (const part of eachBasePart(db, journal.baseId)) yield unpacked(part)
    },
    changes: await Promise.all(packed.map(unpacked)),
  }
}

/** A flow's answers as they were; null where they were not kept, or are not any more. */
export async function readAnswersKept(runtime: Runtime, place: JournalPlace): Promise<AnswerTable | null> {
  const kept = await read(runtime, place)
  if (!kept) return null
  const outcomes = new OutcomeList()
  const strangers = new StrangerPlaces(outcomes, strangersAsTold(kept.strangers))
  const placesOf = (texts: readonly string[]): number[] => texts.map((text) => outcomes.keep(outcomeOfText(text)))
  const people = new NumberPlaces()
  for await (const { stems, places, texts } of kept.base()) {
    const told = placesOf(texts)
    for (let i = 0; i < stems.length; i += 1) people.add(stems[i] as number, told[places[i] as number] as number)
    await turn()
  }
  const changed = new Map<number, number>()
  for (const { stems, places, texts } of kept.changes) {
    const told = placesOf(texts)
    for (const [i, stem] of stems.entries()) changed.set(stem, places[i] === UNKNOWN ? UNKNOWN : (told[places[i] as number] as number))
  }
  return (await madeInTurns(AnswerTable.make(outcomes, strangers, people))).with(changed)
}

/** What a few numbers were told, in the order they are given in; null where it was not kept. */
export async function readOutcomesKept(runtime: Runtime, place: JournalPlace, wanted: readonly number[]): Promise<Outcome[] | null> {
  const kept = await read(runtime, place)
  if (!kept) return null
  const told = new Map<number, string | null>()
  const look = ({ stems, places, texts }: Unpacked): void => {
    for (const stem of wanted) {
      const at = stems.indexOf(stem)
      if (at >= 0) told.set(stem, places[at] === UNKNOWN ? null : (texts[places[at] as number] as string))
    }
  }
  for await (const part of kept.base()) {
    look(part)
    await turn()
  }
  kept.changes.forEach(look)
  return wanted.map((stem) => outcomeOfText(told.get(stem) ?? kept.strangers.ranges[nhsNumberRange(numberOfStem(stem))]))
}
