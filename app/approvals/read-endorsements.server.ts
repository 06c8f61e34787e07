import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { readNewestPapers } from '#app/documents/read-newest-papers.server.ts'
import type { Endorsement, EndorsementReader } from '#app/documents/paper-standing.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { endorsementOf, flowsWords } from './endorsement.words.ts'
import { flowsOfPaper, restsOn } from './endorsing.rules.ts'
import { listDecisions } from './decisions.store.server.ts'

/**
 * Who decided on a version of a paper, for what stands around its words. For whoever may read the version: the caller has
 * found it for them. A decision is told of the very version that it was made on, with the newest word of each that decides; and
 * at the end of the newest version of an agreement, so is every other decision that its flows rest on.
 */
export function endorsementsIn(db: Queryable): EndorsementReader {
  return async ({ projectRef, documentRef, number }) => {
    const project = await readProjectAsItStands(db, { ref: projectRef })
    if (!project) return []
    const [decisions, papers, agreement] = await Promise.all([listDecisions(db, project.id), readNewestPapers(db, project.id), readAgreementForProject(db, projectRef)])
    const paper = papers.find((each) => each.documentRef === documentRef && each.number === number)
    const facts = agreement?.version?.facts ?? project.facts
    const flows = paper ? flowsOfPaper(facts, paper) : []
    const names = new Map(project.facts.parties.map((party) => [party.organisationCode, party.name]))
    const byDecider = new Map<string, Endorsement>()
    for (const decision of decisions) {
      const key = `${decision.stepId} ${decision.bodyId} ${decision.organisationCode} ${decision.post}`
      const isOfThis = decision.covers.some((clause) => clause.documentRef === documentRef && clause.number === number)
      const rests = isOfThis ? [] : restsOn(facts, decision, flows, agreement?.risksToConsultOn ?? 0)
      if (!isOfThis && rests.length === 0) continue
      const told = endorsementOf(decision, decision.organisationCode ? (names.get(decision.organisationCode) ?? decision.organisationCode) : '', londonDay(decision.decidedAt), decision.leftOut.find((left) => left.documentRef === documentRef && left.number === number)?.parts)
      byDecider.set(key, isOfThis ? told : { ...told, kind: told.kind === 'approved' ? 'flows-approved' : told.kind, words: `${told.words}${flowsWords(rests.length, flows.length)}` })
    }
    return [...byDecider.values()]
  }
}
