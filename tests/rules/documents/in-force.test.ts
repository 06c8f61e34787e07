import { describe, expect, test } from 'vitest'
import { disclosersOf, flowInForce, NOT_IN_FORCE_KINDS, type Agreement, type NotInForceKind } from '#app/documents/agreement.rules.ts'
import { NOT_IN_FORCE_WORDS } from '#app/documents/document.words.ts'
import { WHOLE_PROTOCOL } from '#app/documents/schedule.rules.ts'
import { missingFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'

const HASH = 'a'.repeat(64)
const SIGNED = new Date('2026-04-20T12:00:00Z')
const FLOW = 'oldham-gp-pilot-register'
const facts = someFacts()
const [practice, council] = facts.parties.map((party) => party.organisationCode) as [string, string]

function anAgreement(changes: Partial<Agreement> = {}, given: ProjectFacts = facts): Agreement {
  return {
    projectId: 'p', projectRef: 'oldham-gp-pilot', projectEndedAt: null, factsVersion: 7,
    version: { id: 'v', documentRef: 'oldham-gp-pilot-protocol', number: 2, factsVersion: 7, facts: given, contentHash: HASH },
    signatures: [practice, council].map((organisationCode) => ({ organisationCode, contentHash: HASH, signedAt: SIGNED, schedules: [] })),
    memberActs: [], risksToConsultOn: 0, openBlockingActions: 0,
    ...changes,
  }
}
const dated = (startDate: string, reviewDate: string, endDate: string) => someFacts({ purpose: { ...facts.purpose!, startDate, reviewDate, endDate } })
const refusalAt = (agreement: Agreement, at: string, flow = FLOW) => {
  const answer = flowInForce(agreement, flow, new Date(at))
  return answer.ok ? null : answer.refusal.kind
}
const MEMBERS = [{ code: 'M1', name: 'First Surgery' }, { code: 'M2', name: 'Second Surgery' }, { code: 'M3', name: 'Third Surgery' }]
/** The same, with the practice a group of three, which sends. */
const inGroup = someFacts({ parties: facts.parties.map((party) => (party.organisationCode === practice ? { ...party, members: MEMBERS } : party)) })
/** The same for an end that no own care is, with the day on which each member's last assessment was published. */
const assured = (published: Readonly<Record<string, string>>): ProjectFacts => ({
  ...inGroup, flows: inGroup.flows.map((flow) => ({ ...flow, confidentiality: 'legal-duty' as const })),
  parties: inGroup.parties.map((party) => ({ ...party, ...(party.members ? { members: MEMBERS.map((member) => (published[member.code] ? { ...member, assurance: { status: 'met' as const, publishedOn: published[member.code]! } } : member)) } : {}) })),
})
const signedBy = (...codes: string[]) => codes.map((organisationCode) => ({ organisationCode, contentHash: HASH, signedAt: SIGNED, schedules: [] }))
const leavingOut = (flow: string) => [{ schedule: { ...WHOLE_PROTOCOL, flowsLeftOut: [flow] }, scheduleHash: HASH, signedAt: SIGNED }]
const NOON = '2026-06-15T11:00:00Z'

describe('a flow is in force', () => {
  test('when the newest words are signed by all and the day is right', () => {
    expect(flowInForce(anAgreement(), FLOW, new Date(NOON))).toMatchObject({ ok: true, value: { flow: { ref: FLOW }, documentVersion: 2, documentVersionId: 'v' } })
  })

  const REFUSED: Record<NotInForceKind, [Agreement, string, string?]> = {
    'protocol-not-drafted': [anAgreement({ version: null }), NOON],
    'protocol-not-signed': [anAgreement({ signatures: signedBy(practice) }), NOON],
    'no-member-signed': [anAgreement({ signatures: signedBy(practice, council) }, inGroup), NOON],
    'members-not-assured': [anAgreement({ signatures: signedBy(council, 'M1') }, assured({ M1: '2024-06-20' })), NOON],
    'flow-left-out': [anAgreement({ signatures: signedBy(practice, council).map((one) => (one.organisationCode === practice ? { ...one, schedules: leavingOut(FLOW) } : one)) }), NOON],
    'protocol-out-of-date': [anAgreement({ factsVersion: 8 }), NOON],
    'flow-not-in-protocol': [anAgreement(), NOON, 'some-other-flow'],
    'prior-consultation-needed': [anAgreement({ risksToConsultOn: 1 }), NOON],
    'blocking-action-open': [anAgreement({ openBlockingActions: 1 }), NOON],
    'flow-not-begun': [anAgreement(), '2026-04-30T22:59:59Z'],
    'flow-ended': [anAgreement({}, dated('2026-05-01', '2026-06-14', '2026-06-14')), NOON],
    'review-overdue': [anAgreement({}, dated('2026-05-01', '2026-06-14', '2026-12-31')), NOON],
  }
  test.each(NOT_IN_FORCE_KINDS)('not when: %s; and the sentence says so', (kind) => {
    const [agreement, at, flow] = REFUSED[kind]
    const answer = flowInForce(agreement, flow ?? FLOW, new Date(at))
    expect(answer).toMatchObject({ ok: false, refusal: { kind } })
    expect(NOT_IN_FORCE_WORDS[kind](answer.ok ? undefined : answer.refusal.details)).not.toMatch(/undefined|null|NaN/)
  })

  test('not when a signature is on other words, on an older version, or yet to come', () => {
    const signed = (change: object) => anAgreement({ signatures: anAgreement().signatures.map((signature) => ({ ...signature, ...change })) })
    expect(refusalAt(signed({ contentHash: 'b'.repeat(64) }), NOON)).toBe('protocol-not-signed')
    expect(refusalAt(signed({ signedAt: new Date('2026-06-15T11:00:01Z') }), NOON)).toBe('protocol-not-signed')
    expect(refusalAt(signed({ signedAt: new Date(NOON) }), NOON)).toBeNull()
  })

  test('not from the instant the project ended', () => {
    expect(refusalAt(anAgreement({ projectEndedAt: new Date(NOON) }), NOON)).toBe('flow-ended')
    expect(refusalAt(anAgreement({ projectEndedAt: new Date('2026-06-15T11:00:01Z') }), NOON)).toBeNull()
  })

  test.each([
    // British Summer Time: the day in London begins an hour before the day in UTC.
    ['begins in summer', dated('2026-05-01', '2027-04-30', '2027-10-31'), '2026-04-30T22:59:59Z', 'flow-not-begun', '2026-04-30T23:00:00Z', null],
    ['review falls in summer', dated('2026-05-01', '2026-07-31', '2027-10-31'), '2026-07-31T22:59:59Z', null, '2026-07-31T23:00:00Z', 'review-overdue'],
    ['ends in summer', dated('2026-05-01', '2026-07-31', '2026-07-31'), '2026-07-31T22:59:59Z', null, '2026-07-31T23:00:00Z', 'flow-ended'],
    // Greenwich Mean Time.
    ['begins in winter', dated('2026-12-01', '2027-04-30', '2027-10-31'), '2026-11-30T23:59:59Z', 'flow-not-begun', '2026-12-01T00:00:00Z', null],
    ['ends in winter', dated('2026-05-01', '2026-12-31', '2026-12-31'), '2026-12-31T23:59:59Z', null, '2027-01-01T00:00:00Z', 'flow-ended'],
    // The day on which the clocks go forward, and the day on which they go back.
    ['begins as the clocks go forward', dated('2026-03-29', '2026-12-31', '2026-12-31'), '2026-03-28T23:59:59Z', 'flow-not-begun', '2026-03-29T00:00:00Z', null],
    ['ends as the clocks go back', dated('2026-05-01', '2026-10-25', '2026-10-25'), '2026-10-25T23:59:59Z', null, '2026-10-26T00:00:00Z', 'flow-ended'],
  ])('%s: one second before and the second itself', (_name, given, before, thenBefore, after, thenAfter) => {
    const early = anAgreement({ signatures: anAgreement().signatures.map((signature) => ({ ...signature, signedAt: new Date('2026-01-01T00:00:00Z') })) }, given)
    expect(refusalAt(early, before)).toBe(thenBefore)
    expect(refusalAt(early, after)).toBe(thenAfter)
  })
})

describe('a flow from a group', () => {
  const codesIn = (answer: ReturnType<typeof flowInForce>) => (answer.ok ? answer.value.disclosers.filter(({ withheld }) => withheld === null).map(({ code }) => code) : null)
  const at = new Date(NOON)

  test('is in force once every party that is no member has signed and one member has, and carries that member’s people alone', () => {
    expect(codesIn(flowInForce(anAgreement({ signatures: signedBy(council, 'M2') }, inGroup), FLOW, at))).toEqual(['M2'])
    expect(refusalAt(anAgreement({ signatures: signedBy('M1', 'M2', 'M3') }, inGroup), NOON)).toBe('protocol-not-signed')
    expect(refusalAt(anAgreement({ signatures: signedBy(council) }, inGroup), NOON)).toBe('no-member-signed')
  })

  test('leaves out a member from the London midnight on which its assurance lapses, and the rest go on', () => {
    const signatures = signedBy(council, 'M1', 'M2')
    const some = anAgreement({ signatures }, assured({ M1: '2025-06-20', M3: '2020-06-20' }))
    const withheldAt = (instant: string) => disclosersOf(some, some.version!.facts.flows[0]!, new Date(instant)).map(({ withheld }) => withheld)
    expect(withheldAt('2026-06-30T22:59:59.999Z')).toEqual([null, null, 'not-signed'])
    expect(withheldAt('2026-06-30T23:00:00.000Z')).toEqual(['not-assured', null, 'not-signed'])
    expect(codesIn(flowInForce(some, FLOW, new Date('2026-06-30T23:00:00.000Z')))).toEqual(['M2'])
    expect(codesIn(flowInForce(anAgreement({ signatures }, inGroup), FLOW, new Date('2026-06-30T23:00:00.000Z')))).toEqual(['M1', 'M2'])
  })

  test('counts no signature of the group itself, and none of whoever is no member', () => {
    expect(refusalAt(anAgreement({ signatures: signedBy(council, practice, 'M9') }, inGroup), NOON)).toBe('no-member-signed')
  })

  test('names everyone it comes from, whether they have signed or not', () => {
    const answer = flowInForce(anAgreement({ signatures: signedBy(council, 'M1', 'M3') }, inGroup), FLOW, at)
    expect(answer.ok && answer.value.disclosers).toEqual([
      { code: 'M1', withheld: null, onListBefore: null }, { code: 'M2', withheld: 'not-signed', onListBefore: null }, { code: 'M3', withheld: null, onListBefore: null },
    ])
  })

  test('a party that is made a group and sends nothing is still waited for, whoever its members are', () => {
    const third = { ...inGroup.parties.find(({ organisationCode }) => organisationCode === council)!, organisationCode: 'THIRD', name: 'Third body', members: [] }
    const facts = (members: readonly { readonly code: string; readonly name: string }[]) => ({ ...inGroup, parties: [...inGroup.parties, { ...third, members }] })
    const signatures = signedBy(council, 'M1')
    for (const members of [[], [{ code: 'T1', name: 'One' }]]) expect(refusalAt(anAgreement({ signatures }, facts(members)), NOON)).toBe('protocol-not-signed')
    expect(refusalAt(anAgreement({ signatures: signedBy(council, 'M1', 'T1') }, facts([{ code: 'T1', name: 'One' }])), NOON)).toBe('protocol-not-signed')
    expect(missingFacts(facts([{ code: 'T1', name: 'One' }]))).toEqual([{ section: 'parties', kind: 'group-sends-nothing', about: 'THIRD' }])
  })

  test('a flow of the same project from a party that stands for itself waits for no member', () => {
    const other = inGroup.flows.find((flow) => flow.ref !== FLOW)!
    const fromCouncil = { ...inGroup, flows: inGroup.flows.map((flow) => (flow === other ? { ...flow, fromCode: council, toCode: 'ELSE' } : flow)) }
    const agreement = anAgreement({ signatures: signedBy(council) }, fromCouncil)
    expect(codesIn(flowInForce(agreement, other.ref, at))).toEqual([council])
  })
})
