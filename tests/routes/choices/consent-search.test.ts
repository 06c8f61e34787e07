import { randomUUID } from 'node:crypto'
import { PostgresJsSession } from 'drizzle-orm/postgres-js'
import { describe, expect, test, vi } from 'vitest'
import { action, loader } from '#app/routes/fhir.R4.Consent.[_search].ts'
import { loader as metadata } from '#app/routes/fhir.R4.metadata.ts'
import { loader as nowhere } from '#app/routes/fhir.$.ts'
import type { ConsentBundle, FhirConsent } from '#app/choices/fhir-consent.schema.ts'
import type { OperationOutcome } from '#app/identity/operation-outcome.schema.ts'
import { givenCoded, givenEvent } from '#tests/factories/choices.ts'
import { givenChoice, givenKey, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { COUNCIL, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { expectAsDocumented } from '#tests/setup/api-contract.ts'
import { R4_CAPABILITY_STATEMENT, R4_OPERATION_OUTCOME, R4_SEARCHSET } from '#tests/setup/fhir-r4.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'

const portal = usePortal()

interface Given { token?: string | null; body?: string; query?: string; headers?: Record<string, string>; more?: Record<string, string> }
const formFor = (nhsNumber: string, more: Record<string, string> = {}) => new URLSearchParams({ 'patient.identifier': `https://fhir.nhs.uk/Id/nhs-number|${nhsNumber}`, ...more }).toString()

async function given(): Promise<{ pilot: Pilot; token: string }> {
  const pilot = await givenPilot(portal)
  return { pilot, token: (await givenKey(portal, { actions: ['consent-read'] })).token }
}

async function search(token: string | null, nhsNumber: string, options: Given = {}): Promise<Answer> {
  const answer = await callRoute(portal, action, {
    path: `/fhir/R4/Consent/_search${options.query ?? ''}`,
    init: {
      method: 'POST', body: options.body ?? formFor(nhsNumber, options.more),
      headers: { ...(token === null ? {} : { Authorization: `Bearer ${token}` }), 'Content-Type': 'application/x-www-form-urlencoded', ...options.headers },
    },
  })
  expectAsDocumented('searchConsents', answer)
  const json: unknown = JSON.parse(String(answer.data))
  if (answer.status === 200) R4_SEARCHSET.parse(json)
  else R4_OPERATION_OUTCOME.parse(json)
  return answer
}
const bundleOf = (answer: Answer) => JSON.parse(String(answer.data)) as ConsentBundle
const consentsIn = (answer: Answer) => (bundleOf(answer).entry ?? []).flatMap(({ resource }) => (resource.resourceType === 'Consent' ? [resource as FhirConsent] : []))
const outcomeOf = (answer: Answer) => {
  const [issue] = (JSON.parse(String(answer.data)) as OperationOutcome).issue
  return { status: answer.status, type: issue?.code, nhs: issue?.details.coding[0]?.code, ours: issue?.details.coding[1]?.code, at: issue?.expression?.[0] }
}
const looks = () => portal.owner`select subject, data, actor from audit_entries where kind = 'consents-searched' order by seq`
const kindOf = (consent: FhirConsent | undefined) => (consent?.extension[0] as { valueCode: string } | undefined)?.valueCode

describe('a search for a person’s choices', () => {
  test('finds what stands in the register of the key’s organisation, in the shape that R4 asks for', async () => {
    const { pilot, token } = await given()
    await givenChoice(portal, pilot.people[0] as never)
    const number = pilot.people[0]?.nhsNumber as string
    await givenCoded(portal, [`${number},ctv3,XaZ89,2026-02-01,2026-02-01,Y90001,1,`, `${number},read2,9Ndo.,2026-02-01,2026-02-01,Y90001,2,`, `${number},snomed,881561000000100,2017-02-01,2017-02-01,Y90001,3,`], 'Y90001')
    const answer = await search(token, number)
    const consents = consentsIn(answer)
    expect(consents.map((consent) => [kindOf(consent), consent.status, consent.provision.type]).sort()).toEqual([
      ['project-opt-out', 'active', 'deny'], ['shared-care', 'active', undefined], ['type-1', 'active', 'deny'], ['type-2', 'inactive', undefined],
    ])
    expect(consents.find((consent) => kindOf(consent) === 'type-1')?.provision.code?.[0]?.coding).toContainEqual({ system: 'http://read.info/ctv3', code: 'XaZ89' })
    expect(bundleOf(answer)).toMatchObject({ type: 'searchset', total: 4 })
    expect(answer.headers.get('Content-Type')).toBe('application/fhir+json; charset=utf-8')
  })

  test('shows a withdrawn dissent as inactive, and never as a permission', async () => {
    const { pilot, token } = await given()
    await givenChoice(portal, pilot.people[0] as never)
    const before = consentsIn(await search(token, testNumber(0)))[0]
    portal.now = new Date(portal.now.getTime() + 3_600_000)
    await givenChoice(portal, pilot.people[0] as never, 'project-opt-out-withdrawn')
    const after = consentsIn(await search(token, testNumber(0)))[0]
    expect([before?.status, after?.status, after?.provision.type]).toEqual(['active', 'inactive', 'deny'])
    expect(after?.id).toBe(before?.id)
    expect([before?.meta.versionId, after?.meta.versionId]).toEqual(['1', '2'])
  })

  test('gives the entries each rests on where they are asked for', async () => {
    const { pilot, token } = await given()
    await givenChoice(portal, pilot.people[0] as never)
    expect((bundleOf(await search(token, testNumber(0))).entry ?? []).length).toBe(1)
    const { entry = [], total } = bundleOf(await search(token, testNumber(0), { more: { _revinclude: 'Provenance:target' } }))
    expect([total, entry.map(({ search: { mode }, resource }) => [mode, resource.resourceType])]).toEqual([1, [['match', 'Consent'], ['include', 'Provenance']]])
    expect(entry[1]?.resource).toMatchObject({ target: [{ reference: entry[0]?.fullUrl }] })
  })

  test('answers alike about a stranger, about someone of whom nothing is recorded, and about another surgery’s patient', async () => {
    const { pilot, token } = await given()
    await givenChoice(portal, pilot.people[0] as never)
    const elsewhere = await givenKey(portal, { of: OTHER_PRACTICE, actions: ['consent-read'] })
    const council = await givenKey(portal, { of: COUNCIL, actions: ['consent-read'] })
    const answers = [await search(token, testNumber(40)), await search(token, testNumber(1)), await search(elsewhere.token, testNumber(0)), await search(council.token, testNumber(0))]
    const plain = answers.map((answer) => ({ ...bundleOf(answer), id: 'x', timestamp: 'x' }))
    expect(new Set(plain.map((bundle) => JSON.stringify(bundle))).size).toBe(1)
    expect(plain[0]).toMatchObject({ total: 0 })
    expect(plain[0]).not.toHaveProperty('entry')
    const names = (answer: Answer) => [...answer.headers.keys()].sort()
    expect(new Set(answers.map((answer) => JSON.stringify(names(answer)))).size).toBe(1)
  })

  test('does the same work whether there is someone or not', async () => {
    const { pilot, token } = await given()
    await givenChoice(portal, pilot.people[0] as never)
    const asked = vi.spyOn(PostgresJsSession.prototype, 'prepareQuery')
    const workFor = async (nhsNumber: string) => {
      await search(token, nhsNumber)
      asked.mockClear()
      await search(token, nhsNumber)
      return asked.mock.calls.map(([query]) => (query as { sql: string }).sql)
    }
    const forSomeone = await workFor(testNumber(0))
    expect(forSomeone.length).toBeGreaterThan(3)
    expect(await workFor(testNumber(1))).toEqual(forSomeone)
    expect(await workFor(testNumber(40))).toEqual(forSomeone)
    asked.mockRestore()
  })

  test('puts every look on record, with why and for whom, and no number anywhere in it', async () => {
    const { pilot, token } = await given()
    const requestId = randomUUID()
    const headers = { 'Purpose-Of-Use': 'TREAT', 'NHSD-End-User-Organisation-ODS': 'Y90001', 'X-Request-ID': requestId }
    await search(token, testNumber(0), { headers })
    await search(token, testNumber(0), { headers })
    await search(token, testNumber(40))
    expect((await looks()).map(({ subject, data }) => [subject, JSON.parse(String(data))])).toEqual([
      [`person:${pilot.people[0]?.id}`, { found: 0, onBehalfOf: 'Y90001', purpose: 'TREAT' }], [`person:${pilot.people[0]?.id}`, { found: 0, onBehalfOf: 'Y90001', purpose: 'TREAT' }],
      [null, { found: 0, onBehalfOf: null, purpose: null }],
    ])
    const [all] = await portal.owner`select string_agg(row_to_json(audit_entries)::text, ' ') as text from audit_entries`
    expect(String(all?.text)).not.toMatch(/9990000018|999 000 0018/)
  })

  test('comes in parts that no address gives away', async () => {
    const { pilot, token } = await given()
    await givenChoice(portal, pilot.people[0] as never)
    await givenEvent(portal, pilot.people[0] as never, 'type-1-dissent', '2026-01-01')
    const first = bundleOf(await search(token, testNumber(0), { more: { _count: '1' } }))
    expect([first.total, first.entry?.length]).toEqual([2, 1])
    const next = first.link.find(({ relation }) => relation === 'next')?.url as string
    expect(first.link.map(({ url }) => url).join()).not.toContain('999')
    const second = bundleOf(await search(token, testNumber(0), { query: new URL(next).search }))
    expect([second.entry?.length, second.link.map(({ relation }) => relation)]).toEqual([1, ['self']])
    expect(second.entry?.[0]?.fullUrl).not.toBe(first.entry?.[0]?.fullUrl)
    expect(bundleOf(await search(token, testNumber(0), { more: { _count: '0' } }))).toMatchObject({ total: 2, link: [{ relation: 'self' }] })
    expect(consentsIn(await search(token, testNumber(0), { more: { status: 'inactive' } }))).toEqual([])
  })

  test('sent again under its id is the first answer, another under that id is refused', async () => {
    const { pilot, token } = await given()
    const headers = { 'X-Request-ID': randomUUID(), 'X-Correlation-ID': 'round-7' }
    const first = await search(token, testNumber(0), { headers })
    await givenChoice(portal, pilot.people[0] as never)
    const again = await search(token, testNumber(0), { headers })
    expect(again.data).toBe(first.data)
    expect([again.headers.get('X-Request-ID'), again.headers.get('X-Correlation-ID')]).toEqual([headers['X-Request-ID'], 'round-7'])
    expect(outcomeOf(await search(token, testNumber(1), { headers }))).toMatchObject({ status: 409, type: 'duplicate', ours: 'request-id-reused' })
  })
})

describe('a search that cannot be answered', () => {
  test('is told so as FHIR has it, whatever is wrong, and never by quoting it', async () => {
    const { token } = await given()
    const number = testNumber(0)
    const cases: [Given & { token?: string | null; nhsNumber?: string }, object][] = [
      [{ token: null }, { status: 401, type: 'login', nhs: 'ACCESS_DENIED', ours: 'key-missing' }],
      [{ token: 'ck_unknown' }, { status: 401, type: 'login', nhs: 'ACCESS_DENIED', ours: 'key-unknown' }],
      [{ token: (await givenKey(portal, { actions: ['check'] })).token }, { status: 403, type: 'forbidden', nhs: 'ACCESS_DENIED', ours: 'not-allowed' }],
      [{ headers: { Accept: 'application/fhir+xml' } }, { status: 406, type: 'not-supported', ours: 'answer-type-not-offered' }],
      [{ headers: { 'Content-Type': 'application/json' } }, { status: 415, type: 'not-supported', ours: 'body-type-not-taken' }],
      [{ body: `patient.identifier=${'9'.repeat(9000)}` }, { status: 413, type: 'too-long', ours: 'body-too-long' }],
      [{ body: '' }, { status: 400, type: 'required', nhs: 'MISSING_VALUE', ours: 'identifier-missing', at: 'http.patient.identifier' }],
      [{ body: `patient.identifier=${number}` }, { status: 400, nhs: 'INVALID_IDENTIFIER_SYSTEM', ours: 'identifier-system-unknown' }],
      [{ body: formFor('9990000019') }, { status: 400, nhs: 'INVALID_IDENTIFIER_VALUE', ours: 'identifier-malformed' }],
      [{ query: `?patient.identifier=https://fhir.nhs.uk/Id/nhs-number|${number}` }, { status: 400, ours: 'number-in-address' }],
      [{ more: { name: number } }, { status: 400, nhs: 'NOT_SUPPORTED', ours: 'parameter-not-supported' }],
      [{ headers: { 'X-Request-ID': number } }, { status: 400, ours: 'request-id-malformed' }],
      [{ headers: { 'Purpose-Of-Use': number } }, { status: 400, ours: 'header-not-understood', at: 'http.Purpose-Of-Use' }],
    ]
    for (const [options, expected] of cases) {
      const answer = await search(options.token === undefined ? token : options.token, number, options)
      expect(outcomeOf(answer)).toMatchObject(expected)
      expect(String(answer.data)).not.toMatch(/99900000|9{10}/)
    }
    expect(await looks()).toEqual([])
  })

  test('by GET is refused, and so is everything else under the address', async () => {
    const { token } = await given()
    const get = await callRoute(portal, loader, { path: '/fhir/R4/Consent/_search', init: { headers: { Authorization: `Bearer ${token}` } } })
    expect([outcomeOf(get), get.headers.get('Allow')]).toEqual([expect.objectContaining({ status: 405, nhs: 'METHOD_NOT_ALLOWED' }), 'POST'])
    for (const path of ['/fhir/R4/Consent?patient.identifier=x', '/fhir/R4/Consent/']) {
      const search = await callRoute(portal, nowhere, { path, init: { headers: { Authorization: `Bearer ${token}` } } })
      expect([outcomeOf(search), search.headers.get('Allow')]).toEqual([expect.objectContaining({ status: 405, type: 'not-supported', nhs: 'METHOD_NOT_ALLOWED' }), ''])
      expect(String(search.data)).toContain('by POST to /fhir/R4/Consent/_search')
    }
    const other = await callRoute(portal, nowhere, { path: '/fhir/R4/Patient', init: { headers: { Authorization: `Bearer ${token}` } } })
    expect(outcomeOf(other)).toMatchObject({ status: 404, type: 'not-found', nhs: 'RESOURCE_NOT_FOUND' })
  })

  test('because the key asks too often is told how long to wait, on whichever machine it is counted', async () => {
    const { token } = await given()
    await search(token, testNumber(0))
    await portal.owner`update api_key_calls set calls = 100000, window_began_at = date_trunc('minute', clock_timestamp()) + interval '1 minute' where action = 'consent-read'`
    const answer = await search(token, testNumber(0))
    expect(outcomeOf(answer)).toMatchObject({ status: 429, type: 'throttled', nhs: 'THROTTLED' })
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
  })
})

test('what the endpoint can do is for everyone to read', async () => {
  const answer = await callRoute(portal, metadata, { path: '/fhir/R4/metadata' })
  R4_CAPABILITY_STATEMENT.parse(JSON.parse(String(answer.data)))
  expectAsDocumented('readCapabilities', answer)
})
