import { wholeFacts, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { field } from '../field-lists.ts'
import { HACKNEY_COUNCIL, HOMERTON, METROPOLITAN_POLICE, NORTH_CENTRAL_LONDON_BOARD } from './organisations.ts'
import { officersOf, party, plainRights, type ProjectDates } from './terms.ts'

const PLACES = {
  fromCode: HACKNEY_COUNCIL.code, datasetId: 'places-and-times', drawsOn: ['hospital', 'justice'], purposeKind: 'secondary', article6: '6-1-e', article9: 'none', gateways: ['cda-1998-115'], legalPower: 'Crime and Disorder Act 1998, sections 17 and 115', confidentiality: 'anonymised', projectOptOut: false, includesDeceased: true,
  confidentialityWhy: 'Counts by place and time of the week over three months, none below five. They say nothing about one assault or one patient.', transport: 'Encrypted e-mail between two named analysts', frequency: 'Once a month',
} as const satisfies Partial<Flow>

const FLOWS: readonly Flow[] = [
  {
    ref: 'istv-hackney-assaults', name: 'Assaults seen in the emergency department, without names', fromCode: HOMERTON.code, toCode: HACKNEY_COUNCIL.code, datasetId: 'assaults', drawsOn: ['hospital'], purposeKind: 'secondary',
    use: 'Has two analysts of the community safety partnership put it beside what the police and the council know of the same places and times, to see where and when violence happens that nobody reports.',
    article6: '6-1-e', article9: '9-2-g', gateways: ['cda-1998-115'],
    legalPower: 'Crime and Disorder Act 1998, section 115 (anyone may disclose to the authorities of a crime and disorder strategy, for its purposes), in the form of the information standard DCB1594 under the Health and Social Care Act 2012, section 250. The serious violence duty of 2022 is not relied on: it leaves patient information out',
    confidentiality: 'anonymised',
    confidentialityWhy: 'Nothing in a row says who was hurt: no name, no age, no address and no injury. But a row is about one assault, and whoever knows of that assault from elsewhere, as the police may, could tell whose it was. So the risk is small and not nil: rows are treated as personal data, analysts may not put them beside reports of single crimes, places with few people are made less exact, and no row goes further than the analysts.',
    transport: 'Encrypted e-mail from one named analyst to another', frequency: 'Once a month', projectOptOut: false, includesDeceased: true,
  },
  { ...PLACES, ref: 'istv-hackney-police', name: 'Places and times to the police', toCode: METROPOLITAN_POLICE.code, use: 'Patrols where and when violence happens, sets up dispersal zones, and gives evidence when a licence is reviewed.' },
  { ...PLACES, ref: 'istv-hackney-neighbours', name: 'Places and times to Islington’s health board', toCode: NORTH_CENTRAL_LONDON_BOARD.code, gateways: ['cda-1998-115', 'nhsa-2006-82'], use: 'Sees violence that crosses the border between the boroughs, and plans with its own partnership.' },
]

/** Without names, with some risk left: what an emergency department knows about where and when people are hurt. */
export function violenceHackneyFacts(dates: ProjectDates): ProjectFacts {
  return wholeFacts({
    title: 'Information sharing to tackle violence in Hackney',
    purpose: {
      ...dates,
      purpose: 'To show the community safety partnership in Hackney where, when and how people are hurt by violence, from what the emergency department hears, so that violence can be prevented there.',
      benefits: 'Fewer people are stabbed, shot or beaten. The police and the council are where trouble happens before it happens. A bar in which people are hurt again and again is looked at when its licence is. Violence that nobody reports is seen.',
      plainSummary: 'using what A&E knows about where and when people are hurt, with no names, to make Hackney safer',
      necessity: 'Only one in three or four assaults that need treatment is reported to the police, so that their own figures miss most of it. The place, the time and the weapon are what prevention needs. Who was hurt is not, and is never sent.',
    },
    people: {
      howMany: 1_400, area: 'the London Borough of Hackney', groups: ['children', 'adults', 'vulnerable'], relationship: 'People who come to the emergency department after an assault', expectation: 'A nurse asks where and how it happened, and says that the answers are used without a name to stop it happening again. Nobody has to answer.',
      concerns: 'That the police come to the bedside, so that people stay away or say nothing; that a gang learns who talked.', novelty: 'Hospitals all over England share in this form under a national standard. New here is that Islington sees the tables.',
    },
    parties: [
      party(HOMERTON, 'controller', 'ask patients, take out every row that could point to somebody, and send the rest', 'Dr Bola Akindele', 'Emergency consultant'),
      party(HACKNEY_COUNCIL, 'controller', 'host the community safety partnership’s analysts, make tables, and act through public health, its drug and alcohol team and Young Hackney', 'Maxine Duval', 'Head of community safety'),
      party(METROPOLITAN_POLICE, 'recipient', 'plan patrols by the tables, and try in no way to find out who was hurt', 'Inspector Ryan Sollis', 'Licensing and partnership inspector'),
      party(NORTH_CENTRAL_LONDON_BOARD, 'recipient', 'plan with Islington’s partnership by the tables', 'Ayesha Merton', 'Violence reduction lead'),
    ],
    officers: [
      ...officersOf(HOMERTON, { 'caldicott-guardian': 'Dr Celia Rowntree', siro: 'Bernard Lock', dpo: 'Tunde Sharpe', 'information-asset-owner': 'Dr Bola Akindele' }),
      ...officersOf(HACKNEY_COUNCIL, { 'caldicott-guardian': 'Orla Finnegan', siro: 'Winston Greaves', dpo: 'Kirsty Dalston', 'ig-lead': 'Samuel Osborne', 'information-asset-owner': 'Maxine Duval' }),
      ...officersOf(NORTH_CENTRAL_LONDON_BOARD, { 'caldicott-guardian': 'Dr Priti Vora', dpo: 'Alan Finch' }),
    ],
    datasets: [
      {
        id: 'assaults', name: 'Assaults seen in the emergency department', controllerCode: HOMERTON.code, level: 'person', period: 'The month before each sending', source: 'what the nurse at the front door of A&E writes down', aboutWhom: 'assaults that brought somebody to the department, other than at home or by a partner',
        fields: [
          field('incident_time', 'day and hour of the assault', 'Shows when to be there'), field('arrival_time', 'day and hour of arrival', 'Stands in where the hour of the assault is not known'),
          field('place', 'where it happened, such as a street, a park or a named bar', 'Shows where to be; a private address becomes “at a home”'), field('means', 'weapon or part of the body, as one of nine codes', 'A knife calls for something else than a glass', 'coded'),
        ],
      },
      { id: 'places-and-times', name: 'Places and times', controllerCode: HACKNEY_COUNCIL.code, level: 'area', period: 'The last three months', source: 'the counts of the partnership’s analysts', aboutWhom: 'streets and places of Hackney to which people go', fields: [field('place', 'street or place', 'Shows where to be'), field('part_of_week', 'part of the week, one of 21', 'Shows when to be there'), field('assaults', 'how many, none below five', 'Shows where it is worst'), field('means', 'most frequent means', 'A knife calls for something else than a glass')] },
    ],
    flows: FLOWS,
    safeguards: {
      retentionMonths: 24, retentionFrom: 'the day the rows arrive', retentionEnd: 'rows are deleted; tables are kept for five years to see how things change',
      securityMeasures: ['Assaults at home, by a partner, on children under ten, or in a place with few people are taken out or made less exact before anything is sent', 'Two named analysts open the rows, and neither has an account in the police’s crime system', 'Nobody may try to find out who was hurt; whoever does is reported', 'Tables go out only after a second analyst has looked for small counts'],
      breach: 'Whoever finds that somebody could be recognised tells the trust’s Caldicott Guardian at once, and sending stops until it is mended. Where the Information Commissioner must be told, the controller concerned does it without delay, within 72 hours of hearing of the breach. A patient who could be in danger is told and protected first.',
    },
    rights: plainRights({
      requestsTo: 'the data protection officer of Homerton Healthcare NHS Foundation Trust', requestsHow: 'by letter, telephone or e-mail', objections: 'A patient who does not want the place and time to be used says so to the nurse, or later to the trust, and the row is left out.',
      erasure: 'The trust can take a row out until it is sent. After that it cannot be told whose it is.', publication: 'The agreement, the assessment and a yearly report of what came of it are on the council’s website.',
    }),
    tellingPeople: {
      notShared: ['your name, your age or your address', 'what your injury was or how it was treated', 'anything that you ask us to keep out'],
      replyDays: 28, noticeAddress: 'https://hackney-council.example/safer-hackney', questionsTo: 'any nurse in A&E, or the community safety team at Hackney Council', complaintsTo: 'the data protection officer at Homerton Healthcare NHS Foundation Trust',
    },
  })
}
