import { describe, expect, test } from 'vitest'
import { codingOfAccept, codingOfContent, formatOfAccept, formatOfContentType, readCheckCall } from '#app/releases/check-formats.rules.ts'

describe('the format of a list', () => {
  test.each([
    ['text/csv', 'csv'], ['TEXT/CSV; charset=UTF-8', 'csv'], ['text/csv; header=present', 'csv'], ['text/plain', 'text'], ['text/plain;charset="utf-8"', 'text'],
    ['application/x-ndjson', 'ndjson'], ['application/json', null], ['text/html', null], ['', null], [null, null], ['text/csv; charset=windows-1252', null],
  ] as const)('%s is %s', (type, format) => expect(formatOfContentType(type)).toBe(format))
})

describe('the format of an answer', () => {
  test.each([
    [null, 'ndjson'], ['', 'ndjson'], ['*/*', 'ndjson'], ['text/*', 'csv'], ['text/plain', 'text'], ['text/csv, text/plain', 'csv'], ['text/plain, text/csv', 'text'],
    ['text/csv;q=0.5, text/plain', 'text'], ['application/json, text/csv;q=0.1', 'csv'], ['text/csv;q=0, */*', 'ndjson'], ['*/*;q=0.1, text/plain;q=0.2', 'text'],
    ['application/json', null], ['text/csv;q=0', null], ['text/csv;q=x', null],
  ] as const)('for %s is %s', (accept, format) => expect(formatOfAccept(accept)).toBe(format))
})

describe('the coding of a list', () => {
  test.each([
    [null, 'identity'], ['', 'identity'], ['identity', 'identity'], [' GZIP ', 'gzip'], ['x-gzip', 'gzip'], ['br', null], ['gzip, gzip', null], ['gzip, identity', null], ['deflate', null],
  ] as const)('%s is %s', (header, coding) => expect(codingOfContent(header)).toBe(coding))
})

describe('the coding of an answer', () => {
  test.each([
    [null, 'identity'], ['', 'identity'], ['gzip', 'gzip'], ['gzip, deflate, br', 'gzip'], ['br', 'identity'], ['gzip;q=0', 'identity'], ['*', 'gzip'], ['*;q=0', 'identity'],
    ['gzip;q=0, *', 'identity'], ['identity, gzip;q=0.5', 'identity'], ['identity;q=0.5, gzip', 'gzip'], ['gzip;q=x', 'identity'], ['GZip;Q=1', 'gzip'],
  ] as const)('for %s is %s', (header, coding) => expect(codingOfAccept(header)).toBe(coding))
})

describe('a call', () => {
  const call = (headers: Record<string, string>, query: Record<string, string> = {}) =>
    readCheckCall({ header: (name) => headers[name] ?? null, query: (name) => query[name] ?? null })
  const csv = { 'Content-Type': 'text/csv' }

  test('asks coarsely unless it says otherwise', () => {
    expect(call(csv)).toEqual({ ok: true, value: { given: 'csv', asked: 'ndjson', detail: 'coarse', extract: null, stage: null, listCoding: 'identity', answerCoding: 'identity', past: null } })
    expect(call(csv, { detail: 'full' })).toMatchObject({ value: { detail: 'full' } })
    expect(call({ ...csv, 'Content-Encoding': 'gzip', 'Accept-Encoding': 'gzip' })).toMatchObject({ value: { listCoding: 'gzip', answerCoding: 'gzip' } })
  })

  test('may name an extract and the stage it is at', () => {
    for (const extract of ['e', 'hill-top-2026-06-15-1200', 'run-9990000019', 'e'.repeat(60)]) expect(call(csv, { extract, stage: 'release' })).toMatchObject({ value: { extract, stage: 'release' } })
  })

  test.each([
    [{}, {}, 'content-type-not-taken'], [{ ...csv, 'Content-Encoding': 'br' }, {}, 'content-encoding-not-taken'],
    [{ ...csv, Accept: 'image/png' }, {}, 'answer-format-not-offered'], [csv, { detail: '' }, 'detail-unknown'], [csv, { at: 'x' }, 'instant-malformed'], [csv, { known: '' }, 'instant-malformed'], [csv, { at: '2026-13-01T00:00:00Z' }, 'instant-malformed'],
    [csv, { replay: 'x' }, 'replay-malformed'], [csv, { replay: '0b9c1f86-5f0e-4a57-9c56-2f4a3a1f9d10', at: '2026-01-01T00:00:00Z' }, 'replay-and-instant-together'],
    [csv, { at: '2026-01-01T00:00:00Z', extract: 'hill-top', stage: 'linkage' }, 'past-of-no-extract'],
    [csv, { extract: 'e-1', stage: 'link' }, 'stage-unknown'], [csv, { extract: 'e-1', stage: '' }, 'stage-unknown'],
    [csv, { extract: 'e-1' }, 'extract-and-stage-together'], [csv, { stage: 'release' }, 'extract-and-stage-together'],
    ...['', 'E1', 'e_1', '-e', 'e--1', 'e'.repeat(61), 'of-9990000018', 'of-999-000-0018', '9990000018'].map((extract) => [csv, { extract, stage: 'linkage' }, 'extract-malformed']),
  ] as [object, object, string][])('with %o and %o is refused: %s', (headers, query, kind) => expect(call(headers as never, query as never)).toMatchObject({ ok: false, refusal: { kind } }))
})
