import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paperForPage } from '#app/documents/paper-page.rules.ts'
import { searchedClauses } from '#app/documents/searched-clauses.rules.ts'
import { FOUND_FROM, FOUND_TO, hasFound, readSnippet, withoutMarks } from '#app/kernel/snippet.ts'
import { searchSchema } from '#app/search/search.schema.ts'
import { inOrderOfRank, LONGEST_QUERY, readPageNumber, readQuery } from '#app/search/search.rules.ts'
import { foundWords } from '#app/search/search.words.ts'

describe('a query', () => {
  test.each([
    [null, { kind: 'nothing' }], ['', { kind: 'nothing' }], [' \n\t ', { kind: 'nothing' }], ['\u0000', { kind: 'nothing' }],
    ['  opt-out \u0000 national ', { kind: 'words', words: 'opt-out national' }],
    [`data${FOUND_FROM}flow`, { kind: 'words', words: 'data flow' }],
    ['22/CAG/0012', { kind: 'words', words: '22/CAG/0012' }],
    ['DARS-NIC-123456', { kind: 'words', words: 'DARS-NIC-123456' }],
    ['01/02/2026 to 03/04/2026', { kind: 'words', words: '01/02/2026 to 03/04/2026' }],
    ['a'.repeat(LONGEST_QUERY), { kind: 'words', words: 'a'.repeat(LONGEST_QUERY) }],
    ['a'.repeat(LONGEST_QUERY + 1), { kind: 'too-long' }],
  ])('%j is read as %j', (typed, reading) => expect(readQuery(typed)).toEqual(reading))

  test.each(['9990000018', '999 000 0018', '999-000-0018', '999\u2013000\u20130018', '999.000.0018', '9 9 9 0 0 0 0 0 1 8', 'NHS9990000018x', '\uFF19\uFF19\uFF19\uFF10\uFF10\uFF10\uFF10\uFF10\uFF11\uFF18', '99900\u200B00018', '9990000019'])(
    '%j may hold an NHS number and is not searched', (typed) => {
      expect(readQuery(typed)).toEqual({ kind: 'number' })
      expect(readQuery(`${'word '.repeat(80)}${typed}`)).toEqual({ kind: 'number' })
      expect(searchSchema.safeParse({ q: typed }).success).toBe(false)
    },
  )

  test('no ten digits with spaces and hyphens among them are ever searched, whatever stands around', () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{10}$/), fc.array(fc.constantFrom('', ' ', '-', '\u00a0'), { minLength: 10, maxLength: 10 }), fc.string(), fc.string(), (digits, between, before, after) => {
      const typed = [...digits].map((digit, index) => digit + between[index]).join('')
      expect(readQuery(`${before}${typed}${after}`).kind).toBe('number')
    }))
  })

  test('what was read is read as the same again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
      const reading = readQuery(typed)
      if (reading.kind === 'words') expect(readQuery(reading.words)).toEqual(reading)
    }))
  })

  test.each([[null, 1], ['', 1], ['0', 1], ['-1', 1], ['2', 2], ['1e3', 1], ['12345', 1]])('page %j is %d', (typed, page) => expect(readPageNumber(typed)).toBe(page))
})

test('hits of all kinds stand by rank, and equal ones in the order of their kinds', () => {
  const hit = (name: string, rank: number) => ({ name, rank })
  expect(inOrderOfRank([hit('a', 0.5), hit('b', 0.1)], [hit('c', 0.5), hit('d', 0.9)]).map(({ name }) => name)).toEqual(['d', 'a', 'c', 'b'])
})

test.each([[0, 'Nothing found for “x”'], [1, '1 result for “x”'], [1234, '1,234 results for “x”']])('%d is said as %s', (total, words) => expect(foundWords(total, 'x')).toBe(words))

describe('a snippet', () => {
  test('is the text in pieces, with what was found apart', () => {
    const snippet = readSnippet(`the ${FOUND_FROM}national${FOUND_TO} opt-out <b>${FOUND_FROM}counts${FOUND_TO}</b>`)
    expect(snippet).toEqual([{ text: 'the ', isFound: false }, { text: 'national', isFound: true }, { text: ' opt-out <b>', isFound: false }, { text: 'counts', isFound: true }, { text: '</b>', isFound: false }])
    expect(hasFound(snippet)).toBe(true)
    expect(hasFound(readSnippet('plain'))).toBe(false)
  })

  test('holds every letter of the text, and none of the marks', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(FOUND_FROM, FOUND_TO))).map((parts) => parts.join('')), (marked) => {
      expect(readSnippet(marked).map(({ text }) => text).join('')).toBe(withoutMarks(marked))
    }))
  })
})

describe('the parts of a paper', () => {
  const paper = '<article><header><h1>A protocol</h1><p>Drafted for all.</p></header><section data-clause="data"><h2>2. Data &amp; fields</h2><p>Register &lt;b&gt;extract&lt;/b&gt;</p><table><caption>Fields</caption><tbody><tr><th>sex</th><td>as recorded</td></tr></tbody></table></section></article>'

  test('are searched as plain words, each with the id that it has on the page', () => {
    const clauses = searchedClauses(paper)
    expect(clauses.map(({ title, anchor }) => [title, anchor])).toEqual([['A protocol', ''], ['2. Data & fields', 'part-data']])
    expect(clauses[1]?.text).toContain('Register <b>extract</b>')
    expect(clauses[1]?.text).not.toMatch(/<p>|<td>|caption/)
    for (const { anchor } of clauses.filter((clause) => clause.anchor)) expect(paperForPage(paper)).toContain(`id="${anchor}"`)
  })

  test('have an id of their own on the page, once each', () => {
    const twice = paperForPage(`${paper}${paper}`)
    expect(twice.match(/id="part-data"/g)).toHaveLength(1)
  })
})
