import { fork, type ChildProcess } from 'node:child_process'
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { MEDIA_TYPES, type ListFormat } from '#app/releases/check-formats.rules.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { buildIfNeeded } from '../../scripts/portal.ts'
import { barePass } from './bare-pass.ts'
import { median, seconds, type BenchRow } from './bench-row.ts'
import { givenLargeRegister, type LargeRegister } from './large-register.ts'
import { excludeInPostgres } from './postgres-exclusion.ts'

/** Set to less than 1 for a quick look, such as 0.02. The figures of a full run alone mean anything. */
const SCALE = Number(process.env.BENCH_SCALE || 1)
const ROWS = Math.round(1_500_000 * SCALE)
const RUNS = 5
const SHAPES: Readonly<Record<ListFormat, (number: string, row: number) => string>> = {
  text: (number) => `${number}\n`,
  csv: (number, row) => `${1_000_000 + row},${number},1980-05-17,OL8 9ZZ\n`,
  ndjson: (number) => `{"nhs_number":"${number}"}\n`,
}

/**
 * Lists of 1.5 million numbers in no order through the gate, over HTTP on loopback, the server in a process of its own. Beside
 * each stands a bare program's pass over the same file (`bare-pass.ts` says what that does), and for the plain list the same
 * exclusion by PostgreSQL, all taken by turns in one run.
 */
export async function benchGate(): Promise<BenchRow[]> {
  buildIfNeeded()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-bench-'))
  const database = await startEmbeddedPostgres({ folder, disposable: true })
  try {
    const rows: BenchRow[] = []
    for (const [optedOut, people, words] of [[60_000, 1_560_000, '60 thousand'], [3_000_000, 4_500_000, '3 million']] as const) {
      const size = { people: Math.round(people * SCALE), optedOut: Math.round(optedOut * SCALE) }
      const register = await givenLargeRegister(database, `bench_${optedOut}`, size)
      const bench = new GateBench(folder, database, register, size.optedOut, `${words} opted out`)
      await bench.start()
      try {
        rows.push(...(await bench.speeds(optedOut === 60_000 ? ['text', 'csv', 'ndjson'] : ['text'])))
        if (optedOut === 60_000) rows.push(...(await bench.others()))
      } finally {
        bench.stop()
      }
    }
    return rows
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Sent { readonly ms: number; readonly bytes: number }

class GateBench {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 32 })
  private child: ChildProcess | null = null
  private port = 0
  private readonly list: readonly string[]

  constructor(
    private readonly folder: string, private readonly database: EmbeddedPostgres, private readonly register: LargeRegister,
    private readonly optedOut: number, private readonly words: string,
  ) {
    // Every so-many-th of the register, so that those who opted out are among them as they are in the register.
    const every = register.numbers.length / ROWS
    this.list = Array.from({ length: ROWS }, (_, row) => register.numbers[(Math.floor(row * every) * 7919) % register.numbers.length] as string)
  }

  async start(): Promise<void> {
    const child = fork('tests/bench/gate-server.ts', { execArgv: ['--import', 'tsx'], env: { ...process.env, ...this.register.env } })
    this.child = child
    this.port = (await answerOf<{ port: number }>(child)).port
    await this.ask('text', 'text', this.file('warm', SHAPES.text, 20))
  }

  stop(): void {
    this.child?.disconnect()
    this.agent.destroy()
  }

  async speeds(formats: readonly ListFormat[]): Promise<BenchRow[]> {
    const rows: BenchRow[] = []
    for (const format of formats) {
      const file = this.file(format, SHAPES[format])
      const [bare, gate, sql, again]: number[][] = [[], [], [], []]
      let size = 0
      for (let run = 0; run < RUNS; run += 1) {
        bare?.push(await timed(() => barePass(format, file, this.path('bare'), ROWS)))
        const sent = await this.ask(format, format, file)
        gate?.push(sent.ms)
        size = sent.bytes
        if (format !== 'text') continue
        const kept = readFileSync(this.path('out'))
        again?.push((await this.ask(format, format, file, { 'X-Request-ID': randomUUID() })).ms)
        if (run < 3) sql?.push(await excludeInPostgres(this.database, { list: file, out: this.path('sql'), optedOut: this.register.numbers.slice(0, this.optedOut) }))
        if (sql?.length === 1 && !kept.equals(readFileSync(this.path('sql')))) throw new Error('The gate and PostgreSQL kept other rows')
      }
      const what = `Gate, ${millions(ROWS)} rows, ${MEDIA_TYPES[format]} in and out, ${this.words}`
      rows.push({ what: `${what} (answer ${Math.round(size / 1e6)} MB)`, figure: seconds(median(gate as number[])), ...beside('a bare pass', gate as number[], bare as number[]) })
      if (sql?.length) rows.push({ what: `${what}, again`, figure: seconds(median(gate as number[])), ...beside('COPY in, anti-join, COPY out in PostgreSQL', gate as number[], sql) })
      if (again?.length) rows.push({ what: `${what}, with an id, so that it can be repeated`, figure: seconds(median(again)), ...beside('a bare pass', again, bare as number[]) })
    }
    return rows
  }

  /** What else is asked of the gate: compressed lists, single numbers, memory, and pages while it works. */
  async others(): Promise<BenchRow[]> {
    const rows: BenchRow[] = []
    const plain = this.file('text', SHAPES.text)
    const packed = this.path('packed')
    writeFileSync(packed, gzipSync(readFileSync(plain), { level: 1 }))
    const zipped: number[] = []
    for (let run = 0; run < RUNS; run += 1) zipped.push((await this.ask('text', 'text', packed, { 'Content-Encoding': 'gzip', 'Accept-Encoding': 'gzip' })).ms)
    rows.push({ what: `Gate, ${millions(ROWS)} rows, text/plain, gzip in and out`, figure: seconds(median(zipped)) })

    const one = this.file('one', SHAPES.text, 1)
    const singles: number[] = []
    for (let run = 0; run < 300; run += 1) singles.push((await this.ask('text', 'ndjson', one)).ms)
    rows.push({ what: 'Gate, one number', figure: milliseconds(median(singles)) })

    const memory: number[] = []
    for (const size of [1000, ROWS, Math.round(10_000_000 * SCALE)]) {
      await this.ask('text', 'ndjson', this.file('memory', SHAPES.text, size))
      memory.push(await this.highWater())
      rows.push({ what: `Most memory the server has had, after a list of ${size.toLocaleString('en-GB')} rows, ndjson out`, figure: `${Math.round((memory.at(-1) as number) / 1e6)} MB` })
    }
    const idle = await this.pageTimes(async () => { await new Promise((resolve) => setTimeout(resolve, 3000)) })
    const busy = await this.pageTimes(async () => { await Promise.all(Array.from({ length: 8 }, () => this.ask('text', 'ndjson', plain, {}, os.devNull))) })
    rows.push({ what: 'A page while 8 checks run', figure: milliseconds(median(busy)), baseline: `idle ${milliseconds(median(idle))}`, ratio: median(busy) / median(idle) })
    rows.push({ what: 'The slowest page while 8 checks run', figure: milliseconds(Math.max(...busy)), baseline: `idle ${milliseconds(Math.max(...idle))}`, ratio: Math.max(...busy) / Math.max(...idle) })
    return rows
  }

  private path(name: string): string {
    return path.join(this.folder, name)
  }

  private file(name: string, line: (number: string, row: number) => string, rows = ROWS): string {
    const file = this.path(`list-${name}`)
    const head = line === SHAPES.csv ? 'local_id,nhs_number,date_of_birth,postcode\n' : ''
    writeFileSync(file, head)
    for (let from = 0; from < rows; from += 250_000) {
      const part = Array.from({ length: Math.min(250_000, rows - from) }, (_, i) => line(this.list[(from + i) % this.list.length] as string, from + i))
      writeFileSync(file, part.join(''), { flag: 'a' })
    }
    return file
  }

  private ask(given: ListFormat, asked: ListFormat, file: string, headers: Record<string, string> = {}, out = this.path('out')): Promise<Sent> {
    const began = performance.now()
    return new Promise((resolve, reject) => {
      const { token, flowRef } = this.register
      const request = http.request({
        port: this.port, host: '127.0.0.1', method: 'POST', path: `/api/v1/flows/${flowRef}/checks`, agent: this.agent, highWaterMark: PIECE,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': MEDIA_TYPES[given], Accept: MEDIA_TYPES[asked], ...headers },
      } as http.RequestOptions, (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`The gate answered ${answer.statusCode}`))
        let bytes = 0
        answer.on('data', (piece: Buffer) => { bytes += piece.length })
        pipeline(answer, createWriteStream(out, { highWaterMark: PIECE })).then(() => resolve({ ms: performance.now() - began, bytes }), reject)
      })
      request.on('error', reject)
      pipeline(createReadStream(file, { highWaterMark: PIECE }), request).catch(reject)
    })
  }

  /** How long a page takes, asked for again and again while something is done. */
  private async pageTimes(meanwhile: () => Promise<void>): Promise<number[]> {
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

  private async highWater(): Promise<number> {
    const answered = answerOf<{ highWater: number }>(this.child as ChildProcess)
    this.child?.send('memory')
    return (await answered).highWater
  }
}

const PIECE = 1024 * 1024
const millions = (rows: number) => (rows >= 1e6 ? `${rows / 1e6} million` : rows.toLocaleString('en-GB'))
const milliseconds = (ms: number) => `${ms.toFixed(1)} ms`
const beside = (what: string, ours: readonly number[], theirs: readonly number[]) => ({ baseline: `${what} ${seconds(median(theirs))}`, ratio: median(ours) / median(theirs) })

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T))
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}`)))
  })
}
