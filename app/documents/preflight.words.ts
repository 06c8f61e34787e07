import type { Finding, PreflightRule } from './preflight-finding.rules.ts'

/** What each finding says, and what to do. `said` are the words that it is about, `instead` what is better. */
type Say = (finding: Pick<Finding, 'said' | 'instead'>) => string
const quoted = (text: string) => `“${text.length > 80 ? `${text.slice(0, 79)}…` : text}”`

export const FINDING_WORDS = {
  'power-missing': () => 'Name the law that lets this flow happen. Without a power or duty a public body may not share.',
  'article-9-missing': () => 'The flow carries health or care records, so choose a condition of Article 9.',
  'confidence-missing': () => 'Say what lifts the duty of confidence. A power to share does not do so by itself.',
  'route-against-purpose': () => 'What is said to lift the duty of confidence does not fit the purpose of the flow. Change one of them.',
  'anonymised-with-identifiers': ({ said }) => `The flow is said to be anonymised, but its dataset has fields that say who someone is: ${said}. Take them out, or choose another route.`,
  'confidence-owed': () => 'The flow is said to hold nothing confidential, but it draws on records of health or social care, or names no records. Say what lifts the duty of confidence.',
  'gateways-lift-nothing': ({ said }) => `A law is said to override confidence, but none that is named does: ${said}. Name the law that does, or choose another route.`,
  'gateway-unknown': ({ said }) => `The gateway ${quoted(said)} is not in the library. Choose one that is.`,
  'gateway-not-for-body': ({ said, instead }) => `Neither the sender nor the recipient may rely on ${said}. Its limit: ${instead}.`,
  'gateway-not-for-purpose': ({ said, instead }) => `${said} does not reach this purpose. Its limit: ${instead}.`,
  'gateway-not-for-records': ({ said, instead }) => `${said} does not reach these records. Its limit: ${instead}.`,
  'gateway-out-of-force': ({ said, instead }) => `${said} is not in force today. ${instead}.`,
  'retention-vague': ({ said }) => `${quoted(said)} does not say how long. Give a number of months, from a day that can be known.`,
  'retention-against-clock': ({ said, instead }) => `Identifiers are kept longer (${said}) than the data itself. Make it ${instead}.`,
  'retention-against-term': ({ said, instead }) => `Data would be kept for ${said}, past the end of the agreement with NHS England. Make it ${instead}.`,
  'retention-against-processor': ({ said, instead }) => `The processor keeps data longer than the arrangement allows: ${quoted(said)}. Make it ${instead}.`,
  'recipient-unnamed': ({ said }) => `${quoted(said)} names nobody. Name every organisation that gets or sees the data.`,
  'old-name': ({ said, instead }) => `${quoted(said)} is a name of the past. Today: ${instead}.`,
  jargon: ({ said, instead }) => `The public does not use ${quoted(said)}: ${instead}.`,
  'hard-to-read': ({ said }) => `Hard to read (${said}). Use shorter words and sentences.`,
  placeholder: ({ said }) => `${quoted(said)} was left to be filled in. Fill it in.`,
  'reason-missing': ({ said }) => (said === '' ? 'Say why the field is needed.' : `${quoted(said)} does not say why the field is needed. Say what is done with it.`),
  'identifier-not-said': ({ said }) => `The field ${said} says who someone is. Choose that kind for it.`,
  'opt-out-too-short': ({ said, instead }) => `People have ${said} to reply. Give them ${instead}.`,
  'opt-out-parts-missing': () => 'People who may opt out must be told this. Fill it in.',
  'silence-as-consent': ({ said }) => `${quoted(said)} takes silence for consent. No reply means that no objection was received, and nothing else.`,
  'confidence-as-consent': ({ said }) => `${quoted(said)} calls consent what is not. Section 251 and opt-outs are about the duty of confidence.`,
  'opt-out-overstated': ({ said }) => `${quoted(said)} promises too much or frightens. An opt-out does not touch care, and does not call back what was shared.`,
  'promise-broken': ({ said, instead }) => `People are told that this is not shared: ${quoted(said)}. But a flow carries ${instead}. Take out the promise or the field.`,
  'section-251-facts-missing': () => 'A flow rests on section 251 support. Answer the section about it, so that the application can be drafted.',
  'section-251-review-late': () => 'Support under section 251 is reviewed at least yearly. Bring the review forward.',
  'national-body-missing': ({ said }) => `${quoted(said)} is held by NHS England. Make NHS England a party.`,
  'processor-without-terms': ({ said }) => `${said} is a processor without terms. Answer the section about processors.`,
  'guardian-missing': ({ said }) => `${said} has no Caldicott Guardian here. Name one.`,
  'dpo-missing': ({ said }) => `${said} has no data protection officer here. Name one.`,
  'small-numbers-missing': ({ said, instead }) => `Counts from ${said} upwards would be given out. Make the smallest count ${instead}.`,
  'small-numbers-disagree': ({ said, instead }) => `${quoted(said)} disagrees with the smallest count, ${instead}. Say the same in both places.`,
  'transfer-disagrees': ({ said }) => (said === '' ? 'Say where the data goes and under what safeguard.' : `The data is said to stay in the United Kingdom, but a processor keeps it in ${quoted(said)}.`),
  'automated-not-said': () => 'Say what is decided by a computer alone, how, and what it does to the person.',
  'commercial-not-said': () => 'Say who gains what from the commercial use.',
  'unsafe-transport': ({ said }) => `${quoted(said)} is not safe enough for confidential data. Say how it is encrypted or otherwise protected on its way.`,
  'care-by-no-carer': () => 'The flow is said to be for the person’s own care, but its recipient gives none. Check the purpose.',
  'consent-facts-missing': () => 'A flow rests on consent. Answer the section about it, so that the form can be drafted.',
} as const satisfies Record<PreflightRule, Say>

export const FINDING_WEIGHT_WORDS = { must: 'A reviewer would return it', should: 'A reviewer would ask' } as const

/** What is said of a whole letter or notice that is hard to read: `what` is "The short privacy notice". */
export function hardTextSentence(what: string, age: number, sentences: readonly string[]): string {
  const weigh = sentences.map((sentence) => `“${sentence.length > 240 ? `${sentence.slice(0, 239)}…` : sentence}”`).join(' ')
  return `${what} as a whole asks for a reading age of ${age}, and the public should need no more than 11.${weigh ? ` ${sentences.length === 1 ? 'This sentence weighs' : 'These sentences weigh'} most: ${weigh}` : ''}`
}
export const READING_SOURCE = 'NHS digital service manual, how we write: a reading age of 9 to 11'

export function findingSentence(finding: Finding): string {
  return FINDING_WORDS[finding.rule](finding)
}
