import type { Dataset, Flow } from '#app/projects/facts.rules.ts'
import type { Scenario } from '#app/projects/further-facts.rules.ts'
import {
  CAMBRIDGE_HOSPITALS, CAMBRIDGE_VOLUNTARY_SERVICE, CAMBRIDGESHIRE_COUNCIL, CAMBRIDGESHIRE_FOUNDATION_TRUST, CAMBRIDGESHIRE_PRACTICES_TOGETHER,
} from './cambridgeshire-organisations.ts'
import { field } from './field-lists.ts'

const [COUNCIL, TRUST, HOSPITALS, VOLUNTARY] = [CAMBRIDGESHIRE_COUNCIL.code, CAMBRIDGESHIRE_FOUNDATION_TRUST.code, CAMBRIDGE_HOSPITALS.code, CAMBRIDGE_VOLUNTARY_SERVICE.code]
const PRACTICES = CAMBRIDGESHIRE_PRACTICES_TOGETHER.code

/** The five kinds of sharing that the county foresees. */
export const CAMBRIDGESHIRE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'Early help', does: 'Anyone who meets the public and sees that a person is becoming vulnerable tells a service that can help: how to reach the person, and in short what the worry is.',
    basis: 'The person’s agreement, asked for at that time. Care Act 2014, sections 2, 6 and 7.',
  },
  {
    name: 'Case finding', does: 'Each body looks at its own records for signs that a person’s needs are changing, and tells the neighbourhood team a number and a score of those most at risk, and nothing else.',
    basis: 'The person’s own care. Health and Social Care Act 2012, section 251B.',
  },
  {
    name: 'Case management', does: 'A lead professional and the team around the person make one plan over all services, and see what they need for it.',
    basis: 'The person’s agreement, and their own care. Health and Social Care Act 2012, section 251B; Care Act 2014, sections 3 and 6.',
  },
  {
    name: 'Planning and research', does: 'Figures that identify nobody are used to plan services. Data that could identify people needs a schedule, and an approval, of its own.',
    basis: 'NHS Act 2006, section 82, for figures; section 251 and regulation 5 of 2002 where data identifies people.',
  },
  {
    name: 'Shared care record', does: 'A professional who cares for a person sees what other services hold about that person, in one place, and every look is logged.',
    basis: 'The person’s own care. Health and Social Care Act 2012, section 251B.',
  },
]

const NHS_NUMBER = field('nhs_number', 'NHS number', 'Says who the person is, to those who care for them, without a name', 'identifies')
const RISK = [
  NHS_NUMBER,
  field('score', 'a score of the risk, from 1 to 10', 'Puts those first who need the team most'),
  field('scored_month', 'month of the score', 'Shows whether the risk grows'),
]

export const CAMBRIDGESHIRE_DATASETS: readonly Dataset[] = [
  {
    id: 'early-help-referrals', name: 'Early help referrals', controllerCode: COUNCIL, level: 'person', period: 'As each referral is made', source: 'the worker who met the person', aboutWhom: 'adults who are becoming vulnerable and agreed to be referred',
    fields: [
      field('name', 'name', 'Lets the service ask for the person', 'identifies'),
      field('telephone', 'telephone number or address', 'Lets the service reach the person', 'identifies'),
      field('worry', 'the worry (in one or two sentences)', 'Lets the right service answer first'),
      field('agreed_on', 'day on which the person agreed', 'Shows that the person was asked'),
    ],
  },
  {
    id: 'practice-risk', name: 'Scores of risk from a practice', controllerCode: PRACTICES, level: 'person', period: 'The twelve months before each score', source: 'the practice’s record system: low mood, repeated infections, falls, missed appointments',
    aboutWhom: 'adult patients most at risk who have not opted out', fields: RISK,
  },
  {
    id: 'council-risk', name: 'Scores of risk from social care', controllerCode: COUNCIL, level: 'person', period: 'The twelve months before each score', source: 'the adult social care record system', aboutWhom: 'adults who receive care or support, most at risk, who have not opted out', fields: RISK,
  },
  {
    id: 'hospital-risk', name: 'Scores of risk from hospitals', controllerCode: HOSPITALS, level: 'person', period: 'The twelve months before each score', source: 'the hospitals’ record system', aboutWhom: 'adults often in hospital who have not opted out', fields: RISK,
  },
  {
    id: 'care-plans', name: 'Plans of care', controllerCode: TRUST, level: 'person', period: 'As long as a case is managed', source: 'the neighbourhood teams’ record system', aboutWhom: 'adults whose case is managed and who agreed to it',
    fields: [
      NHS_NUMBER,
      field('lead_professional', 'the lead professional', 'Tells everyone whom to speak to first'),
      field('wishes', 'what the person wants', 'The plan is the person’s'),
      field('needs', 'needs in health and care', 'Lets each service do its part'),
      field('actions', 'who does what by when', 'Keeps services from doing things twice or not at all'),
    ],
  },
  {
    id: 'planning-figures', name: 'Figures for planning', controllerCode: TRUST, level: 'area', period: 'The last financial year', source: 'counts made from the teams’ record system', aboutWhom: 'the neighbourhoods of the county',
    fields: [
      field('neighbourhood', 'neighbourhood team', 'Plans are made by neighbourhood'),
      field('people', 'how many people, none below five', 'Shows how large the need is'),
      field('contacts', 'average contacts for a person', 'Shows how heavy the work is'),
    ],
  },
  {
    id: 'social-care-summary', name: 'Social care summary', controllerCode: COUNCIL, level: 'person', period: 'As it stands when it is looked at', source: 'the adult social care record system', aboutWhom: 'adults in hospital who receive care or support from the council',
    fields: [
      NHS_NUMBER,
      field('package', 'care and support given now', 'Lets a ward plan the way home'),
      field('key_worker', 'the social worker', 'Tells a ward whom to call'),
      field('safeguarding', 'whether there is a safeguarding plan', 'Keeps the person safe on leaving'),
    ],
  },
]

const care = {
  purposeKind: 'direct-care', article6: '6-1-e', article9: '9-2-h', legalPower: 'Health and Social Care Act 2012, section 251B; Care Act 2014, section 6', gateways: ['hsca-2012-251b', 'care-act-6-7'],
  confidentiality: 'direct-care', projectOptOut: true, includesDeceased: false,
} as const satisfies Partial<Flow>
const finding = {
  ...care, toCode: TRUST, transport: 'Encrypted file over the health and social care network', frequency: 'Once a month',
  use: 'The neighbourhood team puts together the scores of one person, looks at those with the highest, and offers them a lead professional.',
  confidentialityWhy: 'The team that receives the number looks after the person or is about to offer to. People are told in each practice and on each website, and whoever objects is left out.',
} as const satisfies Partial<Flow>
const agreed = {
  ...care, confidentiality: 'consent', confidentialityWhy: 'The person is asked by someone they have met, told who will know what, and may take the agreement back at any time. Saying no changes nothing else.',
} as const satisfies Partial<Flow>

export const CAMBRIDGESHIRE_FLOWS: readonly Flow[] = [
  {
    ...agreed, ref: 'cambs-early-help', name: 'Schedule 1: early help referral', fromCode: COUNCIL, toCode: VOLUNTARY, datasetId: 'early-help-referrals', drawsOn: ['adult-social-care'],
    use: 'A volunteer calls the person within three days and offers company, advice or practical help.', legalPower: 'Care Act 2014, sections 2, 6 and 7 (preventing needs, and co-operation)', gateways: ['care-act-6-7'],
    transport: 'A form on the council’s secure website', frequency: 'As each referral is made',
  },
  {
    ...finding, ref: 'cambs-case-finding-practice', name: 'Schedule 2a: case finding with practices', fromCode: PRACTICES, datasetId: 'practice-risk', drawsOn: ['gp'],
    use: 'The neighbourhood team puts together the scores of one person, looks at those with the highest, and offers them a lead professional. Each practice joins by signing, and the scores of its patients go from then on.',
  },
  { ...finding, ref: 'cambs-case-finding-council', name: 'Schedule 2b: case finding with social care', fromCode: COUNCIL, datasetId: 'council-risk', drawsOn: ['adult-social-care'] },
  { ...finding, ref: 'cambs-case-finding-hospital', name: 'Schedule 2c: case finding with hospitals', fromCode: HOSPITALS, datasetId: 'hospital-risk', drawsOn: ['hospital'] },
  {
    ...agreed, ref: 'cambs-case-management', name: 'Schedule 3: case management', fromCode: TRUST, toCode: COUNCIL, datasetId: 'care-plans', drawsOn: ['hospital', 'gp'],
    legalPower: 'Health and Social Care Act 2012, section 251B; Care Act 2014, sections 3 and 6', gateways: ['hsca-2012-251b', 'care-act-3'],
    use: 'The social worker in the team sees the plan, does the council’s part of it and writes down what was done.', transport: 'The neighbourhood teams’ own system, to which named staff of both bodies sign in', frequency: 'As a plan changes',
  },
  {
    ref: 'cambs-planning', name: 'Schedule 4: figures for planning', fromCode: TRUST, toCode: COUNCIL, datasetId: 'planning-figures', drawsOn: ['hospital'], purposeKind: 'secondary', article6: '6-1-e', article9: 'none',
    use: 'Used in the county’s assessment of needs, and to agree how many staff each neighbourhood team has.', legalPower: 'NHS Act 2006, section 82; Care Act 2014, section 3', gateways: ['nhsa-2006-82', 'care-act-3'],
    confidentiality: 'anonymised', confidentialityWhy: 'Only counts and averages of neighbourhoods leave, none below five.', transport: 'Encrypted e-mail between named analysts', frequency: 'Once a quarter',
    projectOptOut: false, includesDeceased: false,
  },
  {
    ...care, ref: 'cambs-shared-record', name: 'Schedule 5: shared care record, first view', fromCode: COUNCIL, toCode: HOSPITALS, datasetId: 'social-care-summary', drawsOn: ['adult-social-care'],
    use: 'A nurse or doctor on the person’s ward sees the summary while the person is there, to plan the way home. Nothing is copied.',
    confidentialityWhy: 'Only staff who look after the person at that time can open it, each look is logged and sampled, and people are told that it is there and may say no.',
    transport: 'A view inside the hospitals’ own system, over the health and social care network', frequency: 'When someone who looks after the person opens it',
  },
]
