/// <reference types="pdfkit" />
import { LINE, MIST } from '#app/platform/pdf-mark.server.ts'
import type { PaperCell, PaperTable } from './paper-blocks.rules.ts'
import { lineHeightOf, type Line, type PdfFlow, type Struct, type TextStyle } from './pdf-flow.server.ts'

const CELL: TextStyle = { size: 10 }
const HEAD: TextStyle = { size: 10, bold: true }
const CAPTION: TextStyle = { size: 11, bold: true }
const PAD = { x: 5, y: 4.5 } as const
/** A table no higher than this stays on one page: somewhere to sign is not torn apart. */
const SHORT = 190
/** Of a first row that stays whole on no page under its caption and a heading, this much stands there. */
const BEGINNING = 160
const HEADING_ROOM = 150
/** A first row lower than this stands with the next one, wherever a page can hold both. */
const LOW = 60
/** Two last rows no higher than this are kept together. */
const TOGETHER = 160

/** How much room the beginning of a table takes: its caption, its head and its first row, with the next one where the first is low, or the beginning of one that no page can hold. A whole table that is short stays together. */
export function tableBegins(flow: PdfFlow, table: PaperTable): number {
  const { head, rows, captionHeight, whole } = layTable(flow, table)
  if (whole <= SHORT) return whole
  const above = captionHeight + (head ? heightOf(head) : 0)
  const [first, second] = [rows[0] ? heightOf(rows[0].laid) : 0, rows[1] ? heightOf(rows[1].laid) : 0]
  if (above + first + HEADING_ROOM > flow.pageRoom) return above + Math.min(first, BEGINNING)
  return above + first + (first < LOW && above + first + second + HEADING_ROOM <= flow.pageRoom ? second : 0)
}

/** How much room a whole table takes. */
export const tableRoom = (flow: PdfFlow, table: PaperTable): number => layTable(flow, table).whole + AFTER

function layTable(flow: PdfFlow, table: PaperTable) {
  const total = table.widths.reduce((sum, width) => sum + width, 0)
  const widths = table.widths.map((width) => (width / total) * flow.width)
  const lay = (cells: readonly PaperCell[]): Laid[] => cells.map((cell, index) => {
    const style = cell.isHeader ? HEAD : CELL
    return { style, lines: flow.lines(cell.text, style, (widths[index] ?? 0) - 2 * PAD.x) }
  })
  const head = table.head.length > 0 ? lay(table.head.map((text) => ({ text, isHeader: true }))) : null
  const rows = table.rows.map((cells) => ({ cells, laid: lay(cells) }))
  const captionHeight = table.caption ? lineHeightOf(CAPTION) + 3 : 0
  const whole = captionHeight + (head ? heightOf(head) : 0) + rows.reduce((height, row) => height + heightOf(row.laid), 0)
  return { widths, head, rows, captionHeight, whole }
}

const AFTER = 14

interface Laid {
  readonly lines: readonly Line[]
  readonly style: TextStyle
}

/**
 * A real table: caption, column headings that come again on every page (there as decoration, so that they are read once),
 * cells that wrap, and rows that stay whole wherever a page can hold them.
 */
export function drawTable(flow: PdfFlow, document: Struct, table: PaperTable): void {
  const { doc } = flow
  const { widths, head, rows, captionHeight } = layTable(flow, table)
  flow.need(tableBegins(flow, table))

  const element = doc.struct('Table')
  document.add(element)
  if (table.caption) {
    const caption = doc.struct('Caption')
    element.add(caption)
    flow.paragraph(caption, 'Caption', table.caption, CAPTION, { after: 3 })
    caption.end()
  }
  if (head) {
    const thead = doc.struct('THead')
    element.add(thead)
    shade(flow, heightOf(head))
    drawRow(flow, thead, head, widths, table.head.map(() => ({ type: 'TH', scope: 'Column' })))
    thead.end()
  } else {
    flow.artifact(() => rule(flow))
  }
  const repeatHead = () => {
    flow.newPage()
    if (!head) {
      // What has no column headings says at the head of the next page what it is.
      if (table.caption) {
        const again = flow.lines(`${table.caption} (continued)`, CAPTION, flow.width)[0] ?? []
        flow.artifact(() => flow.line(again, CAPTION, flow.left, flow.y))
        flow.y += captionHeight
      }
      return flow.artifact(() => rule(flow))
    }
    shade(flow, heightOf(head))
    flow.artifact(() => head.forEach((cell, index) => drawCell(flow, cell, widths, index, 0, cell.lines.length)))
    flow.y += heightOf(head)
    flow.artifact(() => rule(flow))
  }
  const tbody = doc.struct('TBody')
  element.add(tbody)
  const begins = captionHeight + (head ? heightOf(head) : 0)
  for (const [index, { cells, laid }] of rows.entries()) {
    // The first row that is too high for this is begun where its caption and its head are, which never stand alone.
    const staysWhole = heightOf(laid) <= flow.pageRoom - (index === 0 ? begins + HEADING_ROOM : head ? heightOf(head) : captionHeight)
    // The last row does not stand alone on the page after: the one before it goes with it.
    const last = index > 1 && index === rows.length - 2 ? heightOf((rows[index + 1] as (typeof rows)[number]).laid) : 0
    const goesWithLast = last > 0 && flow.y + heightOf(laid) <= flow.bottom && flow.y + heightOf(laid) + last > flow.bottom && heightOf(laid) + last <= TOGETHER
    if ((flow.y + heightOf(laid) > flow.bottom && staysWhole) || goesWithLast) repeatHead()
    drawRow(flow, tbody, laid, widths, cells.map((cell) => (cell.isHeader ? { type: 'TH', scope: 'Row' } : { type: 'TD' })), repeatHead)
  }
  tbody.end()
  element.end()
  flow.y += AFTER
}

function heightOf(laid: readonly Laid[]): number {
  return Math.max(...laid.map((cell) => cell.lines.length * lineHeightOf(cell.style))) + 2 * PAD.y
}

function drawRow(
  flow: PdfFlow, parent: Struct, laid: readonly Laid[], widths: readonly number[],
  kinds: readonly { readonly type: string; readonly scope?: string }[], onward: () => void = () => flow.newPage(),
): void {
  const row = flow.doc.struct('TR')
  parent.add(row)
  const elements = kinds.map(({ type, scope }) => flow.doc.struct(type as never, scope ? ({ scope } as never) : {}))
  elements.forEach((element) => row.add(element))
  const height = lineHeightOf(CELL)
  const most = Math.max(...laid.map((cell) => cell.lines.length))
  for (let from = 0; from < most;) {
    const fit = Math.max(1, Math.min(most - from, Math.floor((flow.bottom - flow.y - 2 * PAD.y + 0.01) / height)))
    laid.forEach((cell, index) => {
      if (from >= cell.lines.length) return
      flow.mark(elements[index] as Struct, kinds[index]?.type ?? 'TD', () => drawCell(flow, cell, widths, index, from, from + fit))
    })
    flow.y += fit * height + 2 * PAD.y
    flow.artifact(() => rule(flow))
    from += fit
    if (from < most) onward()
  }
  elements.forEach((element) => element.end())
  row.end()
}

function drawCell(flow: PdfFlow, cell: Laid, widths: readonly number[], column: number, from: number, to: number): void {
  const x = flow.left + widths.slice(0, column).reduce((sum, width) => sum + width, 0) + PAD.x
  cell.lines.slice(from, to).forEach((line, index) =>
    flow.line(line, cell.style, x, flow.y + PAD.y + index * lineHeightOf(cell.style), from + index === cell.lines.length - 1))
}

function shade(flow: PdfFlow, height: number): void {
  flow.artifact(() => flow.doc.rect(flow.left, flow.y, flow.width, height).fill(MIST))
}

function rule(flow: PdfFlow): void {
  flow.doc.lineWidth(0.6).moveTo(flow.left, flow.y).lineTo(flow.right, flow.y).stroke(LINE)
}
