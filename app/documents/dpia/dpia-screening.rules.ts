import { carriesCareData, drawsOnCare } from '#app/projects/confidence.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'

/**
 * Whether an assessment is needed. Each criterion is read off the facts where they say it, and asked of a person where they
 * do not; nothing is asked twice. The reviewed lists are data: Article 35(3) of the UK GDPR, the ICO's list under Article
 * 35(4), and the nine criteria of the Article 29 Working Party (WP248 rev.01), of which two call for an assessment.
 */
export const SCREENING_LISTS = ['article-35-3', 'ico', 'wp248'] as const
export type ScreeningList = (typeof SCREENING_LISTS)[number]

const ARTICLE_35 = 'https://www.legislation.gov.uk/eur/2016/679/article/35'
const ICO_LIST = 'https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/accountability-and-governance/data-protection-impact-assessments-dpias/examples-of-processing-likely-to-result-in-high-risk/'
const WP248 = 'https://ec.europa.eu/newsroom/article29/items/611236'

/** So many people are a large scale whatever else is so. The law sets no number: below this a person says. */
export const LARGE_SCALE_PEOPLE = 10_000

export const SCREENING_QUESTIONS = [
  'large-scale', 'profiling', 'automated', 'monitoring', 'innovative', 'refusal', 'biometric', 'genetic', 'tracking', 'not-told', 'targeting', 'harm',
] as const
export type ScreeningQuestion = (typeof SCREENING_QUESTIONS)[number]

interface Settled {
  readonly is: boolean
  readonly why: string
}

interface QuestionRule {
  /** The facts that it reads. */
  readonly reads: readonly string[]
  /** What the facts say; null where a person must. */
  readonly settled: (facts: ProjectFacts) => Settled | null
}

const ask: QuestionRule = { reads: [], settled: () => null }

export const QUESTION_RULES: Readonly<Record<ScreeningQuestion, QuestionRule>> = {
  'large-scale': {
    reads: ['people.howMany'],
    settled: ({ people }) => (people && people.howMany >= LARGE_SCALE_PEOPLE ? { is: true, why: `The data is about ${people.howMany.toLocaleString('en-GB')} people.` } : null),
  },
  profiling: ask,
  automated: {
    reads: ['rights.automated'],
    settled: ({ rights }) => (rights ? (rights.automated === 'some' ? { is: true, why: 'Some decisions about people are made by a computer alone.' } : { is: false, why: 'No decision about a person is made by a computer alone.' }) : null),
  },
  monitoring: ask,
  innovative: ask,
  refusal: ask,
  biometric: ask,
  genetic: ask,
  tracking: ask,
  'not-told': {
    reads: ['flows[].projectOptOut'],
    settled: ({ flows }) => (flows.length > 0 && flows.every((flow) => flow.projectOptOut) ? { is: false, why: 'Everyone in every flow is told of it and may object before it runs.' } : null),
  },
  targeting: {
    reads: ['people.groups'],
    settled: ({ people }) => (people && !people.groups.some((group) => group === 'children' || group === 'vulnerable') ? { is: false, why: 'The facts name no children and no vulnerable people.' } : null),
  },
  harm: ask,
}

/** What people answered where the facts do not say. */
export type Said = Partial<Record<ScreeningQuestion, boolean>>

interface Reading {
  /** Null while a question that it turns on has no answer. */
  readonly met: boolean | null
  readonly reason: string
}

export interface Criterion {
  readonly id: string
  readonly list: ScreeningList
  readonly name: string
  readonly source: string
  /** The facts that it reads beyond those of its questions. */
  readonly facts: readonly string[]
  readonly questions: readonly ScreeningQuestion[]
  readonly rule: (facts: ProjectFacts, answer: (question: ScreeningQuestion) => Settled | null) => Reading
}

const NOT_SAID = 'Nobody has said yet.'
/** Turns on one question. */
const turnsOn = (question: ScreeningQuestion): Pick<Criterion, 'facts' | 'questions' | 'rule'> => ({
  facts: [], questions: [question], rule: (_facts, answer) => { const given = answer(question); return given ? { met: given.is, reason: given.why } : { met: null, reason: NOT_SAID } },
})
const both = (a: Reading, b: Reading): Reading => {
  if (a.met === false) return a
  if (b.met === false) return b
  return a.met === null || b.met === null ? { met: null, reason: NOT_SAID } : { met: true, reason: `${a.reason} ${b.reason}` }
}
const read = (given: Settled | null): Reading => (given ? { met: given.is, reason: given.why } : { met: null, reason: NOT_SAID })

const SENSITIVE_READS = ['flows[].article9', 'flows[].drawsOn', 'flows[].confidentiality']
function sensitive({ flows }: ProjectFacts): Reading {
  const reached = flows.filter(carriesCareData)
  return reached.length > 0
    ? { met: true, reason: `${reached.length} of ${flows.length} ${flows.length === 1 ? 'flow' : 'flows'} ${reached.length === 1 ? 'carries' : 'carry'} data about health or care, or other special categories.` }
    : { met: false, reason: 'No flow carries data about health or care, or another special category.' }
}
const PATIENT_READS = ['flows[].drawsOn', 'people.groups']
function vulnerable({ flows, people }: ProjectFacts): Reading {
  const groups = (people?.groups ?? []).filter((group) => group !== 'adults')
  const fromCare = flows.some(drawsOnCare)
  if (groups.length > 0) return { met: true, reason: `Among the people are ${inWords(groups.map((group) => GROUPS_SAID[group]))}.` }
  return fromCare ? { met: true, reason: 'The people are patients or use care services, who cannot easily refuse.' } : { met: false, reason: 'The facts name nobody who is in a weak place towards the parties.' }
}
/** Things one after another, as they stand in a sentence. */
export const inWords = (items: readonly string[]) => (items.length > 1 ? `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}` : items.join(''))
const GROUPS_SAID = { children: 'children', adults: 'adults', 'older-people': 'older people', vulnerable: 'vulnerable people', staff: 'staff' } as const

const MATCHING_READS = ['linkage.method', 'linkage.byCode', 'flows[].toCode', 'flows[].datasetId', 'datasets[].id', 'datasets[].controllerCode']
/** A linkage is matching at once; so is one receiver of data from two controllers or more. */
function matching({ linkage, flows, datasets }: ProjectFacts): Reading {
  if (linkage) return { met: true, reason: 'Records from different sources are matched to find the same person.' }
  const receivers = [...new Set(flows.map((flow) => flow.toCode))]
  const joins = receivers.some((code) => new Set(flows.filter((flow) => flow.toCode === code).map((flow) => datasets.find((dataset) => dataset.id === flow.datasetId)?.controllerCode)).size > 1)
  return joins ? { met: true, reason: 'One party receives datasets of two controllers or more.' } : { met: false, reason: 'No records of different controllers are put together.' }
}

type Told = Omit<Criterion, 'id' | 'list' | 'name' | 'source'>
const criterion = (id: string, list: ScreeningList, name: string, source: string, how: Told): Criterion => ({ id, list, name, source, ...how })
const factsOnly = (facts: readonly string[], rule: (facts: ProjectFacts) => Reading): Told => ({ facts, questions: [], rule })

/** Counts on the ICO's list only together with one of the Working Party's criteria other than itself: here, sensitive data or weaker people. */
const withAnother = (question: ScreeningQuestion): Told => ({
  facts: [...SENSITIVE_READS, ...PATIENT_READS], questions: [question],
  rule: (facts, answer) => both(read(answer(question)), sensitive(facts).met ? sensitive(facts) : vulnerable(facts)),
})

export const CRITERIA: readonly Criterion[] = [
  criterion('article-35-3-a', 'article-35-3', 'A systematic and extensive evaluation of people by automated means, on which decisions with serious effects rest', `${ARTICLE_35}, paragraph 3(a)`, {
    facts: [], questions: ['profiling', 'automated'], rule: (_facts, answer) => both(read(answer('automated')), read(answer('profiling'))),
  }),
  criterion('article-35-3-b', 'article-35-3', 'Special categories of data, or data about crime, on a large scale', `${ARTICLE_35}, paragraph 3(b)`, {
    facts: SENSITIVE_READS, questions: ['large-scale'], rule: (facts, answer) => both(sensitive(facts), read(answer('large-scale'))),
  }),
  criterion('article-35-3-c', 'article-35-3', 'Systematic watching of a public place on a large scale', `${ARTICLE_35}, paragraph 3(c)`, {
    facts: [], questions: ['monitoring', 'large-scale'], rule: (_facts, answer) => both(read(answer('monitoring')), read(answer('large-scale'))),
  }),
  criterion('ico-innovative', 'ico', 'New technology, with another criterion', ICO_LIST, withAnother('innovative')),
  criterion('ico-denial', 'ico', 'Denial of a service, rested on automated decisions or special categories', ICO_LIST, {
    facts: SENSITIVE_READS, questions: ['refusal'], rule: (facts, answer) => both(read(answer('refusal')), sensitive(facts)),
  }),
  criterion('ico-profiling', 'ico', 'Profiling on a large scale', ICO_LIST, {
    facts: [], questions: ['profiling', 'large-scale'], rule: (_facts, answer) => both(read(answer('profiling')), read(answer('large-scale'))),
  }),
  criterion('ico-biometric', 'ico', 'Biometric data, with another criterion', ICO_LIST, withAnother('biometric')),
  criterion('ico-genetic', 'ico', 'Genetic data, with another criterion', ICO_LIST, withAnother('genetic')),
  criterion('ico-matching', 'ico', 'Matching of data from several sources', ICO_LIST, factsOnly(MATCHING_READS, matching)),
  criterion('ico-invisible', 'ico', 'Use that people are not told of, with another criterion', ICO_LIST, withAnother('not-told')),
  criterion('ico-tracking', 'ico', 'Tracking of where people are or what they do, with another criterion', ICO_LIST, withAnother('tracking')),
  criterion('ico-targeting', 'ico', 'Children or vulnerable people as the target of marketing, profiling, automated decisions or online services', ICO_LIST, turnsOn('targeting')),
  criterion('ico-harm', 'ico', 'A breach could endanger someone’s health or safety', ICO_LIST, turnsOn('harm')),
  criterion('wp248-1', 'wp248', 'Evaluation or scoring', `${WP248}, III.B, 1`, turnsOn('profiling')),
  criterion('wp248-2', 'wp248', 'Automated decisions with legal or like effects', `${WP248}, III.B, 2`, turnsOn('automated')),
  criterion('wp248-3', 'wp248', 'Systematic monitoring', `${WP248}, III.B, 3`, turnsOn('monitoring')),
  criterion('wp248-4', 'wp248', 'Sensitive or highly personal data', `${WP248}, III.B, 4`, factsOnly(SENSITIVE_READS, sensitive)),
  criterion('wp248-5', 'wp248', 'Large scale', `${WP248}, III.B, 5`, turnsOn('large-scale')),
  criterion('wp248-6', 'wp248', 'Matching or combining datasets', `${WP248}, III.B, 6`, factsOnly(MATCHING_READS, matching)),
  criterion('wp248-7', 'wp248', 'Vulnerable people', `${WP248}, III.B, 7`, factsOnly(PATIENT_READS, vulnerable)),
  criterion('wp248-8', 'wp248', 'Innovative use of technology', `${WP248}, III.B, 8`, turnsOn('innovative')),
  criterion('wp248-9', 'wp248', 'Keeps people from a right, a service or a contract', `${WP248}, III.B, 9`, turnsOn('refusal')),
]

export function criterionById(id: string): Criterion | undefined {
  return CRITERIA.find((candidate) => candidate.id === id)
}

/** Every fact that a criterion reads, those of its questions included. */
export function readsOf(criterion: Criterion): string[] {
  return [...new Set([...criterion.facts, ...criterion.questions.flatMap((question) => QUESTION_RULES[question].reads)])]
}

/** The questions that these facts leave to a person, in order. */
export function questionsToAsk(facts: ProjectFacts): ScreeningQuestion[] {
  return SCREENING_QUESTIONS.filter((question) => QUESTION_RULES[question].settled(facts) === null)
}

export interface Finding {
  readonly criterion: string
  readonly met: boolean | null
  readonly reason: string
}

/** So many of the Working Party's criteria call for an assessment. */
export const WP248_ENOUGH = 2

export interface Screened {
  readonly findings: readonly Finding[]
  /** The criteria that call for an assessment; of the Working Party's only when enough are met. */
  readonly because: readonly string[]
  /** Null while what is still unanswered could change it. */
  readonly isNeeded: boolean | null
  readonly unanswered: readonly ScreeningQuestion[]
}

/** What the facts and the answers come to. `said` counts only where the facts do not say; `reasons` are the words people gave with their answers. */
export function screen(facts: ProjectFacts, said: Said, reasons: Partial<Record<ScreeningQuestion, string>> = {}): Screened {
  const answer = (question: ScreeningQuestion): Settled | null => {
    const settled = QUESTION_RULES[question].settled(facts)
    const given = said[question]
    return settled ?? (given === undefined ? null : { is: given, why: reasons[question] ? reasons[question] : given ? 'Answered yes by whoever screened it.' : 'Answered no by whoever screened it.' })
  }
  const findings = CRITERIA.map((each): Finding => ({ criterion: each.id, ...each.rule(facts, answer) }))
  const met = findings.filter((finding) => finding.met === true)
  const isOf = (finding: Finding, list: ScreeningList) => criterionById(finding.criterion)?.list === list
  const wp248 = met.filter((finding) => isOf(finding, 'wp248'))
  const because = met.filter((finding) => !isOf(finding, 'wp248') || wp248.length >= WP248_ENOUGH).map((finding) => finding.criterion)
  const unanswered = questionsToAsk(facts).filter((question) => said[question] === undefined)
  return { findings, because, isNeeded: because.length > 0 ? true : unanswered.length > 0 ? null : false, unanswered }
}
