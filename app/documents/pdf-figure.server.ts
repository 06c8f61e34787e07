/// <reference types="pdfkit" />
import type { PaperFigure, PaperPicture, PaperShape } from './paper-blocks.rules.ts'
import { lineHeightOf, type PdfFlow, type Struct, type TextStyle } from './pdf-flow.server.ts'

const CAPTION: TextStyle = { size: 11, bold: true }
/** A picture is never drawn larger than life, nor taller than this share of a page. */
const TALLEST = 0.86

const CAPTION_ROOM = lineHeightOf(CAPTION) + 4
const scaleOf = (flow: PdfFlow, figure: PaperFigure): number => Math.min(1, flow.width / figure.width, ((flow.pageRoom - CAPTION_ROOM) * TALLEST) / figure.height)

/** How much room a picture takes with its caption. */
export const figureRoom = (flow: PdfFlow, figure: PaperFigure): number => figure.height * scaleOf(flow, figure) + CAPTION_ROOM

/** A picture as a tagged Figure with its words, made to fit the width, whole on one page. */
export function drawFigure(flow: PdfFlow, document: Struct, figure: PaperFigure): void {
  const { doc } = flow
  const scale = scaleOf(flow, figure)
  const height = figure.height * scale
  flow.need(figureRoom(flow, figure))
  const caption = doc.struct('P')
  document.add(caption)
  flow.paragraph(caption, 'P', figure.caption, CAPTION, { after: 4 })
  caption.end()
  const left = flow.left + (flow.width - figure.width * scale) / 2
  const top = flow.y
  drawPicture(flow, document, figure, left, top, scale)
  flow.y = top + height + 10
}

/** How large a picture stands beside its line, and how far the words stand from the margin. */
const BESIDE = 54
const BESIDE_INDENT = 78

/** One idea with its picture beside it: the picture is read first, by its words; both stand on one page. */
export function drawPictured(flow: PdfFlow, document: Struct, text: string, picture: PaperPicture, style: TextStyle): void {
  const textHeight = flow.lines(text, style, flow.width - BESIDE_INDENT).length * lineHeightOf(style)
  const height = Math.max(BESIDE, textHeight)
  flow.need(height)
  const top = flow.y
  drawPicture(flow, document, picture, flow.left, top + (height - BESIDE) / 2, BESIDE / picture.height)
  flow.y = top + (height - textHeight) / 2
  const element = flow.doc.struct('P')
  document.add(element)
  flow.paragraph(element, 'P', text, style, { x: flow.left + BESIDE_INDENT })
  element.end()
  flow.y = top + height + 12
}

function drawPicture(flow: PdfFlow, parent: Struct, picture: PaperPicture, left: number, top: number, scale: number): void {
  const { doc } = flow
  const element = doc.struct('Figure', { alt: picture.alt, bbox: [left, top, left + picture.width * scale, top + picture.height * scale] } as never)
  parent.add(element)
  flow.mark(element, 'Figure', () => {
    doc.save()
    doc.translate(left, top).scale(scale).lineCap('round').lineJoin('round')
    for (const shape of picture.shapes) drawShape(flow, shape)
    doc.restore()
  })
  element.end()
}

function drawShape(flow: PdfFlow, shape: PaperShape): void {
  const { doc } = flow
  if (shape.kind === 'text') {
    const style: TextStyle = { size: shape.size, bold: shape.bold, colour: shape.fill }
    const [line = []] = flow.lines(shape.text, style, Number.POSITIVE_INFINITY)
    // `line` puts the baseline a little over one size below its top.
    return flow.line(line, style, shape.x - flow.widthOf(shape.text, style) / 2, shape.y - shape.size * 1.02)
  }
  if (shape.kind === 'rect') doc.roundedRect(shape.x, shape.y, shape.width, shape.height, Math.min(shape.round, shape.height / 2))
  else doc.path(shape.d)
  if (shape.dash.length > 0) doc.dash(shape.dash[0] ?? 1, { space: shape.dash[1] ?? 1 })
  else doc.undash()
  doc.lineWidth(shape.thick || 1)
  if (shape.fill !== 'none' && shape.stroke !== 'none') doc.fillAndStroke(shape.fill, shape.stroke)
  else if (shape.fill !== 'none') doc.fill(shape.fill)
  else doc.stroke(shape.stroke)
  doc.undash()
}
