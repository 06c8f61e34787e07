import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import postgres from 'postgres'
import { nhsCheckDigit } from '#app/kernel/nhs-number.ts'
import { readEnvironment, type Environment } from '#app/platform/env.server.ts'
import type { EmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { beginSession } from '#app/identity/sessions.server.ts'
import { givenChoice, givenPilot } from '#tests/factories/pilot.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { makeBenchDatabase } from './bench-database.ts'

/** The portal's clock in the benchmarks: the day after people could reply, so that the flow may be checked. */
export const BENCH_NOW = new Date('2026-06-15T10:00:00Z')

export interface LargeRegister {
  readonly ownerUrl: string
  /** What a server over this register is started with. */
  readonly env: Readonly<Record<string, string>>
  readonly token: string
  readonly flowRef: string
  readonly projectRef: string
  /** The cookie of a signed-in manager. */
  readonly cookie: string
  /** The numbers of the register, in no order; the first `optedOut` of them have opted out. */
  readonly numbers: readonly string[]
}

/**
 * A pilot whose practice has so many people, each told by letter, and so many of them opted out: one person made through the
 * portal's own actions, and the others copied from their rows in the database.
 */
export async function givenLargeRegister(server: EmbeddedPostgres, name: string, size: { readonly people: number; readonly optedOut: number }): Promise<LargeRegister> {
  const { ownerUrl, env: plain } = await makeBenchDatabase(server, name)
  const env = { ...plain, CONCORDAT_INDEX_MEMORY_MB: '4096' }
  const environment: Environment = readEnvironment(env)
  const runtime = startRuntime(environment, { clock: () => BENCH_NOW })
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const portal: TestPortal = { runtime, owner, env: environment, now: BENCH_NOW }
    const numbers = shuffled(size.people)
    const pilot = await givenPilot(portal, { people: [{ nhsNumber: numbers[0] }], actions: ['check', 'private-check'] })
    await givenChoice(portal, pilot.people[0] as (typeof pilot.people)[0])
    await multiply(owner, numbers, size.optedOut, (number) => runtime.secrets.seal('nhs-number', number))
    const cookie = (await beginSession(runtime, pilot.manager.userId)).split(';')[0] as string
    return { ownerUrl, env, token: pilot.token, flowRef: pilot.flowRef, projectRef: pilot.projectRef, cookie, numbers }
  } finally {
    await owner.end()
    await runtime.connections.close()
  }
}

/** So many more people of the register opt out, those after the first `optedOut`, and the gate is told of each as of any choice. */
export async function moreOptOut({ ownerUrl }: LargeRegister, optedOut: number, more: number): Promise<void> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await copyRows(owner, 'choice_events', { id: 'gen_random_uuid()', person_id: 's.id', number_id: 's.number_id', reference: `'C' || s.number_id` },
      `(select p.id, p.number_id from people p order by p.number_id offset ${optedOut} limit ${more})`)
  } finally {
    await owner.end()
  }
}

/** So many right numbers of the 900 to 999 range, spread over all of it, in an order that is the same every time. */
export function shuffled(count: number): string[] {
  const step = Math.floor(100_000_000 / (count * 1.12))
  const made: string[] = []
  for (let stem = 900_000_001; made.length < count; stem += step) {
    const digit = nhsCheckDigit(String(stem))
    if (digit !== null) made.push(`${stem}${digit}`)
  }
  let state = 1
  for (let i = made.length - 1; i > 0; i -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const j = Math.floor((state / 4_294_967_296) * (i + 1))
    ;[made[i], made[j]] = [made[j] as string, made[i] as string]
  }
  return made
}

/** Copies the one person's rows for every number but the first: the number, the person, the letter, and the choice for those who opted out. */
async function multiply(owner: postgres.Sql, numbers: readonly string[], optedOut: number, seal: (number: string) => Buffer): Promise<void> {
  await owner`create unlogged table bench_people (n bigint, sealed bytea)`
  const stage = await owner`copy bench_people from stdin`.writable()
  await pipeline(Readable.from(lines(numbers, seal)), stage)
  const [first] = await owner`select p.id as person, p.number_id::bigint as number from people p`
  const watched = ['nhs_numbers', 'people', 'letters', 'choice_events']
  for (const table of watched) await owner.unsafe(`alter table ${table} disable trigger all`)
  const id = (prefix: string) => `('${prefix}' || lpad(to_hex(s.n), 30, '0'))::uuid`
  const number = `${String(first?.number)} + s.n`
  await owner.unsafe(`insert into nhs_numbers (id, lookup, sealed) overriding system value select ${number}, decode(lpad(to_hex(s.n), 64, '0'), 'hex'), s.sealed from bench_people s`)
  await copyRows(owner, 'people', { id: id('aa'), number_id: number })
  await copyRows(owner, 'letters', { id: id('bb'), person_id: id('aa'), position: 's.n + 1', reply_code_lookup: `decode(lpad(to_hex(s.n), 64, '0'), 'hex')` })
  await copyRows(owner, 'choice_events', { id: id('cc'), person_id: id('aa'), number_id: number, reference: `'B' || s.n` }, `(select n from bench_people where n < ${optedOut})`)
  for (const table of watched) await owner.unsafe(`alter table ${table} enable trigger all`)
  await owner.unsafe('drop table bench_people')
  await owner.unsafe('analyze')
}

/** A row of a table again for each of the others, all columns as they are but those named. */
async function copyRows(owner: postgres.Sql, table: string, changed: Readonly<Record<string, string>>, others = 'bench_people'): Promise<void> {
  const columns = (await owner`
    select column_name as name from information_schema.columns where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER' and is_identity = 'NO'`).map(({ name }) => String(name))
  await owner.unsafe(`insert into ${table} (${columns.join(', ')}) select ${columns.map((name) => changed[name] ?? `t.${name}`).join(', ')} from (select * from ${table} limit 1) t, ${others} s`)
}

function* lines(numbers: readonly string[], seal: (number: string) => Buffer): Generator<string> {
  let part = ''
  for (let n = 1; n < numbers.length; n += 1) {
    part += `${n}\t\\\\x${seal(numbers[n] as string).toString('hex')}\n`
    if (part.length < 1_000_000) continue
    yield part
    part = ''
  }
  yield part
}

