/** The part of fontkit that we use; the package has no types of its own. */
declare module 'fontkit' {
  export interface Font {
    readonly postscriptName: string
    readonly unitsPerEm: number
    readonly ascent: number
    readonly descent: number
    readonly capHeight: number
    hasGlyphForCodePoint(codePoint: number): boolean
    layout(text: string, features?: readonly string[]): {
      readonly advanceWidth: number
      readonly glyphs: readonly { readonly path: { toSVG(): string } }[]
      readonly positions: readonly { readonly xAdvance: number }[]
    }
  }
  export function openSync(file: string): Font
}
