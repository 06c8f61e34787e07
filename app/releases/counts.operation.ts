import { z } from 'zod'
import { apiProblems, listProblems, REPEAT_PROBLEMS, type ApiOperation } from '#app/identity/api-operation.schema.ts'
import { CHECK_CALL_PROBLEMS, CHECK_PROBLEM_STATUS, CHECK_REFUSALS } from './check.rules.ts'
import { COUNT_PROBLEM_STATUS, COUNT_PROBLEMS, FEWEST_ASKED, MOST_ANSWERED, NOT_OF_COUNTS, type CountListProblem } from './count-answer.rules.ts'
import { countsSchema } from './counts.schema.ts'
import { COUNT_PROBLEM_WORDS } from './counts.words.ts'
import { FLOW_REF } from './gate.operation.ts'
import { CHECK_PROBLEM_WORDS } from './release.words.ts'

const OF_LISTS = [...CHECK_REFUSALS, ...CHECK_CALL_PROBLEMS].filter((kind): kind is CountListProblem => !(NOT_OF_COUNTS as readonly string[]).includes(kind))

/** POST /api/v1/flows/{ref}/counts */
export const COUNT_PEOPLE = {
  id: 'countPeople',
  method: 'POST',
  path: '/api/v1/flows/{ref}/counts',
  group: 'gate',
  summary: 'Ask about how many of a list may go on',
  description: [
    `For programs that may have counts and never rows. A list of ${FEWEST_ASKED} people or more goes in, as to the gate; two figures come out, with noise in them, so that what two lists`,
    'are told says nothing reliable about the people they differ by. The same people are told the same for the month, whatever the order or the format. An organisation can ask about',
    `${MOST_ANSWERED} different lists in a month, and a list in two flows counts as two. It permits nothing: put the list to the gate before anything is sent.`,
  ].join(' '),
  action: 'counts',
  repeats: true,
  parameters: [FLOW_REF],
  body: {
    description: 'The list, as for the gate.',
    content: { 'text/csv': { schema: z.string() }, 'text/plain': { schema: z.string(), example: '9990000018\n9990000026\n' }, 'application/x-ndjson': { schema: z.string() } },
  },
  answers: { 200: { description: 'The figures.', content: { 'application/json': { schema: countsSchema } } } },
  problems: [
    ...apiProblems('not-found'), ...REPEAT_PROBLEMS, ...listProblems(OF_LISTS, CHECK_PROBLEM_STATUS, CHECK_PROBLEM_WORDS),
    ...listProblems(COUNT_PROBLEMS, COUNT_PROBLEM_STATUS, COUNT_PROBLEM_WORDS),
  ],
} as const satisfies ApiOperation
