import type { Day } from '#app/kernel/uk-date.ts'
import { wholeFacts, type DatasetField, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { oldhamFurtherFacts } from './oldham-further-facts.ts'
import { withStanding } from './party-standing.ts'

export const OLDHAM_PROJECT_REF = 'oldham-gp-pilot'
export const OLDHAM_REGISTER_FLOW = 'oldham-gp-pilot-register'
export const OLDHAM_FLAGS_FLOW = 'oldham-gp-pilot-flags'

const FINDING = 'Tells two people with the same name and date of birth apart, and finds who lives together'
const addressLine = (number: number): DatasetField => ({
  name: `address_line_${number}`, meaning: `line ${number} of the address`, kind: 'identifies', why: FINDING,
})

const REGISTER_FIELDS: readonly DatasetField[] = [
  { name: 'given_name', meaning: 'given name', kind: 'identifies', why: 'Finds the same person in the early help record' },
  { name: 'family_name', meaning: 'family name', kind: 'identifies', why: 'Finds the same person in the early help record' },
  { name: 'date_of_birth', meaning: 'date of birth', kind: 'identifies', why: 'Tells people of the same name apart, and adults from children' },
  { name: 'gender', meaning: 'gender', kind: 'identifies', why: 'Tells twins and people of the same name apart' },
  ...[1, 2, 3, 4, 5].map(addressLine),
  { name: 'postcode', meaning: 'postcode', kind: 'identifies', why: FINDING },
  { name: 'local_id', meaning: 'the number the surgery’s own computer system gives a patient', kind: 'pseudonym', why: 'Stands for the person from then on, so that names can be put away' },
  { name: 'language', meaning: 'language and format for reading', kind: 'other', why: 'Help is offered in words that the person understands' },
  { name: 'format', meaning: 'language and format for reading', kind: 'other', why: 'Help is offered in a form that the person can use' },
  { name: 'deceased', meaning: 'a mark if letters must not be sent', kind: 'other', why: 'Shows that nobody who has died is on the list' },
  { name: 'restricted', meaning: 'a mark if letters must not be sent', kind: 'other', why: 'Tells whoever matches the lists to take special care' },
]

const FLAG_FIELDS: readonly DatasetField[] = [
  { name: 'local_id', meaning: 'the number the surgery’s own computer system gives a patient', kind: 'pseudonym', why: 'Ties a code to a matched person without a name' },
  { name: 'flag', meaning: 'a code such as GP1 or GP2 that means nothing outside the surgery', kind: 'coded', why: 'Shows how many needs there are, without saying what they are' },
  { name: 'flag_month', meaning: 'the month in which the need arose', kind: 'other', why: 'Only needs of the last six months count' },
]

/** The whole facts of Oldham's GP data sharing pilot: complete, so that a protocol can be drafted from them at once. */
export function oldhamFacts({ councilCode, practiceCode, startDate, reviewDate, endDate }: {
  readonly councilCode: string
  readonly practiceCode: string
  readonly startDate: Day
  readonly reviewDate: Day
  readonly endDate: Day
}): ProjectFacts {
  const basis = {
    fromCode: practiceCode,
    toCode: councilCode,
    drawsOn: ['gp'],
    purposeKind: 'direct-care',
    article6: '6-1-e',
    article9: '9-2-h',
    legalPower: 'Health and Social Care Act 2012, section 251B (duty to share information for a person’s care), for adults; Children Act 2004, section 10 (co-operation to improve children’s well-being), for children',
    confidentiality: 'direct-care',
    transport: 'Encrypted e-mail between two named people, one at the surgery and one at the council',
    projectOptOut: true,
    gateways: ['hsca-2012-251b', 'children-act-2004-10'],
    includesDeceased: false,
  } as const
  return wholeFacts({
    ...oldhamFurtherFacts({ councilCode, practiceCode, startDate }),
    title: 'Oldham GP data sharing pilot',
    purpose: {
      purpose: 'To find people and households registered at Hill Top Surgery who have several needs at once, so that the surgery and the council’s early help team can agree who should offer help, and offer it before matters get worse.',
      benefits: 'People are offered help earlier, by the service that knows them best, and without having to tell their story twice. The surgery and the early help team stop working past each other. Crises that would need a hospital, the police or social care become fewer.',
      plainSummary: 'working with Oldham Council’s early help team to find people and households who may need some help, and to offer it early',
      necessity: 'Neither body can see the whole picture alone: the surgery knows of health needs and the council of the others. Figures about an area would show how many people need help but not who to offer it to. Consent asked for one by one would miss the very people who do not answer letters. Only what is needed to match two lists is shared; health needs are shared as codes that say nothing by themselves; nothing else is said until two professionals discuss a case.',
      startDate, reviewDate, endDate,
    },
    parties: withStanding([
      {
        organisationCode: practiceCode, name: 'Hill Top Surgery', role: 'controller',
        does: 'write to its patients, keep their replies, leave out everyone who has opted out, send the two lists, and take part in case discussions',
        contactName: 'Priya Nair', contactJobTitle: 'Practice manager', contactEmail: 'office@hill-top-surgery.example',
      },
      {
        organisationCode: councilCode, name: 'Oldham Council', role: 'controller',
        does: 'match the lists with the early help record, count codes, hold case discussions with the surgery, offer early help, and destroy what it no longer needs',
        contactName: 'Daniel Whitworth', contactJobTitle: 'Information governance lead', contactEmail: 'ig.lead@oldham-council.example',
      },
    ], startDate),
    datasets: [
      {
        id: 'register-extract', name: 'List of patients', controllerCode: practiceCode, source: 'the surgery’s patient record system',
        aboutWhom: 'everyone registered at the surgery who has not opted out', level: 'person', period: 'As it stands on the day of the extract', fields: REGISTER_FIELDS,
      },
      {
        id: 'demand-flags', name: 'Codes for needs', controllerCode: practiceCode, source: 'the surgery’s patient record system',
        aboutWhom: 'everyone registered at the surgery who has not opted out and has a need that is put in code', level: 'event', period: 'The six months before each month’s count', fields: FLAG_FIELDS,
      },
    ],
    flows: [
      {
        ...basis, ref: OLDHAM_REGISTER_FLOW, name: 'List of patients to the council', datasetId: 'register-extract',
        use: 'Finds each person in the early help record, notes that they are registered at the surgery, and replaces the name by the surgery’s number.',
        confidentialityWhy: 'Those who see the list do so to offer the person care. The surgery has told each patient in a letter what is shared and with whom, so that nobody is surprised; and the duty to share does not reach anyone who objects, who is left out.',
        frequency: 'Once, after the closing date for replies',
      },
      {
        ...basis, ref: OLDHAM_FLAGS_FLOW, name: 'Codes for needs to the council', datasetId: 'demand-flags',
        use: 'Counts, for each number, the codes of the surgery and of the council together. A person with four codes or more, at least one from each, is put on the list for a case discussion.',
        confidentialityWhy: 'The codes help to decide who should be offered care, and are discussed only between professionals who offer it. Whoever counts the codes sees no names, and whoever sees names sees no codes. Anyone who objects is left out.',
        frequency: 'Once a month for six months from the first extract',
      },
    ],
    safeguards: {
      retentionMonths: 6,
      retentionFrom: 'the day the matching is finished',
      retentionEnd: 'both lists and everything made by matching them are destroyed, and the council gives the surgery a certificate that says so',
      securityMeasures: [
        'The two lists are kept apart, and no one person may open both',
        'Matching is done on one encrypted computer in a locked office, without e-mail or web access',
        'Only staff named in a list kept by the council’s information governance lead may open the lists, each with their own account, and every opening is logged',
        'Everyone who handles the lists has done data security training in the last twelve months',
        'Case discussions are held in a private room, and only about people on the list made by counting',
      ],
      breach: 'Whoever finds that data is lost, or has reached someone who should not have it, tells the surgery’s practice manager or the council’s information governance lead at once. Whichever is told tells the other within 24 hours. Where the Information Commissioner must be told, the body that lost it does it without delay, within 72 hours of hearing of the breach; it tells the people concerned where it could harm them.',
    },
    tellingPeople: {
      notShared: [
        'your medical record, or anything you have told a doctor or a nurse',
        'your test results or your medicines',
        'your telephone number or your e-mail address',
      ],
      replyDays: 28,
      noticeAddress: 'https://hill-top-surgery.example/privacy/early-help',
      questionsTo: 'the practice manager at Hill Top Surgery',
      complaintsTo: 'the practice manager at Hill Top Surgery, or the information governance lead at Oldham Council',
    },
  })
}
