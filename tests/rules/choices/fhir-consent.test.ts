import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHOICE_ROLES, type ChoiceRole } from '#app/choices/choice-codes.rules.ts'
import { eventsKnownBy, momentOf, standingAt, type ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import { consentsOf, type ChoiceShown } from '#app/choices/fhir-consent.rules.ts'
import { consentSchema, provenanceSchema } from '#app/choices/fhir-consent.schema.ts'
import { R4_CONSENT, R4_PROVENANCE } from '#tests/setup/fhir-r4.ts'

const AT = new Date('2026-06-15T10:00:00Z')
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const WHOSE = { nhsNumber: '9990000018', organisationCode: 'Y90001', publicUrl: 'https://concordat.example', idOf: (entryId: string) => entryId.replace(/^0{8}/, '11111111') }

let made = 0
const on = (day: string) => ({ day, ms: null })
function entry(role: ChoiceRole, given: Partial<ChoiceEvent> & { channel?: ChoiceShown['channel']; word?: ChoiceShown['onWhoseWord']; code?: string } = {}): ChoiceShown {
  made += 1
  const { channel = 'desk', word = 'self', code, ...event } = given
  const isAboutProject = CHOICE_ROLES[role].stream.startsWith('project')
  return {
    id: uuid(made), recordedAt: new Date(AT.getTime() - 1e7 + made * 1000), channel, onWhoseWord: word, codeSystem: code ? 'ctv3' : null, code: code ?? null,
    event: {
      nhsNumber: '', role, project: isAboutProject ? 'oldham-gp-pilot' : null, effective: on('2026-03-01'), recorded: on('2026-03-01'), source: 'Y90001', sequence: null, enteredInError: false, ...event,
    },
  }
}
const one = (...choices: ChoiceShown[]) => {
  const all = consentsOf(choices, WHOSE, AT)
  expect(all.length).toBe(1)
  return (all[0] as (typeof all)[number]).consent
}

describe('a choice as a FHIR Consent', () => {
  test('a dissent that stands is active and denies, with the codes it was recorded under', () => {
    expect(one(entry('T1_DISSENT', { code: 'XaZ89', channel: 'extract', word: 'practice' }))).toEqual({
      resourceType: 'Consent', id: expect.stringMatching(/^11111111-/), meta: { versionId: '1', lastUpdated: expect.any(String) },
      extension: [{ url: 'urn:concordat:fhir:choice-kind', valueCode: 'type-1' }, { url: 'urn:concordat:fhir:decides', valueBoolean: true }],
      status: 'active',
      scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'INFA' }] }],
      patient: { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' } },
      dateTime: '2026-03-01',
      performer: [{ type: 'Organization', identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'Y90001' } }],
      organization: [{ type: 'Organization', identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'Y90001' } }],
      policyRule: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'OPTOUT' }] },
      provision: {
        type: 'deny', period: { start: '2026-03-01' },
        purpose: ['HRESCH', 'HSYSADMIN'].map((code) => ({ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code })),
        code: [{ coding: [{ system: 'http://read.info/ctv3', code: 'XaZ89' }, { system: 'http://snomed.info/sct', code: '827241000000103' }], text: 'Type 1 opt-out recorded' }],
      },
    })
  })

  test('a dissent that was taken back is inactive and still no permission', () => {
    const consent = one(entry('T1_DISSENT'), entry('T1_WITHDRAW', { effective: on('2026-05-01') }))
    expect(consent).toMatchObject({ status: 'inactive', dateTime: '2026-03-01', meta: { versionId: '2' }, provision: { type: 'deny', period: { start: '2026-03-01', end: '2026-05-01' } } })
  })

  test.each([
    ['given', ['CONSENT'], 'active', 'permit'],
    ['refused', ['CONSENT_REFUSED'], 'active', 'deny'],
    ['withdrawn', ['CONSENT', 'CONSENT_WITHDRAWN'], 'inactive', 'deny'],
    ['refused, then given', ['CONSENT_REFUSED', 'CONSENT'], 'active', 'permit'],
  ] as const)('consent to a project that was %s', (_what, roles, status, type) => {
    const consent = one(...roles.map((role, index) => entry(role, { effective: on(`2026-03-0${index + 1}`) })))
    expect(consent).toMatchObject({ status, provision: { type }, policyRule: { coding: [{ code: 'OPTIN' }] }, policy: [{ uri: 'https://concordat.example/projects/oldham-gp-pilot' }] })
  })

  test.each(['T2_DISSENT', 'SHARED_CARE_SUMMARY_DISSENT', 'SHARED_CARE_LOCAL_DISSENT', 'SHARED_CARE_AUDIT_DISSENT'] as const)('%s is shown under its own code and decides nothing', (role) => {
    const consent = one(entry(role))
    expect(consent.extension).toContainEqual({ url: 'urn:concordat:fhir:decides', valueBoolean: false })
    expect(consent.provision).not.toHaveProperty('type')
    expect(JSON.stringify(consent)).not.toContain('827241000000103')
    if (role === 'T2_DISSENT') expect(consent).toMatchObject({ status: 'inactive', provision: { code: [{ coding: [{ code: '881561000000100' }] }] } })
  })

  test('kinds of choice, projects and kinds of shared care are Consents of their own', () => {
    const all = consentsOf([
      entry('T1_DISSENT'), entry('PROJECT_OPT_OUT'), entry('PROJECT_OPT_OUT', { project: 'other' }), entry('CONSENT'), entry('SHARED_CARE_LOCAL_DISSENT'), entry('SHARED_CARE_SUMMARY_DISSENT'),
    ], WHOSE, AT)
    expect(all.length).toBe(6)
    expect(new Set(all.map(({ consent }) => consent.id)).size).toBe(6)
  })

  test('a choice that was recorded in error alone is said to be so', () => {
    expect(one(entry('PROJECT_OPT_OUT', { enteredInError: true, enteredInErrorAt: AT.getTime() }))).toMatchObject({ status: 'entered-in-error', provision: { type: 'deny' } })
  })

  test('a parent’s or an attorney’s word is theirs, and staff are never named', () => {
    const all = consentsOf([entry('PROJECT_OPT_OUT', { word: 'parent', channel: 'slip' })], WHOSE, AT)
    expect(all[0]?.consent.performer).toEqual([{ type: 'RelatedPerson', display: 'Someone with parental responsibility' }])
    expect(all[0]?.provenance[0]?.agent[1]).toMatchObject({ who: { display: 'A member of staff' }, onBehalfOf: { identifier: { value: 'Y90001' } } })
  })

  test('nothing recorded is nothing, which is not consent', () => {
    expect(consentsOf([], WHOSE, AT)).toEqual([])
  })
})

const time = fc.option(fc.oneof(
  fc.integer({ min: 1, max: 28 }).map((day) => on(`2026-05-${String(day).padStart(2, '0')}`)),
  fc.integer({ min: 0, max: 90 * 86_400_000 }).map((ms) => ({ day: new Date(Date.parse('2026-04-01T00:00:00Z') + ms).toISOString().slice(0, 10), ms: Date.parse('2026-04-01T00:00:00Z') + ms })),
))
const anyEntry = fc.record({
  role: fc.constantFrom(...(Object.keys(CHOICE_ROLES) as ChoiceRole[])), effective: time, recorded: time, source: fc.constantFrom('Y90001', 'Y90002'),
  enteredInError: fc.boolean(), channel: fc.constantFrom('slip', 'web', 'extract' as const), word: fc.constantFrom('self', 'parent', 'practice' as const),
}).map(({ role, ...given }) => entry(role, given as never))

describe('whatever is recorded', () => {
  test('what is given out is what FHIR R4 asks for, and what the document says', () => {
    fc.assert(fc.property(fc.array(anyEntry, { maxLength: 8 }), (choices) => {
      for (const { consent, provenance } of consentsOf(choices, WHOSE, AT)) {
        R4_CONSENT.parse(consent)
        consentSchema.parse(consent)
        for (const each of provenance) {
          R4_PROVENANCE.parse(each)
          provenanceSchema.parse(each)
          expect(each.target).toEqual([{ reference: `urn:uuid:${consent.id}` }])
        }
      }
    }), { numRuns: 500, examples: [[[entry('T1_DISSENT', { effective: on('2062-01-01') }), entry('T1_WITHDRAW', { effective: on('2026-05-01') })]]] })
  })

  test('only consent that was given and stands permits; a dissent denies exactly while it stands', () => {
    fc.assert(fc.property(fc.array(anyEntry, { maxLength: 8 }), (choices) => {
      const known = new Set(eventsKnownBy(choices.map(({ event }) => event), null))
      const standing = (stream: string) => standingAt(choices.flatMap(({ event }) => (known.has(event) && CHOICE_ROLES[event.role].stream === stream ? [event] : [])), momentOf(AT)).standing
      for (const { consent } of consentsOf(choices, WHOSE, AT)) {
        const kind = (consent.extension[0] as { valueCode: string }).valueCode
        if (consent.provision.type === 'permit') expect([kind, consent.status, standing(kind)]).toEqual(['project-consent', 'active', 'PERMITTED'])
        if (kind === 'type-1' || kind === 'project-opt-out') expect(consent.status === 'active').toBe(standing(kind) === 'DENIED')
        if (consent.status === 'active' && consent.provision.type === 'deny') expect(standing(kind)).toBe('DENIED')
      }
    }))
  })

  test('the order in which entries are handed in says nothing', () => {
    fc.assert(fc.property(fc.array(anyEntry, { maxLength: 6 }), (choices) => {
      expect(consentsOf([...choices].reverse(), WHOSE, AT)).toEqual(consentsOf(choices, WHOSE, AT))
    }))
  })
})
