import type { Appraisal, Score } from '#app/involvement/appraisal.rules.ts'

/** How the haven was chosen: the kinds of host and the things weighed are those of the case; scores and reasons are made up for the demo world. */

const OPTIONS = [
  { id: 'o1', name: 'North East London Data Haven', what: 'The haven of the NHS support unit that serves the area, which holds health data for commissioners already' },
  { id: 'o2', name: 'The council itself', what: 'Rooms and computers of the council, kept apart from the rest of its work' },
  { id: 'o3', name: 'A commercial cloud', what: 'Space bought from a company, with a gate of our own in front of it' },
  { id: 'o4', name: 'A charity’s cloud', what: 'Space in a research platform that a charity runs for universities' },
]

const must = (id: string, name: string, meaning: string) => ({ id, name, meaning, kind: 'must' as const, weight: 0 })
const weighed = (id: string, name: string, weight: number, meaning: string) => ({ id, name, meaning, kind: 'weighed' as const, weight })

const CRITERIA = [
  must('c1', 'Certified for identifiable health data', 'It meets the NHS toolkit for security, and an ISO standard.'),
  must('c2', 'Whoever matches does not analyse', 'Names and findings are never in the same hands, as the advisory groups expect.'),
  weighed('c3', 'Information governance and data protection', 25, 'Its rules, its people and its audits are known to work.'),
  weighed('c4', 'Cost', 15, 'What it costs to begin, each year, and to leave.'),
  weighed('c5', 'Experience', 15, 'It has linked health records with others before.'),
  weighed('c6', 'Time', 10, 'How soon it could begin.'),
  weighed('c7', 'Responsiveness', 10, 'Somebody who knows the project answers within a day.'),
  weighed('c8', 'Reliability', 10, 'It is there when it is needed, and nothing is lost.'),
  weighed('c9', 'Flexibility', 10, 'A change of plan does not need a new contract.'),
  weighed('c10', 'Later demands', 5, 'More data and more people can come in without beginning again.'),
]

/** Criterion by criterion, in the order of the options. */
const GIVEN: Readonly<Record<string, readonly (readonly [number, string])[]>> = {
  c1: [[1, 'Both certificates were seen.'], [1, 'Both certificates were seen.'], [1, 'Both certificates were seen.'], [1, 'Both certificates were seen.']],
  c2: [[1, 'Its own staff match; ours analyse what has no names.'], [0, 'The same small team would match and analyse, beside the council’s own names.'], [1, 'The support unit would match for us and hand on what has no names.'], [1, 'A second university would match.']],
  c3: [[5, 'It is audited for just this, each year.'], [3, 'Sound for social care; never used for hospital data.'], [4, 'Sound, but the rules would be ours to write and to keep.'], [4, 'Sound for research; planning services is new to it.']],
  c4: [[3, 'A fee each year, with leaving included.'], [5, 'Rooms and people are there already.'], [3, 'Cheap to begin; each extract costs, and so does leaving.'], [4, 'A small fee for public bodies.']],
  c5: [[4, 'Links health records daily; housing records once before.'], [2, 'Has linked its own registers only.'], [4, 'The company’s others have; we have not.'], [2, 'Has linked no council’s records.']],
  c6: [[4, 'Three months, most of it for agreements.'], [4, 'Three months.'], [4, 'Three months, half of it for the gate.'], [2, 'Nine months, by its own committee’s dates.']],
  c7: [[4, 'A named desk; one working day.'], [5, 'Down the corridor.'], [3, 'A desk that answers everybody.'], [3, 'A desk, in term time.']],
  c8: [[4, 'Two halls of computers; an hour lost last year.'], [3, 'One hall of computers.'], [5, 'Three halls of computers; nothing lost.'], [3, 'Two halls of computers; out of use for two days last year.']],
  c9: [[3, 'Changes go through a board each month.'], [4, 'Ours to change.'], [4, 'Ours to change, at a price.'], [4, 'Changes are usual there.']],
  c10: [[3, 'Room for twice as much.'], [2, 'Full in three years.'], [5, 'As much as is paid for.'], [3, 'Room for twice as much.']],
}

export const WSDP_HAVEN: Pick<Appraisal, 'title' | 'question' | 'options' | 'criteria'> = {
  title: 'Where the linked data is held', question: 'Which host is to hold the health and council records while they are joined, and what has no names after that?', options: OPTIONS, criteria: CRITERIA,
}

export const WSDP_HAVEN_SCORES: Score[] = CRITERIA.flatMap((criterion) => OPTIONS.map((option, place): Score => {
  const [score, reason] = GIVEN[criterion.id]?.[place] ?? [0, '']
  return { criterionId: criterion.id, optionId: option.id, score, reason }
}))

export const WSDP_HAVEN_CHOICE = { optionId: 'o1', reason: 'It has the best total, and the bodies that give data know it. A cloud came close and is to be looked at again when the agreement is renewed.' }
