import { spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import * as askRoute from '#app/routes/api.v1.flows.$ref_.pseudonym-checks.ts'
import * as checkRoute from '#app/routes/api.v1.checks.$id.ts'
import * as jweRoute from '#app/routes/projects.$ref.pseudonyms.$publicKeyId[.]jwe.ts'
import * as projectPage from '#app/routes/projects.$ref.pseudonyms._index.tsx'
import * as publicKeysPage from '#app/routes/settings.public-keys._index.tsx'
import { givenChoice, givenKey, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { expectAsDocumented } from '#tests/setup/api-contract.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'
import { ask, headersOf, linesOf, problemOf, type Ask } from './ask.ts'

const portal = usePortal()
const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-pseudonyms-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const command = (...args: string[]) => spawnSync(process.execPath, ['scripts/pseudonymise-list.mjs', ...args], { encoding: 'utf8' })

const register = (as: StaffActor | undefined, form: Record<string, string>) => callRoute(portal, publicKeysPage.action as never, { as, path: '/settings/public-keys', form })
const publicKeys = async (as: StaffActor) => ((await callRoute(portal, publicKeysPage.loader as never, { as, path: '/settings/public-keys' })).data as { keys: { id: string; name: string; revokedAt: string | null }[] }).keys
const page = (pilot: Pilot, as?: StaffActor) => callRoute(portal, projectPage.loader as never, { as, path: `/projects/${pilot.projectRef}/pseudonyms`, params: { ref: pilot.projectRef } })
const change = (pilot: Pilot, as: StaffActor | undefined, seen: number, typedReference = pilot.projectRef) =>
  callRoute(portal, projectPage.action as never, { as, path: `/projects/${pilot.projectRef}/pseudonyms`, params: { ref: pilot.projectRef }, form: { seen: String(seen), typedReference } })
const download = (pilot: Pilot, as: StaffActor | undefined, publicKeyId: string) =>
  callRoute(portal, jweRoute.loader as never, { as, path: `/projects/${pilot.projectRef}/pseudonyms/${publicKeyId}.jwe`, params: { ref: pilot.projectRef, publicKeyId } })
const problems = (answer: Answer) => (answer.data as { problems: { field: string; message: string }[] }).problems

const newPublicKey = () => JSON.stringify(generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }))

/** The pilot with the key in use, and a controller that can make lists with it. */
async function givenPseudonyms(given: Parameters<typeof givenPilot>[1] = {}) {
  const pilot = await givenPilot(portal, given)
  const place = mkdtempSync(path.join(folder, 'x'))
  expect(command('new-key', '--dir', place)).toMatchObject({ status: 0 })
  await register(pilot.manager, { name: 'Extract server', jwk: readFileSync(path.join(place, 'public.jwk.json'), 'utf8') })
  expect((await change(pilot, pilot.manager, 0)).location).toContain('done=made')
  const [publicKey] = await publicKeys(pilot.manager)
  let made = 0
  /** A list of numbers made into one of pseudonyms, by the command, under the key as it is now. */
  const pseudonymised = async (list: string, format = 'text') => {
    const [wrapped, from, to] = [`w${made}.jwe`, `in${made}`, `out${made}`].map((name) => path.join(place, name)) as [string, string, string]
    made += 1
    writeFileSync(wrapped, String((await download(pilot, pilot.manager, publicKey?.id ?? '')).data))
    writeFileSync(from, list)
    const ran = command('--wrapped', wrapped, '--private', path.join(place, 'private.jwk.json'), '--in', from, '--out', to, '--format', format)
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    return readFileSync(to, 'utf8')
  }
  return { ...pilot, publicKeyId: publicKey?.id ?? '', place, pseudonymised }
}

async function askBy(pilot: Pick<Pilot, 'token' | 'flowRef'>, list: string, given: Ask = {}): Promise<Answer> {
  const answer = await callRoute(portal, askRoute.action as never, {
    path: `/api/v1/flows/${pilot.flowRef}/pseudonym-checks${given.query ?? '?key_version=1'}`, params: { ref: pilot.flowRef }, init: { method: 'POST', body: list, headers: headersOf(pilot, given) },
  })
  expectAsDocumented('askByPseudonym', answer)
  return answer
}
const receiptOf = async (checkId: string) => {
  const [row] = await portal.owner`select jws from receipts where check_id = ${checkId}`
  return JSON.parse(Buffer.from(String(row?.jws).split('.')[1] as string, 'base64url').toString()) as Record<string, unknown>
}
const numbers = (...places: number[]) => places.map((place) => `${testNumber(place)}\n`).join('')

describe('a check by pseudonym', () => {
  test('gives back the rows that the same check by number gives, as a controller’s command made them', async () => {
    const pilot = await givenPseudonyms()
    await givenChoice(portal, pilot.people[0] as never)
    const csv = `id,nhs_number\r\n${[0, 1, 2, 90, 1].map((place, row) => `${row},${testNumber(place)}\r\n`).join('')}`.replaceAll('id,', 'local_id,')
    const list = await pilot.pseudonymised(csv, 'csv')
    expect(list).toMatch(/^local_id,pseudonym\r\n0,[0-9a-f]{64}\r\n/)
    expect(list).not.toContain('99900')
    const rowsOf = (answer: Answer) => String(answer.data).trim().split('\r\n').slice(1).map((line) => line.split(',')[0])
    const plain = await ask(portal, pilot, csv, { type: 'text/csv', accept: 'text/csv' })
    const hidden = await askBy(pilot, list, { type: 'text/csv', accept: 'text/csv' })
    expect([plain.status, hidden.status]).toEqual([200, 200])
    expect(rowsOf(hidden)).toEqual(rowsOf(plain))
    expect(rowsOf(hidden)).toEqual(['1', '2', '4'])
    const { lines, summary } = linesOf(await askBy(pilot, await pilot.pseudonymised(numbers(0, 1, 90))))
    expect(lines.map(({ decision, reason }) => [decision, reason])).toEqual([['EXCLUDE', 'NOT_PERMITTED'], ['INCLUDE', 'PERMITTED'], ['EXCLUDE', 'NOT_PERMITTED']])
    expect(summary).toMatchObject({ rows: 3, included: 1, repeated_rows: 0 })
    expect(JSON.stringify(lines)).not.toMatch(/999\d{7}/)
  })

  test('has every choice that was acknowledged before it was asked', async () => {
    const pilot = await givenPseudonyms()
    const list = await pilot.pseudonymised(numbers(3))
    expect((await askBy(pilot, list, { accept: 'text/plain' })).data).toBe(list)
    await givenChoice(portal, pilot.people[3] as never)
    expect((await askBy(pilot, list, { accept: 'text/plain' })).data).toBe('')
    portal.now = new Date(portal.now.getTime() + 60_000)
    await givenChoice(portal, pilot.people[3] as never, 'project-opt-out-withdrawn')
    expect((await askBy(pilot, list, { accept: 'text/plain' })).data).toBe(list)
  })

  test('has a receipt that says by what it was asked, and under which version', async () => {
    const pilot = await givenPseudonyms()
    const id = (await askBy(pilot, await pilot.pseudonymised(numbers(0)))).headers.get('Concordat-Check-Id') as string
    expect(await receiptOf(id)).toMatchObject({ identifier: 'project-pseudonym', pseudonym_key_version: 1, rows: 1, decisions: { INCLUDE: 1 } })
    const check = await callRoute(portal, checkRoute.loader as never, { path: `/api/v1/checks/${id}`, params: { id }, init: { headers: headersOf(pilot) } })
    expect(JSON.parse(String(check.data))).toMatchObject({ pseudonym_key_version: 1, rows: 1 })
    const plain = (await ask(portal, pilot, numbers(0))).headers.get('Concordat-Check-Id') as string
    expect(await receiptOf(plain)).not.toHaveProperty('identifier')
  })

  test('with the same request id is answered as the first time, and is never taken for one by number', async () => {
    const pilot = await givenPseudonyms()
    const list = await pilot.pseudonymised(numbers(0, 1))
    const requestId = '6f2f0f0e-1111-4222-8333-444455556666'
    const first = await askBy(pilot, list, { requestId })
    await givenChoice(portal, pilot.people[0] as never)
    expect((await askBy(pilot, list, { requestId })).data).toBe(first.data)
    expect(problemOf(await ask(portal, pilot, list, { requestId })).code).toBe('request-id-reused')
  })

  test('can be replayed, by what it was asked', async () => {
    const pilot = await givenPseudonyms({ actions: ['check', 'replay'] })
    const list = await pilot.pseudonymised(numbers(0, 1))
    const first = await askBy(pilot, list)
    const id = first.headers.get('Concordat-Check-Id') as string
    await givenChoice(portal, pilot.people[0] as never)
    expect((await askBy(pilot, list, { query: `?key_version=1&replay=${id}` })).data).toBe(first.data)
    expect(problemOf(await ask(portal, pilot, list, { query: `?replay=${id}` })).code).toBe('replay-of-another-list')
  })

  test('is refused under a key that was retired, that there is not, and that is not named', async () => {
    const pilot = await givenPseudonyms()
    const list = await pilot.pseudonymised(numbers(0))
    expect(problemOf(await askBy(pilot, list, { query: '' })).code).toBe('pseudonym-key-not-named')
    expect(problemOf(await askBy(pilot, list, { query: '?key_version=2' }))).toMatchObject({ code: 'pseudonym-key-unknown', version: 2, current: 1 })
    await change(pilot, pilot.lead, 1)
    const refused = await askBy(pilot, list)
    expect([refused.status, problemOf(refused)]).toMatchObject([409, { code: 'pseudonym-key-retired', version: 1, current: 2 }])
    expect((await askBy(pilot, list, { query: '?key_version=2', accept: 'text/plain' })).data).toBe('')
    const again = await pilot.pseudonymised(numbers(0))
    expect(again).not.toBe(list)
    expect((await askBy(pilot, again, { query: '?key_version=2', accept: 'text/plain' })).data).toBe(again)
    const without = await givenPilotWithout()
    expect(without).toBe('no-pseudonym-key')
    async function givenPilotWithout() {
      await portal.owner`delete from pseudonym_key_wraps`
      await portal.owner`delete from pseudonym_keys`
      return problemOf(await askBy(pilot, list)).code
    }
  })

  test('is refused, with the reason, where the list holds plain hashes', async () => {
    const pilot = await givenPseudonyms()
    const refused = await askBy(pilot, createHash('sha256').update(testNumber(0)).digest('hex'))
    expect([refused.status, problemOf(refused).code]).toEqual([422, 'plain-hashes'])
    expect(problemOf(refused).detail).toContain('thousand million')
    expect(problemOf(await ask(portal, pilot, 'nhs_number_sha256\nx\n', { type: 'text/csv' })).code).toBe('plain-hashes')
    expect(await portal.owner`select state, refusal from checks order by began_at limit 1`).toEqual([{ state: 'incomplete', refusal: 'plain-hashes' }])
  })

  test('is for keys that may ask the gate about the flow, and where the flow may run', async () => {
    const pilot = await givenPseudonyms()
    const list = await pilot.pseudonymised(numbers(0))
    expect((await askBy({ ...pilot, token: (await givenKey(portal, { actions: ['counts'] })).token }, list)).status).toBe(403)
    expect((await askBy({ ...pilot, token: (await givenKey(portal, { of: OTHER_PRACTICE })).token }, list)).status).toBe(404)
    await portal.owner`delete from signatures`
    expect(problemOf(await askBy(pilot, list)).code).toBe('protocol-not-signed')
  })
})

describe('the key of a project’s pseudonyms', () => {
  test('leaves the portal wrapped for a controller’s public key, each time on record', async () => {
    const pilot = await givenPseudonyms()
    const answer = await download(pilot, pilot.manager, pilot.publicKeyId)
    expect([answer.headers.get('Content-Type'), answer.headers.get('Content-Disposition')]).toEqual(['application/jose', `attachment; filename="${pilot.projectRef}-pseudonyms-v1.jwe"`])
    const header = JSON.parse(Buffer.from(String(answer.data).split('.')[0] as string, 'base64url').toString()) as Record<string, string>
    expect(header).toMatchObject({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'concordat-pseudonym-key' })
    expect(await portal.owner`select kind, actor, data from audit_entries where kind = 'pseudonym-key-given'`).toMatchObject([{ actor: pilot.manager.label, data: `{"thumbprint":"${header.kid}","version":1}` }])
    expect((await page(pilot, pilot.lead)).data).toMatchObject({ given: [{ version: 1, organisationName: PRACTICE.name, keyName: 'Extract server', thumbprint: header.kid }] })
    const [kept] = await portal.owner`select key_sealed from pseudonym_keys`
    const key = portal.runtime.secrets.openBytes('pseudonym-key', kept?.key_sealed as Buffer)
    expect(key.length).toBe(32)
    const everything = JSON.stringify([(await page(pilot, pilot.manager)).data, await portal.owner`select data from audit_entries`])
    for (const form of ['hex', 'base64', 'base64url'] as const) expect(everything).not.toContain(key.toString(form))
  })

  test('cannot be opened with another private key, and a damaged one says so', async () => {
    const pilot = await givenPseudonyms()
    const wrapped = path.join(pilot.place, 'wrapped.jwe')
    const run = (jwe: string, privateKey = path.join(pilot.place, 'private.jwk.json')) => {
      writeFileSync(wrapped, jwe)
      writeFileSync(path.join(pilot.place, 'list.txt'), numbers(0))
      return command('--wrapped', wrapped, '--private', privateKey, '--in', path.join(pilot.place, 'list.txt'), '--out', path.join(pilot.place, 'never.txt'))
    }
    const jwe = String((await download(pilot, pilot.manager, pilot.publicKeyId)).data)
    const other = mkdtempSync(path.join(folder, 'y'))
    command('new-key', '--dir', other)
    expect(run(jwe, path.join(other, 'private.jwk.json'))).toMatchObject({ status: 1, stderr: expect.stringContaining('wrapped for another') as string })
    const parts = jwe.split('.')
    const damaged = parts.map((part, i) => (i === 3 ? `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}` : part)).join('.')
    expect(run(damaged)).toMatchObject({ status: 1, stderr: expect.stringContaining('damaged') as string })
    expect(command('--wrapped', wrapped, '--private', path.join(pilot.place, 'private.jwk.json'), '--in', wrapped, '--out', wrapped)).toMatchObject({ status: 1 })
  })

  test('is not given under a public key that was revoked, to who is no controller, or to another organisation', async () => {
    const pilot = await givenPseudonyms({ facts: (facts) => ({ ...facts, parties: facts.parties.map((party) => (party.organisationCode === COUNCIL.code ? { ...party, role: 'processor' as const } : party)) }) })
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    await register(pilot.lead, { name: 'Ours', jwk: newPublicKey() })
    const [ours] = await publicKeys(pilot.lead)
    expect((await download(pilot, pilot.lead, ours?.id ?? '')).status).toBe(404)
    expect((await download(pilot, pilot.lead, pilot.publicKeyId)).status).toBe(404)
    expect((await download(pilot, stranger, pilot.publicKeyId)).status).toBe(404)
    expect((await download(pilot, await givenStaff(portal, 'receptionist', PRACTICE), pilot.publicKeyId)).status).toBe(403)
    expect((await download(pilot, undefined, pilot.publicKeyId)).location).toMatch(/^\/sign-in/)
    expect((await page(pilot, pilot.lead)).data).toMatchObject({ isController: false, mayChange: false, publicKeys: [] })
    expect([(await page(pilot, stranger)).status, (await change(pilot, stranger, 1)).status, (await change(pilot, pilot.lead, 1)).status]).toEqual([404, 404, 403])
    expect((await register(pilot.manager, { revoke: pilot.publicKeyId })).location).toContain('done=revoked')
    expect((await download(pilot, pilot.manager, pilot.publicKeyId)).status).toBe(404)
    expect((await register(pilot.manager, { revoke: pilot.publicKeyId })).status).toBe(409)
    expect((await register(pilot.lead, { revoke: pilot.publicKeyId })).status).toBe(404)
    expect(await portal.owner`select count(*)::int from pseudonym_key_wraps`).toEqual([{ count: 0 }])
  })

  test('is changed by name, by who saw which is in use, and once where two do it at once', async () => {
    const pilot = await givenPseudonyms()
    const mistyped = await change(pilot, pilot.manager, 1, 'something-else')
    expect([mistyped.status, problems(mistyped)[0]?.field]).toEqual([400, 'typedReference'])
    expect((await change(pilot, pilot.manager, 0)).status).toBe(409)
    const both = await Promise.all([change(pilot, pilot.manager, 1), change(pilot, pilot.lead, 1)])
    expect(both.map(({ status }) => status).sort()).toEqual([302, 409])
    expect((await page(pilot, pilot.manager)).data).toMatchObject({ newest: 2, keys: [{ version: 2, retiredAt: null }, { version: 1, retiredAt: expect.any(String) as string }] })
    await portal.owner`update projects set ended_at = now()`
    expect((await change(pilot, pilot.manager, 2)).status).toBe(409)
  })
})

describe('public keys', () => {
  test('are registered with a name, once, and a private key is neither kept nor sent back', async () => {
    const pilot = await givenPilot(portal)
    const jwk = newPublicKey()
    expect((await register(pilot.manager, { name: 'One', jwk })).location).toContain('done=registered')
    expect(problems(await register(pilot.manager, { name: 'Two', jwk }))[0]?.field).toBe('jwk')
    expect(problems(await register(pilot.manager, { name: 'one', jwk: newPublicKey() }))[0]?.field).toBe('name')
    const notOnCurve = await register(pilot.manager, { name: 'Three', jwk: JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'B'.repeat(43) }) })
    expect([notOnCurve.status, (notOnCurve.data as { typed: { name: string } }).typed.name]).toEqual([400, 'Three'])
    const secret = JSON.stringify(generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' }))
    const refused = await register(pilot.manager, { name: 'Four', jwk: secret })
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.data)).not.toContain((JSON.parse(secret) as { d: string }).d)
    expect((await publicKeys(pilot.manager)).map(({ name }) => name)).toEqual(['One'])
    expect(await publicKeys(pilot.lead)).toEqual([])
    expect((await register(undefined, { name: 'x', jwk })).location).toMatch(/^\/sign-in/)
    expect((await register(await givenStaff(portal, 'siro', PRACTICE), { name: 'x', jwk })).status).toBe(403)
  })
})
