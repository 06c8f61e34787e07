import { LONGEST_QUERY, type QueryReading } from './search.rules.ts'

/** Why a query is not searched. */
export const QUERY_WORDS = {
  number: 'Search does not take NHS numbers or any other ten digits in a row, because what you search for becomes part of the page’s address. Take the number out',
  'too-long': `Search for at most ${LONGEST_QUERY} characters`,
} as const satisfies Record<Exclude<QueryReading['kind'], 'nothing' | 'words'>, string>

/** How many were found, in a sentence without its stop. */
export function foundWords(total: number, words: string): string {
  if (total === 0) return `Nothing found for “${words}”`
  return `${total.toLocaleString('en-GB')} ${total === 1 ? 'result' : 'results'} for “${words}”`
}

export const WHAT_TO_TRY = [
  'Check the spelling, or use fewer words: a result has all of them, a paper in any order.',
  'Use another word for the same thing, or put “or” between two: asthma or breathing.',
  'Words such as “the” and “of” are not searched for, and part of a word finds nothing: write “practice”, not “pract”.',
  'Search finds only projects that your organisation drafts or is a party to. A project of others is not found, even if it is here.',
] as const

export const HOW_TO_SEARCH = [
  'Write a few words, such as data protection contact, or a reference, such as oldham-gp-pilot.',
  'Words in quotation marks are found together: “direct care”.',
  'A minus before a word leaves out what has it: opt-out -national.',
] as const
