import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { saveSource } from './alarms.store.server.ts'
import type { WatchSourceCommand } from './watching.schema.ts'

/**
 * Begins to watch a source, or changes what is said of one. A practice watches itself; any other organisation watches the
 * sources of the extracts that it imports itself, and sees no count of anyone else's.
 */
export async function watchSource(context: Context<StaffActor>, command: WatchSourceCommand): Promise<Result<null, Refusal<'not-your-source'>>> {
  const { actor, now } = context
  if (actor.organisationKind === 'gp-practice' && command.source !== actor.organisationCode) return refuse('not-your-source')
  await change(context, async (tx, record) => {
    await saveSource(tx, { id: newId(), organisationCode: actor.organisationCode, ...command, watchedFrom: londonDay(now), changedAt: now, changedBy: actor.userId })
    record({ kind: 'source-watched', subject: `source:${command.source}`, data: { ...command } })
  })
  return ok(null)
}
