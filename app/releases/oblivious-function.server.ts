import { ristretto255_oprf } from '@noble/curves/ed25519.js'
import { GROUP_SIZE, TAG_BYTES } from './private-check.schema.ts'

/** RFC 9497 in the verifiable mode, with ristretto255 and SHA-512 (sections 3.3.2 and 4.1). */
const voprf = ristretto255_oprf.voprf as typeof ristretto255_oprf.voprf & {
  /** Evaluate of section 3.3.1, by who holds the key; the package has it and does not say so. */
  evaluate(secretKey: Uint8Array, input: Uint8Array): Uint8Array
}

export interface ObliviousKey {
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
}

/** The same key for the same 32 bytes of seed and the same info (section 3.2.1). */
export function keyFrom(seed: Uint8Array, info: string): ObliviousKey {
  return voprf.deriveKeyPair(seed, Buffer.from(info, 'utf8'))
}

/** The first bytes of the output for a number, which whoever holds the key can work out alone. */
export function tagOf({ secretKey }: ObliviousKey, nhsNumber: string): Buffer {
  return Buffer.from(voprf.evaluate(secretKey, Buffer.from(nhsNumber, 'ascii'))).subarray(0, TAG_BYTES)
}

/** Evaluates blinded elements, a group at a time with one proof, and lets others go first in between; null where one is no element. */
export async function evaluateBlinded(
  { secretKey, publicKey }: ObliviousKey, blinded: readonly string[], turn: () => Promise<void>,
): Promise<{ readonly evaluated: string[]; readonly proof: string }[] | null> {
  const groups: { evaluated: string[]; proof: string }[] = []
  for (let from = 0; from < blinded.length; from += GROUP_SIZE) {
    await turn()
    const group = blinded.slice(from, from + GROUP_SIZE).map((element) => Uint8Array.from(Buffer.from(element, 'hex')))
    try {
      const { evaluated, proof } = voprf.blindEvaluateBatch(secretKey, publicKey, group)
      groups.push({ evaluated: evaluated.map(hexOf), proof: hexOf(proof) })
    } catch {
      return null
    }
  }
  return groups
}

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
