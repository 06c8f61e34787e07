import { addDays } from '#app/kernel/uk-date.ts'
import { wholeFacts, type Dataset, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { field } from '../field-lists.ts'
import { NHS_ENGLAND } from '../national-bodies.ts'
import { DERBYSHIRE_BOARD, MACMILLAN, PATHWAY_ANALYSTS, SOUTH_YORKSHIRE_BOARD } from './organisations.ts'
import { officersOf, party, plainRights, type ProjectDates } from './terms.ts'

const PSEUDONYM = field('patient', 'a number made for this study alone', 'Ties the rows of one patient together without saying who it is', 'pseudonym')

const DATASETS: readonly Dataset[] = [
  {
    id: 'linked-cancer-journeys', name: 'Linked cancer journeys without names', controllerCode: NHS_ENGLAND.code, level: 'person', period: 'Seven years from diagnosis',
    source: 'the national cancer registry, Hospital Episode Statistics, Cancer Waiting Times and the cancer screening programmes, linked inside NHS England', aboutWhom: 'almost 85,000 people in England who were found to have cancer',
    fields: [
      PSEUDONYM, field('age_band', 'age at diagnosis, in bands of ten years', 'Outcomes differ with age'), field('sex', 'sex', 'Outcomes differ between women and men'), field('cancer', 'kind and stage of the cancer, as codes', 'Journeys differ by cancer'),
      field('region', 'cancer alliance, of which there are 20 or so', 'Shows where journeys differ, and is too large to find anyone by'), field('found_by', 'by screening, by referral or as an emergency', 'How it was found decides much of what comes later'),
      field('waits', 'days from referral to treatment', 'Shows whether waiting changes the outcome'), field('episodes', 'treatments and stays, as codes, with the month', 'These are the journey'),
      field('later_illness', 'illness that may follow from treatment, as codes, with the month', 'This is what people after cancer need help with'), field('survival', 'months from diagnosis to death or to the end of the study', 'Groups are made by how long people live'),
    ],
  },
  {
    id: 'outcome-groups', name: 'Outcome groups', controllerCode: MACMILLAN.code, level: 'area', period: 'Seven years from diagnosis', source: 'the linked journeys, counted by the analysts', aboutWhom: 'groups of patients with a like journey, by cancer and region',
    fields: [
      field('group', 'the kind of journey, such as surviving with other illness', 'Care can be planned for a group where it cannot for an average'), field('people', 'how many, none below ten', 'Shows how many need which care'),
      field('needs', 'which illness and how many stays are usual', 'Shows what to offer'), field('cost', 'average cost of hospital care', 'Shows what better care could save'),
    ],
  },
]

const COMMON = { drawsOn: ['hospital'], purposeKind: 'secondary', article6: '6-1-e', includesDeceased: true, projectOptOut: false, confidentiality: 'anonymised' } as const satisfies Partial<Flow>
const TABLES = {
  ...COMMON, fromCode: MACMILLAN.code, datasetId: 'outcome-groups', article9: 'none', gateways: [], legalPower: 'Charities Act 2011 and the charity’s own objects; the board uses figures under its duties of NHS Act 2006, section 3',
  confidentialityWhy: 'Counts and averages of groups of ten or more, checked by a second person before they leave the closed environment. They say nothing about one patient.', transport: 'A file over an encrypted connection, between two named people', frequency: 'When a year’s analysis is finished',
} as const satisfies Partial<Flow>

const FLOWS: readonly Flow[] = [
  {
    ...COMMON, ref: 'routes-from-diagnosis-journeys', name: 'Linked journeys to Macmillan', fromCode: NHS_ENGLAND.code, toCode: MACMILLAN.code, datasetId: 'linked-cancer-journeys', article6: '6-1-f', article9: '9-2-j', gateways: ['hsca-2012-261'],
    legalPower: 'Health and Social Care Act 2012, section 261: NHS England may disseminate for the promotion of health and care, on the advice of its Advisory Group for Data',
    use: 'Finds what kinds of journey there are, how many people take each, what illness follows treatment, and who is likely to have it.',
    confidentialityWhy: 'Names, NHS numbers, addresses and dates never leave NHS England, which links and replaces them by a number made for this study. Macmillan holds nothing by which a number could be turned back, and is forbidden to try. The rows are about single people all the same, so that they are treated as personal data and read only in NHS England’s secure data environment.',
    transport: 'Not at all: named analysts sign in to NHS England’s secure data environment and work there', frequency: 'Once, and once more after three years',
  },
  {
    ...COMMON, ref: 'routes-from-diagnosis-analysts', name: 'Linked journeys to the analysts', fromCode: MACMILLAN.code, toCode: PATHWAY_ANALYSTS.code, datasetId: 'linked-cancer-journeys', article6: '6-1-f', article9: '9-2-j', gateways: [],
    legalPower: 'UK GDPR, Article 28: the analysts work for Macmillan under a contract, and under NHS England’s data sharing agreement, which names them', use: 'Builds the groups and counts them, as Macmillan asks.',
    confidentialityWhy: 'The analysts see what Macmillan sees, in the same secure data environment, and no more.', transport: 'Not at all: named analysts sign in to NHS England’s secure data environment and work there', frequency: 'While an analysis is under way',
  },
  { ...TABLES, ref: 'routes-from-diagnosis-south-yorkshire', name: 'Outcome groups to South Yorkshire', toCode: SOUTH_YORKSHIRE_BOARD.code, use: 'Designs care after bowel cancer that differs by group, tries it out, and sees whether it helps.' },
  { ...TABLES, ref: 'routes-from-diagnosis-derbyshire', name: 'Outcome groups to Derbyshire', toCode: DERBYSHIRE_BOARD.code, use: 'Designs care after bowel cancer together with South Yorkshire, for patients who cross the boundary.' },
]

/** National data without names, linked inside NHS England and read by a charity: an application to NHS England, and no names anywhere else. */
export function routesFromDiagnosisFacts(dates: ProjectDates): ProjectFacts {
  return wholeFacts({
    title: 'Routes from diagnosis: what happens to people after cancer is found',
    purpose: {
      ...dates,
      purpose: 'To follow what happens to people in England after they are found to have cancer, through treatment to survival or death, so that those who live with what cancer and its treatment leave behind get the care that they need.',
      benefits: 'Doctors know what illness to watch for after treatment, and in whom. Care after cancer is planned for groups who need the same, and not for an average that fits nobody. Research and policy know what to look into next.',
      plainSummary: 'following what happens to people after cancer is found, with names taken away, so that care after cancer gets better',
      necessity: 'Each register sees one piece: the diagnosis, the wait, the stay or the death. Only together do they show a journey, and only journeys show who needs what. Published figures give averages of each piece. Nobody needs to know whose journey it is, and so names stay inside NHS England.',
    },
    people: {
      howMany: 85_000, area: 'England', groups: ['adults', 'older-people', 'vulnerable'], relationship: 'Patients of the NHS; neither Macmillan nor its analysts know who they are', expectation: 'Patients with cancer are told that it is registered and what registers are for. Most want others to learn from what happened to them.',
      concerns: 'That a rare cancer in a small place could be recognised, and that a company works with the rows.', novelty: 'Linking registry and hospital data is well known. New is to follow every kind of journey for seven years.',
    },
    parties: [
      party(MACMILLAN, 'controller', 'decide what is asked of the data, see to it that only that is done, and publish what is found', 'Dr Jennifer Osei', 'Head of cancer evidence'),
      party(NHS_ENGLAND, 'controller', 'link the four sources, take out what says who anyone is, and let named analysts work in its secure data environment', 'Alan Crossley', 'Data access case officer'),
      party(PATHWAY_ANALYSTS, 'processor', 'analyse the journeys as Macmillan asks', 'Philip Marchetti', 'Partner'),
      party(SOUTH_YORKSHIRE_BOARD, 'recipient', 'design and test care by group', 'Dr Anil Rawson', 'Clinical lead for cancer'),
      party(DERBYSHIRE_BOARD, 'recipient', 'design and test care by group, together with South Yorkshire', 'Kate Bakewell', 'Head of cancer services'),
    ],
    officers: [...officersOf(MACMILLAN, { dpo: 'Francesca Dunn', siro: 'Robert Ayling', 'ig-lead': 'Wilma Tait', 'information-asset-owner': 'Dr Jennifer Osei' }), ...officersOf(NHS_ENGLAND, { dpo: 'Joseph Amadi' }), ...officersOf(PATHWAY_ANALYSTS, { dpo: 'Ursula Kemp', siro: 'Philip Marchetti' })],
    stages: [
      { id: 'linking', name: 'Linking', does: 'NHS England links the four sources, takes out names and numbers, and makes a number for this study.', roles: [{ organisationCode: NHS_ENGLAND.code, role: 'controller' }] },
      { id: 'analysis', name: 'Analysis', does: 'Named analysts work in the secure data environment.', roles: [{ organisationCode: MACMILLAN.code, role: 'controller' }, { organisationCode: PATHWAY_ANALYSTS.code, role: 'processor' }] },
    ],
    datasets: DATASETS,
    flows: FLOWS,
    linkage: {
      method: 'deterministic', keys: ['NHS number', 'date of birth', 'postcode'], byCode: NHS_ENGLAND.code, where: 'NHS England’s own data platform, by staff who do not analyse', quality: 'The registry’s own links are used, which are checked against the register of patients each month. The share of patients without a hospital record is stated by cancer and year.',
      depersonalised: ['the NHS number becomes a number made for this study alone', 'names and postcodes are left out', 'days become months, and ages bands of ten years', 'places become cancer alliances'],
      clockMonths: 1, clockFrom: 'the day the sources are linked', reidentification: 'Nobody at Macmillan or its analysts. NHS England may, where a patient’s safety is in question and its Caldicott Guardian agrees.', leastCount: 10, smallNumbers: 'it is left out, or put together with the next region’s',
    },
    safeguards: {
      retentionMonths: 22, retentionFrom: 'the day the rows become readable', retentionEnd: 'access ends, NHS England deletes the rows from the study’s space, and Macmillan signs that it holds no copy',
      securityMeasures: ['Rows stay in NHS England’s secure data environment; nothing leaves it but tables that a second person has checked', 'Each analyst is named in the agreement, signs in with two factors, and has been trained in the last twelve months', 'No other data may be brought in and matched with the rows', 'The analysts’ contract forbids every use but this one'],
      breach: 'Whoever finds a loss, a wrong disclosure or a try at finding out who someone is tells Macmillan’s and NHS England’s data protection officers within 24 hours. Access is closed the same day. Where the Information Commissioner must be told, they do it without delay, within 72 hours of hearing of the breach.',
    },
    processing: [{
      processorCode: PATHWAY_ANALYSTS.code, controllerCode: MACMILLAN.code, subject: 'Analysing the linked journeys', nature: 'Reading, grouping, counting and describing, inside NHS England’s secure data environment', duration: 'From the day access is given until the end date',
      subProcessors: 'None', place: 'England', atEnd: 'Access is closed; the analysts hold nothing to give back and sign that it is so',
    }],
    rights: plainRights({
      requestsTo: 'NHS England, which alone can tell whose a row is', requestsHow: 'through its contact centre, by telephone, letter or web page. Macmillan passes on what reaches it within two working days',
      objections: 'A patient may ask not to be in the cancer registry at all, and NHS England takes them out of it and of every later study. The national data opt-out does not reach data without names, and NHS England says so in its notice.',
      erasure: 'A row can be taken out by NHS England until the tables are finished.', publication: 'The agreement is in NHS England’s register of data uses; the findings are on Macmillan’s website.',
    }),
    tellingPeople: {
      notShared: ['your name, your address or your NHS number', 'the day of anything, such as a visit or a birth', 'anything with insurers or companies that sell medicines'],
      replyDays: 28, noticeAddress: 'https://macmillan.example/routes-from-diagnosis', questionsTo: 'the cancer evidence team at Macmillan Cancer Support', complaintsTo: 'the data protection officer at Macmillan Cancer Support',
    },
    involvement: {
      plan: 'A group of people who have had cancer meets the analysts three times a year, and says which questions matter and what the findings mean.', reportDue: '',
      activities: [{ day: addDays(dates.startDate, -120), who: 'People who have had cancer, and carers', people: 14, how: 'Two meetings with made-up journeys', said: 'Being alive after five years is not the same as being well. Look at what comes after.', changed: 'Illness that follows from treatment is a question of its own and not a footnote.' }],
    },
    worth: {
      costs: [{ what: 'Linking and the secure data environment', pounds: 68_000, paidBy: 'Macmillan Cancer Support' }, { what: 'Analysis over two years', pounds: 310_000, paidBy: 'Macmillan Cancer Support' }],
      benefits: [
        { what: 'It is known how many people live with which illness after cancer', forWhom: 'people who have had cancer', measure: 'published tables by cancer and region', by: 'the first review' },
        { what: 'Care after bowel cancer differs by group in two regions', forWhom: 'patients of South Yorkshire and Derbyshire', measure: 'patients with a plan of care for their group, and their unplanned stays', by: 'the end date' },
      ],
    },
    nationalData: {
      products: ['National Cancer Registration Dataset', 'Hospital Episode Statistics: Admitted Patient Care and Outpatients', 'Cancer Waiting Times', 'NHS cancer screening programmes'],
      outputs: 'Tables and reports of kinds of journey by cancer and region; a method that boards can use on their own data', outputsBy: 'the first review', commercial: 'some', commercialWhat: 'The analysts are a company and are paid for their time. They may use neither the data nor the method for anyone else, and the findings are free to all.',
      onward: 'No row is passed on. Tables go to the boards and to the public.', territory: 'England and Wales', termMonths: 24, ethics: 'Research without names that needs no ethics committee by the Health Research Authority’s decision tool; the result is attached.', reference: 'DARS-NIC-900012-R7K2M-v1',
    },
  })
}
