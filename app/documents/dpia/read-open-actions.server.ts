import type { Queryable } from '#app/platform/database.server.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import type { DpiaAction } from './dpia-actions.rules.ts'
import { listProjectsWithOpenActions, listActionsOf } from './dpia-assessments.store.server.ts'

export interface OpenAction {
  readonly projectId: string
  readonly projectRef: string
  readonly projectTitle: string
  readonly action: DpiaAction
  /** Who is told of it: the organisation that does it while it is a party, and the one that drafts. */
  readonly organisationCodes: readonly string[]
}

/** Every open action of every project that has not ended. Not scoped to anyone: for the background work that reminds of them. */
export async function readOpenActions(db: Queryable): Promise<OpenAction[]> {
  const found = await listProjectsWithOpenActions(db)
  const actions = await listActionsOf(db, found.map(({ id }) => id))
  const open: OpenAction[] = []
  for (const { id, ref } of found) {
    const project = await readProjectAsItStands(db, { ref })
    if (!project) continue
    const isParty = (code: string) => project.facts.parties.some((party) => party.organisationCode === code)
    for (const action of actions.get(id) ?? []) {
      if (action.doneOn !== null) continue
      open.push({
        projectId: id, projectRef: ref, projectTitle: project.title, action,
        organisationCodes: [...new Set([project.organisationCode, ...(isParty(action.ownerCode) ? [action.ownerCode] : [])])],
      })
    }
  }
  return open
}
