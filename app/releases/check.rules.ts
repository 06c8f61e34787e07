/** A check's life: incomplete until the last byte of its answer is out; refused when the flow as a whole may not run. */
export const CHECK_STATES = ['incomplete', 'complete', 'refused'] as const
export type CheckState = (typeof CHECK_STATES)[number]
