import type { Decision } from '#app/choices/decision.rules.ts'
import { readNhsNumber, type NhsNumberFault, type NhsNumberRange } from '#app/kernel/nhs-number.ts'
import { UNKNOWN } from './answer-pages.rules.ts'
import { outcomeOfText, outcomeText, type AnswerTable } from './answer-table.rules.ts'
import { NOT_A_NUMBER, type NumberFault } from './number-stem.rules.ts'

/**
 * Answers as bytes: stems in order, each as its distance from the one before, and what each was told as its place in a list
 * of texts that goes with them. The same answers give the same bytes, in whatever order they were worked out.
 */

/** Some answers, in order of the stems. `UNKNOWN` is said of a number that is not on the register any more. */
export interface Answers {
  readonly stems: ArrayLike<number>
  /** Into `texts`; or `UNKNOWN`. */
  readonly places: ArrayLike<number>
  readonly texts: readonly string[]
}

/** The texts are put in order and those that nobody was told are left out. */
export function packAnswers({ stems, places, texts }: Answers): Uint8Array {
  const used = new Set<number>()
  for (let i = 0; i < places.length; i += 1) used.add(places[i] as number)
  const sorted = [...used].filter((place) => place !== UNKNOWN).map((place) => texts[place] as string).sort()
  const codes = new Map([...used].map((place) => [place, place === UNKNOWN ? 0 : sorted.indexOf(texts[place] as string) + 1]))
  const bytes = new Bytes()
  const head = new TextEncoder().encode(JSON.stringify(sorted))
  bytes.number(head.length)
  bytes.all(head)
  bytes.number(stems.length)
  let before = 0
  for (let i = 0; i < stems.length; i += 1) {
    bytes.number((stems[i] as number) - before)
    before = stems[i] as number
  }
  for (let i = 0; i < places.length; i += 1) bytes.number(codes.get(places[i] as number) as number)
  return bytes.taken()
}

export function unpackAnswers(packed: Uint8Array): Answers & { readonly stems: Uint32Array; readonly places: Int32Array } {
  const bytes = new ByteReader(packed)
  const texts = JSON.parse(new TextDecoder().decode(bytes.all(bytes.number()))) as string[]
  const count = bytes.number()
  const stems = new Uint32Array(count)
  let before = 0
  for (let i = 0; i < count; i += 1) {
    before += bytes.number()
    stems[i] = before
  }
  const places = new Int32Array(count)
  for (let i = 0; i < count; i += 1) places[i] = bytes.number() - 1
  return { stems, places, texts }
}

/** Whole pages together until there are so many people: what is packed, compressed and stored at a time. */
const PEOPLE_A_PART = 200_000

/** A table in parts, one after the other. */
export function* partsOf(table: AnswerTable): Generator<Uint8Array> {
  const texts = table.outcomes.map(outcomeText)
  let [stems, places]: [number[], number[]] = [[], []]
  for (const { page, packed } of table.eachPage()) {
    for (const entry of packed) {
      stems.push(page * 65_536 + (entry >>> 16))
      places.push(entry & 0xffff)
    }
    if (stems.length < PEOPLE_A_PART) continue
    yield packAnswers({ stems, places, texts })
    ;[stems, places] = [[], []]
  }
  if (stems.length > 0) yield packAnswers({ stems, places, texts })
}

/** Changes as a table is given them. */
export function packChanges(changes: ReadonlyMap<number, number>, table: AnswerTable): Uint8Array {
  const stems = [...changes.keys()].sort((a, b) => a - b)
  return packAnswers({ stems, places: stems.map((stem) => changes.get(stem) as number), texts: table.outcomes.map(outcomeText) })
}

/** What those are told of whom nothing is known but the number. */
export interface StrangerTexts {
  readonly faults: Readonly<Record<NumberFault, string>>
  readonly ranges: Readonly<Record<NhsNumberRange, string>>
}

/** The first three digits of a number of each range. */
const PREFIXES: Readonly<Record<NhsNumberRange, number>> = { scotland: 10, 'northern-ireland': 320, england: 400, 'not-issued': 500, ireland: 800, test: 900 }

export function strangerTextsOf(table: AnswerTable): StrangerTexts {
  const textOf = (place: number | undefined): string => outcomeText(table.outcomes[place as number] as (typeof table.outcomes)[number])
  return {
    faults: Object.fromEntries(Object.entries(NOT_A_NUMBER).map(([fault, code]) => [fault, textOf(table.placeFor(code))])) as StrangerTexts['faults'],
    ranges: Object.fromEntries(Object.entries(PREFIXES).map(([range, prefix]) => [range, textOf(table.strangers.byPrefix[prefix])])) as StrangerTexts['ranges'],
  }
}

/** Decides strangers as they were decided then. */
export function strangersAsTold({ faults, ranges }: StrangerTexts): (nhsNumber: string) => Decision {
  return (nhsNumber) => {
    const reading = readNhsNumber(nhsNumber)
    const { decision, coarse, reasons } = outcomeOfText(reading.ok ? ranges[reading.range] : faults[reading.fault satisfies NhsNumberFault])
    return { decision, reasons, sentence: '', flags: [], isFlowBlocked: coarse === 'FLOW_NOT_PERMITTED' }
  }
}

/** Whole numbers of any size up to 2^32, in seven bits a byte, the lowest first. */
class Bytes {
  private bytes = new Uint8Array(64 * 1024)
  private used = 0

  number(value: number): void {
    this.room(5)
    let rest = value
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.bytes[this.used++] = (rest % 128) | 128
    this.bytes[this.used++] = rest
  }

  all(given: Uint8Array): void {
    this.room(given.length)
    this.bytes.set(given, this.used)
    this.used += given.length
  }

  taken(): Uint8Array {
    return this.bytes.subarray(0, this.used)
  }

  private room(wanted: number): void {
    if (this.used + wanted <= this.bytes.length) return
    const bytes = new Uint8Array(Math.max(this.bytes.length * 2, this.used + wanted))
    bytes.set(this.bytes)
    this.bytes = bytes
  }
}

class ByteReader {
  private at = 0

  constructor(private readonly bytes: Uint8Array) {}

  number(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) throw new Error('Answers that were kept end too early')
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }

  all(length: number): Uint8Array {
    this.at += length
    if (this.at > this.bytes.length) throw new Error('Answers that were kept end too early')
    return this.bytes.subarray(this.at - length, this.at)
  }
}
