import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { makeDocumentDocx } from '#app/documents/document-docx.server.ts'
import { flowFigure } from '#app/documents/flow-map-drawing.rules.ts'
import { flowMap } from '#app/documents/flow-map.rules.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { someStanding } from '#tests/factories/standing.ts'

const facts = someFacts()
const words = renderPaper('protocol', { projectRef: 'pilot', documentRef: 'pilot-protocol', about: '', facts, versions: [{ number: 1, day: '2026-04-02', changes: [] }] })
const content = words.replace('</article>', `${flowFigure(flowMap(facts), 'Where the data goes')}</article>`)
const signer = { name: 'Dr Łucja Żak', jobTitle: 'GP partner', role: 'Caldicott Guardian', signedAt: new Date('2026-04-20T12:30:00Z'), contentHash: sha256Hex(content) }
const paper = {
  documentRef: 'pilot-protocol', kind: 'protocol' as const, number: 1, title: facts.title, content, contentHash: sha256Hex(content), madeAt: new Date('2026-04-16T09:00:00Z'), madeByName: 'Daniel Whitworth',
  signing: [{ organisationCode: 'A', party: 'A surgery', signer }, { organisationCode: 'B', party: 'A council', signer: null }], standing: someStanding(),
}
const partsOf = (bytes: Buffer) => unzipSync(new Uint8Array(bytes))
const xmlOf = (bytes: Buffer, name: string) => strFromU8(partsOf(bytes)[name]!)
const textOf = (xml: string) => [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(' ').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', '\'')
const flat = (text: string) => text.replace(/\s+/g, '')

describe('a paper as a Word file', () => {
  test('holds every word of the paper in its order, as headings, lists and tables', async () => {
    const xml = xmlOf(await makeDocumentDocx(paper), 'word/document.xml')
    const said = flat(textOf(xml))
    let at = 0
    for (const block of paperBlocks(content)) {
      const texts = block.kind === 'clauses' ? block.items.flatMap((item) => [item.number, item.text, ...item.bullets])
        : block.kind === 'table' ? [block.caption, ...block.head, ...block.rows.flatMap((row) => row.map((cell) => cell.text))]
          : block.kind === 'figure' ? [block.caption] : [block.text]
      for (const text of texts) {
        const found = said.indexOf(flat(text), at)
        expect(found, text).toBeGreaterThanOrEqual(at)
        at = found
      }
    }
    for (const style of ['Heading1', 'Heading2', 'Heading3']) expect(xml).toContain(`<w:pStyle w:val="${style}"/>`)
    expect((xml.match(/<w:tblHeader\/>/g) ?? []).length).toBeGreaterThan(5)
    expect(said).toContain(flat('Dr Łucja Żak, GP partner (Caldicott Guardian)'))
    expect(said).toContain('Notsignedyet')
    expect(xml).toContain('descr="Where the data goes. A picture of the parties')
  })

  test('is well-formed, and the same bytes each time, whatever was made before it', async () => {
    const first = await makeDocumentDocx(paper)
    await makeDocumentDocx({ ...paper, title: 'Another', number: 7 })
    expect((await makeDocumentDocx(paper)).equals(first)).toBe(true)
    const parts = partsOf(first)
    expect(Object.keys(parts)).toEqual(expect.arrayContaining(['[Content_Types].xml', 'word/document.xml']))
    for (const name of Object.keys(parts).filter((part) => part.endsWith('.rels'))) {
      for (const [, target] of strFromU8(parts[name]!).matchAll(/Target="(media\/[^"]+)"/g)) expect(Object.keys(parts)).toContain(`word/${target}`)
    }
    expect(xmlOf(first, 'docProps/core.xml')).toContain('2026-04-16T09:00:00.000Z')
    const picture = Object.keys(parts).find((name) => name.endsWith('.svg'))!
    expect(strFromU8(parts[picture]!)).toMatch(/^<svg /)
    expect(Object.keys(parts).filter((name) => name.endsWith('/'))).toEqual([])
  })

  test('a draft has that word across each page as Word’s own watermark, and another paper has none', async () => {
    const draft = await makeDocumentDocx(paper)
    const header = xmlOf(draft, 'word/header1.xml')
    expect(header).toMatch(/<v:textpath [^>]*string="Draft"\/>/)
    expect(textOf(header)).toBe('Draft')
    expect(xmlOf(draft, 'word/document.xml')).toContain('w:headerReference')
    expect(xmlOf(draft, 'docProps/core.xml')).toContain('(draft)')
    const signed = await makeDocumentDocx({ ...paper, standing: someStanding({ state: 'signed' }) })
    expect(Object.keys(partsOf(signed)).filter((name) => name.includes('header'))).toEqual([])
    expect(xmlOf(signed, 'docProps/core.xml')).not.toContain('(draft)')
  })

  test('escapes what people typed', async () => {
    const nasty = '<w:p>"x" & y</w:p>'
    const xml = xmlOf(await makeDocumentDocx({ ...paper, content: renderPaper('protocol', { projectRef: 'p', documentRef: 'p-protocol', about: '', facts: someFacts({ title: nasty }), versions: [{ number: 1, day: '2026-04-02', changes: [] }] }) }), 'word/document.xml')
    expect(textOf(xml)).toContain(nasty)
    expect(xml).not.toContain(nasty)
  })
})
