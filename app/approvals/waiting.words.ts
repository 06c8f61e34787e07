import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import type { DocumentKind } from '#app/documents/document.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { bodyOn } from './bodies.rules.ts'
import { stepWords } from './route-finder.words.ts'
import type { Wait, WaitKind } from './wait.rules.ts'

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)
const paper = ({ what }: Wait): string => lower(DOCUMENT_KIND_WORDS[what as DocumentKind] ?? 'paper')
const step = (wait: Wait): string => (wait.step ? stepWords(wait.step) : wait.what)

/** What is waited for, for somebody who looks on. */
export const WAIT_WORDS = {
  signature: (wait) => (wait.count === 1 ? `Signature of the ${paper(wait)}` : `Signatures of ${wait.count} papers`),
  'member-signatures': (wait) => (wait.count === 1 ? 'Signature of 1 member' : `Signatures of ${wait.count.toLocaleString('en-GB')} members`),
  stage: (wait) => step(wait),
  question: (wait) => `Answer to a question: ${step(wait)}`,
  returned: (wait) => `Papers to be changed and put in again: ${step(wait)}`,
  'not-asked': (wait) => `To be asked for: ${step(wait)}`,
  outside: (wait) => step(wait),
  query: (wait) => `Answer to a query of ${wait.what}: ${step(wait)}`,
  board: (wait) => step(wait),
  condition: (wait) => `Condition: ${wait.what}`,
} as const satisfies Record<WaitKind, (wait: Wait) => string>

export const waitWords = (wait: Wait): string => WAIT_WORDS[wait.kind](wait)

/** Whom something waits on: an officer and whose, a body by the name of the day, an organisation. */
export function waitsOnWords({ post, bodyId, organisationName }: Pick<Wait, 'post' | 'bodyId' | 'organisationName'>, now: Date): string {
  if (post) return `${OFFICER_POST_WORDS[post]}, ${organisationName}`
  if (organisationName !== '') return organisationName
  return bodyId ? bodyOn(bodyId, londonDay(now)).name : 'Your organisation'
}
