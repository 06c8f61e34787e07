import { describe, expect, test } from 'vitest'
import { formatOfAccept, formatOfContentType, readCheckCall } from '#app/releases/check-formats.rules.ts'

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

describe('a call', () => {
  const call = (headers: Record<string, string>, query: Record<string, string> = {}) =>
    readCheckCall({ header: (name) => headers[name] ?? null, query: (name) => query[name] ?? null })
  const csv = { 'Content-Type': 'text/csv' }

  test('asks coarsely unless it says otherwise', () => {
    expect(call(csv)).toEqual({ ok: true, value: { given: 'csv', asked: 'ndjson', detail: 'coarse' } })
    expect(call(csv, { detail: 'full' })).toMatchObject({ value: { detail: 'full' } })
    expect(call({ ...csv, 'Content-Encoding': 'identity' }).ok).toBe(true)
  })

  test.each([
    [{}, {}, 'content-type-not-taken'], [{ ...csv, 'Content-Encoding': 'gzip' }, {}, 'content-encoding-not-taken'],
    [{ ...csv, Accept: 'image/png' }, {}, 'answer-format-not-offered'], [csv, { detail: '' }, 'detail-unknown'], [csv, { at: 'x' }, 'replay-not-offered'], [csv, { known: '' }, 'replay-not-offered'],
  ])('with %o and %o is refused: %s', (headers, query, kind) => expect(call(headers as never, query as never)).toMatchObject({ ok: false, refusal: { kind } }))
})
