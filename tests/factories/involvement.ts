import type { Group, InvolvementEvent, LoggedEvent, Point } from '#app/involvement/event.rules.ts'
import type { Appraisal, Score } from '#app/involvement/appraisal.rules.ts'

export const somePoint = (changes: Partial<Point> = {}): Point => ({ said: 'Say who may look', answer: 'changed', what: 'The notice says who', fact: 'safeguards.securityMeasures', paper: 'privacy notice, part 3', ...changes })
export const someGroup = (changes: Partial<Group> = {}): Group => ({ who: 'carers', as: 'public', people: 12, ...changes })

export function someEvent(changes: Partial<InvolvementEvent> = {}): InvolvementEvent {
  return {
    state: 'held', day: '2026-03-02', kind: 'focus-group', place: 'the town hall', groups: [someGroup(), someGroup({ who: 'staff of the surgery', as: 'staff', people: 2 })], shown: 'The draft notice',
    points: [somePoint(), somePoint({ said: 'It costs too much', answer: 'not-changed', what: 'The cost was agreed', fact: '', paper: '' }), somePoint({ said: 'And if it ends?', answer: 'not-yet', what: '', fact: '', paper: '' })],
    payment: 'paid', costPounds: 240, lesson: 'Begin earlier', ...changes,
  }
}

export const logged = (changes: Partial<LoggedEvent> = {}): LoggedEvent => ({ ...someEvent(changes), id: changes.id ?? '00000000-0000-4000-8000-000000000001' })

/** Three options, one criterion that must be met and two that are weighed. Scores are given by criterion, in the order of the options. */
export function someAppraisal(given: { readonly must?: readonly number[]; readonly trust?: readonly number[]; readonly cost?: readonly number[]; readonly weights?: readonly [number, number]; readonly chosen?: Appraisal['chosen'] } = {}): Appraisal {
  const options = ['Haven', 'Council', 'Cloud'].map((name, index) => ({ id: `o${index + 1}`, name, what: `The ${name.toLowerCase()}` }))
  const [trust, cost] = given.weights ?? [10, 5]
  const table = { c1: given.must ?? [1, 1, 1], c2: given.trust ?? [5, 3, 4], c3: given.cost ?? [3, 5, 4] }
  const scores = Object.entries(table).flatMap(([criterionId, row]) => row.map((score, index): Score => ({ criterionId, optionId: `o${index + 1}`, score, reason: `Because ${criterionId}` })))
  return {
    title: 'Where the data is held', question: 'Which host?', options,
    criteria: [
      { id: 'c1', name: 'Certified', meaning: 'It has a certificate', kind: 'must', weight: 0 }, { id: 'c2', name: 'Trust', meaning: 'People trust it', kind: 'weighed', weight: trust }, { id: 'c3', name: 'Cost', meaning: 'It is cheap', kind: 'weighed', weight: cost },
    ],
    scores, chosen: given.chosen ?? null,
  }
}
