import { once } from 'node:events'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Writable } from 'node:stream'
import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import { fontRuns, registerPdfFonts } from '#app/platform/pdf-fonts.server.ts'
import { drawMark, GREY, INK, PLUM } from '#app/platform/pdf-mark.server.ts'
import { MM_PER_PT, type Block, type Colour, type Item, type LetterPlan } from './letter-geometry.ts'

const PT = 1 / MM_PER_PT
const WAITING_MOST = 256 * 1024
const COLOURS: Readonly<Record<Colour, string>> = { ink: INK, plum: PLUM, grey: GREY }

export interface LetterToDraw {
  readonly plan: LetterPlan
  /** What the QR code holds. */
  readonly qrText: string
}

type Element = ReturnType<PDFKit.PDFDocument['struct']>

/**
 * Draws letters one after another into one tagged PDF, as they come, so that memory holds one letter and the list of pages.
 * `madeAt` is written into the file: the same letters give the same bytes. Tagged for screen readers as PDF/UA-1 asks.
 */
export async function drawLetters(
  letters: AsyncIterable<LetterToDraw> | Iterable<LetterToDraw>,
  out: Writable,
  about: { readonly title: string; readonly author: string; readonly madeAt: Date },
): Promise<void> {
  const doc = new PDFDocument({
    size: 'A4', margin: 0, autoFirstPage: false, pdfVersion: '1.7', subset: 'PDF/UA', tagged: true, lang: 'en-GB', displayTitle: true,
    info: { Title: about.title, Author: about.author, Creator: 'Concordat', Producer: 'Concordat', CreationDate: about.madeAt },
  } as unknown as PDFKit.PDFDocumentOptions)
  registerPdfFonts(doc)
  const finished = new Promise<void>((resolve, reject) => {
    out.once('finish', resolve)
    out.once('error', reject)
    out.once('close', () => reject(new Error('The reader of the letters went away')))
  })
  finished.catch(() => {})
  doc.pipe(out)
  const root = doc.struct('Document')
  doc.addStructure(root)
  try {
    for await (const letter of letters) {
      if (out.destroyed) break
      drawLetter(doc, root, letter)
      // What is drawn goes out before more is drawn, or the whole file would wait in memory for a slow reader.
      while (doc.readableLength > WAITING_MOST && !out.destroyed) await (out.writableNeedDrain ? Promise.race([once(out, 'drain'), finished]) : breathe())
    }
    root.end()
  } finally {
    doc.end()
  }
  await finished
}

function drawLetter(doc: PDFKit.PDFDocument, root: Element, letter: LetterToDraw): void {
  const section = doc.struct('Sect')
  root.add(section)
  let page = 0
  let list: Element | null = null
  const turnTo = (wanted: number) => {
    while (page < wanted) {
      doc.addPage()
      page += 1
      for (const block of letter.plan.blocks) {
        if (block.part === 'furniture') drawArtifact(doc, block, page, letter.qrText)
      }
    }
  }
  for (const block of letter.plan.blocks) {
    if (block.part === 'furniture') continue
    if (block.role !== 'LI' && list) {
      list.end()
      list = null
    }
    if (block.role === 'Artifact') {
      turnTo(block.pieces[0]?.page ?? page)
      drawArtifact(doc, block, page, letter.qrText)
      continue
    }
    if (block.role === 'LI') {
      if (!list) {
        list = doc.struct('L')
        section.add(list)
      }
      drawListItem(doc, list, block, turnTo)
      continue
    }
    const element = doc.struct(block.role, (block.alt ? { alt: block.alt, placement: 'Block', ...boxOf(block) } : {}) as object)
    section.add(element)
    for (const piece of block.pieces) {
      turnTo(piece.page)
      element.add(() => draw(doc, piece.items.filter(isRead), letter.qrText))
      drawAside(doc, piece.items.filter((item) => !isRead(item)), letter.qrText)
    }
    element.end()
  }
  list?.end()
  turnTo(letter.plan.pages)
  section.end()
}

function drawListItem(doc: PDFKit.PDFDocument, list: Element, block: Block, turnTo: (page: number) => void): void {
  const entry = doc.struct('LI')
  list.add(entry)
  const body = doc.struct('LBody')
  entry.add(body)
  for (const piece of block.pieces) {
    turnTo(piece.page)
    const isLabel = (item: Item) => item.kind === 'text' && item.isLabel === true
    drawAside(doc, piece.items.filter(isLabel), '')
    body.add(() => draw(doc, piece.items.filter((item) => !isLabel(item)), ''))
  }
  body.end()
  entry.end()
}

const isRead = (item: Item) => item.kind === 'text' || item.kind === 'qr'

function drawArtifact(doc: PDFKit.PDFDocument, block: Block, page: number, qrText: string): void {
  for (const piece of block.pieces) if (piece.page === page) drawAside(doc, piece.items, qrText)
}

/** What a screen reader passes over: lines, boxes, the mark, what is repeated on each page. */
function drawAside(doc: PDFKit.PDFDocument, items: readonly Item[], qrText: string): void {
  if (items.length === 0) return
  doc.markContent('Artifact', { type: 'Layout' })
  draw(doc, items, qrText)
  doc.endMarkedContent()
}

function boxOf(block: Block): { bbox?: [number, number, number, number] } {
  const [item] = block.pieces[0]?.items ?? []
  return item?.kind === 'qr' ? { bbox: [item.x * PT, item.y * PT, (item.x + item.size) * PT, (item.y + item.size) * PT] } : {}
}

function draw(doc: PDFKit.PDFDocument, items: readonly Item[], qrText: string): void {
  for (const item of items) {
    if (item.kind === 'text') drawText(doc, item)
    else if (item.kind === 'rule') drawRule(doc, item)
    else if (item.kind === 'box') doc.lineWidth(1.1).rect(item.x * PT, item.y * PT, item.size * PT, item.size * PT).stroke(INK)
    else if (item.kind === 'bar') doc.rect(item.x * PT, item.y * PT, item.width * PT, item.height * PT).fill(PLUM)
    else if (item.kind === 'mark') drawMark(doc, item.x * PT, item.y * PT, item.size * PT)
    else drawQr(doc, item, qrText)
  }
}

function drawText(doc: PDFKit.PDFDocument, item: Extract<Item, { kind: 'text' }>): void {
  // The capital letters stand in the middle of the line's height.
  const baseline = (item.y + item.lead / 2) * PT + item.size * 0.335
  let x = item.x * PT
  doc.fillColor(COLOURS[item.colour]).fontSize(item.size)
  for (const run of fontRuns(item.text, item.isBold)) {
    doc.font(run.font)
    doc.text(run.text, x, baseline, { lineBreak: false, baseline: 'alphabetic' })
    x = doc.x
  }
}

function drawRule(doc: PDFKit.PDFDocument, rule: Extract<Item, { kind: 'rule' }>): void {
  doc.save()
  doc.lineWidth(rule.isDashed ? 0.8 : 0.7)
  if (rule.isDashed) doc.dash(3, { space: 3 })
  doc.moveTo(rule.x1 * PT, rule.y * PT).lineTo(rule.x2 * PT, rule.y * PT).stroke(rule.isDashed ? GREY : INK)
  doc.restore()
}

/** Black modules as runs of rectangles. Two modules of the quiet zone are its own, the rest the white paper around it. */
function drawQr(doc: PDFKit.PDFDocument, item: Extract<Item, { kind: 'qr' }>, text: string): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const quiet = 2
  const step = (item.size * PT) / (modules.size + quiet * 2)
  for (let row = 0; row < modules.size; row += 1) {
    let from = -1
    for (let column = 0; column <= modules.size; column += 1) {
      const isDark = column < modules.size && modules.get(row, column)
      if (isDark && from < 0) from = column
      if (!isDark && from >= 0) {
        doc.rect(item.x * PT + (from + quiet) * step, item.y * PT + (row + quiet) * step, (column - from) * step, step)
        from = -1
      }
    }
  }
  doc.fill('#000000')
}
