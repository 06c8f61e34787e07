import type { PackState } from '#app/documents/pack-standing.rules.ts'
import type { TagColour } from '#app/ui/furniture.tsx'
import type { ShownStep } from './route-page.rules.ts'

export const ROUTE_PAGE_WORDS = {
  title: 'Approvals',
  route: 'What this project needs, in what order, and why',
  picture: 'Picture of the route, stage by stage',
  optOuts: 'What each flow is, and which opt-outs it keeps',
  empty: 'What this project needs will be here once a data flow has been added: which papers, which sign-offs, and who outside must be asked.',
  worked: 'This is worked out from the project’s facts, by the rules of today. When a fact changes, so may the route.',
  signed: 'No approval from outside is needed: the parties’ own signatures are the decision.',
  needed: 'Needed before data may flow',
  more: 'Which papers, which flows, and what comes before',
} as const

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

/** One sentence that says how long the route is. */
export function routeSummary({ flowCount, outside, needed }: { readonly flowCount: number; readonly outside: number; readonly needed: number }): string {
  if (needed > 0) return `${count(needed, 'decision', 'decisions')} must be given before all of its ${count(flowCount, 'flow', 'flows')} may run, beside the signatures.${outside > 0 ? ` ${count(outside, 'body', 'bodies')} outside the parties ${outside === 1 ? 'is' : 'are'} asked, for a decision or for advice.` : ''}`
  return outside > 0 ? `${count(outside, 'body', 'bodies')} outside the parties ${outside === 1 ? 'is' : 'are'} asked for advice; the parties’ own signatures are the decision.` : ROUTE_PAGE_WORDS.signed
}

/** What a stage is about, from what is in it. */
export function stageTitle(steps: readonly Pick<ShownStep, 'kind' | 'shownBy'>[]): string {
  if (steps.every((step) => step.kind === 'document')) return 'Papers'
  if (steps.every((step) => step.shownBy === 'signature')) return 'Signatures'
  if (steps.every((step) => step.kind === 'sign-off')) return 'Sign-offs'
  return steps.every((step) => step.kind === 'outside-approval') ? 'Outside the parties' : 'Sign-offs, and outside the parties'
}

export const PACK_STATE_WORDS = {
  'not-drafted': { label: 'Not drafted', colour: 'grey' },
  'out-of-date': { label: 'Out of date', colour: 'orange' },
  'waiting-for-signatures': { label: 'Waiting for signatures', colour: 'yellow' },
  signed: { label: 'Signed', colour: 'green' },
  drafted: { label: 'Drafted', colour: 'blue' },
} as const satisfies Record<PackState, { readonly label: string; readonly colour: TagColour }>

/** What the picture puts in place of a box for each paper. */
export const papersWords = (papers: number): string => count(papers, 'kind of paper', 'kinds of paper')
