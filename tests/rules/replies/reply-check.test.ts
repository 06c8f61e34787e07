import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asEntered, CHECK_REFUSALS, CHECK_SAYS, CHECK_WORDS, differencesOf, holdsOut, whyNotCheck, type PaperEntered, type PaperRead,
} from '#app/letters/reply-check.rules.ts'
import { checkReplySchema, sampleSettingSchema } from '#app/letters/reply-check.schema.ts'
import { checkFieldOf, checkRefusalWords, checkStatusOf, correctAsRead, readingRows } from '#app/letters/reply-check.words.ts'

const ENTERED: PaperEntered = { says: 'opt-out', isSigned: true, word: 'self', received: '2026-05-10' }
const READ: PaperRead = { says: 'opt-out', isSigned: true, word: 'self', received: '2026-05-10', whose: 'same' }

describe('two readings of one paper', () => {
  test('agree where all that both have is the same', () => {
    expect(differencesOf(ENTERED, READ)).toEqual([])
    expect(differencesOf(ENTERED, { ...READ, word: 'not-told', received: null, whose: 'not-told', isSigned: null })).toEqual([])
    expect(differencesOf({ ...ENTERED, word: null, isSigned: null }, { ...READ, word: 'parent', isSigned: false })).toEqual([])
  })

  test.each<[string, Partial<PaperRead>, string[]]>([
    ['another patient', { whose: 'other' }, ['whose']], ['the other answer', { says: 'opt-out-withdrawn' }, ['says']], ['not clear', { says: 'not-clear' }, ['says']],
    ['no signature', { isSigned: false }, ['signature']], ['another speaker', { word: 'parent' }, ['word']], ['another day', { received: '2026-05-11' }, ['received']],
    ['everything', { whose: 'other', says: 'opt-out-withdrawn', isSigned: false, word: 'parent', received: '2026-05-11' }, ['whose', 'says', 'signature', 'word', 'received']],
  ])('differ in %s', (_what, read, differences) => {
    expect(differencesOf(ENTERED, { ...READ, ...read })).toEqual(differences)
  })

  test('what was entered is what was first written, whatever became of the query since', () => {
    const slip = { outcome: 'opt-out', channel: 'slip', isSigned: true, onWhoseWord: 'self', receivedDay: '2026-05-10', queryKind: null }
    expect(asEntered(slip)).toEqual(ENTERED)
    expect(asEntered({ ...slip, queryKind: 'unsigned-opt-out-withdrawn', outcome: 'opt-out-withdrawn' })).toEqual({ says: 'opt-out-withdrawn', isSigned: false, word: null, received: '2026-05-10' })
    expect(asEntered({ ...slip, channel: 'phone', isSigned: false, onWhoseWord: 'practice' })).toMatchObject({ isSigned: null, word: null })
  })
})

describe('until a difference is settled', () => {
  const permit: PaperEntered = { ...ENTERED, says: 'opt-out-withdrawn' }
  test.each<[string, PaperEntered, Partial<PaperRead>, boolean]>([
    ['a yes was entered and the paper says no', permit, {}, true],
    ['a yes was entered and the paper is not clear', permit, { says: 'not-clear' }, true],
    ['an unsigned no was entered and the paper is signed', { ...ENTERED, isSigned: false, word: null }, {}, true],
    ['a no was entered and the paper says yes: the no stands meanwhile', ENTERED, { says: 'opt-out-withdrawn' }, false],
    ['a no was entered and the paper is not clear: the no stands meanwhile', ENTERED, { says: 'not-clear' }, false],
    ['a signed no was entered and the paper is not signed: the no stands meanwhile', ENTERED, { isSigned: false }, false],
    ['the no is another patient’s, who is not left out yet', ENTERED, { whose: 'other' }, true],
    ['the yes is another patient’s', permit, { says: 'opt-out-withdrawn', whose: 'other' }, false],
    ['a yes was entered and the paper says no without a signature', permit, { isSigned: false }, false],
  ])('%s', (_what, entered, read, isHeld) => {
    expect(holdsOut(entered, { ...READ, ...read })).toBe(isHeld)
  })

  test('nobody is held out where the readings agree', () => {
    const reading = fc.record({
      says: fc.constantFrom(...CHECK_SAYS), isSigned: fc.constantFrom(true, false, null), word: fc.constantFrom(...CHECK_WORDS, null), received: fc.constantFrom('2026-05-10', '2026-05-11', null),
      whose: fc.constantFrom('same' as const, 'other' as const, 'not-told' as const),
    })
    const entering = fc.record({
      says: fc.constantFrom('opt-out' as const, 'opt-out-withdrawn' as const), isSigned: fc.constantFrom(true, false, null), word: fc.constantFrom('self' as const, 'parent' as const, null),
      received: fc.constantFrom('2026-05-10', '2026-05-11'),
    })
    fc.assert(fc.property(entering, reading, (entered, read) => {
      if (differencesOf(entered, read).length === 0 && !(entered.isSigned === false && read.isSigned === null)) expect(holdsOut(entered, read)).toBe(false)
    }))
  })
})

test('whoever entered a reply neither checks nor settles it', () => {
  expect([whyNotCheck('me', 'me'), whyNotCheck('me', 'you'), whyNotCheck(null, 'you')]).toEqual(['own-entry', null, null])
})

describe('the forms', () => {
  const typed = { code: '', says: 'opt-out', signed: 'yes', word: 'self', born: {}, received: {} }
  test('a paper without a code or a date is read all the same', () => {
    expect(checkReplySchema.safeParse(typed)).toMatchObject({ success: true, data: { code: null, born: null, received: null } })
    expect(checkReplySchema.safeParse({ ...typed, code: '4c7d 9fgh 3jkm' })).toMatchObject({ success: true, data: { code: '4C7D9FGH3JKM' } })
  })

  test.each([['code', 'no code'], ['says', ''], ['signed', 'perhaps'], ['word', 'practice'], ['born', { day: '32', month: '1', year: '1980' }]])('%s of %j is named', (field, value) => {
    expect(checkReplySchema.safeParse({ ...typed, [field]: value }).error?.issues[0]?.path[0]).toBe(field)
  })

  test.each([['oneIn', '0'], ['oneIn', '101'], ['atLeast', 'many'], ['boundOneIn', '1'], ['enough', '']])('the sample’s %s of %j is refused', (field, value) => {
    expect(sampleSettingSchema.safeParse({ oneIn: '20', atLeast: '10', boundOneIn: '100', enough: '20', [field]: value }).error?.issues[0]?.path).toEqual([field])
  })

  test('a correction begins as the second person read it; what was not clear is left open', () => {
    expect(correctAsRead({ entered: ENTERED, read: { ...READ, says: 'not-clear', isSigned: false, word: 'not-told' } })).toEqual({ says: '', came: 'slip-unsigned', word: 'self' })
    expect(readingRows(READ)).toMatchObject({ whose: 'This patient', signature: 'Signed', received: '10 May 2026' })
  })
})

test.each(CHECK_REFUSALS)('the refusal %s has words and a status', (kind) => {
  expect(checkRefusalWords({ kind })).toMatch(/\.$/)
  expect(checkStatusOf({ kind })).toBeGreaterThanOrEqual(400)
  expect(checkFieldOf({ kind })).toBe(kind === 'code-unknown' ? 'code' : '')
})
