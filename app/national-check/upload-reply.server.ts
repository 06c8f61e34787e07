import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { SentFile } from '#app/people/read-list-form.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import type { ReplyFileRefusal } from './national-check-page.words.ts'
import { findRunOfProject } from './national-checks.store.server.ts'
import { takeInReply, type TakenIn, type TakeInRefusal } from './take-in-national-check.server.ts'

/** A control file is a few hundred characters. */
const CONTROL_BYTES_MAX = 65_536

/**
 * Takes in a reply that a person gives on the page of the check it answers, with the control file that came with it where
 * there is one. Null where the check is not of the actor's own organisation. A reply to any other check is refused.
 */
export async function uploadReply(
  context: Context<StaffActor>, projectRef: string, localId: string, given: { readonly file: SentFile | null; readonly control: File | null },
): Promise<Result<TakenIn, Refusal<ReplyFileRefusal | TakeInRefusal>> | null> {
  const { runtime, actor } = context
  const project = mayRole(actor.role, 'checks.ask') ? await readProject(context, projectRef) : null
  const run = project && (await findRunOfProject(runtime.db, actor.organisationCode, project.id, localId))
  if (!run) return null
  const { file } = given
  if (!file) return refuse('file-missing')
  if (file.isTooLarge) return refuse('file-too-large')
  const control = await controlText(given.control)
  if (control === undefined) return refuse('control-not-text')
  const taken = await takeInReply(context, {
    name: file.name, control, onlyRun: { ...run, projectRef: project.ref }, ...(control === null ? { localId } : {}),
    open: async function* () { yield file.content },
  })
  // Without a control file it is this page that a receipt differs from.
  return !taken.ok && taken.refusal.kind === 'local-id-differs' && control === null ? refuse('other-run') : taken
}

/** Null where none was chosen; undefined where it cannot be one. */
async function controlText(file: File | null): Promise<string | null | undefined> {
  if (!file || (file.size === 0 && file.name === '')) return null
  if (file.size > CONTROL_BYTES_MAX) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    return undefined
  }
}
