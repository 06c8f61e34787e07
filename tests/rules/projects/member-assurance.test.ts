import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTyped } from '#app/kernel/form-data.ts'
import { isMemberStopped, metUntil, mustBeAssured, type Assurance } from '#app/projects/assurance.rules.ts'
import { factsFile, readFactsFile } from '#app/projects/facts-json.schema.ts'
import { partySchema, typedFromParty } from '#app/projects/facts.schema.ts'
import type { Member } from '#app/projects/groups.rules.ts'
import { assuranceOfCells } from '#app/projects/member-assurance.rules.ts'
import { furtherFacts } from '#tests/factories/facts.ts'

const flow = (confidentiality: string) => ({ confidentiality })
const met = (publishedOn: string): Assurance => ({ status: 'met', publishedOn })
const NOT_MET: Assurance = { status: 'not-met', publishedOn: '2026-06-20' }

describe('the last day to which somebody meets the standards', () => {
  test.each<[Assurance, string | null]>([
    [met('2026-06-20'), '2027-06-30'], [{ status: 'exceeded', publishedOn: '2025-09-30' }, '2027-06-30'], [NOT_MET, null], [{ status: 'approaching', publishedOn: '2026-06-20' }, null],
    [{ status: 'not-published', publishedOn: '' }, null], [{ status: 'not-said', publishedOn: '' }, null], [met(''), null],
  ])('%o: %s', (assurance, day) => expect(metUntil(assurance)).toBe(day))

  test.each(['direct-care', 'anonymised', 'not-confidential'])('stops nothing that goes as %s', (route) => expect(mustBeAssured(flow(route), met('2020-06-20'))).toBe(false))
})

describe('the people of one member', () => {
  test.each<[string, string, Assurance | undefined, string, boolean]>([
    ['said to be met, on its last day', 'legal-duty', met('2025-06-20'), '2026-06-30', false],
    ['said to be met, on the day after it', 'legal-duty', met('2025-06-20'), '2026-07-01', true],
    ['under section 251 likewise', 'section-251', met('2025-06-20'), '2026-07-01', true],
    ['for people’s own care, long after', 'direct-care', met('2020-06-20'), '2026-07-01', false],
    ['said not to be met', 'legal-duty', NOT_MET, '2026-07-01', true],
    ['said not to be met, for people’s own care', 'direct-care', NOT_MET, '2026-07-01', false],
    ['not published, by a body that takes no part in the toolkit', 'legal-duty', { status: 'not-published', publishedOn: '' }, '2026-07-01', false],
    ['on its way to being met', 'legal-duty', { status: 'approaching', publishedOn: '2026-06-20' }, '2026-07-01', false],
    ['said not to be met, under section 251', 'section-251', NOT_MET, '2026-07-01', true],
    ['not published, under section 251', 'section-251', { status: 'not-published', publishedOn: '' }, '2026-07-01', true],
    ['of which nothing is said', 'section-251', undefined, '2026-07-01', false],
    ['of which it is said that nothing is', 'section-251', { status: 'not-said', publishedOn: '' }, '2026-07-01', false],
  ])('%s (%s, %o on %s): left out %s', (_name, route, assurance, day, stopped) => expect(isMemberStopped(flow(route), assurance, day)).toBe(stopped))
})

describe('what a list says of a member', () => {
  test.each<[string[], Assurance | null]>([
    [['Standards met', '24/6/2026'], met('2026-06-24')], [['MET', '2026-06-24'], met('2026-06-24')], [['standards  exceeded', '01/09/2025'], { status: 'exceeded', publishedOn: '2025-09-01' }],
    [['Not published', ''], { status: 'not-published', publishedOn: '' }], [['', ''], null], [[], null], [['not said'], null],
  ])('%o', (cells, said) => expect(assuranceOfCells(cells)).toEqual({ ok: true, value: said }))

  test.each([
    [['splendid', '24/6/2026'], 'status-unknown'], [['', '24/6/2026'], 'status-unknown'], [['constructor', ''], 'status-unknown'], [['met', ''], 'day-missing'], [['met', '31/6/2026'], 'day-wrong'],
    [['met', 'June'], 'day-wrong'], [['not published', '24/6/2026'], 'day-not-asked'],
  ])('%o is refused: %s', (cells, kind) => expect(assuranceOfCells(cells)).toEqual({ ok: false, refusal: { kind } }))
})

describe('a member in the facts', () => {
  const facts = furtherFacts()
  const party = { ...facts.parties[0]!, members: [] }
  const read = (members: string) => readTyped({ ...typedFromParty(party), members }, partySchema)
  const membersOf = (text: string) => { const reading = read(text); return reading.ok ? reading.value.members : reading.problems }

  test('is read with how it stands, after its name or without one; other columns are let be', () => {
    expect(membersOf('Y90001,"First, Surgery",Standards met,24/6/2026\nY90002,,not published\nY90003,Third,Oldham,OL8 9ZZ\nY90004\tFourth\tmet\t2026-06-24')).toEqual([
      { code: 'Y90001', name: 'First, Surgery', assurance: met('2026-06-24') }, { code: 'Y90002', name: '', assurance: { status: 'not-published', publishedOn: '' } },
      { code: 'Y90003', name: 'Third' }, { code: 'Y90004', name: 'Fourth', assurance: met('2026-06-24') },
    ])
  })

  test('whose day is missing or wrong is named by its line', () => {
    expect(membersOf('Y90001,First,met')).toMatchObject([{ field: 'members', message: expect.stringContaining('Line 1: after how') as string }])
    expect(membersOf('Y90001,First\nY90002,Second,not published,24/6/2026')).toMatchObject([{ field: 'members', message: expect.stringContaining('Line 2: leave out the day') as string }])
  })

  test('comes back from its box, and from a file of facts, as it was', () => {
    const assurance = fc.option(fc.record({ status: fc.constantFrom('met', 'exceeded', 'approaching', 'not-met'), publishedOn: fc.constantFrom('2025-09-01', '2026-06-24') }), { nil: undefined })
    const member = fc.record({ name: fc.constantFrom('One', 'Two, and a half', 'The "Hill"'), assurance })
    fc.assert(fc.property(fc.array(member, { maxLength: 5 }), (given) => {
      const members = given.map(({ name, assurance: said }, index) => ({ code: `Y9000${index}`, name, ...(said ? { assurance: said } : {}) })) as Member[]
      const whole = { ...party, members }
      expect(readTyped(typedFromParty(whole), partySchema)).toMatchObject({ ok: true, value: { members } })
      const file = readFactsFile(factsFile('p', { ...facts, parties: [whole, ...facts.parties.slice(1)] }))
      expect(file.ok && file.facts.parties[0]!.members).toEqual(members)
    }), { numRuns: 50 })
  })

  test.each([{ status: 'met', publishedOn: '' }, { status: 'splendid', publishedOn: '2026-06-24' }, { status: 'not-said', publishedOn: '' }, { status: 'met' }, null])('a file that says %o of it is not taken in', (assurance) => {
    const text = factsFile('p', { ...facts, parties: [{ ...party, members: [{ code: 'Y90001', name: 'One', assurance } as unknown as Member] }, ...facts.parties.slice(1)] })
    expect(readFactsFile(text)).toMatchObject({ ok: false, problems: [{ path: 'parties[0].members' }] })
  })
})
