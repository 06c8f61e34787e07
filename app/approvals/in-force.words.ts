import { DOCUMENT_KIND_WORDS, NOT_IN_FORCE_WORDS } from '#app/documents/document.words.ts'
import type { DocumentKind } from '#app/documents/document.rules.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import type { FlowClosedKind } from './in-force.rules.ts'
import { whoDecides } from './step.words.ts'

type Details = NonNullable<Refusal['details']>
const day = (details: Details | undefined, name: string) => (details?.[name] ? formatDay(String(details[name])) : 'a day not yet set')
const text = (details: Details | undefined, name: string, otherwise: string) => (details?.[name] ? String(details[name]) : otherwise)
const papers = (details: Details | undefined) => String(details?.papers ?? '').split(' ').map((kind) => (DOCUMENT_KIND_WORDS[kind as DocumentKind] ?? kind).toLowerCase()).join(', ')

/** Why a flow may not run, in a sentence. */
export const FLOW_CLOSED_WORDS = {
  ...NOT_IN_FORCE_WORDS,
  'paper-missing': (details) => `A paper that it cannot run without has not been drafted from the facts as they are now: ${papers(details)}.`,
  'approval-missing': (details) => `It is waiting for the decision of ${whoDecides(details)}.`,
  'approval-not-given': (details) => `The newest decision of ${whoDecides(details)} does not let it run: ${text(details, 'outcome', 'not given').toLowerCase()}.`,
  'approval-reopened': (details) => `The words that ${whoDecides(details)} decided on have changed since, so the decision has to be made again.`,
  'approval-not-begun': (details) => `The decision of ${whoDecides(details)} takes effect on ${day(details, 'startsOn')}.`,
  'approval-ended': (details) => `The decision of ${whoDecides(details)} ended on ${day(details, 'endedOn')}.`,
  'condition-overdue': (details) => `A condition of its approval had to be met by ${day(details, 'dueOn')}: ${text(details, 'what', 'see the conditions of the project')}.`,
  'assurance-lapsed': (details) => `The security assurance of ${text(details, 'organisation', 'a party')} has lapsed.`,
  'annual-review-missed': (details) => `The yearly review of its approval was due on ${day(details, 'dueOn')}.`,
  'flow-suspended': (details) => `It has been suspended: ${text(details, 'because', 'no reason was given')}.`,
} as const satisfies Record<FlowClosedKind, (details?: Details) => string>

/** Why a step is not open, with the flows for which it is not where it is for others; null where it is for every one. */
export function stepClosedWords(closed: readonly { readonly flowRef: string; readonly refusal: Refusal<FlowClosedKind> }[], flowRefs: readonly string[], nameOf: (flowRef: string) => string): string | null {
  const [first] = closed
  if (!first) return null
  if (closed.length === flowRefs.length) return flowClosedWords(first.refusal)
  return `Open for some of its flows, and not for: ${closed.map(({ flowRef }) => nameOf(flowRef)).join('; ')}. ${flowClosedWords(first.refusal)}`
}

export function flowClosedWords({ kind, details }: Refusal<FlowClosedKind>): string {
  return FLOW_CLOSED_WORDS[kind](details)
}
