import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_ASSESSMENT, type DpiaAssessment } from '#app/documents/dpia/dpia-assessment.rules.ts'
import { LIKELIHOODS, SEVERITIES } from '#app/documents/dpia/dpia-scores.rules.ts'
import { riskSchema, typedFromRisk } from '#app/documents/dpia/dpia.schema.ts'
import { RISK_RULES } from '#app/documents/dpia/dpia-risks.rules.ts'
import { piaExport } from '#app/documents/dpia/pia-export.rules.ts'
import { PIA_FILE_MAX, readPiaFile, type PiaFile } from '#app/documents/dpia/pia-file.rules.ts'
import { LIKELIHOOD_OF, PIA_EVENT_NAMES, questionsOf, SEVERITY_OF, takenFrom } from '#app/documents/dpia/pia-mapping.rules.ts'
import { EVENT_OF_RULE, newPiaFile } from '#app/documents/dpia/pia-new.rules.ts'
import { broughtIn, takenOut } from '#app/documents/dpia/pia-steps.rules.ts'
import { htmlText, partsText, plainText, textParts } from '#app/documents/dpia/pia-text.rules.ts'
import { PIA_QUESTION_WORDS } from '#app/documents/dpia/pia.words.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'
import { anyPiaText, SOME_PIA, SOME_PIA_TEXT } from '#tests/factories/pia-files.ts'

const facts = fullFacts()
const KEPT = { sha256: 'a'.repeat(64), bytes: 1, on: '2026-06-15' } as const
const fileOf = (text: string): PiaFile => { const read = readPiaFile(text); if (!read.ok) throw new Error(read.problems.map(({ path, message }) => `${path}: ${message}`).join('; ')); return read.file }
const some = fileOf(SOME_PIA_TEXT)
const into = (file: PiaFile, assessment: DpiaAssessment = NO_ASSESSMENT) => broughtIn(facts, assessment, takenFrom(file), KEPT)
const brought = into(some)
const changed = (change: (assessment: DpiaAssessment) => DpiaAssessment) => piaExport(some, change(brought))
const outOf = (text: string) => JSON.parse(text) as typeof SOME_PIA

describe('a file of the CNIL’s software', () => {
  test('goes out byte for byte as it came when nothing was changed, whatever it holds', () => {
    fc.assert(fc.property(anyPiaText, (text) => {
      const file = fileOf(text)
      const out = piaExport(file, into(file))
      expect(out.changed).toEqual([])
      expect(out.text).toBe(text)
      expect(out.left).toEqual({ risks: 0, actions: 0 })
    }), { numRuns: 400 })
    expect(piaExport(some, brought).text).toBe(SOME_PIA_TEXT)
  })

  test('comes in as risks, measures, actions and what people say, each with its place, and with nothing that no database keeps', () => {
    expect(brought.views).toMatchObject({ people: 'Nine of ten would want it.\nOne feared her landlord.' })
    expect(brought.risks.map(({ id, before }) => [id, before])).toEqual([['pia-access', { severity: 'severe', likelihood: 'possible' }], ['pia-loss', { severity: 'minimal', likelihood: 'probable' }]])
    expect(brought.risks[0]).toMatchObject({
      rule: null, impact: 'A thief learns who lives alone\nShame\nWhy so severe:\nPeople on their own\nare in danger.', cause: 'A tablet is left on a bus\nWhere it could come from:\nStaff\nA thief',
      measures: [
        { id: 'pia-measure-1', what: 'Encryption: The tablets’ drives are encrypted.', effect: 'accepted' }, { id: 'pia-named-324-2', what: 'Training', effect: 'accepted' },
        { id: 'pia-plan', what: 'Lock each tablet to its user.', effect: 'reduced', after: { severity: 'severe', likelihood: 'remote' } },
      ],
    })
    expect(brought.risks[0]?.citation).toContain('severity as 3 of 4 and likelihood as 2 of 4')
    expect(brought.actions).toMatchObject([{ id: 'pia-3-2', riskId: 'pia-access', owner: 'Head of IT', due: '2026-10-01', isBlocking: false, doneOn: null }, { id: 'pia-3-1-102', riskId: '', owner: '', due: null }])
    expect([brought.advice, brought.approval]).toEqual([null, null])
    fc.assert(fc.property(anyPiaText, (text) => { expect(JSON.stringify(into(fileOf(text)))).not.toMatch(/\\u0000|\\ud[89a-f]/i) }), { numRuns: 200 })
  })

  test('is added to what is there, and taken out again without it', () => {
    const own: DpiaAssessment = { ...brought, piaFile: null, views: { people: 'Ours.', others: 'Ours too.', restsOn: {} }, risks: [{ ...brought.risks[0]!, id: 'own-1' }], actions: [{ ...brought.actions[0]!, id: 'a1', riskId: 'own-1' }] }
    const both = into(some, own)
    expect([both.views, both.risks.map(({ id }) => id), both.actions.map(({ id }) => id)]).toEqual([own.views, ['own-1', 'pia-access', 'pia-loss'], ['a1', 'pia-3-2', 'pia-3-1-102']])
    expect(takenOut(both, takenFrom(some))).toEqual(own)
    expect(takenOut(brought, takenFrom(some))).toEqual(NO_ASSESSMENT)
    expect(piaExport(some, both)).toMatchObject({ left: { risks: 1, actions: 1 }, changed: ['pia, what people say'] })
  })

  test('never scores a risk lower than the file does', () => {
    const rank = (values: readonly string[], of: Readonly<Record<number, string>>) => [1, 2, 3, 4].map((step) => values.indexOf(of[step] as string) / 2)
    for (const ranks of [rank(SEVERITIES, SEVERITY_OF), rank(LIKELIHOODS, LIKELIHOOD_OF)]) ranks.forEach((at, index) => { expect(at).toBeGreaterThanOrEqual(index / 3 - 1e-9) })
  })

  test.each<[string, (assessment: DpiaAssessment) => DpiaAssessment, readonly string[], (file: typeof SOME_PIA) => void]>([
    ['what people say', (a) => ({ ...a, views: { ...a.views!, people: 'All ten want it.' } }), ['pia, what people say'], (file) => { file.pia.concerned_people_opinion = '<p>All ten want it.</p>' }],
    ['the advice', (a) => ({ ...a, advice: { name: 'Ivy Jay', on: '2026-06-16', advice: 'Wait.', of: '' } }), ['pia, advice'], (file) => { file.pia.dpos_names = 'Ivy Jay'; file.pia.dpo_opinion = '<p>Wait.</p>' }],
    ['an impact', (a) => withRisk(a, { impact: 'Shame\nWhy so severe:\nPeople on their own\nare in danger.' }), ['answers 321'], (file) => { file.answers[1]!.data.list = ['Shame'] }],
    ['a source', (a) => withRisk(a, { cause: 'A tablet is left on a bus\nWhere it could come from:\nStaff' }), ['answers 323'], (file) => { file.answers[3]!.data.list = ['Staff'] }],
    ['why it is so severe', (a) => withRisk(a, { impact: 'A thief learns who lives alone\nShame\nWhy so severe:\nThey live alone.' }), ['answers 325'], (file) => { file.answers[5]!.data.text = '<p>They live alone.</p>' }],
    ['a score', (a) => withRisk(a, { before: { severity: 'significant', likelihood: 'possible' }, measures: a.risks[0]!.measures.slice(0, 2) }), ['answers 325', 'evaluations 3.2'], (file) => { file.answers[5]!.data.gauge = 2; file.evaluations[1]!.gauges = { x: 2, y: 2 } }],
    ['a measure', (a) => withRisk(a, { measures: a.risks[0]!.measures.map((m, i) => (i === 0 ? { ...m, what: 'Encryption: With a new key each year.' } : m)) }), ['measures 1'], (file) => { file.measures[0]!.content = '<p>With a new key each year.</p>' }],
    ['a new measure', (a) => withRisk(a, { measures: [...a.risks[0]!.measures, { id: 'm1', what: 'Tracking: Each tablet can be found.', effect: 'accepted', after: null }] }), ['measures 3', 'answers 324'], (file) => {
      file.answers[4]!.data.list.push('Tracking')
      file.measures.push({ title: 'Tracking', pia_id: 7, content: '<p>Each tablet can be found.</p>', placeholder: 'measures.default_placeholder', created_at: null, id: 103 })
    }],
    ['a measure taken out', (a) => withRisk(a, { measures: a.risks[0]!.measures.slice(1) }), ['answers 324'], (file) => { file.answers[4]!.data.list = ['Training'] }],
    ['an action', (a) => ({ ...a, actions: a.actions.map((each, i) => (i === 1 ? { ...each, owner: 'Kit', due: '2026-12-01' } : each)) }), ['evaluations 3.1.102'], (file) => {
      file.evaluations[2] = { ...file.evaluations[2]!, estimated_implementation_date: '2026-12-01T12:00:00.000Z', person_in_charge: 'Kit' }
    }],
    ['a new action about a risk of the file', (a) => ({ ...a, actions: [...a.actions, { ...a.actions[0]!, id: 'a9', what: 'Copy it.', riskId: 'pia-loss', due: null, owner: 'Kit' }] }), ['evaluations 3.4'], (file) => {
      file.evaluations.push({ status: 2, pia_id: 7, reference_to: '3.4', action_plan_comment: '<p>Copy it.</p>', evaluation_comment: null, gauges: { x: 0, y: 0 }, estimated_implementation_date: null, person_in_charge: 'Kit', global_status: 1, id: 4 })
    }],
  ])('goes out with %s changed, and nothing else', (_what, change, places, expected) => {
    const out = changed(change)
    const wanted = structuredClone(SOME_PIA)
    expected(wanted)
    expect(out.changed).toEqual(places)
    expect(outOf(out.text)).toEqual(wanted)
    expect(Object.keys(outOf(out.text))).toEqual(Object.keys(SOME_PIA))
  })

  test('goes out as it came after each of its risks has been saved on its page as it stands', () => {
    fc.assert(fc.property(anyPiaText, (text) => {
      const file = fileOf(text)
      const assessment = into(file)
      const risks = assessment.risks.map((risk) => {
        const read = riskSchema.safeParse({ ...typedFromRisk(risk, []) })
        return read.success ? { ...risk, ...read.data, sections: undefined } : risk
      })
      expect(piaExport(file, { ...assessment, risks }).text).toBe(text)
    }), { numRuns: 300 })
  })

  test('is a file still after any change, and comes in as it was changed', () => {
    const texts = fc.array(fc.constantFrom('One.', 'Two <b>', 'Three & "four"', 'Five'), { minLength: 1, maxLength: 3, }).map((lines) => lines.join('\n'))
    fc.assert(fc.property(anyPiaText, texts, texts, fc.constantFrom(...SEVERITIES), fc.constantFrom(...LIKELIHOODS), (text, cause, impact, severity, likelihood) => {
      const file = fileOf(text)
      const assessment = into(file)
      const risks = assessment.risks.map((risk) => ({ ...risk, cause, impact, before: { severity, likelihood }, measures: [] }))
      const again = takenFrom(fileOf(piaExport(file, { ...assessment, risks }).text))
      for (const risk of again.risks.filter(({ id }) => risks.some((each) => each.id === id))) expect(risk).toMatchObject({ before: { severity, likelihood }, cause: partsText([{ heading: '', lines: cause.split('\n').map(plainText).filter(Boolean) }]) })
    }), { numRuns: 200 })
  })
})

function withRisk(assessment: DpiaAssessment, change: Partial<DpiaAssessment['risks'][number]>): DpiaAssessment {
  return { ...assessment, risks: assessment.risks.map((risk) => (risk.id === 'pia-access' ? { ...risk, ...change } : risk)) }
}

describe('a file that cannot be used', () => {
  const problemsOf = (text: string) => { const read = readPiaFile(text); return read.ok ? [] : read.problems.map(({ path }) => path) }
  const wrong = (change: (file: Record<'answers' | 'measures' | 'evaluations', unknown[]>) => void) => { const file = structuredClone(SOME_PIA) as unknown as Record<'answers' | 'measures' | 'evaluations', unknown[]>; change(file); return JSON.stringify(file) }
  test.each([
    ['{"pia": {},\n "answers": [}', ['line 2, column 14']], ['[]', ['pia']], ['{}', ['pia']], ['{"pia": []}', ['pia']], ['{"pia": {}, "answers": {}, "measures": "x"}', ['answers', 'measures']],
    [wrong((file) => { file.answers[2] = 'x' }), ['answers[2]']],
    [wrong((file) => { Object.assign((file.answers as { data: object }[])[5]!.data, { gauge: 5 }); Object.assign((file.answers as object[])[0]!, { reference_to: 'first' }) }), ['answers[0].reference_to', 'answers[5].data.gauge']],
    [wrong((file) => { Object.assign((file.answers as { data: object }[])[1]!.data, { list: ['a', 1] }) }), ['answers[1].data.list[1]']],
    [wrong((file) => { Object.assign((file.measures as object[])[1]!, { title: 4 }) }), ['measures[1].title']],
    [wrong((file) => { Object.assign((file.evaluations as object[])[1]!, { gauges: { x: 2.5, y: -1 } }) }), ['evaluations[1].gauges.x', 'evaluations[1].gauges.y']],
  ])('%#: every place that is wrong is named', (text, places) => { expect(problemsOf(text)).toEqual(places) })

  test('of many things is refused', () => {
    expect(problemsOf(JSON.stringify({ pia: {}, answers: Array.from({ length: 5001 }, () => ({ reference_to: 1 })) }))).toEqual(['answers'])
    expect(PIA_FILE_MAX).toBe(4_000_000)
  })
})

describe('the words of a file', () => {
  test.each([
    ['<p>One<br />two</p><ul><li>three</li></ul>', 'One\ntwo\n- three'], ['caf&eacute; &#8217;&#x41;&nbsp;b &unknown; &amp;lt;', 'café ’A b &unknown; &lt;'], ['<script>x()</script>a<!-- b -->', 'a'], ['a < b', 'a < b'],
  ])('%s', (html, text) => { expect(plainText(html)).toBe(text) })

  test('come back the same from what is written of them', () => {
    const line = fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '' && text !== '-' && !/&#?\w+;/.test(text))
    fc.assert(fc.property(fc.array(line, { maxLength: 4 }), (lines) => { expect(plainText(htmlText(lines.join('\n')))).toBe(lines.join('\n')) }))
    const headings = ['', 'Sources', 'Why']
    const safe = line.filter((text) => !/^(sources|why):$/i.test(text))
    fc.assert(fc.property(fc.array(safe, { maxLength: 3 }), fc.array(safe, { maxLength: 3 }), (first, second) => {
      const parts = textParts(partsText([{ heading: '', lines: first }, { heading: 'Why', lines: second }]), headings)
      expect([parts[''] ?? [], parts.Why ?? []]).toEqual([first, second])
    }))
  })
})

describe('an assessment that was made here', () => {
  const assessment: DpiaAssessment = { ...brought, piaFile: null, advice: { name: 'Ivy Jay', on: '2026-06-16', advice: 'Go on.', of: '' } }
  test('goes out as a whole file, which comes in again with its scores and open actions', () => {
    const text = newPiaFile({ projectRef: 'p', facts, assessment })
    expect(text).toBe(newPiaFile({ projectRef: 'p', facts, assessment }))
    const file = outOf(text)
    expect(file.answers.map((answer) => answer.reference_to)).toEqual([...Object.keys(PIA_QUESTION_WORDS).map(Number), ...PIA_EVENT_NAMES.flatMap((event) => Object.values(questionsOf(event)))])
    for (const reference of Object.keys(PIA_QUESTION_WORDS)) expect(plainText(file.answers.find((answer) => answer.reference_to === Number(reference))?.data.text ?? ''), reference).not.toMatch(/^$|undefined|null|\[object/)
    const taken = takenFrom(fileOf(text))
    expect(taken.risks.map(({ event, before }) => [event, before])).toEqual([['access', { severity: 'severe', likelihood: 'remote' }], ['loss', { severity: 'minimal', likelihood: 'probable' }]])
    expect(taken.actions).toMatchObject([{ id: 'pia-3-2', owner: 'Head of IT', due: '2026-10-01' }])
    expect(piaExport(fileOf(text), into(fileOf(text))).text).toBe(text)
  })

  test('that says nothing yet goes out too, and every rule that has an event is a rule', () => {
    expect(readPiaFile(newPiaFile({ projectRef: 'p', facts: { ...facts, rights: null, linkage: null, safeguards: null, tellingPeople: null, purpose: null, flows: [], datasets: [] }, assessment: NO_ASSESSMENT })).ok).toBe(true)
    for (const rule of Object.keys(EVENT_OF_RULE)) expect(RISK_RULES.some(({ id }) => id === rule), rule).toBe(true)
  })
})
