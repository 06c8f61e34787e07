import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatNhsNumber } from '#app/kernel/nhs-number.ts'
import { FACT_LEAVES } from '#app/projects/fact-leaves.rules.ts'
import { changedParts, checkEvent, inOrder, openPoints, withAnswer } from '#app/involvement/event.rules.ts'
import { csvCell, eventsCsv } from '#app/involvement/events-csv.rules.ts'
import { answerSchema, eventSchema, typedFromEvent } from '#app/involvement/involvement.schema.ts'
import { PERSONAL_DATA_WORDS } from '#app/involvement/involvement.words.ts'
import { LINKED_FACTS, sectionOfFact } from '#app/involvement/linked-facts.words.ts'
import { findPersonalData, findPersonalDataIn } from '#app/involvement/personal-data.rules.ts'
import { countWords, LEAST_COUNT, totalWords } from '#app/involvement/small-counts.rules.ts'
import { WSDP_HAVEN, WSDP_HAVEN_CHOICE, WSDP_HAVEN_SCORES } from '#db/seed/demo/wsdp-haven.ts'
import { wsdpFirstEvents, wsdpLaterEvents } from '#db/seed/demo/wsdp-log.ts'
import { logged, someEvent, someGroup, somePoint } from '#tests/factories/involvement.ts'
import { testNumber } from '#tests/factories/pilot.ts'

const TODAY = '2026-04-02'

describe('what a log must not hold', () => {
  test.each([
    ['an NHS number', 'Her number is 9990000018', 'nhs-number'], ['one with gaps', 'It was 999 000 0018.', 'nhs-number'], ['one with hyphens', '999-000-0018', 'nhs-number'], ['one mistyped', '999 000 0019', 'nhs-number'],
    ['one with odd gaps', '99 90 00 00 18', 'nhs-number'], ['an e-mail address', 'Write to jo.bloggs@example.org today', 'e-mail'],
    ['a phone number', 'Ring 0161 496 0000', 'phone'], ['one in brackets', 'Ring (0161) 496 0000', 'phone'], ['a mobile', '07700900123', 'phone'], ['one with the country', '+44 (0)7700 900 123', 'phone'],
    ['a name with a title', 'Mrs Patel said no', 'name'], ['one with a full stop', 'Dr. Okafor led it', 'name'], ['one in small letters', 'so mr smith thought', 'name'], ['a councillor', 'Cllr Jones asked', 'name'], ['Miss', 'Miss O’Brien came', 'name'],
    ['a given and a family name', 'Rukhsana Miah said no', 'name'], ['one with a middle letter', 'It was Susan J. Carter', 'name'], ['one with two parts', 'and Mohammed Abdul-Karim agreed', 'name'], ['initials', 'J. Smith asked why', 'name'], ['two initials', 'raised by P.D. O’Neill', 'name'],
    ['somebody called', 'a resident called Nkechi', 'name'], ['one who says it', 'My name is Olu, she said', 'name'],
  ])('%s', (_what, text, kind) => {
    expect(findPersonalData(text)).toBe(kind)
    expect(findPersonalDataIn(someEvent({ points: [somePoint({ said: text })] }))).toBe(kind)
    // What was found is never given back.
    for (const words of Object.values(PERSONAL_DATA_WORDS)) expect(words).not.toMatch(/\d{3}|@/)
  })

  test.each([
    'Carers miss appointments because the times do not suit them', 'People with MS were asked', '12 carers and 30 older people', 'On 27 March 2026 and 05-03-2026', 'It costs £1,250,000', 'The doctor said so', 'Under 26/CAG/9001 and DARS-NIC-999001-X9Y9Z-v1.0',
    'between 2025 and 2026', 'Mrs and Mr are titles', 'a professor of public health', 'A&E at 10:30', 'at St James Hospital', 'in the John Radcliffe', 'the Jo Cox Foundation', 'the Elizabeth Garrett Anderson Hospital', 'at Harry Weston House', 'in George Street',
    'Tower Hamlets said so', 'Healthwatch Tower Hamlets asked', 'Option A. Cost was raised', 'groups A and B. They agreed', 'a leaflet called Your data', 'Mark the box, and Frank answers are welcome', 'in May and June',
  ])('and what it may: %s', (text) => expect(findPersonalData(text)).toBe(text.startsWith('Mrs') ? 'name' : null))

  test('every NHS number of the test range, as people write it', () => {
    fc.assert(fc.property(fc.nat(5000), fc.constantFrom('', 'about ', 'no. '), (n, before) => {
      const number = testNumber(n)
      expect(findPersonalData(`${before}${number}`)).not.toBeNull()
      expect(findPersonalData(`${before}${formatNhsNumber(number)}, she said`)).not.toBeNull()
    }), { seed: 6, numRuns: 60 })
  })

  test('the demo world’s own log and appraisal hold none of it', () => {
    const later = wsdpLaterEvents({ panel: '2026-03-01', workshop: '2026-05-01' })
    expect(findPersonalDataIn([...wsdpFirstEvents(TODAY), later, WSDP_HAVEN, WSDP_HAVEN_SCORES, WSDP_HAVEN_CHOICE])).toBeNull()
  })
})

describe('small counts', () => {
  test.each([[1, 'fewer than 5'], [4, 'fewer than 5'], [5, '5'], [1234, '1,234']])('%i is %s', (people, words) => expect(countWords(people)).toBe(words))
  test.each<[readonly number[], string]>([[[], 'nobody'], [[3], 'fewer than 5'], [[12], '12'], [[12, 30], '42'], [[12, 3], 'at least 13'], [[3, 2], 'at least 2']])('%j makes %s', (counts, words) => expect(totalWords(counts)).toBe(words))

  test('a total says the same whatever the small groups were', () => {
    const small = fc.integer({ min: 1, max: LEAST_COUNT - 1 })
    fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: LEAST_COUNT, max: 500 }), small, small)), (groups) => {
      const of = (which: 2 | 3) => totalWords(groups.map((group) => (group[0] ? group[1] : group[which])))
      expect(of(2)).toBe(of(3))
    }), { seed: 6 })
  })

  test('a total is never more than there were', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1 }), (counts) => {
      const said = Number(totalWords(counts).replace('fewer than 5', '0').replace(/\D/g, ''))
      expect(said).toBeLessThanOrEqual(counts.reduce((sum, count) => sum + count, 0))
    }), { seed: 6 })
  })
})

describe('an event', () => {
  test.each<[string, Parameters<typeof someEvent>[0], string | null]>([
    ['as it should be', {}, null], ['held today', { day: TODAY }, null], ['held tomorrow', { day: '2026-04-03' }, 'held-in-future'], ['planned for yesterday', { state: 'planned', day: '2026-04-01' }, 'planned-in-past'],
    ['planned for today, with nobody yet', { state: 'planned', day: TODAY, groups: [], points: [] }, null], ['held with nobody', { groups: [] }, 'nobody-took-part'], ['with a change that is not said', { points: [somePoint({ what: '' })] }, 'answer-missing'],
    ['with a refusal that has no reason', { points: [somePoint(), somePoint({ answer: 'not-changed', what: '' })] }, 'answer-missing'], ['with a name', { shown: 'As Mrs Patel asked' }, 'personal-data'],
  ])('%s', (_name, changes, kind) => {
    const checked = checkEvent(someEvent(changes), TODAY)
    expect(checked.ok ? null : checked.refusal.kind).toBe(kind)
  })

  test('the point without an answer is named', () => {
    const checked = checkEvent(someEvent({ points: [somePoint(), somePoint({ what: '' })] }), TODAY)
    expect(checked).toMatchObject({ ok: false, refusal: { details: { point: 1 } } })
  })

  test('one answer changes one point, and no other', () => {
    const event = someEvent()
    const answered = withAnswer(event, 2, { answer: 'changed', what: 'It is destroyed', fact: '', paper: '' })
    expect(answered.ok && answered.value.points.slice(0, 2)).toEqual(event.points.slice(0, 2))
    expect(answered.ok && openPoints(answered.value)).toBe(0)
    expect(answered.ok && changedParts(event, answered.value)).toEqual(['points'])
    expect(withAnswer(event, 3, somePoint())).toMatchObject({ ok: false, refusal: { kind: 'no-such-point' } })
  })

  test('events stand in the order of their days', () => {
    const [a, b, c] = [logged({ id: 'b', day: '2026-02-01' }), logged({ id: 'a', day: '2026-02-01' }), logged({ id: 'c', day: '2026-01-01' })]
    expect(inOrder([a, b, c]).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  })
})

describe('the form of an event', () => {
  test('reads back what it is filled with', () => {
    const event = someEvent()
    expect(eventSchema.parse(typedFromEvent(event))).toEqual(event)
    const bare = someEvent({ costPounds: null, points: [], lesson: '' })
    expect(eventSchema.parse(typedFromEvent(bare))).toEqual(bare)
  })

  test.each<[string, object, string, RegExp]>([
    ['no state', { state: undefined }, 'state', /Select whether it was held/], ['no groups', { groups: [] }, 'groups', /Add who took part/], ['a group of nobody', { groups: [{ who: 'carers', as: 'public', people: '0' }] }, 'groups.0.people', /Group 1: enter how many they were as 1 or more/],
    ['a name in a point', { points: [{ said: 'Mr Khan said no', answer: 'not-yet' }] }, 'points.0.said', /Point 1: this holds what looks like a person’s name/], ['an address in the place', { place: 'ask a@b.org' }, 'place', /holds an e-mail address/],
    ['a change that is not said', { points: [{ said: 'x', answer: 'changed', what: '' }] }, 'points.0.what', /Point 1: enter what changed/], ['a reason that is not said', { points: [{ said: 'x', answer: 'not-changed' }] }, 'points.0.what', /Point 1: enter why nothing changed/],
    ['a fact that is none', { points: [{ said: 'x', answer: 'not-yet', fact: 'no.such' }] }, 'points.0.fact', /select the fact from the list/], ['a cost in pence', { costPounds: '3.50' }, 'costPounds', /whole number/],
  ])('refuses %s', (_name, changes, field, message) => {
    const read = eventSchema.safeParse({ ...typedFromEvent(someEvent()), ...changes })
    const issue = read.error?.issues.find(({ path }) => path.join('.') === field)
    expect(issue?.message, JSON.stringify(read.error?.issues)).toMatch(message)
  })

  test('an answer needs its words unless there is none yet', () => {
    expect(answerSchema.safeParse({ answer: 'not-yet' }).success).toBe(true)
    expect(answerSchema.safeParse({ answer: 'changed', what: ' ' }).success).toBe(false)
  })

  test('the facts that it can name are facts, each of a section', () => {
    for (const path of Object.keys(LINKED_FACTS)) {
      expect(FACT_LEAVES, path).toHaveProperty([path])
      expect(sectionOfFact(path), path).not.toBeNull()
    }
  })
})

describe('the log as CSV', () => {
  test('has a row for each point, and one for an event without any', () => {
    const rows = eventsCsv([logged(), logged({ id: '2', points: [], groups: [someGroup({ people: 3 })] })]).trimEnd().split('\r\n')
    expect(rows).toHaveLength(5)
    expect(rows[1]).toContain('2026-03-02,held,Focus group,the town hall,')
    expect(rows[4]).toContain('carers (Patients, carers and the public): 3')
  })

  test('no cell is a formula, and what is quoted reads back', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const cell = csvCell(text)
      const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
      expect(/^[=+\-@\t]/.test(read)).toBe(false)
      expect(read.replace(/^'(?=[=+\-@\t])/, '')).toBe(text.replace(/^'(?=[=+\-@\t])/, ''))
    }), { seed: 6 })
  })
})
