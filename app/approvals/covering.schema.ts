import { z } from 'zod'
import { THIS_PAPER } from './covering.rules.ts'

const ticked = z.union([z.array(z.string()), z.string()]).transform((given) => (Array.isArray(given) ? given : [given]))

/** Of each paper that is in, the parts that are ticked. Null where the form does not ask: then it is all of them. */
export const coversSchema = z.record(z.string(), ticked).optional().transform((given) => (given === undefined ? null
  : Object.entries(given).flatMap(([documentRef, names]) => (names.includes(THIS_PAPER) ? [{ documentRef, clauses: names.filter((name) => name !== THIS_PAPER) }] : []))))
