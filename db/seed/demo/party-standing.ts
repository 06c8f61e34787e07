import { addDays, type Day } from '#app/kernel/uk-date.ts'
import type { AssuranceStatus } from '#app/projects/assurance.rules.ts'
import type { Party } from '#app/projects/facts.rules.ts'
import { DEMO_ORGANISATIONS } from './example-organisations.ts'
import type { NamedParty } from './named-party.ts'

const ORGANISATIONS = new Map(DEMO_ORGANISATIONS.map((organisation) => [organisation.code, organisation]))

/** A number that a code always gives. */
const numberOf = (code: string): number => [...code].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 900_000, 7)

/** A day of June, of the newest year in which the toolkit's year had ended well before a project begins. */
function publishedInJune(code: string, startDate: Day): Day {
  const year = Number(startDate.slice(0, 4))
  const newest = `${year}-06-30` <= addDays(startDate, -40) ? year : year - 1
  return `${newest}-06-${dayOf(code)}`
}

/**
 * A day of the newest September that was over on a day. An assessment of September is for the toolkit's year to come, and so
 * counts for at least nine months after any such day.
 */
export function publishedInSeptember(code: string, by: Day): Day {
  const year = Number(by.slice(0, 4))
  return `${`${year}-09-30` < by ? year : year - 1}-09-${dayOf(code)}`
}

const dayOf = (code: string): string => String(2 + (numberOf(code) % 27)).padStart(2, '0')

/**
 * Parties of the demo world with what an application asks of each: where it is, its number in the Information Commissioner's
 * register, and how its assessment in the toolkit ended. The numbers are invented: the register gives out none that begin with ZX.
 */
export function withStanding(
  parties: readonly NamedParty[], startDate: Day, statuses: Readonly<Record<string, AssuranceStatus>> = {}, publishedOn: (code: string, day: Day) => Day = publishedInJune,
): Party[] {
  return parties.map((party) => {
    const code = party.organisationCode
    const organisation = ORGANISATIONS.get(code)
    return {
      ...party, registration: `ZX${100_000 + numberOf(code)}`, address: organisation ? [...organisation.addressLines, organisation.postcode].join('\n') : '',
      assurance: { status: statuses[code] ?? 'met', publishedOn: publishedOn(code, startDate) },
    }
  })
}
