import type { Day } from '#app/kernel/uk-date.ts'

/** A law or a page of guidance, and where it can be read. */
export interface Citation {
  readonly name: string
  readonly address: string
}

/** What an outcome in a body's own words comes to. Only the first two let anything begin. */
export const OUTCOME_MEANINGS = ['granted', 'granted-with-conditions', 'not-yet', 'refused', 'withdrawn'] as const
export type OutcomeMeaning = (typeof OUTCOME_MEANINGS)[number]

/** London days, both included; null for open. */
export interface Period {
  readonly from: Day | null
  readonly to: Day | null
}

export interface Outcome extends Period {
  readonly id: string
  /** The body's own word. */
  readonly word: string
  readonly meaning: OutcomeMeaning
}

export interface BodyName extends Period {
  readonly name: string
  readonly short: string
}

export const BODY_IDS = [
  'confidentiality-advice', 'national-data', 'national-data-advice', 'births-and-deaths', 'research-ethics', 'information-commissioner',
  'sail-panel', 'local-governance', 'commissioner-governance', 'local-medical',
] as const
export type BodyId = (typeof BODY_IDS)[number]

/** Whoever is asked outside the parties. Its id stays when its name changes; a name and an outcome speak only for their days. */
export interface Body {
  readonly id: BodyId
  readonly kind: 'national' | 'local'
  /** What it is asked: continues "It …". */
  readonly does: string
  readonly names: readonly BodyName[]
  readonly outcomes: readonly Outcome[]
  /** Organisations that are this body when a project names them as a party: their codes, and their names in small letters. */
  readonly parties: { readonly codes: readonly string[]; readonly names: readonly string[] }
  readonly source: Citation
}

const ALWAYS = { from: null, to: null } as const satisfies Period
const outcome = (id: string, word: string, meaning: OutcomeMeaning, period: Period = ALWAYS): Outcome => ({ id, word, meaning, ...period })
const NO_PARTY = { codes: [], names: [] } as const
const WITHDRAWN = outcome('withdrawn', 'Withdrawn by the applicant', 'withdrawn')

const TO_DAAG: Period = { from: '2010-09-01', to: '2017-01-31' }
const TO_IGARD: Period = { from: '2017-02-01', to: '2023-01-31' }
const TO_AGD: Period = { from: '2023-02-01', to: null }
const BEFORE_AGD: Period = { from: '2010-09-01', to: '2023-01-31' }

const LOCAL_OUTCOMES = [
  outcome('agreed', 'Agreed', 'granted'), outcome('agreed-with-conditions', 'Agreed with conditions', 'granted-with-conditions'),
  outcome('returned', 'Returned for changes', 'not-yet'), outcome('not-agreed', 'Not agreed', 'refused'), WITHDRAWN,
]

/** Reviewed as data: a body that is renamed gets another name with its first day, and the old one its last; nothing else changes. */
export const BODIES: readonly Body[] = [
  {
    id: 'confidentiality-advice', kind: 'national', parties: NO_PARTY,
    does: 'advises the Health Research Authority (research) or the Secretary of State (anything else) whether to support the use of confidential patient information without consent; support begins with the final letter',
    names: [
      { name: 'Patient Information Advisory Group', short: 'PIAG', from: '2001-12-01', to: '2008-12-31' },
      { name: 'Ethics and Confidentiality Committee', short: 'ECC', from: '2009-01-01', to: '2013-03-31' },
      { name: 'Confidentiality Advisory Group', short: 'CAG', from: '2013-04-01', to: null },
    ],
    outcomes: [
      outcome('supported', 'Fully supported', 'granted'), outcome('conditionally-supported', 'Conditionally supported', 'granted-with-conditions'),
      outcome('provisional', 'Provisional: information awaited', 'not-yet'), outcome('deferred', 'Deferred', 'not-yet'), outcome('not-supported', 'Not supported', 'refused'), WITHDRAWN,
    ],
    source: { name: 'Health Research Authority, Confidentiality Advisory Group', address: 'https://www.hra.nhs.uk/about-us/committees-and-services/confidentiality-advisory-group/' },
  },
  {
    id: 'national-data', kind: 'national', parties: { codes: ['X26'], names: ['nhs england', 'nhs digital'] },
    does: 'decides whether national health and care data may be given out, and signs a framework contract and an agreement for each use',
    names: [
      { name: 'Health and Social Care Information Centre', short: 'HSCIC', from: '2013-04-01', to: '2016-07-31' },
      { name: 'NHS Digital, Data Access Request Service', short: 'NHS Digital', from: '2016-08-01', to: '2023-01-31' },
      { name: 'NHS England, Data Access Request Service', short: 'NHS England', from: '2023-02-01', to: null },
    ],
    outcomes: [
      outcome('approved', 'Approved', 'granted'), outcome('approved-with-conditions', 'Approved with special conditions', 'granted-with-conditions'),
      outcome('more-asked', 'More information asked for', 'not-yet'), outcome('rejected', 'Rejected', 'refused'), WITHDRAWN,
    ],
    source: { name: 'NHS England, Data Access Request Service', address: 'https://digital.nhs.uk/services/data-access-request-service-dars' },
  },
  {
    id: 'national-data-advice', kind: 'national', parties: NO_PARTY,
    does: 'advises NHS England on applications for its data that are new, complex or finely balanced; NHS England decides',
    names: [
      { name: 'Data Access Advisory Group', short: 'DAAG', ...TO_DAAG },
      { name: 'Independent Group Advising on the Release of Data', short: 'IGARD', ...TO_IGARD },
      { name: 'Advisory Group for Data', short: 'AGD', ...TO_AGD },
    ],
    outcomes: [
      outcome('approve', 'Recommended for approval', 'granted', BEFORE_AGD), outcome('approve-with-conditions', 'Recommended for approval with conditions', 'granted-with-conditions', BEFORE_AGD),
      outcome('unable-to-recommend', 'Unable to recommend', 'refused', BEFORE_AGD), outcome('deferred', 'Deferred', 'not-yet', BEFORE_AGD),
      outcome('supportive', 'Supportive', 'granted', TO_AGD), outcome('supportive-with-conditions', 'Supportive with conditions or points', 'granted-with-conditions', TO_AGD),
      outcome('unable-to-advise', 'Unable to advise', 'not-yet', TO_AGD), outcome('not-supportive', 'Not supportive', 'refused', TO_AGD), WITHDRAWN,
    ],
    source: { name: 'NHS England, Advisory Group for Data', address: 'https://digital.nhs.uk/blog/data-points-blog/2026/a-new-chapter-for-the-advisory-group-for-data' },
  },
  {
    id: 'births-and-deaths', kind: 'national', parties: { codes: [], names: ['office for national statistics', 'uk statistics authority'] },
    does: 'agrees, as the body that keeps statistics of births and deaths, to records of them being given out',
    names: [{ name: 'Office for National Statistics', short: 'ONS', from: '1996-04-01', to: null }],
    outcomes: [
      outcome('agreed', 'Agreed', 'granted'), outcome('agreed-with-conditions', 'Agreed with conditions', 'granted-with-conditions'),
      outcome('more-asked', 'More information asked for', 'not-yet'), outcome('declined', 'Declined', 'refused'), WITHDRAWN,
    ],
    source: { name: 'Statistics and Registration Service Act 2007, section 42', address: 'https://www.legislation.gov.uk/ukpga/2007/18/section/42' },
  },
  {
    id: 'research-ethics', kind: 'national', parties: NO_PARTY,
    does: 'gives an ethical opinion on research with patients or with information that identifies them',
    names: [{ name: 'NHS Research Ethics Committee', short: 'REC', from: null, to: null }],
    outcomes: [
      outcome('favourable', 'Favourable opinion', 'granted'), outcome('favourable-with-conditions', 'Favourable opinion with conditions', 'granted-with-conditions'),
      outcome('provisional', 'Provisional opinion', 'not-yet'), outcome('no-opinion', 'No opinion', 'not-yet'), outcome('unfavourable', 'Unfavourable opinion', 'refused'), WITHDRAWN,
    ],
    source: { name: 'Health Research Authority, Research Ethics Service', address: 'https://www.hra.nhs.uk/about-us/committees-and-services/res-and-recs/' },
  },
  {
    id: 'information-commissioner', kind: 'national', parties: NO_PARTY,
    does: 'is consulted before a use begins whose risk stays high whatever is done about it',
    names: [{ name: 'Information Commissioner', short: 'ICO', from: '2001-01-30', to: null }],
    outcomes: [
      outcome('no-objection', 'No objection', 'granted'), outcome('advice-followed', 'Written advice, which is followed', 'granted-with-conditions'),
      outcome('advice-open', 'Written advice, not yet followed', 'not-yet'), outcome('warned', 'Warned', 'refused'), outcome('prohibited', 'Prohibited', 'refused'), WITHDRAWN,
    ],
    source: { name: 'UK GDPR, Article 36', address: 'https://www.legislation.gov.uk/eur/2016/679/article/36' },
  },
  {
    id: 'sail-panel', kind: 'national', parties: { codes: [], names: ['sail databank', 'secure anonymised information linkage databank'] },
    does: 'reviews each proposal to use data of the SAIL Databank in Wales',
    names: [{ name: 'Information Governance Review Panel of the SAIL Databank', short: 'IGRP', from: '2007-01-01', to: null }],
    outcomes: [
      outcome('approved', 'Approved', 'granted'), outcome('approved-with-conditions', 'Approved with conditions', 'granted-with-conditions'),
      outcome('more-asked', 'More information asked for', 'not-yet'), outcome('not-approved', 'Not approved', 'refused'), WITHDRAWN,
    ],
    source: { name: 'SAIL Databank, data privacy and security', address: 'https://saildatabank.com/saildata/data-privacy-security/' },
  },
  {
    id: 'local-governance', kind: 'local', parties: NO_PARTY, does: 'looks at a use of data for the bodies of an area, with lay members where it has them',
    names: [{ name: 'Local information governance group', short: 'Local group', from: null, to: null }],
    outcomes: LOCAL_OUTCOMES,
    source: { name: 'Information Commissioner, data sharing code of practice', address: 'https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/data-sharing/data-sharing-a-code-of-practice/' },
  },
  {
    id: 'commissioner-governance', kind: 'local', parties: NO_PARTY, does: 'looks at counts that a data service makes for the local commissioner of health services',
    names: [
      { name: 'Information governance group of the primary care trust', short: 'PCT', from: '2002-04-01', to: '2013-03-31' },
      { name: 'Information governance group of the clinical commissioning group', short: 'CCG', from: '2013-04-01', to: '2022-06-30' },
      { name: 'Information governance group of the integrated care board', short: 'ICB', from: '2022-07-01', to: null },
    ],
    outcomes: LOCAL_OUTCOMES,
    source: { name: 'Health and Care Act 2022, section 19', address: 'https://www.legislation.gov.uk/ukpga/2022/31/section/19' },
  },
  {
    id: 'local-medical', kind: 'local', parties: NO_PARTY, does: 'speaks for the GPs of an area, who are controllers of their patients’ records',
    names: [{ name: 'Local medical committee', short: 'LMC', from: null, to: null }],
    outcomes: [outcome('content', 'Content', 'granted'), outcome('content-with-points', 'Content, with points to settle', 'granted-with-conditions'), outcome('more-asked', 'More information asked for', 'not-yet'), outcome('not-content', 'Not content', 'refused'), WITHDRAWN],
    source: { name: 'NHS Act 2006, section 97', address: 'https://www.legislation.gov.uk/ukpga/2006/41/section/97' },
  },
]

const BY_ID = new Map(BODIES.map((body) => [body.id, body]))
const isIn = ({ from, to }: Period, day: Day): boolean => (from === null || from <= day) && (to === null || day <= to)

export function bodyById(id: BodyId): Body {
  return BY_ID.get(id) as Body
}

/** What a body is called on a day, and the outcomes it may give. Before its first day it has its first name, after its last its last. */
export function bodyOn(id: BodyId, day: Day): { readonly name: string; readonly short: string; readonly outcomes: readonly Outcome[] } {
  const { names, outcomes } = bodyById(id)
  const first = names[0]!
  const { name, short } = names.find((candidate) => isIn(candidate, day)) ?? (first.from !== null && day < first.from ? first : names[names.length - 1]!)
  return { name, short, outcomes: outcomes.filter((candidate) => isIn(candidate, day)) }
}

/** Whether a party of a project is this body. */
export function isBody(id: BodyId, party: { readonly organisationCode: string; readonly name: string }): boolean {
  const { codes, names } = bodyById(id).parties
  return codes.includes(party.organisationCode) || names.includes(party.name.trim().toLowerCase())
}
