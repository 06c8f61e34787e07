import type { Day } from '#app/kernel/uk-date.ts'
import { factPlaces, type FactPlace } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import type { Finding, PreflightInput, PreflightRule } from './preflight-finding.rules.ts'
import {
  CONFIDENCE_AS_CONSENT, JARGON, meant, NO_LENGTH, NOBODY_NAMED, OLD_NAMES, OPT_OUT_OVERSTATED, PLACEHOLDER, SAYS_ENCRYPTED, SAYS_PROTECTED, SILENCE_AS_CONSENT, SPEAKS_OF_CHOICES, UNSAFE_UNLESS_ENCRYPTED, UNSAFE_WAY, type WordRule,
} from './preflight-words.rules.ts'
import { PUBLIC_READING_AGE, readingOf } from './reading-age.rules.ts'

/** Facts that letters, notices and the public register say as they stand. */
const PUBLIC_PATHS = ['purpose.plainSummary', 'tellingPeople.notShared', 'consent.statements', 'consent.withdrawal'] as const
/** Facts that say who gets or sees something. */
const RECIPIENT_PATHS = ['purpose.purpose', 'purpose.plainSummary', 'parties[].does', 'flows[].use', 'processing[].subProcessors', 'nationalData.onward'] as const
const LENGTH_PATHS = ['safeguards.retentionFrom', 'safeguards.retentionEnd', 'processing[].duration', 'processing[].atEnd', 'linkage.clockFrom', 'section251.exit'] as const
/** A name of a person, an address or a reference is not a text to be read. */
const NOT_TEXTS = ['parties[].contactName', 'parties[].contactEmail', 'parties[].registration', 'parties[].address', 'officers[].name', 'officers[].email', 'tellingPeople.noticeAddress', 'flows[].ref', 'datasets[].fields[].name'] as const
/** Where a body or a law of the past is history and no mistake: what people said at the time. */
const OF_THE_PAST = ['involvement.activities[].who', 'involvement.activities[].said', 'people.concerns'] as const
/** One long phrase measures harder than the letter around it, whose other sentences are ours: it is found when it would weigh that down. */
const PHRASE_READING_AGE = PUBLIC_READING_AGE + 5
/** A passage shorter than this says too little for its reading age to mean much. */
const WORDS_TO_MEASURE = 8

const ICO_SHARING = 'Information Commissioner, data sharing code of practice'
const UK_GDPR = 'https://www.legislation.gov.uk/eur/2016/679'

/** What is found by reading the texts that people typed. */
export function textFindings({ facts, today }: PreflightInput): Finding[] {
  return factPlaces(facts).flatMap((fact) => {
    if (isOf(fact, NOT_TEXTS) || !['text', 'optional-text', 'lines'].includes(fact.leaf.kind)) return []
    const passages = (Array.isArray(fact.value) ? fact.value : [fact.value]) as string[]
    return [
      ...passages.flatMap((passage) => passageFindings(fact, passage, today, facts)),
      ...(isOf(fact, PUBLIC_PATHS) ? hardToRead(fact, passages) : []),
    ]
  })
}

function passageFindings(fact: FactPlace, passage: string, today: Day, facts: ProjectFacts): Finding[] {
  const one = (rule: PreflightRule, pattern: RegExp, source: string, weight: Finding['weight'] = 'must'): Finding[] => {
    // What was left to be filled in is so whatever stands before it.
    const said = rule === 'placeholder' ? (pattern.exec(passage)?.[0] ?? null) : meant(pattern, passage, 'denied')
    return said === null ? [] : [{ rule, weight, place: fact.place, said, instead: '', source }]
  }
  return [
    ...one('placeholder', PLACEHOLDER, 'A paper is signed as it stands'),
    ...(isOf(fact, OF_THE_PAST) ? [] : byWords('old-name', fact, passage, OLD_NAMES, today, 'must')),
    ...(isOf(fact, PUBLIC_PATHS) ? byWords('jargon', fact, passage, JARGON, today, 'should') : []),
    ...(isOf(fact, RECIPIENT_PATHS) ? one('recipient-unnamed', NOBODY_NAMED, `${ICO_SHARING}: name every organisation involved`) : []),
    ...(isOf(fact, LENGTH_PATHS) ? one('retention-vague', NO_LENGTH, `UK GDPR, Article 5(1)(e) and Article 13(2)(a) (${UK_GDPR})`) : []),
    ...(fact.path === 'flows[].transport' ? unsafeWay(passage, identifiesNobody(facts, fact), one) : []),
    // What people feared is told as they said it.
    ...(isOf(fact, OF_THE_PAST) || !SPEAKS_OF_CHOICES.test(passage) ? [] : [
      ...one('silence-as-consent', SILENCE_AS_CONSENT, `UK GDPR, Article 4(11) and recital 32 (${UK_GDPR})`),
      ...one('confidence-as-consent', CONFIDENCE_AS_CONSENT, 'NHS Act 2006, section 251: it lifts the duty of confidence and is no consent'),
      ...one('opt-out-overstated', OPT_OUT_OVERSTATED, 'National data opt-out operational policy: care goes on as before, and what was shared is not called back'),
    ]),
  ]
}

/** Whether the flow that a fact belongs to carries what identifies nobody, which may go as it is published: on paper, or in plain mail. */
function identifiesNobody({ flows }: ProjectFacts, { place }: FactPlace): boolean {
  const flow = flows[Number(place[1])]
  return flow?.confidentiality === 'anonymised' || flow?.confidentiality === 'not-confidential'
}

/** A way that is not safe; one that is safe only when encrypted, and is not said to be; or one of which no protection is said at all. */
function unsafeWay(passage: string, isForAnybody: boolean, one: (rule: PreflightRule, pattern: RegExp, source: string, weight?: Finding['weight']) => Finding[]): Finding[] {
  const source = `UK GDPR, Article 32 (${UK_GDPR})`
  return [
    ...one('unsafe-transport', UNSAFE_WAY, source),
    ...(isForAnybody || SAYS_ENCRYPTED.test(passage) ? [] : one('unsafe-transport', UNSAFE_UNLESS_ENCRYPTED, source)),
    ...(isForAnybody || SAYS_PROTECTED.test(passage) ? [] : one('unsafe-transport', /\S[^]*/, source, 'should')),
  ].slice(0, 1)
}

function byWords(rule: PreflightRule, fact: FactPlace, passage: string, words: readonly WordRule[], today: Day, weight: Finding['weight']): Finding[] {
  return words.filter((word) => word.from === null || today >= word.from).flatMap((word) => {
    const said = meant(word.pattern, passage, 'history')
    return said === null ? [] : [{ rule, weight, place: fact.place, said, instead: word.instead, source: word.source }]
  })
}

function hardToRead(fact: FactPlace, passages: readonly string[]): Finding[] {
  const reading = readingOf(passages)
  return reading.words >= WORDS_TO_MEASURE && reading.age > PHRASE_READING_AGE
    ? [{ rule: 'hard-to-read', weight: 'should', place: fact.place, said: `reading age ${reading.age}`, instead: 'shorter words and sentences', source: 'NHS digital service manual, how we write' }]
    : []
}

const isOf = (fact: FactPlace, paths: readonly string[]): boolean => paths.includes(fact.path)
