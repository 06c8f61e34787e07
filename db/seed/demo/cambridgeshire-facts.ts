import { addDays, type Day } from '#app/kernel/uk-date.ts'
import { wholeFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import type { Officer } from '#app/projects/further-facts.rules.ts'
import { CAMBRIDGESHIRE_BODIES, CAMBRIDGESHIRE_BOARD, CAMBRIDGESHIRE_COUNCIL, CAMBRIDGESHIRE_FOUNDATION_TRUST, CAMBRIDGE_HOSPITALS, CAMBRIDGESHIRE_PRACTICES, CAMBRIDGESHIRE_PRACTICES_TOGETHER } from './cambridgeshire-organisations.ts'
import { CAMBRIDGESHIRE_DATASETS, CAMBRIDGESHIRE_FLOWS, CAMBRIDGESHIRE_SCENARIOS } from './cambridgeshire-schedules.ts'
import { membersFrom } from './example-practices.ts'
import { NHS_ENGLAND } from './national-bodies.ts'
import type { NamedParty } from './named-party.ts'
import { withStanding } from './party-standing.ts'

export const CAMBRIDGESHIRE_PROJECT_REF = 'cambridgeshire-framework'

const CONTACTS = [
  'Harriet Pell', 'Andrew Quy', 'Belinda Ware', 'Callum Frost', 'Diana Setchell', 'Edmund Tebbit', 'Fiona Marshall', 'Dr Gopal Menon', 'Heather Colville', 'Ian Sparrow', 'Jasmine Toller', 'Kenneth Ambrose', 'Lucy Hartwell', 'Mohan Pillai', 'Nora Linley',
] as const

const BODY_DOES: Readonly<Record<string, string>> = {
  [CAMBRIDGESHIRE_COUNCIL.code]: 'keep the framework, its register of schedules and its common notice for all who have signed, and share social care data under the schedules it signs',
  [CAMBRIDGESHIRE_BOARD.code]: 'bring practices in, pay for training, and answer with the council for the work of the information governance group',
  [CAMBRIDGESHIRE_FOUNDATION_TRUST.code]: 'run the neighbourhood teams, and share what it holds under the schedules it signs',
}

const parties: NamedParty[] = [
  ...[...CAMBRIDGESHIRE_BODIES, NHS_ENGLAND].map((organisation, index): NamedParty => ({
    organisationCode: organisation.code, name: organisation.name, role: 'controller', does: BODY_DOES[organisation.code] ?? 'keep to the framework, show the common notice, and share under the schedules it signs',
    contactName: CONTACTS[index % CONTACTS.length]!, contactJobTitle: 'Information governance lead', contactEmail: organisation.email,
  })),
  {
    organisationCode: CAMBRIDGESHIRE_PRACTICES_TOGETHER.code, name: CAMBRIDGESHIRE_PRACTICES_TOGETHER.name, role: 'controller',
    does: 'keep to the framework, show the common notice to new and present patients, keep their opt-outs, and share under the schedules each of them signs',
    contactName: 'Dr Rosalind Peake', contactJobTitle: 'Clinical lead for the practices', contactEmail: CAMBRIDGESHIRE_PRACTICES_TOGETHER.email, members: membersFrom(CAMBRIDGESHIRE_PRACTICES),
  },
]

const officers = (code: string, domain: string, holders: Readonly<Partial<Record<Officer['post'], string>>>): Officer[] =>
  Object.entries(holders).map(([post, name]) => ({ organisationCode: code, post: post as Officer['post'], name, email: `${post.replaceAll('-', '.')}@${domain}.example` }))

/** The whole facts of the framework that fifteen bodies and 106 practices sign once, with the schedules of its five kinds of sharing. */
export function cambridgeshireFacts({ startDate, reviewDate, endDate }: { readonly startDate: Day; readonly reviewDate: Day; readonly endDate: Day }): ProjectFacts {
  const [council, trust, hospitals] = [CAMBRIDGESHIRE_COUNCIL.code, CAMBRIDGESHIRE_FOUNDATION_TRUST.code, CAMBRIDGE_HOSPITALS.code]
  return wholeFacts({
    title: 'Cambridgeshire information sharing framework',
    purpose: {
      purpose: 'To let the health and care bodies of Cambridgeshire agree once on how they share information, so that each new sharing needs a short schedule and not an agreement from the beginning between each two of them.',
      benefits: 'People tell their story once. Signs that somebody is becoming vulnerable reach those who can help. Professionals see what they need when they need it, and know what they may share. Time goes into care that went into paper.',
      plainSummary: 'working with the health and care services of Cambridgeshire to share what is needed to look after you, under one set of rules',
      necessity: 'Care is given by many bodies, and none of them sees the whole person. What is shared differs by schedule and is always the least that will do: a score and a number for finding cases, a plan for those who agreed to one, a view without copies in hospital, figures only for planning.',
      startDate, reviewDate, endDate,
    },
    people: {
      howMany: 680000, area: 'Cambridgeshire', groups: ['adults', 'older-people', 'vulnerable'],
      relationship: 'Patients of the practices and trusts, and people whom the councils support',
      expectation: 'People who use several services are surprised that these do not talk to each other. They expect those who care for them to know what they need, and nobody else to.',
      concerns: 'Losses of data elsewhere have made people careful; they want to know who sees what, and to have a say.',
      novelty: 'Single agreements between two bodies have existed for years. One framework for all, with one notice, is new here.',
    },
    parties: withStanding(parties, startDate),
    officers: [
      ...officers(council, 'cambridgeshire-council', { 'caldicott-guardian': 'Ruth Amory', siro: 'Gordon Vane', dpo: 'Shazia Malik', 'ig-lead': 'Harriet Pell' }),
      ...officers(CAMBRIDGESHIRE_BOARD.code, 'cambridgeshire-icb', { 'caldicott-guardian': 'Dr Neil Sayer', siro: 'Marta Oliveira', dpo: 'Trevor Beech' }),
      ...officers(trust, 'cambridgeshire-foundation-trust', { 'caldicott-guardian': 'Dr Fern Whybrow', siro: 'Paul Dane', dpo: 'Iris Goodwin' }),
      ...officers(hospitals, 'cambridge-hospitals', { 'caldicott-guardian': 'Dr Aarav Sinha', siro: 'Louise Bannerman', dpo: 'Colm Brady' }),
    ],
    stages: [
      { id: 'at-source', name: 'In each body’s own records', does: 'Each body looks into its own records only, and decides what a schedule lets it share.', roles: [council, trust, hospitals].map((organisationCode) => ({ organisationCode, role: 'controller' as const })) },
      { id: 'at-team', name: 'With the neighbourhood team', does: 'The team that looks after the person puts scores and plans together.', roles: [{ organisationCode: trust, role: 'controller' }, { organisationCode: council, role: 'controller' }] },
    ],
    framework: {
      coverage: 'the fifteen bodies of the Cambridgeshire health and wellbeing board and the 106 GP practices of the county',
      principles: [
        'Information is shared to help people, and the least that will do is shared',
        'Not sharing can do harm as well: each decision looks at both',
        'What is needed differs by what is shared, with whom and how much of it; there is no one rule for all',
        'Personal confidential data is used only where nothing less will do',
        'People are told by one common notice: on every website, in every surgery and office, and when they register',
        'Everyone who may see information is trained when they start and each year, and tested',
        'Where agreement is asked for, saying no is as easy as saying yes, and changes nothing else',
      ],
      scenarios: CAMBRIDGESHIRE_SCENARIOS,
      governance: 'An information governance group of all who have signed meets every two months, chaired in turn by the council and the integrated care board. It keeps the register of schedules, agrees to each new one, looks into breaches, and reports once a year to the health and wellbeing board in public.',
      joining: 'A body joins by signing the framework and showing that it meets the Data Security and Protection Toolkit; the fire and rescue service and Peterborough’s bodies have been asked. Those who have signed are told, and nobody signs again.',
      leaving: 'A body leaves with three months’ notice in writing. Its schedules end on that day, what it received is destroyed or returned as each schedule says, and duties of confidence stay.',
    },
    datasets: CAMBRIDGESHIRE_DATASETS,
    flows: CAMBRIDGESHIRE_FLOWS,
    linkage: {
      method: 'deterministic', keys: ['NHS number'], byCode: trust, where: 'the neighbourhood teams’ record system',
      quality: 'Numbers are checked against the national register before a score is used. A trial with encrypted numbers in four kinds of body showed that the same people can be found in each. A person with scores that do not fit together is looked at by a nurse.',
      depersonalised: ['until a person is chosen, those who put scores together see numbers and no names', 'scores that lead to nothing are deleted', 'figures for planning are counts of neighbourhoods'],
      clockMonths: 3, clockFrom: 'the month of the score',
      reidentification: 'The neighbourhood team alone, for a person whom it is about to offer care, by looking the number up in its own record.',
      leastCount: 5, smallNumbers: 'it is left out, or put together with the neighbouring team’s',
    },
    safeguards: {
      retentionMonths: 3, retentionFrom: 'the month of a score or, for anything else, the day it is no longer needed for the schedule',
      retentionEnd: 'it is deleted by whoever received it',
      securityMeasures: [
        'Every body meets the NHS Data Security and Protection Toolkit, or shows the group that it is as safe',
        'Access follows the person’s care: it begins and ends with it, and every look is logged and sampled',
        'Data moves over the health and social care network or by encrypted e-mail, never on paper or sticks',
        'Everyone has been trained in the last twelve months, and knows whom to ask',
      ],
      breach: 'Whoever finds a loss or a wrong disclosure tells their own information governance lead at once, who tells the other bodies of the schedule within 24 hours. Where the Information Commissioner must be told, the controller concerned does it without delay, within 72 hours of hearing of the breach; people whom it puts at high risk are told as well. The group looks at every breach for what all can learn.',
    },
    rights: {
      requestsTo: 'the information governance lead of any body that has signed', requestsHow: 'in person, by telephone, letter or e-mail; the body that is asked passes on within two working days what is for another',
      objections: 'An objection to a schedule is kept by the body that receives it and passed to the others of that schedule. Where the law leaves a choice, the person is left out.',
      erasure: 'Scores can be found and deleted at any time. Care records are kept as the law on them says.',
      automated: 'none', automatedWhat: '', transfers: 'none', transfersWhat: '', publication: 'The framework, the register of schedules and the common notice are on every website of those who have signed.',
    },
    tellingPeople: {
      told: 'notices',
      notShared: ['anything with people who do not help to look after you', 'your whole record where a part will do', 'anything with companies that sell or advertise'],
      replyDays: 28, noticeAddress: 'https://cambridgeshire-council.example/how-we-share-information',
      questionsTo: 'the information governance lead at Cambridgeshire County Council, or the practice manager at any GP surgery', complaintsTo: 'the information governance lead of the body concerned',
    },
    consent: {
      statements: [
        'the person who asked me may tell the service that we chose how to reach me and what the worry is',
        'the professionals in my team may see my plan and write in it',
        'I have been told who they are, and that I can ask to see what is written',
      ],
      withdrawal: 'Tell any of the professionals, or the practice, in any way. It counts from that day. What was done before stays in the record, and care goes on as before.',
      record: 'The worker notes the day, the words used and who was there in the person’s record; a form is signed where the person is there to sign it.',
    },
    involvement: {
      plan: 'The common notice is written with people who use services. A campaign in surgeries, libraries and offices says what sharing is for, how it is done together and how it is kept safe.', reportDue: '',
      activities: [
        { day: addDays(startDate, -150), who: 'Information governance staff of the fifteen bodies', people: 19, how: 'Four workshops', said: 'Everyone is willing, and most of what is wanted is lawful. Each reads the law a little differently, and nobody has time to sort it out.', changed: 'One framework, one set of principles and one notice; two people are paid to keep them.' },
        { day: addDays(startDate, -60), who: 'People who use services, with Healthwatch', people: 22, how: 'The draft notice read aloud in three groups', said: 'Shorter. Say who sees what, and how to say no, on the first page.', changed: 'The first page of the notice now says just that.' },
      ],
    },
    worth: {
      costs: [
        { what: 'Two information governance posts for the county, each year', pounds: 96000, paidBy: 'The bodies of the framework, by size' },
        { what: 'The notice and the campaign', pounds: 28000, paidBy: 'NHS Cambridgeshire and Peterborough Integrated Care Board' },
      ],
      benefits: [
        { what: 'A new sharing is agreed in weeks and not in a year', forWhom: 'the bodies of the framework', measure: 'days from the first draft of a schedule to its last signature', by: 'the first review' },
        { what: 'People at risk are offered a lead professional before a crisis', forWhom: 'older people with several needs', measure: 'people found by score who had not been known to a team', by: 'the first review' },
      ],
    },
  })
}
