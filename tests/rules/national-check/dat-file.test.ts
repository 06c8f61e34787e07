import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DatWriter, ListReader, datFileName, datSubject, readDatFileName, readList, writeDat, type LineEnd,
} from '#app/national-check/dat-file.rules.ts'
import { listFaultSentence } from '#app/national-check/national-check.words.ts'
import { NumberSet } from '#app/national-check/number-set.rules.ts'
import { NUMBERS, numberOf } from './a-run.ts'

function readAll(pieces: Iterable<Uint8Array | string>) {
  const lines = readList(pieces)
  const numbers: string[] = []
  for (let step = lines.next(); ; step = lines.next()) {
    if (step.done) return { numbers, end: step.value }
    numbers.push(step.value)
  }
}
const [first, second] = NUMBERS

/** Numbers of the test range, made up. */
const someNumbers = fc.uniqueArray(fc.integer({ min: 999_000_000, max: 999_999_998 }), { maxLength: 60 })
  .map((stems) => stems.flatMap((stem) => numberOf(String(stem)) ?? []))

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((one, other) => one - other), bytes.length]
  return at.slice(1).map((end, index) => bytes.subarray(at[index] as number, end))
}

test('a file written is read back the same, with either line end, however it is cut', () => {
  fc.assert(fc.property(someNumbers, fc.constantFrom<LineEnd>('LF', 'CRLF'), fc.array(fc.nat()), fc.boolean(), (numbers, lineEnd, places, asText) => {
    const text = [...writeDat(numbers, { lineEnd, allowTestNumbers: true })].join('')
    const pieces = cut(new TextEncoder().encode(text), places)
    const { numbers: read, end } = readAll(asText ? pieces.map((piece) => new TextDecoder().decode(piece)) : pieces)
    expect(read).toEqual(numbers)
    expect(end).toEqual({ ok: true, value: { numbers: numbers.length } })
  }), { numRuns: 1000 })
})

describe('line ends', () => {
  test('LF unless CRLF is asked for', () => {
    const written = (lineEnd?: LineEnd) => [...writeDat([first, second], { lineEnd, allowTestNumbers: true })].join('')
    expect(written()).toBe(`${first},\n${second},\n`)
    expect(written('CRLF')).toBe(`${first},\r\n${second},\r\n`)
    expect(new DatWriter({ lineEnd: 'CRLF' }).report().bytes).toBe(0)
  })

  test('the size told is the size written', () => {
    for (const lineEnd of ['LF', 'CRLF'] as const) {
      const writer = new DatWriter({ lineEnd, allowTestNumbers: true })
      const text = [...NUMBERS, ''].map((number) => writer.line(number)).join('')
      expect(writer.report().bytes).toBe(text.length)
    }
  })

  test.each([
    ['LF', `${first},\n${second},\n`], ['CRLF', `${first},\r\n${second},\r\n`], ['mixed', `${first},\r\n${second},\n`],
    ['no last line end', `${first},\n${second},`], ['a blank last line', `${first},\n${second},\n\n`], ['a blank last line, CRLF', `${first},\r\n${second},\r\n\r\n`],
  ])('%s is read', (_name, text) => {
    expect(readAll([text])).toEqual({ numbers: [first, second], end: { ok: true, value: { numbers: 2 } } })
  })

  test.each(['', '\n', '\r\n'])('%j is an empty list', (text) => expect(readAll([text])).toEqual({ numbers: [], end: { ok: true, value: { numbers: 0 } } }))
})

describe('anything else is refused by its line', () => {
  const faults: [string, string, number][] = [
    [`${first}\n`, 'line-shape', 1], [`${first},\n${second}`, 'cut-short', 2], [`${first},\n${second.slice(0, 9)}`, 'cut-short', 2], [`${first},\n${second},\r`, 'cut-short', 2],
    [`${first},\n 9990000026,\n`, 'line-shape', 2], [`${first},${second},\n`, 'line-shape', 1], [`${first}, \n`, 'line-shape', 1], [`${first},\r${second},\n`, 'line-end', 1],
    [`${first},\n\n${second},\n`, 'blank-line', 2], [`${first},\n\n\n`, 'blank-line', 2], ['\n\r\n', 'blank-line', 1], ['   ', 'line-shape', 1],
    [`${first},\n9990000019,\n`, 'not-a-number', 2], ['0000000000,\n', 'not-a-number', 1], [`${first},\n99900000261,\n`, 'line-shape', 2], [`\uFEFF${first},\n`, 'line-shape', 1],
    [`${first},\nERROR: bad file\n`, 'line-shape', 2], ['{"status": "pending"}', 'line-shape', 1], [`"${first}",\n`, 'line-shape', 1], [`${first};\n`, 'line-shape', 1],
    [`${first},\n٩٩٩٠٠٠٠٠٢٦,\n`, 'line-shape', 2], ['\r\r', 'line-end', 1], ['\r', 'cut-short', 1],
  ]
  test.each(faults)('%j: %s on line %i', (text, kind, line) => {
    for (const pieces of [[text], [...text], [new TextEncoder().encode(text)]]) expect(readAll(pieces).end).toEqual({ ok: false, refusal: { kind, details: { line } } })
  })

  test('the same fault on the same line however the list is cut, and never a number in the sentence', () => {
    const text = fc.array(fc.constantFrom(`${first},\n`, `${second},\r\n`, '\n', '\r', '9', ',', 'x', '9990000019,\n'), { maxLength: 8 }).map((parts) => parts.join(''))
    fc.assert(fc.property(text, fc.array(fc.nat()), (content, places) => {
      const whole = readAll([content])
      const inPieces = readAll(cut(new TextEncoder().encode(content), places))
      expect(inPieces).toEqual(whole)
      if (!whole.end.ok) expect(listFaultSentence(whole.end.refusal)).toMatch(/^Line \d+: (?!.*\d{9})/)
    }), { numRuns: 1000 })
  })

  test('a file without line ends is not kept in memory', () => {
    const reader = new ListReader()
    for (let i = 0; i < 1000; i += 1) expect(reader.push('9'.repeat(10_000))).toEqual([])
    expect(reader.end()).toMatchObject({ ok: false, refusal: { kind: 'line-shape' } })
  })
})

test('a million numbers go out and come back in small pieces, without being held as text', () => {
  function* numbers() {
    for (let stem = 900_000_000; stem < 901_000_000; stem += 1) yield numberOf(String(stem)) ?? ''
  }
  const writer = new DatWriter({ allowTestNumbers: true })
  const reader = new ListReader()
  const back = new NumberSet()
  let longest = 0
  let foreign = 0
  let piece = ''
  const send = () => {
    longest = Math.max(longest, piece.length)
    for (const number of reader.push(piece)) if (writer.sent.has(number)) back.add(number)
    else foreign += 1
    piece = ''
  }
  for (const number of numbers()) {
    piece += writer.line(number)
    if (piece.length > 65_000) send()
  }
  send()
  const { given, written, leftOut } = writer.report()
  expect(given).toBe(1_000_000)
  expect(leftOut.blank).toBe(given - written)
  expect(reader.end()).toEqual({ ok: true, value: { numbers: written } })
  expect([back.size, foreign]).toEqual([written, 0])
  expect(longest).toBeLessThan(66_000)
}, 60_000)

test('writing holds back at most one piece', () => {
  let asked = 0
  const pieces = writeDat((function* () {
    for (let stem = 900_000_000; ; stem += 1) {
      asked += 1
      yield numberOf(String(stem)) ?? ''
    }
  })(), { allowTestNumbers: true })
  const { value } = pieces.next()
  expect((value as string).length).toBeLessThan(65_600)
  expect(asked).toBeLessThan(7000)
})

test('a set of numbers holds what was put in, and no other', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 999_999_999 }), { maxLength: 3000 }), (stems) => {
    const numbers = stems.flatMap((stem) => numberOf(String(stem).padStart(9, '0')) ?? []).filter((number) => !/^(\d)\1{9}$/.test(number))
    const set = new NumberSet()
    const expected = new Set<string>()
    for (const number of numbers) {
      expect(set.add(number)).toBe(!expected.has(number))
      expected.add(number)
    }
    expect(set.size).toBe(expected.size)
    expect([...set].sort()).toEqual([...expected].sort())
    expect(numbers.every((number) => set.has(number))).toBe(true)
  }), { numRuns: 50 })
  const set = new NumberSet()
  set.add(first)
  expect([second, '9990000019', '', 'x', '999000001'].map((text) => set.has(text))).toEqual([false, false, false, false, false])
  expect(() => set.add('9990000019')).toThrow(/^Only a valid NHS number can join a set of numbers$/)
})

describe('the name of a file', () => {
  test('is the mailbox, the day and the number', () => {
    expect(datFileName({ mailbox: 'abc01hc001', day: '2026-03-02', sequence: 47 })).toEqual({ ok: true, value: 'ABC01HC001-020326-0047.dat' })
    expect(datSubject({ mailbox: 'ABC01HC001', day: '2026-03-02', sequence: 12_345 })).toEqual({ ok: true, value: 'ABC01HC001-020326-12345' })
    expect(readDatFileName('ABC01HC001-020326-0047.dat')).toEqual({ mailbox: 'ABC01HC001', day: '2026-03-02', sequence: 47 })
  })
  test.each([
    [{ mailbox: 'AB:C', day: '2026-03-02', sequence: 1 }, 'mailbox-shape'], [{ mailbox: '', day: '2026-03-02', sequence: 1 }, 'mailbox-shape'],
    [{ mailbox: 'ABC01', day: '2026-02-30', sequence: 1 }, 'day-not-real'], [{ mailbox: 'ABC01', day: '2026-02-28', sequence: 0 }, 'sequence-not-a-number'],
  ])('%j: %s', (name, kind) => expect(datFileName(name)).toEqual({ ok: false, refusal: { kind } }))
  test.each(['reply.dat', 'ABC01-310226-0001.dat', 'ABC01-020326-01.dat', 'ABC01-020326-0000.dat', '../ABC01-020326-0001.dat', 'ABC01-020326-0001.dat.exe'])('%s is not one of ours', (name) => expect(readDatFileName(name)).toBeNull())
})
