import type { Typed } from '#app/kernel/form-data.ts'
import { formatDay, readDay, type Day } from '#app/kernel/uk-date.ts'
import type { FactPlace } from './fact-leaves.rules.ts'
import type { ProjectFacts } from './facts.rules.ts'
import { keyOf, LIST_SECTIONS } from './project.rules.ts'
import { renewalPlaces } from './renewal.rules.ts'
import { boxOfPlace, typedFromRenewal } from './renewal.schema.ts'
import { renewalGroup, renewalOptions, renewalQuestion } from './renewal.words.ts'

/** One answer of a renewal that someone else has saved otherwise meanwhile, or whose thing they have taken away. */
export interface RenewalDifference {
  /** The party, officer or dataset that it is about, and the question. */
  readonly question: string
  /** What is saved now; null where the thing that it is about is gone. */
  readonly saved: string | null
  readonly typed: string
}

export interface RenewalConflict {
  /** What was typed, in the boxes of the facts as they are now. */
  readonly typed: Typed
  readonly differences: readonly RenewalDifference[]
}

/**
 * What was typed for a renewal of earlier facts, set beside the facts as they are now. An answer stays with the thing that it
 * was given for, wherever in its list that stands now: what was typed for one party never becomes another's. An
 * answer that was left as it had been becomes what others saved. Differences are the answers that both changed, and those
 * typed for what is no longer there.
 */
export function renewalConflict(before: ProjectFacts, now: ProjectFacts, typed: Typed): RenewalConflict {
  const places = renewalPlaces(now)
  const byIdentity = new Map(places.map((place) => [identityOf(now, place), place]))
  const [asItWas, asItIs] = [boxesOf(before), boxesOf(now)]
  const carried: Record<string, unknown> = {}
  const differences: RenewalDifference[] = []
  for (const earlier of renewalPlaces(before)) {
    const held = heldAt(typed, earlier.place)
    if (held === undefined) continue
    const place = byIdentity.get(identityOf(before, earlier))
    const question = `${renewalGroup(before, earlier)}: ${renewalQuestion(earlier)}`
    if (!place) {
      if (textOf(held) !== textOf(heldAt(asItWas, earlier.place))) differences.push({ question, saved: null, typed: said(earlier, held) })
      continue
    }
    // What was left as it had been is not this person's word: what others saved stands.
    const isUntouched = textOf(held) === textOf(heldAt(asItWas, earlier.place))
    put(carried, place.place, isUntouched ? heldAt(asItIs, place.place) : held)
    if (!isUntouched && place.value !== earlier.value && said(place, held) !== savedText(place)) differences.push({ question, saved: savedText(place), typed: said(place, held) })
  }
  return { typed: carried as Typed, differences }
}

/** Which fact of which thing: the same however the list around it has changed. */
function identityOf(facts: ProjectFacts, { path, place: [section, index] }: FactPlace): string {
  const list = LIST_SECTIONS.find((candidate) => candidate === section)
  const item = list && typeof index === 'number' ? facts[list][index] : undefined
  return `${path} ${list && item !== undefined ? keyOf(list, item, facts[list]) : ''}`
}

function heldAt(typed: Typed, place: FactPlace['place']): Typed[string] {
  return boxOfPlace(place).split('.').reduce<Typed[string]>((node, step) => (typeof node === 'object' && node !== null ? (node as Typed)[step] : undefined), typed)
}

function put(into: Record<string, unknown>, [step, ...rest]: readonly (string | number)[], value: unknown): void {
  const name = String(step)
  if (rest.length === 0) into[name] = value
  else put((into[name] ??= {}) as Record<string, unknown>, rest, value)
}

const boxesOf = (facts: ProjectFacts): Typed => (facts.purpose ? typedFromRenewal(facts, facts.purpose) : {})

/** What was typed as a reader of the page says it: of a list of choices, the words; of a real day, the day as it is written elsewhere. */
function said(place: FactPlace, held: Typed[string]): string {
  const day = isDay(place) ? typedDay(held) : null
  return day ? formatDay(day) : renewalOptions(place).find(({ value }) => value === textOf(held))?.label ?? textOf(held)
}

const isDay = ({ leaf }: Pick<FactPlace, 'leaf'>): boolean => leaf.kind === 'day' || leaf.kind === 'optional-day'

function typedDay(held: Typed[string]): Day | null {
  const [day, month, year] = textOf(held).split(' ')
  return year ? readDay(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`) : null
}

/** A day was typed as its three parts. */
function textOf(held: Typed[string]): string {
  if (typeof held === 'string') return held
  const { day, month, year } = (held ?? {}) as Record<string, unknown>
  return [day, month, year].filter(Boolean).join(' ')
}

function savedText({ leaf, value }: FactPlace): string {
  return isDay({ leaf }) && value ? formatDay(String(value)) : (renewalOptions({ leaf }).find((option) => option.value === value)?.label ?? String(value))
}
