import { describe, expect, test } from 'vitest'
import { papersOfStep } from '#app/approvals/covering.rules.ts'
import { OUTLINE, paperClauses } from '#app/documents/clauses.rules.ts'
import { documentRefOf } from '#app/documents/document.rules.ts'
import { missingForPaper, packOf, type PackPaper } from '#app/documents/pack.rules.ts'
import type { VersionLine } from '#app/documents/papers/paper.rules.ts'
import { redline } from '#app/documents/redline.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { factPlaces, otherAnswer, withFact } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'
import { aPaper } from '#tests/factories/approval-standing.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const FIRST: readonly VersionLine[] = [{ number: 1, day: '2026-04-02', changes: [] }]
const SECOND: readonly VersionLine[] = [...FIRST, { number: 2, day: '2026-05-17', changes: ['purpose', 'flows'] }]
const drawn = (ref: string, facts: ProjectFacts, { kind, about }: PackPaper, versions = FIRST) =>
  renderPaper(kind, { projectRef: ref, documentRef: documentRefOf(ref, kind, about), about, facts, versions })
const digests = (content: string) => Object.fromEntries(paperClauses(content).map(({ name, words }) => [name, words]))
const ready = (facts: ProjectFacts) => packOf(facts).filter(({ kind }) => missingForPaper(facts, kind).length === 0)
const different = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) => [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name])

describe('the parts of a paper that decisions are bound to', () => {
  test.each(WORKED_EXAMPLES)('of $ref are the same in a later version that says the same', ({ ref, facts }) => {
    const seen = new Set<string>()
    for (const paper of ready(facts)) {
      if (seen.has(paper.kind)) continue
      seen.add(paper.kind)
      const [first, second] = [drawn(ref, facts, paper), drawn(ref, facts, paper, SECOND)]
      expect(second).not.toBe(first)
      expect([paper.kind, different(digests(first), digests(second))]).toEqual([paper.kind, []])
      expect(paperClauses(first).length).toBeGreaterThan(3)
      expect(new Set(paperClauses(first).map(({ name }) => name)).size).toBe(paperClauses(first).length)
    }
  })

  test('an edit changes exactly the parts in which the redline shows a change', () => {
    const facts = fullFacts()
    const places = factPlaces(facts).filter((_place, index) => index % 9 === 0)
    expect(places.length).toBeGreaterThan(15)
    let changed = 0
    for (const paper of ready(facts).filter(({ kind }) => ['protocol', 'section-251', 'national-data'].includes(kind))) {
      const before = drawn('all', facts, paper)
      for (const place of places) {
        const after = drawn('all', withFact(facts, place.place, otherAnswer(facts, place)), paper)
        const shown = redline(before, after).sections.filter(({ units }) => units.some(({ state }) => state !== 'same')).map(({ section }) => section)
        const parts = different(digests(before), digests(after)).filter((name) => name !== OUTLINE)
        expect([paper.kind, place.path, parts.sort()]).toEqual([paper.kind, place.path, shown.sort()])
        changed += parts.length
      }
    }
    expect(changed).toBeGreaterThan(15)
  }, 60_000)

  test('what is only called as the version is called is a part like any other', () => {
    const facts = fullFacts()
    const [dataset, ...others] = facts.datasets as [ProjectFacts['datasets'][number], ...ProjectFacts['datasets']]
    const [field, ...fields] = dataset.fields as [typeof dataset.fields[number], ...typeof dataset.fields]
    const told = (name: string, fieldName: string, meaning: string, benefits: string): ProjectFacts =>
      ({ ...facts, datasets: [{ ...dataset, name, fields: [{ ...field, name: fieldName, meaning }, ...fields] }, ...others], purpose: { ...facts.purpose!, benefits } })
    const parts = (given: ProjectFacts) => digests(drawn('all', given, { kind: 'protocol', about: '' } as PackPaper))
    const said = 'This is version 2. We wrote it on a Monday. '
    expect(different(parts(told('Records', 'Version', 'the day of birth', 'Good')), parts(told('Records', 'Version', 'the whole record', 'Good')))).toEqual(['data'])
    expect(different(parts(told('Versions', 'day', 'the day of birth', 'Good')), parts(told('Versions', 'day', 'the whole record', 'Good')))).toEqual(['data'])
    expect(different(parts(told('Records', 'day', 'the day', `${said}It helps nurses.`)), parts(told('Records', 'day', 'the day', `${said}It helps insurers.`)))).toEqual(['purpose'])
  })

  test('the outline changes when a part is added, taken out or moved, and then alone', () => {
    const section = (name: string) => `<section data-clause="${name}"><h2>1. ${name}</h2><p>Words of ${name}.</p></section>`
    const paper = (...names: string[]) => digests(`<article>${names.map(section).join('')}</article>`)
    expect(different(paper('a', 'b'), paper('b', 'a'))).toEqual([OUTLINE])
    expect(different(paper('a', 'b'), paper('a', 'b', 'c')).sort()).toEqual(['c', OUTLINE])
    expect(different(paper('a', 'b'), paper('a')).sort()).toEqual(['b', OUTLINE])
  })

  test('a part keeps its digest when it only gets another number', () => {
    const paper = (number: number) => digests(`<article><section data-clause="flows"><h2>${number}. Flows</h2><h3>${number}.1 How</h3><ol><li data-clause="how"><span class="clause">${number}.1</span> By courier.</li></ol></section></article>`)
    expect(different(paper(4), paper(5))).toEqual([])
  })
})

describe('the papers that a decision on a step is about', () => {
  const papers = [aPaper('protocol'), aPaper('dpia'), { ...aPaper('sharing-agreement'), about: 'one' }, { ...aPaper('sharing-agreement'), about: 'two' }, { ...aPaper('processing-agreement'), about: 'Y9H' }]
  const of = (documents: Parameters<typeof papersOfStep>[0]['documents'], flows = ['one']) => papersOfStep({ documents, flows }, papers, ['one', 'two']).map(({ kind, about }) => [kind, about])

  test('are those that it names, of its own flows; the protocol where it names none', () => {
    expect(of(['dpia', 'protocol'])).toEqual([['protocol', ''], ['dpia', '']])
    expect(of(['sharing-agreement'])).toEqual([['sharing-agreement', 'one']])
    expect(of(['processing-agreement'])).toEqual([['processing-agreement', 'Y9H']])
    expect(of([])).toEqual([['protocol', '']])
    expect(of(['section-251'])).toEqual([])
  })
})
