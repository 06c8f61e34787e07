import { describe, expect, test } from 'vitest'
import { checkScan, isShownInline, SCAN_BYTES_MAX, SCAN_REFUSALS, scanFileName, scanTypeOf } from '#app/letters/scan.rules.ts'
import { SCAN_REFUSAL_WORDS } from '#app/letters/scan.words.ts'

const bytes = (...head: readonly number[]) => Uint8Array.from([...head, 0, 1, 2, 3])
const PDF = bytes(...Buffer.from('%PDF-1.7'))
const PNG = bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const JPEG = bytes(0xff, 0xd8, 0xff, 0xe0)

describe('what a scan is', () => {
  test.each([
    ['a PDF', PDF, 'application/pdf'], ['a PNG', PNG, 'image/png'], ['a JPEG', JPEG, 'image/jpeg'],
    ['a TIFF of one byte order', bytes(0x49, 0x49, 0x2a, 0x00), 'image/tiff'], ['a TIFF of the other', bytes(0x4d, 0x4d, 0x00, 0x2a), 'image/tiff'],
  ])('%s is told by its first bytes', (_what, content, type) => {
    expect(scanTypeOf(content)).toBe(type)
  })

  test.each([
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>')], ['a picture that can hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['a PDF after something else', Buffer.from(' %PDF-1.7')], ['a program', Buffer.from('MZ\u0090')], ['a GIF', Buffer.from('GIF89a')], ['the beginning of a PNG', bytes(0x89, 0x50)],
  ])('%s is none', (_what, content) => {
    expect(checkScan(content)).toMatchObject({ ok: false, refusal: { kind: 'scan-not-a-picture' } })
  })

  test('an empty one and one past the limit are refused, and one at the limit is not', () => {
    expect(checkScan(new Uint8Array())).toMatchObject({ refusal: { kind: 'scan-empty' } })
    const large = new Uint8Array(SCAN_BYTES_MAX + 1)
    large.set(PDF)
    expect(checkScan(large)).toMatchObject({ refusal: { kind: 'scan-too-large' } })
    expect(checkScan(large.subarray(0, SCAN_BYTES_MAX))).toEqual({ ok: true, value: 'application/pdf' })
  })

  test('is given out under a name that says nothing, with the ending of what it is; only plain pictures are shown by the browser', () => {
    expect(scanFileName('3f9a12bc-77de-4000-8000-000000000000', 'image/jpeg')).toBe('scan-3f9a12bc.jpg')
    expect([isShownInline('image/png'), isShownInline('image/jpeg'), isShownInline('application/pdf'), isShownInline('image/tiff')]).toEqual([true, true, false, false])
  })

  test.each(SCAN_REFUSALS)('the refusal %s has words', (kind) => {
    expect(SCAN_REFUSAL_WORDS[kind]).toMatch(/^[A-Z]/)
  })
})
