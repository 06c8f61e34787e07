import { describe, expect, test } from 'vitest'
import { documentRefOf } from '#app/documents/document.rules.ts'
import { missingForPaper, packOf, type PackPaper } from '#app/documents/pack.rules.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import type { PaperSource } from '#app/documents/papers/paper.rules.ts'
import { PAPER_KINDS, paperKind } from '#app/documents/papers/papers.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { FACT_LEAVES, factPlaces, isNamed, otherAnswer, withFact, type FactPlace } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { keyOf, LIST_SECTIONS } from '#app/projects/project.rules.ts'
import { createRandom } from '#db/seed/demo/random.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const sourceOf = (facts: ProjectFacts, ref: string, paper: PackPaper): PaperSource => ({
  projectRef: ref, documentRef: documentRefOf(ref, paper.kind, paper.about), about: paper.about, facts, versions: [{ number: 1, day: '2026-04-02', changes: [] }],
})
const words = (facts: ProjectFacts, ref: string, paper: PackPaper) => renderPaper(paper.kind, sourceOf(facts, ref, paper))
/** All that the template is given. A paper is made of nothing else, so the same of it is the same words. */
const stated = (facts: ProjectFacts, ref: string, paper: PackPaper) => JSON.stringify(paperKind(paper.kind).data(sourceOf(facts, ref, paper)))

const nameOf = (paper: PackPaper) => (paper.about ? `${paper.kind} about ${paper.about}` : paper.kind)

/** Facts of one thing in a list that a paper about another thing of the list has nothing to say of. */
const isOfAnother = (paper: PackPaper, place: FactPlace, facts: ProjectFacts) => {
  const [section, index] = place.place
  const list = LIST_SECTIONS.find((candidate) => candidate === section)
  const keys = list && paperKind(paper.kind).scope?.(facts, paper.about)[list]
  return list && keys ? !keys.includes(keyOf(list, facts[list][index as number])) : false
}

const ALL_PARTIES_UP_TO = 24
const PARTIES_OF_MANY = 12

const ALL_OF_FIELDS_UP_TO = 150
const FACTS_OF_A_FIELD = Object.keys(FACT_LEAVES).filter((path) => path.startsWith('datasets[].fields[]')).length

/**
 * Every fact; of the parties where there are hundreds alike, the first, the last and some in between; and of each field
 * where there are hundreds, one of its facts, in turn.
 */
const placesToTurn = (facts: ProjectFacts): FactPlace[] => {
  const last = facts.parties.length - 1
  const random = createRandom(facts.parties.length)
  const chosen = new Set([0, last])
  while (chosen.size < PARTIES_OF_MANY && chosen.size <= last) chosen.add(random.int(1, last - 1))
  const hasManyFields = facts.datasets.flatMap((dataset) => dataset.fields).length > ALL_OF_FIELDS_UP_TO
  let fieldFacts = 0
  return factPlaces(facts).filter(({ path, place }) => {
    if (place[0] === 'parties') return last < ALL_PARTIES_UP_TO || chosen.has(place[1] as number)
    if (!hasManyFields || !path.startsWith('datasets[].fields[]')) return true
    const [field, fact] = [Math.floor(fieldFacts / FACTS_OF_A_FIELD), fieldFacts % FACTS_OF_A_FIELD]
    fieldFacts += 1
    return fact === field % FACTS_OF_A_FIELD
  })
}

/** Every paper; of a kind that is made once for each of many flows, the first, the last and one in between. */
const papersToCompare = (pack: readonly PackPaper[]): PackPaper[] => pack.filter((paper) => {
  const alike = pack.filter((other) => other.kind === paper.kind)
  return alike.length <= 3 || [0, Math.floor(alike.length / 2), alike.length - 1].some((index) => alike[index] === paper)
})

describe.each([...WORKED_EXAMPLES, { ref: 'everything-there-is', facts: fullFacts() }].map((example) => [example.ref, example.facts] as const))('every fact of %s', (ref, facts) => {
  const pack = packOf(facts).filter((paper) => missingForPaper(facts, paper.kind).length === 0)
  const before = new Map(pack.map((paper) => [nameOf(paper), words(facts, ref, paper)]))
  const statedBefore = new Map(pack.map((paper) => [nameOf(paper), stated(facts, ref, paper)]))

  test('every paper that its facts call for can be drafted from them', () => {
    expect(packOf(facts).flatMap((paper) => missingForPaper(facts, paper.kind).map((section) => `${nameOf(paper)} lacks ${section}`))).toEqual([])
  })

  test('turned, changes every paper that says it uses it, and no other', () => {
    const wrong: string[] = []
    const compared = papersToCompare(pack)
    const timesSeen = new Map<string, number>()
    const hasSeenOften = (paper: PackPaper, place: FactPlace): boolean => {
      const key = `${nameOf(paper)} ${place.path}`
      const times = (timesSeen.get(key) ?? 0) + 1
      timesSeen.set(key, times)
      return times > 5
    }
    for (const place of placesToTurn(facts)) {
      const other = otherAnswer(facts, place)
      if (other === null) continue
      const turned = withFact(facts, place.place, other)
      const still = new Set(packOf(turned).map(nameOf))
      for (const paper of compared) {
        if (!still.has(nameOf(paper))) continue
        const named = isNamed(place.path, paperKind(paper.kind).uses)
        // A template states one thing of a list as it does the next: after a few, that what it is given changed is enough.
        const seenOften = hasSeenOften(paper, place)
        const mustChange = named && !isOfAnother(paper, place, facts)
        const hasChanged = stated(turned, ref, paper) !== statedBefore.get(nameOf(paper)) && ((seenOften && named) || words(turned, ref, paper) !== before.get(nameOf(paper)))
        if (hasChanged && !named) wrong.push(`${nameOf(paper)} changed with ${place.place.join('.')}, which it does not say it uses`)
        if (!hasChanged && mustChange) wrong.push(`${nameOf(paper)} says it uses ${place.place.join('.')} but did not change`)
      }
    }
    expect(wrong).toEqual([])
  }, 300_000)

  test('its papers are markup that can be drawn, with no place left unfilled', () => {
    for (const [name, html] of before) {
      expect(() => paperBlocks(html), name).not.toThrow()
      expect(html, name).not.toMatch(/undefined|\[object|NaN|\{\{|<td><\/td>|\(\)|\s,/)
    }
  })
})

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
