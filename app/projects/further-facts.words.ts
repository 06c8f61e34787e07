import type { DatasetLevel } from './facts.rules.ts'
import type { Automated, Commercial, MatchMethod, OfficerPost, PeopleGroup, StageRole, SupportClass, Told, Transfers } from './further-facts.rules.ts'

/** How the facts beyond the protocol's own are said, on pages and in papers alike. */

export const DATASET_LEVEL_WORDS = {
  person: 'One row for a person',
  event: 'One row for an event, such as a visit',
  household: 'One row for a household',
  property: 'One row for a property',
  area: 'One row for an area: counts only',
} as const satisfies Record<DatasetLevel, string>

export const PEOPLE_GROUP_WORDS = {
  children: 'Children',
  adults: 'Adults',
  'older-people': 'Older people',
  vulnerable: 'People who may find it hard to object, such as people in care or without capacity',
  staff: 'Staff',
} as const satisfies Record<PeopleGroup, string>

export const OFFICER_POST_WORDS = {
  'caldicott-guardian': 'Caldicott Guardian',
  siro: 'Senior information risk owner',
  dpo: 'Data protection officer',
  'ig-lead': 'Information governance lead',
  'information-asset-owner': 'Information asset owner',
} as const satisfies Record<OfficerPost, string>

export const STAGE_ROLE_WORDS = {
  controller: 'Controller',
  'joint-controller': 'Joint controller',
  processor: 'Processor',
} as const satisfies Record<StageRole, string>

export const MATCH_METHOD_WORDS = {
  deterministic: 'Records match when the fields compared are the same',
  probabilistic: 'Records match when enough of the fields compared agree, by a score',
  both: 'Records match when the fields compared are the same; what is left is scored',
} as const satisfies Record<MatchMethod, string>

export const AUTOMATED_WORDS = {
  none: 'No decision about a person is made by a computer alone',
  some: 'Some decisions about people are made by a computer alone',
} as const satisfies Record<Automated, string>

export const TRANSFERS_WORDS = {
  none: 'The data stays in the United Kingdom',
  adequate: 'The data goes to a country that the United Kingdom treats as adequate',
  safeguards: 'The data goes to another country under an agreement with safeguards',
} as const satisfies Record<Transfers, string>

/** The Schedule to the Health Service (Control of Patient Information) Regulations 2002, by class. */
export const SUPPORT_CLASS_WORDS = {
  'less-identifiable': 'Class 1: making people less readily identifiable',
  'geographical-location': 'Class 2: the geographical location of people, for research',
  'seek-consent': 'Class 3: finding people in order to ask for consent',
  'link-sources': 'Class 4: linking or validating data from more than one source',
  'audit-and-analysis': 'Class 5: audit, monitoring and analysis of care and treatment',
  access: 'Class 6: giving access for one or more of these purposes',
} as const satisfies Record<SupportClass, string>

export const COMMERCIAL_WORDS = {
  none: 'Nobody uses it to make a profit',
  some: 'It is used commercially as well',
} as const satisfies Record<Commercial, string>

export const TOLD_WORDS = {
  'not-said': 'As is usual for these flows',
  letter: 'Each person is written to',
  notices: 'By notices where they will see them, such as in surgeries and libraries',
} as const satisfies Record<Told, string>
