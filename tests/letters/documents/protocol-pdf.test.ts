import { readFileSync } from 'node:fs'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeDocumentPdf } from '#app/documents/document-pdf.server.ts'
import { PROTOCOL } from '#app/documents/papers/protocol.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'

import { someFacts } from '#tests/factories/facts.ts'
import { someStanding } from '#tests/factories/standing.ts'

const content = renderTemplate(PROTOCOL.template, JSON.parse(readFileSync('templates/documents/protocol/example.json', 'utf8')) as object, 'html')
const contentHash = sha256Hex(content)
const signer = { name: 'Dr Łucja Żak', jobTitle: 'GP partner', role: 'Caldicott Guardian', signedAt: new Date('2026-04-20T12:30:00Z'), contentHash }
const paper = {
  documentRef: 'oldham-gp-pilot-protocol', kind: 'protocol' as const, number: 2, title: 'Oldham GP data sharing pilot', content, contentHash, madeAt: new Date('2026-04-16T09:00:00Z'),
  madeByName: 'Daniel Whitworth', signing: [{ organisationCode: 'Y90001', party: 'Hill Top Surgery', signer }, { organisationCode: 'Y9C', party: 'Oldham Council', signer: null }], standing: someStanding(),
}

interface Tag { readonly role?: string; readonly type?: string; readonly children?: readonly Tag[] }
const roles = (node: Tag): string[] => [...(node.role ? [node.role] : []), ...(node.children ?? []).flatMap(roles)]
const open = (bytes: Buffer) => getDocument({ data: new Uint8Array(bytes), verbosity: 0, disableFontFace: true, useSystemFonts: false }).promise
type Pdf = Awaited<ReturnType<typeof open>>

async function textOf(pdf: Pdf): Promise<string[]> {
  return Promise.all(Array.from({ length: pdf.numPages }, async (_item, index) => {
    const { items } = await (await pdf.getPage(index + 1)).getTextContent()
    return items.map((item) => ('str' in item ? item.str : '')).join(' ').replace(/\s+/g, ' ')
  }))
}

describe('the protocol as a PDF', () => {
  let bytes: Buffer
  let pdf: Pdf
  let pages: string[]
  beforeAll(async () => {
    bytes = await makeDocumentPdf(paper)
    pdf = await open(bytes)
    pages = await textOf(pdf)
  })

  test('says what the page says: headings, clauses, every cell of every table', () => {
    const said = pages.join(' ').replace(/\s+/g, '')
    const cells = [...content.matchAll(/<(h[123]|td|caption|li|\/span)[^>]*>([^<]+)</g)].map(([, , text]) => text!.replaceAll('&#x27;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&').trim()).filter(Boolean)
    expect(cells.length).toBeGreaterThan(150)
    const missing = cells.filter((text) => !said.includes(text.replace(/\s+/g, '')))
    // A cell or a clause that goes over a page has the head and the foot of the page within it.
    expect(missing.length).toBeLessThan(3)
  })

  test('says who has signed, when, and on what digest; and who has not', () => {
    const last = pages.join(' ')
    expect(last).toContain('Dr Łucja Żak, GP partner')
    expect(last).toContain('20 April 2026')
    expect(last).toContain('Not signed yet')
    expect(last.replace(/\s+/g, '')).toContain(contentHash)
  })

  test('counts its pages, and says on each what it is', () => {
    expect(pdf.numPages).toBeGreaterThan(5)
    pages.forEach((text, index) => {
      expect(text).toContain(`Page ${index + 1} of ${pdf.numPages}`)
      expect(text).toContain(`oldham-gp-pilot-protocol, version 2, 16 April 2026. Draft. Digest ${contentHash.slice(0, 16)}`)
    })
  })

  test('is tagged: one document with headings, lists with labels, tables with header cells', async () => {
    const trees = await Promise.all(Array.from({ length: pdf.numPages }, async (_item, index) => (await pdf.getPage(index + 1)).getStructTree()))
    const all = trees.flatMap((tree) => roles(tree as Tag))
    for (const role of ['Document', 'H1', 'H2', 'H3', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Table', 'Caption', 'TR', 'TH', 'TD']) expect(all).toContain(role)
    expect(all.filter((role) => role === 'H1')).toHaveLength(1)
    expect((await pdf.getMarkInfo())?.Marked).toBe(true)
  })

  test('says its language and its title, and that it is PDF/UA', async () => {
    const raw = bytes.toString('latin1')
    expect(raw).toContain('/Lang (en-GB)')
    expect(raw).toContain('/DisplayDocTitle true')
    expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(raw.startsWith('%PDF-1.7')).toBe(true)
    expect(raw).toContain('/Scope /Column')
    expect(raw).toContain('/Scope /Row')
    expect((await pdf.getMetadata()).info).toMatchObject({ Title: 'Oldham GP data sharing pilot: information sharing protocol, version 2 (draft)' })
  })

  test('leads to each part from its outline', async () => {
    const titles = (await pdf.getOutline()).map((item) => item.title)
    expect(titles).toEqual(expect.arrayContaining(['1. What this protocol is', '6. Data flows', '14. Signatures']))
  })

  test('carries its typefaces, and no others', () => {
    const raw = bytes.toString('latin1')
    const names = new Set([...raw.matchAll(/\/BaseFont \/(\S+)/g)].map(([, name]) => name))
    expect(names.size).toBeGreaterThan(1)
    for (const name of names) expect(name).toMatch(/^[A-Z]{6}\+(AtkinsonHyperlegibleNext|NotoSans)-/)
    expect([...raw.matchAll(/\/FontFile2 /g)].length).toBe(new Set([...raw.matchAll(/\/FontName \/(\S+)/g)].map(([, name]) => name)).size)
  })

  test('is the same bytes for the same version and signatures, and others after another signature', async () => {
    expect((await makeDocumentPdf(paper)).equals(bytes)).toBe(true)
    const signed = { ...paper, signing: paper.signing.map((line) => ({ ...line, signer })) }
    expect((await makeDocumentPdf(signed)).equals(bytes)).toBe(false)
  })

  test('says on every page that it is a draft, with no word of that among those that are read or searched', async () => {
    const final = await makeDocumentPdf({ ...paper, standing: someStanding({ state: 'signed' }) })
    expect(final.equals(bytes)).toBe(false)
    expect((await makeDocumentPdf({ ...paper, standing: someStanding({ state: 'signed' }) })).equals(final)).toBe(true)
    const read = async (of: Buffer) => (await textOf(await open(of))).join(' ')
    const count = (text: string) => text.match(/Draft/g)?.length ?? 0
    const inFinal = await read(final)
    expect(count(pages.join(' ')) - count(inFinal)).toBe(pdf.numPages)
    expect(inFinal).toContain('Version 2 has been signed by every party that has to sign.')
    expect((await (await open(bytes)).getMetadata()).info).toMatchObject({ Title: expect.stringContaining('version 2 (draft)') })
    expect((await (await open(final)).getMetadata()).info).toMatchObject({ Title: expect.not.stringContaining('draft') })
    for (let page = 1; page <= pdf.numPages; page += 1) {
      const { fnArray } = await (await pdf.getPage(page)).getOperatorList()
      const { fnArray: without } = await (await (await open(final)).getPage(page)).getOperatorList()
      expect(fnArray.filter((operator) => operator === OPS.fill || operator === OPS.constructPath).length).toBeGreaterThan(without.filter((operator) => operator === OPS.fill || operator === OPS.constructPath).length)
    }
  })

  test('tells its history and who reviewed it after the words, and not to the public', async () => {
    const standing = someStanding({ history: [{ number: 2, madeAt: paper.madeAt, madeByName: 'Q. Maker', changes: ['flows'] }], endorsements: [{ kind: 'reviewed', by: 'A. Officer', as: 'data protection officer', on: '2026-04-18', words: 'No objection' }] })
    const text = (await textOf(await open(await makeDocumentPdf({ ...paper, standing })))).join(' ')
    for (const said of ['About this version', 'History of this paper', 'Q. Maker', 'A. Officer, data protection officer', '18 April 2026', 'No objection']) expect(text).toContain(said)
    const notice = (await textOf(await open(await makeDocumentPdf({ ...paper, kind: 'privacy-notice', signing: [], standing })))).join(' ')
    expect(notice).toContain('History of this paper')
    expect(notice).not.toMatch(/Q\. Maker|A\. Officer/)
  })

  test('draws letters that our own typeface lacks', async () => {
    const greek = await makeDocumentPdf({ ...paper, title: 'Πρόγραμμα', content: '<h1>Πρόγραμμα ☃</h1><p>Ἑλλάς and English in one line</p>' })
    expect((await textOf(await open(greek))).join(' ')).toContain('Πρόγραμμα')
    expect(greek.toString('latin1')).toContain('NotoSans')
  })

  test('a cell longer than a page goes on over the next, under the same heads', async () => {
    const long = Array.from({ length: 900 }, (_item, index) => `word${index}`).join(' ')
    const table = `<h1>Long</h1><table data-widths="50 50"><caption>C</caption><thead><tr><th scope="col">Left head</th><th scope="col">Right head</th></tr></thead><tbody><tr><td>${long}</td><td>x${'y'.repeat(300)}</td></tr></tbody></table>`
    const text = await textOf(await open(await makeDocumentPdf({ ...paper, content: table })))
    expect(text.length).toBeGreaterThan(2)
    for (const page of text.slice(0, -1)) expect(page).toContain('Left head')
    expect(text.join(' ')).toContain('word899')
  })
})

test('a picture in a paper is drawn as a tagged figure with its words, and its text can be read', async () => {
  const bytes = await makeDocumentPdf(paper)
  expect((await makeDocumentPdf(paper)).equals(bytes)).toBe(true)
  const pdf = await open(bytes)
  const trees = await Promise.all(Array.from({ length: pdf.numPages }, async (_item, index) => (await pdf.getPage(index + 1)).getStructTree()))
  expect(trees.flatMap((tree) => roles(tree as Tag)).filter((role) => role === 'Figure')).toHaveLength(1)
  expect((await textOf(pdf)).join(' ')).toContain(someFacts().datasets[0]!.name)
})
