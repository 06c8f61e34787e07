import { fontRuns, pdfFont } from '#app/platform/pdf-fonts.server.ts'
import type { Measure } from './letter-geometry.ts'

const widths = new Map<string, number>()
/** Names and streets come and go; the words of the letters stay. */
const KEPT_MOST = 20_000

/** The width of a text in ems, in the typefaces that it will be drawn in. Word by word, as it is drawn. */
export const measureText: Measure = (text, isBold) => {
  let width = 0
  for (const word of text.match(/[^ ]+ ?| /g) ?? []) width += wordWidth(word, isBold)
  return width
}

function wordWidth(word: string, isBold: boolean): number {
  const key = `${isBold ? 'b' : 'r'}${word}`
  const known = widths.get(key)
  if (known !== undefined) return known
  const width = fontRuns(word, isBold).reduce((sum, run) => {
    const font = pdfFont(run.font)
    return sum + font.layout(run.text).advanceWidth / font.unitsPerEm
  }, 0)
  if (widths.size >= KEPT_MOST) widths.clear()
  widths.set(key, width)
  return width
}

/** Whether our typefaces have a shape for every letter of a text. */
export function canPrint(text: string): boolean {
  return [...text].every((letter) => {
    const point = letter.codePointAt(0) as number
    return pdfFont('regular').hasGlyphForCodePoint(point) || pdfFont('fallback-regular').hasGlyphForCodePoint(point)
  })
}
