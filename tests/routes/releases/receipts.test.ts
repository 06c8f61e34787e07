import { createHash } from 'node:crypto'
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose'
import { describe, expect, test } from 'vitest'
import { isConsistent, isIncluded, leafHash } from '#app/audit/merkle.rules.ts'
import { recordLook } from '#app/audit/change.server.ts'
import { beginSigning } from '#app/audit/signing-keys.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { canonicalJson } from '#app/kernel/canonical-json.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { makeSigner, newSigningKey } from '#app/platform/signing.server.ts'
import { receiptSchema, type Receipt } from '#app/releases/receipt.schema.ts'
import * as consistencyRoute from '#app/routes/[.]well-known.concordat.consistency.ts'
import * as headsRoute from '#app/routes/[.]well-known.concordat.heads.ts'
import * as headRoute from '#app/routes/[.]well-known.concordat.heads_.$size.ts'
import * as inclusionRoute from '#app/routes/[.]well-known.concordat.inclusion.ts'
import * as keysRoute from '#app/routes/[.]well-known.jwks[.]json.ts'
import * as receiptRoute from '#app/routes/api.v1.checks.$id_.receipt.ts'
import { givenChoice, givenKey, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { contextOf, COUNCIL, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { expectAsDocumented } from '#tests/setup/api-contract.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'
import { ask, problemOf, type Ask } from './ask.ts'

const portal = usePortal()
const list = (...rows: (number | string)[]) => rows.map((row) => (typeof row === 'number' ? testNumber(row) : row)).join('\n')
const idOf = (answer: Answer) => answer.headers.get('Concordat-Check-Id') as string
const hex = (text: string) => Buffer.from(text, 'hex')

async function receiptOf(id: string, token: string): Promise<Answer> {
  const answer = await callRoute(portal, receiptRoute.loader as never, { path: `/api/v1/checks/${id}/receipt`, params: { id }, init: { headers: { Authorization: `Bearer ${token}` } } })
  expectAsDocumented('readReceipt', answer)
  return answer
}
async function publicly(module: { loader: unknown }, operation: string, path: string, params: Record<string, string> = {}): Promise<Answer> {
  const answer = await callRoute(portal, module.loader as never, { path, params })
  expectAsDocumented(operation, answer)
  return answer
}
const json = <T>(answer: Answer) => JSON.parse(String(answer.data)) as T
const keySet = async () => json<JSONWebKeySet>(await publicly(keysRoute, 'readKeys', '/.well-known/jwks.json'))
async function verified<T = Receipt>(jws: string): Promise<T> {
  const { payload } = await compactVerify(jws, createLocalJWKSet(await keySet()))
  return JSON.parse(new TextDecoder().decode(payload)) as T
}
async function checked(pilot: Pilot, body: string, given: Ask = {}): Promise<{ readonly id: string; readonly out: string; readonly receipt: Receipt; readonly jws: string }> {
  const answer = await ask(portal, pilot, body, given)
  expect(answer.status).toBe(200)
  const jws = String((await receiptOf(idOf(answer), given.token ?? pilot.token)).data)
  return { id: idOf(answer), out: String(answer.data), jws, receipt: receiptSchema.parse(await verified(jws)) }
}

describe('a receipt', () => {
  test('says what was asked and what came of it, signed, and nothing about a person', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[1] as never)
    const body = `nhs_number,local_id\n${[0, 1, 2, 2].map((n) => `${testNumber(n)},L${n}`).join('\n')}\nx,L9\n`
    const { id, out, receipt, jws } = await checked(pilot, body, { type: 'text/csv', accept: 'text/csv', query: '?extract=hill-top-june&stage=linkage' })
    expect(receipt).toMatchObject({
      iss: portal.runtime.publicUrl, signed_at: portal.now.toISOString(), check: id, flow: pilot.flowRef, project: pilot.projectRef, stage: 'linkage', extract: 'hill-top-june',
      discloser: PRACTICE.code, recipient: COUNCIL.code, protocol: { ref: `${pilot.projectRef}-protocol`, version: 1, sha256: sha256Hex('the words of the protocol') },
      terms: { draws_on: ['gp'], live: false, notification: 'required', fields: expect.arrayContaining(['family_name']), review_by: '2026-12-31', ends_on: '2027-02-28', choices: { project_opt_out: true } },
      rows: 5, repeated_rows: 1, decisions: { INCLUDE: 3, EXCLUDE: 2 }, reasons: { PERMITTED: 3, NOT_PERMITTED: null, NHS_NUMBER_INVALID: null },
      content_type: 'text/csv', accept: 'text/csv', sha256_in: sha256Hex(body), sha256_out: sha256Hex(out), national_check_age_days: null,
    })
    const said = Buffer.from(jws.split('.')[1] as string, 'base64url').toString()
    for (const person of pilot.people) for (const own of [person.nhsNumber, person.id, person.familyName]) expect(said).not.toContain(own)
    expect(said).not.toContain('LOCAL')
  })

  test('gives small numbers to a key that may see every reason', async () => {
    const pilot = await givenPilot(portal, { actions: ['check', 'check-detail'] })
    await givenChoice(portal, pilot.people[1] as never)
    expect((await checked(pilot, list(0, 1, 'x'))).receipt.reasons).toEqual({ PERMITTED: 1, NOT_PERMITTED: 1, NHS_NUMBER_INVALID: 1 })
  })

  test('quotes the audit entry that holds its digest, and is itself a signed head of the record', async () => {
    const pilot = await givenPilot(portal)
    const { receipt } = await checked(pilot, list(0, 1))
    const { audit, ...statement } = receipt
    const [row] = await portal.owner`select * from audit_entries where kind = 'check-completed'`
    expect([audit.seq, audit.entry_hash]).toEqual([Number(row?.seq), row?.hash])
    expect(sha256Hex(audit.entry)).toBe(audit.entry_hash)
    const entry = JSON.parse(audit.entry) as { seq: number; subject: string; data: string }
    expect(entry).toMatchObject({ seq: audit.seq, subject: `check:${receipt.check}` })
    expect((JSON.parse(entry.data) as { receipt: string }).receipt).toBe(sha256Hex(canonicalJson(statement)))
    const inclusion = json<{ root: string; path: string[] }>(await publicly(inclusionRoute, 'readInclusion', `/.well-known/concordat/inclusion?entry=${audit.seq}&size=${audit.tree_size}`))
    expect(inclusion.root).toBe(audit.root)
    expect(isIncluded({ index: audit.seq - 1, hash: leafHash(audit.entry) }, { size: audit.tree_size, root: hex(audit.root) }, inclusion.path.map(hex))).toBe(true)
  })

  test('is the same whenever it is asked for, also after the same request was sent again', async () => {
    const pilot = await givenPilot(portal)
    const requestId = '6f2b8f0c-5f0e-4a57-9c56-2f4a3a1f9d10'
    const { jws } = await checked(pilot, list(0, 1), { requestId })
    portal.now = new Date(portal.now.getTime() + 60_000)
    expect((await checked(pilot, list(0, 1), { requestId })).jws).toBe(jws)
    expect(problemOf(await ask(portal, pilot, list(0, 1), { requestId, query: '?extract=e&stage=linkage' })).code).toBe('request-id-reused')
  })

  test('can be checked after the key was changed', async () => {
    const pilot = await givenPilot(portal)
    await beginSigning(portal.runtime)
    const { jws } = await checked(pilot, list(0))
    portal.now = new Date(portal.now.getTime() + 60_000)
    await beginSigning({ ...portal.runtime, signer: makeSigner(newSigningKey()) })
    expect((await keySet()).keys.map((key) => (key as { used_to?: string | null }).used_to)).toEqual([portal.now.toISOString(), null])
    expect((await verified(jws)).flow).toBe(pilot.flowRef)
  })
})

describe('no receipt is given', () => {
  test('of a check that was refused, or is not complete, or was completed before there were any', async () => {
    const pilot = await givenPilot(portal, { signedBy: [] })
    await ask(portal, pilot, list(0))
    const [row] = await portal.owner`select id from checks`
    const id = row?.id as string
    const saying = async () => { const answer = await receiptOf(id, pilot.token); return [answer.status, problemOf(answer).code, problemOf(answer).detail] }
    expect(await saying()).toEqual([409, 'no-receipt', expect.stringContaining('refused')])
    await portal.owner`update checks set state = 'incomplete'`
    expect(await saying()).toEqual([409, 'no-receipt', expect.stringContaining('not complete')])
    await portal.owner`update checks set state = 'complete'`
    expect(await saying()).toEqual([409, 'no-receipt', expect.stringContaining('before this portal signed receipts')])
  })

  test('to another organisation, even a party to the project, or to a key that does not name the flow', async () => {
    const pilot = await givenPilot(portal)
    const id = idOf(await ask(portal, pilot, list(0)))
    for (const of of [COUNCIL, OTHER_PRACTICE]) expect((await receiptOf(id, (await givenKey(portal, { of })).token)).status).toBe(404)
    expect((await receiptOf(id, (await givenKey(portal, { flowRefs: [pilot.flagsFlowRef] })).token)).status).toBe(403)
    for (const odd of ['nothing', '00000000-0000-4000-8000-000000000000']) expect((await receiptOf(odd, pilot.token)).status).toBe(404)
  })
})

describe('what is published', () => {
  test('is a head that reaches to every receipt given out, and proof that the record only grew', async () => {
    const pilot = await givenPilot(portal)
    const { receipt } = await checked(pilot, list(0, 1))
    const first = await verified<{ size: number; root: string }>(String((await publicly(headRoute, 'readHead', '/x', { size: 'newest' })).data))
    expect(first.size).toBeGreaterThanOrEqual(receipt.audit.seq)
    await recordLook(contextOf(portal, systemActor('test')), { kind: 'audit-read' })
    await checked(pilot, list(2))
    const heads = json<{ heads: { size: number; root: string; jws: string }[]; older: string | null }>(await publicly(headsRoute, 'readHeads', '/.well-known/concordat/heads'))
    expect(heads.older).toBeNull()
    expect(heads.heads.map(({ size }) => size)).toEqual([...heads.heads.map(({ size }) => size)].sort((a, b) => b - a))
    const newest = heads.heads[0] as { size: number; root: string; jws: string }
    expect(await verified(newest.jws)).toMatchObject({ size: newest.size, root: newest.root })
    const proof = json<{ path: string[] }>(await publicly(consistencyRoute, 'readConsistency', `/.well-known/concordat/consistency?from=${first.size}&to=${newest.size}`))
    expect(isConsistent({ size: first.size, root: hex(first.root) }, { size: newest.size, root: hex(newest.root) }, proof.path.map(hex))).toBe(true)
    expect(isConsistent({ size: receipt.audit.tree_size, root: hex(receipt.audit.root) }, { size: newest.size, root: hex(newest.root) },
      json<{ path: string[] }>(await publicly(consistencyRoute, 'readConsistency', `/.well-known/concordat/consistency?from=${receipt.audit.tree_size}`)).path.map(hex))).toBe(true)
  })

  test('may be read from any site and kept for a while', async () => {
    await givenPilot(portal)
    const answer = await publicly(keysRoute, 'readKeys', '/.well-known/jwks.json')
    expect([answer.headers.get('Cache-Control'), answer.headers.get('Access-Control-Allow-Origin')]).toEqual(['public, max-age=300', '*'])
    expect(json<{ keys: object[] }>(answer).keys[0]).not.toHaveProperty('d')
  })

  test.each([
    [inclusionRoute, 'readInclusion', '/x', 400, 'proof-call-malformed'],
    [inclusionRoute, 'readInclusion', '/x?entry=1', 404, 'no-head-yet'],
    [inclusionRoute, 'readInclusion', '/x?entry=999&size=2', 404, 'entry-not-in-tree'],
    [inclusionRoute, 'readInclusion', '/x?entry=1&size=99999', 404, 'size-not-reached'],
    [inclusionRoute, 'readInclusion', '/x?entry=-1', 400, 'proof-call-malformed'],
    [consistencyRoute, 'readConsistency', '/x?from=1e3', 400, 'proof-call-malformed'],
    [consistencyRoute, 'readConsistency', '/x?from=3&to=2', 400, 'sizes-not-in-order'],
    [headsRoute, 'readHeads', '/x?before=now', 400, 'proof-call-malformed'],
    [headRoute, 'readHead', '/x', 404, 'no-such-head'],
  ])('%o %s: %s is refused with %i %s', async (module, operation, path, status, code) => {
    await givenPilot(portal)
    await recordLook(contextOf(portal, systemActor('test')), { kind: 'audit-read' })
    await recordLook(contextOf(portal, systemActor('test')), { kind: 'audit-read' })
    const answer = await publicly(module, operation, path, { size: '5' })
    expect([answer.status, problemOf(answer).code]).toEqual([status, code])
  })
})

test('the digests are those of the bytes, whatever their format', async () => {
  const pilot = await givenPilot(portal)
  for (const accept of ['application/x-ndjson', 'text/csv', 'text/plain']) {
    const { out, receipt } = await checked(pilot, list(0, 1), { accept })
    expect(receipt.sha256_out).toBe(createHash('sha256').update(out).digest('hex'))
  }
})
