import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { nhsNumberRange } from '#app/kernel/nhs-number.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { numberIdsOf } from './nhs-numbers.server.ts'
import type { NumberEventCommand, TakeBackNumberEventCommand } from './number-event.schema.ts'
import { addNumberEvent, listNumberEvents, lockNumberEvents } from './number-events.store.server.ts'
import { doubtsOf, foldNumbers, isJoin, isSamePair, liveEvents, type NumberEvent, type NumberId } from './number-standing.rules.ts'
import type { NumberRefusal } from './number-standing.words.ts'
import { listEarlierNumbers } from './person-facts.store.server.ts'
import { findPerson } from './people.store.server.ts'
import { numbersOfRecord } from './read-numbers-of-person.server.ts'

type Outcome = Result<{ readonly entryId: string }, Refusal<NumberRefusal>> | null

/**
 * Records what a practice knows of the number of one of its people. Null when the person is not of the practice. The same
 * form sent twice is one entry. It goes by the practice's own entries alone, so that it never shows whether anybody else has
 * a number that is typed.
 */
export async function recordNumberEvent(context: Context<StaffActor>, personId: string, command: NumberEventCommand): Promise<Outcome> {
  const { runtime, actor, now } = context
  const { secrets } = runtime
  if (!mayRole(actor.role, 'people.numbers')) return refuse('not-allowed')
  const person = await findPerson(runtime.db, secrets, actor.organisationCode, personId)
  if (!person) return null
  const mine = person.numberId
  if (mine === null) return refuse('no-number')
  const { otherNumber } = command
  if (otherNumber !== null) {
    const range = nhsNumberRange(otherNumber)
    if (otherNumber === person.nhsNumber) return refuse('same-number')
    if (range === 'test' && !runtime.allowTestNumbers) return refuse('test-number')
    if (range === 'not-issued') return refuse('not-issued')
  }
  return change(context, async (tx, record) => {
    await lockNumberEvents(tx)
    const events = await listNumberEvents(tx, null)
    const earlierTry = events.find(({ id }) => id === command.formId)
    if (earlierTry) return earlierTry.organisationCode === actor.organisationCode ? ok({ entryId: earlierTry.id }) : refuse('not-allowed')
    const other = otherNumber === null ? null : (await numberIdsOf(tx, secrets, [otherNumber])).get(otherNumber) ?? null
    const ours = liveEvents(events, null).filter(({ organisationCode }) => organisationCode === actor.organisationCode)
    const placed = placeOf(command, mine, other, ours)
    if (!placed) return refuse('nothing-to-confirm')
    if (isRecorded(placed, command, ours)) return refuse('already-recorded')
    if (command.what === 'reconfirmed' || command.what === 'merge-confirmed') {
      const earlier = (await listEarlierNumbers(tx, actor.organisationCode, null, { personIds: [personId] })).get(personId)
      const standing = (given: readonly NumberEvent[]) => foldNumbers(given, { organisationCode: actor.organisationCode, known: null }).standingOf(mine, earlier)
      if (doubtsOf(standing(events)).length === 0) return refuse('nothing-in-doubt')
      const fresh: NumberEvent = {
        id: command.formId, kind: command.what, ...placed, effective: { day: command.since, ms: null }, recordedAt: now.getTime(), organisationCode: actor.organisationCode,
        source: command.source, takesBack: null,
      }
      if (JSON.stringify(standing([...events, fresh])) === JSON.stringify(standing(events))) return refuse('settles-nothing')
    }
    const added = await addNumberEvent(tx, {
      id: command.formId, kind: command.what, numberId: placed.number, otherNumberId: placed.other, effectiveDay: command.since, recordedAt: now, recordedBy: actor.userId,
      organisationCode: actor.organisationCode, source: command.source, evidence: command.evidence,
    })
    if (!added) throw new Error('An entry about a number was there and could not be seen')
    record({ kind: 'number-event-recorded', subject: `person:${personId}`, data: { entry: command.what, source: command.source } })
    return ok({ entryId: command.formId })
  })
}

/** Takes an entry of the practice's own back. It stays, and everything stands as if it had not been made. Null as above. */
export async function takeBackNumberEvent(context: Context<StaffActor>, personId: string, command: TakeBackNumberEventCommand): Promise<Outcome> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'people.numbers')) return refuse('not-allowed')
  const person = await findPerson(runtime.db, runtime.secrets, actor.organisationCode, personId)
  if (!person) return null
  return change(context, async (tx, record) => {
    await lockNumberEvents(tx)
    const events = await listNumberEvents(tx, null)
    const earlierTry = events.find(({ id }) => id === command.formId)
    if (earlierTry) return earlierTry.takesBack === command.entry && earlierTry.organisationCode === actor.organisationCode ? ok({ entryId: earlierTry.id }) : refuse('not-yours-to-take-back')
    const numbers = await numbersOfRecord(tx, actor.organisationCode, person, events)
    const entry = liveEvents(events, null).find(({ id }) => id === command.entry)
    const isOfPerson = entry && (numbers.has(entry.number) || (entry.other !== null && numbers.has(entry.other)))
    if (!entry || !isOfPerson || entry.organisationCode !== actor.organisationCode) return refuse('not-yours-to-take-back')
    const added = await addNumberEvent(tx, {
      id: command.formId, kind: 'taken-back', numberId: entry.number, otherNumberId: entry.other, effectiveAt: now, recordedAt: now, recordedBy: actor.userId,
      organisationCode: actor.organisationCode, source: command.source, evidence: command.evidence, takesBack: entry.id,
    })
    if (!added) return refuse('not-yours-to-take-back')
    record({ kind: 'number-event-taken-back', subject: `person:${personId}`, data: { entry: entry.kind, source: command.source } })
    return ok({ entryId: command.formId })
  })
}

interface Place { readonly number: NumberId; readonly other: NumberId | null }

/** Which number leads to which. Null where a confirmation confirms nothing that the practice has recorded. */
function placeOf({ what }: NumberEventCommand, mine: NumberId, other: NumberId | null, ours: readonly NumberEvent[]): Place | null {
  if (what === 'merged' && other !== null) return { number: other, other: mine }
  if (what !== 'merge-confirmed') return { number: mine, other }
  const join = ours.find((event) => isJoin(event) && isSamePair(event, { number: mine, other }))
  return join ? { number: join.number, other: join.other } : null
}

/** An entry that stands already and says no less. What was confirmed again, or was split, may be so once more. */
function isRecorded(place: Place, { what, source }: NumberEventCommand, ours: readonly NumberEvent[]): boolean {
  if (what === 'split' || what === 'reconfirmed') return false
  return ours.some((event) => event.kind === what && event.number === place.number && event.other === place.other && (event.source === 'pds-trace' || source !== 'pds-trace'))
}

