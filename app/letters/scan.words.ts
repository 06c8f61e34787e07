import type { ScanRefusal } from './scan.rules.ts'

export const SCAN_REFUSAL_WORDS = {
  'scan-missing': 'Choose the scan or photo.',
  'scan-empty': 'The scan is empty. Scan the slip again, or record the reply without it.',
  'scan-too-large': 'The scan is larger than 10 MB. Scan it with fewer dots an inch, or in grey.',
  'scan-not-a-picture': 'The scan must be a PDF, PNG, JPEG or TIFF. This file is none of them, whatever it is called.',
} as const satisfies Record<ScanRefusal, string>

export const SCAN_REFUSAL_STATUS = { 'scan-missing': 400, 'scan-empty': 400, 'scan-too-large': 413, 'scan-not-a-picture': 400 } as const satisfies Record<ScanRefusal, number>

export const SCAN_FIELD_LABEL = 'Scan or photo of the slip, if you have one'
export const SCAN_FIELD_HINT = 'PDF, PNG, JPEG or TIFF, up to 10 MB. Kept sealed, and linked to the choice. If the form comes back to you, choose it again'
export const SCAN_ACCEPT = '.pdf,.png,.jpg,.jpeg,.tif,.tiff,application/pdf,image/png,image/jpeg,image/tiff'
export const SCAN_LINK = 'The scan'
