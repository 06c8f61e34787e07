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

export function pdfFonts(): { readonly regular: Font; readonly bold: Font } {
  return { regular: pdfFont('regular'), bold: pdfFont('bold') }
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

/** A text cut into runs, each in a typeface that has its letters. What neither has is drawn by Noto Sans as an empty box. */
export function fontRuns(text: string, isBold = false): FontRun[] {
  const [first, second]: readonly [PdfFontName, PdfFontName] = isBold ? ['bold', 'fallback-bold'] : ['regular', 'fallback-regular']
  const main = pdfFont(first)
  const runs: { text: string; font: PdfFontName }[] = []
  for (const letter of text) {
    const point = letter.codePointAt(0) as number
    const last = runs[runs.length - 1]
    // A space or an accent stays with what it follows, so that a word does not fall apart.
    const staysWithLast = last && (letter === ' ' || isCombining(point))
    const font = staysWithLast ? last.font : main.hasGlyphForCodePoint(point) ? first : second
    if (last?.font === font) last.text += letter
    else runs.push({ text: letter, font })
  }
  return runs
}

function isCombining(point: number): boolean {
  return point >= 0x0300 && point <= 0x036f
}
