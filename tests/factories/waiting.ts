import type { Wait } from '#app/approvals/wait.rules.ts'

/** An approval that waits for a Caldicott Guardian. */
export function aWait(changes: Partial<Wait> = {}): Wait {
  return {
    kind: 'stage', whose: 'mine', projectRef: 'p', projectTitle: 'Pilot', href: '/projects/p/approvals/guardian-recommends', organisationCode: 'P84001', organisationName: 'Hill Top Surgery', post: null, bodyId: null,
    step: { id: 'guardian-recommends', rule: 'guardian-recommends', documents: ['dpia'] }, what: '', count: 1, since: new Date('2026-06-01T09:00:00Z'), dueOn: null, stopsFlows: true, ...changes,
  }
}
