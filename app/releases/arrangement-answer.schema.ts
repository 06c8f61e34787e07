import { z } from 'zod'
import { EXEMPTION_IDS } from '#app/choices/exemptions.rules.ts'
import { BODY_IDS, OUTCOME_MEANINGS } from '#app/approvals/bodies.rules.ts'
import { FLOW_CATEGORIES } from '#app/approvals/flow-category.rules.ts'
import { RULE_IDS, SHOWN_BY, type RuleId } from '#app/approvals/route-rules.rules.ts'
import { DOCUMENT_KINDS } from '#app/documents/document.rules.ts'
import { SUBMISSION_STATES } from '#app/approvals/submission.rules.ts'
import { PROJECT_STATES } from '#app/approvals/project-state.rules.ts'
import { PACK_STATES } from '#app/documents/pack-standing.rules.ts'
import { ARTICLE_6, ARTICLE_9, CONFIDENTIALITY_ROUTES, FIELD_KINDS, PARTY_ROLES } from '#app/projects/facts.rules.ts'
import { OFFICER_POSTS } from '#app/projects/further-facts.rules.ts'
import { CHECK_REFUSALS } from './check.rules.ts'

/** What programs are told about flows and projects: the shapes that answers are made in, and that /openapi.json shows. */
const day = z.iso.date().describe('A Europe/London day.')
const digest = z.string().regex(/^[0-9a-f]{64}$/).describe('SHA-256, in hexadecimal.')
const because = z.object({ code: z.enum(CHECK_REFUSALS), detail: z.string() })

const partySchema = z.object({ organisation: z.string(), name: z.string().nullable(), role: z.enum(PARTY_ROLES).nullable() }).meta({ id: 'Party' })

/** A flow, for GET /api/v1/flows/{ref}. */
export const flowSchema = z.object({
  ref: z.string(),
  name: z.string().nullable(),
  project: z.string(),
  in_force: z.boolean().describe('Signed, begun, not ended, not overdue for review.'),
  not_in_force_because: because.nullable(),
  may_be_checked: z.boolean().describe('In force, and its people told, listed and asked about.'),
  may_not_be_checked_because: because.nullable(),
  protocol: z.object({ ref: z.string(), version: z.int().positive(), sha256: digest }).nullable(),
  starts_on: day.nullable(),
  review_by: day.nullable(),
  ends_on: day.nullable(),
  from: partySchema.optional().describe('Left out, like all that follows, where the facts no longer have the flow.'),
  members: z.object({ all: z.int().positive(), signed: z.int().nonnegative() }).optional().describe('Where the flow comes from a party that stands for many: how many they are, and how many have signed, whose people alone it carries now.'),
  to: partySchema.optional(),
  fields: z.array(z.object({ name: z.string(), meaning: z.string(), kind: z.enum(FIELD_KINDS) })).optional().describe('The fields that it may carry.'),
  legal_bases: z.object({
    article_6: z.enum(ARTICLE_6), article_9: z.enum(ARTICLE_9), power: z.string(), confidentiality: z.enum(CONFIDENTIALITY_ROUTES), confidentiality_why: z.string(),
  }).optional(),
  choices: z.object({
    project_opt_out: z.boolean(), type_1: z.boolean(), national_opt_out: z.boolean(), national_opt_out_set_aside_by: z.enum(EXEMPTION_IDS).nullable(),
  }).optional().describe('Which choices are applied to it.'),
  includes_deceased: z.boolean().optional(),
  transport: z.string().optional(),
  frequency: z.string().optional(),
}).meta({ id: 'Flow' })

export type FlowJson = z.output<typeof flowSchema>

const rule = z.enum(RULE_IDS as readonly [RuleId, ...RuleId[]])
const source = z.object({ name: z.string(), address: z.url() }).describe('The law or guidance that the rule rests on, and where to read it.')
const choice = z.object({ applies: z.boolean(), why: z.string(), rule })

const documentSchema = z.object({
  ref: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  about: z.string().nullable().describe('The flow or the processor that it is about; null for the whole project.'),
  rule,
  asked_for_by: z.string().describe('What that rule says.'),
  source,
  state: z.enum(PACK_STATES).describe('A paper that nobody signs is done when it is drafted.'),
  version: z.int().positive().nullable(),
  sha256: digest.nullable(),
  signed_by: z.array(z.object({ organisation: z.string(), signed_at: z.iso.datetime() })),
  waiting_for: z.array(z.string()).describe('Codes of the organisations that have yet to sign.'),
}).meta({ id: 'DocumentStanding' })

const approvalSchema = z.object({
  id: z.string().describe('Stays while the facts call for it.'),
  kind: z.enum(['sign-off', 'outside-approval']),
  name: z.string(),
  body: z.object({ id: z.enum(BODY_IDS), kind: z.enum(['national', 'local']), name: z.string(), short: z.string() }).nullable().describe('Who is asked outside the parties, by the name of the day.'),
  organisation: z.string().nullable().describe('The party whose officer is asked; null where a body is, or every party.'),
  post: z.enum(OFFICER_POSTS).nullable(),
  flows: z.array(z.string()).describe('The flows that it is about.'),
  documents: z.array(z.enum(DOCUMENT_KINDS)).describe('Papers that must be there before.'),
  after: z.array(z.string()).describe('What comes before it: ids of approvals, and rules of documents.'),
  shown_by: z.enum(SHOWN_BY).describe('What shows that it is done: a decision of its own, the parties’ signatures, or the impact assessment.'),
  needed_to_flow: z.boolean().describe('Whether its flows may not run without a decision that holds.'),
  not_open_for: z.array(z.object({ flow: z.string(), because })).nullable().describe('The flows for which no decision opens it now, and why; none where it is open for all. Null where no decision of its own shows it.'),
  decisions: z.array(z.object({
    outcome: z.string().describe('In the body’s own word.'), meaning: z.enum(OUTCOME_MEANINGS), decided_on: day, effective_from: day, ends_on: day.nullable(), review_due_on: day.nullable(), reference: z.string().nullable(),
    holds: z.boolean().describe('Whether every part of a paper that it covers says what it said.'),
  })).describe('Oldest first. Each stays as it was made.'),
  submissions: z.array(z.object({
    to: z.string(), submitted_on: day, reference: z.string().nullable(), state: z.enum(SUBMISSION_STATES).describe('With whom it is, or how it ended.'),
    documents: z.array(z.object({ ref: z.string(), kind: z.enum(DOCUMENT_KINDS), version: z.int().positive() })).describe('The versions that went with it.'),
  })).describe('Each time that it was put to whoever decides it outside the parties, newest first.'),
  rule,
  asked_for_by: z.string().describe('What that rule says.'),
  source,
}).meta({ id: 'Approval' })

/** A project, for GET /api/v1/projects/{ref}. */
export const projectSchema = z.object({
  ref: z.string(),
  title: z.string(),
  state: z.enum(PROJECT_STATES),
  parties: z.array(partySchema),
  flows: z.array(z.object({
    ref: z.string(), name: z.string(), from: z.string(), to: z.string(), in_force: z.boolean(), not_in_force_because: because.nullable(),
    category: z.enum(FLOW_CATEGORIES).describe('What the flow is, as far as its route goes.'),
    because: z.object({ rule, says: z.string(), source }),
    opt_outs: z.object({ project: choice, type_1: choice, national: choice }).describe('Which opt-outs it keeps, and why.'),
  })),
  documents: z.array(documentSchema).describe('Every paper that the facts call for.'),
  approvals: z.array(approvalSchema).describe('Every sign-off and outside approval that the facts call for today, each after all that comes before it.'),
}).meta({ id: 'Project' })

export type ProjectJson = z.output<typeof projectSchema>
