import type { LetterBlock, SlipText, TextRun } from './letter-text.rules.ts'

/** The units, shapes and line breaking that letters are laid out with. Millimetres from the top left; type in points. */
export const MM_PER_PT = 25.4 / 72
export const PAGE = { width: 210, height: 297 } as const
/** The body lines up with the address above it. Its first page begins below the part that must stay clear. */
export const BODY = { left: 24.6, right: 190, firstTop: 96, laterTop: 16, bottom: 289 } as const

export type Variant = 'standard' | 'large-print'

/**
 * How a letter may be set, the best first: the size in points and the pages it may take. A standard letter is one sheet,
 * printed on both sides, unless its facts are too many for that; large print is 18 point throughout.
 */
export const VARIANTS = {
  standard: { settings: [{ size: 12, pages: 2 }, { size: 11.5, pages: 2 }, { size: 11, pages: 2 }, { size: 12, pages: 4 }, { size: 12, pages: 6 }], leading: 1.24 },
  'large-print': { settings: [{ size: 18, pages: 10 }], leading: 1.3 },
} as const satisfies Record<Variant, { settings: readonly { size: number; pages: number }[]; leading: number }>

/** The slip of a standard letter stands at the foot of its last page, as high as it needs to be. */
export const SLIP_BOTTOM = 290

/** How wide a text is, in ems: to be multiplied by the size. */
export type Measure = (text: string, isBold: boolean) => number

export type Colour = 'ink' | 'plum' | 'grey'

export type Item =
  /** A line or a part of one: `y` is the top of a line `lead` high. `isLabel`: a list's bullet. */
  | { readonly kind: 'text'; readonly x: number; readonly y: number; readonly lead: number; readonly size: number; readonly text: string; readonly isBold: boolean; readonly colour: Colour; readonly isLabel?: boolean }
  | { readonly kind: 'rule'; readonly x1: number; readonly x2: number; readonly y: number; readonly isDashed: boolean }
  | { readonly kind: 'box'; readonly x: number; readonly y: number; readonly size: number }
  | { readonly kind: 'bar'; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  | { readonly kind: 'mark'; readonly x: number; readonly y: number; readonly size: number }
  | { readonly kind: 'qr'; readonly x: number; readonly y: number; readonly size: number }

/** What a screen reader is told a block is. An artifact is passed over. */
export type BlockRole = 'P' | 'H1' | 'H2' | 'LI' | 'Figure' | 'Artifact'

export interface Block {
  readonly role: BlockRole
  readonly part: 'sender' | 'address' | 'body' | 'slip' | 'furniture'
  /** What a figure shows, for those who do not see it. */
  readonly alt?: string
  readonly pieces: readonly { readonly page: number; readonly items: readonly Item[] }[]
}

/** A laid-out letter: its blocks in reading order, over an even number of pages. */
export interface LetterPlan {
  readonly pages: number
  readonly size: number
  readonly blocks: readonly Block[]
}

export interface LetterContent {
  readonly senderName: string
  readonly senderLines: readonly string[]
  readonly dateLine: string
  readonly referenceLine: string
  /** The address block: three to seven lines. */
  readonly addressLines: readonly string[]
  readonly blocks: readonly LetterBlock[]
  readonly slip: SlipText
  /** In groups of four. */
  readonly code: string
}

export interface Fragment { readonly text: string; readonly isBold: boolean }
export type Line = readonly Fragment[]

/** Lines that were broken before, by what they were broken with: most of a letter is the same in the next one. */
const broken = new WeakMap<Measure, Map<string, readonly Line[]>>()
const BROKEN_MOST = 4000

/** Breaks runs into lines no wider than `width` ems. A word wider than that is cut. */
export function wrapRuns(runs: readonly TextRun[], width: number, measure: Measure): readonly Line[] {
  let known = broken.get(measure)
  if (!known) broken.set(measure, (known = new Map()))
  const key = `${width.toFixed(3)}${runs.map((run) => `${run.isBold ? '\u0002' : '\u0001'}${run.text}`).join('')}`
  let lines = known.get(key)
  if (!lines) {
    if (known.size >= BROKEN_MOST) known.clear()
    known.set(key, (lines = breakRuns(runs, width, measure)))
  }
  return lines
}

function breakRuns(runs: readonly TextRun[], width: number, measure: Measure): Line[] {
  const lines: Fragment[][] = []
  let line: Fragment[] = []
  let used = 0
  const push = () => {
    if (line.length > 0) lines.push(line)
    line = []
    used = 0
  }
  for (const word of wordsOf(runs, width, measure)) {
    const wide = word.reduce((sum, fragment) => sum + measure(fragment.text, fragment.isBold), 0)
    const space = line.length > 0 ? measure(' ', false) : 0
    if (used + space + wide > width) push()
    if (line.length > 0) {
      append(line, { text: ' ', isBold: Boolean(line[line.length - 1]?.isBold && word[0]?.isBold) })
      used += space
    }
    for (const fragment of word) append(line, fragment)
    used += wide
  }
  push()
  return lines
}

function append(line: Fragment[], fragment: Fragment): void {
  const last = line[line.length - 1]
  if (last && last.isBold === fragment.isBold) line[line.length - 1] = { text: last.text + fragment.text, isBold: last.isBold }
  else line.push(fragment)
}

function wordsOf(runs: readonly TextRun[], width: number, measure: Measure): Fragment[][] {
  const words: Fragment[][] = []
  let open: Fragment[] = []
  for (const run of runs) {
    run.text.split(' ').forEach((text, index) => {
      if (index > 0 && open.length > 0) {
        words.push(open)
        open = []
      }
      if (text !== '') open.push({ text, isBold: run.isBold })
    })
  }
  if (open.length > 0) words.push(open)
  return words.flatMap((word) => (word.length === 1 ? cutWide(word[0] as Fragment, width, measure).map((part) => [part]) : [word]))
}

function cutWide(fragment: Fragment, width: number, measure: Measure): Fragment[] {
  if (measure(fragment.text, fragment.isBold) <= width) return [fragment]
  const parts: Fragment[] = []
  let text = ''
  for (const letter of fragment.text) {
    if (text !== '' && measure(text + letter, fragment.isBold) > width) {
      parts.push({ text, isBold: fragment.isBold })
      text = ''
    }
    text += letter
  }
  return [...parts, { text, isBold: fragment.isBold }]
}

/** A line as items side by side. `goesOn`: a space at its end keeps its last word apart from the next line's first when it is read out. */
export function placeLine(line: Line, x: number, y: number, lead: number, size: number, colour: Colour, measure: Measure, goesOn: boolean): Item[] {
  let at = x
  return line.map((fragment, index): Item => {
    const item: Item = {
      kind: 'text', x: at, y, lead, size, text: goesOn && index === line.length - 1 ? `${fragment.text} ` : fragment.text, isBold: fragment.isBold, colour,
    }
    at += measure(fragment.text, fragment.isBold) * size * MM_PER_PT
    return item
  })
}
