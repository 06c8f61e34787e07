import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import {
  BODY, MM_PER_PT, placeLine, SLIP_BOTTOM, VARIANTS, wrapRuns, type Block, type Item, type LetterContent, type LetterPlan, type Measure, type Variant,
} from './letter-geometry.ts'
import { layoutSlip } from './letter-slip-layout.ts'
import type { LetterBlock, TextRun } from './letter-text.rules.ts'

/**
 * Places a letter's words on A4, in millimetres from the top left corner, as GOV.UK Notify's letter specification (v2.4)
 * wants: address in the window, nothing else to the left of it, all within the printer's margins. Pure: letter in, list of
 * placed lines out. Sizes are tried from the largest; none that fits is a refusal.
 */
export function layoutLetter(content: LetterContent, variant: Variant, measure: Measure): Result<LetterPlan, Refusal<'letter-too-long'>> {
  for (const setting of VARIANTS[variant].settings) {
    const plan = layoutAt(content, variant, setting, measure)
    if (plan.pages <= setting.pages) return ok(plan)
  }
  return refuse('letter-too-long')
}

function layoutAt(content: LetterContent, variant: Variant, setting: { readonly size: number; readonly pages: number }, measure: Measure): LetterPlan {
  const { size } = setting
  const lead = size * VARIANTS[variant].leading * MM_PER_PT
  // On one sheet the slip is at the foot of its back; on more, at the foot of the page where the text ends, never the front of the first.
  const slipFrom = variant === 'large-print' ? Infinity : setting.pages === 2 ? 2 : 3
  const slipTop = variant === 'large-print' ? BODY.laterTop + 5 : SLIP_BOTTOM - layoutSlip(content, variant, 1, 0, measure).height
  const flow = new Flow(lead, (page) => (page >= slipFrom ? slipTop - 4 : BODY.bottom))
  const blocks: Block[] = [letterhead(content, measure), ...senderBlocks(content, variant, measure), ...addressBlocks(content, measure)]
  content.blocks.forEach((_block, index) => blocks.push(flow.place(content.blocks, index, size, measure)))
  // In large print a sheet of its own, so that nothing is lost with it when it is torn off.
  const slipPage = variant === 'large-print' ? flow.page + 1 + (flow.page % 2) : Math.max(slipFrom, flow.page)
  blocks.push(...layoutSlip(content, variant, slipPage, slipTop, measure).blocks)
  // Each letter ends with a whole sheet, so that the next one in the print file begins on a fresh one.
  const pages = slipPage + (slipPage % 2)
  const used = new Set(blocks.flatMap((block) => block.pieces.map((piece) => piece.page)))
  const headers = [...used].filter((page) => page > 1).sort((a, b) => a - b).map((page) => runningHeader(content, page, slipPage, variant, measure))
  return { pages, size, blocks: [...blocks, ...headers] }
}

/** Fills the body column from page to page. */
class Flow {
  page = 1
  y: number = BODY.firstTop
  readonly #lead: number
  readonly #bottomOf: (page: number) => number
  constructor(lead: number, bottomOf: (page: number) => number) {
    this.#lead = lead
    this.#bottomOf = bottomOf
  }

  #bottom(): number {
    return this.#bottomOf(this.page)
  }

  #turn(): void {
    this.page += 1
    this.y = BODY.laterTop
  }

  /** Places the block at `index`, and gives it back as lines on pages. */
  place(all: readonly LetterBlock[], index: number, size: number, measure: Measure): Block {
    const block = all[index] as LetterBlock
    const { style, textSize, lead, indent, lines } = this.#shape(block, size, measure)
    if (!this.#isAtTop()) this.y += this.#gap(all, index)
    if (this.y + this.#needs(all, index, size, measure) > this.#bottom() && !this.#isAtTop()) this.#turn()
    const pieces: { page: number; items: Item[] }[] = []
    lines.forEach((line, at) => {
      const left = lines.length - at
      // No last line of a paragraph alone on the next page.
      if (this.y + lead > this.#bottom() || (left === 2 && lines.length > 2 && this.y + 2 * lead > this.#bottom())) this.#turn()
      let piece = pieces[pieces.length - 1]
      if (piece?.page !== this.page) pieces.push((piece = { page: this.page, items: [] }))
      if (at === 0 && block.kind === 'item') piece.items.push(bullet(BODY.left + indent * 0.28, this.y, lead, textSize))
      if (block.kind === 'notice') piece.items.push({ kind: 'bar', x: BODY.left, y: this.y - lead * 0.12, width: 1.2, height: lead * 1.12 })
      piece.items.push(...placeLine(line, BODY.left + indent, this.y, lead, textSize, style.colour, measure, at < lines.length - 1))
      this.y += lead
    })
    this.y += this.#lead * style.after
    return { role: ROLES[block.kind], part: 'body', pieces }
  }

  #isAtTop(): boolean {
    return this.y === BODY.firstTop || this.y === BODY.laterTop
  }

  #shape(block: LetterBlock, size: number, measure: Measure) {
    const style = STYLES[block.kind]
    const textSize = size * style.scale
    const indent = (block.kind === 'item' ? 5 : block.kind === 'notice' ? 4.5 : 0) * (size / 12)
    const runs = style.isBold ? block.runs.map((run): TextRun => ({ ...run, isBold: true })) : block.runs
    const lines = wrapRuns(runs, (BODY.right - BODY.left - indent) / (textSize * MM_PER_PT), measure)
    return { style, textSize, lead: this.#lead * style.scale, indent, lines }
  }

  #gap(all: readonly LetterBlock[], index: number): number {
    const isInList = all[index]?.kind === 'item' && all[index - 1]?.kind === 'item'
    return index === 0 ? 0 : this.#lead * (isInList ? 0.08 : STYLES[(all[index] as LetterBlock).kind].before)
  }

  /** How much room must be left for a block to begin here. A heading stays with what follows it, and a list with the line that announces it. */
  #needs(all: readonly LetterBlock[], index: number, size: number, measure: Measure): number {
    const block = all[index] as LetterBlock
    const { lead, lines } = this.#shape(block, size, measure)
    const next = all[index + 1]
    const staysWithNext = block.kind === 'heading' || block.kind === 'title' || (block.kind === 'paragraph' && next?.kind === 'item')
    if (!next || !staysWithNext) return Math.min(2, lines.length) * lead
    return lines.length * lead + this.#gap(all, index + 1) + this.#needs(all, index + 1, size, measure)
  }
}

const STYLES = {
  title: { scale: 1.4, isBold: true, colour: 'plum', before: 0.5, after: 0.05 },
  heading: { scale: 1.14, isBold: true, colour: 'plum', before: 0.5, after: 0 },
  paragraph: { scale: 1, isBold: false, colour: 'ink', before: 0.36, after: 0 },
  item: { scale: 1, isBold: false, colour: 'ink', before: 0.14, after: 0 },
  notice: { scale: 1, isBold: false, colour: 'ink', before: 0.5, after: 0.12 },
} as const

const ROLES = { title: 'H1', heading: 'H2', paragraph: 'P', item: 'LI', notice: 'P' } as const

function bullet(x: number, y: number, lead: number, size: number): Item {
  return { kind: 'text', x, y, lead, size, text: '•', isBold: true, colour: 'plum', isLabel: true }
}

/** Mark and sender, in the place that the specification keeps for a logo: x 15 to 125, y 5 to 30. */
function letterhead(content: LetterContent, measure: Measure): Block {
  const x = BODY.left + 18
  const size = fit(content.senderName, true, 20, 12, 124 - x, measure)
  return {
    role: 'P', part: 'sender',
    pieces: [{
      page: 1,
      items: [
        { kind: 'mark', x: BODY.left, y: 9, size: 14 },
        { kind: 'text', x, y: 9.2, lead: 8.4, size, text: content.senderName, isBold: true, colour: 'plum' },
        { kind: 'text', x, y: 17.4, lead: 4.6, size: 10, text: 'Sent with Concordat', isBold: false, colour: 'grey' },
      ],
    }],
  }
}

/** How to reach the sender, the date and the letter's reference: x 125 to 195, y 5 to 95. */
function senderBlocks(content: LetterContent, variant: Variant, measure: Measure): Block[] {
  const size = variant === 'standard' ? 10.5 : 14
  const lead = size * 1.32 * MM_PER_PT
  const x = 131
  let y = 9.5
  return [...content.senderLines, '', content.dateLine, content.referenceLine].flatMap((line): Block[] => {
    if (line === '') {
      y += lead * 0.5
      return []
    }
    const sizeOf = (words: readonly string[]) => Math.min(size, ...words.map((word) => fit(word, false, size, 8, 194 - x, measure)))
    // A long word is set smaller rather than cut in two; only an e-mail address may go on after its @, so that it stays as large as the rest.
    const [whole, inTwo] = [line.split(' '), line.split(/ |(?<=@)/)]
    const parts = sizeOf(whole) < size && sizeOf(inTwo) > sizeOf(whole) ? line.split(/(?<=@)/) : [line]
    const own = sizeOf(parts.length > 1 ? inTwo : whole)
    const lines = parts.flatMap((part) => wrapRuns([{ text: part, isBold: false }], (194.1 - x) / (own * MM_PER_PT), measure))
    const items = lines.flatMap((words) => {
      const placed = placeLine(words, x, y, lead, own, 'ink', measure, false)
      y += lead
      return placed
    })
    return [{ role: 'P', part: 'sender', pieces: [{ page: 1, items }] }]
  })
}

/** The window: x 24.6 to 120, y 39.5 to 66.3. Up to six lines at 11 point, seven at 10. */
export const WINDOW = { left: 24.6, right: 120, top: 39.5, bottom: 66.3 } as const
const ADDRESS_LINES_MOST = 7

function addressBlocks(content: LetterContent, measure: Measure): Block[] {
  const width = WINDOW.right - WINDOW.left - 0.5
  const lines = withNameWrapped(content.addressLines, width, measure)
  const most = lines.length <= 6 ? 11 : 10
  const lead = most === 11 ? 4.35 : 3.75
  return lines.map((line, index) => ({
    role: 'P', part: 'address',
    pieces: [{
      page: 1,
      items: [{ kind: 'text', x: WINDOW.left, y: WINDOW.top + 0.2 + index * lead, lead, size: fit(line, false, most, 7, width, measure), text: line, isBold: false, colour: 'ink' }],
    }],
  }))
}

/** A name too long for its line takes two, where the address leaves room; otherwise it is set smaller. */
function withNameWrapped([name = '', ...rest]: readonly string[], width: number, measure: Measure): string[] {
  const wrapped = wrapRuns([{ text: name, isBold: false }], width / (10 * MM_PER_PT), measure).map((line) => line.map((fragment) => fragment.text).join(''))
  return wrapped.length + rest.length <= ADDRESS_LINES_MOST ? [...wrapped, ...rest] : [name, ...rest]
}

/** The largest size, from `most` down to `least` points, at which a line is no wider than `width` mm. */
function fit(text: string, isBold: boolean, most: number, least: number, width: number, measure: Measure): number {
  return Math.max(least, Math.min(most, Math.floor((width / (measure(text, isBold) * MM_PER_PT)) * 20) / 20))
}

function runningHeader(content: LetterContent, page: number, pages: number, variant: Variant, measure: Measure): Block {
  const size = variant === 'standard' ? 9.5 : 14
  const right = `Page ${page} of ${pages}`
  const x = BODY.right - measure(right, false) * size * MM_PER_PT
  const y = variant === 'standard' ? 8 : 6
  return {
    role: 'Artifact', part: 'furniture',
    pieces: [{
      page,
      items: [
        { kind: 'text', x: BODY.left, y, lead: 4.5, size, text: `${content.senderName}. ${content.referenceLine}`, isBold: false, colour: 'grey' },
        { kind: 'text', x, y, lead: 4.5, size, text: right, isBold: false, colour: 'grey' },
      ],
    }],
  }
}
