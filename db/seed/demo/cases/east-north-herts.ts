import type { Organisation } from '#app/organisations/organisation.rules.ts'
import { wholeFacts, type Dataset, type DatasetField, type Flow, type ProjectFacts, type Source } from '#app/projects/facts.rules.ts'
import { field } from '../field-lists.ts'
import { HERTFORD_ANALYTICS, HERTFORDSHIRE_BOARD, HERTFORDSHIRE_COUNCIL, HERTFORDSHIRE_HOSPITALS, HERTFORDSHIRE_PRACTICES } from './organisations.ts'
import { finds, officersOf, party, plainRights, type ProjectDates } from './terms.ts'

const KEYS: readonly DatasetField[] = [
  finds('nhs_number', 'NHS number', 'Becomes a code on arrival, and can be turned back for the person’s own care team alone'), finds('name', 'name', 'Becomes a code on arrival; shown to the person’s own care team alone'),
  finds('postcode', 'full postcode', 'Becomes a code on arrival; its first half is kept for planning'), finds('date_of_birth', 'date of birth', 'Checks a match; becomes age in years'),
]
const CODE = field('code', 'a code in place of the person', 'Ties the rows of one person together without saying who it is', 'pseudonym')

interface Feed {
  readonly id: string
  readonly name: string
  readonly from: Organisation
  readonly drawsOn: Source
  readonly source: string
  readonly about: string
  readonly fields: readonly DatasetField[]
}

const FEEDS: readonly Feed[] = [
  { id: 'gp-records', name: 'Coded GP records', from: HERTFORDSHIRE_PRACTICES, drawsOn: 'gp', source: 'the practices’ record systems', about: 'people registered with a practice of the area who have not opted out', fields: [field('conditions', 'long-term conditions, as codes', 'Risk depends on them'), field('medicines', 'medicines, as codes', 'Many medicines together are a risk of their own')] },
  { id: 'hospital-activity', name: 'Hospital activity', from: HERTFORDSHIRE_HOSPITALS, drawsOn: 'hospital', source: 'the trust’s record system', about: 'patients of the area who came to the hospital', fields: [field('visits', 'visits to the emergency department, by day', 'Somebody who comes again and again needs something else'), field('stays', 'stays, with the main reason as a code', 'Shows whether people stay well after they have gone home')] },
  { id: 'social-care', name: 'Adult social care', from: HERTFORDSHIRE_COUNCIL, drawsOn: 'adult-social-care', source: 'the council’s adult social care system', about: 'adults of the area who are supported by the council', fields: [field('package', 'kind of support, and from when to when', 'Shows who is supported already'), field('reablement', 'whether the person had help to regain their independence', 'Shows whether that help works')] },
]

function datasets(): Dataset[] {
  const period = 'The last three years, brought up to date every night'
  return [
    ...FEEDS.map(({ id, name, from, source, about, fields }): Dataset => ({ id, name, controllerCode: from.code, level: 'person', period, source, aboutWhom: about, fields: [...KEYS, ...fields] })),
    {
      id: 'alerts', name: 'Alerts about a practice’s own patients', controllerCode: HERTFORDSHIRE_PRACTICES.code, level: 'person', period: 'The night before', source: 'the linked records, turned back for the care team', aboutWhom: 'patients whom a rule that the care team chose picks out',
      fields: [KEYS[0]!, KEYS[1]!, field('alert', 'the rule that picked the patient out, such as four emergency visits in a month', 'The team knows why to look, and looks in its own record for the rest')],
    },
    {
      id: 'linked-without-names', name: 'Linked records without names', controllerCode: HERTFORDSHIRE_BOARD.code, level: 'person', period, source: 'the linked records, with codes in place of names', aboutWhom: 'people of East and North Hertfordshire who have not opted out',
      fields: [CODE, field('age', 'age in years', 'Needs differ with age'), field('district', 'first half of the postcode', 'Shows needs by district'), ...FEEDS.flatMap(({ fields }) => fields).map((one) => (one.name === 'visits' ? field('visits', 'visits to the emergency department, by month', 'Somebody who comes again and again needs something else') : one))],
    },
    {
      id: 'tables', name: 'Tables by district', controllerCode: HERTFORDSHIRE_BOARD.code, level: 'area', period, source: 'the linked records without names, counted by the board', aboutWhom: 'the districts of East and North Hertfordshire',
      fields: [field('district', 'district', 'Plans are made by district'), field('group', 'group of people, such as those who had help to regain their independence', 'Shows whether a service helps'), field('people', 'how many, none below ten', 'Shows how large the group is'), field('result', 'emergency visits and stays for each hundred', 'This is the answer')],
    },
  ]
}

function flows(): Flow[] {
  const all: Source[] = ['gp', 'hospital', 'adult-social-care']
  const care = {
    purposeKind: 'direct-care', article6: '6-1-e', article9: '9-2-h', confidentiality: 'direct-care', gateways: ['hsca-2012-251b', 'hsca-2012-251a'], projectOptOut: true, includesDeceased: false,
    legalPower: 'Health and Social Care Act 2012, sections 251A and 251B: the NHS number, and the duty to share what makes an adult’s care possible',
  } as const satisfies Partial<Flow>
  return [
    ...FEEDS.map((feed): Flow => ({
      ...care, ref: `east-north-herts-${feed.id}`, name: `${feed.name}, to be linked`, fromCode: feed.from.code, toCode: HERTFORD_ANALYTICS.code, datasetId: feed.id, drawsOn: [feed.drawsOn],
      use: 'Turns what says who people are into codes, by a program and before anyone can look, and ties the rows of one person together. That is done to tell the person’s own care team when they need to act.',
      confidentialityWhy: 'The linking company works for each sender as its processor, and is bound to secrecy by contract. Nobody there sees a name. Rows are turned back for nobody but the person’s own care team, which knows the person already.', transport: 'Encrypted file over the health and social care network, every night', frequency: 'Every night',
    })),
    {
      ...care, ref: 'east-north-herts-alerts', name: 'Alerts to the care team', fromCode: HERTFORD_ANALYTICS.code, toCode: HERTFORDSHIRE_PRACTICES.code, datasetId: 'alerts', drawsOn: all,
      use: 'Looks at the patient’s record and decides with the patient what to do: a visit, a review of medicines, or help to regain independence.',
      confidentialityWhy: 'Only the practice at which the patient is registered gets the alert, and only its doctors and nurses can turn the code back. It is for the care of that patient and nothing else.', transport: 'A message on screen, after signing in with a smartcard', frequency: 'In the morning after a rule has picked somebody out',
    },
    {
      ref: 'east-north-herts-planning', name: 'Linked records without names, to the board’s analysts', fromCode: HERTFORD_ANALYTICS.code, toCode: HERTFORDSHIRE_BOARD.code, datasetId: 'linked-without-names', drawsOn: all, purposeKind: 'secondary',
      use: 'Finds out what people of the area need, and whether a service such as help to regain independence does what it is for.', article6: '6-1-e', article9: '9-2-h', gateways: ['nhsa-2006-82', 'nhsa-2006-14z61'], legalPower: 'NHS Act 2006, sections 3, 14Z61 and 82 (the board’s functions, disclosure, and co-operation with councils)',
      confidentiality: 'anonymised', confidentialityWhy: 'Names, NHS numbers and full postcodes have become codes, and the board has no key. Days have become months. Its analysts read the rows in the linking company’s closed system, bring in no other data, and may not try to find anyone. The rows can be turned back elsewhere, so that they are treated as personal data all the same.',
      transport: 'Not at all: named analysts sign in to the closed system and work there', frequency: 'All the time', projectOptOut: true, includesDeceased: true,
    },
    {
      ref: 'east-north-herts-tables', name: 'Tables by district to the council', fromCode: HERTFORDSHIRE_BOARD.code, toCode: HERTFORDSHIRE_COUNCIL.code, datasetId: 'tables', drawsOn: all, purposeKind: 'secondary', use: 'Plans with the board how much help to regain independence to offer, and where.',
      article6: '6-1-e', article9: 'none', gateways: ['nhsa-2006-82'], legalPower: 'NHS Act 2006, section 82', confidentiality: 'anonymised', confidentialityWhy: 'Counts and rates by district, none of fewer than ten people.', transport: 'Encrypted e-mail between two named analysts', frequency: 'Once every three months', projectOptOut: false, includesDeceased: true,
    },
  ]
}

/** Linked under codes for planning, and turned back by the care team alone. */
export function eastNorthHertsFacts(dates: ProjectDates): ProjectFacts {
  const company = HERTFORD_ANALYTICS.code
  return wholeFacts({
    title: 'Linked health and care records in East and North Hertfordshire',
    purpose: {
      ...dates,
      purpose: 'To link health and social care records in East and North Hertfordshire under codes, so that a patient’s own care team is told in time when the patient needs something, and so that services can be planned and judged by what they do for people.',
      benefits: 'A GP learns in the morning that a patient was in the emergency department again, and can act. People at risk are offered help before they fall ill. It is known whether help to regain independence keeps people at home.',
      plainSummary: 'linking health and care records under codes, so that your care team can see when you need help, and services can be planned',
      necessity: 'No single record shows that somebody is in trouble: each service sees one visit. Counts could not tell a GP whom to ring. So rows are linked under codes, and turned back only for the team that looks after the person. Planners never need to know who anyone is, and are never told.',
    },
    people: {
      howMany: 590_000, area: 'East and North Hertfordshire', groups: ['adults', 'older-people', 'vulnerable'], relationship: 'Patients of the practices and the trust, and adults whom the council supports', expectation: 'People expect their GP to know when they were in hospital. Most expect services to be planned with what is known; fewer expect their records to be linked for it.',
      concerns: 'That a company holds everything about everyone; that codes could be turned back for something else than care.', novelty: 'Linking and alerts are in use in many places. Here the same linked rows serve care and planning, with a lock between the two.',
    },
    parties: [
      party(HERTFORDSHIRE_BOARD, 'controller', 'analyse rows without names, plan services, and pay for the linking', 'Graham Sele', 'Director of population health'),
      party(HERTFORDSHIRE_PRACTICES, 'controller', 'send its feed, tell its patients, keep their opt-outs, choose the rules for alerts, and act on them', 'Dr Moira Ware', 'GP and chair'),
      party(HERTFORDSHIRE_HOSPITALS, 'controller', 'send its feed without anyone who has opted out', 'Dr Kofi Danso', 'Chief clinical information officer'),
      party(HERTFORDSHIRE_COUNCIL, 'controller', 'send its feed without anyone who has opted out, and plan with the board', 'Linda Puckeridge', 'Head of adult care'),
      party(HERTFORD_ANALYTICS, 'processor', 'turn what says who people are into codes, link, and turn a code back for a patient’s own care team', 'Hari Chandran', 'Service manager'),
    ],
    officers: [
      ...officersOf(HERTFORDSHIRE_BOARD, { 'caldicott-guardian': 'Dr Rachel Amwell', siro: 'Kevin Stort', dpo: 'Anita Beane', 'ig-lead': 'Lucy Hoddesdon', 'information-asset-owner': 'Graham Sele' }), ...officersOf(HERTFORDSHIRE_PRACTICES, { 'caldicott-guardian': 'Dr Moira Ware', dpo: 'Simon Rib' }),
      ...officersOf(HERTFORDSHIRE_HOSPITALS, { 'caldicott-guardian': 'Dr Paula Benington', siro: 'Giles Walkern', dpo: 'Nadine Knebworth' }), ...officersOf(HERTFORDSHIRE_COUNCIL, { 'caldicott-guardian': 'Iain Royston', siro: 'Meera Datchworth', dpo: 'Colin Ashwell' }),
      ...officersOf(HERTFORD_ANALYTICS, { siro: 'Hari Chandran', dpo: 'Erin Sacombe' }),
    ],
    stages: [
      { id: 'coding', name: 'Turning into codes', does: 'A program turns names, numbers and postcodes into codes as a feed arrives. The key is locked away from everyone who links or analyses.', roles: [...FEEDS.map(({ from }) => ({ organisationCode: from.code, role: 'controller' as const })), { organisationCode: company, role: 'processor' }] },
      { id: 'care', name: 'Alerts for care', does: 'A code is turned back for the patient’s own practice alone.', roles: [{ organisationCode: HERTFORDSHIRE_PRACTICES.code, role: 'controller' }, { organisationCode: company, role: 'processor' }] },
      { id: 'planning', name: 'Planning', does: 'Analysts read rows without names in the closed system.', roles: [{ organisationCode: HERTFORDSHIRE_BOARD.code, role: 'controller' }, { organisationCode: company, role: 'processor' }] },
    ],
    datasets: datasets(),
    flows: flows(),
    linkage: {
      method: 'deterministic', keys: ['NHS number', 'date of birth'], byCode: company, where: 'the linking company’s closed system, in a data centre in England', quality: 'NHS numbers are checked against the national register every week. A practice that gets an alert about somebody it does not know says so, and the link is undone the same day.',
      depersonalised: ['names, NHS numbers and full postcodes become codes made with a secret key', 'the date of birth becomes age in years', 'the postcode becomes its first half', 'days become months, for planning'],
      clockMonths: 36, clockFrom: 'the day a row arrives; the key stays locked for as long as alerts are made',
      reidentification: 'The patient’s own doctor or nurse, after signing in with a smartcard, for that patient’s care. Nobody else, and never for planning. Each time is logged, and the practice’s Caldicott Guardian looks through the log every month.', leastCount: 10, smallNumbers: 'it is left out, or put together with the next district’s',
    },
    safeguards: {
      retentionMonths: 36, retentionFrom: 'the day a row arrives', retentionEnd: 'the row is deleted with its code; what a care team wrote down stays in the care record',
      securityMeasures: ['The key is held in a sealed device that gives it to nobody; those who link and those who analyse cannot reach it', 'A code is turned back only in an alert, for the practice at which the patient is registered', 'Analysts work in a closed system and take out nothing but checked tables', 'The company meets the NHS Data Security and Protection Toolkit and is tested by outsiders each year'],
      breach: 'Whoever finds a loss, or a code turned back for anything but care, tells the board’s data protection officer at once, who tells every sender within 24 hours. Where the Information Commissioner must be told, the controllers concerned do it without delay, within 72 hours of hearing of the breach; people whom it puts at high risk are told as well.',
    },
    processing: [{
      processorCode: company, controllerCode: HERTFORDSHIRE_BOARD.code, subject: 'Linking health and care records under codes, alerts for care teams, and a closed system for analysts', nature: 'Receiving feeds, turning identifiers into codes, linking, turning a code back for a care team, logging, deleting', duration: 'From the start date until the end date',
      subProcessors: 'The data centre in England that hosts its system, which has no access to data', place: 'England', atEnd: 'Rows, backups and the key are destroyed, and every sender gets a certificate',
    }],
    rights: plainRights({
      requestsTo: 'the patient’s own practice, or the data protection officer of NHS Hertfordshire and West Essex Integrated Care Board', requestsHow: 'in person, by telephone, letter or e-mail', objections: 'A patient who says no to the practice is left out of linking from the next night, for alerts and for planning. Care goes on as before.',
      erasure: 'A patient’s rows can be found by the practice through their code, and deleted at any time.', publication: 'The agreement, the assessment and a list of every rule for alerts are on the board’s website.',
    }),
    tellingPeople: {
      told: 'notices',
      notShared: ['your name with anyone who plans services', 'what you have said to a doctor, a nurse or a social worker', 'anything with insurers or companies that sell'],
      replyDays: 42, noticeAddress: 'https://hertfordshire-icb.example/linked-records', questionsTo: 'the manager of your GP surgery', complaintsTo: 'the data protection officer at NHS Hertfordshire and West Essex Integrated Care Board',
    },
  })
}
