import type { StageAct } from './approval-route.rules.ts'
import type { ConditionKind } from './condition.rules.ts'
import { stepName } from './route-finder.words.ts'
import { whoDecides } from './step.words.ts'

type DueSaid =
  | { readonly kind: ConditionKind; readonly what: string }
  | { readonly kind: 'decision-review' | 'decision-ends'; readonly decision: Parameters<typeof whoDecides>[0]; readonly stepId: string }
  | { readonly kind: 'agreement-review' | 'agreement-ends' }
  | { readonly kind: 'assurance'; readonly party: string }
  | { readonly kind: 'stage'; readonly stepId: string; readonly act: StageAct }

/** What is due, in a few words: a line of a list, the subject of an e-mail, an entry of a calendar. */
export function dueWords(said: DueSaid): string {
  switch (said.kind) {
    case 'condition': case 'de-personalisation': case 'destruction': return said.what
    case 'decision-review': return `Review of the decision of ${whoDecides(said.decision)}: ${stepName(said.stepId)}`
    case 'decision-ends': return `Last day of the decision of ${whoDecides(said.decision)}: ${stepName(said.stepId)}`
    case 'agreement-review': return 'Review of the agreement'
    case 'agreement-ends': return 'Last day of the agreement'
    case 'assurance': return `Last day that the security assurance of ${said.party} counts`
    case 'stage': return `${said.act === 'advises' ? 'Advise on' : 'Decide on'}: ${stepName(said.stepId)}`
  }
}
