import { change } from '#app/audit/change.server.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isUniqueViolation } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { takesPart } from '#app/projects/groups.rules.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import type { CampaignRefusal } from './campaign.words.ts'
import { addCampaign, findCampaign, findCampaignOfProject } from './campaigns.store.server.ts'

/** Starts the campaign by which a practice tells its people of a project. One a project and practice; the protocol must have been drafted. */
export async function makeCampaign(
  context: Context<StaffActor>,
  command: { readonly projectRef: string; readonly ref: string },
): Promise<Result<{ readonly ref: string }, CampaignRefusal>> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'campaigns.manage') || actor.organisationKind !== 'gp-practice') return refuse('not-allowed')
  const project = await readProject(context, command.projectRef)
  if (!project) return refuse('project-not-found')
  if (project.endedAt) return refuse('project-ended')
  const agreement = await readAgreementForProject(runtime.db, project.ref)
  if (!agreement?.version) return refuse('protocol-not-drafted')
  if (!takesPart(agreement.version.facts, actor.organisationCode)) return refuse('not-a-party')
  const there = await findCampaignOfProject(runtime.db, actor.organisationCode, project.id)
  // The same form sent twice is one campaign.
  if (there) return there.ref === command.ref ? ok({ ref: there.ref }) : refuse('campaign-there-already')
  try {
    return await change(context, async (tx, record) => {
      await addCampaign(tx, {
        id: newId(), ref: command.ref, projectId: project.id, organisationCode: actor.organisationCode, state: 'draft', madeAt: now, madeBy: actor.userId,
      })
      record({ kind: 'campaign-made', projectRef: project.ref, subject: `campaign:${command.ref}` })
      return ok({ ref: command.ref })
    })
  } catch (error) {
    if (isUniqueViolation(error, 'campaigns_ref_unique')) return (await findCampaign(runtime.db, actor.organisationCode, command.ref)) ? ok({ ref: command.ref }) : refuse('reference-taken')
    if (isUniqueViolation(error)) return refuse('campaign-there-already')
    throw error
  }
}
