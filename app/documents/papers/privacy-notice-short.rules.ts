import { CORE_SECTIONS } from '#app/projects/facts.rules.ts'
import { headTerms, months, TELLING_USES, tellingTerms } from './paper-terms.rules.ts'
import { bare, clean, given, NOBODY_SIGNS, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'
import { optOutSentence } from './public-notice.words.ts'

/** So many things can be named on one page; of more, the first few are, and how many others there are. */
const NAMED_UP_TO = 8
const NAMED_OF_MORE = 5
const firstOf = <T>(things: readonly T[]): readonly T[] => (things.length > NAMED_UP_TO ? things.slice(0, NAMED_OF_MORE) : things)

function named<K extends string>(key: K, things: readonly { readonly name: string }[]) {
  const first = firstOf(things)
  return { [key]: first.map((thing) => thing.name), [`other${key}`]: things.length - first.length } as Record<K, string[]> & Record<`other${K}`, number>
}

export function shortNoticeData(source: PaperSource) {
  const { facts } = source
  const purpose = given(facts.purpose, 'purpose')
  const safeguards = given(facts.safeguards, 'safeguards')
  const telling = given(facts.tellingPeople, 'telling-people')
  return {
    ...headTerms(source),
    startDate: purpose.startDate, endDate: purpose.endDate, plainSummary: bare(purpose.plainSummary), 
    ...named('parties', facts.parties), ...named('datasets', facts.datasets),
    optOut: optOutSentence(facts.flows.filter((flow) => flow.projectOptOut).length, facts.flows.length),
    retention: { time: months(safeguards.retentionMonths), from: bare(safeguards.retentionFrom) },
    ...tellingTerms(telling), notShared: clean(telling.notShared).join('; '),
  }
}

/** The privacy notice on one page, for a waiting room or the back of a letter: the first layer, which says where the whole one is. */
export const PRIVACY_NOTICE_SHORT: PaperKind = {
  kind: 'privacy-notice-short',
  template: 'templates/documents/privacy-notice-short/v1.hbs',
  signers: NOBODY_SIGNS,
  needs: CORE_SECTIONS,
  uses: [
    'title', 'purpose.plainSummary', 'purpose.startDate', 'purpose.endDate', 'parties[].name', 'datasets[].name', 'flows[].projectOptOut',
    'safeguards.retentionMonths', 'safeguards.retentionFrom', ...TELLING_USES,
  ],
  subjects: () => WHOLE_PROJECT,
  scope: (facts) => ({ parties: firstOf(facts.parties).map((party) => party.organisationCode), datasets: firstOf(facts.datasets).map((dataset) => dataset.id) }),
  data: shortNoticeData,
}
