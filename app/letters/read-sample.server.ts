import type { Queryable } from '#app/platform/database.server.ts'
import { readSampling, repliesToSample, type ReplyCheckRow } from './reply-checks.store.server.ts'
import { sampleFigures, sampleOf, type CheckState, type SampleFigures } from './reply-sample.rules.ts'

export function stateOfCheck(check: ReplyCheckRow | null): CheckState {
  if (check === null) return 'waiting'
  if (check.outcome !== 'differs') return check.outcome
  return check.settledAs ?? 'differs'
}

export interface Sampled {
  readonly replyId: string
  readonly enteredBy: string
  readonly enteredByName: string
  readonly recordedAt: Date
  readonly state: CheckState
}

/** The sample of a campaign's paper replies as it stands, with its figures: of all, and of each who entered any. */
export async function readSample(db: Queryable, campaignId: string) {
  const [entered, { setting, allOf }] = await Promise.all([repliesToSample(db, campaignId), readSampling(db, campaignId)])
  const byPerson = new Map<string, typeof entered>()
  for (const reply of entered) {
    const theirs = byPerson.get(reply.enteredBy)
    if (theirs) theirs.push(reply)
    else byPerson.set(reply.enteredBy, [reply])
  }
  const sampled: Sampled[] = []
  const people: { readonly userId: string; readonly name: string; readonly entered: number; readonly isAll: boolean; readonly figures: SampleFigures }[] = []
  for (const [userId, theirs] of byPerson) {
    const chosen = sampleOf(theirs.map(({ id, draw, check }) => ({ id, draw, isChecked: check !== null })), setting, allOf.has(userId))
    const mine = theirs.filter(({ id }) => chosen.has(id)).map(({ id, enteredByName, recordedAt, check }): Sampled => (
      { replyId: id, enteredBy: userId, enteredByName, recordedAt, state: stateOfCheck(check) }))
    sampled.push(...mine)
    people.push({ userId, name: theirs[0]?.enteredByName ?? '', entered: theirs.length, isAll: allOf.has(userId), figures: sampleFigures(mine.map(({ state }) => state), setting) })
  }
  return { setting, sampled, people: people.sort((a, b) => a.name.localeCompare(b.name, 'en')), total: sampleFigures(sampled.map(({ state }) => state), setting) }
}
