/**
 * A JWS in the compact form (RFC 7515, section 7.1), taken apart strictly: base64url without padding, in its one canonical
 * spelling (RFC 4648, section 3.5), so that no character can be changed and leave the same bytes. Verifies nothing.
 */
export interface CompactJws {
  readonly header: { readonly alg?: unknown; readonly kid?: unknown; readonly typ?: unknown } & Readonly<Record<string, unknown>>
  readonly payload: Readonly<Record<string, unknown>>
  /** The characters that are signed. */
  readonly signed: string
  readonly signature: Uint8Array
}

/** What is wrong with a text that should be one: which of its three parts cannot be read, or that there are not three. */
export type CompactFault = 'not-three-parts' | 'header-unreadable' | 'payload-unreadable' | 'signature-unreadable'

export function readCompactJws(text: string): CompactJws | CompactFault {
  const parts = text.split('.')
  if (parts.length !== 3) return 'not-three-parts'
  const [first, second, third] = parts as [string, string, string]
  const header = objectOf(first)
  if (!header) return 'header-unreadable'
  const payload = objectOf(second)
  if (!payload) return 'payload-unreadable'
  const signature = bytesOf(third)
  if (!signature) return 'signature-unreadable'
  return { header, payload, signed: `${first}.${second}`, signature }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Bits of the last character that stand for nothing, by how many characters are left over after whole fours. */
const IDLE_BITS = [0, null, 0b1111, 0b11] as const

function bytesOf(part: string): Uint8Array | null {
  const idle = IDLE_BITS[part.length % 4] as number | null
  if (!/^[A-Za-z0-9_-]+$/.test(part) || idle === null) return null
  if ((ALPHABET.indexOf(part.charAt(part.length - 1)) & idle) !== 0) return null
  return Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
}

function objectOf(part: string): Record<string, unknown> | null {
  const bytes = bytesOf(part)
  if (!bytes) return null
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
