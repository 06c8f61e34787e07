import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readConsentSearch, takesFhirJson } from '#app/choices/consent-search.rules.ts'

const SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number'
const read = (form: string | Record<string, string>, address = '', headers: Record<string, string> = {}) =>
  readConsentSearch(new URLSearchParams(form), new URLSearchParams(address), (name) => headers[name] ?? null)
const who = { 'patient.identifier': `${SYSTEM}|9990000018` }

describe('a search for someone’s Consents', () => {
  test('names one person by NHS number, in either spelling', () => {
    for (const name of ['patient.identifier', 'patient:identifier']) expect(read({ [name]: `${SYSTEM}|9990000018` })).toMatchObject({ ok: true, search: { nhsNumber: '9990000018', count: 50, offset: 0, withProvenance: false } })
    expect(read({ ...who, _revinclude: 'Provenance:target', _count: '2', status: 'active,inactive' }, '_offset=4')).toMatchObject({ search: { withProvenance: true, count: 2, offset: 4, statuses: ['active', 'inactive'] } })
    expect(read({ ...who, _count: '5000' })).toMatchObject({ search: { count: 100 } })
  })

  test.each([
    ['nobody', {}, '', 'identifier-missing'],
    ['a bare number', { 'patient.identifier': '9990000018' }, '', 'identifier-system-unknown'],
    ['another system', { 'patient.identifier': 'https://example.org|9990000018' }, '', 'identifier-system-unknown'],
    ['a wrong digit', { 'patient.identifier': `${SYSTEM}|9990000019` }, '', 'identifier-malformed'],
    ['spaces in the number', { 'patient.identifier': `${SYSTEM}|999 000 0018` }, '', 'identifier-malformed'],
    ['two numbers', { 'patient.identifier': `${SYSTEM}|9990000018,${SYSTEM}|9990000026` }, '', 'identifier-malformed'],
    ['the person in the address', who, `patient.identifier=${SYSTEM}|9990000018`, 'number-in-address'],
    ['something else in the address', who, 'x=1', 'parameter-not-supported'],
    ['something else in the form', { ...who, name: 'Smith' }, '', 'parameter-not-supported'],
    ['a status that is none', { ...who, status: 'permitted' }, '', 'parameter-malformed'],
    ['a count that is none', { ...who, _count: '-1' }, '', 'parameter-malformed'],
    ['another inclusion', { ...who, _revinclude: 'AuditEvent:entity' }, '', 'parameter-malformed'],
    ['XML', { ...who, _format: 'xml' }, '', 'parameter-malformed'],
  ])('with %s is refused', (_what, form, address, problem) => {
    expect(read(form as Record<string, string>, address)).toMatchObject({ ok: false, problem })
  })

  test('twice is refused, even where both are the same', () => {
    expect(readConsentSearch(new URLSearchParams([...Object.entries(who), ...Object.entries(who)]), new URLSearchParams(), () => null)).toMatchObject({ problem: 'identifier-malformed' })
  })

  test('says why and for whom only in words that it can have', () => {
    expect(read(who, '', { 'Purpose-Of-Use': 'TREAT', 'NHSD-End-User-Organisation-ODS': 'Y90001' })).toMatchObject({ search: { purpose: 'TREAT', onBehalfOf: 'Y90001' } })
    for (const headers of [{ 'Purpose-Of-Use': 'because' }, { 'NHSD-End-User-Organisation-ODS': '9990000018' }]) expect(read(who, '', headers as never)).toMatchObject({ problem: 'header-not-understood' })
  })

  test('whatever is sent, what is wrong with it never says it', () => {
    fc.assert(fc.property(fc.webQueryParameters(), fc.webQueryParameters(), (form, address) => {
      const reading = read(form, address)
      if (!reading.ok) expect([null, 'patient.identifier', 'status', '_count', '_offset', '_revinclude', '_format']).toContain(reading.where)
    }))
  })
})

test.each([
  [null, true], ['', true], ['*/*', true], ['application/fhir+json', true], ['application/fhir+json; fhirVersion=4.0', true], ['application/json', true],
  ['text/html, application/*;q=0.5', true], ['application/fhir+xml', false], ['text/html', false], ['application/fhir+json;q=0', false],
])('Accept %s takes FHIR’s JSON: %s', (accept, takes) => {
  expect(takesFhirJson(accept)).toBe(takes)
})
