import type { KeyActor } from '#app/identity/actor.rules.ts'
import { ok, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { answerCheck, readFlowProject, type CheckAnswer, type CheckCall } from './answer-check.server.ts'
import type { PseudonymReading } from './check-formats.rules.ts'
import type { CheckProblem } from './check.rules.ts'
import { pseudonymIndexOf } from './pseudonym-index.server.ts'
import { answersByPseudonym, keyToCheckBy, Pseudonyms, pseudonymsUnlooked, type PseudonymProblem } from './pseudonym.rules.ts'
import { listPseudonymKeys } from './pseudonyms.store.server.ts'

export interface PseudonymCheckCall extends CheckCall {
  readonly keyVersion: Result<number, Refusal<PseudonymProblem>>
}

/** The gate for a list of pseudonyms under a project's key: the same answers, by what was given, and never by a number. */
export async function answerPseudonymCheck(
  context: Context<KeyActor>, { keyVersion, ...call }: PseudonymCheckCall,
): Promise<Result<CheckAnswer, Refusal<CheckProblem | PseudonymProblem | 'not-found' | 'not-allowed'>>> {
  const { runtime } = context
  const project = await readFlowProject(context, call.flowRef)
  if (!project.ok) return project
  if (!call.how.ok) return call.how
  if (!keyVersion.ok) return keyVersion
  const key = keyToCheckBy(await listPseudonymKeys(runtime.db, project.value.id), keyVersion.value)
  if (!key.ok) return key
  const { id, version, keySealed } = key.value
  const isPast = call.how.value.past !== null
  const pseudonyms: PseudonymReading = {
    version,
    over: async (answers) => {
      const index = pseudonymIndexOf(runtime, id, () => runtime.secrets.openBytes('pseudonym-key', keySealed))
      await index.cover(isPast ? null : call.flowRef, answers)
      return { identifier: new Pseudonyms(index.people, index.plain, (stem) => answers.isIncluded(stem)), answers: answersByPseudonym(answers) }
    },
    unlooked: pseudonymsUnlooked,
  }
  return answerCheck(context, { ...call, how: ok({ ...call.how.value, pseudonyms }) })
}
