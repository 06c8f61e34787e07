import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatReplyCode, readReplyCode, REPLY_CODE_ALPHABET } from '#app/letters/reply-code.rules.ts'
import { CODE_ALPHABET, newReplyCode } from '#app/platform/secrets.server.ts'

describe('reading a reply code', () => {
  test('knows the letters that codes are made of', () => expect(REPLY_CODE_ALPHABET).toBe(CODE_ALPHABET))

  test.each([
    ['as printed', '4C7D-9FGH-3JKM'],
    ['run together', '4C7D9FGH3JKM'],
    ['small, with spaces', ' 4c7d 9fgh 3jkm '],
    ['with long dashes and no-break spaces', '4C7D–9FGH—3JKM\u00a0'],
    ['as a scanner types the address in the QR code', 'https://concordat.example/your-choice#4C7D-9FGH-3JKM'],
    ['in wide letters', '４Ｃ７Ｄ９ＦＧＨ３ＪＫＭ'],
  ])('%s', (_how, text) => expect(readReplyCode(text)).toEqual({ ok: true, code: '4C7D9FGH3JKM' }))

  test('takes a letter that codes never use for the one it looks like', () => {
    expect(readReplyCode('AC1D-9FGH-BJUO')).toEqual({ ok: true, code: '4C7D9FGH3JVQ' })
  })

  test.each(['', '   ', '--', '#'])('%j is blank', (text) => expect(readReplyCode(text)).toEqual({ ok: false, fault: 'blank' }))
  test.each(['4C7D-9FGH-3JK', '4C7D-9FGH-3JKMM', '4C7D-9FGH-3JK!', 'S555-9FGH-3JKM', 'x'.repeat(5000)])('%s is not a code', (text) => {
    expect(readReplyCode(text)).toEqual({ ok: false, fault: 'not-a-code' })
  })

  test('reads back every code that can be made, however it is broken up', () => {
    fc.assert(fc.property(fc.constant(null), fc.array(fc.nat(12), { maxLength: 5 }), (_none, breaks) => {
      const code = newReplyCode()
      const typed = breaks.reduce((text, at) => `${text.slice(0, at)} ${text.slice(at)}`, formatReplyCode(code).toLowerCase())
      expect(readReplyCode(typed)).toEqual({ ok: true, code })
    }))
  })
})
