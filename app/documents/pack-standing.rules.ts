import type { DocumentKind } from './document.rules.ts'

/** Where one paper stands: a paper that nobody signs is done when it is drafted. */
export const PACK_STATES = ['not-drafted', 'out-of-date', 'waiting-for-signatures', 'signed', 'drafted'] as const
export type PackState = (typeof PACK_STATES)[number]

/** How far the papers of a step are that its signatures show: the state of the one that is furthest from signed. Null where it has none. */
export function stateOfPapers(papers: readonly { readonly state: PackState }[]): PackState | null {
  return PACK_STATES.find((state) => papers.some((paper) => paper.state === state)) ?? null
}

export interface PackStanding {
  readonly kind: DocumentKind
  /** The flow or the processor that it is about; empty for the whole project. */
  readonly about: string
  readonly documentRef: string
  readonly state: PackState
  readonly version: { readonly number: number; readonly contentHash: string } | null
  readonly signedBy: readonly { readonly organisationCode: string; readonly signedAt: Date }[]
  /** Codes of the organisations that have yet to sign exactly these words; nobody while there are none. */
  readonly waitingFor: readonly string[]
}
