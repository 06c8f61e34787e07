import { renderTemplate } from '#app/platform/render-template.server.ts'
import type { DocumentKind } from './document.rules.ts'
import type { PaperSource } from './papers/paper.rules.ts'
import { paperKind } from './papers/papers.rules.ts'

/** A paper's words as HTML: the same source and template give the same words. Throws when a fact that it needs is missing. */
export function renderPaper(kind: DocumentKind, source: PaperSource, template = paperKind(kind).template): string {
  return renderTemplate(template, paperKind(kind).data(source), 'html')
}
