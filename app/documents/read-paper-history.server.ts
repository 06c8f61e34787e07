import type { Queryable } from '#app/platform/database.server.ts'
import { isGroup } from '#app/projects/groups.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { listStopsThen } from './dpia/dpia-assessments.store.server.ts'
import { listFactsOfVersions, listRestatements, listSignaturesOf, listVersionsThen } from './documents.store.server.ts'
import { listMemberActs } from './member-acts.store.server.ts'
import type { PaperHistory } from './paper-history.rules.ts'
import { withClauses } from './read-newest-papers.server.ts'

/**
 * Every version of every paper of a project with what it stated when, who signed, and what of the impact assessment stopped
 * flows when. Not scoped to an organisation: the caller has found the project for whoever asks. A fixed number of queries.
 */
export async function readPaperHistory(db: Queryable, project: { readonly id: string; readonly facts: ProjectFacts }): Promise<PaperHistory> {
  const [lines, restatements, stops, memberActs] = await Promise.all([
    listVersionsThen(db, project.id), listRestatements(db, project.id), listStopsThen(db, project.id), project.facts.parties.some(isGroup) ? listMemberActs(db, project.id) : [],
  ])
  const versions = await withClauses(db, lines)
  const protocols = versions.filter(({ kind, about }) => kind === 'protocol' && about === '').map(({ versionId }) => versionId)
  const [signatures, protocolFacts] = await Promise.all([listSignaturesOf(db, versions.map(({ versionId }) => versionId)), listFactsOfVersions(db, protocols)])
  return { versions, restatements, stops, memberActs, signatures, protocolFacts }
}
