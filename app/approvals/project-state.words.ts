import type { ProjectState } from './project-state.rules.ts'

type Colour = 'grey' | 'blue' | 'yellow' | 'orange' | 'green' | 'purple' | 'red'

export const PROJECT_STATE_WORDS = {
  'gathering-facts': { label: 'Gathering facts', colour: 'blue' },
  'ready-to-draft': { label: 'Ready to draft', colour: 'purple' },
  'waiting-for-signatures': { label: 'Waiting for signatures', colour: 'yellow' },
  'needs-new-version': { label: 'Needs a new version', colour: 'orange' },
  'prior-consultation': { label: 'Prior consultation', colour: 'red' },
  'action-open': { label: 'Waiting for an action', colour: 'red' },
  'waiting-for-approvals': { label: 'Waiting for approvals', colour: 'yellow' },
  'not-begun': { label: 'Signed, not begun', colour: 'blue' },
  'in-force': { label: 'In force', colour: 'green' },
  'partly-in-force': { label: 'In force in part', colour: 'orange' },
  paused: { label: 'Paused', colour: 'red' },
  'review-overdue': { label: 'Review overdue', colour: 'red' },
  'past-its-end': { label: 'Past its end date', colour: 'grey' },
  ended: { label: 'Ended', colour: 'grey' },
} as const satisfies Record<ProjectState, { readonly label: string; readonly colour: Colour }>

export interface NextThing {
  /** Who has the project now. */
  readonly who: string
  readonly what: string
  readonly href: string | null
}

/** Who has a project now and the one next thing to do, as the person who looks at it should read it. */
export function nextThing(given: {
  readonly state: ProjectState; readonly ref: string; readonly drafter: string
  readonly mayDraft: boolean; readonly signHref: string | null; readonly readHref: string | null; readonly waitingFor: readonly string[]
}): NextThing {
  const { state, ref, drafter, mayDraft } = given
  const facts = `/projects/${ref}/facts`
  const drafting = (what: string, href: string): NextThing => ({ who: drafter, what: mayDraft ? what : `${drafter} is to do this: ${what.charAt(0).toLowerCase()}${what.slice(1)}`, href: mayDraft ? href : null })
  switch (state) {
    case 'gathering-facts': return drafting('Enter the facts that are still missing', facts)
    case 'ready-to-draft': return drafting('Check the facts and draft the protocol', `${facts}/check`)
    case 'needs-new-version': return drafting('Enter the facts that are still missing, so that a new version can be drafted', facts)
    case 'waiting-for-signatures': return given.signHref
      ? { who: given.waitingFor.join(' and '), what: 'Read the protocol and sign it for your organisation', href: given.signHref }
      : { who: given.waitingFor.join(' and '), what: `Wait for the signature of ${given.waitingFor.join(' and ')}`, href: given.readHref }
    case 'prior-consultation': return drafting('Ask the Information Commissioner about the risks that stay high, and record the answer', `/projects/${ref}/dpia/consult`)
    case 'action-open': return drafting('Have the actions done that nothing may flow before, and record what shows it', `/projects/${ref}/dpia`)
    case 'waiting-for-approvals': return { who: 'Those who approve', what: 'See which approvals are still needed', href: `/projects/${ref}/approvals` }
    case 'not-begun': return { who: 'Nobody', what: 'Nothing: it begins by itself on its start date', href: null }
    case 'in-force': return { who: 'Nobody', what: 'Nothing: data may flow as the protocol says', href: null }
    case 'partly-in-force': return { who: 'Those who approve', what: 'See which flows still wait, and for what', href: `/projects/${ref}/approvals` }
    case 'paused': return drafting('See what stops the data, and put it right', `/projects/${ref}/approvals`)
    case 'review-overdue': return drafting('Review the protocol and set a new review date', `${facts}/purpose`)
    case 'past-its-end': return drafting('End the project, or set a new end date', facts)
    case 'ended': return { who: 'Nobody', what: 'Nothing: the project has ended', href: null }
  }
}
