import { formatDay } from '#app/kernel/uk-date.ts'
import type { InvolvementActivity } from '#app/projects/further-facts.rules.ts'
import { headTerms } from './paper-terms.rules.ts'
import { bare, capital, given, NOBODY_SIGNS, sentence, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'

export function involvementReportData(source: PaperSource) {
  const { facts } = source
  const purpose = given(facts.purpose, 'purpose')
  const telling = given(facts.tellingPeople, 'telling-people')
  const involvement = given(facts.involvement, 'involvement')
  return {
    ...headTerms(source),
    parties: facts.parties.map((party) => party.name), plainSummary: bare(purpose.plainSummary), benefits: sentence(purpose.benefits), reviewDate: purpose.reviewDate,
    people: facts.people && {
      howMany: facts.people.howMany.toLocaleString('en-GB'), area: bare(facts.people.area), expectation: sentence(facts.people.expectation), concerns: sentence(facts.people.concerns),
    },
    plan: sentence(capital(involvement.plan)),
    reportDue: involvement.reportDue === '' ? '' : formatDay(involvement.reportDue),
    ...activityTerms(involvement.activities),
    section251Reference: facts.section251?.reference ?? '',
    questionsTo: bare(telling.questionsTo), noticeAddress: telling.noticeAddress,
  }
}

/** What was done to ask the public, in the order in which it was done, and how many took part. */
export function activityTerms(given: readonly InvolvementActivity[]) {
  const activities = given.toSorted((a, b) => a.day.localeCompare(b.day))
  return {
    hasActivities: activities.length > 0,
    activities: activities.map((activity) => ({
      when: formatDay(activity.day), who: capital(bare(activity.who)), people: activity.people, taking: activity.people === 1 ? '1 person' : `${activity.people.toLocaleString('en-GB')} people`, how: sentence(capital(activity.how)), said: sentence(capital(activity.said)),
      changed: sentence(capital(activity.changed)),
    })),
    times: activities.length === 1 ? 'once' : `${activities.length} times`,
    total: activities.reduce((sum, activity) => sum + activity.people, 0).toLocaleString('en-GB'),
  }
}

/** What was done to ask the public, what it said, and what that changed: for the public, for boards, and for the advisory group. */
export const INVOLVEMENT_REPORT: PaperKind = {
  kind: 'involvement-report',
  template: 'templates/documents/involvement-report/v1.hbs',
  signers: NOBODY_SIGNS,
  needs: ['purpose', 'parties', 'telling-people', 'involvement'],
  uses: [
    'title', 'purpose.plainSummary', 'purpose.benefits', 'purpose.reviewDate', 'parties[].name', 'people.howMany', 'people.area', 'people.expectation', 'people.concerns',
    'involvement.*', 'involvement.activities[].*', 'section251.reference', 'tellingPeople.questionsTo', 'tellingPeople.noticeAddress',
  ],
  subjects: (facts) => (facts.involvement === null ? [] : WHOLE_PROJECT),
  data: involvementReportData,
}
