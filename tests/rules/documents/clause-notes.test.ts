import { describe, expect, test } from 'vitest'
import { keyOfPlace, unitAnchors, unitsStating, withClauseNotes } from '#app/documents/clause-notes.rules.ts'
import { clauseNote } from '#app/documents/clause-notes.words.ts'
import { paperUnits } from '#app/documents/clauses.rules.ts'
import type { DocumentKind } from '#app/documents/document.rules.ts'
import { backHref, mendHref, readBack } from '#app/documents/mending.rules.ts'
import { packOf } from '#app/documents/pack.rules.ts'
import { paperForPage } from '#app/documents/paper-page.rules.ts'
import { paperKind } from '#app/documents/papers/papers.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { factPlaces, isNamed } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'

const draw = (kind: DocumentKind, about = '') => (facts: ProjectFacts) =>
  renderPaper(kind, { projectRef: 'pilot', documentRef: `pilot-${kind}`, about, facts, versions: [{ number: 1, day: '2026-04-02', changes: [] }] })

describe('where a paper states a fact', () => {
  const facts = fullFacts()
  const stating = (kind: DocumentKind, ...place: (string | number)[]) => unitsStating(draw(kind), facts, [place]).get(keyOfPlace(place))

  test.each([
    [['purpose', 'plainSummary'], 'purpose-plain'],
    [['safeguards', 'retentionEnd'], 'retention-end'],
    [['safeguards', 'retentionMonths'], 'retention-long'],
    [['tellingPeople', 'notShared'], 'telling-not-shared'],
    [['linkage', 'leastCount'], 'security-small-counts'],
  ])('%j in the protocol', (place, key) => expect(stating('protocol', ...place)).toBe(key))

  test('a flow’s terms stand in the row that says them', () => {
    expect(stating('protocol', 'flows', 0, 'transport')).toMatch(/\/How data goes: 1 of \d+\/How it travels$/)
    expect(stating('protocol', 'flows', 0, 'confidentiality')).toMatch(/\/Duty of confidence$/)
    const [first] = facts.datasets[0]!.fields
    expect(stating('protocol', 'datasets', 0, 'fields', 0, 'why')).toContain(`/${first!.name}`)
  })

  test('a fact that a paper does not state has no part in it, and neither has one that is not there', () => {
    expect(unitsStating(draw('privacy-notice-short'), facts, [['linkage', 'quality'], ['purpose', 'nothing'], ['worth']]).size).toBe(0)
  })

  test('every text that a paper says it uses is found in it, at a part that the paper has', () => {
    const missed: string[] = []
    for (const { kind, about } of packOf(facts).filter((paper, index, all) => all.findIndex((other) => other.kind === paper.kind) === index)) {
      const scope = paperKind(kind).scope?.(facts, about)
      const places = factPlaces(facts).filter(({ path, leaf, place }) => leaf.kind === 'text' && isNamed(path, paperKind(kind).uses) && !(scope && typeof place[1] === 'number')
        && !/(?:name|Name|Email|email|title|JobTitle|ref)$/.test(path))
      const stated = unitsStating(draw(kind, about), facts, places.map(({ place }) => place))
      const keys = new Set(paperUnits(draw(kind, about)(facts)).map(({ key }) => key))
      for (const { place } of places) {
        const key = stated.get(keyOfPlace(place))
        if (key === undefined || !keys.has(key)) missed.push(`${kind}: ${keyOfPlace(place)} at ${key}`)
      }
    }
    expect(missed).toEqual([])
  })
})

describe('notes beside the words', () => {
  const content = draw('protocol')(someFacts())
  const units = paperUnits(content)
  const row = units.find(({ key }) => key.endsWith('/How it travels'))!
  const noted = withClauseNotes(content, new Map([['purpose-plain', '<p>Note of a clause</p>'], [row.key, '<p>Note of a row</p>']]))

  test('every part has an address of its own', () => {
    const anchors = [...unitAnchors(units).values()]
    expect(new Set(anchors).size).toBe(units.length)
    for (const anchor of anchors) expect(anchor).toMatch(/^at-[a-z0-9-]{1,120}$/)
    expect(noted.match(/ id="at-/g)).toHaveLength(units.length)
  })

  test('stand within a clause and in a row of their own, and take no word away', () => {
    expect(noted).toMatch(/id="at-purpose-plain">(?:(?!<\/li>).)*Note of a clause<\/p><\/li>/s)
    expect(noted).toMatch(/How it travels<\/th><td>[^<]*<\/td><\/tr><tr class="concordat-beside-row"><td colspan="2"><p>Note of a row<\/p><\/td><\/tr>/)
    const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/&#x27;/g, '\'').replace(/&quot;/g, '"').replace(/\s+/g, ' ')
    expect(words(noted.replace('<p>Note of a clause</p>', '').replace('<tr class="concordat-beside-row"><td colspan="2"><p>Note of a row</p></td></tr>', ''))).toBe(words(content))
    expect(paperForPage(noted).match(/<h2/g)).toHaveLength(1)
  })

  test('say what was found and lead to where it is mended, with all of it escaped', () => {
    const line = { section: 'flows' as const, about: '<b>', sentence: '“<i>” is wrong', source: 'An <u>Act</u>', weight: 'must' as const, mend: '/projects/p/facts/flows/x?paper=p&at=at-x' }
    const note = clauseNote([line, { ...line, mend: null }])
    expect(note).not.toMatch(/<b>|<i>|<u>/)
    expect(note.match(/<a href="\/projects\/p\/facts\/flows\/x\?paper=p&amp;at=at-x">/g)).toHaveLength(1)
    expect(note).toContain('role="note"')
  })
})

describe('the way to a fact and back', () => {
  test('leads to the very box, and from there to the part of the newest version', () => {
    const back = { documentRef: 'pilot-protocol', anchor: 'at-purpose-plain' }
    const href = mendHref('pilot', { href: 'datasets/d1', box: 'fields.2.why' }, back)
    expect(href).toBe('/projects/pilot/facts/datasets/d1?paper=pilot-protocol&at=at-purpose-plain#field-fields-2-why')
    expect(readBack(new URL(href, 'https://portal.example').searchParams)).toEqual(back)
    expect(backHref(back, 'saved')).toBe('/documents/pilot-protocol?done=saved#at-purpose-plain')
  })

  test.each(['', 'paper=', 'paper=//evil.example', 'paper=..%2Fsettings', 'paper=Https:x', 'at=at-x'])('“%s” names no paper', (query) =>
    expect(readBack(new URLSearchParams(query))).toBeNull())

  test('a part that is no address of ours is left out', () => expect(readBack(new URLSearchParams('paper=p-x&at=javascript:1'))).toEqual({ documentRef: 'p-x', anchor: '' }))
})
