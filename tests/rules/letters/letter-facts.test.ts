import { describe, expect, test } from 'vitest'
import type { OwnTerms } from '#app/documents/agreement.rules.ts'
import { aboutChild, campaignFacts, factsToShare, letterData } from '#app/letters/letter-facts.rules.ts'
import { plainLine, readLetterText, readRuns } from '#app/letters/letter-text.rules.ts'
import { emptyFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { PRACTICE } from '#tests/factories/who.ts'

const DATES = { letterDate: '2026-03-02', closingDate: '2026-03-30' }
const factsOf = (facts: ProjectFacts, told: OwnTerms | null = null) => campaignFacts(facts, PRACTICE, DATES, 'https://concordat.example', told)
const field = (name: string, meaning: string, kind: 'identifies' | 'coded' = 'identifies') => ({ name, meaning, kind, why: 'x' })

describe('what a letter says', () => {
  test('comes from the protocol’s facts and the practice’s record', () => {
    const facts = factsOf(someFacts())
    expect(facts).toMatchObject({
      title: someFacts().title, closingDate: '2026-03-30', webAddress: 'concordat.example/your-choice',
      surgery: { name: PRACTICE.name, address: '1 Test Lane, Oldham, OL8\u00a09ZZ', telephone: PRACTICE.telephone },
    })
    expect(facts?.receivers.map((receiver) => receiver.name)).not.toContain(PRACTICE.name)
  })

  test('is not said when a fact that it needs is missing', () => {
    expect(factsOf(emptyFacts('x'))).toBeNull()
    for (const section of ['purpose', 'safeguards', 'tellingPeople'] as const) expect(factsOf({ ...someFacts(), [section]: null })).toBeNull()
    expect(factsOf({ ...someFacts(), flows: [] })).toBeNull()
    expect(factsOf({ ...someFacts(), parties: someFacts().parties.filter((party) => party.organisationCode !== PRACTICE.code) })).toBeNull()
  })

  test('is of the flows that go for this practice’s people and of no other, and names those alone who receive them', () => {
    const facts = someFacts()
    const [first, ...others] = facts.flows as [ProjectFacts['flows'][number], ...ProjectFacts['flows']]
    const third = { ...facts.parties[1]!, organisationCode: 'Y9X', name: 'The Haven' }
    const two: ProjectFacts = { ...facts, parties: [...facts.parties, third], flows: [first, { ...others[0]!, toCode: third.organisationCode }] }
    const whole = factsOf(two)!
    expect([whole.flows.length, whole.receivers.map(({ name }) => name), whole.optOutContact]).toEqual([2, [facts.parties.find(({ organisationCode }) => organisationCode === first.toCode)!.name, 'The Haven'], ''])
    const narrow = factsOf(two, { flows: [first.ref], optOutContact: 'Reception, 01632 960201.' })!
    expect([narrow.flows, narrow.receivers.map(({ name }) => name), narrow.optOutContact]).toEqual([whole.flows.slice(0, 1), [whole.receivers[0]!.name], 'Reception, 01632 960201'])
    expect(factsOf(two, { flows: [], optOutContact: '' })).toBeNull()
  })

  test('names an address once, puts what identifies together, and each thing once', () => {
    expect(factsToShare([
      field('given_name', 'given name'), field('address_line_1', 'line 1 of the address'), field('address_line_2', 'line 2 of the address'), field('flag', 'a code', 'coded'), field('again', 'given name'),
    ])).toEqual(['given name and address', 'a code'])
  })

  test('speaks to the person, or of a child to the parent or carer', () => {
    const facts = factsOf(someFacts())
    if (!facts) throw new Error('no facts')
    expect(letterData(facts, { givenName: 'Aisha', familyName: 'Khan' }, 'self', 'CODE')).toMatchObject({ salutation: 'Dear Aisha Khan', who: 'you', whose: 'your', isChild: false })
    expect(letterData(facts, { givenName: 'Aisha', familyName: 'Khan' }, 'parent-or-carer', 'CODE')).toMatchObject({ salutation: 'To the parent or carer of Aisha Khan', who: 'Aisha', whose: 'Aisha’s', isChild: true })
  })
})

describe('what is not shared, in a child’s letter', () => {
  test.each([
    ['your medical record, or anything you have told a doctor or a nurse', 'Sam’s medical record, or anything Sam has told a doctor or a nurse'],
    ['your test results or your medicines', 'Sam’s test results or Sam’s medicines'],
    ['your telephone number or your e-mail address', 'Sam’s telephone number or Sam’s e-mail address'],
    ['Your own notes', 'Sam’s own notes'],
    ['what you tell your doctor', 'what Sam tells Sam’s doctor'],
    ['anything you’ve said', 'anything Sam has said'],
    ['letters about you, or to you', 'letters about Sam, or to Sam'],
    ['the names of young people', 'the names of young people'],
  ])('%j is about the child', (item, turned) => expect(aboutChild(item, 'Sam')).toBe(turned))

  test.each(['what you whisper to your doctor', 'your notes of yourself', 'what is yours', 'what we hear of you elsewhere'])('%j, which cannot be turned with certainty, stays whole', (item) =>
    expect(aboutChild(item, 'Sam')).toBe(item))

  test('a name is never read as a pattern or as "you"', () => {
    expect(aboutChild('your notes', '$&')).toBe('$&’s notes')
    expect(aboutChild('your notes and what you have said', 'You')).toBe('You’s notes and what You has said')
  })

  test('an adult’s list stays as the facts have it', () => {
    const facts = factsOf({ ...someFacts(), tellingPeople: { ...someFacts().tellingPeople!, notShared: ['your notes'] } })!
    expect(letterData(facts, { givenName: 'Sam', familyName: 'Khan' }, 'self', 'CODE').notShared).toEqual(['your notes'])
    expect(letterData(facts, { givenName: 'Sam', familyName: 'Khan' }, 'parent-or-carer', 'CODE').notShared).toEqual(['Sam’s notes'])
  })
})

describe('the text of a letter', () => {
  const slip = '=== slip\ncut: c\ntitle: t\nfor: f\ntick: k\nbirth: b\nfield: one\nfield: two\nreturn: r\ncode: d\n'
  test('is read line by line into blocks', () => {
    const text = readLetterText(`Dear A\n\n# Title\n\nOne line\ngoes on\n\n## Heading\n- first\n- **second** thing\n\n> notice\n${slip}`)
    expect(text.blocks.map((block) => [block.kind, block.runs.map((run) => run.text).join('|')])).toEqual([
      ['paragraph', 'Dear A'], ['title', 'Title'], ['paragraph', 'One line goes on'], ['heading', 'Heading'], ['item', 'first'], ['item', 'second| thing'], ['notice', 'notice'],
    ])
    expect(text.slip).toEqual({ cut: 'c', title: 't', for: 'f', tick: 'k', birth: 'b', fields: ['one', 'two'], return: 'r', code: 'd' })
  })

  test('knows bold words', () => expect(readRuns('a **b** c')).toEqual([{ text: 'a ', isBold: false }, { text: 'b', isBold: true }, { text: ' c', isBold: false }]))

  test.each([['no slip', 'Dear A'], ['two slips', `x\n${slip}${slip}`], ['a part too few', `x\n${slip.replace('code: d\n', '')}`], ['a line that is no part', `x\n${slip}nonsense\n`]])('with %s is a fault of the template', (_what, text) => {
    expect(() => readLetterText(text)).toThrow()
  })

  test.each([
    ['# shouting', 'shouting'], ['- - listed', 'listed'], ['two\nlines', 'two lines'], ['**bold** claim', 'bold claim'], ['=== slip', '=== slip'], ['minus -3', 'minus -3'],
  ])('a fact of %j cannot change its shape', (fact, line) => {
    expect(plainLine(fact)).toBe(line)
    expect(readLetterText(`Dear A\n\nbefore ${plainLine(fact)}\n${slip}`).blocks).toHaveLength(2)
  })
})
