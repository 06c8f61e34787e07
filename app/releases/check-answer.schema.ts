import { z } from 'zod'
import { COARSE_REASONS } from '#app/choices/exemptions.rules.ts'
import { DETAILS, LIST_FORMATS, MEDIA_TYPES } from './check-formats.rules.ts'
import { CHECK_STAGES } from './check-stages.rules.ts'
import { CHECK_STATES } from './check.rules.ts'

/** What programs are told about checks: the shapes that answers are made in, and that /openapi.json shows. */
const instant = z.iso.datetime().describe('UTC, to the millisecond.')
const count = z.int().nonnegative()
const digest = z.string().regex(/^[0-9a-f]{64}$/).describe('SHA-256, in hexadecimal.')
const mediaTypes = LIST_FORMATS.map((format) => MEDIA_TYPES[format])
const coarseCounts = z.partialRecord(z.enum(COARSE_REASONS), count).describe('Rows by their coarse reason. They add up to all rows.')
const everyReason = z.record(z.string(), count).describe('Rows by reason; a row with two reasons is counted at both. Only for keys with `check-detail` of the organisation whose people the flow is about.')

export const DECISIONS = ['INCLUDE', 'EXCLUDE'] as const

/** A line of an ndjson answer. */
export const rowAnswerSchema = z.object({
  row: z.int().positive().describe('The row of the list, from 1, headings not counted.'),
  nhs_number: z.string().nullable().describe('What stood in the row. Null where there was nothing that could be one.'),
  decision: z.enum(DECISIONS),
  reason: z.enum(COARSE_REASONS),
  reasons: z.array(z.string()).optional().describe('With `detail=full`: every reason, in a fixed order.'),
}).meta({ id: 'RowAnswer' })

/** The same of a list of pseudonyms. */
export const pseudonymAnswerSchema = rowAnswerSchema.omit({ nhs_number: true }).extend({
  pseudonym: z.string().nullable().describe('What stood in the row. Never a number.'),
}).meta({ id: 'PseudonymAnswer' })

/** The last line of an ndjson answer: without it the answer is not whole. */
export const summaryLineSchema = z.object({
  summary: z.object({
    check: z.uuid(),
    flow: z.string(),
    state: z.literal('complete'),
    as_at: instant,
    version: count.describe('The audit entry it was answered at: every choice acknowledged by then is in it.'),
    rules_version: z.string(),
    rows: count,
    included: count,
    excluded: count,
    repeated_rows: count,
    reasons: coarseCounts,
    all_reasons: everyReason.optional(),
    sha256_in: digest,
  }),
}).meta({ id: 'SummaryLine' })

/** The last line where the past was asked about: it is no check, and has no id. */
export const pastSummaryLineSchema = z.object({
  summary: z.object({
    replay_of: z.uuid().nullable().describe('The check that was answered again. Null where an instant was asked about.'),
    flow: z.string(),
    state: z.literal('past').describe('Nothing may be linked or released on this answer.'),
    as_at: instant,
    known_at: instant.nullable().describe('By when what counted was known. Null: all that is known now, or what the check knew.'),
    version: count.nullable(),
    rules_version: z.string(),
    rows: count,
    included: count,
    excluded: count,
    repeated_rows: count,
    reasons: coarseCounts,
    all_reasons: everyReason.optional(),
    sha256_in: digest,
  }),
}).meta({ id: 'PastSummaryLine' })

export type PastSummaryJson = z.output<typeof pastSummaryLineSchema>['summary']
export type SummaryJson = z.output<typeof summaryLineSchema>['summary']

/** A check, for GET /api/v1/checks/{id}. */
export const checkSchema = z.object({
  id: z.uuid(),
  flow: z.string(),
  project: z.string(),
  state: z.enum(CHECK_STATES).describe('Nothing of an answer that is not complete may be used.'),
  because: z.string().nullable().describe('Why it was refused or broke off: a code of the list of problems.'),
  request_id: z.uuid().nullable(),
  content_type: z.enum(mediaTypes as [string, ...string[]]),
  accept: z.enum(mediaTypes as [string, ...string[]]),
  detail: z.enum(DETAILS),
  extract: z.string().nullable().describe('What the caller called the extract, where they named it.'),
  stage: z.enum(CHECK_STAGES).nullable(),
  pseudonym_key_version: z.int().positive().nullable().describe('Which version of the project’s key the list was made with. Null where it was of NHS numbers.'),
  began_at: instant,
  ended_at: instant.nullable(),
  as_at: instant,
  version: count,
  rules_version: z.string(),
  rows: count.nullable().describe('Null, like all the counts, unless the check is complete.'),
  decisions: z.object({ INCLUDE: count, EXCLUDE: count }).nullable(),
  reasons: coarseCounts.nullable(),
  all_reasons: everyReason.optional(),
  repeated_rows: count.nullable(),
  sha256_in: digest.nullable(),
  sha256_out: digest.nullable(),
  national_check_age_days: z.number().nonnegative().nullable().describe('Days since the national check was asked, at the instant of the answer. Null where none was needed.'),
}).meta({ id: 'Check' })

export type CheckJson = z.output<typeof checkSchema>
