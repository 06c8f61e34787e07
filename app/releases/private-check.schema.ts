import { z } from 'zod'

/** The suite of RFC 9497, in its verifiable mode: the asker can tell that every answer was made with the one key. */
export const PRIVATE_SUITE = 'VOPRF ristretto255-SHA512'
/** How much of each 64-byte output a tag keeps: two people's tags are the same by chance less than once in 2^90 registers. */
export const TAG_BYTES = 16
/** Elements in a call, and how many of them one proof is made for. */
export const MOST_BLINDED = 512
export const GROUP_SIZE = 16
/** Bytes that a call may have. */
export const BLINDED_MAX_BYTES = 64 * 1024

const element = z.string().regex(/^[0-9a-f]{64}$/, 'This must be an element of 32 bytes in lower-case hexadecimal.')

export const blindedSchema = z.object({
  blinded: z.array(element, 'Give a list of elements.').min(1, 'Give at least one element.').max(MOST_BLINDED, `Send ${MOST_BLINDED} elements or fewer at once.`)
    .describe('Blinded elements. What was blinded is the NHS number as ten digits in ASCII.'),
}, 'Give an object.').meta({ id: 'BlindedElements' })
export type BlindedAsked = z.output<typeof blindedSchema>

export const privateCheckSchema = z.object({
  id: z.uuid(),
  flow: z.string(),
  suite: z.literal(PRIVATE_SUITE),
  public_key: z.string().describe('Of the key that all of this check is made with, in hexadecimal. Every proof must fit it.'),
  tag_bytes: z.literal(TAG_BYTES),
  tags: z.string().describe('Base64url. For each person who may be included, the first bytes of the output for their number, in order of the bytes.'),
  version: z.int().nonnegative().describe('The audit entry up to which every acknowledged choice is in the tags.'),
  as_at: z.iso.datetime(),
  rules_version: z.string(),
  ends_at: z.iso.datetime().describe('Until when elements are evaluated.'),
}).meta({ id: 'PrivateCheck' })
export type PrivateCheckAnswer = z.output<typeof privateCheckSchema>

export const evaluatedSchema = z.object({
  groups: z.array(z.object({ evaluated: z.array(z.string()), proof: z.string() }))
    .describe(`In the order of the elements, ${GROUP_SIZE} to a group, each with its proof.`),
}).meta({ id: 'EvaluatedElements' })
export type EvaluatedAnswer = z.output<typeof evaluatedSchema>
