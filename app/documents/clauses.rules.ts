import { parseFragment } from 'parse5'
import { attribute, elements, flat, isElement, isText, within, type MarkupElement, type MarkupNode } from './paper-markup.rules.ts'

/** One smallest part of a paper that can change by itself: a clause, a paragraph, a row of a table, a heading or a picture. */
export interface PaperUnit {
  /** The same in every version in which the part is there: the clause's name, or where it stands under one. */
  readonly key: string
  /** The name and the title of the part of the paper that it stands in. */
  readonly section: string
  readonly sectionTitle: string
  /** What people call it: "3.1", "Row Purpose of Parties". */
  readonly label: string
  readonly text: string
}

function textOf(node: MarkupNode): string {
  if (isText(node)) return node.value
  if (!isElement(node)) return ''
  const text = node.childNodes.map(textOf).join('')
  return ['li', 'p', 'td', 'th', 'caption', 'text'].includes(node.tagName) ? ` ${text} ` : text
}

interface Place {
  readonly section: string
  readonly sectionTitle: string
}

/** Every part of a paper in its order. Keys are unique: a second part with the same name gets a number. */
export function paperUnits(content: string): PaperUnit[] {
  return unitsWithin(parseFragment(content).childNodes).map(({ unit }) => unit)
}

/** The same, each with the piece of markup that it is. */
export function unitsWithin(nodes: readonly MarkupNode[]): { readonly unit: PaperUnit; readonly element: MarkupElement }[] {
  const units: { unit: PaperUnit; element: MarkupElement }[] = []
  const seen = new Map<string, number>()
  const add: Add = (place, key, label, text, element) => {
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    units.push({ unit: { ...place, key: times === 1 ? key : `${key} (${times})`, label, text: flat(text) }, element })
  }
  const walk = (parent: MarkupElement, place: Place): void => {
    let heading = ''
    for (const node of elements(parent)) {
      const under = heading ? `${place.section}/${heading}` : place.section
      switch (node.tagName) {
        case 'article': case 'header': case 'section': {
          const name = attribute(node, 'data-clause') || (node.tagName === 'header' ? 'header' : place.section)
          const title = elements(node).find((child) => child.tagName === 'h1' || child.tagName === 'h2')
          walk(node, { section: name, sectionTitle: title ? flat(textOf(title)) : place.sectionTitle })
          break
        }
        case 'h1': case 'h2': add(place, `${place.section}/title`, 'Title', textOf(node), node); break
        case 'h3':
          heading = withoutNumber(flat(textOf(node)))
          add(place, `${place.section}/${heading}`, 'Heading', textOf(node), node)
          break
        case 'ol': for (const item of elements(node)) addClause(item, place, under, add); break
        case 'table': addRows(node, place, under, add); break
        default: add(place, `${under}/${node.tagName}`, node.tagName === 'figure' ? 'Picture' : 'Paragraph', textOf(node), node)
      }
    }
  }
  for (const node of nodes.filter(isElement)) walk(wrap(node), { section: 'paper', sectionTitle: '' })
  return units
}

/** `walk` looks at what an element holds. */
const wrap = (node: MarkupElement): MarkupElement => ({ ...node, tagName: 'body', childNodes: [node] })

const withoutNumber = (heading: string): string => heading.replace(/^[\d.]+\s+/, '')

type Add = (place: Place, key: string, label: string, text: string, element: MarkupElement) => void

function addClause(item: MarkupElement, place: Place, under: string, add: Add): void {
  const number = elements(item).find((child) => attribute(child, 'class') === 'clause')
  const text = item.childNodes.filter((child) => child !== number).map(textOf).join('')
  add(place, attribute(item, 'data-clause') || `${under}/clause`, number ? flat(textOf(number)) : 'Clause', text, item)
}

function addRows(table: MarkupElement, place: Place, under: string, add: Add): void {
  const [captionElement] = within(table, 'caption')
  const caption = captionElement ? flat(textOf(captionElement)) : 'table'
  const heads = within(table, 'thead').flatMap((head) => within(head, 'th')).map((cell) => flat(textOf(cell)))
  const [thead] = within(table, 'thead')
  for (const row of within(table, 'tr').filter((candidate) => candidate.parentNode !== thead)) {
    const cells = elements(row).map((cell) => flat(textOf(cell)))
    const name = cells[0] ?? ''
    // Beside its heading a cell says what it is; in a list of key and value the key says it.
    const text = cells.length === 2 && heads.length === 0 ? `${cells[0]}: ${cells[1]}` : cells.map((cell, index) => (heads[index] ? `${heads[index]}: ${cell}` : cell)).join('. ')
    add(place, `${under}/${caption}/${name}`, `${caption}: ${name}`, text, row)
  }
}

/** Whether a part tells which version this is, or lists the versions: it is about the versions and not of what was agreed, and differs always. */
export function tellsVersion({ key, section, text }: PaperUnit): boolean {
  if (section === 'header' && (key.endsWith('/Version') || /\bversion \d+\b/i.test(text))) return true
  // Beyond the front page whoever drafts may call a field or a dataset so: such a part tells of data, by the headings that it stands under.
  return (key.includes('/Versions/') && /^Version: \d+\. (?:Drafted|Written) on: /.test(text)) || /^This is version \d+\. We wrote it on [^.]+\. Its reference is [^ ]+\.$/.test(text)
}

/** A part of a paper with a name of its own, that a decision can be bound to. */
export interface PaperClause {
  /** The same in every version in which the part is there, such as `flows`. */
  readonly name: string
  readonly title: string
  /** All its words in their order, to make a digest of: whatever of them changes, changes it. */
  readonly words: string
}

/**
 * Whether a part tells what has been done so far, as an involvement report tells of its log. It grows without anything being
 * agreed anew: a decision rests on the plan beside it, and is not reopened by the next event.
 */
const isRecordOfWhatWasDone = ({ section }: PaperUnit): boolean => section.startsWith('log-')

/** The name of the clause that changes when a part of the paper is added, taken out or moved. */
export const OUTLINE = 'outline'

/** The parts of a paper in their order, and its outline. The number and the day of the version are left out, which differ always, and records of what was done. */
export function paperClauses(content: string): PaperClause[] {
  const parts = new Map<string, { title: string; lines: string[] }>()
  for (const unit of paperUnits(content)) {
    if (tellsVersion(unit) || isRecordOfWhatWasDone(unit)) continue
    const part = parts.get(unit.section) ?? { title: unit.section === 'header' ? 'Front page' : withoutNumber(unit.sectionTitle), lines: [] }
    parts.set(unit.section, part)
    part.lines.push(`${unit.key}\t${['Title', 'Heading'].includes(unit.label) ? withoutNumber(unit.text) : unit.text}`)
  }
  const clauses = [...parts].map(([name, { title, lines }]) => ({ name, title, words: lines.join('\n') }))
  return [...clauses, { name: OUTLINE, title: 'Which parts there are', words: [...parts.keys()].join('\n') }]
}
