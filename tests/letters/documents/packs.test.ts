import { strFromU8, unzipSync } from 'fflate'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, test } from 'vitest'
import { makeDocumentDocx } from '#app/documents/document-docx.server.ts'
import { makeDocumentPdf } from '#app/documents/document-pdf.server.ts'
import { documentRefOf } from '#app/documents/document.rules.ts'
import { packOf } from '#app/documents/pack.rules.ts'
import { paperBlocks, type PaperBlock } from '#app/documents/paper-blocks.rules.ts'
import { paperKind } from '#app/documents/papers/papers.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { someStanding } from '#tests/factories/standing.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

interface Tag { readonly role?: string; readonly alt?: string; readonly children?: readonly Tag[] }
const tags = (node: Tag): Tag[] => [node, ...(node.children ?? []).flatMap(tags)]
/** Without spaces, and without what only a break between lines or pages puts in. */
const close = (text: string) => text.replace(/\s+/g, '')
const textsOf = (block: PaperBlock): string[] => {
  switch (block.kind) {
    case 'clauses': return block.items.flatMap((item) => [item.number, item.text, ...item.bullets])
    case 'table': return [block.caption, ...block.head, ...block.rows.flatMap((row) => row.map((cell) => cell.text))]
    case 'figure': return [block.caption]
    default: return [block.text]
  }
}

/** Every paper of a pack; of those that are made once for each of many flows, the first. */
const papersOf = ({ ref, facts }: (typeof WORKED_EXAMPLES)[number]) => packOf(facts).filter((paper, index, all) => all.findIndex((other) => other.kind === paper.kind) === index).map((paper) => {
  const documentRef = documentRefOf(ref, paper.kind, paper.about)
  const content = renderPaper(paper.kind, { projectRef: ref, documentRef, about: paper.about, facts, versions: [{ number: 1, day: '2026-04-02', changes: [] }] })
  return {
    documentRef, kind: paper.kind, number: 1, title: facts.title, content, contentHash: sha256Hex(content), madeAt: new Date('2026-04-02T09:00:00Z'), madeByName: 'Someone',
    signing: paperKind(paper.kind).signers(facts, paper.about).map((party) => ({ organisationCode: party.organisationCode, party: party.name, signer: null })), standing: someStanding(),
  }
})

describe.each(WORKED_EXAMPLES.map((example) => [example.ref, example] as const))('the pack of %s', (_ref, example) => {
  test.each(papersOf(example).map((paper) => [paper.kind, paper] as const))('%s: as a PDF its words, its structure and its typefaces are whole, and as a Word file its words', async (_kind, paper) => {
    const bytes = await makeDocumentPdf(paper)
    const raw = bytes.toString('latin1')
    const blocks = paperBlocks(paper.content)
    const texts = blocks.flatMap(textsOf).filter(Boolean)

    const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0, disableFontFace: true, useSystemFonts: false }).promise
    const trees: Tag[] = []
    let said = ''
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number)
      said += (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')
      trees.push(...tags((await page.getStructTree()) as Tag))
      page.cleanup()
    }
    said = close(said)
    // What goes over a page has the foot and the head of pages within it.
    const broken = texts.filter((text) => !said.includes(close(text)))
    expect(broken.length, broken.join('\n')).toBeLessThanOrEqual(pdf.numPages)
    expect(broken.flatMap((text) => text.split(' ')).filter((word) => !said.includes(close(word)) && word.length < 20)).toEqual([])

    const roles = trees.map((tag) => tag.role)
    expect(roles.filter((role) => role === 'H1')).toHaveLength(1)
    expect(roles).toContain('Document')
    if (blocks.some((block) => block.kind === 'clauses')) expect(roles).toEqual(expect.arrayContaining(['L', 'LI', 'Lbl', 'LBody']))
    if (blocks.some((block) => block.kind === 'table')) expect(roles).toEqual(expect.arrayContaining(['Table', 'Caption', 'TR', 'TH', 'TD']))
    const pictures = blocks.flatMap((block) => (block.kind === 'figure' ? [block.alt] : block.kind === 'pictured' ? [block.picture.alt] : []))
    expect(trees.filter((tag) => tag.role === 'Figure').map((tag) => tag.alt)).toEqual(pictures)
    expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(raw).toContain('/Lang (en-GB)')

    const typefaces = new Set([...raw.matchAll(/\/BaseFont \/(\S+)/g)].map(([, name]) => name))
    for (const name of typefaces) expect(name).toMatch(/^[A-Z]{6}\+(AtkinsonHyperlegibleNext|NotoSans)-/)
    expect([...raw.matchAll(/\/FontFile2 /g)].length).toBe(new Set([...raw.matchAll(/\/FontName \/(\S+)/g)].map(([, name]) => name)).size)
    await pdf.destroy()

    const parts = unzipSync(new Uint8Array(await makeDocumentDocx(paper)))
    const xml = strFromU8(parts['word/document.xml']!)
    const written = close([...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', '\'').replaceAll('&amp;', '&'))
    expect(texts.filter((text) => !written.includes(close(text)))).toEqual([])
    expect([...xml.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)]).toHaveLength(pictures.length)
  }, 120_000)
})
