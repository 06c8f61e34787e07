import { createHmac } from 'node:crypto'
import { numberOfStem } from '#app/releases/number-stem.rules.ts'
import { PseudonymIndex } from '#app/releases/pseudonym-index.server.ts'
import { megabytes, rowsIn, seconds, type BenchRow } from './bench-row.ts'
import { registerOf } from './register-size.ts'

/** The people of a county; fewer for a quick look, as in the benchmarks of the gate. */
const PEOPLE = Math.round(1_500_000 * Number(process.env.BENCH_SCALE || 1))

/** What the first list of pseudonyms of a project waits for: everyone's pseudonym, and the plain hashes that a list may not hold. */
export async function benchPseudonymIndex(): Promise<BenchRow[]> {
  const key = new Uint8Array(32).fill(7)
  const { table } = registerOf(PEOPLE)
  const index = new PseudonymIndex(key)
  const made = await timed(() => index.cover('FLOW-1', table))
  const bare = await timed(() => {
    for (const { page, packed } of table.eachPage()) for (const entry of packed) createHmac('sha256', key).update(numberOfStem(page * 65_536 + (entry >>> 16)), 'ascii').digest()
  })
  const people = rowsIn(PEOPLE)
  return [
    { what: `Finding the pseudonyms of ${people} people, for the first list of a key`, figure: `${seconds(made)} of the processor`, baseline: `one HMAC of each number ${seconds(bare)}`, ratio: made / bare },
    { what: `Memory that the pseudonyms of ${people} people take`, figure: megabytes(index.people.bytes + index.plain.bytes), baseline: `what they are told ${megabytes(table.bytes)}` },
  ]
}

/** Milliseconds of processor time. */
async function timed(work: () => Promise<void> | void): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
