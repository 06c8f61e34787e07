import { z } from 'zod'

/** Short stable names that stand in addresses and in users' scripts, such as `oldham-gp-pilot`. */
export const REFERENCE_MAX = 60
export const REFERENCE_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

export const referenceSchema = z
  .string()
  .trim()
  .min(3, 'Enter a reference of at least 3 characters')
  .max(REFERENCE_MAX, `The reference must be ${REFERENCE_MAX} characters or fewer`)
  .regex(REFERENCE_PATTERN, 'The reference must be lower-case letters and numbers with single hyphens, such as oldham-gp-pilot')

/** ODS codes are opaque: 1 to 9 capital letters and digits. What a body is comes from its record, never from the shape of its code. */
export const ODS_CODE_PATTERN = /^[A-Z0-9]{1,9}$/

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** True when the text can be an id of ours; checked before it reaches a query, so a mangled address is "not found", not a fault. */
export function isId(text: string | undefined): text is string {
  return text !== undefined && UUID.test(text)
}
