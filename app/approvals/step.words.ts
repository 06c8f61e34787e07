import type { Refusal } from '#app/kernel/result.ts'
import type { OfficerPost } from '#app/projects/further-facts.rules.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { BODY_IDS, bodyOn, type BodyId } from './bodies.rules.ts'

/** Whose decision a step of the route waits for: "the Confidentiality Advisory Group", "the Caldicott Guardian of Hill Top Surgery". */
export function whoDecides(details: Refusal['details']): string {
  const { body, post, party, day } = details ?? {}
  if (typeof body === 'string' && (BODY_IDS as readonly string[]).includes(body) && typeof day === 'string') return `the ${bodyOn(body as BodyId, day).name}`
  const officer = typeof post === 'string' ? OFFICER_POST_WORDS[post as OfficerPost] : null
  if (officer && party) return `the ${officer} of ${String(party)}`
  return officer ? `the ${officer}` : party ? String(party) : 'whoever has to decide'
}
