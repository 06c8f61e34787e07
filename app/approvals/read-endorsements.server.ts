import type { Endorsement, EndorsementReader } from '#app/documents/paper-standing.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { endorsementOf } from './endorsement.words.ts'
import { listDecisions } from './decisions.store.server.ts'

/**
 * Who decided on a version of a paper, for what stands around its words. For whoever may read the version: the caller has
 * found it for them. A decision is told of the very version that it was made on, with the newest word of each that decides.
 */
export function endorsementsIn(db: Queryable): EndorsementReader {
  return async ({ projectRef, documentRef, number }) => {
    const project = await readProjectAsItStands(db, { ref: projectRef })
    if (!project) return []
    const names = new Map(project.facts.parties.map((party) => [party.organisationCode, party.name]))
    const byDecider = new Map<string, Endorsement>()
    for (const decision of await listDecisions(db, project.id)) {
      if (!decision.covers.some((clause) => clause.documentRef === documentRef && clause.number === number)) continue
      const key = `${decision.stepId} ${decision.bodyId} ${decision.organisationCode} ${decision.post}`
      byDecider.set(key, endorsementOf(decision, decision.organisationCode ? (names.get(decision.organisationCode) ?? decision.organisationCode) : '', londonDay(decision.decidedAt), decision.leftOut.find((left) => left.documentRef === documentRef && left.number === number)?.parts))
    }
    return [...byDecider.values()]
  }
}
