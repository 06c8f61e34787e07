import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { disclosersOf, flowInForce, ownTerms, type Agreement } from '#app/documents/agreement.rules.ts'
import type { SignatureOn } from '#app/documents/member-standing.rules.ts'
import { carriedSchedule, flowsToVary, isWhole, maySchedule, partInFlow, scheduleAt, scheduleText, WHOLE_PROTOCOL, type Schedule } from '#app/documents/schedule.rules.ts'
import { scheduleLine } from '#app/documents/schedule.words.ts'
import { addDays } from '#app/kernel/uk-date.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'

const HASH = 'a'.repeat(64)
const SIGNED = new Date('2026-04-20T12:00:00Z')
const base = someFacts()
const [practice, council] = base.parties.map((party) => party.organisationCode) as [string, string]
const MEMBERS = ['M1', 'M2'].map((code) => ({ code, name: `${code} Surgery` }))
const grouped: ProjectFacts = {
  ...base, parties: base.parties.map((party) => (party.organisationCode === practice ? { ...party, members: MEMBERS } : party)),
}
const REFS = base.flows.map(({ ref }) => ref)
const [FIRST, SECOND] = REFS as [string, string]
const { startDate, endDate } = base.purpose!
const schedule = (changes: Partial<Schedule> = {}): Schedule => ({ ...WHOLE_PROTOCOL, ...changes })
const signed = (organisationCode: string, given: readonly (readonly [Schedule, Date])[] = []): SignatureOn => ({
  organisationCode, contentHash: HASH, signedAt: SIGNED, schedules: given.map(([one, signedAt]) => ({ schedule: one, scheduleHash: HASH, signedAt })),
})
const agreement = (facts: ProjectFacts, signatures: readonly SignatureOn[]): Agreement => ({
  projectId: 'p', projectRef: 'oldham-gp-pilot', projectEndedAt: null, factsVersion: 7, version: { id: 'v', documentRef: 'd', number: 2, factsVersion: 7, facts, contentHash: HASH },
  signatures, memberActs: [], risksToConsultOn: 0, openBlockingActions: 0,
})
const on = (day: string) => new Date(`${day}T11:00:00Z`)

describe('what a signatory may vary', () => {
  test('flows that it sends or receives, as itself or as a member, and no other', () => {
    expect(flowsToVary(base, practice).map(({ ref }) => ref)).toEqual(REFS)
    expect(flowsToVary(grouped, 'M1').map(({ ref }) => ref)).toEqual(REFS)
    expect(flowsToVary(grouped, 'M9')).toEqual([])
    expect(maySchedule(grouped, 'M1', schedule({ flowsLeftOut: [SECOND, SECOND] }))).toEqual({ ok: true, value: schedule({ flowsLeftOut: [SECOND] }) })
    expect(maySchedule(grouped, 'M1', schedule({ flowsLeftOut: ['another-flow'] }))).toMatchObject({ refusal: { kind: 'schedule-flow-unknown' } })
    expect(maySchedule(grouped, 'M1', schedule({ flowsLeftOut: REFS }))).toMatchObject({ refusal: { kind: 'schedule-leaves-all-out' } })
  })

  test('a later first day, within the protocol', () => {
    expect(maySchedule(base, practice, schedule({ startsOn: startDate }))).toMatchObject({ refusal: { kind: 'schedule-begins-too-early' } })
    expect(maySchedule(base, practice, schedule({ startsOn: addDays(startDate, -1) }))).toMatchObject({ refusal: { kind: 'schedule-begins-too-early' } })
    expect(maySchedule(base, practice, schedule({ startsOn: addDays(endDate, 1) }))).toMatchObject({ refusal: { kind: 'schedule-begins-too-late' } })
    expect(maySchedule(base, practice, schedule({ startsOn: addDays(startDate, 1) })).ok).toBe(true)
  })

  test('says so in words, and has a text of its own for each signature that it goes with', () => {
    const one = schedule({ flowsLeftOut: [FIRST], startsOn: addDays(startDate, 30), optOutContact: 'Reception', note: 'As agreed' })
    expect(scheduleLine(one, base)).toContain(base.flows[0]!.name)
    expect(scheduleLine(WHOLE_PROTOCOL, base)).toBe('')
    const text = (code: string, contentHash: string) => scheduleText(one, { organisationCode: code, contentHash })
    expect(new Set([text('M1', HASH), text('M2', HASH), text('M1', 'b'.repeat(64)), scheduleText({ ...one, note: '' }, { organisationCode: 'M1', contentHash: HASH })]).size).toBe(4)
  })

  test('goes with the next signature, without the flows and days that the protocol has no more', () => {
    const before = schedule({ flowsLeftOut: [FIRST, 'gone-since'], startsOn: startDate, note: 'As agreed' })
    expect(carriedSchedule(before, grouped, 'M1')).toEqual(schedule({ flowsLeftOut: [FIRST], note: 'As agreed' }))
    expect(carriedSchedule(schedule({ startsOn: addDays(startDate, 1) }), grouped, 'M1')).toEqual(schedule({ startsOn: addDays(startDate, 1) }))
  })
})

describe('a flow under schedules', () => {
  const day = addDays(startDate, 40)
  const withheld = (facts: ProjectFacts, signatures: readonly SignatureOn[], ref: string, at: Date) => disclosersOf(agreement(facts, signatures), facts.flows.find((flow) => flow.ref === ref)!, at).map((one) => one.withheld)
  const kind = (facts: ProjectFacts, signatures: readonly SignatureOn[], ref: string, at: Date) => {
    const answer = flowInForce(agreement(facts, signatures), ref, at)
    return answer.ok ? null : answer.refusal.kind
  }

  test('does without the member that leaves it out, and goes on with the others', () => {
    const signatures = [signed(council), signed('M1', [[schedule({ flowsLeftOut: [FIRST] }), SIGNED]]), signed('M2')]
    expect(withheld(grouped, signatures, FIRST, on(day))).toEqual(['left-out', null])
    expect(withheld(grouped, signatures, SECOND, on(day))).toEqual([null, null])
    expect(kind(grouped, signatures, FIRST, on(day))).toBeNull()
    expect(kind(grouped, signatures.slice(0, 2), FIRST, on(day))).toBe('flow-left-out')
  })

  test('has a member from its own first day on, at its midnight in London', () => {
    const startsOn = '2026-07-01'
    const signatures = [signed(council), signed('M1', [[schedule({ startsOn }), SIGNED]])]
    expect(withheld(grouped, signatures, FIRST, new Date('2026-06-30T22:59:59.999Z'))[0]).toBe('left-out')
    expect(withheld(grouped, signatures, FIRST, new Date('2026-06-30T23:00:00Z'))[0]).toBeNull()
  })

  test('stops where the one that sends or receives it leaves it out, or has not begun', () => {
    for (const party of [practice, council]) {
      const other = party === practice ? council : practice
      const varied = (given: Schedule) => [signed(other), signed(party, [[given, SIGNED]])]
      expect(kind(base, varied(schedule({ flowsLeftOut: [FIRST] })), FIRST, on(day))).toBe('flow-left-out')
      expect(kind(base, varied(schedule({ flowsLeftOut: [FIRST] })), SECOND, on(day))).toBeNull()
      expect(kind(base, varied(schedule({ startsOn: addDays(day, 1) })), FIRST, on(day))).toBe('flow-not-begun')
      expect(kind(base, varied(schedule({ startsOn: day })), FIRST, on(day))).toBeNull()
    }
  })

  test('goes by the schedule signed last, from then on', () => {
    const later = new Date('2026-06-20T09:00:00Z')
    const signatures = [signed(council), signed('M1', [[schedule({ flowsLeftOut: [FIRST] }), SIGNED], [WHOLE_PROTOCOL, later]])]
    expect(withheld(grouped, signatures, FIRST, new Date(later.getTime() - 1))[0]).toBe('left-out')
    expect(withheld(grouped, signatures, FIRST, later)[0]).toBeNull()
  })
})

describe('whatever is signed', () => {
  const days = fc.integer({ min: -30, max: 800 }).map((offset) => addDays(startDate, offset))
  const schedules = fc.record({
    flowsLeftOut: fc.subarray([...REFS, 'another-flow']), startsOn: fc.option(days), optOutContact: fc.constantFrom('', 'Reception'), note: fc.constantFrom('', 'As agreed'),
  })
  const instants = fc.integer({ min: 0, max: 400 }).map((offset) => new Date(SIGNED.getTime() + offset * 86_400_000))
  const facts = fc.constantFrom(base, grouped)

  test('no schedule lets anything go that would not go without it', () => {
    fc.assert(fc.property(facts, fc.array(fc.tuple(fc.constantFrom(practice, council, 'M1', 'M2'), schedules, instants), { maxLength: 6 }), fc.constantFrom(...REFS), instants, (given, varied, ref, at) => {
      const codes = [practice, council, 'M1', 'M2']
      const whole = codes.map((code) => signed(code))
      // As the portal would have kept them: what may not be signed was not.
      const kept = codes.map((code) => signed(code, varied.flatMap(([who, one, signedAt]) => {
        const may = maySchedule(given, who, one)
        return who === code && may.ok ? [[may.value, signedAt] as const] : []
      }).sort((a, b) => a[1].getTime() - b[1].getTime())))
      const [without, under] = [flowInForce(agreement(given, whole), ref, at), flowInForce(agreement(given, kept), ref, at)]
      if (!under.ok) return
      expect(without.ok).toBe(true)
      if (!without.ok) return
      const may = new Set(without.value.disclosers.filter((one) => one.withheld === null).map(({ code }) => code))
      for (const { code, withheld, onListBefore } of under.value.disclosers) {
        if (withheld === null) expect([may.has(code), onListBefore]).toEqual([true, null])
      }
    }), { numRuns: 1500 })
  })

  test('one that may be signed begins no earlier than the protocol, ends no later, and takes part in something', () => {
    fc.assert(fc.property(facts, fc.constantFrom(practice, council, 'M1'), schedules, (given, who, one) => {
      const may = maySchedule(given, who, one)
      if (!may.ok) return
      const flows = flowsToVary(given, who).map(({ ref }) => ref)
      expect(may.value.flowsLeftOut.every((ref) => flows.includes(ref))).toBe(true)
      if (flows.length > 0) expect(flows.some((ref) => partInFlow(may.value, ref, endDate) === 'takes-part')).toBe(true)
      if (may.value.startsOn !== null) expect(may.value.startsOn > startDate && may.value.startsOn <= endDate).toBe(true)
      expect(carriedSchedule(may.value, given, who)).toEqual(may.value)
    }), { numRuns: 1500 })
  })

  test('of two of one instant, both narrow', () => {
    fc.assert(fc.property(schedules, schedules, fc.constantFrom(...REFS), days, (one, other, ref, day) => {
      const both = scheduleAt([one, other].map((each) => ({ schedule: each, scheduleHash: HASH, signedAt: SIGNED })), SIGNED)
      const takesPart = (each: Schedule) => partInFlow(each, ref, day) === 'takes-part'
      expect(takesPart(both)).toBe(takesPart(one) && takesPart(other))
      expect(isWhole(scheduleAt([], SIGNED))).toBe(true)
    }), { numRuns: 500 })
  })
})

describe('what is told to the people of one signatory', () => {
  const at = on(addDays(startDate, 40))
  const own = (facts: ProjectFacts, signatures: readonly SignatureOn[], code: string) => ownTerms(agreement(facts, signatures), code, at)

  test('is of what its schedule leaves, with whom to ask there; of another member it says nothing', () => {
    const signatures = [signed(council), signed('M1', [[schedule({ flowsLeftOut: [FIRST], optOutContact: 'Reception' }), SIGNED]]), signed('M2')]
    expect(own(grouped, signatures, 'M1')).toEqual({ flows: REFS.slice(1), optOutContact: 'Reception' })
    expect(own(grouped, signatures, 'M2')).toEqual({ flows: REFS, optOutContact: '' })
    expect(own(grouped, signatures, council)).toEqual({ flows: [], optOutContact: '' })
    expect(own(grouped, signatures, 'nobody').flows).toEqual([])
    expect(ownTerms({ ...agreement(base, []), version: null }, practice, at)).toEqual({ flows: [], optOutContact: '' })
  })

  test('leaves out what whoever receives it has left out, and tells of a flow that begins later', () => {
    expect(own(base, [signed(practice), signed(council, [[schedule({ flowsLeftOut: [SECOND], optOutContact: 'The council' }), SIGNED]])], practice)).toEqual({ flows: REFS.filter((ref) => ref !== SECOND), optOutContact: '' })
    expect(own(base, [signed(practice, [[schedule({ startsOn: endDate }), SIGNED]]), signed(council)], practice).flows).toEqual(REFS)
  })

  test('goes by the schedule that counts at the instant', () => {
    const later = new Date(at.getTime() + 1)
    const signatures = [signed(council), signed(practice, [[schedule({ flowsLeftOut: [FIRST] }), SIGNED], [schedule(), later]])]
    expect(own(base, signatures, practice).flows).toEqual(REFS.slice(1))
    expect(ownTerms(agreement(base, signatures), practice, later).flows).toEqual(REFS)
  })

  test('is of exactly the flows that may carry data of its people', () => {
    fc.assert(fc.property(fc.subarray(REFS), fc.subarray(REFS), fc.boolean(), (ours, theirs, isGroup) => {
      const [facts, code] = isGroup ? [grouped, 'M1'] : [base, practice]
      const signatures = [signed(code, [[schedule({ flowsLeftOut: ours }), SIGNED]]), signed(council, [[schedule({ flowsLeftOut: theirs }), SIGNED]])]
      for (const { ref } of facts.flows) {
        const open = flowInForce(agreement(facts, signatures), ref, at)
        const goes = open.ok && open.value.disclosers.some((one) => one.code === code && one.withheld === null)
        expect(own(facts, signatures, code).flows.includes(ref)).toBe(goes)
      }
    }))
  })
})
