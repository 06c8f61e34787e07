import type { InvolvementLog } from '#app/involvement/event.rules.ts'
import { countWords } from '#app/involvement/small-counts.rules.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import type { InvolvementActivity } from '#app/projects/further-facts.rules.ts'
import { eventTerms, heardTerms, logTerms, peopleWords, type AskedTerms, type HeardTerms } from './involvement-log-terms.rules.ts'
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
    ...askedTerms(involvement.activities, source.log ?? null),
    ...logTerms(source.log ?? null, toldElsewhere(involvement.activities, source.log ?? null).length),
    section251Reference: facts.section251?.reference ?? '',
    questionsTo: bare(telling.questionsTo), noticeAddress: telling.noticeAddress,
  }
}

/**
 * Every time that the public was asked: those of the log, and those of the facts on days of which the log does not tell. Without
 * a log, what the facts say as they say it; with one, no count of a small group, whoever gave it.
 */
function askedTerms(given: readonly InvolvementActivity[], log: InvolvementLog | null) {
  const held = (log?.events ?? []).filter(({ state }) => state === 'held')
  if (held.length === 0) {
    const { activities, ...terms } = activityTerms(given)
    return { ...terms, activities, tookPart: peopleWordsAsGiven(given), heard: activities.map(({ who, when, said, changed }): HeardTerms => ({ who, when, said, changed })) }
  }
  const elsewhere = toldElsewhere(given, log)
  const asGiven = activityTerms(elsewhere).activities.map((activity, index): AskedTerms => {
    const { day, people } = elsewhere[index] as InvolvementActivity
    return { ...activity, day, people: people === 0 ? 'nobody' : countWords(people), taking: peopleWords(people === 0 ? [] : [people]) }
  })
  const byDay = (a: { readonly day: string }, b: { readonly day: string }) => a.day.localeCompare(b.day)
  const activities = [...asGiven, ...held.map(eventTerms)].toSorted(byDay)
  const heard = [...asGiven.map((activity) => ({ day: activity.day, lines: [{ who: activity.who, when: activity.when, said: activity.said, changed: activity.changed }] })), ...held.map((event) => ({ day: event.day, lines: heardTerms(event) }))]
    .toSorted(byDay).flatMap(({ lines }) => lines)
  const counts = [...elsewhere.map(({ people }) => people), ...held.flatMap(({ groups }) => groups.filter(({ as }) => as === 'public').map(({ people }) => people))].filter((people) => people > 0)
  return {
    hasActivities: true, activities: activities.map(({ day: _, ...terms }) => terms), heard, times: activities.length === 1 ? 'once' : `${activities.length} times`,
    total: peopleWords(counts).replace(/ (?:person|people)$/, ''), tookPart: peopleWords(counts),
  }
}

/** The times of the facts on days of which the log does not tell, in their order. */
function toldElsewhere(given: readonly InvolvementActivity[], log: InvolvementLog | null): InvolvementActivity[] {
  const days = (log?.events ?? []).filter(({ state }) => state === 'held').map(({ day }) => day)
  return given.filter(({ day }) => !days.includes(day)).toSorted((a, b) => a.day.localeCompare(b.day))
}

function peopleWordsAsGiven(given: readonly InvolvementActivity[]): string {
  const total = given.reduce((sum, { people }) => sum + people, 0)
  return total === 1 ? '1 person' : `${total.toLocaleString('en-GB')} people`
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
  template: 'templates/documents/involvement-report/v2.hbs',
  statesLog: true,
  signers: NOBODY_SIGNS,
  needs: ['purpose', 'parties', 'telling-people', 'involvement'],
  uses: [
    'title', 'purpose.plainSummary', 'purpose.benefits', 'purpose.reviewDate', 'parties[].name', 'people.howMany', 'people.area', 'people.expectation', 'people.concerns',
    'involvement.*', 'involvement.activities[].*', 'section251.reference', 'tellingPeople.questionsTo', 'tellingPeople.noticeAddress',
  ],
  subjects: (facts) => (facts.involvement === null ? [] : WHOLE_PROJECT),
  data: involvementReportData,
}
