import type { PaperBlock } from './paper-blocks.rules.ts'

/**
 * How hard a text is to read, by the Flesch–Kincaid grade: 0.39 × words a sentence + 11.8 × syllables a word − 15.59
 * (Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas for Navy enlisted personnel", Naval Technical
 * Training Command, Research Branch Report 8-75, 1975). A grade counts American school years: the age is the grade and five more.
 * The NHS service manual asks for a reading age of 9 to 11 in what the public reads.
 *
 * It is a measure of short words and short sentences, and of nothing else: a text can pass it and still not make sense.
 */
export const PUBLIC_READING_AGE = 11

export interface Reading {
  readonly sentences: number
  readonly words: number
  readonly syllables: number
  /** Zero for a text without words. */
  readonly grade: number
  /** In years, to one place. */
  readonly age: number
}

/** How hard these passages are together. Each passage ends a sentence, with a full stop or without: a heading, a cell, an item of a list. */
export function readingOf(passages: readonly string[]): Reading {
  const sentences = passages.flatMap(sentencesOf)
  const words = sentences.flatMap(wordsOf)
  const syllables = sum(words.map(syllablesOf))
  if (words.length === 0) return { sentences: 0, words: 0, syllables: 0, grade: 0, age: 5 }
  const grade = gradeOf(sentences.length, words.length, syllables)
  return { sentences: sentences.length, words: words.length, syllables, grade, age: Math.round((Math.max(0, grade) + 5) * 10) / 10 }
}

/**
 * What of a paper is read as sentences. Headings, labels and cells that end in no stop are left out: they are so short that they
 * would make any paper seem easy.
 */
export function proseOf(blocks: readonly PaperBlock[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'table') return block.rows.flat().map((cell) => cell.text)
    if (block.kind === 'clauses') return block.items.flatMap((item) => [item.text, ...item.bullets])
    return block.kind === 'figure' ? [] : block.text
  }).filter((text) => /[.!?]["”’)]*$/.test(text))
}

/**
 * The sentences that make these passages hard to read, hardest first: those without which the rest would be easiest. None of
 * a text that is easy without them.
 */
export function heaviestSentences(passages: readonly string[], most: number): string[] {
  const sentences = passages.flatMap(sentencesOf).map((sentence) => ({ sentence, ...countsOf(sentence) }))
  const total = { words: sum(sentences.map(({ words }) => words)), syllables: sum(sentences.map(({ syllables }) => syllables)) }
  const without = ({ words, syllables }: { readonly words: number; readonly syllables: number }) => gradeOf(sentences.length - 1, total.words - words, total.syllables - syllables)
  const whole = gradeOf(sentences.length, total.words, total.syllables)
  return sentences.map((one) => ({ sentence: one.sentence, weight: whole - without(one) })).filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight).slice(0, most).map(({ sentence }) => sentence)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((whole, number) => whole + number, 0)
const gradeOf = (sentences: number, words: number, syllables: number): number => (sentences > 0 && words > 0 ? 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59 : 0)
const countsOf = (sentence: string) => {
  const words = wordsOf(sentence)
  return { words: words.length, syllables: sum(words.map(syllablesOf)) }
}

/** The sentences of more than so many words, hardest to read for being long. */
export function longSentences(passages: readonly string[], most: number): string[] {
  return passages.flatMap(sentencesOf).filter((sentence) => wordsOf(sentence).length > most)
}

/** Sentences with at least one word. A full stop inside a number, an abbreviation or an address ends none. */
export function sentencesOf(passage: string): string[] {
  return passage.replace(/\s+/g, ' ').split(/(?<=[.!?…:]["”’)]*)\s+(?=["“‘(]?[\p{Lu}\d])/u).map((sentence) => sentence.trim()).filter((sentence) => wordsOf(sentence).length > 0)
}

/** The words that are read aloud one by one. A web address or an e-mail address is one word. */
export function wordsOf(sentence: string): string[] {
  return sentence.split(/\s+/).flatMap((word) => (isAddress(word) ? [word] : word.split(/[/–—-]/))).filter((word) => /[\p{L}\d]/u.test(word))
}

const isAddress = (word: string) => /@|^https?:|^www\.|\.(?:uk|com|org|example)\b/i.test(word)

/** Words whose letters mislead the rule. */
const SYLLABLES: Readonly<Record<string, number>> = {
  ageing: 2, area: 3, areas: 3, business: 2, businesses: 3, colleague: 2, colleagues: 2, create: 2, created: 3, creates: 2, creating: 3, database: 3, element: 3, elements: 3, every: 2, everybody: 4, everyone: 3,
  everything: 3, guideline: 2, guidelines: 2, idea: 3, ideas: 3, implement: 3, lifetime: 2, people: 2, safety: 2, science: 2, sciences: 3, scientist: 3, somebody: 3,
  someone: 2, something: 2, sometimes: 2, somewhere: 2, therefore: 2, wednesday: 2,
}

/** What is written in a word and not said: an e at its end, or before an ending. */
const silentLeftOut = (word: string): string => word
  .replace(/(?<=[aeiouy].*[^aeiouy])e$/, (_e, at: number) => (/[^aeiouy]l$/.test(word.slice(0, at)) ? 'e' : ''))
  .replace(/(?<=[aeiouy].*[^aeioutd])ed$/, '').replace(/(?<=[aeiouy]i)ed$/, '').replace(/^([^aeiouy]+i)ed$/, '$1')
  .replace(/(?<=[aeiouy].*[^aeiouysxzcg])es$/, (_es, at: number) => (/(?:sh|ch|[^aeiouy]l)$/.test(word.slice(0, at)) ? 'es' : 's'))
  .replace(/(?<=[aeiouy].*[^aeiouyl])e(?=(?:ly|ments?|less|ful|fully)$)/, '')

/** Two vowels side by side that are said one after the other, as in period, usual, client, video, being. */
const SAID_APART = /(?<![ctg])ia|(?<![tscgnlx])io|(?<![tc])ie(?=n[tc]|t)|ium|(?<![qg])ua|eo(?!u)|[eoy](?=ing)/g

/**
 * How many syllables a word has, near enough: each run of vowels is one, silent letters aside. A number is counted as one, for
 * it is read at a glance, and so is an address; an abbreviation in capitals is spelled out.
 */
export function syllablesOf(word: string): number {
  const bare = word.replace(/[^\p{L}\d]/gu, '')
  if (isAddress(word) || /^\d/.test(bare)) return 1
  if (/^\p{Lu}{2,6}s?$/u.test(bare)) return [...bare.replace(/s$/, '')].reduce((sum, letter) => sum + (letter === 'W' ? 3 : 1), 0)
  const own = word.toLowerCase().normalize('NFKD').replace(/[’']s?\b/, '').replace(/[^a-z]/g, '')
  const known = SYLLABLES[own]
  if (known !== undefined) return known
  const spoken = silentLeftOut(own)
  return Math.max(1, (spoken.match(/[aeiouy]+/g)?.length ?? 0) + (spoken.match(SAID_APART)?.length ?? 0))
}
