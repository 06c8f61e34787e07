import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KEPT_FILE_BYTES_MAX, KEPT_FILE_TYPES, keptFileName, keptFileTypeOf, readKeptFile } from '#app/approvals/kept-file.rules.ts'
import { keptFileWords } from '#app/approvals/kept-file.words.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const zip = (...names: readonly string[]) => bytes(`PK\u0003\u0004${'.'.repeat(26)}${names.map((name) => `${name}PK\u0003\u0004`).join('stored')}`)
const kindOf = (content: Uint8Array | null) => { const read = readKeptFile(content, false); return read.ok ? read.value?.type ?? null : read.refusal.kind }

describe('what a file is', () => {
  test.each<[string, Uint8Array, string | null]>([
    ['a PDF', bytes('%PDF-1.7\n'), 'application/pdf'],
    ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), 'image/png'],
    ['a JPEG', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['a Word file', zip('[Content_Types].xml', '_rels/.rels', 'word/document.xml'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a Word file with macros', zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'), null],
    ['a spreadsheet', zip('[Content_Types].xml', 'xl/workbook.xml'), null],
    ['any other zip file', zip('program.exe'), null],
    ['an OpenDocument text', zip('mimetypeapplication/vnd.oasis.opendocument.text', 'content.xml'), 'application/vnd.oasis.opendocument.text'],
    ['a template of OpenDocument texts', zip('mimetypeapplication/vnd.oasis.opendocument.text-template', 'content.xml'), null],
    ['an e-mail', bytes('Received: from a\r\n\tby b\r\nFrom: office@advice.example\r\nDate: Mon, 15 Jun 2026 09:00:00 +0100\r\nSubject: Outcome\r\n\r\nWe support it.'), 'message/rfc822'],
    ['text that begins like a letter', bytes('Dear applicant,\n\nWe support it.\n'), 'text/plain'],
    ['a list that looks like fields', bytes('Outcome: supported\nDay: Monday\n'), 'text/plain'],
    ['a web page, which is given out as text', bytes('<!doctype html><script>1</script>'), 'text/plain'],
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), null],
    ['text in another alphabet’s bytes', new Uint8Array([0x44, 0xe9, 0x61, 0x72]), null],
    ['an old Word file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), null],
  ])('%s', (_what, content, type) => {
    expect(keptFileTypeOf(content)).toBe(type)
  })

  test('any bytes are one of the kinds that are kept or refused, never a fault', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (content) => { expect([...KEPT_FILE_TYPES, null]).toContain(keptFileTypeOf(content)) }))
  })

  test('none is chosen, empty, or too large', () => {
    expect(kindOf(null)).toBeNull()
    expect(kindOf(new Uint8Array())).toBe('file-empty')
    const most = new Uint8Array(KEPT_FILE_BYTES_MAX + 1).fill(0x61)
    expect([kindOf(most), kindOf(most.subarray(1))]).toEqual(['file-too-large', 'text/plain'])
  })

  test('is told by a name of ours and its size', () => {
    expect(keptFileName('letter', '01900000-0000-7000-8000-000000000000', 'message/rfc822')).toBe('letter-01900000.eml')
    expect(KEPT_FILE_TYPES.map((type) => keptFileName('proof', 'x', type).split('.')[1])).toEqual(['pdf', 'docx', 'odt', 'eml', 'txt', 'png', 'jpg'])
    expect([keptFileWords({ type: 'application/pdf', size: 100 }), keptFileWords({ type: 'application/pdf', size: 84_000 }), keptFileWords({ type: 'image/png', size: 2_000_000 })]).toEqual(['PDF, 1 KB', 'PDF, 82 KB', 'picture, 1.9 MB'])
  })
})
