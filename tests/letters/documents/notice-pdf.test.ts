import { describe, expect, test } from 'vitest'
import { makeDocumentPdf } from '#app/documents/document-pdf.server.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { CASE_STUDIES, WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'
import { someStanding } from '#tests/factories/standing.ts'

describe('the short privacy notice', () => {
  test.each([...WORKED_EXAMPLES, ...CASE_STUDIES].map((example) => [example.ref, example.facts] as const))('of %s is one page', async (ref, facts) => {
    const documentRef = `${ref}-privacy-notice-short`
    const content = renderPaper('privacy-notice-short', { projectRef: ref, documentRef, about: '', facts, versions: [{ number: 1, day: '2026-04-02', changes: [] }] })
    const pdf = await makeDocumentPdf({
      documentRef, number: 1, title: facts.title, content, contentHash: 'c'.repeat(64), madeAt: new Date('2026-04-02T09:00:00Z'), madeByName: 'Someone', signing: [], kind: 'privacy-notice-short', standing: someStanding(),
    })
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
  })
})
