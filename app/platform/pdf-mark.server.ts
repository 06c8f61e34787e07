/// <reference types="pdfkit" />
/** Our own face on paper: the same two rings and the same colours as on the web pages. */
export const PLUM = '#4b1d52'
export const GOLD = '#f2b632'
export const INK = '#212b32'
export const GREY = '#4c6272'
export const LINE = '#aeb7bd'
export const MIST = '#f4f0f5'

/**
 * Draws the mark with its top left corner at (x, y), `size` points wide and high: two rings that hold each other on a plum
 * square. It leaves colours and line width as they were. Where the paper is tagged, the caller draws it within an artifact.
 */
export function drawMark(doc: PDFKit.PDFDocument, x: number, y: number, size: number): void {
  doc.save()
  doc.translate(x, y).scale(size / 48)
  doc.roundedRect(0, 0, 48, 48, 10).fill(PLUM)
  doc.lineWidth(4)
  doc.circle(18.5, 24, 11).stroke('#ffffff')
  doc.circle(29.5, 24, 11).stroke(GOLD)
  doc.path('M24 14.5a11 11 0 0 1 0 19').stroke('#ffffff')
  doc.restore()
}
