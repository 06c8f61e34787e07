import { describe, expect, test } from 'vitest'
import { factPlaces, withFact } from '#app/projects/fact-leaves.rules.ts'
import { factsFile, readFacts, readFactsFile } from '#app/projects/facts-json.schema.ts'
import { emptyFacts, NOT_SAID_OF_PARTY, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { furtherFacts, someFacts } from '#tests/factories/facts.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const full = furtherFacts()
const EVERYTHING = [...WORKED_EXAMPLES, { ref: 'full', facts: full }, { ref: 'empty', facts: emptyFacts('A title') }]
const problemsIn = (facts: unknown) => {
  const reading = readFacts(facts)
  return reading.ok ? [] : reading.problems
}
const said = (place: readonly (string | number)[]) => place.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')

describe('facts as a file', () => {
  test.each(EVERYTHING)('$ref comes back exactly as it went', ({ ref, facts }) => {
    const file = factsFile(ref, facts)
    expect(readFactsFile(file)).toEqual({ ok: true, facts })
    const again = readFactsFile(file)
    expect(again.ok && factsFile(ref, again.facts)).toBe(file)
    expect(readFactsFile(`\uFEFF${file}`).ok).toBe(true)
  })

  test('the same facts give the same text, whatever order they were kept in', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned)
      return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([name, inner]) => [name, turned(inner)])) : value
    }
    expect(Object.keys(turned(full) as object)).not.toEqual(Object.keys(full))
    expect(factsFile('x', turned(full) as ProjectFacts)).toBe(factsFile('x', full))
  })

  test.each([
    ['not JSON', '{', ''], ['another thing', '[]', 'format'], ['another format', '{"format":"other/1"}', 'format'],
    ['with something more', '{"format":"concordat-facts/1","facts":{},"more":1}', 'more'], ['without facts', '{"format":"concordat-facts/1"}', ''],
    ['too big', ' '.repeat(2_000_001), ''],
  ])('%s is refused with what to do', (_name, text, path) => {
    const reading = readFactsFile(text)
    expect(reading).toMatchObject({ ok: false, problems: [{ path }] })
    if (!reading.ok) expect(reading.problems[0]!.message).toMatch(/^[A-Z].*[a-z0-9”]$/)
  })
})

describe('every single fact is held to its kind, and a problem names its path', () => {
  const places = factPlaces(full)

  test.each(places.map((place) => [said(place.place), place] as const))('%s', (path, { place }) => {
    expect(problemsIn(withFact(full, place, { odd: true })).map((problem) => problem.path)).toEqual([path])
    expect(problemsIn(withFact(full, place, null)).map((problem) => problem.path)).toEqual([path])
    expect(problemsIn(withFact(full, place, undefined)).map((problem) => problem.path)).toContain(path)
  })

  test('a fact that there is not', () => {
    expect(problemsIn({ ...full, colour: 'blue' })).toEqual([{ path: 'colour', message: 'There is no such fact. Take it out, or correct its name' }])
    expect(problemsIn(withFact(full, ['datasets', 0, 'fields', 1, 'colour'], 'blue')).map((problem) => problem.path)).toEqual(['datasets[0].fields[1].colour'])
    expect(problemsIn(JSON.parse(JSON.stringify(full).replace('"title"', '"__proto__":{"title":"x"},"title"')))).toMatchObject([{ path: '__proto__' }])
  })

  test('a file that is older than the questions of how a party is registered and assured is taken in, with those not said', () => {
    const file = JSON.parse(factsFile('x', EVERYTHING[0]!.facts)) as { facts: { parties: Record<string, unknown>[] } }
    for (const party of file.facts.parties) for (const name of Object.keys(NOT_SAID_OF_PARTY)) delete party[name]
    expect(readFactsFile(JSON.stringify(file))).toEqual({ ok: true, facts: { ...EVERYTHING[0]!.facts, parties: EVERYTHING[0]!.facts.parties.map((party) => ({ ...party, ...NOT_SAID_OF_PARTY })) } })
  })

  test('a whole section missing, or of another shape', () => {
    const { rights: _rights, ...without } = full
    expect(problemsIn(without)).toEqual([{ path: 'rights', message: 'This is missing' }])
    expect(problemsIn({ ...full, flows: null }).map((problem) => problem.path)).toEqual(['flows'])
    expect(problemsIn({ ...full, purpose: [] }).map((problem) => problem.path)).toEqual(['purpose'])
    expect(problemsIn({ ...full, parties: ['x'] }).map((problem) => problem.path)).toEqual(['parties[0]'])
  })
})

describe('an answer that its page would refuse is refused here, with the page’s words', () => {
  test.each<[string, (string | number)[], unknown, string]>([
    ['an e-mail address', ['parties', 1, 'contactEmail'], 'nobody', 'parties[1].contactEmail'],
    ['a heading', ['datasets', 0, 'fields', 2, 'name'], 'Family Name', 'datasets[0].fields[2].name'],
    ['a date out of order', ['purpose', 'reviewDate'], '2001-01-01', 'purpose.reviewDate'],
    ['a number too small', ['tellingPeople', 'replyDays'], 3, 'tellingPeople.replyDays'],
    ['a flow to its sender', ['flows', 0, 'toCode'], full.flows[0]!.fromCode, 'flows[0].toCode'],
    ['an answer too long', ['rights', 'publication'], 'x'.repeat(1001), 'rights.publication'],
    ['spaces at the end', ['rights', 'publication'], 'On the web ', 'rights.publication'],
    ['an id that cannot stand in an address', ['datasets', 0, 'id'], 'Not OK', 'datasets[0].id'],
    ['a day that is none', ['purpose', 'startDate'], '2026-02-30', 'purpose.startDate'],
    ['no title', ['title'], '', 'title'],
    ['an explanation of nothing', ['rights', 'automated'], 'none', 'rights.automatedWhat'],
  ])('%s', (_name, place, value, path) => {
    expect(problemsIn(withFact(full, place, value)).map((problem) => problem.path)).toContain(path)
  })

  test('two things of one name', () => {
    const facts: ProjectFacts = someFacts()
    expect(problemsIn({ ...facts, parties: [...facts.parties, facts.parties[0]] }).map((problem) => problem.path)).toEqual(['parties[2].organisationCode'])
    expect(problemsIn({ ...facts, flows: [facts.flows[0], facts.flows[0]] }).map((problem) => problem.path)).toEqual(['flows[1].ref'])
  })
})
