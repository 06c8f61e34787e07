import { DOCUMENT_KINDS, type DocumentKind } from '../document.rules.ts'
import { CONSENT_FORM } from './consent-form.rules.ts'
import { DPIA } from './dpia.rules.ts'
import { FRAMEWORK } from './framework.rules.ts'
import { INVOLVEMENT_REPORT } from './involvement-report.rules.ts'
import { NATIONAL_DATA } from './national-data.rules.ts'
import type { PaperKind } from './paper.rules.ts'
import { PRIVACY_NOTICE_EASY_READ } from './privacy-notice-easy-read.rules.ts'
import { PRIVACY_NOTICE_SHORT } from './privacy-notice-short.rules.ts'
import { PRIVACY_NOTICE } from './privacy-notice.rules.ts'
import { PROCESSING_AGREEMENT } from './processing-agreement.rules.ts'
import { PROCESSING_RECORD } from './processing-record.rules.ts'
import { PROTOCOL } from './protocol.rules.ts'
import { REGISTER_ENTRY } from './register-entry.rules.ts'
import { SECTION_251 } from './section-251.rules.ts'
import { SHARING_AGREEMENT } from './sharing-agreement.rules.ts'

/** Every kind of paper, by kind. */
export const PAPERS: Readonly<Record<DocumentKind, PaperKind>> = {
  protocol: PROTOCOL,
  framework: FRAMEWORK,
  'sharing-agreement': SHARING_AGREEMENT,
  'processing-agreement': PROCESSING_AGREEMENT,
  dpia: DPIA,
  'privacy-notice': PRIVACY_NOTICE,
  'privacy-notice-short': PRIVACY_NOTICE_SHORT,
  'privacy-notice-easy-read': PRIVACY_NOTICE_EASY_READ,
  'consent-form': CONSENT_FORM,
  'section-251': SECTION_251,
  'national-data': NATIONAL_DATA,
  'involvement-report': INVOLVEMENT_REPORT,
  'processing-record': PROCESSING_RECORD,
  'register-entry': REGISTER_ENTRY,
}

/** The same in the order in which a pack lists them. */
export const PAPER_KINDS: readonly PaperKind[] = DOCUMENT_KINDS.map((kind) => PAPERS[kind])

export function paperKind(kind: DocumentKind): PaperKind {
  return PAPERS[kind]
}
