import { sql, type SQL } from 'drizzle-orm'
import { FOUND_FROM, FOUND_TO } from '#app/kernel/snippet.ts'

/**
 * PostgreSQL's full text search in English, as every room's readers ask it: words in any order and form, "these words" in
 * quotation marks together, `or` between two, and a minus before a word that must not be there. No query is a wrong one.
 */
export const lookedFor = (words: string): SQL => sql`websearch_to_tsquery('english', ${words})`

const OPTIONS = `StartSel=${FOUND_FROM}, StopSel=${FOUND_TO}, MaxFragments=2, MinWords=8, MaxWords=26, FragmentDelimiter=" … "`

/** The pieces of a plain text around what was found, for `readSnippet`. The marks are taken out of the text first. */
export const piecesOf = (text: SQL, words: string): SQL<string> =>
  sql<string>`ts_headline('english', translate(${text}, ${FOUND_FROM + FOUND_TO}, ''), ${lookedFor(words)}, ${OPTIONS})`

/** Whether a reference has these letters anywhere in it, as they stand. */
const hasLetters = (reference: SQL, words: string): SQL => sql`position(lower(${words}) in lower(${reference})) > 0`

/** Whether a thing is found: by its `lexemes`, or by letters of its reference as they stand. */
export const isFound = (reference: SQL, words: string): SQL => sql`lexemes @@ ${lookedFor(words)} or ${hasLetters(reference, words)}`

/** How well a thing is found, from its `lexemes`; at least `byLetters` where its reference has the letters. */
export const rankOf = (reference: SQL, words: string, byLetters: number): SQL =>
  sql`greatest(ts_rank(lexemes, ${lookedFor(words)}), case when ${hasLetters(reference, words)} then ${byLetters}::float8 else 0 end)::float8`

/** The most things of one kind that a search ranks for a page: whoever gets more asks for too little. */
export const MOST_FOUND = 200
