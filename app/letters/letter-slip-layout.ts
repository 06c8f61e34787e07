import { BODY, MM_PER_PT, placeLine, wrapRuns, type Block, type Item, type LetterContent, type Measure, type Variant } from './letter-geometry.ts'

/** The tear-off slip: what it is, whose it is, a box to tick, lines to fill in, where it goes, and the reply code as text and as a picture. */
const SHAPES = {
  standard: { size: 10.5, title: 14, code: 11.5, qr: 32, lead: 1.3, fieldHeight: 8.8, tick: 4.6, gap: 1.6 },
  'large-print': { size: 18, title: 24, code: 18, qr: 42, lead: 1.32, fieldHeight: 17, tick: 8, gap: 4.5 },
} as const satisfies Record<Variant, Record<string, number>>

export function layoutSlip(content: LetterContent, variant: Variant, page: number, top: number, measure: Measure): { readonly blocks: readonly Block[]; readonly height: number } {
  const shape = SHAPES[variant]
  const { slip } = content
  const blocks: Block[] = []
  const lead = shape.size * shape.lead * MM_PER_PT
  const column = variant === 'standard' ? BODY.right - shape.qr - 9 : BODY.right
  let y = top

  const text = (words: string, options: { readonly size?: number; readonly isBold?: boolean; readonly x?: number; readonly right?: number; readonly role?: Block['role'] } = {}) => {
    const { size = shape.size, isBold = false, x = BODY.left, right = column, role = 'P' } = options
    const height = size * shape.lead * MM_PER_PT
    const lines = wrapRuns([{ text: words, isBold }], (right - x) / (size * MM_PER_PT), measure)
    const items = lines.flatMap((line, index) => placeLine(line, x, y + index * height, height, size, role === 'H2' ? 'plum' : 'ink', measure, index < lines.length - 1))
    blocks.push({ role, part: 'slip', pieces: [{ page, items }] })
    y += lines.length * height
  }
  const furniture = (...items: readonly Item[]) => blocks.push({ role: 'Artifact', part: 'slip', pieces: [{ page, items }] })

  // The line to cut stands above; its words are for those who see it and those who hear it.
  const cutSize = variant === 'standard' ? 9.5 : 14
  const cutWidth = measure(slip.cut, false) * cutSize * MM_PER_PT
  furniture({ kind: 'rule', x1: 15.5, x2: BODY.right - cutWidth - 3, y, isDashed: true }, { kind: 'rule', x1: BODY.right + 0.5, x2: 194.5, y, isDashed: true })
  blocks.push({ role: 'P', part: 'slip', pieces: [{ page, items: [{ kind: 'text', x: BODY.right - cutWidth - 1, y: y - (cutSize * MM_PER_PT) * 0.66, lead: cutSize * MM_PER_PT * 1.3, size: cutSize, text: slip.cut, isBold: false, colour: 'grey' }] }] })
  y += 3.6 + shape.gap * 0.6

  const slipTop = y
  text(slip.title, { size: shape.title, isBold: true, role: 'H2' })
  text(slip.for, { isBold: true })
  y += shape.gap
  const tickTop = y
  furniture({ kind: 'box', x: BODY.left, y: tickTop + (lead - shape.tick) / 2, size: shape.tick })
  text(slip.tick, { x: BODY.left + shape.tick + 2.5 })
  y += shape.gap
  for (const label of [slip.birth, ...slip.fields]) {
    const width = measure(label, false) * shape.size * MM_PER_PT
    y += shape.fieldHeight - lead
    const isTooWide = BODY.left + width + 25 > column
    text(label, { right: BODY.right })
    if (isTooWide) y += shape.fieldHeight - lead
    furniture({ kind: 'rule', x1: isTooWide ? BODY.left : BODY.left + width + 3, x2: column, y: y - 0.6, isDashed: false })
  }
  y += shape.gap * 1.5
  const qrBelow = variant !== 'standard'
  text(slip.return, { right: qrBelow ? BODY.right : column })
  const codeTop = qrBelow ? y + shape.gap : slipTop
  const codeBottom = placeCode(content, shape, page, codeTop, qrBelow, blocks, measure)
  return { blocks, height: Math.max(y, codeBottom) - top }
}

function placeCode(content: LetterContent, shape: (typeof SHAPES)[Variant], page: number, top: number, isBeside: boolean, blocks: Block[], measure: Measure): number {
  const x = isBeside ? BODY.left : BODY.right - shape.qr
  blocks.push({
    role: 'Figure', part: 'slip', alt: `QR code that opens the page for your choice with the reply code ${content.code}`,
    pieces: [{ page, items: [{ kind: 'qr', x, y: top, size: shape.qr }] }],
  })
  const lead = shape.code * 1.3 * MM_PER_PT
  const line = (words: string, isBold: boolean, y: number): Block => {
    const width = measure(words, isBold) * shape.code * MM_PER_PT
    const at = isBeside ? x + shape.qr + 8 : x + (shape.qr - width) / 2
    return { role: 'P', part: 'slip', pieces: [{ page, items: [{ kind: 'text', x: at, y, lead, size: shape.code, text: words, isBold, colour: 'ink' }] }] }
  }
  const y = isBeside ? top + shape.qr / 2 - lead : top + shape.qr + 1
  blocks.push(line(content.slip.code, false, y), line(content.code, true, y + lead))
  return Math.max(top + shape.qr, y + lead * 2)
}
