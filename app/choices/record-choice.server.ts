import type { Record } from '#app/audit/change.server.ts'
import type { Actor } from '#app/identity/actor.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Person } from '#app/people/person.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { newReplyCode } from '#app/platform/secrets.server.ts'
import type { Authority } from './authority.rules.ts'
import { ROLE_OF_KIND } from './choice-codes.rules.ts'
import { eventsKnownBy, mayMakeChoice, momentOf, standingAt, streamOf, type ChoiceEvent } from './choice-event.rules.ts'
import type { Channel, OnWhoseWord, RecordableKind } from './choice.rules.ts'
import { addRetractions, choicesOf, choicesOfReplies, isReferenceTaken, lockChoicesOf, type RecordedChoice } from './choices.store.server.ts'
import { holderOf } from './keep-holder.server.ts'
import type { TakeBackReason } from './take-back.rules.ts'
import { writeChoices } from './write-choices.server.ts'

export type { RecordableKind } from './choice.rules.ts'

export interface ChoiceToRecord {
  readonly context: Context<Actor>
  readonly person: Pick<Person, 'id' | 'organisationCode' | 'dateOfBirth' | 'numberId'>
  readonly kind: RecordableKind
  /** The project the choice names; null for type 1. */
  readonly projectRef: string | null
  /** From when it holds: an instant, or a whole Europe/London day. */
  readonly effective: { readonly at: Date } | { readonly day: Day }
  readonly channel: Channel
  readonly onWhoseWord: OnWhoseWord
  /** By what right someone chooses for another (`readAuthority`). Only a choice that may be someone else's can do without. */
  readonly authority?: Authority | null
  /** ODS code of the organisation whose record it comes from. */
  readonly source: string
  readonly replyId?: string | null
  /** The number it has in the source's own record. */
  readonly sequence?: string | null
  /** It may be this person's or someone else's: it counts, and someone must settle it. */
  readonly ambiguous?: boolean
}

export interface ChoiceReceipt {
  readonly eventId: string
  /** A short confirmation to read out or write down, such as CX-7KMP-3QRT. It says nothing about anyone. */
  readonly reference: string
  /** The choice was there already, and nothing was added. */
  readonly repeated: boolean
  readonly recordedAt: Date
}

/**
 * The one way in which a single choice enters the register, whoever brings it. Adds an event inside the caller's `change`, with
 * its audit entry. The same reply again, or a choice that already stands, is a success that adds nothing. Callers ask
 * first who may choose (`mayMakeChoice`); a breach of that here is a fault.
 */
export async function recordChoice(tx: Transaction, record: Record, choice: ChoiceToRecord): Promise<ChoiceReceipt> {
  const { context, person, kind, projectRef } = choice
  if (context.actor.organisationCode !== null && context.actor.organisationCode !== person.organisationCode) {
    throw new Error('A choice may be recorded only in the register of the actor\'s own organisation')
  }
  const day = 'day' in choice.effective ? choice.effective.day : londonDay(choice.effective.at)
  if (!mayMakeChoice(person.dateOfBirth, day, choice.onWhoseWord).ok) throw new Error('A choice on the word of someone who may not make it')
  const speaksForAnother = choice.onWhoseWord !== 'self' && choice.onWhoseWord !== 'practice'
  if (speaksForAnother && !choice.authority && !choice.ambiguous) throw new Error('A choice for someone else without the right to make it')
  await lockChoicesOf(tx, person.id)
  // What stands under another number of theirs does not do: that number may yet be found to be somebody else's.
  const same = (await sameReply(tx, choice))
    ?? standingAlready(await choicesOf(tx, person.organisationCode, person.id), choice, await holderOf(tx, context.runtime.secrets, choice.authority))
  if (same) return { eventId: same.id, reference: same.reference, repeated: true, recordedAt: same.recordedAt }

  const reference = await freeReference(tx)
  const { ids: [eventId] } = await writeChoices(tx, context, [{
    who: { personId: person.id, numberId: person.numberId }, organisationCode: person.organisationCode, kind, projectRef,
    effective: 'at' in choice.effective ? { day, ms: choice.effective.at.getTime() } : { day, ms: null },
    source: choice.source, sequence: choice.sequence ?? null, channel: choice.channel, onWhoseWord: choice.onWhoseWord,
    authority: choice.authority ?? null, replyId: choice.replyId ?? null, reference, isAmbiguous: choice.ambiguous ?? false,
  }])
  record({
    kind: 'choice-recorded', organisationCode: person.organisationCode, projectRef, subject: `person:${person.id}`,
    data: { choice: kind, channel: choice.channel, word: choice.onWhoseWord, reference, effective: day, ambiguous: choice.ambiguous ?? false },
  })
  return { eventId: eventId as string, reference, repeated: false, recordedAt: context.now }
}

/** Takes a choice back as entered in error. The event stays, and so does what was answered while it counted. */
export async function retractChoice(
  tx: Transaction, record: Record,
  given: { readonly context: Context<Actor>; readonly choice: RecordedChoice; readonly organisationCode: string; readonly reason?: TakeBackReason },
): Promise<void> {
  const { context, choice, organisationCode, reason } = given
  await lockChoicesOf(tx, choice.personId)
  const takenBack = await addRetractions(tx, { eventId: choice.id, organisationCode }, {
    at: context.now, userId: context.actor.kind === 'staff' ? context.actor.userId : null, reason: reason ?? null,
  })
  if (takenBack === 0) return
  record({
    kind: 'choice-retracted', organisationCode, projectRef: choice.projectRef, subject: `person:${choice.personId}`,
    data: { choice: choice.kind, reference: choice.reference, ...(reason ? { reason } : {}) },
  })
}

async function sameReply(tx: Transaction, { replyId, kind, person }: ChoiceToRecord): Promise<RecordedChoice | undefined> {
  const held = replyId ? await choicesOfReplies(tx, person.organisationCode, [replyId]) : []
  return held.find((each) => each.personId === person.id && each.kind === kind)
}

/** The event on which the same choice already stands, where there is one and nothing about it is in doubt. */
function standingAlready(earlier: readonly RecordedChoice[], choice: ChoiceToRecord, holderId: number | null): RecordedChoice | undefined {
  if (choice.ambiguous) return undefined
  const role = ROLE_OF_KIND[choice.kind]
  const at = momentOf(choice.context.now)
  const stream = eventsKnownBy(earlier.map(({ event }) => event), null)
    .filter((event) => streamOf(event) === streamOf({ ...event, role }) && event.project === choice.projectRef)
  const state = standingAt(stream.filter((event) => mayRepeat(event, choice.onWhoseWord, holderId)), at)
  if (state.flags.includes('AMBIGUOUS_TIE') || state.restsOn.some((event) => event.role !== role)) return undefined
  return earlier.find((each) => !each.isAmbiguous && state.restsOn.includes(each.event))
}

/** Whether saying the same again adds nothing: a parent repeats only themselves, and nobody's own word is what a parent said for them. */
function mayRepeat({ word, holder }: ChoiceEvent, onWhoseWord: OnWhoseWord, holderId: number | null): boolean {
  if (onWhoseWord === 'parent') return word === 'parent' && holderId !== null && holder === String(holderId)
  return onWhoseWord === 'practice' || word !== 'parent'
}

async function freeReference(tx: Transaction): Promise<string> {
  for (;;) {
    const letters = newReplyCode()
    const reference = `CX-${letters.slice(0, 4)}-${letters.slice(4, 8)}`
    if (!(await isReferenceTaken(tx, reference))) return reference
  }
}
