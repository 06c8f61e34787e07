import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paperUnits } from '#app/documents/clauses.rules.ts'
import { documentRefOf } from '#app/documents/document.rules.ts'
import { missingForPaper, packOf, type PackPaper } from '#app/documents/pack.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { factPlaces, otherAnswer, withFact } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'

/** The number of every numbered clause by its name. */
function clauseNumbers(facts: ProjectFacts, { kind, about }: PackPaper): Map<string, string> {
  const html = renderPaper(kind, { projectRef: 'pilot', documentRef: documentRefOf('pilot', kind, about), about, facts, versions: [{ number: 1, day: '2026-04-02', changes: [] }] })
  return new Map(paperUnits(html).filter(({ label }) => /^\d+(?:\.\d+)+$/.test(label)).map(({ key, label }) => [key, label]))
}

const drafted = (facts: ProjectFacts) => packOf(facts).filter((paper) => missingForPaper(facts, paper.kind).length === 0)
const OPTIONAL = ['framework', 'linkage', 'rights', 'consent', 'involvement', 'worth', 'section251', 'nationalData', 'people'] as const
const LISTS = ['officers', 'stages', 'processing'] as const

const facts = fullFacts()
const before = new Map(drafted(facts).map((paper) => [`${paper.kind} ${paper.about}`, clauseNumbers(facts, paper)]))
const places = factPlaces(facts).filter((place) => otherAnswer(facts, place) !== null)

function renumbered(changed: ProjectFacts): string[] {
  return drafted(changed).flatMap((paper) => {
    const name = `${paper.kind} ${paper.about}`
    const was = before.get(name)
    return was ? [...clauseNumbers(changed, paper)].filter(([key, number]) => was.has(key) && was.get(key) !== number).map(([key, number]) => `${name}: ${key} was ${was.get(key)} and is ${number}`) : []
  })
}

describe('a clause that stays keeps its number', () => {
  test('there are clauses in most kinds of paper', () => expect([...before.values()].filter((numbers) => numbers.size > 0).length).toBeGreaterThan(5))

  test('whichever facts change', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(places.length - 1), { minLength: 1, maxLength: 6 }), (picked) => {
      const changed = picked.reduce((whole, index) => withFact(whole, places[index]!.place, otherAnswer(facts, places[index]!)), facts)
      expect(renumbered(changed)).toEqual([])
    }), { numRuns: 25, seed: 5 })
  }, 60_000)

  test('whichever sections are not answered, and whatever is taken out of a list', () => {
    fc.assert(fc.property(fc.subarray([...OPTIONAL]), fc.subarray([...LISTS]), (sections, lists) => {
      const changed = { ...facts, ...Object.fromEntries(sections.map((section) => [section, null])), ...Object.fromEntries(lists.map((list) => [list, facts[list].slice(1)])) } as ProjectFacts
      expect(renumbered(changed)).toEqual([])
    }), { numRuns: 40, seed: 5 })
  }, 60_000)
})
