import { randomUUID } from 'node:crypto'
import { addDecision } from '#app/approvals/decisions.store.server.ts'
import { routeOn } from '#app/approvals/in-force.rules.ts'
import { readNewestPapers } from '#app/documents/read-newest-papers.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import type { approvalDecisions } from '#db/schema/index.ts'
import type { TestPortal } from '#tests/setup/portal.ts'

/**
 * Every decision without which something of the project may not flow, on all the papers there are. As a body's letter would
 * have it: decided on 1 April 2026, recorded then.
 */
export async function givenApprovals(
  portal: TestPortal, given: { readonly projectId: string; readonly facts: ProjectFacts; readonly by: string }, changes: Partial<typeof approvalDecisions.$inferInsert> = {},
): Promise<void> {
  const { db } = portal.runtime
  const clauses = (await readNewestPapers(db, given.projectId)).flatMap((paper) => paper.clauses.map(({ name, digest }) => ({ documentVersionId: paper.versionId, clause: name, digest })))
  const decidedAt = new Date('2026-04-01T09:00:00Z')
  for (const step of routeOn(given.facts, londonDay(portal.now), 0).steps.filter(({ isNeededToFlow }) => isNeededToFlow)) {
    await addDecision(db, {
      id: randomUUID(), projectId: given.projectId, stepId: step.id, bodyId: step.bodyId, organisationCode: step.organisationCode, post: step.post, outcome: 'Agreed', meaning: 'granted',
      decidedAt, effectiveFrom: '2026-04-01', endsOn: null, reviewDueOn: null, reference: '', note: '', recordedAt: decidedAt, recordedBy: given.by, ...changes,
    }, clauses)
  }
}
