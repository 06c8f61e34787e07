export const DOCUMENT_KINDS = ['protocol'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]
