import { type AnswerTable, NumberPlaces, OutcomeList, StrangerPlaces, tableOf } from '#app/releases/answer-table.rules.ts'
import { ListAnswer } from '#app/releases/list-answer.rules.ts'
import { numberOfStem } from '#app/releases/number-stem.rules.ts'
import { RowTally } from '#app/releases/row-tally.rules.ts'
import type { Decision } from '#app/choices/decision.rules.ts'
import { megabytes, median, rowsIn, type BenchRow } from './bench-row.ts'

const ROWS = 1_000_000
const [FEW, MANY] = [1_000_000, 10_000_000]
const RUNS = 9

/**
 * The gate's work on a list without the network and the database, over registers of one and of ten million people of whom one in
 * 25 opted out: the rows of the list are all on the register, in no order.
 */
export function benchRegisterSize(): BenchRow[] {
  const [few, many] = [registerOf(FEW), registerOf(MANY)]
  const [one, ten]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS + 2; run += 1) {
    one.push(answer(few))
    ten.push(answer(many))
  }
  const perRow = (took: readonly number[]) => (median(took.slice(2)) / ROWS) * 1e6
  const ratio = perRow(ten) / perRow(one)
  return [
    {
      what: `Reading, deciding and writing a row of text in memory, ${rowsIn(MANY)} people on the register`, figure: `${perRow(ten).toFixed(0)} ns of the processor`,
      baseline: `${rowsIn(FEW)} people ${perRow(one).toFixed(0)} ns`, ratio, target: { words: 'at most 1.3 times', isMet: ratio <= 1.3 },
    },
    { what: `Answers about ${rowsIn(MANY)} people in memory`, figure: megabytes(many.table.bytes), baseline: `${rowsIn(FEW)} people ${megabytes(few.table.bytes)}`, ratio: many.table.bytes / few.table.bytes },
  ]
}

interface Register { readonly table: AnswerTable; readonly list: Uint8Array }

/** Numbers of the 900 to 999 range, spread over all of it. */
export function registerOf(people: number): Register {
  const outcomes = new OutcomeList()
  const decision = (reasons: Decision['reasons']) => ({ decision: reasons.length > 0 ? 'EXCLUDE' : 'INCLUDE', reasons }) as Decision
  const [included, excluded] = [outcomes.placeOf(decision([])), outcomes.placeOf(decision(['PROJECT_OPT_OUT' as Decision['reasons'][number]]))]
  const places = new NumberPlaces()
  const step = 100_000_000 / (people * 1.12)
  for (let at = 900_000_001; places.length < people; at += step) {
    const stem = Math.floor(at)
    if (isIssued(stem)) places.add(stem, (Math.imul(places.length, 2_654_435_761) >>> 0) % 25 === 0 ? excluded : included)
  }
  const lines: string[] = []
  for (let row = 0; row < ROWS; row += 1) lines.push(numberOfStem(places.stems[(row * (people / ROWS) * 7919) % people] as number), '\n')
  return { table: tableOf(outcomes, new StrangerPlaces(outcomes, () => decision(['NOT_ON_REGISTER' as Decision['reasons'][number]])), places), list: Buffer.from(lines.join('')) }
}

/** One in eleven stems has no check digit. */
const isIssued = (stem: number): boolean => {
  let [sum, rest] = [0, stem]
  for (let weight = 2; weight <= 10; weight += 1, rest = Math.floor(rest / 10)) sum += (rest % 10) * weight
  return sum % 11 !== 1
}

const PIECE = 256 * 1024

/** Milliseconds of processor time for one list. */
function answer({ table, list }: Register): number {
  const { user } = process.cpuUsage()
  const tally = new RowTally()
  const work = new ListAnswer({ given: 'text', asked: 'text', detail: 'coarse', answers: table, tally })
  for (let at = 0; at < list.length; at += PIECE) {
    if (work.push(list.subarray(at, at + PIECE))) throw new Error('The list was refused')
    work.writer.takeFull()
  }
  work.end()
  if (tally.rows !== ROWS || tally.repeated > 0) throw new Error('Rows were lost, or came twice')
  return (process.cpuUsage().user - user) / 1000
}
