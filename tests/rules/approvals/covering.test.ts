import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { papersOfStep, partsAgreedOn, partsAlways, partsChosen, partsLeftOut } from '#app/approvals/covering.rules.ts'
import { leftOutWords, outcomeWords, withoutWords } from '#app/approvals/covering.words.ts'
import { holds } from '#app/approvals/decision.rules.ts'
import { OUTLINE, paperClauses } from '#app/documents/clauses.rules.ts'
import { documentRefOf, type DocumentKind } from '#app/documents/document.rules.ts'
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
  const of = (documents: Parameters<typeof papersOfStep>[0]['documents'], flows = ['one']) => papersOfStep({ documents, flows }, papers, { flows: [{ ref: 'one' }, { ref: 'two' }] }).map(({ kind, about }) => [kind, about])

  test('are those that it names, of its own flows; the protocol where it names none', () => {
    expect(of(['dpia', 'protocol'])).toEqual([['protocol', ''], ['dpia', '']])
    expect(of(['sharing-agreement'])).toEqual([['sharing-agreement', 'one']])
    expect(of(['processing-agreement'])).toEqual([['processing-agreement', 'Y9H']])
    expect(of([])).toEqual([['protocol', '']])
    expect(of(['section-251'])).toEqual([])
  })
})

describe('what somebody chooses that a decision covers', () => {
  const clause = (name: string) => ({ name, digest: `digest of ${name}`, title: name })
  const paper = (kind: DocumentKind, names: readonly string[], ref: string = kind) => ({ documentId: ref, documentRef: ref, kind, number: 2, clauses: names.map(clause) })
  const PROTOCOL = paper('protocol', ['header', 'parties', 'purpose', 'data', 'flows', 'security', 'review', OUTLINE])
  const NOTICE = paper('privacy-notice', ['header', 'about', 'rights', OUTLINE])
  const given = (answer: ReturnType<typeof partsChosen>) => (answer.ok ? answer.value.map(({ documentRef, clauses }) => [documentRef, clauses]) : answer.refusal.kind)

  test('is all of it where nothing is chosen, and where everything is', () => {
    expect(given(partsChosen([PROTOCOL, NOTICE], null))).toEqual([['protocol', null], ['privacy-notice', null]])
    expect(given(partsChosen([NOTICE], [{ documentRef: 'privacy-notice', clauses: ['rights', 'about', OUTLINE, 'header'] }]))).toEqual([['privacy-notice', null]])
  })

  test('always has the parts that say which records go where and for what', () => {
    expect(given(partsChosen([PROTOCOL], [{ documentRef: 'protocol', clauses: [] }]))).toEqual([['protocol', ['parties', 'purpose', 'data', 'flows']]])
    expect(partsAlways(paper('protocol', ['data', 'else']))).toEqual(['data'])
    expect(partsAlways(NOTICE)).toEqual([])
  })

  test('are there in the papers as they are drawn, so that no new template leaves one out', () => {
    const facts = fullFacts()
    const always = Object.fromEntries(ready(facts).map((paper) => [paper.kind, partsAlways({ kind: paper.kind, clauses: paperClauses(drawn('all', facts, paper)) })]))
    expect(Object.fromEntries(Object.entries(always).filter(([, names]) => names.length > 0))).toEqual({
      protocol: ['parties', 'purpose', 'data', 'flows', 'choices'], 'sharing-agreement': ['parties', 'purpose', 'data'], 'processing-agreement': ['processing'],
      'section-251': ['purpose', 'items', 'support', 'dissent'], 'national-data': ['objective', 'processing', 'minimisation', 'objections'], dpia: ['description', 'risks'],
    })
  })

  test('has at least one part with words of its own of a paper that is in, and leaves out a paper that is not named', () => {
    expect(given(partsChosen([NOTICE], [{ documentRef: 'privacy-notice', clauses: [] }]))).toBe('too-little-covered')
    expect(given(partsChosen([NOTICE], [{ documentRef: 'privacy-notice', clauses: ['header', OUTLINE] }]))).toBe('too-little-covered')
    expect(given(partsChosen([NOTICE], [{ documentRef: 'privacy-notice', clauses: ['a part that it has not'] }]))).toBe('too-little-covered')
    expect(given(partsChosen([NOTICE], [{ documentRef: 'privacy-notice', clauses: ['rights'] }]))).toEqual([['privacy-notice', ['rights']]])
    expect(given(partsChosen([PROTOCOL, NOTICE], [{ documentRef: 'privacy-notice', clauses: ['rights'] }]))).toEqual([['protocol', []], ['privacy-notice', ['rights']]])
  })

  const someNames = fc.subarray(['header', 'parties', 'purpose', 'data', 'flows', 'security', 'review', OUTLINE])

  test('holds through an edit of what is left out, and through no edit of what is not', () => {
    fc.assert(fc.property(someNames, fc.constantFrom(...PROTOCOL.clauses.map(({ name }) => name)), (ticked, edited) => {
      const chosen = partsChosen([PROTOCOL], [{ documentRef: 'protocol', clauses: ticked }])
      if (!chosen.ok) throw new Error(chosen.refusal.kind)
      const names = chosen.value[0]!.clauses ?? PROTOCOL.clauses.map(({ name }) => name)
      const covers = PROTOCOL.clauses.filter(({ name }) => names.includes(name)).map(({ name, digest }) => ({ documentId: 'protocol', documentRef: 'protocol', kind: 'protocol' as const, about: '', number: 2, clause: name, digest }))
      const after = { ...PROTOCOL, clauses: PROTOCOL.clauses.map((one) => (one.name === edited ? { ...one, digest: 'other words' } : one)) }
      expect(holds({ covers }, [after])).toBe(!names.includes(edited))
      for (const name of ['parties', 'purpose', 'data', 'flows']) expect(names).toContain(name)
    }))
  })

  test('by several people is all but what every one of them left out', () => {
    fc.assert(fc.property(fc.array(someNames, { maxLength: 4 }), (many) => {
      const lines = many.map((names) => partsLeftOut([PROTOCOL], [{ documentRef: 'protocol', number: 2, clauses: names }]))
      const covered = partsAgreedOn([PROTOCOL], lines)[0]!.clauses ?? PROTOCOL.clauses.map(({ name }) => name)
      expect([...covered].sort()).toEqual((many.length === 0 ? PROTOCOL.clauses.map(({ name }) => name) : [...new Set(many.flat())]).sort())
    }))
    expect(partsLeftOut([PROTOCOL], [{ documentRef: 'protocol', number: 2, clauses: null }])).toEqual([])
  })

  test('is told wherever the decision is', () => {
    const leftOut = [{ documentRef: 'protocol', kind: 'protocol' as const, number: 2, parts: ['Security', 'Review'] }]
    expect([outcomeWords({ outcome: 'Agreed', leftOut: [] }), outcomeWords({ outcome: 'Agreed', leftOut })]).toEqual(['Agreed', 'Agreed, in part'])
    expect(leftOutWords(leftOut[0]!)).toMatch(/, version 2: Security; Review$/)
    expect([withoutWords([]), withoutWords(['Security']), withoutWords(['a', 'b', 'c', 'd', 'e'])]).toEqual(['', ', without Security', ', without a; b; c and 2 other parts'])
  })
})
