import type { LetterAddressee } from './campaign.rules.ts'

/** Invented people whom a preview is addressed to, so that looking at a letter is not looking at a patient. */
export const SAMPLE_KINDS = ['adult', 'parent-or-carer', 'large-print'] as const
export type SampleKind = (typeof SAMPLE_KINDS)[number]

export const SAMPLE_WORDS = {
  adult: 'An adult, or a young person of 13 or over',
  'parent-or-carer': 'The parent or carer of a child under 13',
  'large-print': 'An adult who needs large print',
} as const satisfies Record<SampleKind, string>

export function isSampleKind(text: string | null): text is SampleKind {
  return (SAMPLE_KINDS as readonly (string | null)[]).includes(text)
}

const ADDRESS = { addressLines: ['1 Example Street', 'Exampleton'], postcode: 'ZZ1 1ZZ', code: 'CDFGHJKMNPQR', reference: 'SAMPLE' } as const

export function sampleRecipient(kind: SampleKind) {
  const isChild = kind === 'parent-or-carer'
  return {
    ...ADDRESS,
    givenName: isChild ? 'Charlie' : 'Alex',
    familyName: 'Example',
    addressee: (isChild ? 'parent-or-carer' : 'self') as LetterAddressee,
    variant: kind === 'large-print' ? 'large-print' as const : 'standard' as const,
  }
}
