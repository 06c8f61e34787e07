import { REFERENCE_MAX } from '#app/kernel/ids.ts'
import { addDays, addMonths, daysBetween, type Day } from '#app/kernel/uk-date.ts'
import { FACT_LEAVES, factPlaces, isNamed, withFact, type FactPlace } from './fact-leaves.rules.ts'
import type { ProjectFacts } from './facts.rules.ts'

/**
 * What may have changed when a project is renewed, as data: dates, contacts, officers, periods, volumes and references. What
 * is not here is asked for again by nobody; its page stays where it was.
 */
export const RENEWAL_ASKS: readonly string[] = [
  'purpose.reviewDate', 'purpose.endDate',
  'parties[].contactName', 'parties[].contactJobTitle', 'parties[].contactEmail', 'parties[].assurance.status', 'parties[].assurance.publishedOn',
  'officers[].name', 'officers[].email', 'datasets[].period', 'people.howMany',
  'section251.reference', 'nationalData.reference', 'involvement.reportDue',
]

/** Contacts of more parties than this are looked after on the parties' own pages, not all asked again. */
export const RENEWAL_PARTIES_MOST = 12

/** The answers that a renewal asks to be looked at, in the order of the facts, however they were kept. */
export function renewalPlaces(facts: ProjectFacts): FactPlace[] {
  const isMany = facts.parties.length > RENEWAL_PARTIES_MOST
  const order = Object.keys(FACT_LEAVES)
  const rank = ({ path, place }: FactPlace) => [
    order.findIndex((leaf) => leaf.split(/[.[]/)[0] === place[0]), typeof place[1] === 'number' ? place[1] : 0, order.indexOf(path),
  ] as const
  return factPlaces(facts)
    .filter(({ path }) => isNamed(path, RENEWAL_ASKS) && !(isMany && /^(?:parties|officers)\[\]/.test(path)))
    .map((place) => ({ place, rank: rank(place) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2])
    .map(({ place }) => place)
}

/**
 * Dates for another term: as long as the first, from its end or from today, whichever is later; reviewed a year on, and
 * never after the end. When the project began does not change, so that nothing stops for being renewed early.
 */
export function longerTerm(purpose: { readonly startDate: Day; readonly reviewDate: Day; readonly endDate: Day }, today: Day): { reviewDate: Day; endDate: Day } {
  const later = (a: Day, b: Day) => (a > b ? a : b)
  const endDate = addDays(later(purpose.endDate, today), daysBetween(purpose.startDate, purpose.endDate))
  const review = addMonths(later(purpose.reviewDate, today), 12)
  return { endDate, reviewDate: review < endDate ? review : endDate }
}

/** The facts with the answers of a renewal in place of those they had. */
export function renewed(facts: ProjectFacts, answers: readonly { readonly place: FactPlace['place']; readonly value: unknown }[]): ProjectFacts {
  return answers.reduce((whole, answer) => withFact(whole, answer.place, answer.value), facts)
}

/**
 * Facts as the start of another project: the same, under its own title, with references of its own for the flows, since one
 * never comes to mean another flow, and without the references of applications, which were given for the first.
 */
export function copiedFacts(facts: ProjectFacts, from: string, to: { readonly title: string; readonly reference: string }): ProjectFacts {
  const taken = new Set<string>()
  const refFor = (ref: string): string => {
    const stem = ref.startsWith(`${from}-`) ? ref.slice(from.length + 1) : ref
    const wanted = `${to.reference}-${stem}`.slice(0, REFERENCE_MAX).replace(/-+$/, '')
    let made = wanted
    for (let number = 2; taken.has(made); number += 1) made = `${wanted.slice(0, REFERENCE_MAX - 4).replace(/-+$/, '')}-${number}`
    taken.add(made)
    return made
  }
  return {
    ...facts, title: to.title, flows: facts.flows.map((flow) => ({ ...flow, ref: refFor(flow.ref) })),
    section251: facts.section251 && { ...facts.section251, reference: '' }, nationalData: facts.nationalData && { ...facts.nationalData, reference: '' },
  }
}
