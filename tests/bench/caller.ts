import { createReadStream, createWriteStream } from 'node:fs'
import http from 'node:http'
import { pipeline } from 'node:stream/promises'
import { MEDIA_TYPES, type ListFormat } from '#app/releases/check-formats.rules.ts'
import { barePass } from './bare-pass.ts'
import { answerParent } from './child.ts'
import { excludeInPostgres } from './postgres-exclusion.ts'

/** Whoever calls the gate, and whatever the gate is held beside: a process of its own with nothing else in its memory. */

export interface Call {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly given: ListFormat
  readonly asked: ListFormat
  readonly list: string
  readonly out: string
}

/** Milliseconds from beginning to end, and of this process's processor. */
export interface Took { readonly ms: number; readonly processor: number }

const PIECE = 1024 * 1024
const agent = new http.Agent({ keepAlive: true, maxSockets: 32 })

async function timed(work: () => Promise<unknown>): Promise<Took> {
  globalThis.gc?.()
  const [began, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - began, processor: (user + system) / 1000 }
}

function call({ port, path, headers, given, asked, list, out }: Call): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      port, host: '127.0.0.1', method: 'POST', path, agent, highWaterMark: PIECE, headers: { 'Content-Type': MEDIA_TYPES[given], Accept: MEDIA_TYPES[asked], ...headers },
    } as http.RequestOptions, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`The gate answered ${answer.statusCode}`))
      pipeline(answer, createWriteStream(out, { highWaterMark: PIECE })).then(resolve, reject)
    })
    request.on('error', reject)
    pipeline(createReadStream(list, { highWaterMark: PIECE }), request).catch(reject)
  })
}

/** One small question after another over one connection: how long each took, in milliseconds. */
async function oneByOne({ times, ...how }: { readonly times: number; readonly port: number; readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string | null }): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < times; n += 1) {
    const began = performance.now()
    await new Promise<void>((resolve, reject) => {
      const request = http.request({ port: how.port, host: '127.0.0.1', method: how.method, path: how.path, agent, headers: how.headers }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${how.path} answered ${answer.statusCode}`))
        answer.resume().once('end', resolve).once('error', reject)
      })
      request.on('error', reject).end(how.body ?? undefined)
    })
    took.push(performance.now() - began)
  }
  return took
}

const doings = {
  call: (given: Call) => timed(() => call(given)),
  /** So many at once, each with an answer of its own. */
  callMany: ({ times, ...given }: Call & { readonly times: number }) => timed(() => Promise.all(Array.from({ length: times }, () => call(given)))),
  oneByOne,
  bare: ({ format, list, out, rows }: { readonly format: ListFormat; readonly list: string; readonly out: string; readonly rows: number }) => timed(() => barePass(format, list, out, rows)),
  /** PostgreSQL says itself how long it took. */
  postgres: async (given: Parameters<typeof excludeInPostgres>[0]) => { globalThis.gc?.(); return excludeInPostgres(given) },
}
export type CallerDoings = typeof doings
answerParent(doings)
