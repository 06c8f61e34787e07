import { describe, expect, test } from 'vitest'
import { DOCUMENT_KINDS } from '#app/documents/document.rules.ts'
import { endMatter, fileTitle, signatureTable, stateSentence, watermarkOf, type PaperEnd } from '#app/documents/end-matter.words.ts'
import { overlap, paperState, PAPER_STATES, type Endorsement } from '#app/documents/paper-standing.rules.ts'
import { someStanding } from '#tests/factories/standing.ts'

const approved: Endorsement = { kind: 'approved', by: 'Mo Ashdown', as: 'SIRO', on: '2026-04-20', words: 'Yes' }
const reviewed: Endorsement = { ...approved, kind: 'reviewed' }
const at = (changes: Partial<Parameters<typeof paperState>[0]>) => paperState({ signed: [], isDecided: false, states: { from: 3, to: 5 }, agreed: [], endorsements: [], ...changes })

describe('whether a version is a draft', () => {
  test.each([
    ['nobody has signed', { signed: [false, false] }, 'draft'],
    ['one has yet to sign', { signed: [true, false] }, 'draft'],
    ['all have signed', { signed: [true, true] }, 'signed'],
    ['signatures are what counts for a paper that is signed', { signed: [false], endorsements: [approved], agreed: [{ from: 1, to: 9 }] }, 'draft'],
    ['nobody signs it and nothing is agreed', {}, 'draft'],
    ['the parties agreed facts that it states', { agreed: [{ from: 5, to: 7 }] }, 'final'],
    ['the parties agreed other facts', { agreed: [{ from: 1, to: 2 }, { from: 6, to: 6 }] }, 'draft'],
    ['a decision of its own is wanted', { isDecided: true, agreed: [{ from: 3, to: 5 }] }, 'draft'],
    ['a review is no approval', { isDecided: true, endorsements: [reviewed] }, 'draft'],
    ['it was approved', { isDecided: true, endorsements: [reviewed, approved] }, 'approved'],
  ] as const)('%s', (_name, changes, state) => expect(at(changes)).toBe(state))

  test('spans of facts that touch overlap', () => {
    expect(overlap({ from: 1, to: 2 }, { from: 2, to: 3 })).toBe(true)
    expect(overlap({ from: 1, to: 2 }, { from: 3, to: 3 })).toBe(false)
  })

  test('only a draft is marked across its pages and in its title', () => {
    expect(PAPER_STATES.filter((state) => watermarkOf(state) !== null)).toEqual(['draft'])
    const titled = (state: 'draft' | 'signed') => fileTitle({ title: 'Pilot', kind: 'protocol', number: 2, standing: someStanding({ state }) })
    expect([titled('draft'), titled('signed')]).toEqual(['Pilot: information sharing protocol, version 2 (draft)', 'Pilot: information sharing protocol, version 2'])
  })
})

describe('what follows the words', () => {
  const signer = { name: 'Dr Z', jobTitle: 'GP', role: 'Caldicott Guardian', signedAt: new Date('2026-04-20T12:30:00Z'), contentHash: 'ab'.repeat(32) }
  const end = (changes: Partial<PaperEnd> = {}): PaperEnd => ({ kind: 'protocol', number: 1, contentHash: 'ab'.repeat(32), signing: [{ party: 'A', signer: null }, { party: 'B', signer }], standing: someStanding(), ...changes })
  const said = (paper: PaperEnd) => JSON.stringify(endMatter(paper))

  test('says who has yet to sign', () => {
    expect(stateSentence(end())).toBe('Version 1 is a draft: A has not signed it yet.')
    expect(stateSentence(end({ signing: ['A', 'B', 'C'].map((party) => ({ party, signer: null })) }))).toBe('Version 1 is a draft: A, B and C have not signed it yet.')
    expect(stateSentence(end({ signing: Array.from({ length: 9 }, (_item, index) => ({ party: `P${index}`, signer: null })) }))).toContain('9 parties have not signed it yet')
    for (const state of PAPER_STATES) expect(stateSentence(end({ signing: [], standing: someStanding({ state }) }))).toMatch(/^Version 1 .+\.$/)
  })

  test('the signature table says what was signed for whom, when, and on what digest', () => {
    expect(signatureTable(end()).rows.map((row) => row.map((cell) => cell.text))).toEqual([
      ['A', 'Not signed yet', '–', '–'], ['B', 'Dr Z, GP (Caldicott Guardian)', '20 April 2026, 1:30pm', `${'ab'.repeat(8)}…`],
    ])
  })

  test.each(DOCUMENT_KINDS)('of a %s names staff to staff only', (kind) => {
    const text = said(end({ kind, standing: someStanding({ endorsements: [reviewed] }), signing: [] }))
    const isPublic = ['privacy-notice', 'privacy-notice-short', 'privacy-notice-easy-read', 'consent-form', 'register-entry'].includes(kind)
    expect(text.includes('Daniel Whitworth')).toBe(!isPublic)
    expect(text.includes('Mo Ashdown')).toBe(!isPublic)
    expect(endMatter(end({ kind })).length > 0).toBe(kind !== 'privacy-notice-short')
  })
})
