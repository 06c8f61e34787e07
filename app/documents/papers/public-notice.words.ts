import type { Article6, Article9, ConfidentialityRoute, DatasetLevel, PartyRole, Source } from '#app/projects/facts.rules.ts'
import type { Automated, OfficerPost, PeopleGroup, Transfers } from '#app/projects/further-facts.rules.ts'
import type { FlowChoices } from '../flow-choices.rules.ts'

/** How the facts are said to the public: at a reading age of 9 to 11, as the NHS service manual asks. */

export const ROLE_PUBLIC_WORDS = {
  controller: 'Decides how it uses the data, and answers for it (controller)',
  'joint-controller': 'Decides with the others how the data is used, and answers for it (joint controller)',
  processor: 'Works only as it is told by a controller (processor)',
  recipient: 'Gets data, and answers for what it does with it (recipient)',
  haven: 'Keeps or links data in a safe place (data haven)',
} as const satisfies Record<PartyRole, string>

export const POST_PUBLIC_WORDS = {
  'caldicott-guardian': 'Caldicott Guardian: makes sure that health and care data is used in the right way',
  siro: 'Senior information risk owner: in charge of keeping data safe',
  dpo: 'Data protection officer: checks that the law on data is kept',
  'ig-lead': 'Information governance lead: runs this work day by day',
  'information-asset-owner': 'Information asset owner: looks after this data',
} as const satisfies Record<OfficerPost, string>

export const SOURCE_PUBLIC_WORDS = {
  gp: 'GP surgery records',
  hospital: 'hospital records',
  'adult-social-care': 'adult social care records',
  'childrens-social-care': 'children’s social care records',
  council: 'other council records',
  education: 'school records',
  justice: 'records of the police, courts, prisons or probation',
  other: 'other records, such as those of ambulances, nurses who visit, births and deaths, tax or surveys',
} as const satisfies Record<Source, string>

export const GROUP_PUBLIC_WORDS = {
  children: 'children',
  adults: 'adults',
  'older-people': 'older people',
  vulnerable: 'people who may find it hard to speak up',
  staff: 'staff',
} as const satisfies Record<PeopleGroup, string>

/** Why the UK GDPR lets data be used, Article 6. */
export const ARTICLE_6_PUBLIC_WORDS = {
  '6-1-a': 'You said yes to it.',
  '6-1-b': 'It is needed for a deal that you made with us.',
  '6-1-c': 'The law says that we must.',
  '6-1-d': 'It may save a life.',
  '6-1-e': 'It is part of the work that the law gives us to do for the public.',
  '6-1-f': 'We have a fair reason, which is the use named above. It does not outweigh your rights.',
} as const satisfies Record<Article6, string>

/** Why it lets data about health and other very private things be used, Article 9. */
export const ARTICLE_9_PUBLIC_WORDS = {
  none: 'This data says nothing about your health or other very private things.',
  '9-2-a': 'You clearly said yes to it.',
  '9-2-b': 'The law on work, benefits or social care calls for it.',
  '9-2-c': 'It may save a life.',
  '9-2-f': 'It is needed for a case in court.',
  '9-2-g': 'A law allows it for the good of the public.',
  '9-2-h': 'It helps to give or run health or social care. Those who use it must keep it secret.',
  '9-2-i': 'It keeps the public healthy and safe.',
  '9-2-j': 'It is for research or figures, and the law on that is kept.',
} as const satisfies Record<Article9, string>

/** The same of counts of areas, whatever they were counted from. */
export const COUNTS_PUBLIC_WORDS = 'These are counts of many people, and show no one.'

/** What one row of the data is about. */
export const LEVEL_PUBLIC_WORDS = {
  person: 'One row for each person.',
  event: 'One row for each visit, stay or the like.',
  household: 'One row for each household.',
  property: 'One row for each home or building.',
  area: 'Counts of areas, not of single people.',
} as const satisfies Record<DatasetLevel, string>

/** Why what was said in trust may be used. */
export const CONFIDENTIALITY_PUBLIC_WORDS = {
  'direct-care': 'It is used for your own care, by people who give or plan your care.',
  consent: 'You said yes to this use.',
  'section-251': 'A law lets data be used without asking each person first, if that use is approved. The law is section 251 of the NHS Act 2006. We must keep to the terms of the approval.',
  'legal-duty': 'A law or a court lets us share it, or says that we must.',
  'public-interest': 'Sharing it does more good than keeping it secret. We decide this case by case, and write down why.',
  'communicable-disease': 'A law lets data be used to guard people from disease. The law is regulation 3 of the Health Service (Control of Patient Information) Regulations 2002.',
  anonymised: 'All that shows who you are is taken out before the data leaves.',
  'not-confidential': 'No one told us any of this in private. It is about places or services, and not about your health or your care.',
  none: 'Nothing lets us share it yet. So we do not.',
} as const satisfies Record<ConfidentialityRoute, string>

/** Why an opt-out counts in a use of the data, or does not. */
export const CHOICE_PUBLIC_WORDS = {
  project: {
    offered: 'You can say no. We then leave you out.',
    'offered-for-homes': 'You can say no. The data is about homes and names no one. We then link none of it to you.',
    'not-offered': 'This use has no opt-out of its own. You can still object to it (see part 9).',
  },
  type1: {
    'own-care': 'This use is for your own care. A type 1 opt-out does not stop that.',
    'no-gp-records': 'A type 1 opt-out is about GP surgery records. This use takes none.',
    'basis-outside': 'A type 1 opt-out does not reach data that is shared for this reason.',
    counts: 'A type 1 opt-out is about records that show who you are. These are counts of many people, and show no one.',
    'of-wales': 'A type 1 opt-out is about GP surgeries in England. These records are from Wales.',
    'beyond-care': 'This use takes GP surgery records, and is for more than your own care. Whoever sends the data leaves you out first.',
    'beyond-care-for-homes': 'This use takes GP surgery records, and is for more than your own care. The data is about homes and names no one. None of it is linked to you.',
  },
  national: {
    'own-care': 'This use is for your own care. The national data opt-out does not stop that.',
    'basis-outside': 'The national data opt-out counts when data is used under section 251. This use has another reason in law.',
    'children-only': 'The national data opt-out does not cover children’s social care or school records.',
    'section-251': 'This use is under section 251. Whoever sends the data leaves you out first.',
    'section-251-for-homes': 'This use is under section 251. The data is about homes and names no one. None of it is linked to you.',
    'no-basis': 'Nothing sets your choice aside.',
  },
} as const satisfies {
  project: Record<FlowChoices['projectWhy'], string>; type1: Record<FlowChoices['type1Why'], string>; national: Record<FlowChoices['nationalWhy'], string>
}

export const AUTOMATED_PUBLIC_WORDS = {
  none: 'No choice about you is left to a computer.',
  some: 'A computer makes some choices about you by itself. You can ask for a person to look again.',
} as const satisfies Record<Automated, string>

export const TRANSFERS_PUBLIC_WORDS = {
  none: 'The data stays in the United Kingdom.',
  adequate: 'Some data goes to a country whose laws keep it as safe as ours do.',
  safeguards: 'Some data goes to another country. An agreement keeps it safe there. You can ask us for a copy.',
} as const satisfies Record<Transfers, string>

/** How many of the uses of data a person can say no to. */
export function optOutSentence(offered: number, uses: number): string {
  if (offered === 0) return 'This project has no opt-out of its own. You can still tell us that you object.'
  if (offered === uses) return 'You can say no to this. We then leave you out.'
  return `You can say no to ${offered} of the ${uses} ways in which we share data. We then leave you out of those.`
}
