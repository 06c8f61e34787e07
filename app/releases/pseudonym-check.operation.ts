import { z } from 'zod'
import { apiProblems, listProblems, type ApiOperation } from '#app/identity/api-operation.schema.ts'
import { pastSummaryLineSchema, pseudonymAnswerSchema, summaryLineSchema } from './check-answer.schema.ts'
import { CHECK_CALL_PROBLEMS, CHECK_PROBLEM_STATUS, CHECK_REFUSALS } from './check.rules.ts'
import { ASK_GATE } from './gate.operation.ts'
import { PSEUDONYM_PROBLEM_STATUS, PSEUDONYM_PROBLEMS } from './pseudonym.rules.ts'
import { PSEUDONYM_PROBLEM_WORDS } from './pseudonym.words.ts'
import { CHECK_PROBLEM_WORDS } from './release.words.ts'

const EXAMPLE = '6bce87bb67e16c0a1ba25d3e4d0f4b4ac2b0f0f6a1f6f2d1c7b7d6a9e1f0c3d2'

/** POST /api/v1/flows/{ref}/pseudonym-checks */
export const ASK_BY_PSEUDONYM = {
  id: 'askByPseudonym',
  method: 'POST',
  path: '/api/v1/flows/{ref}/pseudonym-checks',
  group: 'gate',
  summary: 'Ask which rows of a list of pseudonyms may go on',
  description: [
    'The gate for whoever holds no NHS numbers. A pseudonym is HMAC-SHA-256 of the ten digits in ASCII under the project’s key, as 64 lower-case hexadecimal digits, in the column, or the',
    'member, `pseudonym`. The answers are those of the gate, by what was given; no number ever comes back. The controllers of the project hold the key; lists under a version that was retired',
    'are refused, and so are lists of hashes without a key. Repeated rows are not counted, so `repeated_rows` is 0.',
  ].join(' '),
  action: 'check',
  repeats: true,
  parameters: [
    ...ASK_GATE.parameters,
    { in: 'query', name: 'key_version', description: 'The version of the project’s key that the list was made with. It stands in the wrapped key.', schema: z.int().positive(), required: true, example: 1 },
  ],
  body: {
    description: 'The list, in UTF-8, as for the gate, with `pseudonym` where that has `nhs_number`.',
    content: {
      'text/csv': { schema: z.string(), example: `pseudonym,local_id\n${EXAMPLE},1\n` },
      'text/plain': { schema: z.string(), example: `${EXAMPLE}\n` },
      'application/x-ndjson': { schema: z.string(), example: `{"pseudonym": "${EXAMPLE}"}\n` },
    },
  },
  answers: {
    200: {
      description: 'The answer, whole only when the connection ended cleanly.',
      headers: ['Concordat-Check-Id'],
      content: {
        'application/x-ndjson': { schema: z.union([pseudonymAnswerSchema, summaryLineSchema, pastSummaryLineSchema]).describe('Each line is one of these.') },
        'text/csv': { schema: z.string() },
        'text/plain': { schema: z.string() },
      },
    },
  },
  problems: [
    ...apiProblems('not-found'), ...listProblems([...CHECK_REFUSALS, ...CHECK_CALL_PROBLEMS], CHECK_PROBLEM_STATUS, CHECK_PROBLEM_WORDS),
    ...listProblems(PSEUDONYM_PROBLEMS, PSEUDONYM_PROBLEM_STATUS, PSEUDONYM_PROBLEM_WORDS),
  ],
} as const satisfies ApiOperation
