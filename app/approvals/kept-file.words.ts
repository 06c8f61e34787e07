import type { KeptFileRefusal, KeptFileType } from './kept-file.rules.ts'

export const KEPT_FILE_REFUSAL_WORDS = {
  'file-missing': 'Choose the file.',
  'file-empty': 'The file is empty. Save it again, and choose it again.',
  'file-too-large': 'The file is larger than 10 MB. Save it as a smaller PDF.',
  'file-not-kept': 'The file must be a PDF, a Word file without macros, an OpenDocument text, an e-mail, plain text, a PNG or a JPEG. This file is none of them, whatever it is called.',
} as const satisfies Record<KeptFileRefusal, string>

export const KEPT_FILE_REFUSAL_STATUS = { 'file-missing': 400, 'file-empty': 400, 'file-too-large': 413, 'file-not-kept': 400 } as const satisfies Record<KeptFileRefusal, number>

const TYPE_WORDS = {
  'application/pdf': 'PDF', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word', 'application/vnd.oasis.opendocument.text': 'OpenDocument', 'message/rfc822': 'e-mail', 'text/plain': 'text',
  'image/png': 'picture', 'image/jpeg': 'picture',
} as const satisfies Record<KeptFileType, string>

/** What a file is and how large: "PDF, 84 KB". */
export function keptFileWords({ type, size }: { readonly type: KeptFileType; readonly size: number }): string {
  const kilobytes = Math.max(1, Math.round(size / 1024))
  return `${TYPE_WORDS[type]}, ${kilobytes < 1024 ? `${kilobytes} KB` : `${(kilobytes / 1024).toFixed(1)} MB`}`
}

export const KEPT_FILE_HINT = 'PDF, Word, OpenDocument, e-mail (.eml), plain text, PNG or JPEG, up to 10 MB. Kept sealed. If the form comes back to you, choose it again'
export const KEPT_FILE_ACCEPT = '.pdf,.docx,.odt,.eml,.txt,.png,.jpg,.jpeg'
export const KEPT_FILE_PERSONAL = 'It is about patients or other members of the public'
export const KEPT_FILE_PERSONAL_HINT = 'Then only your organisation can open it, and each time is recorded'
