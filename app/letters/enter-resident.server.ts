import { change } from '#app/audit/change.server.ts'
import type { VisitorActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { afterWrongBirthDate, doesCodeOpen, isCodeLocked } from './resident.rules.ts'
import { lockLetterWithCode, setCodeState } from './residents.store.server.ts'

const NOBODY = { letterId: '00000000-0000-4000-8000-000000000000', personId: '00000000-0000-4000-8000-000000000000', organisationCode: '' } as const

/**
 * Lets in someone who gives a letter's code and the date of birth of the person it is about. A wrong code, a wrong date, a
 * code that waits and a letter that opens nothing get one refusal, after the same statements in the same order.
 */
export async function enterResident(
  context: Context<VisitorActor>, given: { readonly code: string; readonly dateOfBirth: Day },
): Promise<Result<{ readonly letterId: string }>> {
  const { runtime, now } = context
  return change(context, async (tx, record) => {
    const letter = await lockLetterWithCode(tx, runtime.secrets.lookups('reply-code', given.code))
    const { organisationCode, personId } = letter ?? NOBODY
    const person = await readPerson(runtime, tx, organisationCode, personId)
    const state = { failures: letter?.codeFailures ?? 0, lockedUntil: letter?.codeLockedUntil ?? null }
    const isLocked = isCodeLocked(state, now)
    const isBorn = person?.dateOfBirth === given.dateOfBirth
    const about = letter ? { organisationCode, projectRef: letter.projectRef, subject: `letter:${letter.letterId}` } : { organisationCode: null }

    if (letter && person && isBorn && !isLocked && doesCodeOpen(letter, person)) {
      await setCodeState(tx, letter.letterId, { failures: 0, lockedUntil: null })
      record({ kind: 'resident-entered', ...about })
      return ok({ letterId: letter.letterId })
    }
    const next = isLocked || isBorn ? { ...state, locksNow: false } : afterWrongBirthDate(state, now)
    await setCodeState(tx, letter?.letterId ?? NOBODY.letterId, next)
    record({ kind: 'resident-refused', ...about })
    if (letter && next.locksNow) record({ kind: 'code-locked', ...about })
    return refuse('not-matched')
  })
}

/** A visit that has just begun. */
export function freshVisit(letterId: string) {
  return { letterId, word: null, wants: null, formId: newId(), choiceId: null, repeated: false, mails: 0 } as const
}
