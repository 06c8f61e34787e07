import { z } from 'zod'
import { COARSE_REASONS, CONFIDENTIALITY, DRAWN_ON, EXEMPTION_IDS, PURPOSES } from '#app/choices/exemptions.rules.ts'
import { LIST_FORMATS, MEDIA_TYPES } from './check-formats.rules.ts'
import { CHECK_STAGES } from './check-stages.rules.ts'

/** What a receipt says: the payload of its JWS. Programs and people elsewhere read it, so a name is never taken away. */
const instant = z.iso.datetime()
const day = z.iso.date()
const count = z.int().nonnegative()
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const mediaTypes = LIST_FORMATS.map((format) => MEDIA_TYPES[format]) as [string, ...string[]]

/** A flow's terms as they were enforced, named as in the file that `npm run decide` takes. */
const termsSchema = z.object({
  draws_on: z.array(z.enum(DRAWN_ON)),
  purpose: z.enum(PURPOSES),
  confidentiality: z.enum(CONFIDENTIALITY),
  extend_type_1: z.boolean(),
  national_opt_out_disapplied: z.array(z.object({ from: day, to: day })),
  exemption: z.object({ id: z.enum(EXEMPTION_IDS), from: day, to: day }).nullable(),
  national_check_max_age_days: z.number(),
  england_only: z.boolean(),
  live: z.boolean().describe('False where NHS numbers of the test range were let in.'),
  notification: z.enum(['required', 'not-required']),
  include_deceased: z.boolean(),
  choices: z.object({
    project_opt_out: z.boolean(),
    type_1: z.boolean(),
    national_opt_out: z.boolean(),
    national_opt_out_set_aside_by: z.enum(EXEMPTION_IDS).nullable(),
  }),
  fields: z.array(z.string()).describe('What the protocol lets the flow carry.'),
  starts_on: day.nullable(),
  review_by: day.nullable(),
  ends_on: day.nullable(),
})

/** All of a receipt that is settled before its audit entry is written; the entry holds its digest. */
export const receiptStatementSchema = z.object({
  iss: z.string().describe('The address of the portal that signed it.'),
  signed_at: instant,
  check: z.uuid(),
  flow: z.string(),
  project: z.string(),
  stage: z.enum(CHECK_STAGES).nullable(),
  extract: z.string().nullable(),
  discloser: z.string().describe('ODS code of the organisation whose data it is, or of the party that stands for many.'),
  disclosers: z.object({ count, sha256: digest.describe('Of their ODS codes in order, each with a line feed after it.') }).optional()
    .describe('Where the party stands for many: those that had signed for themselves, whose people alone were included.'),
  recipient: z.string().describe('ODS code of the organisation it goes to.'),
  protocol: z.object({ ref: z.string(), version: count, sha256: digest }),
  terms: termsSchema,
  rules_version: z.string(),
  version: count.describe('The audit entry the check was answered at: every choice acknowledged by then is in it.'),
  as_at: instant,
  rows: count,
  repeated_rows: count,
  decisions: z.object({ INCLUDE: count, EXCLUDE: count }),
  reasons: z.partialRecord(z.enum(COARSE_REASONS), count.nullable()).describe('Null where a number is small and the key may not see every reason.'),
  identifier: z.literal('project-pseudonym').optional().describe('By what the list named people. Left out where it was NHS numbers.'),
  pseudonym_key_version: z.int().positive().optional().describe('Which version of the project’s key the pseudonyms were made with.'),
  content_type: z.enum(mediaTypes),
  accept: z.enum(mediaTypes),
  sha256_in: digest,
  sha256_out: digest.describe('Of the whole answer. The check replayed in the way it was asked has it too: a replay has no receipt but this one.'),
  national_check_age_days: z.number().nonnegative().nullable(),
})
export type ReceiptStatement = z.output<typeof receiptStatementSchema>

export const receiptSchema = receiptStatementSchema.extend({
  audit: z.object({
    seq: count.describe('The number of the audit entry of this check’s completion.'),
    entry: z.string().describe('That entry as it was hashed: its data holds the digest of the rest of this receipt.'),
    entry_hash: digest.describe('SHA-256 of it, as the audit’s chain has it.'),
    tree_size: count,
    root: digest.describe('The root of the Merkle tree (RFC 6962) over the first `tree_size` entries.'),
  }),
})
export type Receipt = z.output<typeof receiptSchema>
