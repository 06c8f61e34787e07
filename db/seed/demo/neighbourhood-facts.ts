import { addDays, type Day } from '#app/kernel/uk-date.ts'
import { wholeFacts, type Dataset, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { field } from './field-lists.ts'
import { withStanding } from './party-standing.ts'

export const NEIGHBOURHOOD_PROJECT_REF = 'oldham-neighbourhood'

export interface NeighbourhoodCodes {
  readonly council: string
  readonly board: string
  readonly national: string
  readonly regional: string
}

const AREA = 'the neighbourhoods of Oldham, each of several hundred homes'
const NEIGHBOURHOOD = field('neighbourhood', 'the neighbourhood’s code', 'Wards are too large to show where help is needed')

function datasets(codes: NeighbourhoodCodes, lastYear: number): Dataset[] {
  const years = `Three financial years, April ${lastYear - 3} to March ${lastYear}`
  const people = { controllerCode: codes.national, level: 'person', source: 'national data that the regional processor already holds' } as const
  const tables = { controllerCode: codes.board, level: 'area', source: 'the regional processor’s counts', aboutWhom: AREA } as const
  return [
    {
      ...people, id: 'hospital-activity', name: 'Hospital activity', period: years, aboutWhom: 'people with an address in Oldham who were in hospital',
      fields: [
        field('postcode', 'postcode', 'Gives the neighbourhood; goes no further than the regional processor', 'identifies'),
        field('age_group', 'age group (0 to 18, 19 to 64, or 65 and over)', 'Needs of children, working people and older people differ'),
        field('kind', 'whether a visit to the emergency department or an admission that was not planned', 'The two signs of need that were agreed on'),
        field('year', 'financial year', 'Shows whether demand grows'),
      ],
    },
    {
      ...people, id: 'patient-register', name: 'Patient register', period: 'As it stands on the day of the count', aboutWhom: 'people registered with a GP who have an address in Oldham',
      fields: [
        field('postcode', 'postcode', 'Gives the neighbourhood; goes no further than the regional processor', 'identifies'),
        field('age_group', 'age group (0 to 18, 19 to 64, or 65 and over)', 'Gives how many people the counts are to be set against'),
        field('practice', 'the GP practice’s code', 'Shows where a practice’s people live'),
      ],
    },
    {
      ...tables, id: 'neighbourhood-demand', name: 'Demand by neighbourhood', period: years,
      fields: [
        NEIGHBOURHOOD,
        field('age_group', 'age group (0 to 18, 19 to 64, or 65 and over)', 'Needs of children, working people and older people differ'),
        field('year', 'financial year', 'Shows whether demand grows'),
        field('population', 'how many people live there', 'Makes large and small neighbourhoods comparable'),
        field('unplanned_admissions', 'admissions that were not planned (none below five)', 'A sign of need that early help might have met'),
        field('emergency_visits', 'emergency department visits (none below five)', 'A sign of need that early help might have met'),
      ],
    },
    {
      ...tables, id: 'registrations-by-neighbourhood', name: 'GP registrations by neighbourhood', period: 'As it stands on the day of the count',
      fields: [
        NEIGHBOURHOOD,
        field('practice', 'the GP practice’s code', 'Shows each practice where its patients live, to find help near them'),
        field('registered', 'how many people are registered (none below five)', 'Draws the map of each practice’s patients'),
      ],
    },
  ]
}

function flows(codes: NeighbourhoodCodes): Flow[] {
  const common = { purposeKind: 'secondary', article6: '6-1-e', projectOptOut: false, includesDeceased: true } as const
  const counted = {
    ...common, fromCode: codes.national, toCode: codes.regional, article9: '9-2-h', confidentiality: 'legal-duty', gateways: ['hsca-2012-254', 'hsca-2012-261'],
    legalPower: 'Health and Social Care Act 2012, sections 254 and 261: the regional processor works for NHS England under directions, and counts for commissioners',
    confidentialityWhy: 'The regional processor holds the data under directions of the Secretary of State, which set the duty of confidence aside for that. It counts, and passes on counts only.',
    transport: 'Not at all: the regional processor counts what it holds in its own closed environment', frequency: 'Once a year, when the financial year’s data is complete',
  } as const satisfies Partial<Flow>
  const table = {
    ...common, article9: 'none', confidentiality: 'anonymised', frequency: 'Once a year, when the financial year’s data is complete',
    confidentialityWhy: 'A table of counts says nothing about one person. Counts below five are hidden before it leaves the regional processor, and so is any other from which one could be worked out.',
  } as const satisfies Partial<Flow>
  const toBoard = {
    ...table, fromCode: codes.regional, toCode: codes.board, gateways: ['nhsa-2006-14z61'],
    legalPower: 'NHS Act 2006, sections 3 and 14Z61 (the board’s functions of commissioning, and disclosure)', transport: 'Secure transfer between the regional processor and the board',
    use: 'Read for sense by people who know how hospital data is recorded and how that changed over the years, and written up with the council’s analysts.',
  } as const satisfies Partial<Flow>
  const toCouncil = {
    ...table, fromCode: codes.board, toCode: codes.council, gateways: ['nhsa-2006-82', 'nhsa-2006-2b'],
    legalPower: 'NHS Act 2006, sections 2B and 82 (the council’s duty to improve health, and co-operation with the NHS)', transport: 'Encrypted e-mail between two named analysts',
  } as const satisfies Partial<Flow>
  return [
    { ...counted, ref: 'oldham-neighbourhood-hospital', name: 'Hospital activity counted by neighbourhood', datasetId: 'hospital-activity', drawsOn: ['hospital'], use: 'Counted by neighbourhood, age group and year. Postcodes are turned into neighbourhoods and dropped.' },
    { ...counted, ref: 'oldham-neighbourhood-register', name: 'Patient register counted by neighbourhood', datasetId: 'patient-register', drawsOn: ['gp'], includesDeceased: false, use: 'Counted by neighbourhood, age group and practice. Postcodes are turned into neighbourhoods and dropped.' },
    { ...toBoard, ref: 'oldham-neighbourhood-demand-board', name: 'Demand by neighbourhood to the board', datasetId: 'neighbourhood-demand', drawsOn: ['hospital', 'gp'] },
    { ...toBoard, ref: 'oldham-neighbourhood-practices-board', name: 'GP registrations by neighbourhood to the board', datasetId: 'registrations-by-neighbourhood', drawsOn: ['gp'], includesDeceased: false },
    { ...toCouncil, ref: 'oldham-neighbourhood-demand', name: 'Demand by neighbourhood to the council', datasetId: 'neighbourhood-demand', drawsOn: ['hospital', 'gp'], use: 'Set beside the council’s own counts by neighbourhood, to see where demand is high, where teams should be, and whether help in a neighbourhood works. No list of people is made from it.' },
    { ...toCouncil, ref: 'oldham-neighbourhood-practices', name: 'GP registrations by neighbourhood to the council', datasetId: 'registrations-by-neighbourhood', drawsOn: ['gp'], includesDeceased: false, use: 'Made into a map for each practice of where its patients live, with the clubs, groups and places near them that may help.' },
  ]
}

/** The whole facts of Oldham's demand by neighbourhood: counts only, through the regional processor, none below five. */
export function neighbourhoodFacts({ codes, startDate, reviewDate, endDate }: {
  readonly codes: NeighbourhoodCodes
  readonly startDate: Day
  readonly reviewDate: Day
  readonly endDate: Day
}): ProjectFacts {
  return wholeFacts({
    title: 'Oldham health demand by neighbourhood',
    purpose: {
      purpose: 'To see, neighbourhood by neighbourhood, how much people in Oldham need hospitals at short notice, so that early help and NHS services can be placed where need is high, and so that it can be seen whether they do any good.',
      benefits: 'Services go where they are needed. Neighbourhoods whose needs nobody saw, because figures stopped at the ward, are seen. Each practice learns where its patients live and what help there is near them. The NHS sees whether work in a neighbourhood lowers the demand on hospitals.',
      plainSummary: 'counting how often people in each part of Oldham need hospital care at short notice, so that help can be put where it is needed most',
      necessity: 'Counts answer the question; nothing about any person is asked for. Ward figures are published already and are too coarse, because one ward holds both rich and poor streets. Of 28 kinds of health data that were looked at, only those that both sides could read without mistake were kept.',
      startDate, reviewDate, endDate,
    },
    people: {
      howMany: 242000, area: 'the Metropolitan Borough of Oldham', groups: ['children', 'adults', 'older-people'],
      relationship: 'Residents of Oldham, as patients of the NHS and people whom the council serves',
      expectation: 'People expect the NHS and the council to count how much services are used. Nobody receives anything that says who they are.',
      concerns: 'That small counts in small places could point to a person; that a neighbourhood gets a bad name; that the council misreads figures whose recording changed over the years.',
      novelty: 'Health figures below the ward have not been made here since the law on them changed in 2012. Counting by area is otherwise well known.',
    },
    parties: withStanding([
      {
        organisationCode: codes.council, name: 'Oldham Council', role: 'controller', does: 'set the tables beside its own counts, make maps and profiles, and show them to the board’s analysts before anyone senior sees them',
        contactName: 'Daniel Whitworth', contactJobTitle: 'Information governance lead', contactEmail: 'ig.lead@oldham-council.example',
      },
      {
        organisationCode: codes.board, name: 'NHS Greater Manchester Integrated Care Board', role: 'controller', does: 'ask for the counts, check them for sense, pass them on, and agree with the council what they mean',
        contactName: 'Nadia Sarwar', contactJobTitle: 'Head of business intelligence', contactEmail: 'intelligence@gm-icb.example',
      },
      {
        organisationCode: codes.national, name: 'NHS England', role: 'controller', does: 'answer as controller of hospital activity and the patient register, and let the regional processor count them',
        contactName: 'Alan Crossley', contactJobTitle: 'Data access case officer', contactEmail: 'data.access@nhs-england.example',
      },
      {
        organisationCode: codes.regional, name: 'North West Data Services Regional Office', role: 'processor', does: 'turn postcodes into neighbourhoods, count, hide counts below five, and give the tables to the board',
        contactName: 'Kevin Ormerod', contactJobTitle: 'Regional data manager', contactEmail: 'data@nw-regional-office.example',
      },
    ], startDate, { [codes.national]: 'exceeded' }),
    officers: [
      { organisationCode: codes.council, post: 'caldicott-guardian', name: 'Yasmin Choudhry', email: 'caldicott@oldham-council.example' },
      { organisationCode: codes.council, post: 'siro', name: 'Martin Ashdown', email: 'siro@oldham-council.example' },
      { organisationCode: codes.council, post: 'dpo', name: 'Gareth Pilling', email: 'dpo@oldham-council.example' },
      { organisationCode: codes.council, post: 'ig-lead', name: 'Daniel Whitworth', email: 'ig.lead@oldham-council.example' },
      { organisationCode: codes.board, post: 'caldicott-guardian', name: 'Dr Omar Lodhi', email: 'caldicott@gm-icb.example' },
      { organisationCode: codes.board, post: 'siro', name: 'Frances Holroyd', email: 'siro@gm-icb.example' },
      { organisationCode: codes.board, post: 'dpo', name: 'Liam Considine', email: 'dpo@gm-icb.example' },
      { organisationCode: codes.national, post: 'dpo', name: 'Joseph Amadi', email: 'dpo@nhs-england.example' },
      { organisationCode: codes.regional, post: 'siro', name: 'Wendy Hargreaves', email: 'siro@nw-regional-office.example' },
    ],
    stages: [
      { id: 'count', name: 'Counting', does: 'The regional processor turns postcodes into neighbourhoods and counts.', roles: [{ organisationCode: codes.national, role: 'controller' }, { organisationCode: codes.regional, role: 'processor' }] },
      { id: 'hiding', name: 'Hiding small counts', does: 'Counts below five are hidden, and a second person checks that none can be worked out.', roles: [{ organisationCode: codes.board, role: 'controller' }, { organisationCode: codes.regional, role: 'processor' }] },
      { id: 'use', name: 'Reading the tables together', does: 'Analysts of the board and of the council agree what the tables mean before they are shown.', roles: [{ organisationCode: codes.board, role: 'controller' }, { organisationCode: codes.council, role: 'controller' }] },
    ],
    datasets: datasets(codes, Number(startDate.slice(0, 4))),
    flows: flows(codes),
    linkage: {
      method: 'deterministic', keys: ['postcode, to neighbourhood'], byCode: codes.regional, where: 'the regional processor’s closed environment',
      quality: 'Records without a usable postcode are counted apart and their share is stated. Totals are compared with the published figures of each ward, and a difference above one in a hundred is explained.',
      depersonalised: ['the postcode becomes the neighbourhood', 'ages become three groups and dates become years', 'single records become counts', 'counts below five are hidden'],
      clockMonths: 1, clockFrom: 'the day of the count',
      reidentification: 'Nobody. The tables hold no records, and no party may try to find out whom a count is about.',
      leastCount: 5, smallNumbers: 'it is hidden, and so is another count from which it could be worked out',
    },
    safeguards: {
      retentionMonths: 60, retentionFrom: 'the day the board receives a table', retentionEnd: 'the table is deleted, unless it has been published; working files of the count are deleted within a month',
      securityMeasures: [
        'Nothing leaves the regional processor but tables that a second person has checked for small counts',
        'The tables are kept where only named analysts of the board and of the council can open them',
        'Every body meets the NHS Data Security and Protection Toolkit',
      ],
      breach: 'Whoever finds a table with a count below five, or one that went to the wrong place, tells the sender and their own information governance lead at once. The table is taken back the same day. Where the Information Commissioner must be told, the board does it without delay, within 72 hours of hearing of the breach.',
    },
    processing: [{
      processorCode: codes.regional, controllerCode: codes.board, subject: 'Counts of hospital activity and registrations by neighbourhood', nature: 'Turning postcodes into neighbourhoods, counting, hiding small counts',
      duration: 'From the start date until the end date', subProcessors: 'NHS Arden and Greater East Midlands Commissioning Support Unit, which hosts it under NHS England’s contract', place: 'England', atEnd: 'Working files are deleted, and the board is told so in writing',
    }],
    rights: {
      requestsTo: 'the data protection officer of NHS Greater Manchester Integrated Care Board', requestsHow: 'by letter, telephone or e-mail; nothing in the tables can be found by name, and the answer says so',
      objections: 'People may object to the use of their hospital record for counts; the controller decides each case within a month. The national data opt-out does not reach counts that identify nobody.',
      erasure: 'No record of a person is in the tables, so none can be taken out.',
      automated: 'none', automatedWhat: '', transfers: 'none', transfersWhat: '', publication: 'The protocol and the maps without small counts are on the council’s website.',
    },
    tellingPeople: {
      notShared: ['anything about you by name', 'why you went to hospital', 'any number so small that it could point to you'],
      replyDays: 28, noticeAddress: 'https://oldham-council.example/privacy/health-by-neighbourhood',
      questionsTo: 'the information governance lead at Oldham Council', complaintsTo: 'the information governance lead at Oldham Council, or the board’s data protection officer',
    },
    involvement: {
      plan: 'The council’s public health consultant took the question to the board’s information governance group together with the early help team. Residents’ groups see the first maps before they are published, and say what a map should not show.',
      reportDue: '',
      activities: [
        {
          day: addDays(startDate, -120), who: 'The board’s information governance group, with the council’s public health and early help teams', people: 11, how: 'A joint proposal, talked over at two meetings',
          said: 'It was not clear what such small areas would show. The council might misread figures without the specialists who know them.',
          changed: 'Only three kinds of count are asked for, and the board’s analysts read them with the council’s before anyone senior does.',
        },
      ],
    },
    worth: {
      costs: [
        { what: 'The regional processor’s time for counts, each year', pounds: 2400, paidBy: 'NHS Greater Manchester Integrated Care Board' },
        { what: 'Analysts’ time for maps and profiles, each year', pounds: 9000, paidBy: 'Oldham Council' },
      ],
      benefits: [
        { what: 'Teams are placed by need', forWhom: 'people in neighbourhoods whose needs were hidden in ward figures', measure: 'share of early help visits in the tenth of neighbourhoods with the highest demand', by: 'one year after the first table' },
        { what: 'It is seen whether work in a neighbourhood lowers demand', forWhom: 'the NHS and the council', measure: 'emergency visits and unplanned admissions there, against like neighbourhoods', by: 'two years after the first table' },
      ],
    },
  })
}
