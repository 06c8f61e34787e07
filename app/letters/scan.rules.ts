import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'

/** What a scan or photo of a paper reply may be. */
export const SCAN_TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'image/tiff'] as const
export type ScanType = (typeof SCAN_TYPES)[number]

export const SCAN_BYTES_MAX = 10 * 1024 * 1024

export const SCAN_REFUSALS = ['scan-missing', 'scan-empty', 'scan-too-large', 'scan-not-a-picture'] as const
export type ScanRefusal = (typeof SCAN_REFUSALS)[number]

const SIGNATURES: readonly (readonly [ScanType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
]

/** What a file is by its first bytes, whatever it is called; null when it is none of these. */
export function scanTypeOf(content: Uint8Array): ScanType | null {
  return SIGNATURES.find(([, signature]) => signature.every((byte, index) => content[index] === byte))?.[0] ?? null
}

export function checkScan(content: Uint8Array): Result<ScanType, Refusal<ScanRefusal>> {
  if (content.length === 0) return refuse('scan-empty')
  if (content.length > SCAN_BYTES_MAX) return refuse('scan-too-large')
  const type = scanTypeOf(content)
  return type === null ? refuse('scan-not-a-picture') : ok(type)
}

const ENDINGS = { 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpg', 'image/tiff': 'tif' } as const satisfies Record<ScanType, string>

/** The name under which a scan is given out: it says nothing of whose it is, and its ending is that of what it is. */
export function scanFileName(fileId: string, type: ScanType): string {
  return `scan-${fileId.slice(0, 8)}.${ENDINGS[type]}`
}

/** Pictures are shown by the browser; the others are only given out as files, because they can hold more than a picture. */
export function isShownInline(type: ScanType): boolean {
  return type === 'image/png' || type === 'image/jpeg'
}
