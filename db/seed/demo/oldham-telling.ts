import type { Appraisal, Score } from '#app/involvement/appraisal.rules.ts'

/** How the surgery chose between ways of telling its patients: that it thought a newsletter too easy to miss is the case's; scores are made up for the demo world. */

const OPTIONS = [
  { id: 'o1', name: 'A letter to everybody', what: 'Posted by the surgery to each registered patient of 16 or over, with a prepaid slip' },
  { id: 'o2', name: 'A line in the newsletter', what: 'In the surgery’s newsletter and on its screens' },
  { id: 'o3', name: 'A text message', what: 'To each patient whose number the surgery has, with a link' },
]
const CRITERIA = [
  { id: 'c1', name: 'Nobody is told by the council', meaning: 'What reaches patients comes from their surgery.', kind: 'must' as const, weight: 0 },
  { id: 'c2', name: 'Reaches everybody', meaning: 'Those too who rarely come in and have no smartphone.', kind: 'weighed' as const, weight: 40 },
  { id: 'c3', name: 'Easy to say no', meaning: 'Without a login, a call or a visit.', kind: 'weighed' as const, weight: 30 },
  { id: 'c4', name: 'Cost', meaning: 'Print, post and the surgery’s time.', kind: 'weighed' as const, weight: 20 },
  { id: 'c5', name: 'Time', meaning: 'How soon people have had their chance.', kind: 'weighed' as const, weight: 10 },
]
const GIVEN: Readonly<Record<string, readonly (readonly [number, string])[]>> = {
  c1: [[1, 'The surgery posts it.'], [1, 'It is the surgery’s newsletter.'], [1, 'It comes from the surgery’s number.']],
  c2: [[5, 'An address is held for nearly all.'], [1, 'Too easy to miss; few read it.'], [3, 'A number is held for two in three.']],
  c3: [[5, 'A slip, a code or a call: whichever suits.'], [2, 'People must come to the desk.'], [3, 'The link does it, for those who open it.']],
  c4: [[1, 'About one pound a patient.'], [5, 'Nothing.'], [4, 'A few pence a message.']],
  c5: [[3, 'Four weeks for replies.'], [2, 'The next issue is in two months.'], [5, 'The same day.']],
}

export const OLDHAM_TELLING = {
  title: 'How patients are told', question: 'How is each patient to be told what is shared, and how to say no?', options: OPTIONS, criteria: CRITERIA,
  scores: CRITERIA.flatMap((criterion) => OPTIONS.map((option, place): Score => {
    const [score, reason] = GIVEN[criterion.id]?.[place] ?? [0, '']
    return { criterionId: criterion.id, optionId: option.id, score, reason }
  })),
  choice: { optionId: 'o1', reason: 'It costs most and reaches most. Patients who were asked trusted a letter from their surgery.' } satisfies NonNullable<Appraisal['chosen']>,
}
