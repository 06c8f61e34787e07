import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { ageOn, type Day } from '#app/kernel/uk-date.ts'
import { ADULT_AGE } from '#app/choices/choice-event.rules.ts'
import { OWN_CHOICE_AGE } from '#app/people/person.rules.ts'
import type { CampaignState, Suppression } from './campaign.rules.ts'

/** Wrong dates of birth for one code before it waits. */
export const CODE_FAILURES_ALLOWED = 5
export const CODE_LOCK_MINUTES = 60
/** How long a resident's pages stay open after the last answer. */
export const RESIDENT_MINUTES = 30
/** Confirmation e-mails that may be asked for at one visit. */
export const MAILS_A_VISIT = 3

const MINUTE = 60_000

export interface CodeState {
  readonly failures: number
  readonly lockedUntil: Date | null
}

export function isCodeLocked({ lockedUntil }: CodeState, now: Date): boolean {
  return lockedUntil !== null && lockedUntil > now
}

/** What a wrong date of birth does to a code that is not locked. After a lock has run out, counting begins again. */
export function afterWrongBirthDate(state: CodeState, now: Date): CodeState & { readonly locksNow: boolean } {
  const failures = (state.lockedUntil === null ? state.failures : 0) + 1
  const locksNow = failures >= CODE_FAILURES_ALLOWED
  return { failures, lockedUntil: locksNow ? new Date(now.getTime() + CODE_LOCK_MINUTES * MINUTE) : null, locksNow }
}

/** Whether a letter's code opens anything: it was sent, and to someone who may be written to now. */
export function doesCodeOpen(
  letter: { readonly campaignState: CampaignState; readonly suppression: Suppression | null }, person: { readonly isDeceased: boolean; readonly isRestricted: boolean },
): boolean {
  return (letter.campaignState === 'made' || letter.campaignState === 'posted') && letter.suppression === null && !person.isDeceased && !person.isRestricted
}

export type LifeStage = 'child' | 'young-person' | 'adult'

/** Under 13 someone else decides; from 13 the young person alone; an adult is not asked who they are. */
export function lifeStage(born: Day, on: Day): LifeStage {
  const age = ageOn(born, on)
  return age < OWN_CHOICE_AGE ? 'child' : age < ADULT_AGE ? 'young-person' : 'adult'
}

export const WHO_ANSWERS = ['self', 'parent', 'someone-else'] as const
export type WhoAnswer = (typeof WHO_ANSWERS)[number]

export const WHO_REFUSALS = ['under-13-needs-parent', 'aged-13-plus', 'someone-else'] as const
export type WhoRefusal = (typeof WHO_REFUSALS)[number]

/** Who may go on. `parent` is someone who declares that they have parental responsibility. */
export function decideWho(answer: WhoAnswer, born: Day, on: Day): Result<'self' | 'parent', Refusal<WhoRefusal>> {
  if (answer === 'someone-else') return refuse('someone-else')
  const isChild = lifeStage(born, on) === 'child'
  if (answer === 'parent') return isChild ? ok('parent') : refuse('aged-13-plus')
  return isChild ? refuse('under-13-needs-parent') : ok('self')
}

export const WANTS = ['share', 'do-not-share'] as const
export type Wants = (typeof WANTS)[number]

export function kindOfWants(wants: Wants): 'project-opt-out' | 'project-opt-out-withdrawn' {
  return wants === 'share' ? 'project-opt-out-withdrawn' : 'project-opt-out'
}
