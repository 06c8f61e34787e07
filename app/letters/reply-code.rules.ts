/** The letters and digits of a reply code: none that make words, none mistaken for one another on paper. */
export const REPLY_CODE_ALPHABET = '34679CDFGHJKMNPQRTVWXY'
export const REPLY_CODE_LENGTH = 12

/** What someone may take a letter of a code for, or type by habit, where only one letter of the alphabet can be meant. */
const MEANT: Readonly<Record<string, string>> = { O: 'Q', '0': 'Q', U: 'V', '1': '7', I: '7', L: '7', '2': '7', Z: '7', A: '4', B: '3', '8': '3', E: '3' }

export type ReplyCodeReading =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly fault: 'blank' | 'not-a-code' }

/**
 * Reads a code as typed or as a scanner types it: spaces, hyphens and small letters are forgiven, and so is a whole
 * address with the code after its `#`, which is what the letter's QR code holds.
 */
export function readReplyCode(text: string): ReplyCodeReading {
  const given = text.slice(text.lastIndexOf('#') + 1).normalize('NFKC').toUpperCase().replace(/[\s\u2010-\u2015._-]/g, '')
  if (given === '') return { ok: false, fault: 'blank' }
  if (given.length !== REPLY_CODE_LENGTH) return { ok: false, fault: 'not-a-code' }
  const code = [...given].map((letter) => (REPLY_CODE_ALPHABET.includes(letter) ? letter : MEANT[letter] ?? '')).join('')
  return code.length === REPLY_CODE_LENGTH ? { ok: true, code } : { ok: false, fault: 'not-a-code' }
}

/** 12 letters in groups of four, as they stand on the letter. */
export function formatReplyCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
}
