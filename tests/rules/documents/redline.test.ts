import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paperUnits } from '#app/documents/clauses.rules.ts'
import { redline } from '#app/documents/redline.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { factPlaces, otherAnswer, withFact } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'

const facts = someFacts()
const paper = (given: ProjectFacts, number = 1) => renderPaper('protocol', {
  projectRef: 'pilot', documentRef: 'pilot-protocol', about: '', facts: given, versions: Array.from({ length: number }, (_item, index) => ({ number: index + 1, day: `2026-04-0${index + 1}`, changes: [] })),
})
const html = (...clauses: readonly string[]) => `<article><section data-clause="s"><h2>1. Part</h2><ol class="clauses">${clauses.map((clause, index) => {
  const [name, text] = clause.split('|')
  return `<li data-clause="${name}"><span class="clause">1.${index + 1}</span> ${text}</li>`
}).join('')}</ol></section></article>`
const side = (made: ReturnType<typeof redline>, kind: 'added' | 'removed') =>
  made.sections.flatMap((section) => section.units.map((unit) => unit.pieces.filter((piece) => piece.kind === 'same' || piece.kind === kind).map((piece) => piece.text).join('')))

describe('the parts of a paper', () => {
  const units = paperUnits(paper(facts))

  test('have names of their own, and hold every word', () => {
    expect(new Set(units.map((unit) => unit.key)).size).toBe(units.length)
    const words = units.map((unit) => unit.text).join(' ')
    for (const said of [facts.purpose!.purpose, facts.parties[0]!.contactEmail, facts.datasets[0]!.fields[0]!.why, facts.tellingPeople!.notShared[0]!]) expect(words).toContain(said.replace(/\.$/, ''))
  })
})

describe('what is different between two versions', () => {
  test('nothing, between a version and the next that only has another number', () => {
    expect(redline(paper(facts), paper(facts, 2)).counts).toMatchObject({ changed: 0, added: 0, removed: 0 })
  })

  test('a clause that was changed, word by word; one that was added or taken out; and one that only has another number', () => {
    const made = redline(html('a|The data is kept for 6 months.', 'b|It goes.', 'c|It stays.'), html('a|The data is kept for 12 months.', 'd|New.', 'c|It stays.'))
    expect(made.counts).toEqual({ same: 2, changed: 1, added: 1, removed: 1 })
    const units = made.sections[0]!.units
    expect(units.find((unit) => unit.key === 'a')!.pieces).toEqual([
      { kind: 'same', text: 'The data is kept for ' }, { kind: 'removed', text: '6' }, { kind: 'added', text: '12' }, { kind: 'same', text: ' months.' },
    ])
    const moved = redline(html('a|One.', 'b|Two.', 'c|Three.'), html('b|Two.', 'c|Three.'))
    expect(moved.sections[0]!.units.find((unit) => unit.key === 'c')).toMatchObject({ state: 'same', label: '1.2', labelBefore: '1.3' })
  })

  test('a fact of each kind that is turned is found, and what stands around it is the same', () => {
    const before = paper(facts)
    const units = paperUnits(before).length
    const oneOfEach = [...new Map(factPlaces(facts).map((place) => [place.path, place])).values()]
    for (const place of oneOfEach) {
      const other = otherAnswer(facts, place)
      if (other === null) continue
      const made = redline(before, paper(withFact(facts, place.place, other), 2))
      const isStated = paper(withFact(facts, place.place, other)) !== before
      const different = made.counts.changed + made.counts.added + made.counts.removed
      expect(different > 0, place.place.join('.')).toBe(isStated)
      expect(made.counts.same, place.place.join('.')).toBeGreaterThan(units / 2)
    }
  }, 60_000)

  test('read without what was taken out it is the later paper, and without what was added the earlier one', () => {
    const clause = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.lorem({ maxCount: 6 })).map(([name, text]) => `${name}|${text}`)
    const clauses = fc.uniqueArray(clause, { selector: (item) => item.split('|')[0], maxLength: 5 })
    fc.assert(fc.property(clauses, clauses, (one, other) => {
      const made = redline(html(...one), html(...other))
      const texts = (items: readonly string[]) => ['1. Part', ...items.map((item) => item.split('|')[1]!)].sort()
      expect(side(made, 'added').filter((text) => text !== '').sort()).toEqual(texts(other))
      expect(side(made, 'removed').filter((text) => text !== '').sort()).toEqual(texts(one))
    }))
  })
})
