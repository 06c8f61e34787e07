import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { MEDIA_TYPES, type ListFormat } from '#app/releases/check-formats.rules.ts'
import { beside, median, rowsIn, seconds, type BenchRow } from './bench-row.ts'
import type { CallerDoings, Took } from './caller.ts'
import { Child } from './child.ts'
import type { GateServerDoings } from './gate-server.ts'
import type { LargeRegister } from './large-register.ts'
import { loadOptedOut } from './postgres-exclusion.ts'

export type LineOf = (number: string, row: number) => string
export const SHAPES: Readonly<Record<ListFormat, LineOf>> = {
  text: (number) => `${number}\n`,
  csv: (number, row) => `${1_000_000 + row},${number},1980-05-17,OL8 9ZZ\n`,
  ndjson: (number) => `{"nhs_number":"${number}"}\n`,
}

/** By no more than so many times a bare pass of the same format may the gate be slower, and by how many PostgreSQL must be. */
const MOST_TIMES = { text: 2, csv: 3, ndjson: 3 } as const satisfies Record<ListFormat, number>
const POSTGRES_TIMES = 5

/** A gate over a register, a caller beside it, and what is asked of the two. */
export class GateBench {
  readonly server: Child<GateServerDoings>
  readonly caller = new Child<CallerDoings>('tests/bench/caller.ts')
  port = 0

  constructor(readonly folder: string, readonly register: LargeRegister, readonly optedOut: number, readonly words: string, private readonly runs: number) {
    this.server = new Child('tests/bench/gate-server.ts', register.env)
  }

  /** Resolves with how long the first answer took, in milliseconds: the server has everything to read. */
  async start(): Promise<number> {
    await Promise.all([this.server.ready, this.caller.ready])
    this.port = await this.server.ask('port', undefined as never)
    const { ms } = await this.call('text', this.file('first', SHAPES.text, 1))
    return ms
  }

  async stop(): Promise<void> {
    await Promise.all([this.server.end(), this.caller.end()])
  }

  path(name: string): string {
    return path.join(this.folder, name)
  }

  /** A list of numbers of the register in no order, all that there are before any comes again, spread over it all. */
  file(name: string, line: LineOf, rows: number): string {
    const { numbers } = this.register
    const every = Math.max(1, numbers.length / rows)
    const file = this.path(`list-${name}`)
    writeFileSync(file, line === SHAPES.csv ? 'local_id,nhs_number,date_of_birth,postcode\n' : '')
    for (let from = 0; from < rows; from += 250_000) {
      const part = Array.from({ length: Math.min(250_000, rows - from) }, (_, i) => line(numbers[(Math.floor((from + i) * every) * 7919) % numbers.length] as string, from + i))
      writeFileSync(file, part.join(''), { flag: 'a' })
    }
    return file
  }

  callOf(given: ListFormat, list: string, headers: Readonly<Record<string, string>> = {}, asked = given, out = this.path('out')) {
    return { port: this.port, path: `/api/v1/flows/${this.register.flowRef}/checks`, headers: { Authorization: `Bearer ${this.register.token}`, ...headers }, given, asked, list, out }
  }

  /** The time of the processor is the server's. */
  async call(...given: Parameters<GateBench['callOf']>): Promise<Took> {
    const before = await this.server.ask('processor', undefined as never)
    const { ms } = await this.caller.ask('call', this.callOf(...given))
    return { ms, processor: (await this.server.ask('processor', undefined as never)) - before }
  }

  /** Lists of one format through the gate, each time beside a bare pass, and text beside PostgreSQL too. */
  async speed(format: ListFormat, rows: number): Promise<BenchRow[]> {
    const list = this.file(format, SHAPES[format], rows)
    const bare: Took[] = []
    const gate: Took[] = []
    const repeatable: Took[] = []
    const sql: number[] = []
    const exclusion = format === 'text' ? await this.exclusion(list) : null
    for (let run = 0; run < this.runs + WARMING; run += 1) {
      bare.push(await this.caller.ask('bare', { format, list, out: this.path('bare'), rows }))
      gate.push(await this.call(format, list))
      if (!exclusion || run < WARMING) continue
      const kept = readFileSync(this.path('out'))
      repeatable.push(await this.call(format, list, { 'X-Request-ID': randomUUID() }))
      if (sql.length < 3) sql.push(await this.caller.ask('postgres', exclusion))
      if (sql.length === 1 && !kept.equals(readFileSync(exclusion.out))) throw new Error('The gate and PostgreSQL kept other rows')
    }
    const what = `${MEDIA_TYPES[format]} in and out, ${rowsIn(rows)} rows, ${this.words}`
    const [theirs, ours] = [bare.slice(WARMING), gate.slice(WARMING)]
    const made: BenchRow[] = [{ what: `Gate over HTTP, ${what}`, figure: tookText(ours), ...beside(`a bare pass ${tookText(theirs)}, of which`, all(ours), all(theirs), MOST_TIMES[format]) }]
    if (sql.length > 0) {
      const ratio = median(sql) / median(all(ours))
      made.push({
        what: `PostgreSQL by COPY in, anti-join and COPY out, ${what}`, figure: seconds(median(sql)), baseline: `the gate ${seconds(median(all(ours)))}`, ratio,
        target: { words: `at least ${POSTGRES_TIMES} times`, isMet: ratio >= POSTGRES_TIMES },
      })
      made.push({ what: `Gate over HTTP with an X-Request-ID, so that it can be asked again, ${what}`, figure: tookText(repeatable), ...beside('a bare pass', all(repeatable), all(theirs)) })
    }
    return made
  }

  /** Milliseconds of single questions over one kept connection, without the first ones. */
  async oneByOne(times: number, given: { readonly method: string; readonly path: string; readonly body?: string }): Promise<number[]> {
    const headers = { Authorization: `Bearer ${this.register.token}`, 'Content-Type': 'text/plain', Accept: 'application/x-ndjson', Cookie: this.register.cookie }
    const took = await this.caller.ask('oneByOne', { times: times + 50, port: this.port, headers, body: null, ...given })
    return took.slice(50)
  }

  /** How long a page takes, asked for again and again while something is done. */
  async pages(meanwhile: () => Promise<unknown>): Promise<number[]> {
    const times: number[] = []
    let isOver = false
    const doing = meanwhile().finally(() => { isOver = true })
    while (!isOver) {
      const began = performance.now()
      const page = await fetch(`http://127.0.0.1:${this.port}/projects/${this.register.projectRef}/releases`, { headers: { Cookie: this.register.cookie } })
      if (page.status !== 200 || !(await page.text()).includes('</html>')) throw new Error(`The page answered ${page.status}`)
      times.push(performance.now() - began)
    }
    await doing
    return times
  }

  private async exclusion(list: string) {
    const url = this.register.ownerUrl
    return { url, table: await loadOptedOut(url, this.register.numbers.slice(0, this.optedOut)), list, out: this.path('sql') }
  }
}

/** So many runs are not counted: programs are slow at first. */
const WARMING = 2

const all = (took: readonly Took[]) => took.map(({ ms }) => ms)
const tookText = (took: readonly Took[]) => `${seconds(median(all(took)))} (processor ${seconds(median(took.map(({ processor }) => processor)))})`
