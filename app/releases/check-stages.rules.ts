/** When an extract is checked: before the linkage pipeline reads it, and again before what came of it is released. */
export const CHECK_STAGES = ['linkage', 'release'] as const
export type CheckStage = (typeof CHECK_STAGES)[number]
