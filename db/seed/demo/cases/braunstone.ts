import type { Organisation } from '#app/organisations/organisation.rules.ts'
import { wholeFacts, type Dataset, type DatasetField, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { field } from '../field-lists.ts'
import {
  EAST_MIDLANDS_AMBULANCE, LEICESTER_BOARD, LEICESTER_COUNCIL, LEICESTER_HOSPITALS, LEICESTERSHIRE_FIRE, LEICESTERSHIRE_PARTNERSHIP, LEICESTERSHIRE_POLICE,
} from './organisations.ts'
import { finds, officersOf, party, plainRights, type ProjectDates } from './terms.ts'

const CALLER: readonly DatasetField[] = [
  finds('name', 'name of the person whom the calls were about', 'Finds the same person in the other services’ lists'), finds('date_of_birth', 'date of birth, where it is known', 'Tells people of the same name apart'),
  finds('address', 'address', 'Finds the same household in the other services’ lists, and is where the team will knock'),
]
const CALLS = field('calls', 'how many calls in the last twelve months', 'Only households with five calls or more are looked at')
const LAST_MONTH = field('last_month', 'month of the last call', 'Shows whether the calls go on')

const DATASETS: readonly Dataset[] = [
  { id: 'police-callers', name: 'Repeat callers to the police', controllerCode: LEICESTERSHIRE_POLICE.code, level: 'person', period: 'The twelve months before each list', source: 'the force’s call system', aboutWhom: 'people in Braunstone about whom the police were called five times or more', fields: [...CALLER, CALLS, LAST_MONTH, field('kind', 'kind of call, as one of eight codes', 'A worry for somebody’s welfare and a noise next door call for different help', 'coded')] },
  { id: 'ambulance-callers', name: 'Repeat callers to the ambulance service', controllerCode: EAST_MIDLANDS_AMBULANCE.code, level: 'person', period: 'The twelve months before each list', source: 'the trust’s call system', aboutWhom: 'people in Braunstone for whom an ambulance was called five times or more', fields: [...CALLER, CALLS, LAST_MONTH] },
  { id: 'referral', name: 'What somebody asks for help with', controllerCode: LEICESTERSHIRE_FIRE.code, level: 'person', period: 'What the person says at the visit', source: 'the visit, written down with the person', aboutWhom: 'people who said yes to being put in touch with a service', fields: [...CALLER, field('needs', 'what the person would like help with, in their own words', 'The service knows why it is asked, and the person need not say it twice'), field('agreed_on', 'day on which they agreed, and to which service', 'Shows that they did')] },
  { id: 'calls-by-street', name: 'Repeat calls by group of streets', controllerCode: LEICESTERSHIRE_FIRE.code, level: 'area', period: 'The twelve months before each quarter', source: 'the team’s own counts', aboutWhom: 'groups of streets in Braunstone, none with fewer than 150 homes', fields: [field('area', 'group of streets', 'Shows where services are missing'), field('households', 'households with repeat calls, none below five', 'Shows how many'), field('causes', 'most frequent causes that the team found, none below five', 'Shows which services are missing')] },
]

const LAW = 'Crime and Disorder Act 1998, section 115 (disclosure to the authorities of a crime and disorder strategy, for its purposes), with section 17'
const LIST = {
  toCode: LEICESTERSHIRE_FIRE.code, purposeKind: 'secondary', article6: '6-1-e', confidentiality: 'public-interest', transport: 'Encrypted e-mail between two named officers', frequency: 'Once a month', projectOptOut: true, includesDeceased: false,
} as const satisfies Partial<Flow>

const REFERRAL = {
  fromCode: LEICESTERSHIRE_FIRE.code, datasetId: 'referral', drawsOn: ['other'], purposeKind: 'direct-care', article6: '6-1-e', article9: '9-2-h', confidentiality: 'consent', gateways: ['care-act-6-7'], transport: 'Encrypted e-mail to one named mailbox', frequency: 'When somebody says yes',
  projectOptOut: true, includesDeceased: false, legalPower: 'Care Act 2014, sections 6 and 7 (co-operation about adults who need care and support)',
  confidentialityWhy: 'The person has read or heard what will be passed on and to whom, and has agreed to exactly that. The team writes down the day and the words. Without a yes nothing goes, unless somebody is in danger: then safeguarding law counts and not this protocol.',
} as const satisfies Partial<Flow>

const TABLE_READERS: readonly (readonly [Organisation, string])[] = [[LEICESTER_COUNCIL, 'council'], [LEICESTER_BOARD, 'board'], [LEICESTERSHIRE_PARTNERSHIP, 'partnership'], [LEICESTER_HOSPITALS, 'hospitals']]

function flows(): Flow[] {
  return [
    {
      ...LIST, ref: 'braunstone-blues-police', name: 'Repeat callers from the police to the team', fromCode: LEICESTERSHIRE_POLICE.code, datasetId: 'police-callers', drawsOn: ['justice'], article9: 'none', gateways: ['cda-1998-115'],
      legalPower: `${LAW}. Some calls are about offences: UK GDPR, Article 10, and Data Protection Act 2018, section 10 with Schedule 1, paragraph 10`,
      use: 'Puts the list beside those of the ambulance and fire services, and offers a visit to households that several of them are called to.',
      confidentialityWhy: 'Whoever calls the police expects them to bring in whoever can stop what is wrong. Names go one by one: an officer looks at each and leaves out victims of abuse, witnesses and anyone to whom a knock on the door could do harm. Preventing harm outweighs what confidence is left, and that is written down for each name.',
    },
    {
      ...LIST, ref: 'braunstone-blues-ambulance', name: 'Repeat callers from the ambulance service to the team', fromCode: EAST_MIDLANDS_AMBULANCE.code, datasetId: 'ambulance-callers', drawsOn: ['hospital'], article9: '9-2-g', gateways: ['care-act-6-7', 'cda-1998-115'],
      legalPower: `Care Act 2014, sections 6 and 7 (co-operation about adults who need care and support); ${LAW}`,
      use: 'Puts the list beside those of the police and fire services, and offers a visit to households that several of them are called to.',
      confidentialityWhy: 'That an ambulance came is confidential, and a fire service gives no care. So this is no sharing for care: the trust’s Caldicott Guardian looks at each name, asks whether the person could simply be asked first, and lets it go only where repeated emergencies put the person or others at risk. How often and when is sent, never why. The reasons are written down for each name, and people who object are left out.',
    },
    ...([[LEICESTER_COUNCIL, 'council', 'Offers social care, housing advice or help with money.'], [LEICESTERSHIRE_PARTNERSHIP, 'partnership', 'Offers an appointment with a mental health or community nurse.']] as const).map(([service, word, use]): Flow => ({
      ...REFERRAL, ref: `braunstone-blues-referral-${word}`, name: `What somebody asks for help with, to ${service.name}`, toCode: service.code, use,
    })),
    ...TABLE_READERS.map(([reader, word]): Flow => ({
      ref: `braunstone-blues-streets-${word}`, name: `Repeat calls by group of streets, to ${reader.name}`, fromCode: LEICESTERSHIRE_FIRE.code, toCode: reader.code, datasetId: 'calls-by-street', drawsOn: ['justice', 'hospital', 'other'], purposeKind: 'secondary',
      article6: '6-1-e', article9: 'none', gateways: [], legalPower: 'Fire and Rescue Services Act 2004, section 5A: whatever helps the fire service in what it is there for', confidentiality: 'anonymised', confidentialityWhy: 'Counts of groups of streets, none below five, which say nothing about one household.',
      use: 'Looks at it with the others on the steering group, to see which service is missing where.', transport: 'Handed out and explained at the steering group’s meeting', frequency: 'Once every three months', projectOptOut: false, includesDeceased: true,
    })),
  ]
}

/** Several agencies, with names: repeat callers to three emergency services, a visit, and a referral only with a yes. */
export function braunstoneFacts(dates: ProjectDates): ProjectFacts {
  return wholeFacts({
    title: 'Braunstone Blues: help for households that often call 999',
    purpose: {
      ...dates,
      purpose: 'To find households in Braunstone that call the police, the ambulance and the fire service again and again, to ask them what is behind it, and to put them in touch with whoever can help for good.',
      benefits: 'People whose trouble no emergency crew can mend are offered social care, a mental health nurse or another help that lasts. Crews are free for emergencies. It is seen which services Braunstone lacks.',
      plainSummary: 'finding out which homes in Braunstone often call 999, so that we can ask what is wrong and offer help that lasts',
      necessity: 'Each service sees only its own calls; a household that calls each of them twice a month is on nobody’s list. Counts by street show where but not on whose door to knock. Names, addresses and the number of calls are enough to knock; why they called is theirs to tell.',
    },
    people: {
      howMany: 240, area: 'Braunstone, Leicester', groups: ['adults', 'older-people', 'vulnerable'], relationship: 'Residents who called the emergency services, or for whom others did', expectation: 'Whoever calls 999 expects that crew to come. Few expect the three services to put their lists together, and so they are told on leaflets, on the services’ websites and at the visit.',
      concerns: 'That calling 999 gets somebody on a list, so that people stop calling; that an abuser learns of a call; that the police come with a question about health.', novelty: 'The three services have worked from one office before. Lists with names have not been put together until now.',
    },
    parties: [
      party(LEICESTERSHIRE_FIRE, 'controller', 'lead the team, keep the joined list, visit households, and ask each what they would like', 'Dale Whetstone', 'Braunstone Blues manager'),
      party(LEICESTERSHIRE_POLICE, 'controller', 'look at each name before it goes, send its list, and give an officer to the team', 'Sergeant Amy Croft', 'Neighbourhood sergeant'),
      party(EAST_MIDLANDS_AMBULANCE, 'controller', 'look at each name before it goes, send its list, and give a community responder to the team', 'Roger Bassett', 'Head of frequent callers'),
      party(LEICESTER_COUNCIL, 'controller', 'offer social care, housing and money advice to those who said yes, and sit on the steering group', 'Yasmin Kothari', 'Head of early help'),
      party(LEICESTERSHIRE_PARTNERSHIP, 'controller', 'offer community and mental health care to those who said yes, and sit on the steering group', 'Dr Femi Balogun', 'Clinical lead'),
      party(LEICESTER_BOARD, 'recipient', 'sit on the steering group and plan services by its tables', 'Sarah Wigston', 'Commissioning manager'),
      party(LEICESTER_HOSPITALS, 'recipient', 'sit on the steering group and set the tables beside its own', 'Mr Jonas Fell', 'Emergency consultant'),
    ],
    officers: [
      ...officersOf(LEICESTERSHIRE_FIRE, { dpo: 'Olwen Stride', siro: 'Barry Kegworth', 'ig-lead': 'Thea Marlow', 'information-asset-owner': 'Dale Whetstone' }), ...officersOf(LEICESTERSHIRE_POLICE, { dpo: 'Naomi Frisby', siro: 'Gavin Shilton' }),
      ...officersOf(EAST_MIDLANDS_AMBULANCE, { 'caldicott-guardian': 'Dr Leanne Hoby', siro: 'Paul Retford', dpo: 'Carmen Sleath' }), ...officersOf(LEICESTER_COUNCIL, { 'caldicott-guardian': 'Ruth Narborough', siro: 'Anil Mistry', dpo: 'Josie Blaby' }),
      ...officersOf(LEICESTERSHIRE_PARTNERSHIP, { 'caldicott-guardian': 'Dr Femi Balogun', siro: 'Dawn Aylestone', dpo: 'Henry Croxton' }), ...officersOf(LEICESTER_BOARD, { 'caldicott-guardian': 'Dr Uma Shenoy', dpo: 'Mark Enderby' }),
      ...officersOf(LEICESTER_HOSPITALS, { 'caldicott-guardian': 'Dr Ivor Stoughton', dpo: 'Petra Oadby' }),
    ],
    stages: [
      { id: 'lists', name: 'Each service’s own list', does: 'Each service counts its own calls and looks at each name.', roles: [LEICESTERSHIRE_FIRE, LEICESTERSHIRE_POLICE, EAST_MIDLANDS_AMBULANCE].map(({ code }) => ({ organisationCode: code, role: 'controller' as const })) },
      { id: 'joined', name: 'The joined list', does: 'The team puts the lists together and chooses whom to visit.', roles: [{ organisationCode: LEICESTERSHIRE_FIRE.code, role: 'controller' }] },
      { id: 'help', name: 'Help that lasts', does: 'Services that somebody said yes to take over.', roles: [LEICESTER_COUNCIL, LEICESTERSHIRE_PARTNERSHIP].map(({ code }) => ({ organisationCode: code, role: 'controller' as const })) },
    ],
    datasets: DATASETS,
    flows: flows(),
    linkage: {
      method: 'deterministic', keys: ['name', 'date of birth', 'address'], byCode: LEICESTERSHIRE_FIRE.code, where: 'the team’s office in Braunstone, on one encrypted computer', quality: 'Two members of the team look at each match. A house that has been split into flats is matched by name and not by address.',
      depersonalised: ['households that are on one list only are deleted within a week', 'households that do not want a visit are deleted the same day', 'what is left becomes counts by group of streets'],
      clockMonths: 12, clockFrom: 'the day a list arrives', reidentification: 'No pseudonyms are used: the team must know whose door it is.', leastCount: 5, smallNumbers: 'it is left out, or put together with the next group of streets',
    },
    safeguards: {
      retentionMonths: 12, retentionFrom: 'the day a list arrives', retentionEnd: 'lists and notes of visits are destroyed; what somebody asked for stays with the service that helps them',
      securityMeasures: ['Six members of the team, named and vetted, open the lists, and nobody else', 'Why somebody called is not on any list', 'A visit is never made in uniform, and never to a household that a service has marked as unsafe', 'Services that receive tables receive no names'],
      breach: 'Whoever finds a loss or a wrong disclosure tells their own data protection officer at once, who tells the other senders within 24 hours. Where the Information Commissioner must be told, the controller concerned does it without delay, within 72 hours of hearing of the breach. A person who could be in danger through it is told and protected first.',
    },
    rights: plainRights({
      requestsTo: 'the information governance lead of Leicestershire Fire and Rescue Service', requestsHow: 'at a visit, by telephone, letter or e-mail', objections: 'Saying no at the door or by telephone is enough: the household is taken off the list the same day and left off later ones. An objection to a sender is followed before its next list.',
      erasure: 'A household can be taken out at any time until its twelve months are over.', publication: 'This protocol, without names of contacts, and the tables are on the fire service’s website.',
    }),
    tellingPeople: {
      told: 'notices',
      notShared: ['why you called 999', 'your health record', 'your name with your landlord, or with anyone who decides about your money'],
      replyDays: 28, noticeAddress: 'https://leicestershire-fire.example/braunstone-blues', questionsTo: 'the Braunstone Blues team', complaintsTo: 'the data protection officer at Leicestershire Fire and Rescue Service',
    },
    consent: {
      statements: ['the team may tell the service that I chose my name and how to reach me', 'the team may tell that service what I would like help with, in my own words'],
      withdrawal: 'Tell the team or the service, in any way. From that day nothing more is passed on, and the service asks you what to do with what it has.', record: 'The team writes down the day, the service and the words that the person used, and the person signs where they can.',
    },
  })
}
