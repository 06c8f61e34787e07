import { appraisalPaperData, type AppraisalPaperSource } from '#app/involvement/appraisal-paper.rules.ts'
import type { AppraisalPage } from '#app/involvement/read-appraisals.server.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { makePdf } from './document-pdf.server.ts'
import { paperBlocks } from './paper-blocks.rules.ts'

const TEMPLATE = 'templates/appraisal/v1.hbs'

/** An appraisal's words as HTML. */
export const renderAppraisal = (source: AppraisalPaperSource): string => renderTemplate(TEMPLATE, appraisalPaperData(source), 'html')

/** One version of an options appraisal as a tagged PDF. One that nobody has decided on says "Draft" across each page. */
export function makeAppraisalPdf({ ref, projectTitle, drafter, shown }: Pick<AppraisalPage, 'ref' | 'projectTitle' | 'drafter' | 'shown'>): Promise<Buffer> {
  const { appraisal, version, savedAt, decided } = shown
  const content = renderAppraisal({ projectRef: ref, projectTitle, drafter, version, savedAt, appraisal, decided })
  return makePdf({
    fileTitle: `${appraisal.title}, version ${version}${decided ? '' : ' (draft)'}`, heading: appraisal.title, author: drafter, subject: `${ref}, options appraisal, version ${version}`,
    blocks: paperBlocks(content), after: [], isLarge: false, mark: decided ? null : 'Draft', name: `${ref}, options appraisal, version ${version}.${decided ? '' : ' Draft.'}`,
    contentHash: sha256Hex(content), madeAt: savedAt, changedAt: savedAt,
  })
}
