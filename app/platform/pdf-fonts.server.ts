/// <reference types="pdfkit" />
import { createRequire } from 'node:module'
import { openSync, type Font } from 'fontkit'

/**
 * The typefaces of our papers and letters, parsed once: pdfkit takes a parsed font as it is, and reading one takes longer
 * than drawing a page. Noto Sans stands in for what Atkinson Hyperlegible Next has no shape for.
 */
export type PdfFontName = 'regular' | 'bold' | 'fallback-regular' | 'fallback-bold'

const FILES: Record<PdfFontName, string> = {
  regular: 'atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  bold: 'atkinson-hyperlegible-next/600SemiBold/AtkinsonHyperlegibleNext_600SemiBold.ttf',
  'fallback-regular': 'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'fallback-bold': 'noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
}

const require = createRequire(import.meta.url)
const parsed = new Map<PdfFontName, Font>()

export function pdfFont(name: PdfFontName): Font {
  let font = parsed.get(name)
  if (!font) {
    font = openSync(require.resolve(`@expo-google-fonts/${FILES[name]}`))
    parsed.set(name, font)
  }
  return font
}

/** Makes the typefaces known to a paper, so that `doc.font('bold')` and a run's `font` work. Only those used are embedded. */
export function registerPdfFonts(doc: PDFKit.PDFDocument): void {
  for (const name of Object.keys(FILES) as PdfFontName[]) {
    // pdfkit takes a parsed font; its types do not say so.
    doc.registerFont(name, pdfFont(name) as unknown as string)
  }
}

export interface FontRun {
  readonly text: string
  readonly font: PdfFontName
}

/**
 * A text cut into runs, each in a typeface that has its letters. A word is kept in one typeface where one has all of it. What
 * neither has is drawn by Noto Sans as an empty box.
 */
export function fontRuns(text: string, isBold = false): FontRun[] {
  const [first, second]: readonly [PdfFontName, PdfFontName] = isBold ? ['bold', 'fallback-bold'] : ['regular', 'fallback-regular']
  if (has(first, text)) return text === '' ? [] : [{ text, font: first }]
  const runs: { text: string; font: PdfFontName }[] = []
  for (const word of text.split(/(?<= )/)) {
    for (const part of has(first, word) || has(second, word) ? [word] : word) {
      const font = has(first, part) ? first : second
      const last = runs[runs.length - 1]
      if (last?.font === font) last.text += part
      else runs.push({ text: part, font })
    }
  }
  return runs
}

function has(name: PdfFontName, text: string): boolean {
  const font = pdfFont(name)
  for (const letter of text) if (!font.hasGlyphForCodePoint(letter.codePointAt(0) as number)) return false
  return true
}
