import type { Flow, Party, ProjectFacts } from '#app/projects/facts.rules.ts'
import { someFacts } from './facts.ts'
import { COUNCIL, PRACTICE } from './who.ts'

export const HAVEN_CODE = 'Y9H'
export const NATIONAL_BODY_CODE = 'X26'

const party = (organisationCode: string, name: string, role: Party['role'], does: string): Party => ({
  organisationCode, name, role, does, contactName: `Sam ${organisationCode}`, contactJobTitle: 'Head of information', contactEmail: `ig@${organisationCode.toLowerCase()}.example`,
  registration: 'ZX100200', address: '1 Long Lane\nTestborough\nTB1 9ZZ', assurance: { status: 'met', publishedOn: '2025-06-20' },
})

/** Facts with every section answered, so that they call for every kind of paper: what the worked examples do each in part. */
export function fullFacts(changes: Partial<ProjectFacts> = {}): ProjectFacts {
  const facts = someFacts()
  const [register, flags] = facts.flows as [Flow, Flow]
  return {
    ...facts,
    title: 'Early help in Testborough',
    parties: [
      ...facts.parties,
      party(HAVEN_CODE, 'North Haven', 'processor', 'match the records in its data haven, and take out what says who people are'),
      party(NATIONAL_BODY_CODE, 'NHS England', 'controller', 'send the hospital records that the agreement with it names'),
    ],
    datasets: [
      ...facts.datasets,
      {
        id: 'hospital-visits', name: 'Hospital visits', controllerCode: NATIONAL_BODY_CODE, level: 'person', period: 'April 2024 to March 2026', source: 'Hospital Episode Statistics',
        aboutWhom: 'people of the area who were in hospital', fields: [{ name: 'visit_month', meaning: 'month of the visit', kind: 'other', why: 'Counts visits by month' }],
      },
    ],
    flows: [
      register,
      { ...flags, confidentiality: 'consent', purposeKind: 'secondary', article6: '6-1-e', article9: '9-2-h' },
      {
        ...flags, ref: 'oldham-gp-pilot-hospital', name: 'Hospital visits to the haven', fromCode: NATIONAL_BODY_CODE, toCode: HAVEN_CODE, datasetId: 'hospital-visits', drawsOn: ['hospital'],
        purposeKind: 'secondary', legalPower: 'Health and Social Care Act 2012, section 261', gateways: ['hsca-2012-261', 'nhsa-2006-251-reg-5'], confidentiality: 'section-251',
        confidentialityWhy: 'The Secretary of State has given support for linking these records.', use: 'Matches visits with the register.', includesDeceased: true,
      },
    ],
    tellingPeople: { ...facts.tellingPeople!, told: 'notices' },
    people: {
      howMany: 12_400, area: 'the Borough of Testborough', groups: ['children', 'adults'], relationship: 'patients and residents of the parties', expectation: 'Most would expect it.',
      concerns: 'Some asked who may look.', novelty: 'The two lists have not been matched before.',
    },
    officers: [
      { organisationCode: COUNCIL.code, post: 'dpo', name: 'Ola Reed', email: 'dpo@testborough.example' },
      { organisationCode: COUNCIL.code, post: 'siro', name: 'Mina Shah', email: 'siro@testborough.example' },
      { organisationCode: PRACTICE.code, post: 'caldicott-guardian', name: 'Dr Ana Bell', email: 'guardian@test-lane.example' },
      { organisationCode: PRACTICE.code, post: 'dpo', name: 'Ivor Penn', email: 'dpo@test-lane.example' },
      { organisationCode: NATIONAL_BODY_CODE, post: 'dpo', name: 'Data Protection Officer', email: 'dpo@x26.example' },
    ],
    stages: [
      { id: 'drawing', name: 'Drawing the lists', does: 'each sender draws its own list', roles: [{ organisationCode: PRACTICE.code, role: 'controller' }, { organisationCode: NATIONAL_BODY_CODE, role: 'controller' }] },
      { id: 'matching', name: 'Matching', does: 'the lists are matched in the haven', roles: [{ organisationCode: COUNCIL.code, role: 'controller' }, { organisationCode: HAVEN_CODE, role: 'processor' }] },
    ],
    framework: {
      coverage: 'health and care bodies of Testborough', principles: ['People are told before anything is shared', 'No more is shared than a purpose needs'],
      scenarios: [{ name: 'Early help', does: 'finds people who could do with help early', basis: 'Article 6(1)(e) and 9(2)(h), for the care of the person' }, { name: 'Planning', does: 'counts what is needed where', basis: 'Figures that identify nobody' }],
      governance: 'A board of the bodies meets every three months and keeps the list of schedules', joining: 'A body joins by signing the newest version', leaving: 'A body leaves with a month’s notice in writing',
    },
    linkage: {
      method: 'both', keys: ['NHS number', 'date of birth', 'postcode'], byCode: HAVEN_CODE, where: 'in the data haven of North Haven', quality: 'one match in a hundred is checked by hand',
      depersonalised: ['names and addresses are taken out', 'the NHS number is replaced by a pseudonym'], clockMonths: 3, clockFrom: 'the day of matching', reidentification: 'nobody may, but to tell someone of a danger, and with the Caldicott Guardian’s agreement',
      leastCount: 5, smallNumbers: 'they are left out, and another count with them where it could be worked out',
    },
    processing: [{
      processorCode: HAVEN_CODE, controllerCode: COUNCIL.code, subject: 'matching the lists and taking out identifiers', nature: 'keeping, matching, replacing identifiers, destroying', duration: 'from the first list until the end date',
      subProcessors: 'none', place: 'England', atEnd: 'everything is destroyed, and a certificate given',
    }],
    rights: {
      requestsTo: 'the information governance lead of Testborough Council', requestsHow: 'answered within one month by the controller that was asked', objections: 'Each is weighed by the Caldicott Guardian within ten working days',
      erasure: 'A record can be taken out until the identifiers are destroyed', automated: 'none', automatedWhat: '', transfers: 'none', transfersWhat: '', publication: 'This protocol and the assessment, on the council’s website',
    },
    consent: {
      statements: ['Test Lane Surgery may share my coded needs with Testborough Council', 'the council may offer me help'], withdrawal: 'Tell the surgery at any time, in any way. Nothing more is shared from that day.',
      record: 'The signed form is kept with the health record',
    },
    involvement: {
      plan: 'Residents were asked before anything began', reportDue: '2026-12-01',
      activities: [{ day: '2026-02-10', who: 'residents of Testborough', people: 24, how: 'three evening meetings', said: 'Say plainly who may look.', changed: 'The letter names each body.' }],
    },
    worth: {
      costs: [{ what: 'Matching', pounds: 12_000, paidBy: 'Testborough Council' }],
      benefits: [{ what: 'Help is offered sooner', forWhom: 'people with several needs', measure: 'weeks from first sign to first offer', by: 'March 2027' }],
    },
    section251: {
      medicalPurpose: 'the management of health and social care services', cohort: 'people of Testborough with a hospital visit', classes: ['link-sources'], whyNoConsent: 'Half the people could not be reached', whyIdentifiable: 'Records cannot be matched without identifiers',
      dissent: 'Objections are honoured before each extract', exit: 'Identifiers are destroyed within three months', reference: '26/CAG/0001',
    },
    nationalData: {
      products: ['Hospital Episode Statistics: Admitted Patient Care'], outputs: 'A report with counts', outputsBy: 'June 2027', commercial: 'none', commercialWhat: '', onward: 'No record is passed on', territory: 'England', termMonths: 24,
      ethics: 'Not research, so no ethics committee is asked', reference: '',
    },
    ...changes,
  }
}
