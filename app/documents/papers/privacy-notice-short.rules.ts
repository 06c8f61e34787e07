import { CORE_SECTIONS } from '#app/projects/facts.rules.ts'
import { headTerms, months } from './paper-terms.rules.ts'
import { bare, clean, given, NOBODY_SIGNS, sentence, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'
import { optOutSentence } from './public-notice.words.ts'

export function shortNoticeData(source: PaperSource) {
  const { facts } = source
  const purpose = given(facts.purpose, 'purpose')
  const safeguards = given(facts.safeguards, 'safeguards')
  const telling = given(facts.tellingPeople, 'telling-people')
  return {
    ...headTerms(source),
    startDate: purpose.startDate, endDate: purpose.endDate, plainSummary: bare(purpose.plainSummary), benefits: sentence(purpose.benefits),
    parties: facts.parties.map((party) => party.name), datasets: facts.datasets.map((dataset) => dataset.name).join('; '),
    optOut: optOutSentence(facts.flows.filter((flow) => flow.projectOptOut).length, facts.flows.length),
    retention: { time: months(safeguards.retentionMonths), from: bare(safeguards.retentionFrom), end: bare(safeguards.retentionEnd) },
    notShared: clean(telling.notShared).join('; '),
    replyDays: telling.replyDays, noticeAddress: telling.noticeAddress, questionsTo: bare(telling.questionsTo), complaintsTo: bare(telling.complaintsTo),
  }
}

/** The privacy notice on one page, for a waiting room or the back of a letter: the first layer, which says where the whole one is. */
export const PRIVACY_NOTICE_SHORT: PaperKind = {
  kind: 'privacy-notice-short',
  template: 'templates/documents/privacy-notice-short/v1.hbs',
  signers: NOBODY_SIGNS,
  needs: CORE_SECTIONS,
  uses: [
    'title', 'purpose.plainSummary', 'purpose.benefits', 'purpose.startDate', 'purpose.endDate', 'parties[].name', 'datasets[].name', 'flows[].projectOptOut',
    'safeguards.retentionMonths', 'safeguards.retentionFrom', 'safeguards.retentionEnd', 'tellingPeople.*',
  ],
  subjects: () => WHOLE_PROJECT,
  data: shortNoticeData,
}
