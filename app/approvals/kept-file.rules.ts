import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'

/** What a letter, a certificate or another proof may be. */
export const KEPT_FILE_TYPES = [
  'application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.oasis.opendocument.text', 'message/rfc822', 'text/plain', 'image/png', 'image/jpeg',
] as const
export type KeptFileType = (typeof KEPT_FILE_TYPES)[number]

export const KEPT_FILE_BYTES_MAX = 10 * 1024 * 1024
/** A form with a file: as much more as lets a file that is too large be named as such, with what was typed beside it. */
export const KEPT_FILE_FORM_MAX = 2 * KEPT_FILE_BYTES_MAX

export const KEPT_FILE_REFUSALS = ['file-missing', 'file-empty', 'file-too-large', 'file-not-kept'] as const
export type KeptFileRefusal = (typeof KEPT_FILE_REFUSALS)[number]

/** A file that has been looked at and may be kept. */
export interface KeptFile {
  readonly type: KeptFileType
  readonly content: Uint8Array
  /** Whether whoever keeps it says that it is about people. */
  readonly isPersonal: boolean
}

const PICTURES: readonly (readonly [KeptFileType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]], ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]], ['image/jpeg', [0xff, 0xd8, 0xff]],
]
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const startsWith = (content: Uint8Array, bytes: readonly number[]): boolean => bytes.every((byte, index) => content[index] === byte)

/** What a file is by what is in it, whatever it is called; null when it is none of these. A Word file with macros is none. */
export function keptFileTypeOf(content: Uint8Array): KeptFileType | null {
  const picture = PICTURES.find(([, signature]) => startsWith(content, signature))
  if (picture) return picture[0]
  return startsWith(content, ZIP) ? officeTypeOf(new TextDecoder('latin1').decode(content)) : textTypeOf(content)
}

/** The names of what a zip file holds stand in it as they are. An OpenDocument file says first of all what it is (ODF 1.3, part 2, 3.3). */
function officeTypeOf(bytes: string): KeptFileType | null {
  if (/^mimetypeapplication\/vnd\.oasis\.opendocument\.textPK/.test(bytes.slice(30))) return 'application/vnd.oasis.opendocument.text'
  const isWord = bytes.includes('[Content_Types].xml') && bytes.includes('word/document.xml') && !/vbaProject\.bin/i.test(bytes)
  return isWord ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' : null
}

/** Text is UTF-8 without control characters; an e-mail begins with fields, and names who sent it and when (RFC 5322, 3.6). */
function textTypeOf(content: Uint8Array): KeptFileType | null {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return null
  }
  if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text)) return null
  const [head] = text.split(/\r?\n\r?\n/, 1)
  const fields = (head ?? '').split(/\r?\n/).filter((line) => !/^[ \t]/.test(line))
  const isMail = fields.every((line) => /^[!-9;-~]+:/.test(line)) && ['from', 'date'].every((name) => fields.some((line) => line.toLowerCase().startsWith(`${name}:`)))
  return isMail ? 'message/rfc822' : 'text/plain'
}

/** Looks at a file that was chosen; null where none was. */
export function readKeptFile(content: Uint8Array | null, isPersonal: boolean): Result<KeptFile | null, Refusal<KeptFileRefusal>> {
  if (content === null) return ok(null)
  if (content.length === 0) return refuse('file-empty')
  if (content.length > KEPT_FILE_BYTES_MAX) return refuse('file-too-large')
  const type = keptFileTypeOf(content)
  return type === null ? refuse('file-not-kept') : ok({ type, content, isPersonal })
}

const ENDINGS = {
  'application/pdf': 'pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx', 'application/vnd.oasis.opendocument.text': 'odt', 'message/rfc822': 'eml', 'text/plain': 'txt',
  'image/png': 'png', 'image/jpeg': 'jpg',
} as const satisfies Record<KeptFileType, string>

/** The name under which a file is given out: what it shows and the ending of what it is. The name that it came with may say anything. */
export function keptFileName(of: 'letter' | 'proof', id: string, type: KeptFileType): string {
  return `${of}-${id.slice(0, 8)}.${ENDINGS[type]}`
}
