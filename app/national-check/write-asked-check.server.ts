import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { exportNationalCheck, stopUnsent } from './export-national-check.server.ts'
import type { MeshTransport } from './mesh-transport.server.ts'
import { findAsk, updateAsk } from './national-check-asks.store.server.ts'
import { transportOf } from './transport-of.server.ts'

/**
 * Writes and sends the file that somebody asked for on a page. It may be stopped at any moment and begun again: a run that
 * an earlier try kept, of which nobody knows whether its file went out, is stopped, and a new one takes its place. The
 * service is never sent the same file twice.
 */
export async function writeAskedCheck(context: Context<SystemActor>, transport: MeshTransport, askId: string): Promise<void> {
  const { runtime } = context
  const ask = await findAsk(runtime.db, askId)
  if (!ask || ask.endedAt !== null) return
  if (ask.runId !== null) await stopUnsent(context, ask.runId, { organisationCode: ask.organisationCode, projectRef: ask.projectRef })
  let noting: Promise<void> = Promise.resolve()
  const exported = await exportNationalCheck(context, transport, {
    flowRef: ask.flowRef, organisationCode: ask.organisationCode,
    onProgress: (done, total) => { noting = noting.then(() => updateAsk(runtime.db, askId, { done, total })).catch(() => {}) },
    onDrafted: async (tx, runId) => {
      await noting
      await updateAsk(tx, askId, { runId })
    },
  })
  await updateAsk(runtime.db, askId, { endedAt: runtime.clock(), refusal: exported.ok ? null : exported.refusal.kind })
}

/** Background work that a page asked for. */
export function askNationalCheckJob(runtime: Runtime, { askId }: { readonly askId: string }): Promise<void> {
  return writeAskedCheck({ runtime, actor: systemActor('ask-national-check'), now: runtime.clock(), requestId: newId() }, transportOf(runtime), askId)
}
