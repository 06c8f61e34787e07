import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyDpiaEdit, dpiaState, highRisks, NO_ASSESSMENT, openAnswers, riskLeft, risksToConsultOn, undecidedRisks, type DpiaAssessment, type DpiaEdit, type DpiaRisk,
} from '#app/documents/dpia/dpia-assessment.rules.ts'
import { restsOn } from '#app/documents/dpia/dpia-prints.rules.ts'
import { RISK_RULES, suggestRisks } from '#app/documents/dpia/dpia-risks.rules.ts'
import {
  EFFECTS, LEVELS, LIKELIHOODS, measureProblems, moves, OVERALL, overall, residualLevel, SEVERITIES, type Measure, type Score,
} from '#app/documents/dpia/dpia-scores.rules.ts'
import { CRITERIA, criterionById, LARGE_SCALE_PEOPLE, questionsToAsk, QUESTION_RULES, readsOf, screen, SCREENING_QUESTIONS, type Said } from '#app/documents/dpia/dpia-screening.rules.ts'
import { adviceStep, approvalStep, consultStep, keepStep, outcomeStep, riskStep, screeningStep, sectionsOf, setAsideStep, viewsStep } from '#app/documents/dpia/dpia-steps.rules.ts'
import { factPathWords } from '#app/documents/dpia/dpia.words.ts'
import { FACT_LEAVES, factPlaces, otherAnswer, withFact } from '#app/projects/fact-leaves.rules.ts'
import { emptyFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { furtherFacts, someFacts } from '#tests/factories/facts.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'

const full = fullFacts()
const allNo: Said = Object.fromEntries(SCREENING_QUESTIONS.map((question) => [question, false]))
const plain = (changes: Partial<ProjectFacts> = {}): ProjectFacts => {
  const facts = someFacts({ linkage: null, people: { ...full.people!, howMany: 40, groups: ['adults'] }, ...changes })
  const [flow] = facts.flows
  return { ...facts, flows: [{ ...flow!, drawsOn: ['council'], article9: 'none' }] }
}
const isMet = (facts: ProjectFacts, id: string, said: Said = allNo) => screen(facts, said).findings.find((finding) => finding.criterion === id)?.met

describe('screening', () => {
  test('has the three of Article 35(3), the ten of the ICO and the nine of WP248, each with its source and its facts', () => {
    const count = (list: string) => CRITERIA.filter((criterion) => criterion.list === list).length
    expect([count('article-35-3'), count('ico'), count('wp248')]).toEqual([3, 10, 9])
    expect(new Set(CRITERIA.map(({ id }) => id)).size).toBe(CRITERIA.length)
    for (const criterion of CRITERIA) {
      expect(criterion.source).toMatch(/^https:\/\//)
      for (const path of readsOf(criterion)) expect(FACT_LEAVES, `${criterion.id} reads ${path}`).toHaveProperty([path])
    }
  })

  test('a linkage trips data matching at once, and so is enough by itself', () => {
    const linked = { ...plain(), linkage: full.linkage }
    expect(isMet(plain(), 'ico-matching')).toBe(false)
    expect(screen(linked, {})).toMatchObject({ isNeeded: true, because: ['ico-matching'] })
    expect(isMet(linked, 'ico-matching', {})).toBe(true)
  })

  test('what is anonymised before it leaves is no data about anybody’s health', () => {
    const [flow] = plain().flows
    const counts = { ...flow!, ref: 'counts', drawsOn: ['gp', 'hospital'] as const, article9: 'none' as const, projectOptOut: false, purposeKind: 'secondary' as const, confidentiality: 'anonymised' as const }
    const reason = (facts: ProjectFacts) => screen(facts, allNo).findings.find((finding) => finding.criterion === 'wp248-4')?.reason
    expect(isMet({ ...plain(), flows: [flow!, counts] }, 'wp248-4')).toBe(false)
    expect(reason({ ...plain(), flows: [flow!, counts, { ...counts, ref: 'rows', confidentiality: 'section-251' }] })).toMatch(/^1 of 3 flows carries/)
    const missed = suggestRisks({ ...plain(), tellingPeople: { ...full.tellingPeople!, told: undefined }, flows: [{ ...counts, ref: 'rows', confidentiality: 'section-251', name: 'Rows' }, { ...counts, name: 'Counts' }] }).find(({ rule }) => rule === 'objection-missed')
    expect(missed?.cause).toMatch(/“Rows”\. They are told by the privacy notice/)
  })

  test.each([
    ['letter', { projectOptOut: true, confidentiality: 'direct-care' as const }, /They have 28 days to answer a letter/],
    ['notices', { projectOptOut: true, confidentiality: 'section-251' as const }, /They are told by notices, or by a letter that they have 28 days to answer/],
  ])('of a choice that is missed it says how people are told: %s', (_how, change, said) => {
    const cause = suggestRisks({ ...plain(), tellingPeople: { ...full.tellingPeople!, told: undefined, replyDays: 28 }, flows: plain().flows.map((flow) => ({ ...flow, ...change })) }).find(({ rule }) => rule === 'objection-missed')?.cause
    expect(cause).toMatch(said)
  })

  test('one of WP248 is not enough, two are', () => {
    expect(screen(plain(), allNo)).toMatchObject({ isNeeded: false, because: [], unanswered: [] })
    expect(screen(plain(), { ...allNo, profiling: true })).toMatchObject({ isNeeded: false, because: [] })
    expect(screen(plain(), { ...allNo, profiling: true, monitoring: true })).toMatchObject({ isNeeded: true, because: ['wp248-1', 'wp248-3'] })
  })

  test('says neither yes nor no while an answer is missing that could change it', () => {
    const { harm, ...rest } = allNo
    expect(harm).toBe(false)
    expect(screen(plain(), rest)).toMatchObject({ isNeeded: null, unanswered: ['harm'] })
  })

  test.each([
    ['large-scale', { ...plain(), people: { ...full.people!, howMany: LARGE_SCALE_PEOPLE } }, 'wp248-5', true],
    ['automated', { ...plain(), rights: { ...full.rights!, automated: 'some' as const } }, 'wp248-2', true],
    ['automated', { ...plain(), rights: { ...full.rights!, automated: 'none' as const } }, 'wp248-2', false],
    ['targeting', plain(), 'ico-targeting', false],
  ] as const)('what the facts say of %s is not asked, and what a person says of it does not count', (question, facts, criterion, met) => {
    expect(questionsToAsk(facts)).not.toContain(question)
    for (const said of [true, false]) expect(isMet(facts, criterion, { ...allNo, [question]: said })).toBe(met)
  })

  test('a criterion that counts only with another does not count alone', () => {
    expect(isMet(plain(), 'ico-innovative', { ...allNo, innovative: true })).toBe(false)
    expect(isMet(someFacts(), 'ico-innovative', { ...allNo, innovative: true })).toBe(true)
  })

  test('every question changes some criterion', () => {
    for (const question of SCREENING_QUESTIONS) {
      expect(CRITERIA.some((criterion) => criterion.questions.includes(question)), question).toBe(true)
      expect(QUESTION_RULES[question].settled(emptyFacts('x')), question).toBeNull()
    }
  })
})

/** The facts, noting every path that is read to its value. */
function watched(facts: ProjectFacts): { readonly facts: ProjectFacts; readonly read: Set<string> } {
  const read = new Set<string>()
  const watch = (value: unknown, path: string): unknown => {
    if (FACT_LEAVES[path]) { read.add(path); return value }
    if (typeof value !== 'object' || value === null) return value
    return new Proxy(value, {
      get: (target, name, receiver) => {
        const inner: unknown = Reflect.get(target, name, receiver)
        if (typeof name === 'symbol' || typeof inner === 'function' || name === 'length') return inner
        return watch(inner, Array.isArray(target) ? `${path}[]` : path === '' ? name : `${path}.${name}`)
      },
    })
  }
  return { facts: watch(facts, '') as ProjectFacts, read }
}

const WORLDS: readonly ProjectFacts[] = [someFacts(), furtherFacts(), fullFacts(), emptyFacts('x'), plain(), { ...fullFacts(), flows: fullFacts().flows.map((flow) => ({ ...flow, projectOptOut: false })) }, { ...fullFacts(), stages: [], processing: [], datasets: fullFacts().datasets.map((dataset) => ({ ...dataset, level: 'household' })) }]

describe('what rules read', () => {
  test.each(RISK_RULES.map((rule) => [rule.id, rule] as const))('the risk %s reads no fact that it does not name, names one or more, and arises somewhere', (_id, rule) => {
    const read = new Set<string>()
    for (const world of WORLDS) {
      const watching = watched(world)
      const found = rule.rule(watching.facts)
      if (found) expect(`${rule.title} ${found.cause} ${found.impact}`).not.toMatch(/undefined|null|NaN|\[object/)
      for (const path of watching.read) read.add(path)
    }
    expect([...read].filter((path) => !rule.reads.includes(path)), 'read, but not named').toEqual([])
    expect(rule.reads.filter((path) => !read.has(path)), 'named, but not read').toEqual([])
    for (const path of rule.reads) expect(FACT_LEAVES).toHaveProperty([path])
    expect(WORLDS.some((world) => rule.rule(world) !== null)).toBe(true)
  })

  test.each(CRITERIA.map((criterion) => [criterion.id, criterion] as const))('the criterion %s reads no fact that it does not name', (_id, criterion) => {
    for (const world of WORLDS) {
      const { facts, read } = watched(world)
      criterion.rule(facts, (question) => QUESTION_RULES[question].settled(facts))
      expect([...read].filter((path) => !readsOf(criterion).includes(path))).toEqual([])
    }
  })

  test('the same facts suggest the same risks, and a linkage suggests those of health linkage', () => {
    expect(suggestRisks(full)).toEqual(suggestRisks(structuredClone(full)))
    const ids = suggestRisks(full).map(({ rule }) => rule)
    expect(ids).toEqual(expect.arrayContaining(['false-match', 'small-numbers', 'reidentification', 'identifiers-kept']))
    expect(suggestRisks({ ...full, linkage: null }).map(({ rule }) => rule)).not.toContain('false-match')
  })
})

const scores = fc.record({ likelihood: fc.constantFrom(...LIKELIHOODS), severity: fc.constantFrom(...SEVERITIES) })

describe('scores', () => {
  test('the table puts the two scales together as the ICO does, and never falls when a scale rises', () => {
    expect(Object.entries(OVERALL).flatMap(([severity, row]) => Object.entries(row).map(([likelihood, level]) => `${severity} ${likelihood} ${level}`))).toEqual([
      'severe remote low', 'severe possible high', 'severe probable high', 'significant remote low', 'significant possible medium', 'significant probable high',
      'minimal remote low', 'minimal possible low', 'minimal probable low',
    ])
    fc.assert(fc.property(scores, scores, (a, b) => {
      if (LIKELIHOODS.indexOf(a.likelihood) <= LIKELIHOODS.indexOf(b.likelihood) && SEVERITIES.indexOf(a.severity) <= SEVERITIES.indexOf(b.severity)) {
        expect(LEVELS.indexOf(overall(a))).toBeLessThanOrEqual(LEVELS.indexOf(overall(b)))
      }
    }))
  })

  const before: Score = { likelihood: 'probable', severity: 'severe' }
  const measure = (effect: Measure['effect'], after: Score | null): Measure => ({ id: 'm', what: 'x', effect, after })
  test.each([
    [[measure('reduced', null)], 'says-nothing-of-after'],
    [[measure('reduced', before)], 'reduces-nothing'],
    [[measure('reduced', { likelihood: 'remote', severity: 'significant' }), measure('reduced', { likelihood: 'possible', severity: 'minimal' })], 'raises-a-score'],
    [[measure('eliminated', null), measure('accepted', null)], 'after-elimination'],
  ] as const)('a measure that does not do what it says is named: %#', (measures, problem) => {
    expect(measureProblems(before, measures)).toEqual([{ index: measures.length - 1, problem }])
  })

  test('each measure says which score it moves, and accepting moves none', () => {
    expect(moves(before, measure('reduced', { likelihood: 'remote', severity: 'severe' }))).toEqual(['likelihood'])
    expect(moves(before, measure('reduced', { likelihood: 'possible', severity: 'minimal' }))).toEqual(['likelihood', 'severity'])
    expect(moves(before, measure('accepted', null))).toEqual([])
    expect(residualLevel(before, [measure('accepted', null)])).toBe('high')
    expect(residualLevel(before, [measure('eliminated', null)])).toBe('low')
  })

  test('measures without a problem never leave a risk graver than it was', () => {
    const measures = fc.array(fc.record({ id: fc.string(), what: fc.string(), effect: fc.constantFrom(...EFFECTS), after: fc.option(scores) }), { maxLength: 4 })
    fc.assert(fc.property(scores, measures, (start, row) => {
      if (measureProblems(start, row).length === 0) expect(LEVELS.indexOf(residualLevel(start, row))).toBeLessThanOrEqual(LEVELS.indexOf(overall(start)))
    }))
  })
})

function after(facts: ProjectFacts, assessment: DpiaAssessment, ...steps: ((facts: ProjectFacts, assessment: DpiaAssessment) => { ok: boolean })[]): DpiaAssessment {
  return steps.reduce((state, step) => {
    const edit = step(facts, state) as { ok: true; value: DpiaEdit } | { ok: false; refusal: { kind: string } }
    if (!edit.ok) throw new Error(edit.refusal.kind)
    const applied = applyDpiaEdit(state, edit.value)
    if (!applied.ok) throw new Error(applied.refusal.kind)
    return applied.value
  }, assessment)
}

const screened = screeningStep({ factsVersion: 7, on: '2026-04-01', by: 'Lead', said: allNo, reasons: {}, other: '' })
const scored = (risk: DpiaRisk, before: Score, measures: readonly Measure[] = []) => riskStep(risk.id, 'x', null, { title: risk.title, cause: risk.cause, impact: risk.impact, before, measures, sections: risk.rule ? [] : sectionsOf(Object.keys(risk.restsOn)) })
const MILD: Score = { likelihood: 'possible', severity: 'minimal' }
const GRAVE: Score = { likelihood: 'possible', severity: 'severe' }

/** An assessment with every suggestion kept and scored, one set aside, one risk of one's own, and the views. */
function wholeAssessment(facts: ProjectFacts): DpiaAssessment {
  const [first, ...others] = suggestRisks(facts)
  const kept = after(facts, NO_ASSESSMENT, screened, viewsStep({ people: 'We asked them.', others: 'We asked the processor.' }), setAsideStep(first!.rule, 'It cannot happen here.'), ...others.map(({ rule }) => keepStep(rule)),
    riskStep(null, 'own-1', null, { title: 'Something else', cause: 'c', impact: 'i', before: MILD, measures: [], sections: ['worth'] }))
  return after(facts, kept, ...kept.risks.map((risk) => scored(risk, MILD)))
}

const household = (facts: ProjectFacts): ProjectFacts => ({ ...facts, datasets: facts.datasets.map((dataset) => ({ ...dataset, level: 'household' as const })) })
const decided = (facts: ProjectFacts): ProjectFacts => ({ ...facts, rights: { ...facts.rights!, automated: 'some', automatedWhat: 'A list is ranked', transfers: 'adequate', transfersWhat: 'Ireland' } })
/** Between them they raise every risk that there is a rule for, and hold every fact. */
const ASSESSED = { 'everything there is': fullFacts(), Oldham: furtherFacts(), 'homes, a computer that decides and another country': household(decided(fullFacts())) }

describe('a changed fact', () => {
  test('is tried against every answer: every rule and criterion is asked, and every fact is turned', () => {
    const worlds = Object.values(ASSESSED)
    expect(new Set(worlds.flatMap((facts) => suggestRisks(facts).map(({ rule }) => rule)))).toEqual(new Set(RISK_RULES.map(({ id }) => id)))
    const turned = new Set(worlds.flatMap((facts) => factPlaces(facts).filter((place) => otherAnswer(facts, place) !== null).map(({ path }) => path)))
    const read = new Set([...CRITERIA.flatMap(readsOf), ...RISK_RULES.flatMap((rule) => rule.reads)])
    // Keys, by which other facts name a thing: they never change by themselves.
    expect([...read].filter((path) => !turned.has(path)).sort()).toEqual(['datasets[].id', 'parties[].organisationCode', 'processing[].processorCode'])
  })

  test.each(Object.entries(ASSESSED))('of %s reopens exactly the answers whose rules read it, and names itself', (_name, facts) => {
    const assessment = wholeAssessment(facts)
    expect(openAnswers(assessment, facts)).toEqual([])
    const reads = [
      ...CRITERIA.map((criterion) => [`criterion ${criterion.id}`, readsOf(criterion)] as const),
      ['views ', Object.keys(assessment.views!.restsOn)] as const,
      ...assessment.risks.map((risk) => [`risk ${risk.id}`, risk.rule ? RISK_RULES.find(({ id }) => id === risk.rule)!.reads : Object.keys(risk.restsOn)] as const),
      ...assessment.setAside.map((aside) => [`set-aside ${aside.rule}`, RISK_RULES.find(({ id }) => id === aside.rule)!.reads] as const),
    ]
    let turned = 0
    for (const place of factPlaces(facts)) {
      const other = otherAnswer(facts, place)
      if (other === null) continue
      turned += 1
      const open = openAnswers(assessment, withFact(facts, place.place, other))
      expect(open.map(({ kind, id }) => `${kind} ${id}`), place.place.join('.')).toEqual(reads.filter(([, paths]) => paths.includes(place.path)).map(([name]) => name))
      for (const answer of open) expect(answer.facts).toEqual([place.path])
      expect(factPathWords(place.path)).not.toMatch(/undefined|\[|\]/)
    }
    expect(turned).toBeGreaterThan(100)
  })

  test('a risk of one’s own rests on the sections that it names, and on nothing when it names none', () => {
    const assessment = wholeAssessment(full)
    const own = assessment.risks.find((risk) => risk.id === 'own-1')
    expect(Object.keys(own?.restsOn ?? {}).every((path) => path.startsWith('worth.'))).toBe(true)
    expect(openAnswers(assessment, { ...full, worth: null }).some((answer) => answer.id === 'own-1')).toBe(true)
  })

  test('turned back, it closes them again', () => {
    expect(restsOn(full, ['flows[].legalPower'])).toEqual(restsOn(structuredClone(full), ['flows[].legalPower']))
  })
})

describe('the state of an assessment', () => {
  const whole = wholeAssessment(full)
  const advised = after(full, whole, adviceStep({ name: 'Ola Reed', on: '2026-04-02', advice: 'Go on.' }))
  const approval = approvalStep({ measuresBy: 'Mina Shah', residualBy: 'Mina Shah', advice: 'accepted', why: '', departs: '', keptBy: 'Lead', on: '2026-04-03', by: 'Mina Shah' })
  const approved = after(full, advised, approval)
  const grave = after(full, whole, scored(whole.risks[0]!, GRAVE))

  test('goes from screening to approval', () => {
    expect(dpiaState(NO_ASSESSMENT, full)).toBe('not-screened')
    expect(dpiaState(after(full, NO_ASSESSMENT, screened), full)).toBe('risks-open')
    expect(dpiaState(after(plain(), NO_ASSESSMENT, screened), plain())).toBe('not-needed')
    expect(undecidedRisks(whole, full)).toEqual([])
    expect([whole, advised, approved].map((assessment) => dpiaState(assessment, full))).toEqual(['advice-needed', 'approval-needed', 'approved'])
    expect(dpiaState(approved, { ...full, linkage: { ...full.linkage!, clockMonths: 4 } })).toBe('answers-open')
  })

  test('approval needs advice on exactly what is approved, and nothing left open', () => {
    expect(approval(full, whole)).toMatchObject({ refusal: { kind: 'advice-missing' } })
    expect(approval(full, after(full, NO_ASSESSMENT, screened))).toMatchObject({ refusal: { kind: 'risks-open' } })
    const changed = after(full, approved, scored(approved.risks[0]!, { likelihood: 'possible', severity: 'significant' }))
    expect(dpiaState(changed, full)).toBe('advice-needed')
    expect(approval(full, changed)).toMatchObject({ refusal: { kind: 'advice-missing' } })
  })

  test('a risk that stays high waits for the Commissioner, and only an answer that allows it lets it pass', () => {
    expect(highRisks(whole)).toEqual([])
    expect(dpiaState(grave, full)).toBe('prior-consultation')
    expect(riskLeft(grave.risks[0]!)).toBe('high')
    const ask = consultStep({ askedOn: '2026-04-10', reference: '' })
    expect(ask(full, whole)).toMatchObject({ refusal: { kind: 'nothing-to-consult-on' } })
    const outcome = (kind: 'no-objection' | 'advice-followed' | 'advice-open' | 'warned' | 'prohibited') => outcomeStep({ outcome: kind, outcomeOn: '2026-05-20', words: '' })
    expect(outcome('no-objection')(full, grave)).toMatchObject({ refusal: { kind: 'not-asked-yet' } })
    const asked = after(full, grave, ask)
    expect(risksToConsultOn(asked)).toHaveLength(1)
    for (const kind of ['advice-open', 'warned', 'prohibited'] as const) expect(risksToConsultOn(after(full, asked, outcome(kind)))).toHaveLength(1)
    for (const kind of ['no-objection', 'advice-followed'] as const) expect(risksToConsultOn(after(full, asked, outcome(kind)))).toEqual([])
  })

  test('an answer of the Commissioner covers the risks that were asked about, as they were', () => {
    const passed = after(full, grave, consultStep({ askedOn: '2026-04-10', reference: 'C/1' }), outcomeStep({ outcome: 'no-objection', outcomeOn: '2026-05-20', words: 'None.' }))
    expect(dpiaState(passed, full)).toBe('advice-needed')
    const another = after(full, passed, scored(passed.risks[1]!, GRAVE))
    expect(risksToConsultOn(another).map((risk) => risk.id)).toEqual([passed.risks[1]!.id])
    const graver = after(full, passed, scored(passed.risks[0]!, { likelihood: 'probable', severity: 'severe' }))
    expect(risksToConsultOn(graver).map((risk) => risk.id)).toEqual([passed.risks[0]!.id])
  })

  test('a criterion’s finding can be looked up by its id', () => {
    for (const finding of whole.screening!.findings) expect(criterionById(finding.criterion)).toBeDefined()
  })
})
