import { describe, expect, test } from 'vitest'
import { readTyped, type Typed } from '#app/kernel/form-data.ts'
import {
  datasetSchema, flowSchema, partySchema, purposeSchema, safeguardsSchema, tellingPeopleSchema, typedFromDataset, typedFromFlow, typedFromParty,
  typedFromPurpose, typedFromSafeguards, typedFromTellingPeople,
} from '#app/projects/facts.schema.ts'
import { NOT_SAID_OF_PARTY } from '#app/projects/facts.rules.ts'
import { newProjectSchema, typedRows, typedWithRows } from '#app/projects/project.schema.ts'
import { someFacts } from '#tests/factories/facts.ts'
import type { z } from 'zod'

const facts = someFacts()
const problemsOf = (schema: z.ZodType, typed: Typed) => {
  const reading = readTyped(typed, schema)
  return reading.ok ? {} : Object.fromEntries(reading.problems.map((problem) => [problem.field, problem.message]))
}

describe('what a form holds is the fact it came from', () => {
  test.each([
    ['purpose', purposeSchema, typedFromPurpose(facts.purpose), facts.purpose],
    ['safeguards', safeguardsSchema, typedFromSafeguards(facts.safeguards), facts.safeguards],
    ['telling people', tellingPeopleSchema, typedFromTellingPeople(facts.tellingPeople), facts.tellingPeople],
  ] as const)('%s', (_name, schema, typed, fact) => {
    expect(readTyped(typed, schema)).toMatchObject({ ok: true, value: fact })
  })

  test('every flow, dataset and party', () => {
    for (const flow of facts.flows) expect(readTyped(typedFromFlow(flow), flowSchema)).toMatchObject({ ok: true, value: flow })
    for (const { id: _id, ...dataset } of facts.datasets) expect(readTyped(typedFromDataset({ id: 'x', ...dataset }), datasetSchema)).toMatchObject({ ok: true, value: dataset })
    for (const { name: _name, ...party } of facts.parties) expect(readTyped(typedFromParty({ name: 'x', ...party }), partySchema)).toMatchObject({ ok: true, value: party })
  })
})

describe('how a party is registered and assured', () => {
  const [party] = facts.parties
  const withStanding = (more: Typed): Typed => ({ ...typedFromParty(party), ...more })
  const assured = (status: string, day: string): Typed => withStanding({ assurance: { status, publishedOn: { day, month: day && '6', year: day && '2026' } } })

  test('may be left unsaid, and is then not said', () => {
    const { registration: _registration, address: _address, assurance: _assurance, ...rest } = typedFromParty(party)
    expect(readTyped(rest, partySchema)).toMatchObject({ ok: true, value: NOT_SAID_OF_PARTY })
  })

  test('is read with its day, and comes back as it was typed', () => {
    const reading = readTyped(withStanding({ registration: 'ZA123456', address: '1 Long Lane\r\nTestborough', assurance: { status: 'met', publishedOn: { day: '24', month: '6', year: '2026' } } }), partySchema)
    expect(reading).toMatchObject({ ok: true, value: { registration: 'ZA123456', address: '1 Long Lane\nTestborough', assurance: { status: 'met', publishedOn: '2026-06-24' } } })
  })

  test.each([
    ['a number of another register', withStanding({ registration: '12345' }), 'registration'],
    ['an ending without its day', assured('met', ''), 'assurance.publishedOn'],
    ['a day without its ending', assured('not-published', '24'), 'assurance.status'],
    ['a day that is none', assured('met', '40'), 'assurance.publishedOn'],
    ['another word for the ending', assured('excellent', ''), 'assurance.status'],
  ] as const)('%s is said at its box', (_name, typed, box) => expect(Object.keys(problemsOf(partySchema, typed))).toEqual([box]))
})

describe('every problem is said at once, each at its own box', () => {
  test('an empty purpose', () => {
    expect(Object.keys(problemsOf(purposeSchema, {})).sort()).toEqual(['benefits', 'endDate', 'necessity', 'plainSummary', 'purpose', 'reviewDate', 'startDate'])
  })

  test.each([
    ['startDate', { day: '31', month: '2', year: '2026' }, 'The start date must be a real date, such as 27 3 2026'],
    ['reviewDate', { day: '30', month: '4', year: '2026' }, 'The review date must be the start date or after it'],
    ['reviewDate', { day: '1', month: '11', year: '2027' }, 'The review date must be the end date or before it'],
    ['endDate', { day: '30', month: '4', year: '2026' }, 'The end date must be the start date or after it'],
  ])('%s', (field, parts, message) => {
    expect(problemsOf(purposeSchema, { ...typedFromPurpose(facts.purpose), [field]: parts })[field]).toBe(message)
  })

  test('a dataset names the row', () => {
    const typed = typedFromDataset(facts.datasets[0])
    const rows = [...typedRows(typed, 'fields').slice(0, 2), { name: 'Family Name', meaning: '', kind: 'odd', why: 'x' }, typedRows(typed, 'fields')[0]!]
    expect(problemsOf(datasetSchema, { ...typed, fields: rows })).toMatchObject({
      'fields.2.name': expect.stringMatching(/^Field 3: a heading must begin/), 'fields.2.meaning': 'Field 3: enter what the field is',
      'fields.2.kind': 'Field 3: select what the field says about a person',
    })
    expect(problemsOf(datasetSchema, { ...typed, fields: [...typedRows(typed, 'fields'), typedRows(typed, 'fields')[0]!] })[`fields.${typedRows(typed, 'fields').length}.name`]).toContain('is there already')
    expect(problemsOf(datasetSchema, { ...typed, fields: undefined }).fields).toBe('Add at least one field')
  })

  test('a flow without grounds', () => {
    const typed = typedFromFlow(facts.flows[0])
    expect(problemsOf(flowSchema, { ...typed, confidentiality: 'none' }).confidentiality).toContain('may not be shared')
    expect(problemsOf(flowSchema, { ...typed, toCode: typed.fromCode }).toCode).toContain('another organisation')
    expect(problemsOf(flowSchema, { ...typed, purposeKind: 'secondary' }).confidentiality).toContain('own care')
    expect(problemsOf(flowSchema, { ...typed, ref: 'new' }).ref).toContain('another reference')
    expect(problemsOf(flowSchema, { ...typed, drawsOn: [] }).drawsOn).toBeDefined()
  })

  test.each([['0', 'must be 1 or more'], ['6.5', 'whole number'], ['-3', 'whole number'], ['', 'Enter how many'], ['601', '600 or fewer']])('“%s” months', (months, message) => {
    expect(problemsOf(safeguardsSchema, { ...typedFromSafeguards(facts.safeguards), retentionMonths: months }).retentionMonths).toContain(message)
  })

  test.each(['13', '366', 'a month'])('“%s” days to reply', (replyDays) => {
    expect(problemsOf(tellingPeopleSchema, { ...typedFromTellingPeople(facts.tellingPeople), replyDays }).replyDays).toBeDefined()
  })

  test.each(['javascript:alert(1)', 'example', 'ftp://example.org'])('“%s” is no address of a notice', (noticeAddress) => {
    expect(problemsOf(tellingPeopleSchema, { ...typedFromTellingPeople(facts.tellingPeople), noticeAddress }).noticeAddress).toContain('web address')
  })

  test.each(['Oldham', 'a--b', '-a-', 'ab', 'new', 'a/b', 'x'.repeat(61)])('“%s” is no reference', (reference) => {
    expect(problemsOf(newProjectSchema, { title: 'A title', reference }).reference).toBeDefined()
  })
})

test('rows are added at the end and taken from the middle, of the list that is named', () => {
  const typed = { costs: [{ what: 'a' }, { what: 'b' }, { what: 'c' }], benefits: [{ what: 'x' }], other: 'kept' }
  const blanks = { costs: { what: '' }, benefits: { what: '', by: '' } }
  expect(typedWithRows(typed, 'costs.remove-1', blanks)).toEqual({ ...typed, costs: [{ what: 'a' }, { what: 'c' }] })
  expect(typedWithRows(typed, 'benefits.add', blanks)).toEqual({ ...typed, benefits: [{ what: 'x' }, { what: '', by: '' }] })
  expect(typedWithRows({ other: 'kept' }, 'costs.add', blanks)).toEqual({ other: 'kept', costs: [{ what: '' }] })
  for (const asked of ['costs.remove-7', 'something', 'other.add', '__proto__.add', 'costs.add-1']) expect(typedWithRows(typed, asked, blanks)).toEqual(typed)
})
