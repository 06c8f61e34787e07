import { factPlaces, isNamed, pathOf, type FactPlace } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import type { DocumentKind } from './document.rules.ts'
import { heaviestSentences, PUBLIC_READING_AGE, readingOf } from './reading-age.rules.ts'

/** What the public gets to read as a whole. */
export const NOTICES: readonly DocumentKind[] = ['privacy-notice', 'privacy-notice-short', 'privacy-notice-easy-read']

const SENTENCES_SHOWN = 3
/** A fact's words this long or longer are known again in a sentence. */
const WORDS_TO_KNOW = 3

export interface HardText {
  /** In years, to one place. */
  readonly age: number
  /** Those that weigh most, hardest first. */
  readonly sentences: readonly string[]
  /** The fact whose words the hardest of them are, as near as can be told. */
  readonly place: FactPlace['place']
}

/**
 * A whole text that asks for a reading age above that of the public; null for one that does not.
 * @param passages its sentences, as `proseOf` gives them
 * @param uses the facts that it states, by their paths
 */
export function hardText(passages: readonly string[], facts: ProjectFacts, uses: readonly string[]): HardText | null {
  const { age } = readingOf(passages)
  if (age <= PUBLIC_READING_AGE) return null
  const sentences = heaviestSentences(passages, SENTENCES_SHOWN)
  return { age, sentences, place: factBehind(sentences, facts, uses) }
}

/** The typed fact that is most of one of the sentences, the hardest first; where all are our own words, the plain summary. */
function factBehind(sentences: readonly string[], facts: ProjectFacts, uses: readonly string[]): FactPlace['place'] {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\d]+/gu, ' ').trim()
  const texts = factPlaces(facts).filter(({ leaf, place }) => ['text', 'lines'].includes(leaf.kind) && isNamed(pathOf(place), uses))
    .flatMap(({ place, value }) => ([value].flat() as string[]).map((text) => ({ place, text: plain(text) })))
    .filter(({ text }) => text.split(' ').length >= WORDS_TO_KNOW)
  for (const sentence of sentences.map(plain)) {
    const [longest] = texts.filter(({ text }) => sentence.includes(text) || text.includes(sentence)).sort((a, b) => b.text.length - a.text.length)
    if (longest) return longest.place
  }
  return ['purpose', 'plainSummary']
}
