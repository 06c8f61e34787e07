import { expect, test } from 'vitest'
import { decide } from '#app/choices/decision.rules.ts'
import { DatWriter, LEFT_OUT_REASONS, writeDat, type Asked, type DatOptions } from '#app/national-check/dat-file.rules.ts'
import { matchReply } from '#app/national-check/local-id.rules.ts'
import { advance } from '#app/national-check/national-check.rules.ts'
import { NOT_CLEARED_WORDS } from '#app/national-check/national-check.words.ts'
import { aRun, compare, control, HOUR, later, LOCAL_ID, messageFrom, NUMBERS, numberOf, receiptJson, sniffed } from './a-run.ts'

function written(asked: readonly Asked[], options: DatOptions = {}) {
  const pieces = writeDat(asked, options)
  let text = ''
  for (let step = pieces.next(); ; step = pieces.next()) {
    if (step.done) return { text, report: step.value, leftOut: Object.fromEntries(Object.entries(step.value.leftOut).filter(([, count]) => count > 0)) }
    text += step.value
  }
}
const given = ([first, second, third]: readonly string[] = NUMBERS) => [first, second, third] as [string, string, string]

test('case 23: a number that the national register no longer recognises is not put to the service', () => {
  const [first, second] = given()
  expect(written([{ nhsNumber: first, isInvalidated: true }, { nhsNumber: second, isInvalidated: false }], { allowTestNumbers: true }))
    .toMatchObject({ text: `${second},\n`, leftOut: { invalidated: 1 } })
})

test('case 24: each number that is wrong in its own way stays out, is counted, and leaves the others in; none is repaired', () => {
  const [good, alsoGood] = given()
  const wrong = ['9990000019', '990000018', '99900000AB', '', '   ', '0000000000', '1234567890', ` ${good}`, '999 000 0018']
  expect(written([good, ...wrong, alsoGood], { allowTestNumbers: true })).toMatchObject({
    text: `${good},\n${alsoGood},\n`,
    report: { given: 11, written: 2, bytes: 24 },
    leftOut: { 'check-digit': 2, 'not-ten-digits': 4, blank: 2, 'all-same-digit': 1 },
  })
})

test('case 25: a number of the test range goes in only where test numbers are allowed', () => {
  expect(written(NUMBERS)).toMatchObject({ text: '', report: { written: 0 }, leftOut: { 'test-range': NUMBERS.length } })
  expect(written(NUMBERS, { allowTestNumbers: true })).toMatchObject({ report: { written: NUMBERS.length }, leftOut: {} })
})

test('only England’s numbers are asked about, once each', () => {
  const england = numberOf('4' + '0'.repeat(6) + '01') as string
  const elsewhere = ['010101000', '320000001', '800000001', '500000001', '000000011'].map((stem) => numberOf(stem) as string)
  expect(elsewhere.every((number) => number !== null)).toBe(true)
  expect(written([england, ...elsewhere, england, england])).toMatchObject({
    text: `${england},\n`, leftOut: { 'not-england': 3, 'not-issued': 2, repeated: 2 },
  })
  expect(Object.keys(new DatWriter().report().leftOut)).toEqual([...LEFT_OUT_REASONS])
})

test('case 27: whoever the answer leaves out is not cleared, and nothing says what they chose', () => {
  const answer = NUMBERS.slice(2)
  const { comparison, end } = compare(answer.map((number) => `${number},\n`).join(''))
  expect(end).toMatchObject({ ok: true, value: { numbers: 6 } })
  const cleared = comparison.cleared()
  if (!cleared.ok) throw new Error('expected an answer')
  for (const number of NUMBERS) {
    const isCleared = cleared.value.has(number)
    expect(isCleared).toBe(answer.includes(number))
    const person = {
      nhsNumber: number, onRegister: true, born: '1970-01-01', registrations: [{ practice: 'A81001', from: '2010-01-01' }],
      nationalChecks: [{ answeredAt: later(HOUR).getTime(), cleared: isCleared }],
    }
    const decision = decide(person, [], { discloser: 'A81001', drawsOn: ['gp'], confidentiality: 'section-251', project: 'pilot', live: false }, later(2 * HOUR))
    expect(decision).toMatchObject(isCleared ? { decision: 'INCLUDE' } : { decision: 'EXCLUDE', reasons: ['NDO_NOT_CLEARED'] })
    expect(decision.sentence).not.toMatch(/opted/i)
  }
  expect(NOT_CLEARED_WORDS).not.toMatch(/opted|opt-out/i)
})

test('case 28a: a JSON receipt keeps the run waiting, and is never an empty list', () => {
  const message = messageFrom(receiptJson(), control({ Subject: 'SUCCESS' }))
  expect(message).toEqual({ kind: 'receipt', localId: LOCAL_ID, isAccepted: true })
  expect(advance(aRun(), message, later(HOUR))).toMatchObject({ ok: true, value: { state: 'receipted', answeredAt: null, cleared: 0 } })
})

test.each([
  ['an error in words', 'ERROR: Invalid NHS number found on row 3\n', control()],
  ['a refusing receipt', receiptJson({ failed: ['validate_in_order'] }), control({ Subject: 'FAILURE' })],
  ['a report that it was not delivered', '', control({ MessageType: 'Report' }, { Event: 'TRANSFER', Status: 'ERROR', StatusCode: '14' })],
])('case 28b: %s blocks the run', (_name, content, controlText) => {
  for (const state of ['exported', 'receipted'] as const) {
    expect(advance(aRun({ state }), messageFrom(content, controlText), later(HOUR)))
      .toMatchObject({ ok: true, value: { state: 'blocked', answeredAt: null } })
  }
})

test('case 28c: an empty list after the receipt clears nobody and raises the alarm', () => {
  const message = messageFrom('')
  expect(advance(aRun({ state: 'receipted' }), message, later(HOUR))).toMatchObject({ ok: true, value: { state: 'alerted', cleared: 0, answeredAt: later(HOUR) } })
  expect(advance(aRun(), message, later(HOUR))).toMatchObject({ ok: false, refusal: { kind: 'empty-before-receipt' } })
})

test('case 28d: a number that was not sent spoils the whole list, and nobody is cleared', () => {
  const [first, second, stranger] = given()
  const { comparison } = compare(`${first},\n${stranger},\n`, compareSent([first, second]))
  expect(comparison.counts()).toEqual({ cleared: 1, foreign: 1 })
  expect(comparison.cleared()).toMatchObject({ ok: false, refusal: { kind: 'foreign-numbers', details: { count: 1 } } })
  const list = { kind: 'list', localId: LOCAL_ID, comparison: comparison.counts(), vouchedBy: 'control', isSameAsSent: false } as const
  expect(advance(aRun({ state: 'receipted' }), list, later(HOUR))).toMatchObject({ ok: true, value: { state: 'rejected', answeredAt: null, cleared: 0 } })
})

function compareSent(numbers: readonly string[]) {
  const writer = new DatWriter({ allowTestNumbers: true })
  for (const number of numbers) writer.line(number)
  return writer.sent
}

test('case 28e: a reply with another local id matches no run', () => {
  const reply = sniffed(`${NUMBERS[0]},\n`, control({ LocalId: 'oldham-gp-pilot-register_0048' }))
  expect(matchReply([aRun()], reply)).toMatchObject({ ok: false, refusal: { kind: 'no-such-run' } })
  expect(advance(aRun(), { kind: 'receipt', localId: 'another_0047', isAccepted: true }, later(HOUR))).toMatchObject({ ok: false, refusal: { kind: 'other-run' } })
})
