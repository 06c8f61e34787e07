import { memberOf, readJsonPlaces, type JsonNode } from '#app/kernel/json-places.ts'

/**
 * An assessment as the CNIL's PIA software exports it: https://github.com/LINCnil/pia, `exportData` of its PIA service. A
 * JSON object with `pia`, `answers`, `measures`, `evaluations` and `comments`; other names may stand beside these and are
 * kept. Here is what of it has a place in our assessment, each value with its place in the text.
 */
export interface PiaFile {
  readonly text: string
  readonly root: JsonObject
  readonly pia: JsonObject
  readonly answers: readonly PiaAnswer[]
  readonly measures: readonly PiaMeasure[]
  readonly evaluations: readonly PiaEvaluation[]
  readonly comments: number
  /** The lists themselves, for what is added to them; null where the file has none. */
  readonly lists: Readonly<Record<PiaList, (JsonNode & { readonly kind: 'array' }) | null>>
}
export type JsonObject = JsonNode & { readonly kind: 'object' }
const PIA_LISTS = ['answers', 'measures', 'evaluations', 'comments'] as const
export type PiaList = (typeof PIA_LISTS)[number]

/** One answer: `reference` is the question's number in the software, such as 325. */
export interface PiaAnswer {
  readonly node: JsonObject
  /** Null where the answer has none. */
  readonly data: JsonObject | null
  readonly reference: number
  readonly text: string
  readonly list: readonly string[]
  /** 1 to 4; null where nobody has set it. */
  readonly gauge: number | null
}
export interface PiaMeasure {
  readonly node: JsonObject
  readonly id: string
  readonly title: string
  readonly content: string
}
/** What the evaluator said of a part, such as `3.2` or, of one measure, `3.1.101`, with the action that is planned. */
export interface PiaEvaluation {
  readonly node: JsonObject
  readonly reference: string
  readonly plan: string
  readonly owner: string
  /** As it was written: an ISO 8601 instant or day. */
  readonly day: string
  /** The scores once the plan is carried out, 1 to 4 each; null for none. */
  readonly severity: number | null
  readonly likelihood: number | null
}

export interface PiaProblem {
  /** Where, such as `answers[3].data.gauge`, or a line and a column; empty for the file as a whole. */
  readonly path: string
  readonly message: string
}
export type PiaReading = { readonly ok: true; readonly file: PiaFile } | { readonly ok: false; readonly problems: readonly PiaProblem[] }

/** No file is larger, in bytes. What is attached to an assessment comes beside the file, not in it. */
export const PIA_FILE_MAX = 4_000_000
/** So many things in one list; the software asks 36 questions. */
const MOST = 5000

export function readPiaFile(text: string): PiaReading {
  const problems: PiaProblem[] = []
  const say = (path: string, message: string) => { problems.push({ path, message }) }
  const fail = (path: string, message: string): PiaReading => ({ ok: false, problems: [{ path, message }] })
  const reading = readJsonPlaces(text)
  if (!reading.ok) return fail(`line ${reading.fault.line}, column ${reading.fault.column}`, 'From here on the file is not JSON. Export it again from the software, and choose the .json file')
  const { root } = reading
  const pia = memberOf(root, 'pia')
  if (root.kind !== 'object' || pia?.kind !== 'object') return fail('pia', 'There is nothing under this name, so it is not an assessment of the software. Choose the file that its export gave you')
  const lists = Object.fromEntries(PIA_LISTS.map((name) => {
    const node = memberOf(root, name)
    if (node && node.kind !== 'array' && node.kind !== 'null') say(name, 'This must be a list')
    if (node?.kind === 'array' && node.items.length > MOST) say(name, `There may be ${MOST} things in this list`)
    return [name, node?.kind === 'array' ? node : null]
  })) as unknown as PiaFile['lists']
  const each = <T>(name: PiaList, read: (node: JsonObject, path: string) => T): T[] =>
    (lists[name]?.items ?? []).slice(0, MOST).flatMap((node, index) => {
      const path = `${name}[${index}]`
      if (node.kind === 'object') return [read(node, path)]
      say(path, 'This must be an object')
      return []
    })
  const textAt = (node: JsonNode | undefined, name: string, path: string): string => {
    const found = memberOf(node, name)
    if (!found || found.kind === 'null') return ''
    if (found.kind === 'string') return found.value
    say(`${path}.${name}`, 'This must be text')
    return ''
  }
  const scoreAt = (node: JsonNode | undefined, name: string, path: string): number | null => {
    const found = memberOf(node, name)
    if (!found || found.kind === 'null' || (found.kind === 'string' && found.value.trim() === '')) return null
    const score = found.kind === 'number' ? found.value : found.kind === 'string' ? Number(found.value) : Number.NaN
    if (!Number.isInteger(score) || score < 0 || score > 4) say(`${path}.${name}`, 'This must be a whole number from 0 to 4')
    return score > 0 ? score : null
  }
  const answers = each('answers', (node, path): PiaAnswer => {
    const reference = memberOf(node, 'reference_to')
    const number = reference?.kind === 'number' || reference?.kind === 'string' ? Number(reference.value) : Number.NaN
    if (!Number.isInteger(number)) say(`${path}.reference_to`, 'This must be the number of a question, such as 325')
    const data = memberOf(node, 'data')
    if (data && data.kind !== 'object' && data.kind !== 'null') say(`${path}.data`, 'This must be an object with a text, a gauge and a list')
    const list = memberOf(data, 'list')
    if (list && list.kind !== 'array' && list.kind !== 'null') say(`${path}.data.list`, 'This must be a list of texts')
    const items = list?.kind === 'array' ? list.items : []
    items.forEach((item, index) => { if (item.kind !== 'string' && item.kind !== 'null') say(`${path}.data.list[${index}]`, 'This must be text') })
    return {
      node, data: data?.kind === 'object' ? data : null, reference: number, text: textAt(data, 'text', `${path}.data`), gauge: scoreAt(data, 'gauge', `${path}.data`),
      list: items.flatMap((item) => (item.kind === 'string' ? [item.value] : [])),
    }
  })
  const measures = each('measures', (node, path): PiaMeasure => {
    const id = memberOf(node, 'id')
    return { node, id: id?.kind === 'number' ? text.slice(id.start, id.end) : id?.kind === 'string' ? id.value : '', title: textAt(node, 'title', path), content: textAt(node, 'content', path) }
  })
  const evaluations = each('evaluations', (node, path): PiaEvaluation => {
    const gauges = memberOf(node, 'gauges')
    if (gauges && gauges.kind !== 'object' && gauges.kind !== 'null') say(`${path}.gauges`, 'This must be an object with x and y')
    const reference = memberOf(node, 'reference_to')
    return {
      node, reference: reference?.kind === 'number' ? text.slice(reference.start, reference.end) : textAt(node, 'reference_to', path), plan: textAt(node, 'action_plan_comment', path), owner: textAt(node, 'person_in_charge', path), day: textAt(node, 'estimated_implementation_date', path),
      severity: scoreAt(gauges, 'x', `${path}.gauges`), likelihood: scoreAt(gauges, 'y', `${path}.gauges`),
    }
  })
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, file: { text, root, pia, answers, measures, evaluations, comments: lists.comments?.items.length ?? 0, lists } }
}

/** What the software's own record says under a name, as text; empty where it says nothing. */
export function piaText(file: PiaFile, name: string): string {
  const node = memberOf(file.pia, name)
  return node?.kind === 'string' ? node.value : ''
}

export function answerTo(file: PiaFile, reference: number): PiaAnswer | undefined {
  return file.answers.find((answer) => answer.reference === reference)
}
