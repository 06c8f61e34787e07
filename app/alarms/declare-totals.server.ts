import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { addDeclaredTotal, findSource } from './alarms.store.server.ts'
import { isDueDay } from './watching.rules.ts'
import type { DeclareTotalsCommand } from './watching.schema.ts'

/** Keeps the practice's own count of new entries for one extract, made in its own system. A later count for the same extract takes its place. */
export async function declareTotals(
  context: Context<StaffActor>, { sourceId, code, due, declaredNew }: DeclareTotalsCommand,
): Promise<Result<null, Refusal<'not-watched' | 'not-a-due-day' | 'due-in-future'>>> {
  const { runtime, actor, now } = context
  const watched = isId(sourceId) ? await findSource(runtime.db, actor.organisationCode, sourceId) : null
  if (!watched) return refuse('not-watched')
  if (due > londonDay(now)) return refuse('due-in-future')
  if (!isDueDay(watched.cycle, due)) return refuse('not-a-due-day')
  await change(context, async (tx, record) => {
    await addDeclaredTotal(tx, { id: newId(), watchedSourceId: watched.id, code, due, declaredNew, declaredAt: now, declaredBy: actor.userId })
    record({ kind: 'totals-declared', subject: `source:${watched.source}`, data: { source: watched.source, code, due, declaredNew } })
  })
  return ok(null)
}
