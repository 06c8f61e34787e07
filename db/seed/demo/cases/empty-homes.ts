import { wholeFacts, type Dataset, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { field } from '../field-lists.ts'
import { LANCASTER_COUNCIL, OCCUPANCY_CHECKS, PRESTON_COUNCIL, REVENUES_SHARED_SERVICE } from './organisations.ts'
import { finds, officersOf, party, plainRights, type ProjectDates } from './terms.ts'

const COUNCILS = [[PRESTON_COUNCIL, 'preston', 'Preston'], [LANCASTER_COUNCIL, 'lancaster', 'Lancaster']] as const
const HOME = [finds('address', 'address of the home', 'Shows which home it is'), finds('uprn', 'unique property reference number', 'Finds the same home in every record')] as const
const EMPTY_SINCE = field('empty_since', 'since when it has been down as empty', 'Homes that have been empty for six months or more come first')

function datasets(): Dataset[] {
  const common = { level: 'property', period: 'As it stands on the first of each month' } as const
  return [
    ...COUNCILS.flatMap(([council, word, place]): Dataset[] => [
      {
        ...common, id: `empty-homes-${word}`, name: `Homes in ${place} that are down as empty`, controllerCode: council.code, source: 'the council tax record', aboutWhom: `homes in ${place} for which no council tax, or less or more of it, is due because nobody lives in them`,
        fields: [...HOME, EMPTY_SINCE, finds('liable_person', 'name of whoever is liable', 'The empty homes officer writes to them'), finds('contact', 'their address or telephone number', 'The empty homes officer writes to them or rings them')],
      },
      { ...common, id: `addresses-${word}`, name: `Addresses in ${place} to check`, controllerCode: council.code, source: 'the council tax record, without names', aboutWhom: `homes in ${place} that are down as empty`, fields: [...HOME] },
      { ...common, id: `signs-of-life-${word}`, name: `Signs that a home in ${place} is lived in`, controllerCode: council.code, source: 'a check against records of credit and of bank accounts', aboutWhom: `homes in ${place} that are down as empty`, fields: [HOME[1], field('likely', 'likely, unlikely or unclear that somebody lives there', 'Tells the officers where a visit is worth it', 'coded')] },
    ]),
  ]
}

const LAW = 'Local Government Finance Act 1992, Schedule 2, paragraph 18A, which the Local Government Act 2003, section 85, put there'
const WITHIN = 'Parliament has said in paragraph 18A that what a council knows for council tax may be used to find vacant homes and bring them back into use, and of persons only their name and how to reach them. Nothing else about anybody is in it.'

function flows(): Flow[] {
  const common = { drawsOn: ['council'], purposeKind: 'secondary', article6: '6-1-e', article9: 'none', confidentiality: 'legal-duty', gateways: ['lgfa-1992-sch2-18a'], legalPower: LAW, projectOptOut: false, includesDeceased: true, frequency: 'Once a month' } as const satisfies Partial<Flow>
  return COUNCILS.flatMap(([council, word, place]): Flow[] => [
    {
      ...common, ref: `empty-homes-list-${word}`, name: `Empty homes to ${place}’s empty homes team`, fromCode: REVENUES_SHARED_SERVICE.code, toCode: council.code, datasetId: `empty-homes-${word}`, confidentialityWhy: WITHIN,
      use: 'Shows on a map and in lists which homes stand empty and for how long. Officers write to owners, visit, and help to bring the home back into use.', transport: 'The shared service’s web module for property inspections, after signing in with two factors',
    },
    {
      ...common, ref: `empty-homes-addresses-${word}`, name: `Addresses in ${place} to be checked`, fromCode: REVENUES_SHARED_SERVICE.code, toCode: OCCUPANCY_CHECKS.code, datasetId: `addresses-${word}`,
      use: 'Looks for signs that somebody lives there, such as a card in use or a bank account opened at the address. Nothing is added to anybody’s credit file, and no trace of the look is left there.',
      confidentialityWhy: `The company works for the councils under a contract and gets addresses without names. ${WITHIN}`, transport: 'Encrypted upload between the two systems', frequency: 'Once a year, and for a new list each quarter',
    },
    {
      ...common, ref: `empty-homes-signs-${word}`, name: `Signs of life for ${place}`, fromCode: OCCUPANCY_CHECKS.code, toCode: REVENUES_SHARED_SERVICE.code, datasetId: `signs-of-life-${word}`, drawsOn: ['other'], gateways: ['lgfa-1992-sch2-18a', 'lgfa-1992-sch2'], legalPower: `${LAW}; and paragraph 17 for collecting council tax`,
      use: 'Decides with the empty homes team whether a visit is called for. Whether the home is empty is decided by a person who has looked, never by the mark.',
      confidentialityWhy: `One of three marks for a home: no account, no name and no sum. ${WITHIN}`, transport: 'Encrypted upload between the two systems', frequency: 'Once a year, and for a new list each quarter',
    },
  ])
}

/** A council tax gateway: who knows that a home is empty tells who can do something about it. */
export function emptyHomesFacts(dates: ProjectDates): ProjectFacts {
  const [service, checks] = [REVENUES_SHARED_SERVICE.code, OCCUPANCY_CHECKS.code]
  return wholeFacts({
    title: 'Bringing empty homes in Preston and Lancaster back into use',
    purpose: {
      ...dates,
      purpose: 'To let the empty homes teams of Preston and Lancaster know which homes are down as empty for council tax and for how long, so that they can bring them back into use, and to find those that are down as empty and are not.',
      benefits: 'Empty homes become homes again, for people who need one. Streets are not blighted by doors that are boarded up. Officers visit where a visit is worth it. Council tax that is owed is paid: in the first year in which it was done, some £330,000.',
      plainSummary: 'using the council tax list to find homes that stand empty, so that people can live in them again',
      necessity: 'Only the council tax record says which homes are empty and since when. Walking every street would find some and miss most. A name and a way to reach the owner are needed to write to them; nothing else about them is, and the law lets nothing else be used.',
    },
    people: {
      howMany: 5_200, area: 'Preston and Lancaster', groups: ['adults', 'older-people'], relationship: 'Owners and tenants of homes in the two cities, who pay council tax', expectation: 'Owners know that the council has them down as empty, because they told it or it told them. They do not all know that another team of the council reads it.',
      concerns: 'That a list of empty homes reaches burglars or squatters; that a credit check harms somebody’s credit; that grieving families are pressed to sell.', novelty: 'Empty homes officers have used the list before, on paper. New are the shared web module and the check for signs of life.',
    },
    parties: [
      party(PRESTON_COUNCIL, 'joint-controller', 'decide with Lancaster what the list is used for, and act on it in Preston through its empty homes team', 'Janet Fishwick', 'Head of housing'),
      party(LANCASTER_COUNCIL, 'joint-controller', 'decide with Preston what the list is used for, and act on it in Lancaster through its empty homes team', 'Nigel Caton', 'Head of housing'),
      party(REVENUES_SHARED_SERVICE, 'processor', 'run council tax for both councils, draw the lists, and run the web module', 'Pauline Garstang', 'Head of revenues'),
      party(OCCUPANCY_CHECKS, 'processor', 'check addresses for signs that somebody lives there', 'Craig Melling', 'Public sector manager'),
    ],
    officers: [
      ...officersOf(PRESTON_COUNCIL, { 'caldicott-guardian': 'Moira Broughton', siro: 'Desmond Lea', dpo: 'Farah Iqbal', 'ig-lead': 'Stuart Fulwood', 'information-asset-owner': 'Janet Fishwick' }),
      ...officersOf(LANCASTER_COUNCIL, { 'caldicott-guardian': 'Avril Halton', siro: 'Edwin Scotforth', dpo: 'Bryony Kellet', 'information-asset-owner': 'Nigel Caton' }),
      ...officersOf(REVENUES_SHARED_SERVICE, { 'ig-lead': 'Ahmed Patel' }),
    ],
    datasets: datasets(),
    flows: flows(),
    safeguards: {
      retentionMonths: 12, retentionFrom: 'the day a home is no longer down as empty', retentionEnd: 'the home is taken off the module and the marks about it are deleted; the council tax record is kept as the law on it says',
      securityMeasures: ['Officers see the homes of their own city only', 'The list is shown on screen and cannot be taken out of the module', 'The company that checks addresses gets no names, and deletes addresses and marks within thirty days', 'Nobody publishes which single homes are empty'],
      breach: 'Whoever finds a loss or a wrong disclosure tells their own data protection officer at once, who tells the other council within 24 hours. Where the Information Commissioner must be told, the councils do it without delay, within 72 hours of hearing of the breach; the police are told where homes could be broken into.',
    },
    processing: [
      {
        processorCode: service, controllerCode: PRESTON_COUNCIL.code, subject: 'Drawing lists of empty homes from the council tax records of both councils, and the web module', nature: 'Reading, listing, showing on screen, logging, deleting', duration: 'From the start date until the end date',
        subProcessors: 'Fellgate Software Limited, which built the web module and hosts it', place: 'England', atEnd: 'The module is wiped, and both councils are told so in writing',
      },
      {
        processorCode: checks, controllerCode: PRESTON_COUNCIL.code, subject: 'Checking addresses of both councils for signs that somebody lives there', nature: 'Comparing addresses with records of credit and accounts, and marking each', duration: 'From the start date until the end date',
        subProcessors: 'None', place: 'England', atEnd: 'Addresses and marks are deleted within thirty days of each check, and a certificate is given',
      },
    ],
    rights: plainRights({
      requestsTo: 'the data protection officer of the council in whose city the home is', requestsHow: 'by letter, e-mail or telephone', objections: 'An objection is weighed by that council within ten working days. Somebody who has just lost a relative is left in peace for as long as they ask.',
      erasure: 'A home is taken off the list when somebody shows that it is lived in, or at once where it was put there by mistake.', publication: 'The numbers of empty homes by ward, this agreement and its assessment are on both councils’ websites.',
    }),
    tellingPeople: {
      notShared: ['how much council tax you pay or owe', 'your bank account or your credit file', 'anything about your health or your benefits'],
      replyDays: 28, noticeAddress: 'https://preston-council.example/empty-homes-and-your-data', questionsTo: 'the empty homes team of your council', complaintsTo: 'the data protection officer of your council',
    },
  })
}
