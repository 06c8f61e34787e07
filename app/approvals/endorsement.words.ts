import type { Endorsement } from '#app/documents/paper-standing.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { BODY_IDS, bodyOn, type BodyId } from './bodies.rules.ts'
import { withoutWords } from './covering.words.ts'
import { isGrant, type Decision } from './decision.rules.ts'

/** Bodies whose favour approves nothing: somebody else decides once they have advised. */
const ADVISERS: readonly string[] = ['national-data-advice'] satisfies readonly BodyId[]

/** A decision as the end of a paper tells it, with what it leaves out of that paper. One that opens nothing, or advises, was a review all the same. */
export function endorsementOf(decision: Pick<Decision, 'bodyId' | 'post' | 'outcome' | 'meaning' | 'reference'>, organisation: string, on: Day, leftOut: readonly string[] = []): Endorsement {
  const { bodyId, post, outcome, reference } = decision
  const body = bodyId !== null && (BODY_IDS as readonly string[]).includes(bodyId) ? bodyOn(bodyId as BodyId, on).name : null
  const officer = post ? OFFICER_POST_WORDS[post] : ''
  return {
    kind: isGrant(decision.meaning) && !ADVISERS.includes(bodyId ?? '') ? 'approved' : 'reviewed',
    by: body ?? (organisation || officer || 'Whoever decides'), as: body ? '' : organisation && officer ? post === 'caldicott-guardian' ? officer : officer.charAt(0).toLowerCase() + officer.slice(1) : '',
    on, words: `${reference ? `${outcome} (${reference})` : outcome}${withoutWords(leftOut)}`,
  }
}

/** For how many of the flows of an agreement a decision is; nothing where it is for all. */
export const flowsWords = (decided: number, of: number): string => (decided === of ? '' : `. For ${decided} of ${of} flows`)
