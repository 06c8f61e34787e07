import type { Actor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { addAuthorities } from './authorities.store.server.ts'
import type { Authority } from './authority.rules.ts'
import type { CodeSystem } from './choice-codes.rules.ts'
import type { EventTime } from './choice-event.rules.ts'
import type { Channel, ChoiceKind, OnWhoseWord } from './choice.rules.ts'
import { addChoiceEvents } from './choices.store.server.ts'
import { keepHolder } from './keep-holder.server.ts'

/** A choice that is new, whoever brought it. */
export interface NewChoice {
  /** One of them at least: a number that nobody's list has, a person without a number, or both. */
  readonly who: { readonly personId: string | null; readonly numberId: number | null }
  readonly organisationCode: string | null
  readonly kind: Exclude<ChoiceKind, 'entered-in-error'>
  readonly projectRef: string | null
  readonly effective: EventTime | null
  readonly source: string
  readonly sequence: string | null
  readonly channel: Channel
  readonly onWhoseWord: OnWhoseWord
  /** By what right, where someone chooses for another. */
  readonly authority?: Authority | null
  readonly reference: string
  readonly replyId?: string | null
  readonly isAmbiguous?: boolean
  readonly imported?: ImportedRow
}

/** What a row of an extract says beside. */
export interface ImportedRow {
  readonly importId: string
  readonly key: Buffer
  readonly round: number
  readonly codeSystem: CodeSystem
  readonly code: string
  /** When the source wrote it down. */
  readonly recorded: EventTime | null
  readonly isEnteredInError: boolean
}

/** The one place where choices are written: every way in comes here, inside its own change. Answers their ids, in order. */
export async function writeChoices(tx: Transaction, context: Context<Actor>, choices: readonly NewChoice[]): Promise<{ readonly ids: readonly string[] }> {
  const { actor, now, runtime: { secrets } } = context
  const holders = new Map<Authority, number>()
  for (const { authority } of choices) if (authority) holders.set(authority, await keepHolder(tx, secrets, authority))
  const rows = choices.map((choice) => {
    const { who, imported } = choice
    const [effectiveAt, effectiveDay] = columnsOf(choice.effective)
    const [sourceRecordedAt, sourceRecordedDay] = columnsOf(imported?.recorded ?? null)
    return {
      id: newId(), numberId: who.numberId, personId: who.personId, organisationCode: choice.organisationCode, kind: choice.kind, projectRef: choice.projectRef,
      codeSystem: imported?.codeSystem ?? null, code: imported?.code ?? null, effectiveAt, effectiveDay, recordedAt: now, sourceRecordedAt, sourceRecordedDay,
      source: choice.source, sequence: choice.sequence, isEnteredInError: imported?.isEnteredInError ?? false, channel: choice.channel,
      onWhoseWord: choice.onWhoseWord, holderId: (choice.authority && holders.get(choice.authority)) ?? null,
      recordedBy: actor.kind === 'staff' ? actor.userId : null, replyId: choice.replyId ?? null,
      importId: imported?.importId ?? null, importKey: imported?.key ?? null, importRound: imported?.round ?? null,
      reference: choice.reference, isAmbiguous: choice.isAmbiguous ?? false,
    }
  })
  await addChoiceEvents(tx, rows)
  await addAuthorities(tx, choices.flatMap(({ authority }, index) => (authority ? [{
    eventId: (rows[index] as { id: string }).id, kind: authority.kind, seen: authority.seen, seenBy: actor.kind === 'staff' ? actor.userId : null, endsOn: authority.endsOn,
  }] : [])))
  return { ids: rows.map(({ id }) => id) }
}

function columnsOf(time: EventTime | null): [Date | null, string | null] {
  return time === null ? [null, null] : time.ms === null ? [null, time.day] : [new Date(time.ms), null]
}
