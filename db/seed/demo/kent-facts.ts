import { addDays, type Day } from '#app/kernel/uk-date.ts'
import { wholeFacts, type Dataset, type DatasetField, type Flow, type ProjectFacts, type Source } from '#app/projects/facts.rules.ts'
import { KENT_PARTIES, KENT_OFFICERS } from './kent-parties.ts'
import { withStanding } from './party-standing.ts'
import { field, PATIENT_KEYS } from './field-lists.ts'
import {
  KENT_BOARD, KENT_COMMUNITY_HEALTH, KENT_COUNCIL, KENT_FIRE, KENT_HOSPITALS, KENT_INFORMATICS, KENT_MENTAL_HEALTH, KENT_OUT_OF_HOURS, KENT_PRACTICES_PARTNERSHIP,
} from './kent-organisations.ts'

export const KENT_PROJECT_REF = 'kent-integrated-dataset'

const ACTIVITY: readonly DatasetField[] = [
  field('activity', 'what was done (visit, stay, call or package of care)', 'Puts a person’s whole way through services together'),
  field('month', 'month in which it was done', 'Orders what was done in time'),
  field('service', 'service or treatment', 'Shows which services work for whom'),
  field('staff_group', 'kind of staff', 'Shows what staff a service needs'),
  field('commissioner', 'who paid for it', 'Shows who gains when a service prevents another'),
  field('provider', 'who gave it', 'Shows how results differ between providers'),
  field('cost', 'what it cost', 'Gives the cost of care for each head of a practice’s list'),
]
const DIAGNOSIS = field('diagnosis', 'diagnosis (as a code)', 'Compares people with others who are like them')

interface Feed {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly drawsOn: Source
  readonly source: string
  readonly aboutWhom: string
  readonly more: readonly DatasetField[]
}

const FEEDS: readonly Feed[] = [
  { id: 'gp-records', name: 'GP records', from: KENT_PRACTICES_PARTNERSHIP.code, drawsOn: 'gp', source: 'the record systems of the 240 practices, each for its own patients', aboutWhom: 'people registered with a practice in Kent who have not opted out', more: [DIAGNOSIS, field('practice', 'the practice’s code', 'Gives averages by practice')] },
  { id: 'adult-social-care', name: 'Adult social care', from: KENT_COUNCIL.code, drawsOn: 'adult-social-care', source: 'the council’s adult social care system', aboutWhom: 'adults who receive care or support from the council', more: [field('need', 'main reason for care', 'Compares people with others who are like them')] },
  { id: 'public-health', name: 'Public health services', from: KENT_COUNCIL.code, drawsOn: 'council', source: 'providers of health checks, stop smoking and other services that the council pays for', aboutWhom: 'people who used such a service', more: [field('result', 'result of the service', 'Shows whether it works')] },
  { id: 'mental-health', name: 'Mental health', from: KENT_MENTAL_HEALTH.code, drawsOn: 'hospital', source: 'the trust’s record system', aboutWhom: 'people who use its services', more: [DIAGNOSIS] },
  { id: 'community-health', name: 'Community health', from: KENT_COMMUNITY_HEALTH.code, drawsOn: 'hospital', source: 'the trust’s record system', aboutWhom: 'people who use its services', more: [DIAGNOSIS] },
  { id: 'hospital-activity', name: 'Hospital activity', from: KENT_HOSPITALS.code, drawsOn: 'hospital', source: 'the trust’s record system', aboutWhom: 'people of Kent who were in its hospitals', more: [DIAGNOSIS, field('admission', 'planned or emergency', 'Emergencies are what prevention is to lower')] },
  { id: 'out-of-hours', name: 'Out of hours care', from: KENT_OUT_OF_HOURS.code, drawsOn: 'gp', source: 'the provider’s call and visit system', aboutWhom: 'people who asked for a GP at night or at a weekend', more: [DIAGNOSIS] },
  { id: 'home-safety-visits', name: 'Home safety visits', from: KENT_FIRE.code, drawsOn: 'council', source: 'the service’s visit system', aboutWhom: 'people whose home was visited', more: [field('advice', 'what was done in the home', 'Shows whether a visit keeps people out of hospital')] },
]

function datasets(year: number): Dataset[] {
  const period = `April ${year - 5} to the last month that is complete`
  return [
    ...FEEDS.map(({ id, name, from, source, aboutWhom, more }): Dataset => ({
      id, name, controllerCode: from, level: 'event', period, source, aboutWhom, fields: [...PATIENT_KEYS, ...(id === 'home-safety-visits' ? ACTIVITY.slice(0, 3) : ACTIVITY), ...more],
    })),
    {
      id: 'integrated-dataset', name: 'Integrated dataset without names', controllerCode: KENT_COUNCIL.code, level: 'event', period, source: 'the feeds, linked by the informatics service', aboutWhom: 'people of Kent who have not opted out, about 1.5 million',
      fields: [
        field('person', 'a long number made from the NHS number by a secret key', 'Ties the rows of one person together without saying who it is', 'pseudonym'),
        field('age', 'age in years', 'Needs differ with age'),
        field('gender', 'gender', 'Needs differ between women and men'),
        field('small_area', 'small area of about 1,500 people (lower layer super output area)', 'Stands in place of the address'),
        ...ACTIVITY, DIAGNOSIS,
      ],
    },
    {
      id: 'practice-area-tables', name: 'Tables by practice area', controllerCode: KENT_COUNCIL.code, level: 'area', period, source: 'counts made from the integrated dataset', aboutWhom: 'the areas of practices and districts in Kent',
      fields: [
        field('area', 'practice area or district', 'Plans are made by area'),
        field('group', 'group of people (such as adults with autism)', 'Shows gaps in what a group is offered'),
        field('people', 'how many people (none below ten)', 'Shows how large the need is'),
        field('average_cost', 'average cost of each kind of care for a head', 'Shows where money goes'),
      ],
    },
  ]
}

const SUPPORT = 'Support under regulation 5 lets the records pass through the informatics service’s closed program, which turns each NHS number into another number that nobody can turn back, before anyone sees them. Opt-outs are kept by each sender.'
const LINKS = { purposeKind: 'secondary', article6: '6-1-e', article9: '9-2-h', confidentiality: 'section-251', confidentialityWhy: SUPPORT, includesDeceased: true } as const

function flows(): Flow[] {
  const all: Source[] = ['gp', 'hospital', 'adult-social-care', 'council']
  const feeds = FEEDS.map((feed): Flow => ({
    ...LINKS, ref: `kid-${feed.id}`, name: `${feed.name} to the integrated dataset`, fromCode: feed.from, toCode: KENT_INFORMATICS.code, datasetId: feed.id, drawsOn: [feed.drawsOn],
    use: 'Checked, given a number in place of the NHS number, made less exact, and added to the integrated dataset. What came in is destroyed once it has been added.',
    gateways: feed.from === KENT_COUNCIL.code ? ['nhsa-2006-2b', 'nhsa-2006-251-reg-5'] : ['nhsa-2006-251-reg-5'],
    legalPower: feed.from === KENT_COUNCIL.code ? 'NHS Act 2006, section 2B; and section 251 with regulation 5 of 2002' : 'NHS Act 2006, section 251, and regulation 5 of 2002',
    transport: 'Encrypted file over the health and social care network, straight into the closed program', frequency: 'Once a month', projectOptOut: true,
  }))
  const readers = [[KENT_COUNCIL, 'council'], [KENT_BOARD, 'board']] as const
  return [
    ...feeds,
    {
      ...LINKS, ref: 'kid-analysts', name: 'Integrated dataset to the council’s analysts', fromCode: KENT_INFORMATICS.code, toCode: KENT_COUNCIL.code, datasetId: 'integrated-dataset', drawsOn: all,
      use: 'Analysed to find out what works: people who had a service are compared with others who are like them and had not. Used to assess needs, foresee demand and plan.',
      gateways: ['nhsa-2006-2b', 'nhsa-2006-251-reg-5'], legalPower: 'NHS Act 2006, section 2B; and section 251 with regulation 5 of 2002, for audit, monitoring and analysis',
      confidentialityWhy: 'The dataset names nobody, but its rows are still about single people. Named analysts read it in the informatics service’s warehouse, under the conditions of the support.',
      transport: 'Not at all: named analysts sign in to the warehouse and work there', frequency: 'All the time', projectOptOut: true,
    },
    ...readers.map(([reader, word]): Flow => ({
      ...LINKS, ref: `kid-tables-${word}`, name: `Tables by practice area to the ${word}`, fromCode: word === 'council' ? KENT_INFORMATICS.code : KENT_COUNCIL.code, toCode: reader.code, datasetId: 'practice-area-tables', drawsOn: all,
      article9: 'none', confidentiality: 'anonymised', confidentialityWhy: 'Only counts and averages leave the warehouse, checked by a second person, none below ten.', projectOptOut: false,
      use: 'Used for needs assessments, for plans of what to offer where, and for the board’s and the council’s decisions on money.',
      gateways: word === 'council' ? ['nhsa-2006-2b'] : ['nhsa-2006-14z61'], legalPower: word === 'council' ? 'NHS Act 2006, section 2B' : 'NHS Act 2006, sections 3 and 14Z61',
      transport: word === 'council' ? 'Through the warehouse’s transfer gate, after a check' : 'Encrypted e-mail between two named analysts', frequency: 'When an analysis is finished',
    })),
  ]
}

/** The whole facts of Kent's integrated dataset: 240 practices and nine bodies, linked without names. */
export function kentFacts({ startDate, reviewDate, endDate }: { readonly startDate: Day; readonly reviewDate: Day; readonly endDate: Day }): ProjectFacts {
  const [council, board, service] = [KENT_COUNCIL.code, KENT_BOARD.code, KENT_INFORMATICS.code]
  return wholeFacts({
    title: 'Kent Integrated Dataset',
    purpose: {
      purpose: 'To see people’s whole way through health and care in Kent, across the walls between services, so that the council and the NHS can find out what works, where needs are not met, and what will be needed.',
      benefits: 'Services that work are kept and spread; those that do not are changed. Gaps in what a group is offered are seen, such as for people with autism. Prevention can be judged by what it saves elsewhere, such as home safety visits by falls that did not happen.',
      plainSummary: 'putting together records of health and care in Kent, with names taken away, to find out which services work and what people will need',
      necessity: 'What one service saves another can only be seen when both are seen for the same person. Published figures cannot show that. NHS numbers are needed to link and are turned into other numbers before anyone sees them; names and addresses are never sent.',
      startDate, reviewDate, endDate,
    },
    people: {
      howMany: 1500000, area: 'Kent', groups: ['children', 'adults', 'older-people', 'vulnerable'],
      relationship: 'Patients of the practices, trusts and services of Kent, and people whom the council supports',
      expectation: 'People are told in every practice and on every party’s website. Most expect services to be planned with what is known; fewer expect it to be put together person by person.',
      concerns: 'That a database of nearly everyone in the county could be stolen, sold or used to decide about single people.',
      novelty: 'The warehouse and the way of linking have been in use for years; linking with visits of the fire and rescue service is newer.',
    },
    parties: withStanding(KENT_PARTIES, startDate, { [KENT_OUT_OF_HOURS.code]: 'approaching' }),
    officers: KENT_OFFICERS,
    stages: [
      { id: 'extract', name: 'Extracts at the sources', does: 'Each source takes out who has opted out and sends its feed; the practices do so through their partnership.', roles: [KENT_PRACTICES_PARTNERSHIP, KENT_COUNCIL, KENT_MENTAL_HEALTH, KENT_COMMUNITY_HEALTH, KENT_HOSPITALS, KENT_OUT_OF_HOURS, KENT_FIRE].map(({ code }) => ({ organisationCode: code, role: 'controller' as const })) },
      { id: 'numbering', name: 'Checking and numbering', does: 'A closed program checks that feeds agree and gives each NHS number another number. Nobody at the informatics service sees who anyone is.', roles: [{ organisationCode: council, role: 'joint-controller' }, { organisationCode: board, role: 'joint-controller' }, { organisationCode: service, role: 'processor' }] },
      { id: 'analysis', name: 'Analysis', does: 'Named analysts work in the warehouse.', roles: [{ organisationCode: council, role: 'joint-controller' }, { organisationCode: board, role: 'joint-controller' }, { organisationCode: service, role: 'processor' }] },
    ],
    datasets: datasets(Number(startDate.slice(0, 4))),
    flows: flows(),
    linkage: {
      method: 'deterministic', keys: ['NHS number', 'date of birth', 'gender'], byCode: service, where: 'the informatics service’s warehouse, in a program that its operators cannot look into',
      quality: 'The program checks date of birth and gender on both sides of every match and counts those that do not agree. Rows without a valid NHS number are left out, and their share by source is published every year.',
      depersonalised: ['the NHS number becomes a 64-bit number made with a secret key', 'the date of birth becomes age in years', 'the postcode becomes the lower layer super output area', 'what came in is destroyed once it has been added'],
      clockMonths: 1, clockFrom: 'the day a feed comes in',
      reidentification: 'Nobody. The secret key is held by the program alone, and trying to find out who a row is about is a breach of what was agreed.',
      leastCount: 10, smallNumbers: 'it is left out, or put together with its neighbour',
    },
    safeguards: {
      retentionMonths: 84, retentionFrom: 'the end of the financial year that a row is about', retentionEnd: 'the year’s rows are deleted from the warehouse and its backups, and the board of the programme is told in writing',
      securityMeasures: [
        'The informatics service is certified to ISO/IEC 27001 and meets the NHS Data Security and Protection Toolkit',
        'The program that makes the numbers is sealed: its operators see neither what goes in nor the key',
        'Named analysts only, each agreed to by the programme’s board, with two factors; every query is logged',
        'No rows leave the warehouse; tables leave after a check by a second person',
      ],
      breach: 'Whoever finds a loss, a wrong disclosure or a try at finding out who someone is tells the informatics service and their own information governance lead at once. The service tells the council’s and the board’s data protection officers within 24 hours; where the Information Commissioner must be told, they do it without delay, within 72 hours of hearing of the breach, and they tell every source.',
    },
    processing: [{
      processorCode: service, controllerCode: council, subject: 'Receiving, numbering, linking and keeping the integrated dataset', nature: 'Checking feeds, replacing NHS numbers, making data less exact, holding the warehouse, logging, deleting',
      duration: 'From the start date until the end date', subProcessors: 'The supplier of its analysis software, which has no access to data', place: 'England', atEnd: 'The warehouse, its backups and the secret key are destroyed, and a certificate is given to every source',
    }],
    rights: {
      requestsTo: 'the data protection officer of Kent County Council', requestsHow: 'by letter, telephone or e-mail, or through one’s own practice; each source answers for what it holds by name',
      objections: 'An objection to the project is always honoured from the next feed on; what was linked before cannot be found by name.',
      erasure: 'A person’s rows can be kept out of later feeds. Rows in the warehouse have no names, and cannot be found.',
      automated: 'none', automatedWhat: '', transfers: 'none', transfersWhat: '', publication: 'The agreement, the assessment and a list of every analysis are on the council’s website.',
    },
    tellingPeople: {
      told: 'notices',
      notShared: ['your name, your house number and street, or your telephone number', 'what doctors, nurses or social workers write about you', 'anything with insurers or companies that sell'],
      replyDays: 42, noticeAddress: 'https://kent-council.example/integrated-dataset', questionsTo: 'the public health observatory at Kent County Council, or your own practice', complaintsTo: 'the data protection officer at Kent County Council',
    },
    involvement: {
      plan: 'Patient groups of the practices, Healthwatch Kent and the council’s people’s panel are asked each year what the dataset should and should not be used for. Every analysis is listed in public.', reportDue: '',
      activities: [
        { day: addDays(startDate, -110), who: 'Practices’ patient groups', people: 34, how: 'Two evening meetings with a talk and questions', said: 'It should show what helps and never be used about one person. They wanted to be told what was found.', changed: 'A list of analyses and what came of them is published twice a year.' },
        { day: addDays(startDate, -80), who: 'The council’s people’s panel', people: 18, how: 'A workshop with made-up data', said: 'Small villages could be recognised even without names.', changed: 'The least count is ten and not five.' },
      ],
    },
    worth: {
      costs: [
        { what: 'The warehouse and the linkage, each year', pounds: 240000, paidBy: 'Kent County Council and NHS Kent and Medway Integrated Care Board, half each' },
        { what: 'Information governance advice to 240 practices, once', pounds: 65000, paidBy: 'NHS Kent and Medway Integrated Care Board' },
      ],
      benefits: [
        { what: 'It is known whether home safety visits keep people out of emergency departments', forWhom: 'older people', measure: 'emergency visits of people visited, against people like them', by: 'the first review' },
        { what: 'It is known which people a falls service helps', forWhom: 'people at risk of falls', measure: 'falls and hip fractures by group', by: 'the first review' },
        { what: 'Needs of people with autism are counted', forWhom: 'people with autism and their families', measure: 'a needs assessment that is published and acted on', by: 'the second review' },
      ],
    },
    section251: {
      medicalPurpose: 'The management of health and social care services, and preventative medicine', cohort: 'People registered with a practice in Kent or supported by its council, from five years ago on',
      classes: ['less-identifiable', 'link-sources', 'audit-and-analysis'],
      whyNoConsent: 'One and a half million people cannot be asked, and those who would not answer have other needs than those who would.',
      whyIdentifiable: 'Only the NHS number ties records of different services together without mistakes. It is turned into another number by a program before anyone sees it.',
      dissent: 'By telephone, letter, web page or at any practice. Type 1 opt-outs and the national data opt-out are left out by each source before a feed is sent.',
      exit: 'When the sources can make the same number themselves, with a key that no one of them holds, nothing that identifies will leave them.',
      reference: '26/CAG/9002',
    },
  })
}
