import { z } from 'zod'
import { listProblems, apiProblems, type ApiOperation } from '#app/identity/api-operation.schema.ts'
import { REFERENCE_MAX, REFERENCE_PATTERN } from '#app/kernel/ids.ts'
import { checkSchema, pastSummaryLineSchema, rowAnswerSchema, summaryLineSchema } from './check-answer.schema.ts'
import { DETAILS } from './check-formats.rules.ts'
import { CHECK_STAGES } from './check-stages.rules.ts'
import { CHECK_CALL_PROBLEMS, CHECK_PROBLEM_STATUS, CHECK_REFUSALS } from './check.rules.ts'
import { CHECK_PROBLEM_WORDS } from './release.words.ts'

export const FLOW_REF = {
  in: 'path', name: 'ref', description: 'The reference of a flow that the key names.', schema: z.string().regex(REFERENCE_PATTERN), example: 'oldham-gp-pilot-register',
} as const

/** POST /api/v1/flows/{ref}/checks */
export const ASK_GATE = {
  id: 'askGate',
  method: 'POST',
  path: '/api/v1/flows/{ref}/checks',
  group: 'gate',
  summary: 'Ask which rows of a list may go on',
  description: [
    'The gate. A list goes in and its answer comes out as it is read; there is no limit on rows. `Accept` says which answer: every row with its decision',
    '(`application/x-ndjson`, one `RowAnswer` a line and a `SummaryLine` last), or the included rows alone, unchanged (`text/csv`, `text/plain`).',
    'List and answer may each be compressed, with `Content-Encoding: gzip` and `Accept-Encoding: gzip`.',
    '\n\nAn answer that cannot be finished is cut off: the connection breaks, and what came of it must not be used.',
  ].join(' '),
  action: 'check',
  repeats: true,
  parameters: [
    FLOW_REF,
    { in: 'query', name: 'detail', description: 'One coarse reason a row, or every reason, for keys with `check-detail` of the organisation whose people the flow is about.', schema: z.enum(DETAILS) },
    { in: 'query', name: 'extract', description: 'Your reference of the extract that the list is, so that its check before linkage and its check before release are seen together.', schema: z.string().regex(REFERENCE_PATTERN).max(REFERENCE_MAX), example: 'hill-top-2026-06' },
    { in: 'query', name: 'stage', description: 'Which of the two this is. Given with `extract`, and only with it.', schema: z.enum(CHECK_STAGES) },
    { in: 'query', name: 'replay', description: 'For keys with `replay`: answer as this check of yours was answered, whatever has changed since. The same list gives the same rows. It is no check, and has no receipt.', schema: z.uuid() },
    { in: 'query', name: 'at', description: 'For keys with `replay`: answer as at this past instant. Left out where `known` is given, it is that instant.', schema: z.iso.datetime({ offset: true }), example: '2026-06-15T09:00:00Z' },
    { in: 'query', name: 'known', description: 'With or without `at`: on what was known by this past instant alone.', schema: z.iso.datetime({ offset: true }), example: '2026-06-15T09:00:00Z' },
  ],
  body: {
    description: 'The list, in UTF-8: CSV with a heading row that has `nhs_number`; or one number a line; or one JSON object a line.',
    content: {
      'text/csv': { schema: z.string(), example: 'nhs_number,local_id\n9990000018,1\n9990000026,2\n' },
      'text/plain': { schema: z.string(), example: '9990000018\n9990000026\n' },
      'application/x-ndjson': { schema: z.string(), example: '{"nhs_number": "9990000018"}\n{"nhs_number": "9990000026"}\n' },
    },
  },
  answers: {
    200: {
      description: 'The answer, whole only when the connection ended cleanly.',
      headers: ['Concordat-Check-Id'],
      content: {
        'application/x-ndjson': { schema: z.union([rowAnswerSchema, summaryLineSchema, pastSummaryLineSchema]).describe('Each line is one of these.') },
        'text/csv': { schema: z.string(), example: 'nhs_number,local_id\n9990000018,1\n' },
        'text/plain': { schema: z.string(), example: '9990000018\n' },
      },
    },
  },
  problems: [...apiProblems('not-found'), ...listProblems([...CHECK_REFUSALS, ...CHECK_CALL_PROBLEMS], CHECK_PROBLEM_STATUS, CHECK_PROBLEM_WORDS)],
} as const satisfies ApiOperation

/** GET /api/v1/checks/{id} */
export const READ_CHECK = {
  id: 'readCheck',
  method: 'GET',
  path: '/api/v1/checks/{id}',
  group: 'checks',
  summary: 'Read what a check came to',
  description: 'State, counts, the version it was answered at, and the digests of what came in and went out. For the organisation that asked.',
  action: 'check',
  parameters: [{ in: 'path', name: 'id', description: 'The id of a check, as `Concordat-Check-Id` gave it.', schema: z.uuid() }],
  answers: { 200: { description: 'The check.', content: { 'application/json': { schema: checkSchema } } } },
  problems: apiProblems('not-found'),
} as const satisfies ApiOperation
