import type { Day } from '#app/kernel/uk-date.ts'
import type { DocumentKind } from './document.rules.ts'

/**
 * Whether a version is still a draft. A paper that parties sign is one until all of them have; the impact assessment until it
 * is approved; every other paper until the parties have signed facts that it states; an application also until it is approved.
 */
export const PAPER_STATES = ['draft', 'signed', 'approved', 'final'] as const
export type PaperState = (typeof PAPER_STATES)[number]

/** Someone who reviewed or approved a version, as plain data: what is recorded elsewhere, stated beside the words and no part of them. */
export interface Endorsement {
  /** A decision on the flows of an agreement makes no approval of its words. */
  readonly kind: 'reviewed' | 'approved' | 'flows-approved'
  /** The person, or the body that decided. */
  readonly by: string
  /** As what they did: a post, or a body's role; empty where their name says it. */
  readonly as: string
  readonly on: Day
  /** What they said, in a few words: an outcome, a reference. */
  readonly words: string
}

/** Gives the reviews and approvals of a version that are kept elsewhere than with the documents. */
export type EndorsementReader = (version: { readonly projectRef: string; readonly documentRef: string; readonly number: number }) => Promise<readonly Endorsement[]>

/** One version of a paper, as its history tells it. */
export interface VersionTold {
  readonly number: number
  readonly madeAt: Date
  readonly madeByName: string
  readonly changes: readonly string[]
}

/** What is known about a version beside its words. It changes while they do not, so no signature is bound to it. */
export interface PaperStanding {
  readonly state: PaperState
  /** Every version up to this one, oldest first. */
  readonly history: readonly VersionTold[]
  readonly endorsements: readonly Endorsement[]
}

/** The versions of the facts that a paper says word for word: from the one it was drafted from to the newest it still states. */
export interface FactsSpan {
  readonly from: number
  readonly to: number
}

export const overlap = (a: FactsSpan, b: FactsSpan): boolean => a.from <= b.to && b.from <= a.to

export function paperState(version: {
  /** For each party that signs it, whether it has; none for a paper that nobody signs. */
  readonly signed: readonly boolean[]
  /** Whether a decision of its own makes it final, as for the impact assessment. */
  readonly isDecided: boolean
  readonly states: FactsSpan
  /** The facts that protocols signed by all their parties state. */
  readonly agreed: readonly FactsSpan[]
  readonly endorsements: readonly Endorsement[]
}): PaperState {
  if (version.signed.length > 0) return version.signed.every(Boolean) ? 'signed' : 'draft'
  if (version.endorsements.some((endorsement) => endorsement.kind === 'approved')) return 'approved'
  return !version.isDecided && version.agreed.some((span) => overlap(span, version.states)) ? 'final' : 'draft'
}

/** What a body outside is asked to approve. */
export const isApplication = (kind: DocumentKind): boolean => kind === 'section-251' || kind === 'national-data'

/** What the public reads: it says when it was made and changed, and not who on the staff did so. */
const FOR_THE_PUBLIC: readonly DocumentKind[] = ['privacy-notice', 'privacy-notice-short', 'privacy-notice-easy-read', 'consent-form', 'register-entry']
export const isForThePublic = (kind: DocumentKind): boolean => FOR_THE_PUBLIC.includes(kind)
