/**
 * JSON read together with the place of every value in its text, so that one value can be changed and all else stays as it
 * was written: the order and spelling of names, white space, and numbers that JavaScript would round (RFC 8259).
 */
interface Place {
  /** From the first character of the value, up to but not including the one after it. */
  readonly start: number
  readonly end: number
}
export type JsonNode = Place & (
  | { readonly kind: 'object'; readonly members: readonly { readonly name: string; readonly value: JsonNode }[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
)

/** Where a text stops being JSON. Lines and columns are counted from one. */
export interface JsonFault {
  readonly line: number
  readonly column: number
}

/** Deeper nesting is no honest file. */
const MOST_DEEP = 200
const BLANK = /[ \t\n\r]*/y
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

class NotJson extends Error {
  constructor(readonly at: number) { super('not JSON') }
}

/** Reads a text, with or without a byte order mark before it. */
export function readJsonPlaces(text: string): { readonly ok: true; readonly root: JsonNode } | { readonly ok: false; readonly fault: JsonFault } {
  let at = text.startsWith('\uFEFF') ? 1 : 0
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (!found) return null
    at += found[0].length
    return found[0]
  }
  const skip = (character: string): boolean => {
    match(BLANK)
    if (text[at] !== character) return false
    at += 1
    return true
  }
  const must = (character: string) => { if (!skip(character)) throw new NotJson(at) }
  const string = (): string => {
    match(BLANK)
    const found = match(STRING)
    if (found === null) throw new NotJson(at)
    return JSON.parse(found) as string
  }
  const value = (depth: number): JsonNode => {
    match(BLANK)
    if (depth > MOST_DEEP) throw new NotJson(at)
    const start = at
    if (skip('{')) {
      const members: { name: string; value: JsonNode }[] = []
      if (!skip('}')) {
        do {
          const name = string()
          must(':')
          members.push({ name, value: value(depth + 1) })
        } while (skip(','))
        must('}')
      }
      return { kind: 'object', members, start, end: at }
    }
    if (skip('[')) {
      const items: JsonNode[] = []
      if (!skip(']')) {
        do items.push(value(depth + 1)); while (skip(','))
        must(']')
      }
      return { kind: 'array', items, start, end: at }
    }
    if (text[at] === '"') return { kind: 'string', value: string(), start, end: at }
    const word = match(WORD)
    if (word !== null) return word === 'null' ? { kind: 'null', start, end: at } : { kind: 'boolean', value: word === 'true', start, end: at }
    const number = match(NUMBER)
    if (number === null) throw new NotJson(at)
    return { kind: 'number', value: Number(number), start, end: at }
  }
  try {
    const root = value(0)
    match(BLANK)
    if (at < text.length) throw new NotJson(at)
    return { ok: true, root }
  } catch (error) {
    if (!(error instanceof NotJson)) throw error
    const before = text.slice(0, error.at).split('\n')
    return { ok: false, fault: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } }
  }
}

/** What an object says under a name; the last where it says it twice, as JavaScript reads it. */
export function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.findLast((member) => member.name === name)?.value : undefined
}

/** One change of a text: what stands in a place gives way to something else. */
export interface TextChange extends Place {
  readonly text: string
}

/** All else stays as it was. Changes must not overlap; several at one place stand in the order in which they are given. */
export function withChanges(text: string, changes: readonly TextChange[]): string {
  const ordered = changes.map((change, order) => ({ ...change, order })).sort((a, b) => a.start - b.start || a.order - b.order)
  let at = 0
  let changed = ''
  for (const change of ordered) {
    changed += text.slice(at, change.start) + change.text
    at = change.end
  }
  return changed + text.slice(at)
}

/** The changes that make an object say these, by name; a name that it lacks comes after those it has. */
export function changesOfMembers(node: JsonNode & { readonly kind: 'object' }, values: Readonly<Record<string, unknown>>): TextChange[] {
  const there = Object.entries(values).flatMap(([name, value]): TextChange[] => {
    const place = memberOf(node, name)
    return place ? [{ start: place.start, end: place.end, text: JSON.stringify(value) }] : []
  })
  const added = Object.entries(values).filter(([name]) => !memberOf(node, name)).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  if (added.length === 0) return there
  return [...there, { start: node.end - 1, end: node.end - 1, text: `${node.members.length > 0 ? ',' : ''}${added.join(',')}` }]
}

/** The change that puts these at the end of a list. */
export function changeOfList(node: JsonNode & { readonly kind: 'array' }, added: readonly unknown[]): TextChange {
  return { start: node.end - 1, end: node.end - 1, text: added.map((item, index) => `${node.items.length > 0 || index > 0 ? ',' : ''}${JSON.stringify(item)}`).join('') }
}
