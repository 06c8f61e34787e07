import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import type { LeftOut } from './covering.rules.ts'

/** An outcome as it is told in a line: "Fully supported, in part" where something was left out of the papers that it was made on. */
export function outcomeWords({ outcome, leftOut }: { readonly outcome: string; readonly leftOut: readonly LeftOut[] }): string {
  return leftOut.length > 0 ? `${outcome}, in part` : outcome
}

/** What is left out of a paper: "Protocol, version 2: Security; Review". */
export function leftOutWords({ kind, number, parts }: LeftOut): string {
  return `${DOCUMENT_KIND_WORDS[kind]}, version ${number}: ${parts.join('; ')}`
}

const MOST_NAMED = 4

/** The same at the end of the paper itself: ", without Security and 5 other parts". */
export function withoutWords(parts: readonly string[]): string {
  if (parts.length === 0) return ''
  return `, without ${parts.length <= MOST_NAMED ? parts.join('; ') : `${parts.slice(0, MOST_NAMED - 1).join('; ')} and ${parts.length - MOST_NAMED + 1} other parts`}`
}
