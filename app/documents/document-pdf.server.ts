import PDFDocument from 'pdfkit'
import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { pdfFont, registerPdfFonts } from '#app/platform/pdf-fonts.server.ts'
import { drawMark, GOLD, GREY, PLUM } from '#app/platform/pdf-mark.server.ts'
import { addSealPlace, type SealSays } from '#app/platform/pdf-seal.server.ts'
import { endMatter, fileTitle, watermarkOf } from './end-matter.words.ts'
import { paperBlocks, type PaperBlock, type PaperClause } from './paper-blocks.rules.ts'
import { drawFigure, drawPictured, figureRoom } from './pdf-figure.server.ts'
import { PdfFlow, lineHeightOf, linesTogether, type Struct, type TextStyle } from './pdf-flow.server.ts'
import { drawTable, tableBegins, tableRoom } from './pdf-table.server.ts'
import type { Paper } from './read-document.server.ts'

export type PaperToDraw = Pick<Paper, 'documentRef' | 'number' | 'title' | 'content' | 'contentHash' | 'madeAt' | 'madeByName' | 'signing' | 'kind' | 'standing'>

const BODY: TextStyle = { size: 11 }
/** Easy read is set at 14 points or more. */
const LARGE: TextStyle = { size: 14 }
const HEADINGS: Record<1 | 2 | 3, { style: TextStyle; before: number; after: number }> = {
  1: { style: { size: 25, bold: true }, before: 0, after: 12 },
  2: { style: { size: 15.5, bold: true, colour: PLUM }, before: 14, after: 6 },
  3: { style: { size: 12.5, bold: true }, before: 8, after: 4 },
}
const CLAUSE_INDENT = 34
/** A clause of so many lines stays with the table after it. */
const SHORT_CLAUSE = 4
const MARGINS = { top: 72, bottom: 68, side: 54 } as const
const FIRST_TOP = 112

/** What a PDF in our look is made of. */
export interface PdfOf {
  /** The title of the file, as a reader's window says it. */
  readonly fileTitle: string
  /** What stands at the head of each page after the first. */
  readonly heading: string
  readonly author: string
  readonly subject: string
  readonly blocks: readonly PaperBlock[]
  /** Blocks after these words, and no part of them. */
  readonly after: readonly PaperBlock[]
  readonly isLarge: boolean
  /** A word across each page; none where null. */
  readonly mark: string | null
  /** What stands at the foot of each page before the digest. */
  readonly name: string
  readonly contentHash: string
  readonly madeAt: Date
  readonly changedAt: Date
}

/**
 * One version as a tagged PDF (PDF/UA-1): its words, its tables, who has signed, our mark on each page, and "Draft" across
 * each page of a draft. The same version in the same standing gives the same bytes; its dates are those of the version and of
 * its last signature. With `seal`, it has a place for a digital signature.
 */
export function makeDocumentPdf(paper: PaperToDraw, seal?: SealSays): Promise<Buffer> {
  const signedAt = paper.signing.flatMap(({ signer, group }) => [signer, ...(group?.members ?? [])].flatMap((one) => (one?.signedAt ? [one.signedAt.getTime()] : [])))
  const mark = watermarkOf(paper.standing.state)
  return makePdf({
    fileTitle: fileTitle(paper), heading: paper.title, author: paper.madeByName, subject: `${paper.documentRef}, version ${paper.number}`,
    blocks: paperBlocks(paper.content), after: endMatter(paper), isLarge: paper.kind === 'privacy-notice-easy-read', mark,
    name: `${paper.documentRef}, version ${paper.number}, ${formatDay(londonDay(paper.madeAt))}.${mark ? ` ${mark}.` : ''}`,
    contentHash: paper.contentHash, madeAt: paper.madeAt, changedAt: new Date(Math.max(paper.madeAt.getTime(), ...signedAt)),
  }, seal)
}

/** A tagged PDF (PDF/UA-1) of blocks, in our look. The same given, the same bytes. */
export async function makePdf(given: PdfOf, seal?: SealSays): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4', margin: 0, bufferPages: true, font: '', subset: 'PDF/UA', tagged: true, lang: 'en-GB', displayTitle: true, pdfVersion: '1.7',
    info: {
      Title: given.fileTitle, Author: given.author, Subject: given.subject, Keywords: given.contentHash, Creator: 'Concordat', CreationDate: given.madeAt, ModDate: given.changedAt,
    },
  } as unknown as PDFKit.PDFDocumentOptions)
  const chunks: Buffer[] = []
  const finished = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  registerPdfFonts(doc)
  const { mark } = given
  const flow = new PdfFlow(doc, MARGINS, () => { if (mark) drawWatermark(flow, mark) })
  if (mark) drawWatermark(flow, mark)
  flow.y = FIRST_TOP
  const document = doc.struct('Document')
  doc.addStructure(document)
  drawBlocks(flow, document, given.blocks, given.isLarge ? LARGE : BODY)
  // What follows the words stands together on a page where it is short, so that no page holds its last line alone.
  const room = given.after.reduce((height, block) => height + roomOf(flow, block), 0)
  if (room <= flow.pageRoom / 2) flow.need(room)
  for (const block of given.after) drawBlock(flow, document, block, BODY)
  document.end()
  drawFurniture(flow, given)
  if (seal) addSealPlace(doc, seal)
  doc.end()
  return finished
}

/** The height of what is said before a table, where it is one paragraph or one short clause; 0 of anything else. */
function saidRoom(flow: PdfFlow, block: PaperBlock | undefined, body: TextStyle): number {
  if (block?.kind === 'paragraph') return lineHeightOf(body) * flow.lines(block.text, body, flow.width).length + 8
  return block?.kind === 'clauses' && block.items.length === 1 ? clauseRoom(flow, block.items[0] as PaperClause) : 0
}

/** The height of a short clause, which stays with a table after it; 0 of a long one. */
function clauseRoom(flow: PdfFlow, { text, bullets }: PaperClause): number {
  const lines = flow.lines(text, BODY, flow.width - CLAUSE_INDENT).length
  return bullets.length > 0 || lines > SHORT_CLAUSE ? 0 : lineHeightOf(BODY) * lines + 9
}

/** Blocks one after another. Headings, and what is said before a table, begin a page together with the beginning of that table; with a picture, together with all of it. */
function drawBlocks(flow: PdfFlow, document: Struct, blocks: readonly PaperBlock[], body: TextStyle): void {
  blocks.forEach((block, index) => {
    if (block.kind === 'heading') {
      const headed = blocks.slice(index + 1).findIndex((each) => each.kind !== 'heading')
      const under = blocks.slice(index + 1, index + 1 + Math.max(headed, 0))
      const [next, after] = headed < 0 ? [] : [blocks[index + 1 + headed], blocks[index + 2 + headed]]
      const said = saidRoom(flow, next, body)
      const table = next?.kind === 'table' ? next : said > 0 && after?.kind === 'table' ? after : null
      const { style, before } = HEADINGS[block.level]
      const heads = before + lineHeightOf(style) * 2 + under.reduce((height, each) => height + roomOf(flow, each), 0)
      if (table) flow.need(heads + said + tableBegins(flow, table))
      else if (next?.kind === 'figure') flow.need(heads + figureRoom(flow, next))
    }
    const then = blocks[index + 1]
    if (block.kind === 'paragraph' && then?.kind === 'table') flow.need(saidRoom(flow, block, body) + tableBegins(flow, then))
    if (block.kind === 'clauses') drawClauses(flow, document, block.items, then?.kind === 'table' ? tableBegins(flow, then) : 0)
    else drawBlock(flow, document, block, body)
  })
}

/** About how high a block stands. */
function roomOf(flow: PdfFlow, block: PaperBlock): number {
  if (block.kind === 'table') return tableRoom(flow, block)
  if (block.kind === 'heading') return HEADINGS[block.level].before + HEADINGS[block.level].after + lineHeightOf(HEADINGS[block.level].style)
  return block.kind === 'paragraph' || block.kind === 'lead' ? lineHeightOf(BODY) * flow.lines(block.text, BODY, flow.width).length + 8 : flow.pageRoom
}

function drawBlock(flow: PdfFlow, document: Struct, block: PaperBlock, body: TextStyle): void {
  switch (block.kind) {
    case 'lead': return addParagraph(flow, document, block.text, { size: 13, colour: GREY }, 2)
    case 'heading': return drawHeading(flow, document, block.level, block.text)
    case 'paragraph': return addParagraph(flow, document, block.text, body)
    case 'pictured': return drawPictured(flow, document, block.text, block.picture, body)
    case 'table': return drawTable(flow, document, block)
    case 'clauses': return drawClauses(flow, document, block.items)
    case 'figure': return drawFigure(flow, document, block)
  }
}

function drawHeading(flow: PdfFlow, document: Struct, level: 1 | 2 | 3, text: string): void {
  const { style, before, after } = HEADINGS[level]
  if (flow.y > MARGINS.top) flow.y += before
  // A heading stays with what it heads.
  flow.need(lineHeightOf(style) * flow.lines(text, style, flow.width).length + after + 4 * lineHeightOf(BODY))
  const element = flow.doc.struct(`H${level}`)
  document.add(element)
  if (level < 3) flow.doc.outline.addItem(text, { top: flow.y, left: flow.doc.page.width } as never)
  flow.paragraph(element, `H${level}`, text, style, { after })
  element.end()
}

function addParagraph(flow: PdfFlow, parent: Struct, text: string, style: TextStyle = BODY, after = 8): void {
  const element = flow.doc.struct('P')
  parent.add(element)
  flow.paragraph(element, 'P', text, style, { after })
  element.end()
}

/** `below` is how much room the beginning of a table takes that the last clause stays with, where it is short. */
function drawClauses(flow: PdfFlow, document: Struct, items: readonly PaperClause[], below = 0): void {
  const list = listOf(flow, document, 'Decimal')
  for (const [index, item] of items.entries()) {
    flow.need(lineHeightOf(BODY) * linesTogether(flow.lines(item.text, BODY, flow.width - CLAUSE_INDENT).length))
    const short = below > 0 && index === items.length - 1 ? clauseRoom(flow, item) : 0
    if (short > 0) flow.need(short + below)
    const body = listItem(flow, list, item.number, { ...BODY, bold: true, colour: PLUM }, flow.left)
    flow.paragraph(body, 'LBody', item.text, BODY, { x: flow.left + CLAUSE_INDENT, after: item.bullets.length > 0 ? 3 : 7 })
    if (item.bullets.length > 0) drawBullets(flow, body, item.bullets)
    body.end()
  }
  list.end()
  flow.y += 2
}

function drawBullets(flow: PdfFlow, parent: Struct, bullets: readonly string[]): void {
  const list = listOf(flow, parent, 'Disc')
  const x = flow.left + CLAUSE_INDENT
  for (const bullet of bullets) {
    // The mark stays with its words, which begin with as many lines as stand together.
    flow.need(lineHeightOf(BODY) * linesTogether(flow.lines(bullet, BODY, flow.right - x - 14).length))
    const body = listItem(flow, list, '•', BODY, x)
    flow.paragraph(body, 'LBody', bullet, BODY, { x: x + 14, after: 3 })
    body.end()
  }
  list.end()
  flow.y += 4
}

/** PDF/UA asks a list with labels to say how they are numbered; pdfkit has no option for it. */
function listOf(flow: PdfFlow, parent: Struct, numbering: 'Decimal' | 'Disc'): Struct {
  const list = flow.doc.struct('L')
  ;(list as unknown as { dictionary: { data: Record<string, unknown> } }).dictionary.data.A = { O: 'List', ListNumbering: numbering }
  parent.add(list)
  return list
}

function listItem(flow: PdfFlow, list: Struct, label: string, style: TextStyle, x: number): Struct {
  const item = flow.doc.struct('LI')
  list.add(item)
  const lbl = flow.doc.struct('Lbl')
  item.add(lbl)
  flow.mark(lbl, 'Lbl', () => flow.line(flow.lines(label, style, flow.width)[0] ?? [], style, x, flow.y))
  lbl.end()
  const body = flow.doc.struct('LBody')
  item.add(body)
  return body
}

/** The head and foot of each page: no part of the text, so read by nobody aloud. */
function drawFurniture(flow: PdfFlow, given: PdfOf): void {
  const { doc } = flow
  const { start, count } = doc.bufferedPageRange()
  const { name } = given
  const digest = `Digest ${given.contentHash.slice(0, 16)}`
  // One size on every page: the largest at which the foot of the page with the widest number is one line.
  const fits = (style: TextStyle) => flow.widthOf(`${name} ${digest}`, style) <= flow.width - flow.widthOf(`Page ${count} of ${count}`, style) - 12
  const small = [9, 8.5, 8, 7.5].map((size): TextStyle => ({ size, colour: GREY })).find(fits) ?? { size: 9, colour: GREY }
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(start + index)
    const draw = (text: string, style: TextStyle, x: number, top: number) => flow.line(flow.lines(text, style, 1000)[0] ?? [], style, x, top)
    flow.artifact(() => {
      if (index === 0) {
        drawMark(doc, flow.left, 40, 40)
        draw('Concordat', { size: 20, bold: true, colour: PLUM }, flow.left + 52, 46)
        doc.rect(flow.left, 90, flow.width, 3).fill(GOLD)
      } else {
        drawMark(doc, flow.left, 32, 20)
        draw(given.heading, { size: 9.5, bold: true, colour: PLUM }, flow.left + 28, 36)
        doc.rect(flow.left, 57, flow.width, 1.5).fill(GOLD)
      }
    }, { type: 'Pagination', attached: ['Top'] })
    flow.artifact(() => {
      const top = doc.page.height - 46
      const place = `Page ${index + 1} of ${count}`
      if (fits(small)) draw(`${name} ${digest}`, small, flow.left, top)
      else {
        draw(name, small, flow.left, top)
        draw(digest, small, flow.left, top + lineHeightOf(small))
      }
      draw(place, small, flow.right - flow.widthOf(place, small), top)
    }, { type: 'Pagination', attached: ['Bottom'] })
  }
}

/** Light enough to read every word of the paper over it. */
const WATERMARK = '#f1e9f3'

/**
 * A word across the page, beneath all else: drawn as shapes and marked as an artifact, so that it is neither read aloud nor
 * found, copied or searched among the words of the paper.
 */
function drawWatermark(flow: PdfFlow, word: string): void {
  const { doc } = flow
  const font = pdfFont('bold')
  const { glyphs, positions } = font.layout(word)
  const width = positions.reduce((sum, position) => sum + position.xAdvance, 0)
  const scale = (doc.page.width * 0.86) / width
  flow.artifact(() => {
    doc.save().translate(doc.page.width / 2, doc.page.height / 2).rotate(-54).scale(scale, -scale).translate(-width / 2, -font.capHeight / 2)
    let x = 0
    glyphs.forEach((glyph, index) => {
      doc.save().translate(x, 0).path(glyph.path.toSVG()).fill(WATERMARK).restore()
      x += positions[index]?.xAdvance ?? 0
    })
    doc.restore()
  }, { type: 'Pagination' })
}
