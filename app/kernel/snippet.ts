/** A piece of a text in which words were looked for: what was found, and what stands around it. Plain text, never markup. */
export type Snippet = readonly { readonly text: string; readonly isFound: boolean }[]

/** Stand around what was found. Nobody can type them: they are taken out of every text first (Unicode, private use area). */
export const FOUND_FROM = '\uE000'
export const FOUND_TO = '\uE001'

const MARKS = /[\uE000\uE001]/g

/** A text without the characters that mark what was found. */
export const withoutMarks = (text: string): string => text.replace(MARKS, '')

/** A text with its marks, as pieces. Empty pieces are left out; a mark that is never closed reaches to the end. */
export function readSnippet(marked: string): Snippet {
  return marked.split(FOUND_FROM).flatMap((part, index) => {
    if (index === 0) return [{ text: withoutMarks(part), isFound: false }]
    const [found = '', ...after] = part.split(FOUND_TO)
    return [{ text: found, isFound: true }, { text: after.join(''), isFound: false }]
  }).filter(({ text }) => text !== '')
}

/** Whether anything in it was found. */
export const hasFound = (snippet: Snippet): boolean => snippet.some(({ isFound }) => isFound)
