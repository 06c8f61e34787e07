import { londonDay, startOfLondonDay } from '#app/kernel/uk-date.ts'
import { CHOICE_ROLES, type ChoiceStream } from './choice-codes.rules.ts'
import type { ChoiceEvent } from './choice-event.rules.ts'

const DECIDES: readonly ChoiceStream[] = ['type-1', 'project-opt-out', 'project-consent']

/**
 * From when until when a no counted without being known here; null for whatever says yes or never decides, and for a no that
 * was written down in time. One that is known by its day alone was in time on that day.
 */
export function countedUnknown({ role, effective, enteredInError }: ChoiceEvent, recordedAt: Date): { readonly from: Date; readonly to: Date } | null {
  const { says, stream } = CHOICE_ROLES[role]
  if (says !== 'no' || !DECIDES.includes(stream) || enteredInError || effective === null) return null
  const isLate = effective.ms === null ? effective.day < londonDay(recordedAt) : effective.ms < recordedAt.getTime()
  return isLate ? { from: effective.ms === null ? startOfLondonDay(effective.day) : new Date(effective.ms), to: recordedAt } : null
}
