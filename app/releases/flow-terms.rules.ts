import type { FlowTerms, NationalCheckAnswer, Person as PersonToDecide, Registration } from '#app/choices/decision.rules.ts'
import { basisOfFlow } from '#app/documents/flow-choices.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { NumberStanding } from '#app/people/number-standing.rules.ts'
import type { ListedPerson } from '#app/people/person.rules.ts'
import type { Dataset, Flow } from '#app/projects/facts.rules.ts'

/**
 * A flow's facts as the decision reads them: on the same basis as the protocol states, so that paper and gate agree. What
 * the facts do not say has its safe value.
 */
export function termsOfFlow(flow: Flow, dataset: Dataset | undefined, projectRef: string, allowTestNumbers: boolean): Partial<FlowTerms> {
  return {
    ...basisOfFlow(flow, dataset),
    discloser: flow.fromCode,
    project: projectRef,
    notification: flow.projectOptOut ? 'required' : 'not-required',
    includeDeceased: flow.includesDeceased,
    datasets: [flow.datasetId],
    live: !allowTestNumbers,
  }
}

/** Which GP surgeries' lists people are on, beside the one that is asked about. */
export interface Registrations {
  /** Whether the list that is asked about is a GP surgery's. One that is not says nothing of whose GP record it is. */
  readonly isPractice: boolean
  readonly elsewhere: ReadonlyMap<string, readonly Registration[]>
}

/** All that is known of a person as the decision reads it: from the registers, the campaign and the national check. */
export function personAsKnown(
  person: ListedPerson, told: { readonly since: Date | null; readonly returnedAt: Date | null } | undefined, answer: NationalCheckAnswer | undefined, registrations: Registrations,
): PersonToDecide {
  const asListed = personToDecide(person, told?.since ? { since: told.since, returnedAt: told.returnedAt } : null)
  return {
    ...asListed,
    registrations: [...(registrations.isPractice ? asListed.registrations : []), ...(registrations.elsewhere.get(person.id) ?? [])],
    nationalChecks: answer ? [answer] : [],
  }
}

/** What is known of a person's number, as the decision reads it. Of which number another is, it needs only that there is one. */
export function numberFacts(standing: NumberStanding | null): Pick<PersonToDecide, 'supersededBy' | 'mergedFrom' | 'mergeConfirmed' | 'splitUnconfirmed' | 'invalidated'> {
  if (standing === null) return {}
  const { supersededBy, mergedFrom, mergeConfirmed, splitUnconfirmed, invalidated } = standing
  return { supersededBy: supersededBy === null ? null : String(supersededBy), mergedFrom: mergedFrom.map(String), mergeConfirmed, splitUnconfirmed, invalidated }
}

/** Where a practice's list says that someone has died, not when, the death counts from the beginning. */
const SOME_DAY_BEFORE = '0001-01-01'

/** Nobody without a number can be asked about, so no flow's route for records without one lets them in: this is not a blank, and no number. */
const NO_NUMBER = 'none'

/** A person of the register as the decision reads them. `told` is what the campaign knows of them. */
export function personToDecide(
  person: ListedPerson, told: { readonly since: Date; readonly returnedAt: Date | null } | null,
): PersonToDecide {
  return {
    nhsNumber: person.nhsNumber ?? NO_NUMBER,
    onRegister: person.leftAt === null,
    born: person.dateOfBirth,
    died: person.isDeceased ? person.diedOn ?? SOME_DAY_BEFORE : null,
    registrations: [{
      practice: person.organisationCode, from: londonDay(person.registeredFrom), to: person.leftAt ? londonDay(person.leftAt) : null, kind: person.registrationKind ?? 'regular',
    }],
    restricted: person.isRestricted,
    notification: told ? { told: told.since.getTime(), returned: told.returnedAt?.getTime() ?? null } : null,
  }
}
