import { parseFragment, serializeOuter } from 'parse5'
import { attribute, elements, flat, isElement, isText, within, type MarkupElement, type MarkupNode } from './paper-markup.rules.ts'

/** A paper's markup as the blocks that are drawn: the small part of HTML that our templates use, and nothing else. */
export type PaperBlock =
  | { readonly kind: 'lead'; readonly text: string }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** One idea of an easy read paper, with its picture beside it. */
  | { readonly kind: 'pictured'; readonly text: string; readonly picture: PaperPicture }
  | { readonly kind: 'clauses'; readonly items: readonly PaperClause[] }
  | PaperTable
  | PaperFigure

export interface PaperClause {
  readonly number: string
  readonly text: string
  readonly bullets: readonly string[]
}

export interface PaperTable {
  readonly kind: 'table'
  readonly caption: string
  /** Shares of the width, out of 100; even when the markup says nothing. */
  readonly widths: readonly number[]
  readonly head: readonly string[]
  readonly rows: readonly (readonly PaperCell[])[]
}

/** A picture of ours with a caption of its own. What it shows stands as a table beside it. */
export interface PaperFigure extends PaperPicture {
  readonly kind: 'figure'
  readonly caption: string
}

/** The few shapes that our drawings use, in their own measure. */
export interface PaperPicture {
  readonly alt: string
  readonly width: number
  readonly height: number
  readonly shapes: readonly PaperShape[]
  /** The picture as it stands, for formats that can hold it whole. */
  readonly svg: string
}

export type PaperShape =
  | { readonly kind: 'rect'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly round: number; readonly fill: string; readonly stroke: string; readonly thick: number; readonly dash: readonly number[] }
  | { readonly kind: 'path'; readonly d: string; readonly fill: string; readonly stroke: string; readonly thick: number; readonly dash: readonly number[] }
  | { readonly kind: 'text'; readonly x: number; readonly y: number; readonly size: number; readonly bold: boolean; readonly fill: string; readonly text: string }

export interface PaperCell {
  readonly text: string
  readonly isHeader: boolean
}

function textOf(node: MarkupNode): string {
  if (isText(node)) return node.value
  return isElement(node) ? node.childNodes.map(textOf).join('') : ''
}

/** Throws on markup that would not be drawn, so that nothing on a page is missing from the paper. */
export function paperBlocks(content: string): PaperBlock[] {
  return parseFragment(content).childNodes.flatMap(blocksOf)
}

function blocksOf(node: MarkupNode): PaperBlock[] {
  if (!isElement(node)) {
    if (flat(textOf(node)) !== '') throw new Error('A paper has text outside any block')
    return []
  }
  switch (node.tagName) {
    case 'article': case 'header': case 'section': return node.childNodes.flatMap(blocksOf)
    case 'h1': case 'h2': case 'h3': return [{ kind: 'heading', level: Number(node.tagName.charAt(1)) as 1 | 2 | 3, text: flat(textOf(node)) }]
    case 'p': return [paragraphOf(node)]
    case 'ol': return [{ kind: 'clauses', items: elements(node).map(clauseOf) }]
    case 'table': return [tableOf(node)]
    case 'figure': return [figureOf(node)]
    default: throw new Error(`A paper has a <${node.tagName}> that cannot be drawn`)
  }
}

function paragraphOf(node: MarkupElement): PaperBlock {
  const text = flat(textOf(node))
  const [svg] = within(node, 'svg')
  if (svg) return { kind: 'pictured', text, picture: pictureOf(svg) }
  return { kind: attribute(node, 'class') === 'paper-kind' ? 'lead' : 'paragraph', text }
}

function clauseOf(item: MarkupElement): PaperClause {
  const number = elements(item).find((child) => attribute(child, 'class') === 'clause')
  const list = elements(item).find((child) => child.tagName === 'ul')
  return {
    number: number ? flat(textOf(number)) : '',
    text: flat(item.childNodes.filter((child) => child !== number && child !== list).map(textOf).join('')),
    bullets: list ? elements(list).map((bullet) => flat(textOf(bullet))) : [],
  }
}

function tableOf(table: MarkupElement): PaperTable {
  const [caption] = within(table, 'caption')
  const [thead] = within(table, 'thead')
  const rows = within(table, 'tr').filter((row) => row.parentNode !== thead)
    .map((row) => elements(row).map((cell) => ({ text: flat(textOf(cell)), isHeader: cell.tagName === 'th' })))
  const head = thead ? within(thead, 'th').map((cell) => flat(textOf(cell))) : []
  const columns = head.length || rows[0]?.length || 1
  const widths = (attribute(table, 'data-widths') ?? '').split(' ').map(Number).filter((width) => width > 0)
  return {
    kind: 'table', caption: caption ? flat(textOf(caption)) : '', head, rows,
    widths: widths.length === columns ? widths : Array.from({ length: columns }, () => 100 / columns),
  }
}

function figureOf(figure: MarkupElement): PaperFigure {
  const [svg] = within(figure, 'svg')
  const [caption] = within(figure, 'figcaption')
  if (!svg || !caption) throw new Error('A paper has a figure without a picture or a caption')
  return { kind: 'figure', caption: flat(textOf(caption)), ...pictureOf(svg) }
}

function pictureOf(svg: MarkupElement): PaperPicture {
  const number = (element: MarkupElement, name: string) => Number(attribute(element, name) ?? 0)
  const dash = (element: MarkupElement) => (attribute(element, 'stroke-dasharray') ?? '').split(' ').map(Number).filter((length) => length > 0)
  const shapes = elements(svg).map((shape): PaperShape => {
    const paint = { fill: attribute(shape, 'fill') ?? 'none', stroke: attribute(shape, 'stroke') ?? 'none', thick: number(shape, 'stroke-width'), dash: dash(shape) }
    switch (shape.tagName) {
      case 'rect': return { kind: 'rect', x: number(shape, 'x'), y: number(shape, 'y'), width: number(shape, 'width'), height: number(shape, 'height'), round: number(shape, 'rx'), ...paint }
      case 'path': return { kind: 'path', d: attribute(shape, 'd') ?? '', ...paint }
      case 'text': return { kind: 'text', x: number(shape, 'x'), y: number(shape, 'y'), size: number(shape, 'font-size'), bold: number(shape, 'font-weight') >= 600, fill: paint.fill, text: textOf(shape) }
      default: throw new Error(`A picture has a <${shape.tagName}> that cannot be drawn`)
    }
  })
  return {
    alt: attribute(svg, 'aria-label') ?? '', width: number(svg, 'width'), height: number(svg, 'height'), shapes,
    svg: serializeOuter(svg),
  }
}
