import type { StaffActor } from '#app/identity/actor.rules.ts'
import { withTyped, type Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { AtSitting } from './at-sitting.server.ts'
import { interestSchema, notesSchema, outcomeSchema, rulingSchema, voteSchema } from './boards.schema.ts'
import { declareInterest, recordOutcome, ruleOnAnInterest, voteOnItem } from './decide-item.server.ts'
import { withdrawAgendaItem, writeNotes } from './run-sitting.server.ts'
import { wordsOfRefusal } from './sitting-forms.tsx'
import type { ItemAct } from './item-forms.tsx'

/** Does with an item what a form asks. Null when there is no such sitting; problems when it was not done. */
export async function actOnItem(context: Context<StaffActor>, where: AtSitting, number: number, act: ItemAct, typed: Typed): Promise<{ readonly problems: readonly Problem[]; readonly status: 400 | 409 } | 'done' | null> {
  const done = await attempt(context, where, number, act, typed)
  if (done === null) return null
  if ('problems' in done) return { problems: done.problems, status: 400 }
  return done.ok ? 'done' : { problems: [{ field: '', message: wordsOfRefusal(done.refusal) }], status: 409 }
}

async function attempt(context: Context<StaffActor>, where: AtSitting, number: number, act: ItemAct, typed: Typed) {
  switch (act) {
    case 'interest': return withTyped(typed, interestSchema, (given) => declareInterest(context, where, { number, ...given }))
    case 'rule': return withTyped(typed, rulingSchema, (given) => ruleOnAnInterest(context, where, { number, ...given }))
    case 'vote': return withTyped(typed, voteSchema, (given) => voteOnItem(context, where, { number, ...given }))
    case 'outcome': return withTyped(typed, outcomeSchema, (given) => recordOutcome(context, where, { number, ...given }))
    case 'notes': return withTyped(typed, notesSchema, (given) => writeNotes(context, where, { number, ...given }))
    case 'withdraw': return withdrawAgendaItem(context, where, number)
  }
}
