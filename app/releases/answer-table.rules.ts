import { coarseReason, type Decision } from '#app/choices/decision.rules.ts'
import { EXCLUDING_REASONS, type CoarseReason, type Reason } from '#app/choices/exemptions.rules.ts'
import { nhsNumberRange, type NhsNumberRange } from '#app/kernel/nhs-number.ts'
import { type AnswerPage, entriesWith, packed, pageOf, pagesOf, UNKNOWN } from './answer-pages.rules.ts'
import { NumberFinder, prepareToFind } from './number-finder.rules.ts'
import { NOT_A_NUMBER, numberOfStem, type NumberFault } from './number-stem.rules.ts'

/** What a row can be told: the decision, the coarse reason, and every reason in order. */
export interface Outcome {
  readonly decision: 'INCLUDE' | 'EXCLUDE'
  readonly coarse: CoarseReason
  readonly reasons: readonly Reason[]
}

/** An outcome as the check keeps it, one text: `EXCLUDE NOT_PERMITTED LOCAL`. */
export function outcomeText({ decision, coarse, reasons }: Outcome): string {
  return [decision, coarse, ...reasons].join(' ')
}

export function outcomeOfText(text: string): Outcome {
  const [decision, coarse, ...reasons] = text.split(' ')
  return { decision: decision as Outcome['decision'], coarse: coarse as CoarseReason, reasons: reasons as Reason[] }
}

/** A row's answer is kept in two bytes: the place of its outcome in the check's own list. */
export const MOST_OUTCOMES = 65_536

/** Every outcome met so far, each in its place. It only grows, so a place means the same for as long as the list is used. */
export class OutcomeList {
  readonly all: Outcome[] = []
  /** By place, 1 where the outcome is an inclusion. */
  readonly included = new Uint8Array(MOST_OUTCOMES)
  private readonly places = new Map<string, number>()

  /** `isOfManyLists`: whether a person may be on several lists, having moved from one to another. */
  constructor(private readonly isOfManyLists = false) {}

  placeOf(decision: Decision): number {
    return this.keep({ decision: decision.decision, coarse: coarseReason(decision), reasons: decision.reasons })
  }

  keep(outcome: Outcome): number {
    const text = outcomeText(outcome)
    const known = this.places.get(text)
    if (known !== undefined) return known
    if (this.all.length >= MOST_OUTCOMES) throw new Error('There are more kinds of answer than can be kept')
    const place = this.all.length
    this.places.set(text, place)
    this.all.push(outcome)
    this.included[place] = outcome.decision === 'INCLUDE' ? 1 : 0
    return place
  }

  /**
   * What a number is told that two records share: withheld if either is, for the reasons of both. The same whichever
   * comes first. Of many lists, a record that somebody left behind says nothing while another list has them.
   */
  combine(a: number, b: number): number {
    if (a === b) return a
    const [one, other] = [this.all[a] as Outcome, this.all[b] as Outcome]
    if (this.isOfManyLists && isOffList(one) !== isOffList(other)) return isOffList(one) ? b : a
    const withheld = [one, other].filter(({ decision }) => decision === 'EXCLUDE')
    const reasons = new Set((withheld.length > 0 ? withheld : [one, other]).flatMap((outcome) => outcome.reasons))
    if (withheld.length === 0) return this.keep({ ...one, reasons: [...reasons].sort() })
    const coarse = withheld.find((outcome) => outcome.coarse === 'NHS_NUMBER_INVALID') ?? (withheld[0] as Outcome)
    return this.keep({ decision: 'EXCLUDE', coarse: coarse.coarse, reasons: EXCLUDING_REASONS.filter((reason) => reasons.has(reason)) })
  }
}

const isOffList = ({ reasons }: Outcome): boolean => reasons.includes('NOT_ON_REGISTER')

/** How a number that is not a number, or not of the register, is decided. */
export type DecideStranger = (nhsNumber: string) => Decision

/** What those are told of whom nothing is known but the number: the place for each kind of fault, and for each issuer. */
export class StrangerPlaces {
  /** By fault, from -1 down: the place at -1 - fault. */
  readonly byFault: Uint16Array
  /** By the first three digits. */
  readonly byPrefix: Uint16Array

  constructor(list: OutcomeList, decide: DecideStranger) {
    const placeOf = (nhsNumber: string): number => {
      const place = list.placeOf(decide(nhsNumber))
      if (list.included[place]) throw new Error('Someone unknown would be included')
      return place
    }
    this.byFault = Uint16Array.from(Object.values(NOT_A_NUMBER), (_, index) => placeOf(FAULT_EXAMPLES[index] as string))
    const byRange = new Map<NhsNumberRange, number>()
    this.byPrefix = Uint16Array.from({ length: 1000 }, (_, prefix) => {
      const nhsNumber = exampleOf(prefix)
      const range = nhsNumberRange(nhsNumber)
      const place = byRange.get(range) ?? placeOf(nhsNumber)
      byRange.set(range, place)
      return place
    })
  }
}

const EXAMPLES = { blank: '', 'not-ten-digits': '1', 'check-digit': '9990000019', 'all-same-digit': '9999999999' } as const satisfies Record<NumberFault, string>
const FAULT_EXAMPLES = (Object.entries(NOT_A_NUMBER) as [NumberFault, number][]).sort(([, a], [, b]) => b - a).map(([fault]) => EXAMPLES[fault])

/** A right number that begins with these three digits: of ten stems in a row at least nine have a check digit. */
function exampleOf(prefix: number): string {
  for (let stem = prefix * 1_000_000 + 1; ; stem += 1) {
    const nhsNumber = numberOfStem(stem)
    if (/^\d{10}$/.test(nhsNumber)) return nhsNumber
  }
}

/**
 * What each number is told, in one state of the register: for whoever is on it, worked out beforehand; for anyone else, by
 * who issued the number, because nothing else is known of them. A table never changes: a check answers from one while newer
 * ones are made from it, which share the pages that are the same.
 */
export class AnswerTable {
  readonly outcomes: readonly Outcome[]
  /** Numbers of the register. */
  readonly size: number
  private readonly bytesOfPages: number
  private readonly included: Uint8Array
  private found: NumberFinder | null = null

  private constructor(
    private readonly list: OutcomeList, readonly strangers: StrangerPlaces, private readonly pages: readonly (AnswerPage | undefined)[],
  ) {
    this.outcomes = list.all
    this.included = list.included
    let [size, bytes] = [0, pages.length * 8]
    for (const page of pages) {
      if (page === undefined) continue
      size += page.size
      bytes += page.bytes
    }
    this.size = size
    this.bytesOfPages = bytes
  }

  /** Of memory, about. */
  get bytes(): number {
    return this.bytesOfPages + (this.found?.bytesHeld ?? 0)
  }

  /** Whether a stem's row may be let through. An unknown number never may, and nor may what is not a number (below zero). */
  isIncluded(stem: number): boolean {
    if (stem < 0) return false
    const page = this.pages[stem >>> 16]
    return page !== undefined && page.isIncluded(stem & 0xffff, this.included)
  }

  /** The place of the outcome for what a row holds: a stem, or below zero what is wrong with it. */
  placeFor(stem: number): number {
    if (stem < 0) return this.strangers.byFault[-1 - stem] as number
    const page = this.pages[stem >>> 16]
    if (page !== undefined) {
      const place = page.placeAt(stem & 0xffff)
      if (place !== UNKNOWN) return place
    }
    return this.strangers.byPrefix[(stem / 1_000_000) | 0] as number
  }

  /** Finds many of the register's numbers at once. It is made when it is first asked for, which is worth it for long lists. */
  finder(): NumberFinder {
    return (this.found ??= new NumberFinder(this.pages))
  }

  /** The place of a number of the register; `UNKNOWN` for any other. */
  knownPlaceOf(stem: number): number {
    return this.pages[stem >>> 16]?.placeAt(stem & 0xffff) ?? UNKNOWN
  }

  /** The place of what is told of a person of whom nothing is known, not even the number. */
  get strangerPlace(): number {
    return this.strangers.byPrefix[ORDINARY_PREFIX] as number
  }

  /** The pages of people that differ from those of another state of the same table, or all: `packed` has offset and place. */
  *pagesUnlike(other: AnswerTable | null): Generator<{ readonly page: number; readonly packed: Uint32Array }> {
    for (const [page, answers] of this.pages.entries()) if (answers && answers !== other?.pages[page]) yield { page, packed: packed(answers) }
  }

  /** A table with these stems told something else; `UNKNOWN` takes a stem off the register. */
  with(changes: ReadonlyMap<number, number>): AnswerTable {
    if (changes.size === 0) return this
    const byPage = new Map<number, number[]>()
    for (const [stem, place] of changes) {
      const key = stem >>> 16
      const known = byPage.get(key)
      if (known) known.push(stem & 0xffff, place)
      else byPage.set(key, [stem & 0xffff, place])
    }
    const pages = this.pages.slice()
    for (const [key, given] of byPage) pages[key] = pageOf(entriesWith(pages[key], given), this.included)
    return new AnswerTable(this.list, this.strangers, pages)
  }

  /** Every number of the register with its place, in order of the stems, a page at a time: `packed` has offset and place. */
  *eachPage(): Generator<{ readonly page: number; readonly packed: Uint32Array }> {
    for (const [page, answers] of this.pages.entries()) if (answers) yield { page, packed: packed(answers) }
  }

  /** Made a page at a time: whoever runs it may let others go first at each step. Stems that come twice are combined. */
  static *make(list: OutcomeList, strangers: StrangerPlaces, people: NumberPlaces): Generator<void, AnswerTable> {
    const pages: (AnswerPage | undefined)[] = new Array<AnswerPage | undefined>(PAGES).fill(undefined)
    for (const { page, entries } of pagesOf(people.stems, people.places, people.length, (a, b) => list.combine(a, b))) {
      const made = pageOf(entries, list.included)
      if (made) prepareToFind(made)
      pages[page] = made
      yield
    }
    return new AnswerTable(list, strangers, pages)
  }
}

/** The first three digits of numbers that are issued in England today. */
const ORDINARY_PREFIX = 400

/** Pages that a thousand million stems fill. */
const PAGES = Math.ceil(1_000_000_000 / 65_536)

/** The numbers of a register with their places, as they come, in six bytes each. */
export class NumberPlaces {
  stems = new Uint32Array(1024)
  places = new Uint16Array(1024)
  length = 0

  add(stem: number, place: number): void {
    if (this.length === this.stems.length) {
      const [stems, places] = [this.stems, this.places]
      this.stems = new Uint32Array(stems.length * 2)
      this.stems.set(stems)
      this.places = new Uint16Array(places.length * 2)
      this.places.set(places)
    }
    this.stems[this.length] = stem
    this.places[this.length] = place
    this.length += 1
  }
}

/** The table at once, for a register that is small enough not to keep anyone waiting. */
export function tableOf(list: OutcomeList, strangers: StrangerPlaces, people: NumberPlaces): AnswerTable {
  const making = AnswerTable.make(list, strangers, people)
  for (;;) {
    const step = making.next()
    if (step.done) return step.value
  }
}
