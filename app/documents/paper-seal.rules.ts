/** What the seal of a paper says of it, in ASCII, so that it can be read out of the file again. */
export interface SealedPaper {
  readonly documentRef: string
  readonly number: number
  /** SHA-256 of the words. */
  readonly contentHash: string
}

export function sealReason({ documentRef, number, contentHash }: SealedPaper): string {
  return `Concordat paper ${documentRef}, version ${number}, words SHA-256 ${contentHash}`
}

/** Null for anything that `sealReason` does not write. */
export function readSealReason(text: string): SealedPaper | null {
  const match = /^Concordat paper ([a-z0-9-]{1,200}), version ([1-9]\d{0,4}), words SHA-256 ([0-9a-f]{64})$/.exec(text)
  return match ? { documentRef: match[1] as string, number: Number(match[2]), contentHash: match[3] as string } : null
}

/**
 * The seal that a paper last signed at `at` gets: the one that was in use then, so that the same paper gets the same seal
 * whenever its file is made. Papers signed before there was a seal get the first.
 */
export function sealInUseAt<S extends { readonly usedFrom: Date }>(seals: readonly S[], at: Date): S | null {
  return seals.filter(({ usedFrom }) => usedFrom <= at).at(-1) ?? seals[0] ?? null
}
