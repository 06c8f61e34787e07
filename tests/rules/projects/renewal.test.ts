import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { REFERENCE_MAX, REFERENCE_PATTERN } from '#app/kernel/ids.ts'
import { addDays, daysBetween } from '#app/kernel/uk-date.ts'
import { FACT_LEAVES, factPlaces } from '#app/projects/fact-leaves.rules.ts'
import { readFacts } from '#app/projects/facts-json.schema.ts'
import { renewalConflict } from '#app/projects/renewal-conflict.rules.ts'
import { typedFromRenewal } from '#app/projects/renewal.schema.ts'
import { copiedFacts, longerTerm, RENEWAL_ASKS, renewalPlaces, renewed } from '#app/projects/renewal.rules.ts'
import { furtherFacts, someFacts } from '#tests/factories/facts.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const full = furtherFacts()

describe('renewing', () => {
  test('asks only for facts that there are', () => {
    for (const path of RENEWAL_ASKS) expect(Object.keys(FACT_LEAVES)).toContain(path)
  })

  test.each([...WORKED_EXAMPLES, { ref: 'full', facts: full }])('$ref is asked a fifth of its questions at most', ({ facts }) => {
    const asked = renewalPlaces(facts).length
    expect(asked).toBeGreaterThan(0)
    expect(asked).toBeLessThanOrEqual(factPlaces(facts).length / 5)
  })

  test('changes what was answered, and nothing else', () => {
    const [review, , contact] = renewalPlaces(full)
    const after = renewed(full, [{ place: review!.place, value: '2027-05-02' }, { place: contact!.place, value: 'Somebody New' }])
    expect(after).toEqual({
      ...full, purpose: { ...full.purpose!, reviewDate: '2027-05-02' }, parties: [{ ...full.parties[0]!, contactName: 'Somebody New' }, ...full.parties.slice(1)],
    })
  })

  test('does not ask for the contacts of a county’s bodies one by one', () => {
    const many = someFacts({ parties: Array.from({ length: 13 }, (_none, index) => ({ ...full.parties[0]!, organisationCode: `Y${index}` })) })
    const asked = renewalPlaces(many).map((place) => place.path)
    expect(asked).toEqual(expect.arrayContaining(['purpose.endDate', 'datasets[].period']))
    expect(asked.filter((path) => /^(parties|officers)/.test(path))).toEqual([])
  })

  test('another term is as long as the first, ends after today, and is reviewed within it', () => {
    const day = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2024-01-01', days))
    fc.assert(fc.property(day, day, fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }), (startDate, today, length, share) => {
      const endDate = addDays(startDate, length)
      const reviewDate = addDays(startDate, Math.floor(length * share))
      const longer = longerTerm({ startDate, reviewDate, endDate }, today)
      expect(longer.endDate > endDate && longer.endDate > today).toBe(true)
      expect([daysBetween(endDate, longer.endDate), daysBetween(today, longer.endDate)]).toContain(length)
      expect(longer.reviewDate > reviewDate && longer.reviewDate <= longer.endDate).toBe(true)
    }))
  })
})

describe('a copy', () => {
  const copy = copiedFacts(full, 'oldham-gp-pilot', { title: 'Another', reference: 'another' })

  test('is the same under its own title, without what was given to the first', () => {
    expect(copy).toEqual({
      ...full, title: 'Another', flows: full.flows.map((flow) => ({ ...flow, ref: flow.ref.replace('oldham-gp-pilot', 'another') })),
      section251: { ...full.section251!, reference: '' }, nationalData: { ...full.nationalData!, reference: '' },
    })
    expect(readFacts(copy).ok).toBe(true)
  })

  test('never takes a flow’s reference twice, or one that cannot be', () => {
    const reference = fc.stringMatching(/^[a-z0-9]{3,20}(-[a-z0-9]{1,19}){0,2}$/)
    fc.assert(fc.property(reference, fc.uniqueArray(reference, { minLength: 1, maxLength: 8 }), reference, (from, refs, to) => {
      const facts = someFacts({ flows: refs.map((ref) => ({ ...full.flows[0]!, ref })) })
      const made = copiedFacts(facts, from, { title: 'x', reference: to }).flows.map((flow) => flow.ref)
      expect(new Set(made).size).toBe(refs.length)
      for (const ref of made) {
        expect(ref).toMatch(REFERENCE_PATTERN)
        expect(ref.length).toBeLessThanOrEqual(REFERENCE_MAX)
        expect(ref.startsWith(to)).toBe(true)
      }
    }))
  })
})

describe('a renewal while others save', () => {
  const full = furtherFacts({ officers: ['dpo', 'siro'].map((post) => ({ ...furtherFacts().officers[0]!, post: post as 'dpo' | 'siro' })) })
  const boxes = (facts: typeof full) => typedFromRenewal(facts, facts.purpose!)
  const without = { ...full, officers: full.officers.slice(1) }

  test('what nobody typed is as others saved it, and is no difference', () => {
    const now = { ...without, people: { ...full.people!, howMany: full.people!.howMany + 1 } }
    const { typed, differences } = renewalConflict(full, now, boxes(full))
    expect(differences).toEqual([])
    expect(typed).toEqual(boxes(now))
  })

  test('what was typed stays with its thing, and what both changed is shown both ways', () => {
    const mine = { ...full, officers: full.officers.map((officer, index) => ({ ...officer, name: `Typed ${index}` })) }
    const now = { ...without, officers: without.officers.map((officer) => ({ ...officer, name: 'Saved' })) }
    const { typed, differences } = renewalConflict(full, now, boxes(mine))
    const expected = boxes({ ...now, officers: mine.officers.slice(1) })
    expect(typed).toEqual(expected)
    expect(differences.map(({ saved, typed: said }) => [saved, said])).toEqual([[null, 'Typed 0'], ...without.officers.map((_officer, index) => ['Saved', `Typed ${index + 1}`])])
  })

  test('a day is said as days are elsewhere, and one that was typed as it is saved now is no difference', () => {
    const dated = (reviewDate: string) => ({ ...full, purpose: { ...full.purpose!, reviewDate } })
    const of = (saved: string, typed: string) => renewalConflict(full, dated(saved), boxes(dated(typed))).differences.map((difference) => [difference.saved, difference.typed])
    expect(of('2027-03-02', '2027-04-05')).toEqual([['2 March 2027', '5 April 2027']])
    expect(of('2027-03-02', '2027-03-02')).toEqual([])
  })
})
