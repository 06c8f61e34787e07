import { describe, expect, test } from 'vitest'
import { revokeApiKey } from '#app/identity/api-keys.server.ts'
import { countCall } from '#app/identity/api-limits.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import * as checkRoute from '#app/routes/api.v1.checks.$id.ts'
import * as flowRoute from '#app/routes/api.v1.flows.$ref.ts'
import * as gateRoute from '#app/routes/api.v1.flows.$ref_.checks.ts'
import * as projectRoute from '#app/routes/api.v1.projects.$ref.ts'
import * as nowhere from '#app/routes/api.$.ts'
import { packOf } from '#app/documents/pack.rules.ts'
import type { ProjectJson } from '#app/releases/arrangement-answer.schema.ts'
import { oldhamFacts } from '#db/seed/demo/oldham-facts.ts'
import { givenSteps, GRAVE, wholeSteps } from '#tests/factories/dpia.ts'
import { givenChoice, givenKey, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { contextOf, COUNCIL, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { expectAsDocumented } from '#tests/setup/api-contract.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { ask, problemOf } from './ask.ts'

const portal = usePortal()

const read = async (module: { loader: unknown }, path: string, params: Record<string, string>, token: string, operationId?: string) => {
  const answer = await callRoute(portal, module.loader as never, { path, params, init: { headers: { Authorization: `Bearer ${token}` } } })
  if (operationId) expectAsDocumented(operationId, answer)
  return answer
}
const OLDHAM = oldhamFacts({ councilCode: COUNCIL.code, practiceCode: PRACTICE.code, startDate: '2026-03-01', reviewDate: '2026-12-31', endDate: '2027-02-28' })
const readCheck = (id: string, token: string) => read(checkRoute, `/api/v1/checks/${id}`, { id }, token, 'readCheck')
const readFlow = (pilot: Pilot, token = pilot.token, ref = pilot.flowRef) => read(flowRoute, `/api/v1/flows/${ref}`, { ref }, token, 'readFlow')
const readProject = (pilot: Pilot, token = pilot.token, ref = pilot.projectRef) => read(projectRoute, `/api/v1/projects/${ref}`, { ref }, token, 'readProject')
const json = (answer: { data: unknown }) => JSON.parse(String(answer.data)) as Record<string, unknown>

describe('a check, read', () => {
  test('says what it came to, coarsely, and every reason only to a key that may have them', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[0] as never)
    const asked = await ask(portal, pilot, [0, 1, 2, 'x'].map((n) => (typeof n === 'number' ? testNumber(n) : n)).join('\n'))
    const id = asked.headers.get('Concordat-Check-Id') as string
    const check = json(await readCheck(id, pilot.token))
    expect(check).toMatchObject({
      id, flow: pilot.flowRef, state: 'complete', because: null, rows: 4, decisions: { INCLUDE: 2, EXCLUDE: 2 },
      reasons: { PERMITTED: 2, NOT_PERMITTED: 1, NHS_NUMBER_INVALID: 1 }, repeated_rows: 0, content_type: 'text/plain', accept: 'application/x-ndjson',
      sha256_in: expect.stringMatching(/^[0-9a-f]{64}$/), sha256_out: expect.stringMatching(/^[0-9a-f]{64}$/), rules_version: expect.any(String),
    })
    expect(JSON.stringify(check)).not.toContain('LOCAL')
    const { token } = await givenKey(portal, { actions: ['check', 'check-detail'] })
    expect(json(await readCheck(id, token))).toMatchObject({ all_reasons: { LOCAL: 1 } })
  })

  test('of another organisation, even a party to the project, is not there', async () => {
    const pilot = await givenPilot(portal)
    const id = (await ask(portal, pilot, testNumber(0))).headers.get('Concordat-Check-Id') as string
    for (const of of [COUNCIL, OTHER_PRACTICE]) expect((await readCheck(id, (await givenKey(portal, { of })).token)).status).toBe(404)
    for (const odd of ['nothing', '00000000-0000-4000-8000-000000000000']) expect((await readCheck(odd, pilot.token)).status).toBe(404)
  })

  test('that was refused says why and has no counts', async () => {
    const pilot = await givenPilot(portal, { signedBy: [] })
    await ask(portal, pilot, testNumber(0))
    const [row] = await portal.owner`select id from checks`
    expect(json(await readCheck(row?.id as string, pilot.token))).toMatchObject({ state: 'refused', because: 'protocol-not-signed', rows: null, decisions: null })
  })
})

describe('a flow, read', () => {
  test('says how it is enforced now', async () => {
    const pilot = await givenPilot(portal)
    expect(json(await readFlow(pilot))).toMatchObject({
      ref: pilot.flowRef, in_force: true, may_be_checked: true, from: { organisation: PRACTICE.code }, to: { organisation: COUNCIL.code },
      choices: { project_opt_out: true, type_1: false, national_opt_out: false }, review_by: '2026-12-31', ends_on: '2027-02-28', legal_bases: { article_6: '6-1-e' },
      fields: expect.arrayContaining([expect.objectContaining({ name: 'family_name' })]), protocol: { version: 1 },
    })
  })

  test('says why it is not in force, or why nobody may ask yet', async () => {
    const pilot = await givenPilot(portal, { campaign: { closingDate: '2026-07-01' } })
    expect(json(await readFlow(pilot))).toMatchObject({ in_force: true, may_be_checked: false, may_not_be_checked_because: { code: 'opt-out-window-open' } })
    await portal.owner`delete from signatures where organisation_code = ${PRACTICE.code}`
    expect(json(await readFlow(pilot))).toMatchObject({ in_force: false, not_in_force_because: { code: 'protocol-not-signed' }, may_not_be_checked_because: { code: 'protocol-not-signed' } })
  })
})

describe('a project, read', () => {
  test('says where each of its papers stands, with the rule that asks for it', async () => {
    const pilot = await givenPilot(portal, { signedBy: [COUNCIL] })
    const project = json(await readProject(pilot)) as unknown as ProjectJson
    expect(project).toMatchObject({ ref: pilot.projectRef, state: 'waiting-for-signatures', flows: [{ ref: pilot.flowRef, in_force: false }, { ref: pilot.flagsFlowRef }] })
    expect(project.documents.map((document) => document.kind)).toEqual(packOf(OLDHAM).map((paper) => paper.kind))
    expect(project.documents[0]).toMatchObject({
      ref: `${pilot.projectRef}-protocol`, kind: 'protocol', about: null, state: 'waiting-for-signatures', version: 1, signed_by: [{ organisation: COUNCIL.code }], waiting_for: [PRACTICE.code],
      rule: 'paper-protocol', asked_for_by: expect.stringContaining('signs'), source: { address: expect.stringMatching(/^https:/) },
    })
    expect(project.documents[1]).toMatchObject({ ref: `${pilot.projectRef}-dpia`, kind: 'dpia', state: 'not-drafted', version: null, sha256: null, signed_by: [], waiting_for: [] })
  })

  test('says of a paper that all have signed that they have, until the facts move on', async () => {
    const pilot = await givenPilot(portal)
    const first = async () => (json(await readProject(pilot)) as unknown as ProjectJson).documents[0]
    expect(await first()).toMatchObject({ state: 'signed', waiting_for: [], signed_by: [{ organisation: PRACTICE.code }, { organisation: COUNCIL.code }] })
    await portal.owner`insert into project_facts (project_id, version, facts, facts_hash, saved_at, saved_by, section) select project_id, 2, facts, facts_hash, saved_at, saved_by, section from project_facts`
    await portal.owner`update projects set facts_version = 2`
    expect(await first()).toMatchObject({ state: 'out-of-date', version: 1 })
  })

  test('says which opt-outs each flow keeps and why, and asks nobody outside for care that both parties sign for', async () => {
    const pilot = await givenPilot(portal)
    const project = json(await readProject(pilot)) as unknown as ProjectJson
    expect(project.flows[0]).toMatchObject({
      in_force: true, category: 'direct-care', because: { rule: 'flow-direct-care', says: expect.stringContaining('signatures'), source: { name: expect.stringContaining('251B') } },
      opt_outs: { project: { applies: true, rule: 'opt-out-project' }, type_1: { applies: false, why: expect.stringContaining('own care') }, national: { applies: false } },
    })
    expect(project.approvals.map(({ id, needed_to_flow }) => [id, needed_to_flow])).toEqual([[`officer-advises--${COUNCIL.code}`, false], ['parties-sign', false]])
    expect(project.approvals[1]).toMatchObject({ shown_by: 'signature', documents: ['protocol'], organisation: null, body: null, after: ['paper-protocol', `officer-advises--${COUNCIL.code}`] })
  })

  test('asks for the Commissioner where the assessment leaves a risk high', async () => {
    const pilot = await givenPilot(portal)
    await givenSteps(portal, pilot.lead, 1, wholeSteps(OLDHAM, GRAVE))
    const project = json(await readProject(pilot)) as unknown as ProjectJson
    expect(project.approvals).toContainEqual(expect.objectContaining({ rule: 'commissioner-consulted', shown_by: 'assessment', body: expect.objectContaining({ short: 'ICO' }) }))
  })

  test('and a flow are not there for anyone else, and closed to a key that names something else', async () => {
    const pilot = await givenPilot(portal)
    const other = await givenKey(portal, { of: OTHER_PRACTICE })
    const elsewhere = await givenKey(portal, { flowRefs: ['another-flow'] })
    const forbidden = await givenKey(portal, { actions: ['check'] })
    for (const readIt of [readFlow, readProject]) {
      expect((await readIt(pilot, other.token)).status).toBe(404)
      expect((await readIt(pilot, pilot.token, 'no-such-thing')).status).toBe(404)
      expect((await readIt(pilot, elsewhere.token)).status).toBe(403)
      expect((await readIt(pilot, forbidden.token)).status).toBe(403)
    }
  })
})

describe('every endpoint', () => {
  test.each([
    ['the gate', gateRoute, 'loader', 'GET', 'POST'],
    ['the gate', gateRoute, 'action', 'DELETE', 'POST'],
    ['a flow', flowRoute, 'action', 'POST', 'GET'],
    ['a check', checkRoute, 'action', 'DELETE', 'GET'],
  ] as const)('%s names the method it takes', async (_what, module, handler, method, allow) => {
    const pilot = await givenPilot(portal)
    const answer = await callRoute(portal, module[handler] as never, { path: '/api/v1/x', params: { ref: pilot.flowRef, id: 'x' }, init: { method, headers: { Authorization: `Bearer ${pilot.token}` } } })
    expect([answer.status, answer.headers.get('Allow'), problemOf(answer).code]).toEqual([405, allow, 'method-not-allowed'])
  })

  test('there is nothing at any other address', async () => {
    const pilot = await givenPilot(portal)
    expect(problemOf(await read(nowhere, '/api/v1/nothing', {}, pilot.token))).toMatchObject({ status: 404, code: 'not-found', type: 'urn:concordat:problem:not-found' })
  })

  test('a revoked key opens nothing, and only its own organisation can revoke it', async () => {
    const pilot = await givenPilot(portal)
    const context = contextOf(portal, systemActor('test'))
    expect(await revokeApiKey(context, COUNCIL.code, pilot.keyId)).toBe(false)
    expect((await readFlow(pilot)).status).toBe(200)
    expect(await revokeApiKey(context, PRACTICE.code, pilot.keyId)).toBe(true)
    expect(problemOf(await readFlow(pilot))).toMatchObject({ status: 401, code: 'key-unknown' })
    expect(await revokeApiKey(context, PRACTICE.code, pilot.keyId)).toBe(false)
  })

  test('only the keyed hash of a key is kept, and the audit names the key by its name', async () => {
    const pilot = await givenPilot(portal)
    const kept = JSON.stringify([await portal.owner`select *, encode(key_hash, 'hex') as hex from api_keys`, await portal.owner`select * from audit_entries`])
    expect(kept).not.toContain(pilot.token)
    expect(kept).not.toContain(Buffer.from(pilot.token).toString('hex'))
    expect(kept).toContain('Test pipeline')
  })

  test('a fault is a reference and nothing else', async () => {
    const pilot = await givenPilot(portal)
    await portal.owner`alter table project_parties rename to project_parties_away`
    try {
      const answer = await readFlow(pilot)
      expect(answer.status).toBe(500)
      expect(json(answer)).toEqual({ type: 'urn:concordat:problem:fault', title: expect.any(String), status: 500, detail: expect.any(String), code: 'fault', reference: expect.stringMatching(/^[0-9a-f]{8}$/) })
    } finally {
      await portal.owner`alter table project_parties_away rename to project_parties`
    }
  })

  test('a key that calls too often is told how long to wait', async () => {
    const pilot = await givenPilot(portal)
    let answer = await readFlow(pilot, 'ck_none')
    for (let i = 0; i < 599; i += 1) await countCall(portal.runtime, pilot.keyId, 'flow-read')
    answer = await readFlow(pilot)
    expect([answer.status, answer.headers.get('RateLimit-Policy')]).toEqual([200, '"flow-read";q=600;w=60'])
    expect(answer.headers.get('RateLimit')).toMatch(/^"flow-read";r=0;t=\d+$/)
    answer = await readFlow(pilot)
    expect([answer.status, problemOf(answer).code]).toEqual([429, 'too-many-requests'])
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect((await readProject(pilot)).status).toBe(200)
  })
})
