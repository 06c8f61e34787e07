import { lintAddress, type AddressCode } from './address.rules.ts'
import { MM_PER_PT, PAGE, type Item, type LetterPlan, type Measure } from './letter-geometry.ts'
import { WINDOW } from './letter-layout.ts'

/** Checks a laid-out letter as GOV.UK Notify's own checker would (letter specification v2.4), with its names for what is wrong. */
export const LETTER_CODES = ['letter-too-long', 'content-outside-printable-area', 'notify-tag-found-in-content'] as const
export type LetterCode = (typeof LETTER_CODES)[number] | AddressCode

const MARGIN = { side: 15, end: 5 } as const
const PAGES_MOST = 10
/** On the first page nothing but the address may stand here. */
const CLEAR = { right: 125, top: 30, bottom: 95 } as const

interface Extent { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

export function lintLetter(plan: LetterPlan, addressLines: readonly string[], measure: Measure): LetterCode[] {
  const codes = new Set<LetterCode>(lintAddress(addressLines))
  if (plan.pages > PAGES_MOST) codes.add('letter-too-long')
  for (const block of plan.blocks) {
    for (const { page, items } of block.pieces) {
      for (const item of items) {
        const extent = extentOf(item, measure)
        if (!isWithin(extent, { left: MARGIN.side, top: MARGIN.end, right: PAGE.width - MARGIN.side, bottom: PAGE.height - MARGIN.end })) codes.add('content-outside-printable-area')
        if (block.part === 'address') {
          if (page !== 1 || !isWithin(extent, WINDOW)) codes.add('content-outside-printable-area')
        } else if (page === 1 && extent.left < CLEAR.right && extent.bottom > CLEAR.top && extent.top < CLEAR.bottom) codes.add('content-outside-printable-area')
        if (item.kind === 'text' && item.text.trim() === 'NOTIFY') codes.add('notify-tag-found-in-content')
      }
    }
  }
  return [...codes]
}

/** What an item covers, in millimetres: for a text its line, which is higher than its letters. */
export function extentOf(item: Item, measure: Measure): Extent {
  switch (item.kind) {
    case 'text':
      return { left: item.x, top: item.y, right: item.x + measure(item.text.trimEnd(), item.isBold) * item.size * MM_PER_PT, bottom: item.y + item.lead }
    case 'rule':
      return { left: item.x1, top: item.y, right: item.x2, bottom: item.y }
    case 'bar':
      return { left: item.x, top: item.y, right: item.x + item.width, bottom: item.y + item.height }
    default:
      return { left: item.x, top: item.y, right: item.x + item.size, bottom: item.y + item.size }
  }
}

const ROUNDING = 0.05

function isWithin(inner: Extent, outer: Extent): boolean {
  return inner.left >= outer.left - ROUNDING && inner.top >= outer.top - ROUNDING && inner.right <= outer.right + ROUNDING && inner.bottom <= outer.bottom + ROUNDING
}
