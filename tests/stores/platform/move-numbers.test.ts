import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { choicesOfPerson } from '#app/choices/read-choices.server.ts'
import { findPersonByNhsNumber, findPeopleByLocalId } from '#app/people/find-people.server.ts'
import { migrateDatabase } from '#app/platform/migrate.server.ts'
import { makeSecrets } from '#app/platform/secrets.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { givenImport, type CodedRow } from '#tests/factories/choice-files.ts'
import { TEST_LOGIN, TEST_PASSWORD } from '#tests/setup/global-database.ts'
import { TEST_NOW, testEnvironment, type TestPortal } from '#tests/setup/portal.ts'

/** The last migration of the releases that kept a number wherever it was used. */
const BEFORE = 8
const database = `concordat_test_move_${process.pid}`
const [UPLOAD, FILE, ALEX, SAM, IMPORT] = [1, 2, 3, 4, 5].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [string, string, string, string, string]
const secrets = makeSecrets(testEnvironment('postgres://x').IDENTIFIER_KEY)
const [hashOf, sealedOf] = [(number: string) => secrets.lookup('nhs-number', number), (number: string) => secrets.seal('nhs-number', number)]
const NUMBERS = { alex: '9990000018', sam: '9990000026', unlisted: '9990000034', canary: '9990000042', asked: '9990000050' }

let admin: postgres.Sql
let portal: TestPortal

const ROWS: CodedRow[] = [
  { nhs_number: NUMBERS.alex, effective: '2026-03-10', recorded: '2026-05-01T10:30:00.125', sequence: '12' },
  { nhs_number: NUMBERS.unlisted, code_system: 'read2', code: '9Nu0.00', effective: '1969-12-31T23:00:00.5Z', recorded: '', sequence: '' },
]

beforeAll(async () => {
  const server = new URL(inject('testServer'))
  const ownerUrl = Object.assign(new URL(server), { pathname: `/${database}` }).href
  admin = postgres(server.href, { max: 1, onnotice: () => {} })
  await admin.unsafe(`drop database if exists ${database} with (force)`)
  await admin.unsafe(`create database ${database}`)
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  const folder = earlierMigrations()
  await migrate(drizzle(client), { migrationsFolder: folder })
  await client.end()
  rmSync(folder, { recursive: true })
  await givenOldRows(owner)
  await migrateDatabase(ownerUrl)
  const appUrl = Object.assign(new URL(ownerUrl), { username: TEST_LOGIN, password: encodeURIComponent(TEST_PASSWORD) }).href
  const env = testEnvironment(appUrl, { DATABASE_OWNER_URL: ownerUrl })
  portal = { env, owner, now: TEST_NOW, runtime: startRuntime(env, { clock: () => TEST_NOW, maxConnections: 4 }) }
})

afterAll(async () => {
  await portal?.runtime.connections.close()
  await portal?.owner.end({ timeout: 2 })
  await admin.unsafe(`drop database if exists ${database} with (force)`)
  await admin.end({ timeout: 2 })
})

function earlierMigrations(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-migrations-'))
  cpSync('db/migrations', folder, { recursive: true })
  const place = path.join(folder, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(place, 'utf8')) as { entries: { idx: number }[] }
  writeFileSync(place, JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx <= BEFORE) }))
  return folder
}

async function givenOldRows(owner: postgres.Sql): Promise<void> {
  await owner`insert into organisations (code, name, kind) values ('Y90001', 'Test Lane Surgery', 'gp-practice'), ('Y90002', 'Other Surgery', 'gp-practice')`
  await owner`insert into users (id, email, name, job_title, organisation_code, role, password_hash, made_at) values (${ALEX}, 'a@b.example', 'A B', 'Manager', 'Y90001', 'practice-manager', '', now())`
  await owner`insert into stored_files (id, organisation_code, name, media_type, size, digest, content, stored_at) values (${FILE}, 'Y90001', 'people.csv', 'text/csv', 0, '', '', now())`
  await owner`insert into people_list_uploads (id, organisation_code, file_id, state, bytes_total, started_at) values (${UPLOAD}, 'Y90001', ${FILE}, 'done', 0, now())`
  for (const [id, number, localId] of [[ALEX, NUMBERS.alex, '1001'], [SAM, NUMBERS.sam, '1002']] as const) {
    await owner`
      insert into people (id, organisation_code, nhs_number_sealed, nhs_number_lookup, local_id_sealed, local_id_lookup, given_name, family_name, date_of_birth, gender, address_lines, postcode,
        language, format, is_deceased, is_restricted, registered_from, updated_at, list_upload_id)
      values (${id}, 'Y90001', ${sealedOf(number)}, ${hashOf(number)}, ${secrets.seal('local-id', localId)}, ${secrets.lookup('local-id', localId)}, 'Alex', 'Sample', '1980-05-17', 'unknown', '{}', '',
        'en', 'standard', false, false, now(), now(), ${UPLOAD})`
  }
  await owner`update people set left_at = now() + interval '1 day', is_deceased = true where id = ${SAM}`
  await owner`
    insert into choice_imports (id, reference, file_name, digest, code_list_version, state, bytes_total, counts, started_at)
    values (${IMPORT}, 'CI-7KMP-3QRT', 'coded.csv', '', '1', 'done', 0, '{}', now())`
  const event = (values: Record<string, unknown>) => owner`insert into choice_events ${owner({
    id: crypto.randomUUID(), organisation_code: 'Y90001', recorded_at: TEST_NOW, source: 'Y90001', channel: 'extract', on_whose_word: 'practice', kind: 'type-1-dissent', reference: crypto.randomUUID(), ...values,
  } as never)}`
  const imported = { import_id: IMPORT, import_round: 0 }
  await event({
    ...imported, nhs_number_lookup: hashOf(NUMBERS.alex), person_id: ALEX, code_system: 'snomed', code: '827241000000103', effective_day: '2026-03-10',
    source_recorded_at: new Date('2026-05-01T09:30:00.125Z'), sequence: '12', import_key: Buffer.from('a key under the old rule'),
  })
  await event({
    ...imported, nhs_number_lookup: hashOf(NUMBERS.unlisted), nhs_number_sealed: sealedOf(NUMBERS.unlisted), code_system: 'read2', code: '9Nu0.00', effective_at: new Date('1969-12-31T23:00:00.500Z'),
    import_key: Buffer.from('another key under it'),
  })
  await event({ nhs_number_lookup: hashOf(NUMBERS.sam), person_id: SAM, kind: 'project-opt-out', project_ref: 'pilot', channel: 'desk', effective_day: '2026-05-01' })
  await owner`insert into projects (id, ref, title, organisation_code, facts_version, made_at, made_by) values (${SAM}, 'pilot', 'Pilot', 'Y90001', 1, now(), ${ALEX})`
  await owner`insert into flows (ref, project_id) values ('pilot-register', ${SAM})`
  await owner`
    insert into canaries (id, organisation_code, reference, source, flow_ref, nhs_number_sealed, nhs_number_lookup, placed_at, placed_by)
    values (${ALEX}, 'Y90001', 'canary-1', 'Y90001', 'pilot-register', ${sealedOf(NUMBERS.canary)}, ${hashOf(NUMBERS.canary)}, now(), ${ALEX})`
  await owner`
    insert into national_check_runs (id, flow_ref, project_id, organisation_code, sender, sequence, local_id, subject, state, given, sent, left_out, bytes, digest, max_age_days, drafted_at)
    values (${FILE}, 'pilot-register', ${SAM}, 'Y90001', 'Y90001', 1, 'pilot-register_0001', 'x', 'exported', 2, 2, '{}', 24, '', 7, now())`
  await owner`insert into national_check_numbers (run_id, nhs_number_lookup, line) values (${FILE}, ${hashOf(NUMBERS.alex)}, 1), (${FILE}, ${hashOf(NUMBERS.asked)}, 2)`
}

describe('the move of every number to one place', () => {
  test('keeps each once, sealed, and one that only a hash was kept of as that hash', async () => {
    const rows = await portal.owner`select lookup, sealed from nhs_numbers`
    const found = rows.map(({ lookup, sealed }) => [(lookup as Buffer).toString('hex'), sealed && portal.runtime.secrets.open('nhs-number', sealed as Buffer)])
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(Object.entries(NUMBERS).map(([who, number]) => [hashOf(number).toString('hex'), who === 'asked' ? null : number])))
    expect(rows).toHaveLength(5)
  })

  test('leaves everything referring to what it referred to before', async () => {
    const idOf = async (number: string) => (await portal.owner`select id from nhs_numbers where lookup = ${hashOf(number)}`)[0]?.id as string
    expect(await portal.owner`select number_id from canaries`).toEqual([{ number_id: await idOf(NUMBERS.canary) }])
    expect(await portal.owner`select line, number_id from national_check_numbers order by line`).toEqual([
      { line: 1, number_id: await idOf(NUMBERS.alex) }, { line: 2, number_id: await idOf(NUMBERS.asked) },
    ])
    const { db, secrets: own } = portal.runtime
    const alex = await findPersonByNhsNumber(db, own, 'Y90001', NUMBERS.alex)
    expect(alex).toMatchObject({ id: ALEX, localId: '1001', nhsNumber: NUMBERS.alex })
    expect(await findPeopleByLocalId(db, own, 'Y90001', '1002')).toMatchObject([{ id: SAM, nhsNumber: NUMBERS.sam }])
    expect(await choicesOfPerson(db, 'Y90001', ALEX)).toMatchObject([{ kind: 'type-1-dissent' }])
    expect(await choicesOfPerson(db, 'Y90001', SAM)).toMatchObject([{ kind: 'project-opt-out' }])
  })

  test('notes what was known of people: when they joined and left, and of the rest how it was at last', async () => {
    const facts = await portal.owner`
      select person_id, recorded_at = registered_from as at_first, left_at is not null as left, is_deceased, is_carried_over, (select number_id from people where id = person_id) = number_id as same_number
      from person_facts order by person_id, id`
    const noted = { at_first: true, left: false, is_deceased: false, is_carried_over: true, same_number: true }
    expect(facts).toEqual([{ person_id: ALEX, ...noted }, { person_id: SAM, ...noted, is_deceased: true }, { person_id: SAM, ...noted, at_first: false, left: true, is_deceased: true }])
  })

  test('knows the rows of earlier imports again when another file brings them', async () => {
    expect((await givenImport(portal, [...ROWS, { ...ROWS[0], nhs_number: NUMBERS.asked }])).tally).toMatchObject({ kept: 1, repeated: 2 })
  })

  test('gives a hash its number when that is next met', async () => {
    const [row] = await portal.owner`select sealed from nhs_numbers where lookup = ${hashOf(NUMBERS.asked)}`
    expect(portal.runtime.secrets.open('nhs-number', row?.sealed as Buffer)).toBe(NUMBERS.asked)
  })
})
