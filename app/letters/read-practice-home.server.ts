import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { waitsFor } from '#app/documents/agreement.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { countNumbersToSettle } from '#app/people/read-numbers-to-settle.server.ts'
import { readPeopleListState } from '#app/people/read-people-page.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { takesPart } from '#app/projects/groups.rules.ts'
import { listProjects } from '#app/projects/read-project.server.ts'
import { countReplies, listCampaigns } from './campaigns.store.server.ts'
import { campaignSummary } from './read-campaign-page.server.ts'

/** A surgery's home: its list, its campaigns, the agreements that wait for it, and the projects it could write about. */
export async function readPracticeHome(context: Context<StaffActor>) {
  const { runtime: { db }, actor, now } = context
  const [list, rows, projects] = await Promise.all([readPeopleListState(context), listCampaigns(db, actor.organisationCode), listProjects(context)])
  const campaigns = await Promise.all(rows.map(async (row) => ({ ...campaignSummary(row, now), replies: await countReplies(db, row.id) })))
  const standing = await Promise.all(projects.filter((project) => !project.endedAt).map(async (project) => ({ project, agreement: await readAgreementForProject(db, project.ref) })))
  const drafted = standing.flatMap(({ project, agreement }) => (agreement?.version ? [{ project, agreement, version: agreement.version }] : []))
  const toSign = drafted
    .filter(({ agreement }) => waitsFor(agreement, actor.organisationCode, now))
    .map(({ project, version }) => ({ title: project.title, documentRef: version.documentRef, number: version.number }))
  const begun = new Set(rows.map((row) => row.projectId))
  const mayBegin = drafted
    .filter(({ project, version }) => !begun.has(project.id) && takesPart(version.facts, actor.organisationCode))
    .map(({ project }) => ({ ref: project.ref, title: project.title }))
  const maySettleNumbers = mayRole(actor.role, 'people.numbers')
  return {
    numbersToSettle: maySettleNumbers ? await countNumbersToSettle(context) : null,
    people: list.people,
    lastList: list.uploads.find((upload) => upload.state === 'done') ?? null,
    listFrom: list.uploads.find((upload) => upload.state === 'done' && upload.rowsKept > 0)?.startedAt ?? null,
    isListBeingRead: list.isBeingRead,
    campaigns,
    toSign,
    mayBegin,
    mayManage: mayRole(actor.role, 'campaigns.manage'),
    mayUpload: mayRole(actor.role, 'people.upload'),
    maySign: mayRole(actor.role, 'documents.sign'),
  }
}
