import type { Officer } from '#app/projects/further-facts.rules.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'
import { membersFrom } from './example-practices.ts'
import type { NamedParty } from './named-party.ts'
import {
  KENT_BOARD, KENT_COMMUNITY_HEALTH, KENT_COUNCIL, KENT_FIRE, KENT_HOSPITALS, KENT_INFORMATICS, KENT_MENTAL_HEALTH, KENT_OUT_OF_HOURS, KENT_PRACTICES, KENT_PRACTICES_PARTNERSHIP,
} from './kent-organisations.ts'

const named = (organisation: Organisation, role: NamedParty['role'], does: string, contactName: string, contactJobTitle: string): NamedParty => ({
  organisationCode: organisation.code, name: organisation.name, role, does, contactName, contactJobTitle, contactEmail: organisation.email,
})

export const KENT_PARTIES: readonly NamedParty[] = [
  named(KENT_COUNCIL, 'joint-controller', 'give adult social care and public health data, decide with the board what the dataset is used for, and analyse it', 'Verity Sandling', 'Head of the public health observatory'),
  named(KENT_BOARD, 'joint-controller', 'decide with the council what the dataset is used for, and use the tables for planning', 'Ade Fashola', 'Director of population health'),
  { ...named(KENT_PRACTICES_PARTNERSHIP, 'joint-controller', 'speak for the practices on the programme’s board and send the feed of each that has signed, which keeps its patients’ opt-outs and tells its patients', 'Dr Sarah Tolhurst', 'Clinical lead'), members: membersFrom(KENT_PRACTICES) },
  named(KENT_MENTAL_HEALTH, 'controller', 'send its feed without anyone who has opted out', 'Rob Fairhead', 'Head of information'),
  named(KENT_COMMUNITY_HEALTH, 'controller', 'send its feed without anyone who has opted out', 'Jyoti Desai', 'Head of information'),
  named(KENT_HOSPITALS, 'controller', 'send its feed without anyone who has opted out', 'Martin Weller', 'Head of information'),
  named(KENT_FIRE, 'controller', 'send the list of home safety visits', 'Chloe Banister', 'Prevention manager'),
  named(KENT_OUT_OF_HOURS, 'controller', 'send its feed without anyone who has opted out', 'Dr Emeka Nwosu', 'Medical director'),
  named(KENT_INFORMATICS, 'processor', 'receive the feeds, give each person a number in place of the NHS number, and keep the warehouse', 'Stuart Pankhurst', 'Warehouse manager'),
]

const of = ({ code }: Organisation, domain: string, holders: Readonly<Partial<Record<Officer['post'], string>>>): Officer[] =>
  Object.entries(holders).map(([post, name]) => ({ organisationCode: code, post: post as Officer['post'], name, email: `${post.replaceAll('-', '.')}@${domain}.example` }))

export const KENT_OFFICERS: readonly Officer[] = [
  ...of(KENT_COUNCIL, 'kent-council', { 'caldicott-guardian': 'Penelope Rigden', siro: 'Hassan Mirza', dpo: 'Judith Knatchbull', 'ig-lead': 'Tom Harker', 'information-asset-owner': 'Verity Sandling' }),
  ...of(KENT_BOARD, 'kent-icb', { 'caldicott-guardian': 'Dr Ifeoma Eze', siro: 'Clive Marsham', dpo: 'Sonal Joshi' }),
  ...of(KENT_PRACTICES_PARTNERSHIP, 'kent-practices-partnership', { 'caldicott-guardian': 'Dr Sarah Tolhurst', dpo: 'Bernard Oakes' }),
  ...of(KENT_INFORMATICS, 'kent-informatics', { siro: 'Anita Selby', dpo: 'Ken Bourne' }),
]
