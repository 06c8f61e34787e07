/** What about a file's digital signature does not hold. */
export type SealFault = 'not-a-pdf' | 'no-seal' | 'several-seals' | 'added-to' | 'seal-unreadable' | 'seal-wrong'
