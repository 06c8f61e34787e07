import { describe, expect, test } from 'vitest'
import { openBlockingActions } from '#app/documents/dpia/dpia-actions.rules.ts'
import { applyDpiaEdit, dpiaState, highRisks, NO_ASSESSMENT, riskLeft, type DpiaAssessment } from '#app/documents/dpia/dpia-assessment.rules.ts'
import { measureProblems } from '#app/documents/dpia/dpia-scores.rules.ts'
import { questionsToAsk } from '#app/documents/dpia/dpia-screening.rules.ts'
import { suggestRisks } from '#app/documents/dpia/dpia-risks.rules.ts'
import { riskSchema, typedFromRisk } from '#app/documents/dpia/dpia.schema.ts'
import { stepsOf, type ToldAssessment } from '#db/seed/demo/assessment-story.ts'
import { oldhamAssessment } from '#db/seed/demo/oldham-assessment.ts'
import { wsdpAssessment } from '#db/seed/demo/wsdp-assessment.ts'
import { CASE_STUDIES, workedExample, WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const TOLD: readonly (readonly [string, ToldAssessment, number])[] = [
  ['oldham-gp-pilot', oldhamAssessment({ practiceCode: 'Y90101', councilCode: 'Y9OLD', drafted: '2026-05-01', today: '2026-06-15' }), 0],
  ['wsdp', wsdpAssessment({ councilCode: 'Y9TWR', processorCode: 'Y9CEG', havenCode: 'Y9HVN', start: '2026-07-01' }), 3],
]

describe.each(TOLD)('the assessment of %s in the demo world', (ref, told, blocking) => {
  const facts = workedExample(ref)
  const assessment = stepsOf(told, facts, { factsVersion: 1, on: '2026-06-15', lead: 'Lead', signatory: 'Signatory' }).reduce<DpiaAssessment>((state, { step }) => {
    const edit = step(facts, state)
    if (!edit.ok) throw new Error(edit.refusal.kind)
    const applied = applyDpiaEdit(state, edit.value)
    if (!applied.ok) throw new Error(applied.refusal.kind)
    return applied.value
  }, NO_ASSESSMENT)

  test('is whole: screened with a reason for each yes, every suggested risk decided, advised on and approved', () => {
    expect(dpiaState(assessment, facts)).toBe('approved')
    expect(assessment.screening).toMatchObject({ isNeeded: true })
    expect(Object.keys(told.said).sort()).toEqual(questionsToAsk(facts).sort())
    expect(Object.values(told.said).filter((reason) => reason !== null).every((reason) => reason.length > 20)).toBe(true)
    expect(assessment.risks.length).toBe(Object.keys(told.risks).length + told.own.length)
    expect(assessment.setAside.length).toBe(Object.keys(told.aside).length)
  })

  test('has measures that do what they say, and leaves no risk high', () => {
    for (const risk of assessment.risks) {
      expect(measureProblems(risk.before!, risk.measures), risk.id).toEqual([])
      expect(riskLeft(risk), risk.id).not.toBe('high')
      expect(riskSchema.safeParse(typedFromRisk(risk, [])).error?.issues.map(({ message }) => message), risk.id).toBeUndefined()
    }
    expect(highRisks(assessment)).toEqual([])
  })

  test('has actions of its parties, and those that are done say what shows it', () => {
    expect(openBlockingActions(assessment.actions)).toHaveLength(blocking)
    for (const action of assessment.actions) {
      expect(facts.parties.some((party) => party.organisationCode === action.ownerCode), action.id).toBe(true)
      expect(assessment.risks.some(({ id }) => id === action.riskId), action.id).toBe(true)
      expect(action.proof !== '').toBe(action.doneOn !== null)
    }
  })

  test('is advised on by an officer whom the facts name', () => {
    expect(facts.officers.some((officer) => officer.post === 'dpo' && officer.name === assessment.advice?.name)).toBe(true)
  })
})

test('what the facts suggest of any example fits the form that it is saved with', () => {
  for (const { ref, facts } of [...WORKED_EXAMPLES, ...CASE_STUDIES]) {
    for (const risk of suggestRisks(facts)) {
      const read = riskSchema.safeParse({ ...typedFromRisk({ ...risk, id: risk.rule, before: null, measures: [] }, []), likelihood: 'possible', severity: 'minimal' })
      expect(read.error?.issues.map(({ message }) => message), `${ref}: ${risk.rule}`).toBeUndefined()
    }
  }
})
