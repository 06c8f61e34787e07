import { describe, expect, test } from 'vitest'
import { documentRefOf } from '#app/documents/document.rules.ts'
import { missingForPaper, packOf, type PackPaper } from '#app/documents/pack.rules.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import type { PaperSource } from '#app/documents/papers/paper.rules.ts'
import { paperKind } from '#app/documents/papers/papers.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { factPlaces, isNamed, otherAnswer, withFact, type FactPlace } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { keyOf, LIST_SECTIONS } from '#app/projects/project.rules.ts'
import { placeKey, watched } from './reads.ts'

const sourceOf = (facts: ProjectFacts, ref: string, paper: PackPaper): PaperSource => ({
  projectRef: ref, documentRef: documentRefOf(ref, paper.kind, paper.about), about: paper.about, facts, versions: [{ number: 1, day: '2026-04-02', changes: [] }],
})
const words = (facts: ProjectFacts, ref: string, paper: PackPaper) => renderPaper(paper.kind, sourceOf(facts, ref, paper))
const nameOf = (paper: PackPaper) => (paper.about ? `${paper.kind} about ${paper.about}` : paper.kind)

/** Facts of one thing in a list that a paper about another thing of the list has nothing to say of. */
const isOfAnother = (paper: PackPaper, place: FactPlace, facts: ProjectFacts) => {
  const [section, index] = place.place
  const list = LIST_SECTIONS.find((candidate) => candidate === section)
  const keys = list && paperKind(paper.kind).scope?.(facts, paper.about)[list]
  return list && keys ? !keys.includes(keyOf(list, facts[list][index as number], facts[list])) : false
}

/**
 * Turns every fact of one example, one at a time, none left out, against every paper of its pack, none left out. A paper that
 * did not look at a fact while it was made cannot change with it (see `watched`), and is wrong if it says that it uses it. Every
 * other pair of a fact and a paper is made anew from the turned facts, in full, and its words are compared in full.
 */
export function turnEveryFact(ref: string, facts: ProjectFacts): void {
  describe(`every fact of ${ref}`, () => {
    const pack = packOf(facts).filter((paper) => missingForPaper(facts, paper.kind).length === 0)
    const before = new Map(pack.map((paper) => [nameOf(paper), words(facts, ref, paper)]))

    test('every paper that its facts call for can be drafted from them', () => {
      expect(packOf(facts).flatMap((paper) => missingForPaper(facts, paper.kind).map((section) => `${nameOf(paper)} lacks ${section}`))).toEqual([])
    })

    test('turned, changes every paper that says it uses it, and no other', () => {
      const papers = pack.map((paper) => {
        const eye = watched(facts)
        expect(words(eye.facts, ref, paper)).toBe(before.get(nameOf(paper)))
        return { paper, name: nameOf(paper), kind: paperKind(paper.kind), seen: eye.seen }
      })
      const wrong: string[] = []
      let turnedFacts = 0
      for (const place of factPlaces(facts)) {
        const other = otherAnswer(facts, place)
        if (other === null) continue
        turnedFacts += 1
        const turned = withFact(facts, place.place, other)
        const still = new Set(packOf(turned).map(nameOf))
        for (const { paper, name, kind, seen } of papers) {
          // A paper that the turned facts no longer call for is flagged as such on the page of the pack.
          if (!still.has(name)) continue
          const isUsed = isNamed(place.path, kind.uses)
          const hasChanged = seen.has(placeKey(place.place)) && words(turned, ref, paper) !== before.get(name)
          if (hasChanged && !isUsed) wrong.push(`${name} changed with ${placeKey(place.place)}, which it does not say it uses`)
          if (!hasChanged && isUsed && !isOfAnother(paper, place, facts)) wrong.push(`${name} says it uses ${placeKey(place.place)} but did not change`)
        }
      }
      expect(wrong).toEqual([])
      expect(turnedFacts).toBeGreaterThan(200)
    }, 600_000)

    test('its papers are markup that can be drawn, with no place left unfilled', () => {
      for (const [name, html] of before) {
        expect(() => paperBlocks(html), name).not.toThrow()
        expect(html, name).not.toMatch(/undefined|\[object|NaN|\{\{|<td><\/td>|\(\)|\s,/)
      }
    })
  })
}
