import type { DocumentKind } from './document.rules.ts'

/** A version of a paper without its words and facts. */
export interface VersionLine {
  readonly projectId: string
  readonly documentId: string
  readonly documentRef: string
  readonly kind: DocumentKind
  /** The flow or the processor that it is about; empty for the whole project. */
  readonly about: string
  readonly versionId: string
  readonly number: number
  /** SHA-256 of its words. */
  readonly contentHash: string
  readonly madeAt: Date
  readonly madeBy: string
}

/** The same with the newest version of the facts that it states word for word, at the instant that it is asked for. */
export interface VersionStating extends VersionLine {
  readonly statesFactsVersion: number
}

/** The same with the version of the facts that it was drafted from. */
export interface VersionDrafted extends VersionLine {
  readonly factsVersion: number
}

export interface PaperDigest {
  readonly name: string
  readonly title: string
  /** SHA-256 of its words. */
  readonly digest: string
}

/** A version as decisions are made on it and held against it: the digest of each of its parts. */
export interface PaperVersion extends VersionStating {
  readonly clauses: readonly PaperDigest[]
}
