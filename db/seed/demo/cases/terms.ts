import type { Organisation } from '#app/organisations/organisation.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { NOT_SAID_OF_PARTY, type DatasetField, type Party, type PartyRole } from '#app/projects/facts.rules.ts'
import type { Officer, OfficerPost, RightsFacts } from '#app/projects/further-facts.rules.ts'
import { field } from '../field-lists.ts'

/** From when to when a case study runs, and when it is looked at again. */
export interface ProjectDates {
  readonly startDate: Day
  readonly reviewDate: Day
  readonly endDate: Day
}

export const party = (organisation: Organisation, role: PartyRole, does: string, contactName: string, contactJobTitle: string): Party => ({
  organisationCode: organisation.code, name: organisation.name, role, does, contactName, contactJobTitle, contactEmail: organisation.email,
  ...NOT_SAID_OF_PARTY, address: [...organisation.addressLines, organisation.postcode].join('\n'),
})

/** Who holds the posts of trust at a body, with addresses at its own domain. */
export const officersOf = ({ code, email }: Organisation, holders: Readonly<Partial<Record<OfficerPost, string>>>): Officer[] =>
  Object.entries(holders).map(([post, name]) => ({ organisationCode: code, post: post as OfficerPost, name, email: `${post.replaceAll('-', '.')}@${email.slice(email.indexOf('@') + 1)}` }))

/** Rights where no computer decides alone and no data leaves the country. */
export const plainRights = (rights: Pick<RightsFacts, 'requestsTo' | 'requestsHow' | 'objections' | 'erasure' | 'publication'>): RightsFacts => ({
  ...rights, automated: 'none', automatedWhat: '', transfers: 'none', transfersWhat: '',
})

/** A field that says who someone is. */
export const finds = (name: string, meaning: string, why: string): DatasetField => field(name, meaning, why, 'identifies')
