import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { startEmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { serve } from '#app/platform/http-server.server.ts'
import { migrateDatabase } from '#app/platform/migrate.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { nhsCheckDigit } from '#app/kernel/nhs-number.ts'
import { loadDemoWorld } from '#db/seed/demo/load-demo-world.ts'
import { demoEnvironment, demoSecrets, prepareDemoDatabase } from '../../scripts/demo-place.ts'
import { buildIfNeeded } from '../../scripts/portal.ts'
import { median, seconds, type BenchRow } from './bench-row.ts'

const ROWS = 1_500_000
const FLOW = 'oldham-gp-pilot-register'

/** 1.5 million numbers through the gate over HTTP, beside a bare program that reads, scans, digests and writes the same file. */
export async function benchGate(): Promise<BenchRow[]> {
  buildIfNeeded()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-bench-'))
  const database = await startEmbeddedPostgres({ folder, disposable: true })
  try {
    const secrets = demoSecrets(folder)
    await prepareDemoDatabase(database.ownerUrl('postgres'), secrets.appPassword)
    const env = demoEnvironment(folder, secrets, database, 3999)
    await migrateDatabase(database.ownerUrl('concordat'))
    const runtime = startRuntime(env)
    const { apiKey } = await loadDemoWorld(runtime, { folder, progress: () => {} })
    const build = (await import(pathToFileURL(path.resolve('build/server/index.js')).href)) as unknown as ServerBuild
    const server = await serve(runtime, build, { port: 0, host: '127.0.0.1' })
    const formats = { 'text/plain': (number: string) => `${number}\n`, 'application/x-ndjson': (number: string) => `{"nhs_number":"${number}"}\n` }
    const rows: BenchRow[] = []
    let highWater = 0
    for (const [type, line] of Object.entries(formats)) {
      const file = path.join(folder, 'list')
      writeFileSync(file, numbers().map(line).join(''))
      const out = path.join(folder, 'out')
      const bare = await timed(() => barePass(file, out))
      const gate = await timed(async () => {
        await ask(server.port, apiKey, type, file, out)
        highWater = Math.max(highWater, process.memoryUsage().rss)
      })
      rows.push({ what: `Gate, 1.5 million rows, ${type}`, figure: seconds(gate), baseline: `bare pass ${seconds(bare)}`, ratio: gate / bare })
    }
    const few = path.join(folder, 'few')
    writeFileSync(few, '9990000018\n')
    rows.push({ what: 'Gate, one number, 3,000 on the register', figure: `${(await timed(() => ask(server.port, apiKey, 'text/plain', few, path.join(folder, 'out')), 15)).toFixed(0)} ms` })
    rows.push({ what: 'Memory high-water mark of the server', figure: `${Math.round(highWater / 1e6)} MB` })
    await server.close()
    await runtime.connections.close()
    return rows
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function numbers(): string[] {
  const made: string[] = []
  for (let stem = 900_000_000; made.length < ROWS; stem += 7) {
    const digit = nhsCheckDigit(String(stem))
    if (digit !== null) made.push(`${stem}${digit}`)
  }
  return made
}

async function timed(work: () => Promise<void>, runs = 3): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return median(times)
}

/** Reads, finds the ends of lines, digests and writes: what any program must do with such a file. */
async function barePass(from: string, to: string): Promise<void> {
  const digest = createHash('sha256')
  let lines = 0
  await pipeline(createReadStream(from), async function* (pieces) {
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      for (const byte of piece) if (byte === 10) lines += 1
      digest.update(piece)
      yield piece
    }
  }, createWriteStream(to))
  if (lines !== ROWS) throw new Error('The bare pass lost lines')
}

function ask(port: number, key: string, type: string, from: string, to: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', method: 'POST', path: `/api/v1/flows/${FLOW}/checks`, headers: { Authorization: `Bearer ${key}`, 'Content-Type': type, Accept: type === 'text/plain' ? 'text/plain' : 'application/x-ndjson' } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`The gate answered ${answer.statusCode}`))
      else pipeline(answer, createWriteStream(to)).then(resolve, reject)
    })
    asked.on('error', reject)
    pipeline(createReadStream(from), asked).catch(reject)
  })
}
