import { z } from 'zod'
import { oneOfList } from '#app/kernel/fields.ts'
import { isId } from '#app/kernel/ids.ts'

/** Why someone asks what a check answered about a patient: asked each time, and kept in the audit. */
export const WHY_REASONS = ['patient-asks', 'complaint', 'possible-incident', 'put-right', 'audit'] as const
export type WhyReason = (typeof WHY_REASONS)[number]

export const WHY_REASON_WORDS = {
  'patient-asks': 'The patient has asked what was shared',
  complaint: 'A complaint, or a request for their records',
  'possible-incident': 'A possible incident is being looked into',
  'put-right': 'To put something right',
  audit: 'An audit of how the check was answered',
} as const satisfies Record<WhyReason, string>

export const whySchema = z.object({
  personId: z.string({ error: 'Select the patient' }).refine(isId, 'Select the patient'),
  reason: oneOfList(WHY_REASONS, 'why you are asking'),
})
