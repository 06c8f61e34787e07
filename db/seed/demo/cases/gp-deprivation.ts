import { wholeFacts, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { CLINICAL_EFFECTIVENESS } from '../example-organisations.ts'
import { field } from '../field-lists.ts'
import { EAST_LONDON_PRACTICES, QUEEN_MARY } from './organisations.ts'
import { officersOf, party, plainRights, type ProjectDates } from './terms.ts'

const AGE_BAND = field('age_band', 'age in bands of five years', 'Older people consult more, and that must not be mistaken for deprivation')
const SEX = field('sex', 'sex', 'Women and men consult at different rates')
const CONSULTATIONS = field('consultations', 'how many consultations in the year, none below ten', 'This is the work that money should follow')
const WITH_TESTS = field('with_blood_tests', 'how many of them came with one or more of a list of common blood tests, none below ten', 'Shows whether more consultations are only short ones about small things')

const TABLE = {
  drawsOn: ['gp'], purposeKind: 'secondary', article6: '6-1-e', article9: 'none', gateways: [], confidentiality: 'anonymised', projectOptOut: false, includesDeceased: true, frequency: 'Once, for one whole year',
  confidentialityWhy: 'Each practice’s own system counts, and only counts leave it. Counts below ten are hidden, and so is any other from which one could be worked out. A count says nothing about one patient, so that no duty of confidence is owed to anyone.',
} as const satisfies Partial<Flow>

/** Aggregate figures only: consultations counted in the practices, set beside the published index of deprivation. */
export function gpDeprivationFacts(dates: ProjectDates): ProjectFacts {
  return wholeFacts({
    title: 'Deprivation and the work of GP practices in east London',
    purpose: {
      ...dates,
      purpose: 'To find out how much more work falls to a GP practice because its patients live in deprived streets, so that the formula by which practices are paid can take account of it.',
      benefits: 'Practices in deprived places are paid for the work that they have, and can offer what practices elsewhere offer. Patients there need not wait longer or be seen more shortly than others.',
      plainSummary: 'counting how often people see their GP in richer and poorer streets of east London, to make the case for fair funding',
      necessity: 'Practices are paid for the number and the age of their patients. Whether deprivation makes a difference beyond that can only be seen where consultations are counted by age, sex and street together. Counts are enough for that; no record of a patient is asked for. The index of deprivation is published and about areas.',
    },
    people: {
      howMany: 1_000_000, area: 'three boroughs of east London', groups: ['children', 'adults', 'older-people'], relationship: 'Patients of the practices',
      expectation: 'Patients expect their surgery to count its own work, and to say so where it needs more money.', concerns: 'That a table of a small street could point to one patient; that deprived places are spoken of badly.',
      novelty: 'Nothing: the researchers’ own practices have counted in this way before. New is that all practices of three boroughs are counted together.',
    },
    parties: [
      party(EAST_LONDON_PRACTICES, 'controller', 'act for the practices, run the count in their systems, and see that small counts are hidden before a table leaves', 'Dr Farida Begum', 'GP and chair'),
      party(QUEEN_MARY, 'controller', 'analyse the tables, work out a fairer formula, and publish what is found', 'Professor Neil Aldgate', 'GP and professor of primary care'),
      party(CLINICAL_EFFECTIVENESS, 'processor', 'write the count, add the fifth of the published index that each small area belongs to, and add the practices’ tables up', 'Ravi Sundaram', 'Data manager'),
    ],
    officers: [
      ...officersOf(EAST_LONDON_PRACTICES, { 'caldicott-guardian': 'Dr Farida Begum', dpo: 'Stephen Orchard', 'ig-lead': 'Alice Mwangi', 'information-asset-owner': 'Omar Haque' }),
      ...officersOf(QUEEN_MARY, { dpo: 'Hannah Leigh', siro: 'Dr Colin Pryor', 'ig-lead': 'Bridget Oyelowo' }),
    ],
    datasets: [
      {
        id: 'consultations-by-area', name: 'Consultations by small area', controllerCode: EAST_LONDON_PRACTICES.code, level: 'area', period: 'One calendar year; the first count was of 2013',
        source: 'a count in each practice’s own record system', aboutWhom: 'the small areas in which the practices’ patients live',
        fields: [field('area', 'lower layer super output area, by its code', 'Ties a count to the published index of deprivation; left out once the fifth has been added'), AGE_BAND, SEX, field('patients', 'how many patients, none below ten', 'Turns counts into rates'), CONSULTATIONS, WITH_TESTS],
      },
      {
        id: 'consultations-by-fifth', name: 'Consultations by fifth of deprivation', controllerCode: EAST_LONDON_PRACTICES.code, level: 'area', period: 'One calendar year; the first count was of 2013',
        source: 'the practices’ tables, added up', aboutWhom: 'a million patients of the practices, taken together in five groups',
        fields: [field('fifth', 'which fifth of the Index of Multiple Deprivation, from least to most deprived', 'This is what the study is about'), AGE_BAND, SEX, field('patients', 'how many patients, none below ten', 'Turns counts into rates'), CONSULTATIONS, WITH_TESTS],
      },
    ],
    flows: [
      {
        ...TABLE, ref: 'gp-deprivation-funding-areas', name: 'Consultations by small area, for adding up', fromCode: EAST_LONDON_PRACTICES.code, toCode: CLINICAL_EFFECTIVENESS.code, datasetId: 'consultations-by-area',
        legalPower: 'NHS Act 2006, section 84, with the practices’ contracts: running a practice includes counting its work', use: 'Adds the fifth of deprivation, drops the area, and adds the tables up.', transport: 'A file over the health and social care network',
      },
      {
        ...TABLE, ref: 'gp-deprivation-funding-fifths', name: 'Consultations by fifth of deprivation, to the researchers', fromCode: CLINICAL_EFFECTIVENESS.code, toCode: QUEEN_MARY.code, datasetId: 'consultations-by-fifth',
        legalPower: 'The university’s charter, under which it does research in the public interest', use: 'Compares rates at each age between the fifths, and works out by how much a practice’s pay would have to differ for patients to be served alike.', transport: 'A file over an encrypted connection, to one named researcher',
      },
    ],
    linkage: {
      method: 'deterministic', keys: ['small area, to the published index'], byCode: CLINICAL_EFFECTIVENESS.code, where: 'the group’s closed network at the university',
      quality: 'Patients without a usable postcode are counted apart. The sum of all areas is compared with the lists on which practices are paid.',
      depersonalised: ['the practice’s own system turns a postcode into a small area and counts', 'counts below ten are hidden before a table leaves', 'areas become fifths'],
      clockMonths: 1, clockFrom: 'the day the tables arrive', reidentification: 'Nobody. There are no records of persons in the tables, and nobody may try to find out whom a count is about.',
      leastCount: 10, smallNumbers: 'it is hidden, and so is another from which it could be worked out',
    },
    safeguards: {
      retentionMonths: 120, retentionFrom: 'the day the study is published', retentionEnd: 'the tables are deleted; what has been published stays published',
      securityMeasures: ['Nothing leaves a practice but counts of ten or more', 'Tables by small area are deleted within a month of being added up', 'Only named researchers open the tables, each with an account of their own'],
      breach: 'Whoever finds a count that could point to a patient tells the practices’ partnership the same day. The table is taken back. Where the Information Commissioner must be told, the partnership does it without delay, within 72 hours of hearing of the breach.',
    },
    processing: [{
      processorCode: CLINICAL_EFFECTIVENESS.code, controllerCode: EAST_LONDON_PRACTICES.code, subject: 'Writing the count and adding tables up', nature: 'Counting, adding the fifth of deprivation, adding up, hiding small counts, deleting',
      duration: 'From the start date until the tables have been handed over', subProcessors: 'None', place: 'England', atEnd: 'Tables by small area are deleted, and the partnership is told so in writing',
    }],
    rights: plainRights({
      requestsTo: 'the patient’s own practice', requestsHow: 'in person, by telephone, letter or e-mail; the researchers hold nothing about any patient and say so',
      objections: 'A patient who does not want to be counted can say so to the practice before the count, and is left out of it.', erasure: 'Counts cannot be taken apart again, and hold no records to take out.',
      publication: 'The findings, the formula and the tables by fifth are published.',
    }),
    tellingPeople: {
      notShared: ['your health record or any part of it', 'your name or your address', 'any count so small that it could be about you'],
      replyDays: 28, noticeAddress: 'https://east-london-practices.example/counting-our-work', questionsTo: 'the manager of your GP surgery', complaintsTo: 'the manager of your GP surgery',
    },
  })
}
