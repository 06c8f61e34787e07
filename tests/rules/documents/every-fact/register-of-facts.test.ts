import { describe, expect, test } from 'vitest'
import { PAPER_KINDS } from '#app/documents/papers/papers.rules.ts'
import { FACT_LEAVES, factPlaces, isNamed, withFact } from '#app/projects/fact-leaves.rules.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'
import { placeKey, watched } from './reads.ts'

describe('the register of facts', () => {
  test('what papers say they use are facts', () => {
    const known = Object.keys(FACT_LEAVES)
    for (const paper of PAPER_KINDS) for (const use of paper.uses) expect(known.some((path) => isNamed(path, [use])), `${paper.kind}: ${use}`).toBe(true)
  })

  test('every fact but names for things is used by a paper of some worked example', () => {
    const used = Object.entries(FACT_LEAVES).filter(([path, leaf]) => leaf.kind === 'id' || PAPER_KINDS.some((paper) => isNamed(path, paper.uses))).map(([path]) => path)
    expect(used).toEqual(Object.keys(FACT_LEAVES))
  })
})

describe('facts that note which of them are looked at', () => {
  const facts = fullFacts()
  const seenBy = (use: (given: typeof facts) => unknown) => {
    const eye = watched(facts)
    use(eye.facts)
    return [...eye.seen]
  }

  test.each<[string, (given: typeof facts) => unknown, readonly string[]]>([
    ['one fact', (given) => given.parties[1]!.name, ['parties.1.name']],
    ['a fact within a fact', (given) => given.parties[0]!.assurance.status, ['parties.0.assurance.status']],
    ['a list of lines, by its length alone', (given) => given.safeguards!.securityMeasures.length, ['safeguards.securityMeasures']],
    ['a copy that drops it again', (given) => { const { method: _method, ...rest } = given.linkage!; return rest && null }, Object.keys(facts.linkage!).map((name) => `linkage.${name}`)],
    ['a search', (given) => given.flows.find((flow) => flow.ref === 'nowhere'), facts.flows.map((_flow, index) => `flows.${index}.ref`)],
    ['nothing', (given) => given.parties.length, []],
  ])('%s', (_name, use, seen) => expect(seenBy(use).sort()).toEqual([...seen].sort()))

  test('all of them, in what writes all of them out', () => {
    for (const { facts: all } of WORKED_EXAMPLES) {
      const eye = watched(all)
      expect(JSON.stringify(eye.facts)).toBe(JSON.stringify(all))
      expect(factPlaces(all).map(({ place }) => placeKey(place)).filter((key) => !eye.seen.has(key))).toEqual([])
    }
  })

  test('are what they were: a thing found is the thing itself', () => {
    const eye = watched(facts)
    expect(eye.facts.parties.indexOf(eye.facts.parties[1]!)).toBe(1)
    expect(withFact(eye.facts, ['title'], 'x').parties).toBe(eye.facts.parties)
  })
})
