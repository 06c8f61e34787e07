import { ok, type Refusal, type Result } from '#app/kernel/result.ts'
import { turn } from '#app/platform/event-loop-turn.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { NumberPlaces, OutcomeList, StrangerPlaces, AnswerTable } from './answer-table.rules.ts'
import type { CheckRefusal } from './check.rules.ts'
import { madeInTurns } from './keep-answers.server.ts'
import { stemOfText } from './number-stem.rules.ts'
import { deciderOf, readOpenFlow } from './read-open-flow.server.ts'
import { readPeopleToDecide } from './read-people-to-decide.server.ts'
import { oneDiscloserOf } from './told-check.rules.ts'

export interface AnswersAsKnown {
  readonly answers: AnswerTable
  /** Whose data alone they are about; null where they are of many that send together. */
  readonly discloserCode: string | null
}

/**
 * What a flow would have answered about everyone at a past instant, on what was known by another; null for all that is known
 * now. Worked out from everybody's history. Which papers were signed when is known; what else the flow's facts said is not.
 */
export async function readAnswersAsKnown(runtime: Runtime, flowRef: string, at: Date, known: Date | null): Promise<Result<AnswersAsKnown, Refusal<CheckRefusal>>> {
  return runtime.db.transaction(async (tx) => {
    const open = await readOpenFlow(runtime, tx, flowRef, at, known)
    if (!open.ok) return open
    const decide = deciderOf(open.value, runtime.allowTestNumbers, at, known ?? undefined)
    const outcomes = new OutcomeList(open.value.isFromGroup)
    const strangers = new StrangerPlaces(outcomes, (nhsNumber) => decide({ nhsNumber, onRegister: false, registrations: [] }, []))
    const places = new NumberPlaces()
    for await (const { people } of readPeopleToDecide(tx, runtime, open.value, { known })) {
      for (const { nhsNumber, person, events, discloser } of people) {
        const stem = stemOfText(nhsNumber ?? '')
        if (stem >= 0) places.add(stem, outcomes.placeOf(decide(person, events, discloser)))
      }
      await turn()
    }
    return ok({ answers: await madeInTurns(AnswerTable.make(outcomes, strangers, places)), discloserCode: oneDiscloserOf(open.value.inForce) })
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' })
}
