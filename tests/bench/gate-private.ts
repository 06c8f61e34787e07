import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import type { EmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { beside, milliseconds, rowsIn, type BenchRow } from './bench-row.ts'
import { GateBench, SHAPES } from './gate-bench.ts'
import { givenLargeRegister } from './large-register.ts'

const PEOPLE = 3000
const ROWS = 1000

/** The check in which the portal does not learn whom it is about, beside the plain one, over a surgery's register. */
export async function benchPrivateCheck(folder: string, database: EmbeddedPostgres): Promise<BenchRow[]> {
  const register = await givenLargeRegister(database, 'bench_private', { people: PEOPLE, optedOut: 100 })
  const bench = new GateBench(folder, register, 100, '100 opted out', 3)
  try {
    await bench.start()
    const list = bench.file('private', SHAPES.text, ROWS)
    const [first, plain, hidden]: number[][] = [[], [], []]
    for (let run = 0; run < 4; run += 1) {
      plain?.push((await bench.call('text', list)).ms)
      ;(run === 0 ? first : hidden)?.push(await askInPrivate(bench, list))
    }
    const what = `Private check of ${rowsIn(ROWS)} numbers over ${rowsIn(PEOPLE)} people, its command and all`
    return [
      { what: `${what}, the first of the day`, figure: milliseconds(first?.[0] as number), ...beside('the plain check of the same list', first as number[], plain as number[]) },
      { what: `${what}, any other`, figure: milliseconds(hidden?.sort((a, b) => a - b)[1] as number), ...beside('the plain check of the same list', hidden as number[], plain as number[]) },
    ]
  } finally {
    await bench.stop()
  }
}

async function askInPrivate(bench: GateBench, list: string): Promise<number> {
  const out = bench.path('private-out')
  rmSync(out, { force: true })
  const began = performance.now()
  const asking = spawn(process.execPath, ['scripts/private-check.mjs', '--flow', bench.register.flowRef, '--in', list, '--out', out, '--url', `http://127.0.0.1:${bench.port}`], {
    env: { ...process.env, CONCORDAT_KEY: bench.register.token }, stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(asking, 'exit')) as [number]
  if (code !== 0) throw new Error(`The private check ended with ${code}`)
  return performance.now() - began
}
