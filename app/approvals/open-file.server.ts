import { recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { findApprovalFile } from './approval-files.store.server.ts'
import { mayOpenFile } from './keep-file.server.ts'
import { keptFileName } from './kept-file.rules.ts'

/**
 * Gives out a letter or a certificate of a project that the actor's organisation has a part in, always as a file and never as
 * a page. A look at one that is about people is recorded first. Null where there is none that the actor may open.
 */
export async function openApprovalFile(context: Context<StaffActor>, projectRef: string, id: string): Promise<Response | null> {
  const { runtime: { db, secrets }, actor } = context
  const project = isId(id) ? await readProject(context, projectRef) : null
  const file = project && (await findApprovalFile(db, project.id, id))
  if (!project || !file || !mayOpenFile(actor, file)) return null
  if (file.isPersonal) await recordLook(context, { kind: 'approval-file-opened', projectRef: project.ref, subject: `approval-file:${file.id}` })
  return new Response(new Uint8Array(secrets.openBytes('stored-file', file.sealed)), {
    headers: {
      'Content-Type': file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type, 'Content-Disposition': `attachment; filename="${keptFileName(file.conditionId ? 'proof' : 'letter', file.id, file.type)}"`,
      'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  })
}
