import { describe, expect, test } from 'vitest'
import { DOCUMENT_KINDS, documentRefOf } from '#app/documents/document.rules.ts'
import { missingForPaper, packOf, type PackPaper } from '#app/documents/pack.rules.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { PAPER_KINDS, paperKind } from '#app/documents/papers/papers.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { FACT_LEAVES, factPlaces, isNamed, otherAnswer, withFact, type FactPlace } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { keyOf, LIST_SECTIONS } from '#app/projects/project.rules.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const words = (facts: ProjectFacts, ref: string, paper: PackPaper) => renderPaper(paper.kind, {
  projectRef: ref, documentRef: documentRefOf(ref, paper.kind, paper.about), about: paper.about, facts, versions: [{ number: 1, day: '2026-04-02', changes: [] }],
})

const nameOf = (paper: PackPaper) => (paper.about ? `${paper.kind} about ${paper.about}` : paper.kind)

/** Facts of one thing in a list that a paper about another thing of the list has nothing to say of. */
const isOfAnother = (paper: PackPaper, place: FactPlace, facts: ProjectFacts) => {
  const [section, index] = place.place
  const list = LIST_SECTIONS.find((candidate) => candidate === section)
  const keys = list && paperKind(paper.kind).scope?.(facts, paper.about)[list]
  return list && keys ? !keys.includes(keyOf(list, facts[list][index as number])) : false
}

describe.each([...WORKED_EXAMPLES, { ref: 'everything-there-is', facts: fullFacts() }].map((example) => [example.ref, example.facts] as const))('every fact of %s', (ref, facts) => {
  const pack = packOf(facts).filter((paper) => missingForPaper(facts, paper.kind).length === 0)
  const before = new Map(pack.map((paper) => [nameOf(paper), words(facts, ref, paper)]))

  test('every paper that its facts call for can be drafted from them', () => {
    expect(packOf(facts).flatMap((paper) => missingForPaper(facts, paper.kind).map((section) => `${nameOf(paper)} lacks ${section}`))).toEqual([])
  })

  test('turned, changes every paper that says it uses it, and no other', () => {
    const wrong: string[] = []
    for (const place of factPlaces(facts)) {
      const other = otherAnswer(facts, place)
      if (other === null) continue
      const turned = withFact(facts, place.place, other)
      const still = new Set(packOf(turned).map(nameOf))
      for (const paper of pack) {
        if (!still.has(nameOf(paper))) continue
        const mustChange = isNamed(place.path, paperKind(paper.kind).uses) && !isOfAnother(paper, place, facts)
        const hasChanged = words(turned, ref, paper) !== before.get(nameOf(paper))
        if (hasChanged && !isNamed(place.path, paperKind(paper.kind).uses)) wrong.push(`${nameOf(paper)} changed with ${place.place.join('.')}, which it does not say it uses`)
        if (!hasChanged && mustChange) wrong.push(`${nameOf(paper)} says it uses ${place.place.join('.')} but did not change`)
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

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
    // Papers that are still to come use the others.
    if (PAPER_KINDS.length === DOCUMENT_KINDS.length) expect(used).toEqual(Object.keys(FACT_LEAVES))
  })
})
