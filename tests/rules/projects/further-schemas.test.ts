import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { readTyped, type Typed } from '#app/kernel/form-data.ts'
import {
  consentSchema, involvementSchema, nationalDataSchema, section251Schema, typedFromConsent, typedFromInvolvement, typedFromNationalData, typedFromSection251,
  typedFromWorth, worthSchema,
} from '#app/projects/application-facts.schema.ts'
import {
  frameworkSchema, linkageSchema, officerSchema, peopleSchema, processingSchema, rightsSchema, stageSchema, typedFromFramework, typedFromLinkage,
  typedFromOfficer, typedFromPeople, typedFromProcessing, typedFromRights, typedFromStage,
} from '#app/projects/further-facts.schema.ts'
import { furtherFacts } from '#tests/factories/facts.ts'

const facts = furtherFacts()
const problemsOf = (schema: z.ZodType, typed: Typed) => {
  const reading = readTyped(typed, schema)
  return reading.ok ? {} : Object.fromEntries(reading.problems.map((problem) => [problem.field, problem.message]))
}

describe('what a form holds is the fact it came from', () => {
  test.each([
    ['people', peopleSchema, typedFromPeople(facts.people), facts.people],
    ['officer', officerSchema, typedFromOfficer(facts.officers[0]), facts.officers[0]],
    ['framework', frameworkSchema, typedFromFramework(facts.framework), facts.framework],
    ['linkage', linkageSchema, typedFromLinkage(facts.linkage), facts.linkage],
    ['processing', processingSchema, typedFromProcessing(facts.processing[0]), facts.processing[0]],
    ['rights', rightsSchema, typedFromRights(facts.rights), facts.rights],
    ['consent', consentSchema, typedFromConsent(facts.consent), facts.consent],
    ['involvement', involvementSchema, typedFromInvolvement(facts.involvement), facts.involvement],
    ['worth', worthSchema, typedFromWorth(facts.worth), facts.worth],
    ['section 251', section251Schema, typedFromSection251(facts.section251), facts.section251],
    ['national data', nationalDataSchema, typedFromNationalData(facts.nationalData), facts.nationalData],
  ] as const)('%s', (_name, schema, typed, fact) => {
    expect(fact).toBeTruthy()
    expect(readTyped(typed, schema as z.ZodType)).toMatchObject({ ok: true, value: fact })
  })

  test('a stage, but for the short name that its address holds', () => {
    const { id: _id, ...stage } = facts.stages[0]!
    expect(readTyped(typedFromStage(facts.stages[0]), stageSchema)).toMatchObject({ ok: true, value: stage })
  })

  test('a form without a single row of what may be none', () => {
    expect(readTyped({ ...typedFromInvolvement(facts.involvement), activities: undefined }, involvementSchema)).toMatchObject({ ok: true, value: { activities: [] } })
    expect(readTyped({ ...typedFromWorth(facts.worth), costs: undefined }, worthSchema)).toMatchObject({ ok: true, value: { costs: [] } })
  })
})

describe('every problem is said at once, each at its own box', () => {
  test.each([['people', peopleSchema, 7], ['linkage', linkageSchema, 11], ['rights', rightsSchema, 7], ['section 251', section251Schema, 7]] as const)('an empty %s', (_name, schema, boxes) => {
    const problems = problemsOf(schema, {})
    expect(Object.keys(problems)).toHaveLength(boxes)
    for (const message of Object.values(problems)) expect(message).toMatch(/^(Enter|Select) /)
  })

  test('a row is said by its number', () => {
    const typed = typedFromWorth(facts.worth)
    expect(problemsOf(worthSchema, { ...typed, costs: [{ what: 'Staff', pounds: 'some', paidBy: '' }] })).toEqual({
      'costs.0.pounds': 'Cost 1: enter how many pounds it costs as a whole number, such as 12,500', 'costs.0.paidBy': 'Cost 1: enter who pays',
    })
    expect(problemsOf(worthSchema, { ...typed, benefits: undefined }).benefits).toBe('Add at least one benefit')
    expect(problemsOf(involvementSchema, { ...typedFromInvolvement(facts.involvement), activities: [{ who: 'x', people: '3', how: 'x', said: 'x', changed: 'x', day: { day: '31', month: '2', year: '2026' } }] }))
      .toEqual({ 'activities.0.day': 'Activity 1: the day must be a real date, such as 27 3 2026' })
  })

  test('a party has one role in a stage', () => {
    const typed = typedFromStage(facts.stages[0])
    const roles = [{ organisationCode: 'A1', role: 'controller' }, { organisationCode: 'A1', role: 'processor' }]
    expect(problemsOf(stageSchema, { ...typed, roles })).toEqual({ 'roles.1.organisationCode': 'Role 2: this party has a role in this stage already' })
    expect(problemsOf(stageSchema, { ...typed, roles: undefined })).toEqual({ roles: 'Add at least one role' })
  })

  test('an answer and its explanation go together', () => {
    const typed = { ...typedFromRights(facts.rights), automated: 'none', automatedWhat: '', transfers: 'none', transfersWhat: '' }
    expect(problemsOf(rightsSchema, typed)).toEqual({})
    expect(problemsOf(rightsSchema, { ...typed, automated: 'some' }).automatedWhat).toContain('Enter what is decided')
    expect(problemsOf(rightsSchema, { ...typed, automatedWhat: 'A score' }).automatedWhat).toContain('Leave this empty')
    expect(problemsOf(rightsSchema, { ...typed, transfers: 'adequate' }).transfersWhat).toContain('Enter where')
    expect(problemsOf(rightsSchema, { ...typed, transfersWhat: 'Norway' }).transfersWhat).toContain('Leave this empty')
    const national = { ...typedFromNationalData(facts.nationalData), commercial: 'some', commercialWhat: '' }
    expect(problemsOf(nationalDataSchema, national).commercialWhat).toContain('who gains what')
    expect(problemsOf(nationalDataSchema, { ...national, commercial: 'none', commercialWhat: 'x' }).commercialWhat).toContain('Leave this empty')
  })

  test('nobody is their own processor', () => {
    const typed = typedFromProcessing(facts.processing[0])
    expect(problemsOf(processingSchema, { ...typed, controllerCode: typed.processorCode }).controllerCode).toContain('another party')
  })

  test.each([['9,500', 9500], ['9500', 9500], ['1,234,567', 1234567]])('“%s” people', (howMany, number) => {
    expect(readTyped({ ...typedFromPeople(facts.people), howMany }, peopleSchema)).toMatchObject({ ok: true, value: { howMany: number } })
  })

  test.each(['9,50', '9.5', 'about 9500', '-1', '0', '100000001', '1e3'])('“%s” is no number of people', (howMany) => {
    expect(problemsOf(peopleSchema, { ...typedFromPeople(facts.people), howMany }).howMany).toBeDefined()
  })
})
