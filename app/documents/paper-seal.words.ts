import type { SealFault } from '#app/platform/seal-faults.ts'

export type PaperFault = SealFault | 'not-ours' | 'not-kept'

/** Why a file is not believed to be a signed paper of ours. */
export const PAPER_FAULT_WORDS = {
  'not-a-pdf': 'It is not a PDF. Choose the file as it was downloaded from the portal.',
  'no-seal': 'It carries no digital signature. A paper that nobody has signed yet carries none; nor does a printed and scanned copy.',
  'several-seals': 'It carries more than one digital signature, so somebody has signed it again with another program. Choose the file as it was downloaded from the portal.',
  'added-to': 'Something was added to it after it was signed. Do not rely on it.',
  'seal-unreadable': 'It has a digital signature that cannot be read. Do not rely on it.',
  'seal-wrong': 'It was changed after it was signed: its digital signature does not fit what it says. Do not rely on it.',
  'not-ours': 'It is signed with a certificate that is not this portal’s. Whoever signed it, it was not this portal.',
  'not-kept': 'This portal’s signature is on it, but the portal’s record has no such words. Tell whoever runs the portal.',
} as const satisfies Record<PaperFault, string>

export const PAPER_FILE_WORDS = {
  title: 'Check a signed paper',
  intro: 'Give a signed protocol or agreement here, as the PDF that was downloaded from this portal, to find out whether it is exactly what was signed.',
  label: 'A signed paper',
  hint: 'A PDF file of at most 20 megabytes',
  nothing: 'Choose a PDF file',
  tooLarge: 'That is larger than any paper of this portal. Choose a PDF file of at most 20 megabytes',
  tooMany: 'Too many papers were checked from your address. Wait a minute, then try again.',
  holds: 'This is exactly what was signed',
  holdsNot: 'Do not rely on this file',
  newest: 'There is no newer version of it.',
  notNewest: 'There is a newer version of it. Ask whoever gave you this file for that.',
  kept: 'Nothing that you give here is kept.',
  elsewhere: 'Programs that read PDFs can check the same: give them this portal’s certificates.',
} as const
