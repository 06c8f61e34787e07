import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { change } from '#app/audit/change.server.ts'
import { rotateKeys } from '#app/audit/rotate-keys.server.ts'
import { choicesOfPerson } from '#app/choices/read-choices.server.ts'
import { keepHolder } from '#app/choices/keep-holder.server.ts'
import { recordChoice } from '#app/choices/record-choice.server.ts'
import { answerOnce } from '#app/identity/answer-once.server.ts'
import { readKeyActor } from '#app/identity/api-keys.server.ts'
import { systemActor, type KeyActor, type StaffActor } from '#app/identity/actor.rules.ts'
import { findLetterByCode } from '#app/letters/replies.store.server.ts'
import { findPeopleByLocalId, findPersonByNhsNumber } from '#app/people/find-people.server.ts'
import { numberIdsOf } from '#app/people/nhs-numbers.server.ts'
import { PEOPLE_LIST_COLUMNS } from '#app/people/people-list.rules.ts'
import type { Person } from '#app/people/person.rules.ts'
import { readPeopleList } from '#app/people/read-people-list.server.ts'
import { receivePeopleList } from '#app/people/receive-people-list.server.ts'
import { EnvironmentFault } from '#app/platform/env.server.ts'
import { checkIdentifierKey, connectionName } from '#app/platform/key-check.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { makeSecrets } from '#app/platform/secrets.server.ts'
import { SEALED_COLUMNS } from '#app/platform/sealed-columns.rules.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { answerBaseParts, answerBases, answerChanges, answerJournals, mails, paperSeals, projects, pseudonymKeys, replyUploads, storedFiles } from '#db/schema/index.ts'
import { givenImport, type CodedRow } from '#tests/factories/choice-files.ts'
import { valueOf } from '#tests/factories/campaigns.ts'
import { givenCampaign, givenLetter, givenPerson } from '#tests/factories/letters.ts'
import { aPeopleList, type ListRowGiven } from '#tests/factories/people-lists.ts'
import { givenKey, testNumber } from '#tests/factories/pilot.ts'
import { givenOrganisations, givenStaff, PRACTICE } from '#tests/factories/who.ts'
import { testEnvironment, usePortal, type TestPortal } from '#tests/setup/portal.ts'

const [OLD, NEW] = ['the identifier key that was set up first, 01', 'the identifier key that takes its place, 23']
const portal = usePortal()

let owner: postgres.Sql
const opened: Runtime[] = []
/** Before the keys change places every portal reads both, and writes under the old one. */
let before: Runtime
beforeEach(async () => {
  owner = portal.owner
  before = runtimeWith(OLD, NEW)
  await checkIdentifierKey(before)
})
afterEach(async () => {
  for (const runtime of [...opened]) await close(runtime)
})
/** Closes it, and waits until the server has seen that too. */
const close = async (runtime: Runtime) => {
  opened.splice(opened.indexOf(runtime), 1)
  await runtime.connections.close()
  const name = connectionName(runtime.secrets)
  if (opened.some(({ secrets }) => connectionName(secrets) === name)) return
  await expect.poll(async () => (await owner`select 1 from pg_stat_activity where datname = current_database() and application_name = ${name}`).length).toBe(0)
}

function runtimeWith(key: string, other?: string): Runtime {
  const env = { ...testEnvironment(portal.env.DATABASE_URL, { IDENTIFIER_KEY: key, DATABASE_OWNER_URL: portal.env.DATABASE_OWNER_URL as string }), ...(other ? { IDENTIFIER_KEY_PREVIOUS: other } : {}) }
  const runtime = startRuntime(env, { clock: () => portal.now, maxConnections: 4 })
  opened.push(runtime)
  return runtime
}
const as = (runtime: Runtime): TestPortal => ({ ...portal, runtime })
const context = (runtime: Runtime) => ({ runtime, actor: systemActor('keys-rotate'), now: portal.now, requestId: 'test' })
const rotate = async (runtime: Runtime, onTurned?: Parameters<typeof rotateKeys>[2]) => valueOf(await rotateKeys(context(runtime), owner, onTurned))
const kinds = async () => (await owner`select kind from audit_entries where kind like 'key-rotation%' order by seq`).map(({ kind }) => kind as string)

/** Something in every column that is under the key. */
async function givenEverything() {
  const on = as(before)
  await givenOrganisations(on)
  const { db, secrets } = before
  const person = await givenPerson(on, PRACTICE, { nhsNumber: testNumber(0), localId: 'L0' })
  const manager = await givenStaff(on, 'practice-manager', PRACTICE)
  const campaign = await givenCampaign(on)
  const letter = await givenLetter(on, campaign, person)
  await givenImport(on, [{ nhs_number: testNumber(0) }, { nhs_number: testNumber(1) }])
  const upload = await givenList(on, manager, [{ nhs_number: 'not a number', local_id: '9' }, { nhs_number: testNumber(2), local_id: '10' }])
  const [fileId, emptyId, mailId] = [randomUUID(), randomUUID(), randomUUID()]
  for (const [id, content] of [[fileId, secrets.sealBytes('stored-file', Buffer.alloc(300_000, 7))], [emptyId, Buffer.alloc(0)]] as const) {
    await db.insert(storedFiles).values({ id, organisationCode: PRACTICE.code, name: 'scan', mediaType: 'text/plain', size: 1, digest: '', content, storedAt: portal.now })
  }
  await db.insert(mails).values({ id: mailId, organisationCode: PRACTICE.code, message: 'choice-confirmation', sealed: secrets.seal('mail', '{"to":"someone"}'), madeAt: portal.now })
  await db.insert(replyUploads).values({
    id: randomUUID(), campaignId: campaign.id, fileId, rowsRead: 2, rowsKept: 0, rowsRepeated: 0, at: portal.now,
    rejects: ['first', 'second'].map((cells, row) => ({ row, reasons: [], sealed: secrets.seal('stored-file', cells).toString('base64') })),
  })
  const base = { id: randomUUID(), journalId: randomUUID(), answers: secrets.sealBytes('answers', Buffer.from('what was answered')) }
  await db.insert(answerBases).values({ id: base.id, flowRef: 'flow', digest: secrets.lookup('answers', 'all of it'), strangers: base.answers, keptAt: portal.now })
  await db.insert(answerBaseParts).values({ id: randomUUID(), baseId: base.id, part: 0, answers: base.answers })
  await db.insert(answerJournals).values({ id: base.journalId, baseId: base.id, begunAt: portal.now })
  await db.insert(answerChanges).values({ id: randomUUID(), journalId: base.journalId, number: 1, answers: base.answers })
  const pseudonymKeyId = randomUUID()
  const [project] = await db.select().from(projects)
  await db.insert(pseudonymKeys).values({
    id: pseudonymKeyId, projectId: project?.id as string, version: 1, keySealed: secrets.sealBytes('pseudonym-key', Buffer.alloc(32, 9)), organisationCode: PRACTICE.code, madeAt: portal.now, madeBy: manager.userId,
  })
  const sealId = randomUUID()
  await db.insert(paperSeals).values({ id: sealId, fingerprint: 'f'.repeat(64), certificate: Buffer.alloc(9), keySealed: secrets.sealBytes('paper-seal', Buffer.alloc(32, 7)), usedFrom: portal.now })
  const key = await givenKey(on)
  const actor = valueOf(await readKeyActor(before, key.token))
  const requestId = randomUUID()
  await askOnce(before, actor, requestId)
  const authority = { kind: 'parental-responsibility', holderName: 'Mrs Robin Sample', seen: 'said-so', endsOn: null } as const
  const holderId = await change(context(before), (tx) => keepHolder(tx, secrets, authority))
  return { person, manager, letter, upload, fileId, mailId, key, actor, requestId, authority, holderId, pseudonymKeyId, sealId }
}

const askOnce = async (runtime: Runtime, actor: KeyActor, requestId: string) => {
  const answered = await answerOnce({ ...context(runtime), actor }, { requestId, question: ['op', 'body'] }, async () => Response.json({ asked: randomUUID() }))
  return answered.ok ? ((await answered.value.json()) as { asked: string }).asked : answered.refusal.kind
}

async function givenList(on: TestPortal, manager: StaffActor, rows: readonly ListRowGiven[]): Promise<string> {
  const { uploadId } = valueOf(await receivePeopleList({ runtime: on.runtime, actor: manager, now: portal.now, requestId: 'test' }, {
    formId: randomUUID(), fileName: 'people.csv', content: Buffer.from(aPeopleList(rows)), isWholeList: false,
  }))
  await readPeopleList(on.runtime, { uploadId })
  return uploadId
}

describe('a new key', () => {
  test('is given to everything that is sealed or found by a hash, and from then on the one before is not needed', async () => {
    const given = await givenEverything()
    const answered = await askOnce(before, given.actor, given.requestId)
    const after = runtimeWith(NEW, OLD)
    await checkIdentifierKey(after)
    const places = new Set<string>()
    const { values, left } = await rotate(after, ({ where }) => void places.add(where))
    expect(left).toEqual([{ where: 'portals', count: 1 }])
    expect([...places].sort()).toEqual([...SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`), 'reply_uploads.rejects'].sort())
    expect(values).toBeGreaterThanOrEqual(places.size)
    await close(before)
    const [pseudonymKey] = await after.db.select().from(pseudonymKeys).where(eq(pseudonymKeys.id, given.pseudonymKeyId))
    expect(after.secrets.openBytes('pseudonym-key', pseudonymKey?.keySealed as Buffer)).toEqual(Buffer.alloc(32, 9))
    const [seal] = await after.db.select().from(paperSeals).where(eq(paperSeals.id, given.sealId))
    expect(after.secrets.openBytes('paper-seal', seal?.keySealed as Buffer)).toEqual(Buffer.alloc(32, 7))
    expect(await rotate(after)).toEqual({ values: 0, left: [] })
    expect(await kinds()).toEqual(['key-rotation-begun', 'key-rotation-begun', 'key-rotation-finished'])
    expect(JSON.stringify(await owner`select data from audit_entries where kind like 'key-rotation%'`)).not.toMatch(/identifier key/)

    const alone = runtimeWith(NEW)
    await checkIdentifierKey(alone)
    const { db, secrets } = alone
    expect(await findPersonByNhsNumber(db, secrets, PRACTICE.code, testNumber(0))).toMatchObject({ id: given.person.id, nhsNumber: testNumber(0), localId: 'L0' })
    expect(await findPeopleByLocalId(db, secrets, PRACTICE.code, '10')).toMatchObject([{ nhsNumber: testNumber(2) }])
    expect(await findLetterByCode(db, PRACTICE.code, secrets.lookups('reply-code', given.letter.code))).toMatchObject({ letterId: given.letter.id })
    expect((await givenImport(as(alone), [{ nhs_number: testNumber(1), sequence: '2' }])).tally).toMatchObject({ kept: 0, repeated: 1 })
    const [file] = await owner`select content from stored_files where id = ${given.fileId}`
    expect(secrets.openBytes('stored-file', file?.content as Buffer)).toEqual(Buffer.alloc(300_000, 7))
    const [mail] = await owner`select sealed from mails where id = ${given.mailId}`
    expect(secrets.open('mail', mail?.sealed as Buffer)).toBe('{"to":"someone"}')
    const [list] = await owner`select rejects from reply_uploads`
    expect((list?.rejects as { sealed: string }[]).map(({ sealed }) => secrets.open('stored-file', Buffer.from(sealed, 'base64')))).toEqual(['first', 'second'])
    const rows = await owner`select row_sealed from people_list_rejects where upload_id = ${given.upload}`
    expect(rows.map(({ row_sealed }) => (JSON.parse(secrets.open('stored-file', row_sealed as Buffer)) as string[]).length)).toEqual([PEOPLE_LIST_COLUMNS.length, PEOPLE_LIST_COLUMNS.length])
    expect((await readKeyActor(alone, given.key.token)).ok).toBe(true)
    expect(await askOnce(alone, given.actor, given.requestId)).toBe(answered)
    expect(await change(context(alone), (tx) => keepHolder(tx, secrets, { ...given.authority, holderName: 'ROBIN  SAMPLE' }))).toBe(given.holderId)
    await expect(checkIdentifierKey(runtimeWith(OLD))).rejects.toThrow(/IDENTIFIER_KEY is a key that another/)
  })
})

describe('while the key is changed', () => {
  const rowsOf = (from: number, to: number, more: Partial<CodedRow> = {}): CodedRow[] => Array.from({ length: to - from }, (_, n) => ({ nhs_number: testNumber(from + n), sequence: String(from + n), ...more }))
  const listOf = (from: number, to: number): ListRowGiven[] => Array.from({ length: to - from }, (_, n) => ({ nhs_number: testNumber(from + n), local_id: `L${from + n}` }))
  const optOut = (runtime: Runtime, person: Person) => change(context(runtime), (tx, record) => recordChoice(tx, record, {
    context: context(runtime), person, kind: 'project-opt-out', projectRef: 'pilot', effective: { day: '2026-06-10' }, channel: 'desk', onWhoseWord: 'self', source: PRACTICE.code,
  }))

  test('portals on either side of it go on, and nobody is lost or kept twice', async () => {
    await givenOrganisations(as(before))
    const manager = await givenStaff(as(before), 'practice-manager', PRACTICE)
    await givenImport(as(before), rowsOf(0, 1200))
    await givenList(as(before), manager, listOf(0, 1100))
    const after = runtimeWith(NEW, OLD)
    await checkIdentifierKey(after)

    let step = 0
    const work = async () => {
      step += 1
      const [one, other] = step % 2 === 0 ? [before, after] : [after, before]
      const fresh = 2000 + step * 10
      // The same again, the same and more, people known and new, and a choice of each: on one side and then on the other.
      expect((await givenImport(as(one), [...rowsOf(step * 20, step * 20 + 20), ...rowsOf(fresh, fresh + 5)])).tally).toMatchObject({ kept: 5, repeated: 20 })
      expect((await givenImport(as(other), [...rowsOf(fresh, fresh + 5), ...rowsOf(fresh + 5, fresh + 10)])).tally).toMatchObject({ kept: 5, repeated: 5 })
      await givenList(as(one), manager, [...listOf(step * 20, step * 20 + 20), ...listOf(fresh, fresh + 10)])
      const person = await findPersonByNhsNumber(other.db, other.secrets, PRACTICE.code, testNumber(fresh)) as Person
      expect((await optOut(other, person)).repeated).toBe(false)
      expect((await optOut(one, await findPersonByNhsNumber(one.db, one.secrets, PRACTICE.code, testNumber(fresh)) as Person)).repeated).toBe(true)
    }
    const turning = rotate(after, async () => { if (step < 12) await work() })
    const numbers = Array.from({ length: 200 }, (_, n) => testNumber(5000 + n))
    const adding = Array.from({ length: 20 }, async (_, n) => {
      const some = numbers.slice(n * 10, n * 10 + 15)
      const both = await Promise.all([before, after].map((runtime) => runtime.db.transaction((tx) => numberIdsOf(tx, runtime.secrets, some))))
      expect(both[0]).toEqual(both[1])
    })
    await Promise.all(adding)
    await turning
    expect(step).toBe(12)
    await work()
    await close(before)
    const rotated = await rotate(after)
    expect(rotated.left).toEqual([])

    const { db, secrets } = runtimeWith(NEW)
    const stored = (await owner`select sealed from nhs_numbers`).map(({ sealed }) => secrets.open('nhs-number', sealed as Buffer))
    const expected = [...Array.from({ length: 1200 }, (_, n) => n), ...Array.from({ length: step * 10 }, (_, n) => 2010 + n)].map(testNumber)
    expect(stored.sort()).toEqual([...expected, ...numbers].sort())
    const imported = (await owner`select sealed from choice_events join nhs_numbers on nhs_numbers.id = number_id where kind = 'type-1-dissent'`).map(({ sealed }) => secrets.open('nhs-number', sealed as Buffer))
    expect(imported.sort()).toEqual(expected.sort())
    expect(await owner`select count(*)::int as people, count(distinct number_id)::int as numbers from people`).toEqual([{ people: 1100 + step * 10, numbers: 1100 + step * 10 }])
    expect(await owner`select count(*)::int as ids from person_local_ids where ended_at is null`).toEqual([{ ids: 1100 + step * 10 }])
    for (const n of [0, 1099, ...Array.from({ length: step }, (_, at) => 2010 + at * 10)]) {
      const person = await findPersonByNhsNumber(db, secrets, PRACTICE.code, testNumber(n)) as Person
      expect(await findPeopleByLocalId(db, secrets, PRACTICE.code, `L${n}`)).toMatchObject([{ id: person.id }])
      expect((await choicesOfPerson(db, PRACTICE.code, person.id)).map(({ kind }) => kind).sort()).toEqual(n < 2000 ? ['type-1-dissent'] : ['project-opt-out', 'type-1-dissent'])
    }
  }, 120_000)

  test('it may be stopped after any batch and run again', async () => {
    await givenOrganisations(as(before))
    await givenImport(as(before), rowsOf(0, 1200))
    const after = runtimeWith(NEW, OLD)
    for (const stops of [1, 1]) {
      let turned = 0
      await expect(rotate(after, () => { if ((turned += 1) === stops) throw new Error('stopped') })).rejects.toThrow('stopped')
    }
    const [held] = await owner`select count(*) filter (where substring(sealed from 1 for 5) = ${after.secrets.sealedPrefix})::int as turned from nhs_numbers`
    expect(held?.turned).toBe(1000)
    await close(before)
    expect(await rotate(after)).toEqual({ values: 200, left: [] })
    expect(await kinds()).toEqual(['key-rotation-begun', 'key-rotation-begun', 'key-rotation-begun', 'key-rotation-finished'])
  })

  test('a row that someone holds is passed over and come back to', async () => {
    await givenOrganisations(as(before))
    const [held, free] = [await givenPerson(as(before), PRACTICE), await givenPerson(as(before), PRACTICE)]
    const after = runtimeWith(NEW, OLD)
    let letGo: () => void = () => {}
    let holding = Promise.resolve()
    await new Promise<void>((isHeld) => {
      holding = before.db.transaction(async (tx) => {
        await tx.execute(sql`select 1 from nhs_numbers where id = ${held.numberId} for update`)
        isHeld()
        await new Promise<void>((end) => (letGo = end))
      })
    })
    const { left } = await rotate(after, async () => {
      letGo()
      await holding
    })
    expect(left).toEqual([{ where: 'portals', count: 1 }])
    for (const { nhsNumber, id } of [held, free]) expect((await findPersonByNhsNumber(after.db, makeSecrets(NEW), PRACTICE.code, nhsNumber))?.id).toBe(id)
  })
})

describe('what is left under the key before', () => {
  const given = async () => {
    await givenOrganisations(as(before))
    const person = await givenPerson(as(before), PRACTICE)
    await close(before)
    return person
  }
  const checkOf = async () => (await owner`select key_check from installation`)[0]?.key_check as Buffer

  test('is named by its table, and then the installation stays under that key', async () => {
    const person = await given()
    const letter = await givenLetter(as(runtimeWith(OLD, NEW)), await givenCampaign(as(opened[0] as Runtime)), person)
    await close(opened[0] as Runtime)
    await owner`update letters set reply_code_sealed = ${makeSecrets('a key that nobody has any more, 45 67').seal('reply-code', letter.code)}`
    const check = await checkOf()
    const after = runtimeWith(NEW, OLD)
    expect(await rotate(after)).toEqual({ values: 2, left: [{ where: 'letters.reply_code_sealed', count: 1 }] })
    expect(await checkOf()).toEqual(check)
    await expect(checkIdentifierKey(runtimeWith(NEW))).rejects.toThrow(EnvironmentFault)
    expect(await kinds()).toEqual(['key-rotation-begun'])
  })

  test('may be a value whose hash is not its own', async () => {
    const person = await given()
    const after = runtimeWith(NEW, OLD)
    await owner`update nhs_numbers set sealed = ${after.secrets.seal('nhs-number', person.nhsNumber)}`
    expect((await rotate(after)).left).toEqual([{ where: 'nhs_numbers.sealed', count: 1 }])
  })

  test('may be a number that stands twice, and the rest is turned all the same', async () => {
    const person = await given()
    const after = runtimeWith(NEW, OLD)
    await owner`insert into nhs_numbers (lookup, sealed) values (${after.secrets.lookup('nhs-number', person.nhsNumber)}, ${after.secrets.seal('nhs-number', person.nhsNumber)})`
    await givenImport(as(runtimeWith(OLD, NEW)), [{ nhs_number: testNumber(40) }])
    await close(opened[1] as Runtime)
    expect(await rotate(after)).toEqual({ values: 2, left: [{ where: 'nhs_numbers.sealed', count: 1 }] })
  })

  test('may be the hash of a number alone, where something refers to it; one that nothing does is forgotten', async () => {
    const person = await given()
    const old = makeSecrets(OLD)
    const [used] = await owner`insert into nhs_numbers (lookup) values (${old.lookup('nhs-number', testNumber(50))}) returning id`
    await owner`insert into nhs_numbers (lookup) values (${old.lookup('nhs-number', testNumber(51))})`
    await owner`update people set number_id = ${used?.id as string} where id = ${person.id}`
    const after = runtimeWith(NEW, OLD)
    expect((await rotate(after)).left).toEqual([{ where: 'nhs_numbers.lookup', count: 1 }])
    await after.db.transaction((tx) => numberIdsOf(tx, after.secrets, [testNumber(50)]))
    expect((await rotate(after)).left).toEqual([])
    expect((await findPersonByNhsNumber(after.db, makeSecrets(NEW), PRACTICE.code, testNumber(50)))?.id).toBe(person.id)
    expect(await owner`select count(*)::int as count from nhs_numbers`).toEqual([{ count: 2 }])
  })

  test('may be a key of a program that has not been used; used once, it no longer depends on this key', async () => {
    await given()
    const after = runtimeWith(NEW, OLD)
    const key = await givenKey(as(after))
    await owner`update api_keys set key_hash = ${makeSecrets(OLD).lookup('api-key', key.token)}`
    expect((await rotate(after)).left).toEqual([{ where: 'api_keys.key_hash', count: 1 }])
    expect((await readKeyActor(after, key.token)).ok).toBe(true)
    expect((await rotate(after)).left).toEqual([])
    const alone = runtimeWith(NEW)
    expect((await readKeyActor(alone, key.token)).ok).toBe(true)
    expect((await readKeyActor(alone, `${key.token}x`)).ok).toBe(false)
  })

  test('cannot be looked for without both keys, and those the right ones', async () => {
    await given()
    expect(await rotateKeys(context(runtimeWith(NEW)), owner)).toMatchObject({ refusal: { kind: 'no-previous-key' } })
    expect(await rotateKeys(context(runtimeWith(NEW, 'another key, as long as it must be, 01')), owner)).toMatchObject({ refusal: { kind: 'wrong-keys' } })
  })
})

describe('the command', () => {
  const run = (environment: Record<string, string>, ...given: string[]) => new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const { SESSION_SECRET, PUBLIC_URL, DATABASE_URL, DATABASE_OWNER_URL } = portal.env as unknown as Record<string, string>
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/keys-rotate.ts', ...given], {
      env: { PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL, DATABASE_OWNER_URL, SESSION_SECRET, PUBLIC_URL, ...environment },
    })
    const [out, err] = [[] as Buffer[], [] as Buffer[]]
    child.stdout.on('data', (piece: Buffer) => out.push(piece))
    child.stderr.on('data', (piece: Buffer) => err.push(piece))
    child.on('close', (code) => resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }))
  })

  test('says what it did, what is left, and when the key before may be taken away', async () => {
    await givenOrganisations(as(before))
    await givenPerson(as(before), PRACTICE)
    const both = { IDENTIFIER_KEY: NEW, IDENTIFIER_KEY_PREVIOUS: OLD }
    expect(await run(both)).toEqual({
      code: 1, out: 'Put 2 values under the new key.\n',
      err: 'Keep IDENTIFIER_KEY_PREVIOUS. Left under it:\n- A portal or a command is running that writes under the previous key. Start it again with the new IDENTIFIER_KEY.\n',
    })
    await close(before)
    expect(await run(both)).toEqual({ code: 0, out: 'Put 0 values under the new key.\nNothing is left under the previous key. IDENTIFIER_KEY_PREVIOUS may be taken away.\n', err: '' })
    expect(await run({ IDENTIFIER_KEY: NEW })).toMatchObject({ code: 1, err: expect.stringContaining('IDENTIFIER_KEY_PREVIOUS is not set') as string })
    expect(await run({ IDENTIFIER_KEY: OLD })).toMatchObject({ code: 1, err: expect.stringContaining('IDENTIFIER_KEY is a key that another') as string })
    expect(await run(both, '--fast')).toMatchObject({ code: 1, err: expect.stringContaining('not something this command takes') as string })
  })
})

describe('a portal that begins with a new key', () => {
  test('waits for those that could not read what it writes', async () => {
    const lone = runtimeWith(OLD)
    await checkIdentifierKey(lone)
    await close(before)
    await expect(checkIdentifierKey(runtimeWith(NEW, OLD))).rejects.toThrow(/A portal is connected to this database that cannot read/)
    await close(lone)
    await checkIdentifierKey(opened[0] as Runtime)
  })

  test('may not have one that was replaced', async () => {
    const after = runtimeWith(NEW, OLD)
    await close(before)
    expect((await rotate(after)).left).toEqual([])
    await checkIdentifierKey(after)
    for (const runtime of [runtimeWith(OLD), runtimeWith(OLD, NEW)]) await expect(checkIdentifierKey(runtime)).rejects.toThrow(/^IDENTIFIER_KEY is a key that another has taken the place of/)
    for (const runtime of [...opened]) await close(runtime)
    await checkIdentifierKey(runtimeWith('a third identifier key, after both of them', NEW))
  })

  test('is refused where neither key is the one that the database was set up with', async () => {
    await expect(checkIdentifierKey(runtimeWith(NEW, 'another key, as long as it must be, 01'))).rejects.toThrow(/^Neither IDENTIFIER_KEY nor/)
  })
})
