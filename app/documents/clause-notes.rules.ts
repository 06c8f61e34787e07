import { defaultTreeAdapter, parseFragment, serialize } from 'parse5'
import { factPlaces, otherAnswer, withFact, type FactPlace } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { paperUnits, unitsWithin, type PaperUnit } from './clauses.rules.ts'
import { elements, flat, isElement, within, type MarkupElement } from './paper-markup.rules.ts'

/** Turning one fact after another to see where it stands takes a drawing of the paper each. */
const TURNED_MOST = 24
const TEXTS = ['text', 'optional-text', 'lines']
const mark = (index: number) => `zq${index}zq`
export const keyOfPlace = (place: FactPlace['place']): string => place.join('.')

/**
 * Which part of a paper states each of these facts: the first whose words change with it. It is found by drawing the paper
 * with the fact changed, so it holds for every template. A fact that the paper does not state has no part.
 * @param draw the paper of these facts, as markup
 */
export function unitsStating(draw: (facts: ProjectFacts) => string, facts: ProjectFacts, places: readonly FactPlace['place'][]): Map<string, string> {
  const wanted = new Set(places.map(keyOfPlace))
  const asked = factPlaces(facts).filter(({ place }) => wanted.has(keyOfPlace(place)))
  const stated = new Map<string, string>()
  if (asked.length === 0) return stated
  const units = paperUnits(draw(facts))
  const before = new Map(units.map((unit) => [unit.key, unit.text]))

  const texts = asked.filter(({ leaf }) => TEXTS.includes(leaf.kind))
  if (texts.length > 0) {
    const marked = texts.reduce((whole, { place, value }, index) => {
      const withMark = (text: unknown) => `${flat(String(text)).replace(/[.!?…:;,]+$/, '')} ${mark(index)}`.trim()
      return withFact(whole, place, Array.isArray(value) ? value.map(withMark) : withMark(value))
    }, facts)
    const drawn = inOrderOfReading(paperUnits(draw(marked)))
    texts.forEach((fact, index) => {
      // The caption of a table is said in the names of its rows only.
      const found = drawn.find(({ text }) => text.toLowerCase().includes(mark(index))) ?? drawn.find(({ key }) => key.toLowerCase().includes(mark(index)))
      const unit = found && (before.has(unmarked(found.key)) ? unmarked(found.key) : (units.find((candidate) => isSamePart(candidate, found, fact.value)) ?? units.find((candidate) => saysInPart(candidate, found, fact.value)))?.key)
      if (unit) stated.set(keyOfPlace(fact.place), unit)
    })
  }
  const others = asked.filter((place) => !texts.includes(place)).slice(0, TURNED_MOST)
  for (const place of others) {
    const other = otherAnswer(facts, place)
    if (other === null) continue
    const changed = inOrderOfReading(paperUnits(draw(withFact(facts, place.place, other)))).find(({ key, text }) => before.has(key) && before.get(key) !== text)
    if (changed) stated.set(keyOfPlace(place.place), changed.key)
  }
  return stated
}

const unmarked = (key: string): string => key.replace(/ zq\d+zq/g, '')
const bareText = (text: string): string => text.toLowerCase().replace(/[^\p{L}\d]+/gu, ' ')

/**
 * Things that are told together while the same is said of them stand apart once each is marked: then the part is the one of
 * that kind, in the same part of the paper, that says the fact.
 */
function isSamePart(candidate: PaperUnit, marked: PaperUnit, value: unknown): boolean {
  const kindOf = ({ key }: PaperUnit) => key.slice(key.lastIndexOf('/'))
  return kindOf(candidate) === kindOf(marked) && saysInPart(candidate, marked, value)
}

function saysInPart(candidate: PaperUnit, marked: PaperUnit, value: unknown): boolean {
  const [text = ''] = [value].flat() as string[]
  return candidate.section === marked.section && bareText(candidate.text).includes(bareText(text).trim())
}

/** A picture and a title show many facts at once, and the head of a paper repeats some: what is said of a fact stands beside its own words. */
function inOrderOfReading(units: readonly PaperUnit[]): PaperUnit[] {
  const told = units.filter(({ label }) => label !== 'Picture' && label !== 'Title')
  return [...told.filter(({ section }) => section !== 'header'), ...told.filter(({ section }) => section === 'header')]
}

/** The parts of a paper by key, each with an address of its own within a page: `at-parties-list`. */
export function unitAnchors(units: readonly PaperUnit[]): Map<string, string> {
  const taken = new Set<string>()
  return new Map(units.map(({ key }) => {
    const stem = `at-${key.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 90)}`
    let anchor = stem
    for (let number = 2; taken.has(anchor); number += 1) anchor = `${stem}-${number}`
    taken.add(anchor)
    return [key, anchor]
  }))
}

/**
 * A paper whose parts have their addresses, with notes beside those that there is something to say of. The words of the paper
 * stay as they are: a note stands after a paragraph, at the end of a clause, and in a row of its own under a row of a table.
 * @param notes markup by the key of the part
 */
export function withClauseNotes(content: string, notes: ReadonlyMap<string, string>): string {
  const root = parseFragment(content)
  const units = unitsWithin(root.childNodes)
  const anchors = unitAnchors(units.map(({ unit }) => unit))
  for (const { unit, element } of units) {
    element.attrs.push({ name: 'id', value: anchors.get(unit.key) ?? '' })
    const note = notes.get(unit.key)
    if (note !== undefined) putBeside(element, note)
  }
  return serialize(root)
}

function putBeside(element: MarkupElement, note: string): void {
  if (element.tagName === 'li') {
    for (const node of parseFragment(note).childNodes) defaultTreeAdapter.appendChild(element, node)
    return
  }
  const columns = elements(element).length
  const beside = element.tagName === 'tr' ? rowOf(note, columns) : parseFragment(note).childNodes
  const parent = element.parentNode
  if (!parent) return
  const next = parent.childNodes[parent.childNodes.indexOf(element) + 1]
  for (const node of beside) {
    if (next) defaultTreeAdapter.insertBefore(parent, node, next)
    else defaultTreeAdapter.appendChild(parent, node)
  }
}

function rowOf(note: string, columns: number) {
  const table = parseFragment(`<table><tbody><tr class="concordat-beside-row"><td colspan="${columns}">${note}</td></tr></tbody></table>`).childNodes.find(isElement)
  return table ? within(table, 'tr') : []
}
