import type { Organisation } from '#app/organisations/organisation.rules.ts'
import { wholeFacts, type Dataset, type DatasetField, type Flow, type ProjectFacts, type Source } from '#app/projects/facts.rules.ts'
import { field } from '../field-lists.ts'
import {
  BRISTOL_COUNCIL, BRISTOL_HOMELESS_SERVICE, BRISTOL_HOSPITALS, BRISTOL_MENTAL_HEALTH, BRISTOL_PRACTICES, CONNECTING_CARE, SOUTH_WESTERN_AMBULANCE,
} from './organisations.ts'
import { finds, officersOf, party, plainRights, type ProjectDates } from './terms.ts'

const WHO: readonly DatasetField[] = [
  finds('nhs_number', 'NHS number, where it is known', 'Finds the same person in every record'), finds('name', 'name, and other names that the person goes by', 'People without a home are often known by several names'),
  finds('date_of_birth', 'date of birth', 'Tells people of the same name apart'),
]

interface View {
  readonly id: string
  readonly name: string
  readonly from: Organisation
  readonly drawsOn: readonly Source[]
  readonly source: string
  readonly fields: readonly DatasetField[]
}

const VIEWS: readonly View[] = [
  { id: 'gp-outline', name: 'Outline of the GP record', from: BRISTOL_PRACTICES, drawsOn: ['gp'], source: 'the record systems of the 106 practices of Bristol', fields: [field('problems', 'current problems, medicines and allergies', 'Whoever treats somebody who cannot say must know these'), field('end_of_life', 'wishes for the end of life, where there are any', 'They are kept wherever the person is found')] },
  { id: 'mental-health-outline', name: 'Outline of mental health care', from: BRISTOL_MENTAL_HEALTH, drawsOn: ['hospital'], source: 'the trust’s record system', fields: [field('known', 'whether the person is known to a team, and to which', 'The team is called, and a night in a cell or a section can be avoided'), field('crisis_plan', 'what helps in a crisis', 'Whoever is there can do it')] },
  { id: 'hospital-stays', name: 'Hospital stays and visits', from: BRISTOL_HOSPITALS, drawsOn: ['hospital'], source: 'the trust’s record system', fields: [field('admitted', 'whether the person is in hospital, and on which ward', 'Nobody need spend a day looking for somebody who is in a hospital bed'), field('discharge', 'when they leave, and what was agreed', 'Nobody is sent back to the street without a plan')] },
  { id: 'council-support', name: 'Housing, protection and release', from: BRISTOL_COUNCIL, drawsOn: ['adult-social-care', 'council', 'justice'], source: 'the council’s adult social care and housing systems, in which prisons and probation note a release', fields: [field('housing', 'where the person last had a bed, and who is looking for the next', 'A treatment that needs a bed is planned with one'), field('protection', 'whether there is a plan to protect the adult from harm, and who keeps it', 'Nobody leaves the person with someone who harms them'), field('release', 'day of release from prison, where there is one', 'Medicines and a bed are ready on that day')] },
]

const CARE = {
  purposeKind: 'direct-care', article6: '6-1-e', article9: '9-2-h', confidentiality: 'direct-care', gateways: ['hsca-2012-251b', 'care-act-6-7'], transport: 'A view on screen through a secure connection; nothing is printed or copied',
  frequency: 'Each time somebody who looks after the person opens the view', projectOptOut: true, includesDeceased: false,
  legalPower: 'Health and Social Care Act 2012, section 251B (duty to share for an adult’s care), and Care Act 2014, sections 6 and 7 (co-operation about adults who need care)',
  confidentialityWhy: 'Whoever opens the view is looking after the person at that moment and owes them secrecy. People are told when they first meet the service what is shared and with whom, again whenever they ask, and by people whom they trust. Anyone who objects is left out.',
} as const satisfies Partial<Flow>

const READERS = [
  [BRISTOL_HOMELESS_SERVICE, 'service', 'Sees at a glance who else looks after the person, treats them, and agrees with the others on what comes next.'],
  [BRISTOL_MENTAL_HEALTH, 'mental-health', 'Sees where the person is and who knows them, and comes to them. A police officer or an outreach worker who meets somebody in distress rings its desk, which looks and decides; they see nothing themselves.'],
  [SOUTH_WESTERN_AMBULANCE, 'ambulance', 'Sees on the way whether there is a plan for a crisis, and takes the person where they are known.'],
] as const

function datasets(): Dataset[] {
  const common = { level: 'person', period: 'As it stands when the view is opened, and back for two years', aboutWhom: 'adults in Bristol who sleep rough or have no home of their own and have not objected' } as const
  return [
    ...VIEWS.map(({ id, name, from, source, fields }): Dataset => ({ ...common, id, name, controllerCode: from.code, source, fields: [...WHO, ...fields] })),
    { ...common, id: 'shared-view', name: 'Shared view', controllerCode: BRISTOL_HOMELESS_SERVICE.code, source: 'the four outlines, put side by side when somebody looks', fields: [...WHO, ...VIEWS.flatMap(({ fields }) => fields)] },
  ]
}

function flows(): Flow[] {
  const all: Source[] = ['gp', 'hospital', 'adult-social-care', 'council', 'justice']
  return [
    ...VIEWS.map((view): Flow => ({
      ...CARE, ref: `bristol-homeless-${view.id}`, name: `${view.name}, to the shared view`, fromCode: view.from.code, toCode: CONNECTING_CARE.code, datasetId: view.id, drawsOn: view.drawsOn,
      use: 'Puts it beside the other outlines of the same person when somebody looks, and keeps no copy.',
    })),
    ...READERS.map(([reader, word, use]): Flow => ({ ...CARE, ref: `bristol-homeless-view-${word}`, name: `Shared view to ${reader.name}`, fromCode: CONNECTING_CARE.code, toCode: reader.code, datasetId: 'shared-view', drawsOn: all, use })),
  ]
}

/** Direct care: those who look after somebody without a home see one view of what each of them knows. */
export function bristolHomelessFacts(dates: ProjectDates): ProjectFacts {
  return wholeFacts({
    title: 'One view of care for people without a home in Bristol',
    purpose: {
      ...dates,
      purpose: 'To let everyone who looks after a person without a home in Bristol see, when they meet them, what the others know and do, so that care goes on from where it stopped.',
      benefits: 'People who move from place to place get care that does not begin again each time. They need not tell their story to every service. Somebody in distress is met by the team that knows them and not by a cell. Workers find in five minutes a person whom they used to look for all day.',
      plainSummary: 'letting the people who care for you in Bristol see what the others know, if you have no home of your own',
      necessity: 'Of people without a home, nearly three in four have a physical illness and nearly half an illness of the mind, and none of the services sees all of it. Counts would not help the one person on the pavement. Outlines are shown and not whole records, and only to those who are looking after the person.',
    },
    people: {
      howMany: 1_200, area: 'Bristol', groups: ['adults', 'older-people', 'vulnerable'], relationship: 'Patients of the services, most of whom find it hard to keep an appointment and to trust an office',
      expectation: 'Many think that services talk to each other already, and are angry to learn that they do not. Some have good reason to fear that what they say reaches the police or a landlord.',
      concerns: 'That the police or the Home Office could look; that being honest about drink or drugs costs a bed.', novelty: 'GPs and hospitals have shared outlines here for years. New are housing, protection and release from prison in the same view.',
    },
    parties: [
      party(BRISTOL_HOMELESS_SERVICE, 'controller', 'tell people, keep their objections, look after the shared view, and use it in its clinics and on the street', 'Dr Rhian Colston', 'GP and clinical lead'),
      party(BRISTOL_PRACTICES, 'controller', 'act for the practices and let the outline of the GP record be seen', 'Marcus Veitch', 'Partnership manager'),
      party(BRISTOL_MENTAL_HEALTH, 'controller', 'let its outline be seen, keep a desk that others ring, and use the view', 'Nell Farthing', 'Crisis team manager'),
      party(BRISTOL_HOSPITALS, 'controller', 'let stays and visits be seen', 'Dr Samir Haddad', 'Emergency consultant'),
      party(BRISTOL_COUNCIL, 'controller', 'let housing, protection and release be seen', 'Tessa Brindle', 'Head of homelessness prevention'),
      party(SOUTH_WESTERN_AMBULANCE, 'controller', 'use the view when a crew is called', 'Owen Trask', 'Clinical hub manager'),
      party(CONNECTING_CARE, 'processor', 'run the view, check who may open it, and log every look', 'Jude Sefton', 'Service manager'),
    ],
    officers: [
      ...officersOf(BRISTOL_HOMELESS_SERVICE, { 'caldicott-guardian': 'Dr Rhian Colston', dpo: 'Lena Morrow', siro: 'Tom Lacey', 'ig-lead': 'Keith Amery' }), ...officersOf(BRISTOL_PRACTICES, { 'caldicott-guardian': 'Dr Joel Hartnoll', dpo: 'Lena Morrow' }),
      ...officersOf(BRISTOL_MENTAL_HEALTH, { 'caldicott-guardian': 'Dr Asha Pereira', siro: 'Dominic Vane', dpo: 'Ruth Elton' }), ...officersOf(BRISTOL_HOSPITALS, { 'caldicott-guardian': 'Dr Helen Gray', siro: 'Ivan Marsh', dpo: 'Toby Lisle' }),
      ...officersOf(BRISTOL_COUNCIL, { 'caldicott-guardian': 'Hugo Penrose', siro: 'Christine Yeo', dpo: 'Amal Darwish' }), ...officersOf(SOUTH_WESTERN_AMBULANCE, { 'caldicott-guardian': 'Dr Peter Quick', siro: 'Moira Benn', dpo: 'Luke Hessey' }),
    ],
    datasets: datasets(),
    flows: flows(),
    safeguards: {
      retentionMonths: 24, retentionFrom: 'the day somebody looked', retentionEnd: 'the log of that look is deleted; the view itself keeps nothing, and each record stays where it was',
      securityMeasures: ['The view opens only for staff of the parties who say that they are looking after the person now, and why', 'Every look is logged, one in fifty is checked, and a person can ask who has looked at theirs', 'Police, prisons, landlords and the Home Office have no account', 'A person whose record is restricted is shown to the homeless health service alone'],
      breach: 'Whoever finds a loss or a look without a reason tells their own Caldicott Guardian at once, who tells the others within 24 hours. Where the Information Commissioner must be told, the controller concerned does it without delay, within 72 hours of hearing of the breach. The person is told by somebody whom they know.',
    },
    processing: [{
      processorCode: CONNECTING_CARE.code, controllerCode: BRISTOL_HOMELESS_SERVICE.code, subject: 'Running the shared view', nature: 'Fetching outlines when somebody looks, showing them side by side, checking who may look, logging',
      duration: 'From the start date until the end date', subProcessors: 'The supplier of its software, which has no access to data', place: 'England', atEnd: 'The logs are handed to the homeless health service and wiped',
    }],
    rights: plainRights({
      requestsTo: 'any worker whom the person trusts, or the information governance lead of BrisDoc Homeless Health Service', requestsHow: 'by word of mouth, on the street or in a clinic; the worker writes it down and passes it on the same day',
      objections: 'Saying no to one worker is enough. The person is out of the view from that day, and is treated as before.', erasure: 'The view keeps nothing. A record that is wrong is put right by whoever holds it.', publication: 'A card with the main points is in every hostel, clinic and day centre; the rest is on the service’s website.',
    }),
    tellingPeople: {
      told: 'notices',
      notShared: ['your whole record', 'anything with the police, your landlord or the Home Office', 'what you say to a worker if you ask them to keep it to themselves and nobody is in danger'],
      replyDays: 28, noticeAddress: 'https://bristol-homeless-health.example/one-view', questionsTo: 'any nurse, doctor or support worker of the homeless health service', complaintsTo: 'the information governance lead at BrisDoc Homeless Health Service',
    },
  })
}
