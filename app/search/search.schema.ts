import { z } from 'zod'
import { readQuery } from './search.rules.ts'
import { QUERY_WORDS } from './search.words.ts'

/** What the box asks before it sends anything. An empty one may be sent: it leads to the page that says what can be found. */
export const searchSchema = z.object({
  q: z.string().default('').superRefine((q, context) => {
    const { kind } = readQuery(q)
    if (kind === 'number' || kind === 'too-long') context.addIssue({ code: 'custom', message: QUERY_WORDS[kind] })
  }),
})
