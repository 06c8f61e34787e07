import { z } from 'zod'

/** What is published about the audit: hashes and sizes alone. */
const digest = z.string().regex(/^[0-9a-f]{64}$/).describe('SHA-256, in hexadecimal.')
const size = z.int().nonnegative()
const instant = z.iso.datetime()

export const keySetSchema = z.object({
  keys: z.array(z.object({
    kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string().describe('The thumbprint of the key (RFC 7638).'), alg: z.literal('EdDSA'), use: z.literal('sig'),
    used_from: instant, used_to: instant.nullable().describe('Null while it is in use.'),
  })),
}).meta({ id: 'KeySet' })

export const headsSchema = z.object({
  heads: z.array(z.object({ size, root: digest, signed_at: instant, jws: z.string().describe('A compact JWS that says so: `iss`, `size`, `root`, `signed_at`.') })),
  older: z.string().nullable().describe('Where those before them are. Null where there are none.'),
}).meta({ id: 'SignedHeads' })

export const inclusionSchema = z.object({
  kind: z.literal('inclusion'), entry: z.int().positive(), leaf_index: size, leaf_hash: digest, size, root: digest,
  path: z.array(digest).describe('As in RFC 9162, section 2.1.3, from the leaf’s neighbour to the root’s child.'),
}).meta({ id: 'InclusionProof' })
export type InclusionJson = z.output<typeof inclusionSchema>

export const consistencySchema = z.object({
  kind: z.literal('consistency'), from: size, from_root: digest, to: size, to_root: digest, path: z.array(digest).describe('As in RFC 9162, section 2.1.4.'),
}).meta({ id: 'ConsistencyProof' })
export type ConsistencyJson = z.output<typeof consistencySchema>

/** Whole numbers as they stand in an address. */
const whole = z.string().regex(/^\d{1,15}$/).transform(Number)
const given = (value: string | null): string | undefined => value ?? undefined

export const inclusionCallSchema = z.object({ entry: whole, size: whole.optional() })
export const consistencyCallSchema = z.object({ from: whole, to: whole.optional() })
export const headsCallSchema = z.object({ before: whole.optional() })

/** The query of an address as a call; null when it is none. */
export function readQuery<S extends z.ZodType>(url: URL, schema: S, names: readonly string[]): z.output<S> | null {
  const read = schema.safeParse(Object.fromEntries(names.map((name) => [name, given(url.searchParams.get(name))])))
  return read.success ? read.data : null
}
