import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { buildIfNeeded } from '../../scripts/portal.ts'
import { beside, median, megabytes, milliseconds, rowsIn, seconds, type BenchRow } from './bench-row.ts'
import { GateBench, SHAPES } from './gate-bench.ts'
import { benchPrivateCheck } from './gate-private.ts'
import { givenLargeRegister, moreOptOut } from './large-register.ts'
import { copyPeopleOut } from './postgres-exclusion.ts'

/** Set to less than 1 for a quick look, such as 0.02. The figures of a full run alone mean anything. */
const SCALE = Number(process.env.BENCH_SCALE || 1)
const scaled = (count: number) => Math.round(count * SCALE)
const ROWS = scaled(1_500_000)
const RUNS = 5

export interface GateBenchGiven {
  /** Measures a register of ten million people too, which takes long to make and 30 GB of disk. */
  readonly tenMillion: boolean
  readonly say: (what: string) => void
}

/**
 * Lists of 1.5 million numbers in no order through the gate, over HTTP on loopback, the server and its caller in processes of
 * their own, PostgreSQL as the demo starts it. Beside each stands a bare program's pass over the same file (`bare-pass.ts` says
 * what that does), and for the plain list the same exclusion by PostgreSQL, all taken by turns in one run.
 */
export async function benchGate({ tenMillion, say }: GateBenchGiven): Promise<BenchRow[]> {
  buildIfNeeded()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-bench-'))
  const database = await startEmbeddedPostgres({ folder })
  const rows: BenchRow[] = []
  const over = async (people: number, optedOut: number, words: string, work: (bench: GateBench) => Promise<void>): Promise<void> => {
    say(`a register of ${rowsIn(people)} people`)
    const register = await givenLargeRegister(database, `bench_${people}`, { people, optedOut })
    const bench = new GateBench(folder, register, optedOut, `${words} opted out`, RUNS)
    say(`the gate over ${rowsIn(people)} people`)
    try {
      rows.push(...(await cold(bench)))
      await work(bench)
    } finally {
      await bench.stop()
    }
    await dropDatabase(database, `bench_${people}`)
  }
  try {
    let perRow: number[] = []
    await over(scaled(1_560_000), scaled(60_000), '60 thousand', async (bench) => {
      for (const format of ['text', 'csv', 'ndjson'] as const) rows.push(...(await bench.speed(format, ROWS)))
      rows.push(...(await zipped(bench)), ...(await single(bench)), ...(await pagesMeanwhile(bench)), ...(await memory(bench)), ...(await growth(bench)))
    })
    await over(scaled(4_500_000), scaled(3_000_000), '3 million', async (bench) => {
      rows.push(...(await bench.speed('text', ROWS)))
    })
    if (tenMillion) {
      await over(scaled(1_000_000), scaled(40_000), '40 thousand', async (bench) => { perRow = await perMillionRows(bench) })
      await over(scaled(10_000_000), scaled(400_000), '400 thousand', async (bench) => {
        const ten = await perMillionRows(bench)
        rows.push({
          what: `Time per row over ${rowsIn(scaled(10_000_000))} people, text/plain, ${rowsIn(scaled(1_000_000))} rows that are all on the register`, figure: `${((median(ten) / scaled(1_000_000)) * 1000).toFixed(3)} µs`,
          ...beside(`over ${rowsIn(scaled(1_000_000))} people`, ten, perRow, 1.3),
        })
      })
    }
    say('the private check')
    rows.push(...(await benchPrivateCheck(folder, database)))
    return rows
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function dropDatabase(database: EmbeddedPostgres, name: string): Promise<void> {
  const { default: postgres } = await import('postgres')
  const admin = postgres(database.ownerUrl('postgres'), { max: 1, onnotice: () => {} })
  await admin.unsafe(`drop database ${name} with (force)`)
  await admin.end()
}

/** A server that has just started has everyone to read before its first answer. */
async function cold(bench: GateBench): Promise<BenchRow[]> {
  await Promise.all([bench.server.ready, bench.caller.ready])
  const before = await bench.server.ask('memory', undefined as never)
  const first = await bench.start()
  const copied = await copyPeopleOut(bench.register.ownerUrl, bench.path('people'))
  const after = await bench.server.ask('memory', undefined as never)
  const people = rowsIn(bench.register.numbers.length)
  return [
    { what: `First answer of a server that has just started, ${people} people, ${bench.words}`, figure: seconds(first), ...beside('copying their ids and sealed numbers out of PostgreSQL', [first], [copied]) },
    { what: `Memory that the answers about ${people} people take`, figure: megabytes(after.held - before.held), baseline: `what the server held before ${megabytes(before.held)}` },
  ]
}

async function zipped(bench: GateBench): Promise<BenchRow[]> {
  const plain = bench.file('text', SHAPES.text, ROWS)
  const packed = bench.path('packed')
  writeFileSync(packed, gzipSync(readFileSync(plain), { level: 1 }))
  const [one, other]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS; run += 1) {
    one.push((await bench.call('text', packed, { 'Content-Encoding': 'gzip', 'Accept-Encoding': 'gzip' })).ms)
    other.push((await bench.call('text', plain)).ms)
  }
  return [{ what: `Gate over HTTP, text/plain, ${rowsIn(ROWS)} rows, gzip in and out`, figure: seconds(median(one)), ...beside('uncompressed', one, other) }]
}

/** One number at a time, by turns with the least the same server can be asked. */
async function single(bench: GateBench): Promise<BenchRow[]> {
  const [one, alive]: [number[], number[]] = [[], []]
  for (let round = 0; round < 5; round += 1) {
    one.push(...(await bench.oneByOne(100, { method: 'POST', path: `/api/v1/flows/${bench.register.flowRef}/checks`, body: `${bench.register.numbers[round]}\n` })))
    alive.push(...(await bench.oneByOne(100, { method: 'GET', path: '/healthz' })))
  }
  return [{
    what: 'Gate over HTTP, one number', figure: milliseconds(median(one)), baseline: `asking the same server whether it is alive ${milliseconds(median(alive))}`, ratio: median(one) / median(alive),
    target: { words: 'under 5 ms', isMet: median(one) < 5 },
  }]
}

async function pagesMeanwhile(bench: GateBench): Promise<BenchRow[]> {
  const plain = bench.file('text', SHAPES.text, ROWS)
  const idle = await bench.pages(() => new Promise((resolve) => setTimeout(resolve, 3000)))
  const busy = await bench.pages(() => bench.caller.ask('callMany', { times: 8, ...bench.callOf('text', plain, {}, 'ndjson', os.devNull) }))
  const figures = (times: readonly number[]) => `${milliseconds(median(times))}, slowest ${milliseconds(Math.max(...times))}`
  return [{ what: `A page while 8 checks of ${rowsIn(ROWS)} rows run`, figure: figures(busy), baseline: `idle ${figures(idle)}`, ratio: median(busy) / median(idle) }]
}

/** After everything else, so that the first figure is what a server that has worked takes. */
async function memory(bench: GateBench): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  const sizes = [scaled(1000), ROWS, scaled(10_000_000)]
  const first = await bench.server.ask('memory', undefined as never)
  for (const size of sizes) {
    await bench.call('text', bench.file('memory', SHAPES.text, size), {}, 'ndjson', os.devNull)
    const { highWater } = await bench.server.ask('memory', undefined as never)
    rows.push({ what: `Most memory that the server has had, after a list of ${rowsIn(size)} rows, ndjson out`, figure: megabytes(highWater), baseline: `before the lists ${megabytes(first.highWater)}`, ratio: highWater / first.highWater })
  }
  return rows
}

/** Choices that came since the last check are in the next one. */
async function growth(bench: GateBench): Promise<BenchRow[]> {
  const list = bench.file('one', SHAPES.text, 1)
  const more = scaled(1000)
  await moreOptOut(bench.register, bench.optedOut, more)
  const { ms } = await bench.call('text', list)
  const still = (await bench.call('text', list)).ms
  return [{ what: `One number, when ${rowsIn(more)} people have opted out since the last check`, figure: milliseconds(ms), baseline: `when nothing has changed ${milliseconds(still)}`, ratio: ms / still }]
}

async function perMillionRows(bench: GateBench): Promise<number[]> {
  const list = bench.file('million', SHAPES.text, scaled(1_000_000))
  const took: number[] = []
  for (let run = 0; run < RUNS + 4; run += 1) took.push((await bench.call('text', list)).ms)
  return took.slice(2)
}
