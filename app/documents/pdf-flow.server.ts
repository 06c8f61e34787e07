/// <reference types="pdfkit" />
import { fontRuns, type PdfFontName } from '#app/platform/pdf-fonts.server.ts'
import { INK } from '#app/platform/pdf-mark.server.ts'

/** Text set on tagged pages from the top down: lines broken by width, pages begun as needed, each piece marked with what it is. */
type Doc = PDFKit.PDFDocument
export type Struct = PDFKit.PDFStructureElement

export interface TextStyle {
  readonly size: number
  readonly bold?: boolean
  readonly colour?: string
}

interface Run {
  readonly text: string
  readonly font: PdfFontName
  readonly width: number
}
export type Line = readonly Run[]

const LINE_HEIGHT = 1.36
const BASELINE = 1.02
/** How many lines of a text stand together where it begins, so that none stands alone at the foot or the head of a page: of three, all. */
export const linesTogether = (lines: number): number => (lines <= 3 ? lines : 2)
export const lineHeightOf = (style: TextStyle): number => style.size * LINE_HEIGHT

export class PdfFlow {
  y: number
  readonly left: number
  readonly right: number

  constructor(readonly doc: Doc, readonly margins: { readonly top: number; readonly bottom: number; readonly side: number }, private readonly onNewPage: () => void) {
    this.left = margins.side
    this.right = doc.page.width - margins.side
    this.y = margins.top
  }

  get width(): number {
    return this.right - this.left
  }

  get bottom(): number {
    return this.doc.page.height - this.margins.bottom
  }

  get pageRoom(): number {
    return this.bottom - this.margins.top
  }

  /** Begins a page unless there is this much room left. True when it did. */
  need(height: number): boolean {
    if (this.y + height <= this.bottom || this.y === this.margins.top) return false
    this.newPage()
    return true
  }

  newPage(): void {
    this.doc.addPage()
    this.y = this.margins.top
    this.onNewPage()
  }

  /** Breaks a text into lines no wider than `width`. A word that is too long by itself is broken where it must be. */
  lines(text: string, style: TextStyle, width: number): Line[] {
    const lines: Run[][] = []
    let line: Run[] = []
    let used = 0
    const push = () => { lines.push(line); line = []; used = 0 }
    for (const word of text.split(' ').filter((part) => part !== '')) {
      const space = line.length > 0 ? this.widthOf(' ', style) : 0
      const wide = this.widthOf(word, style)
      if (line.length > 0 && used + space + wide > width) push()
      for (const [index, piece] of (wide > width ? this.pieces(word, style, width) : [word]).entries()) {
        if (index > 0) push()
        else if (line.length > 0) { line.push(...this.runs(' ', style)); used += space }
        line.push(...this.runs(piece, style))
        used += this.widthOf(piece, style)
      }
    }
    if (line.length > 0 || lines.length === 0) push()
    return lines.map(joined)
  }

  /** An address is broken after one of its signs where it can be, and between letters where it cannot. */
  private pieces(word: string, style: TextStyle, width: number): string[] {
    const pieces: string[] = []
    let piece = ''
    for (const part of word.split(/(?<=[@./_?&=-])/).flatMap((run) => (this.widthOf(run, style) > width ? [...run] : [run]))) {
      if (piece !== '' && this.widthOf(piece + part, style) > width) { pieces.push(piece); piece = '' }
      piece += part
    }
    return [...pieces, piece]
  }

  private runs(text: string, style: TextStyle): Run[] {
    return fontRuns(text, style.bold).map((run) => ({ ...run, width: this.doc.font(run.font).fontSize(style.size).widthOfString(run.text) }))
  }

  widthOf(text: string, style: TextStyle): number {
    return this.runs(text, style).reduce((sum, run) => sum + run.width, 0)
  }

  /**
   * Draws one line with its top at `top`. A line that another follows in the same paragraph ends in a space, so that words
   * do not run together when the paper is read aloud or copied.
   */
  line(line: Line, style: TextStyle, x: number, top: number, isLast = true): void {
    const { doc } = this
    let at = x
    line.forEach((run, index) => {
      const text = !isLast && index === line.length - 1 ? `${run.text} ` : run.text
      doc.font(run.font).fontSize(style.size).fillColor(style.colour ?? INK).text(text, at, top + style.size * BASELINE, { lineBreak: false, baseline: 'alphabetic' })
      at += run.width
    })
  }

  /** Draws what `draw` draws as one piece of an element, on the page it stands on. */
  mark(element: Struct, tag: string, draw: () => void): void {
    const content = this.doc.markStructureContent(tag)
    draw()
    this.doc.endMarkedContent()
    element.add(content)
  }

  /** Draws what is no part of the text: rules, backgrounds, headers and footers. */
  artifact(draw: () => void, options: Record<string, unknown> = { type: 'Layout' }): void {
    this.doc.markContent('Artifact', options as never)
    draw()
    this.doc.endMarkedContent()
  }

  /** A paragraph at the cursor, over as many pages as it takes, as pieces of `element`. */
  paragraph(element: Struct, tag: string, text: string, style: TextStyle, options: { readonly x?: number; readonly width?: number; readonly after?: number } = {}): void {
    const x = options.x ?? this.left
    const height = lineHeightOf(style)
    let rest = this.lines(text, style, options.width ?? this.right - x)
    const total = rest.length
    while (rest.length > 0) {
      // No line stands alone at the foot or the head of a page.
      this.need(rest.length === total ? height * linesTogether(total) : height)
      const room = Math.max(1, Math.min(rest.length, Math.floor((this.bottom - this.y + 0.01) / height)))
      const fit = rest.length - room === 1 && room > 2 ? room - 1 : room
      const here = rest.slice(0, fit)
      rest = rest.slice(fit)
      const from = this.y
      this.mark(element, tag, () => here.forEach((line, index) => this.line(line, style, x, from + index * height, rest.length === 0 && index === here.length - 1)))
      this.y = from + here.length * height
      // A line that was kept back so that the last does not stand alone goes with it.
      if (fit < room && rest.length > 0) this.newPage()
    }
    this.y += options.after ?? 0
  }
}

/** Neighbouring runs of one typeface are drawn as one. */
function joined(line: readonly Run[]): Run[] {
  const out: { text: string; font: PdfFontName; width: number }[] = []
  for (const run of line) {
    const last = out[out.length - 1]
    if (last?.font === run.font) { last.text += run.text; last.width += run.width } else out.push({ ...run })
  }
  return out
}
