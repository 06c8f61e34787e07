import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { readPaperAt } from '#app/documents/read-newest-papers.server.ts'
import type { PaperVersion } from '#app/documents/version.rules.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { partsAlways, type PaperToCover } from './covering.rules.ts'

/** The papers of a step as they would be decided on: in the versions that were submitted, or the newest. `mayLeaveOut` is for a letter, which need not be about each of several of a kind. */
export async function readPapersToCover(
  db: Queryable, projectId: string, papers: readonly PaperVersion[], submitted: readonly { readonly documentRef: string; readonly number: number }[], mayLeaveOut: boolean,
): Promise<PaperToCover[]> {
  return Promise.all(papers.map(async (newest) => {
    const sent = submitted.find(({ documentRef }) => documentRef === newest.documentRef)
    const paper = sent && sent.number !== newest.number ? (await readPaperAt(db, projectId, sent.documentRef, sent.number)) ?? newest : newest
    const always = partsAlways(paper)
    return {
      documentRef: paper.documentRef, name: DOCUMENT_KIND_WORDS[paper.kind], number: paper.number, parts: paper.clauses.map(({ name, title }) => ({ name, title: title || name, isAlways: always.includes(name) })),
      mayBeLeftOut: mayLeaveOut && papers.some(({ kind, documentRef }) => kind === paper.kind && documentRef !== paper.documentRef),
    }
  }))
}
