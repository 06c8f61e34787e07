import type { FactSection, ProjectFacts } from '#app/projects/facts.rules.ts'
import type { DpiaAssessment, PiaFileKept } from './dpia-assessment.rules.ts'
import { pathsOfSection, printsOf, restsOn } from './dpia-prints.rules.ts'
import type { TakenIn } from './pia-mapping.rules.ts'
import { PIA_OTHERS_WORDS } from './pia.words.ts'

/** What a risk that came in with a file rests on: which data there is, where it goes and how it is kept safe. */
const RISK_SECTIONS: readonly FactSection[] = ['datasets', 'flows', 'safeguards']

/** An assessment with what a file says added to it. What is written here already stays; advice and approval are never taken from a file. */
export function broughtIn(facts: ProjectFacts, assessment: DpiaAssessment, taken: TakenIn, kept: PiaFileKept): DpiaAssessment {
  const print = printsOf(facts)
  const rests = restsOn(facts, RISK_SECTIONS.flatMap(pathsOfSection), print)
  return {
    ...assessment, piaFile: kept,
    views: assessment.views ?? (taken.people === '' ? null : { people: taken.people, others: PIA_OTHERS_WORDS, restsOn: restsOn(facts, pathsOfSection('involvement'), print) }),
    risks: [...assessment.risks, ...taken.risks.map(({ id, rule, title, citation, cause, impact, before, measures }) => ({ id, rule, title, citation, cause, impact, before, measures, restsOn: rests }))],
    actions: [...assessment.actions, ...taken.actions.map(({ id, what, riskId, owner, ownerCode, due, isBlocking, doneOn, proof }) => ({ id, what, riskId, owner, ownerCode, due, isBlocking, doneOn, proof }))],
  }
}

/** The same without what came with the file: its risks and actions, and what people say where nobody has changed it. */
export function takenOut(assessment: DpiaAssessment, taken: TakenIn): DpiaAssessment {
  const came = (items: readonly { readonly id: string }[], id: string) => items.some((item) => item.id === id)
  return {
    ...assessment, piaFile: null,
    views: assessment.views?.people === taken.people && assessment.views.others === PIA_OTHERS_WORDS ? null : assessment.views,
    risks: assessment.risks.filter(({ id }) => !came(taken.risks, id)),
    actions: assessment.actions.filter(({ id }) => !came(taken.actions, id)).map((action) => (came(taken.risks, action.riskId) ? { ...action, riskId: '' } : action)),
  }
}
