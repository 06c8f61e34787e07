import { wholeFacts, type Dataset, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { field } from '../field-lists.ts'
import { NATIONAL_STATISTICS } from '../national-bodies.ts'
import { AGE_UK, AGE_UK_ROTHERHAM, AGE_UK_WIRRAL, AGEING_SURVEY } from './organisations.ts'
import { officersOf, party, plainRights, type ProjectDates } from './terms.ts'

const SMALL_AREA = field('area', 'lower layer super output area, by its code', 'Help is planned street by street, and a district is too large to show where')
const NOBODY_TO_FIND = 'The figures are about areas and not about persons. The statistics office checks each table before it leaves, and hides any figure from which one person could be worked out, so that no duty of confidence is owed to anyone.'

const DATASETS: readonly Dataset[] = [
  {
    id: 'what-goes-with-loneliness', name: 'What goes with loneliness', controllerCode: AGEING_SURVEY.code, level: 'area', period: 'One wave of the English Longitudinal Study of Ageing',
    source: 'the survey’s answers, counted by those who run it', aboutWhom: 'the 6,773 people aged 50 or over who answered, all taken together',
    fields: [
      field('factor', 'what was asked about, such as health, or living alone', 'Only what the census asked about as well can be used for every area'),
      field('strength', 'how much more often people with it are lonely', 'Gives each factor its weight in the model'),
      field('range', 'how sure the survey is of that', 'Keeps chance findings out of the model'),
    ],
  },
  {
    id: 'likelihood-by-area', name: 'Likelihood of loneliness by small area', controllerCode: NATIONAL_STATISTICS.code, level: 'area', period: 'As it stood at the census of 2011',
    source: 'the model, applied to the census by the statistics office on its own premises', aboutWhom: 'the small areas of England, each of some 1,500 people',
    fields: [
      SMALL_AREA,
      field('likelihood', 'how likely people of 65 or over there are to be lonely, against the average of England', 'Shows which areas to look at first'),
      field('people_65_and_over', 'how many people of 65 or over live there, none below ten', 'Shows how many a new service would be for'),
    ],
  },
  {
    id: 'heat-map', name: 'Heat map of loneliness', controllerCode: AGE_UK.code, level: 'area', period: 'As it stood at the census of 2011',
    source: 'the likelihoods, drawn as a map by Age UK', aboutWhom: 'the small areas of one district each',
    fields: [SMALL_AREA, field('fifth', 'to which fifth of England’s areas it belongs, from least to most at risk', 'A map in five colours can be read at a glance, and claims no more than the model knows')],
  },
]

const COMMON = {
  drawsOn: ['other'], purposeKind: 'secondary', article6: '6-1-e', article9: 'none', gateways: [], confidentiality: 'anonymised', confidentialityWhy: NOBODY_TO_FIND,
  frequency: 'Once', projectOptOut: false, includesDeceased: true,
} as const satisfies Partial<Flow>

const MAP = {
  ...COMMON, fromCode: AGE_UK.code, datasetId: 'heat-map', article6: '6-1-f', legalPower: 'Charities Act 2011 and the charity’s own objects: it may share what it has made to serve older people', transport: 'A file over an encrypted connection, and a meeting to read it together',
} as const satisfies Partial<Flow>

const FLOWS: readonly Flow[] = [
  {
    ...COMMON, ref: 'age-uk-loneliness-factors', name: 'What goes with loneliness, to the statistics office', fromCode: AGEING_SURVEY.code, toCode: NATIONAL_STATISTICS.code, datasetId: 'what-goes-with-loneliness',
    legalPower: 'Statistics and Registration Service Act 2007, sections 20 and 22: the statistics office makes statistics, for itself and for others',
    use: 'Keeps the factors that the census asked about as well, and makes a model of them.', transport: 'A file over an encrypted connection',
  },
  {
    ...COMMON, ref: 'age-uk-loneliness-areas', name: 'Likelihood by small area, to Age UK', fromCode: NATIONAL_STATISTICS.code, toCode: AGE_UK.code, datasetId: 'likelihood-by-area',
    legalPower: 'Statistics and Registration Service Act 2007, section 22; what says who somebody is stays inside, as section 39 asks',
    use: 'Draws maps, and decides where money and people are needed most.', transport: 'A file over an encrypted connection',
  },
  {
    ...MAP, ref: 'age-uk-loneliness-wirral', name: 'Heat map to Age UK Wirral', toCode: AGE_UK_WIRRAL.code,
    use: 'Sets the map beside what is known on the ground, and looks for areas at risk where nothing is offered. In Bromborough that was how a gap was found, and a scheme of friends in action begun.',
  },
  {
    ...MAP, ref: 'age-uk-loneliness-rotherham', name: 'Heat map to Age UK Rotherham', toCode: AGE_UK_ROTHERHAM.code,
    use: 'Shows the map to the Rotherham Together Partnership, the Safer Rotherham Partnership and the health and wellbeing board, so that work which is under way takes account of loneliness.',
  },
]

/** Aggregate figures only: a survey shows what goes with loneliness, and the census where it is likely. */
export function lonelinessFacts(dates: ProjectDates): ProjectFacts {
  return wholeFacts({
    title: 'Where older people may be lonely',
    purpose: {
      ...dates,
      purpose: 'To find out in which neighbourhoods of England people of 65 or over are most likely to be lonely, so that Age UK can put its money and people where they are needed, and can see whether what is offered now reaches them.',
      benefits: 'Help against loneliness begins in the areas where it is most needed. Areas at risk where nothing is offered are seen. Local bodies who could do something are brought to one table by one map.',
      plainSummary: 'working out in which parts of England older people may be lonely, so that help can be put there',
      necessity: 'The survey asks about loneliness but is too small to say anything about places. The census covers every place but did not ask about loneliness. Only both together answer the question, and figures are enough: no record of any person leaves those who hold it.',
    },
    people: {
      howMany: 8_660_000, area: 'England', groups: ['older-people'], relationship: 'Residents of England, counted by the census; a few thousand of them took part in the survey',
      expectation: 'People fill in the census so that services can be planned. Those who took part in the survey were told that it is used for research.',
      concerns: 'That an area gets a bad name, and that somebody who lives alone is made known to people who would take advantage.',
      novelty: 'The model is new. Each of the two sources has been used for figures for many years.',
    },
    parties: [
      party(AGE_UK, 'controller', 'ask for the figures, draw the maps, and decide with Age UK Rotherham what comes of them', 'Miriam Hollis', 'Head of research'),
      party(NATIONAL_STATISTICS, 'controller', 'apply the model to the census where the census is kept, check the tables, and send nothing but figures by area', 'Dr Owain Prys', 'Head of well-being statistics'),
      party(AGEING_SURVEY, 'controller', 'work out from the survey’s answers what goes with loneliness', 'Beatrice Lomax', 'Survey director'),
      party(AGE_UK_WIRRAL, 'recipient', 'set the map beside local knowledge and begin new schemes', 'Ken Ashcroft', 'Chief officer'),
      party(AGE_UK_ROTHERHAM, 'recipient', 'bring the borough’s services and volunteers together over the map', 'Sheila Womack', 'Chief officer'),
    ],
    officers: [
      ...officersOf(AGE_UK, { dpo: 'Rosa Lindqvist', siro: 'Peter Malin', 'ig-lead': 'Joan Tully', 'information-asset-owner': 'Miriam Hollis' }),
      ...officersOf(NATIONAL_STATISTICS, { dpo: 'Elen Rhys', siro: 'Graham Stott', 'information-asset-owner': 'Dr Owain Prys' }),
      ...officersOf(AGEING_SURVEY, { dpo: 'Victor Amos', 'information-asset-owner': 'Beatrice Lomax' }),
    ],
    datasets: DATASETS,
    flows: FLOWS,
    safeguards: {
      retentionMonths: 60, retentionFrom: 'the day the figures arrive', retentionEnd: 'the tables are deleted, but for maps that have been published',
      securityMeasures: ['Nothing leaves the statistics office but tables that it has checked for figures about single persons', 'Age UK keeps the tables where only its analysts can open them', 'Nobody tries to find out whom a figure is about'],
      breach: 'Whoever finds a figure that could point to one person tells the statistics office the same day. The table is taken back. Where the Information Commissioner must be told, the statistics office does it without delay, within 72 hours of hearing of the breach.',
    },
    rights: plainRights({
      requestsTo: 'the data protection officer of the Office for National Statistics or of the National Centre for Social Research, whichever holds the answers',
      requestsHow: 'by letter or e-mail; Age UK holds nothing about any person for this project and says so',
      objections: 'Figures about areas cannot be taken apart again. Someone who took part in the survey can ask it to leave their answers out of later work.',
      erasure: 'There are no records of persons in what is shared, and so none to take out.',
      publication: 'The maps and how they were made are on Age UK’s website.',
    }),
    tellingPeople: {
      notShared: ['anything about you as a person', 'your answers to the census or to a survey', 'your name or your address'],
      replyDays: 28, noticeAddress: 'https://age-uk.example/loneliness-maps', questionsTo: 'the research team at Age UK', complaintsTo: 'the data protection officer at Age UK',
    },
  })
}
