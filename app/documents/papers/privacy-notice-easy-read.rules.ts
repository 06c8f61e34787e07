import { CORE_SECTIONS } from '#app/projects/facts.rules.ts'
import { EASY_READ_PICTURES } from './easy-read-pictures.rules.ts'
import { headTerms, months, TELLING_USES, tellingTerms } from './paper-terms.rules.ts'
import { bare, given, NOBODY_SIGNS, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'
import { optOutSentence } from './public-notice.words.ts'

/** From how many parties on their names stand in one paragraph and not each on a line with a picture. */
const MANY = 12

export function easyReadNoticeData(source: PaperSource) {
  const { facts } = source
  const purpose = given(facts.purpose, 'purpose')
  const safeguards = given(facts.safeguards, 'safeguards')
  const telling = given(facts.tellingPeople, 'telling-people')
  return {
    ...headTerms(source),
    endDate: purpose.endDate, plainSummary: bare(purpose.plainSummary), parties: facts.parties.map((party) => party.name), areMany: facts.parties.length > MANY,
    optOut: optOutSentence(facts.flows.filter((flow) => flow.projectOptOut).length, facts.flows.length),
    keptFor: months(safeguards.retentionMonths),
    pictures: EASY_READ_PICTURES, ...tellingTerms(telling),
  }
}

/**
 * The privacy notice for people who find reading hard. One idea a sentence and one thought a paragraph, no sentence of our own over
 * 15 words, a hard word explained in the sentence after it, a picture beside each idea: the government's guidance on accessible formats.
 */
export const PRIVACY_NOTICE_EASY_READ: PaperKind = {
  kind: 'privacy-notice-easy-read',
  template: 'templates/documents/privacy-notice-easy-read/v2.hbs',
  signers: NOBODY_SIGNS,
  needs: CORE_SECTIONS,
  uses: ['title', 'purpose.plainSummary', 'purpose.endDate', 'parties[].name', 'flows[].projectOptOut', 'safeguards.retentionMonths', ...TELLING_USES],
  subjects: () => WHOLE_PROJECT,
  data: easyReadNoticeData,
}
