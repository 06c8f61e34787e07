import { DOCUMENT_KINDS, type DocumentKind } from '../document.rules.ts'
import { FRAMEWORK } from './framework.rules.ts'
import type { PaperKind } from './paper.rules.ts'
import { PROCESSING_AGREEMENT } from './processing-agreement.rules.ts'
import { PROTOCOL } from './protocol.rules.ts'
import { SHARING_AGREEMENT } from './sharing-agreement.rules.ts'

/** The kinds of paper that can be drafted, by kind. */
export const PAPERS: Partial<Record<DocumentKind, PaperKind>> = {
  protocol: PROTOCOL,
  framework: FRAMEWORK,
  'sharing-agreement': SHARING_AGREEMENT,
  'processing-agreement': PROCESSING_AGREEMENT,
}

/** The same in the order in which a pack lists them. */
export const PAPER_KINDS: readonly PaperKind[] = DOCUMENT_KINDS.flatMap((kind) => PAPERS[kind] ?? [])

export function paperKind(kind: DocumentKind): PaperKind {
  const paper = PAPERS[kind]
  if (!paper) throw new Error(`No paper of the kind ${kind} can be drafted`)
  return paper
}
