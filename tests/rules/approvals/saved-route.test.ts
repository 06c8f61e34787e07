import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRoutedRule, routeForStep, ROUTED_RULES, savedOn, stageLevels, usualRoute, type SavedRoute } from '#app/approvals/approval-route.rules.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { ROUTE_REFUSALS, type PostHolder, type RouteRefusalKind } from '#app/approvals/check-route.rules.ts'
import { STEP_RULES, stepRule } from '#app/approvals/route-rules.rules.ts'
import { checkSaved, drawn, fieldOfRefusal, mayFollow, routeOf, SAVE_ROUTE_REFUSALS, type StageGiven } from '#app/approvals/saved-route.rules.ts'
import { savedRouteSchema, tryOutSchema, typedFromStages, typedWithStages } from '#app/approvals/saved-route.schema.ts'
import { levelWords, routeRefusalWords, routeWords, SAVE_ROUTE_REFUSAL_STATUS, SAVE_ROUTE_REFUSAL_WORDS } from '#app/approvals/saved-route.words.ts'
import { readTyped } from '#app/kernel/form-data.ts'
import { aStage, ORG, THREE_STAGES } from '#tests/factories/approval-cases.ts'

const RULE = 'siro-accepts-risk'
const people: readonly PostHolder[] = (['dpo', 'caldicott-guardian', 'siro', 'ig-lead', 'information-asset-owner'] as const).map((post) => ({ userId: post, organisationCode: ORG, post }))
const stage = (changes: Partial<StageGiven> = {}): StageGiven => ({ id: 'stage-1', post: 'siro', act: 'decides', howMany: 1, after: [], days: 10, mustSee: [], ...changes })
const version = (number: number, from: string, route: SavedRoute['route'] = THREE_STAGES): SavedRoute => ({ number, from, route })

describe('the sign-offs of which an organisation says how it decides', () => {
  test('are those of an officer that only a decision shows', () => {
    expect([...ROUTED_RULES].sort()).toEqual(STEP_RULES.filter(({ kind, shownBy, post }) => kind === 'sign-off' && shownBy === 'decision' && post !== null).map(({ id }) => id).sort())
    expect([isRoutedRule(RULE), isRoutedRule('parties-sign'), isRoutedRule('section-251-support')]).toEqual([true, false, false])
  })
})

describe('what counts on a day', () => {
  test.each<[string, readonly SavedRoute[], number | null]>([
    ['nothing saved', [], null],
    ['one that begins on the day', [version(1, '2026-06-15')], 1],
    ['one that begins on the day after', [version(1, '2026-06-16')], null],
    ['of two that have begun, the one saved last', [version(1, '2026-06-10'), version(2, '2026-06-01')], 2],
    ['of one that has begun and one to come, the first', [version(1, '2026-06-10'), version(2, '2026-07-01')], 1],
    ['whatever the order they are read in', [version(2, '2026-06-01'), version(1, '2026-06-10')], 2],
  ])('is, with %s', (_what, versions, number) => {
    expect(savedOn(versions, '2026-06-15')?.number ?? null).toBe(number)
  })

  test('is the usual route where the last that was saved goes back to it', () => {
    const step = { post: 'siro' as const, organisationCode: ORG, documents: ['dpia' as const] }
    expect(routeForStep(savedOn([version(1, '2026-06-01'), version(2, '2026-06-10', null)], '2026-06-15'), step, ['dpia'])).toEqual(usualRoute(step))
    expect(routeForStep(null, step, ['dpia'])).toEqual(usualRoute(step))
    expect(routeForStep(version(1, '2026-06-01'), { ...step, post: null }, ['dpia'])).toBeNull()
  })

  test('asks everybody to have seen what is decided on, and of other papers those that the project has', () => {
    const route = { stages: [aStage({ mustSee: ['privacy-notice', 'consent-form', 'dpia'] }), aStage({ id: 'advice', post: 'dpo', act: 'advises', mustSee: [] })] }
    const made = routeForStep({ route }, { post: 'siro', organisationCode: ORG, documents: ['dpia', 'protocol'] }, ['dpia', 'protocol', 'privacy-notice'])
    expect(made!.stages.map(({ mustSee }) => mustSee)).toEqual([['dpia', 'protocol', 'privacy-notice'], ['dpia', 'protocol']])
  })
})

describe('a route that is to be saved', () => {
  const BAD: Partial<Record<RouteRefusalKind, readonly StageGiven[]>> = {
    'no-stages': [],
    'too-many-stages': Array.from({ length: 9 }, (_each, index) => stage({ id: `stage-${index}` })),
    'stage-twice': [stage(), stage()],
    'stage-unknown': [stage({ after: ['nowhere'] })],
    cycle: [stage({ after: ['stage-2'] }), stage({ id: 'stage-2', post: 'dpo', act: 'advises', after: ['stage-1'] })],
    'days-out-of-bounds': [stage({ days: 0 })],
    'number-out-of-bounds': [stage({ howMany: 6 })],
    'nothing-decides': [stage({ act: 'advises' })],
    'officer-would-approve': [stage(), stage({ id: 'stage-2', post: 'dpo' })],
    'same-officer-twice': [stage(), stage({ id: 'stage-2' })],
    'too-few-in-post': [stage({ howMany: 2 })],
  }
  test.each(Object.entries(BAD))('is refused for what is wrong with it: %s', (kind, stages) => {
    const checked = checkSaved(routeOf(stages, ORG), RULE, people)
    expect(checked).toMatchObject({ ok: false, refusal: { kind } })
  })

  test('is refused where nobody holds a post, with the box of that stage', () => {
    const stages = [stage(), stage({ id: 'stage-2', post: 'dpo', act: 'advises' })]
    const checked = checkSaved(routeOf(stages, ORG), RULE, people.filter(({ post }) => post !== 'dpo'))
    expect(checked).toMatchObject({ ok: false, refusal: { kind: 'nobody-in-post' } })
    expect(checked.ok ? '' : fieldOfRefusal(checked.refusal, stages)).toBe('stages.1.post')
    expect(checkSaved(routeOf(stages, 'Y90001'), RULE, people)).toMatchObject({ ok: false, refusal: { kind: 'nobody-in-post' } })
  })

  test('is refused where the officer whom the rule names only advises, or is left out', () => {
    const guardian = stage({ post: 'caldicott-guardian' })
    expect(checkSaved(routeOf([guardian], ORG), RULE, people)).toMatchObject({ ok: false, refusal: { kind: 'officer-left-out', details: { post: 'siro' } } })
    expect(checkSaved(routeOf([guardian, stage({ id: 'stage-2', act: 'advises' })], ORG), RULE, people)).toMatchObject({ ok: false, refusal: { kind: 'officer-left-out' } })
    expect(checkSaved(routeOf([guardian, stage({ id: 'stage-2' })], ORG), RULE, people)).toEqual({ ok: true, value: null })
  })

  test('is taken for every sign-off with its own officer and others beside', () => {
    for (const rule of ROUTED_RULES) {
      const { post } = stepRule(rule)
      const others = people.filter((one) => one.post !== post).map((one, index) => stage({ id: `stage-${index + 2}`, post: one.post, act: 'advises', after: ['stage-1'] }))
      expect([rule, checkSaved(routeOf([stage({ post: post! }), ...others], ORG), rule, people).ok]).toEqual([rule, true])
    }
  })

  test('follows what was saved before it, and is saved once', () => {
    const today = '2026-06-15'
    const give = (versions: readonly SavedRoute[], basedOn: number, from = today, route: SavedRoute['route'] = THREE_STAGES) => mayFollow(versions, { basedOn, from, route }, today)
    expect(give([], 0)).toEqual({ ok: true, value: { number: 1, isNew: true } })
    expect(give([version(1, today)], 0)).toEqual({ ok: true, value: { number: 1, isNew: false } })
    const reordered = { stages: THREE_STAGES.stages.map(({ id, days, ...rest }) => ({ days, ...rest, after: [...rest.after].reverse(), id })) }
    expect(give([version(1, today)], 0, today, reordered)).toEqual({ ok: true, value: { number: 1, isNew: false } })
    expect(give([version(1, today)], 0, '2026-06-16')).toMatchObject({ ok: false, refusal: { kind: 'changed-since-read' } })
    expect(give([version(1, today)], 1, '2026-06-16')).toEqual({ ok: true, value: { number: 2, isNew: true } })
    expect(give([], 0, '2026-06-14')).toMatchObject({ ok: false, refusal: { kind: 'begins-in-the-past' } })
    expect(give([], 0, today, null)).toMatchObject({ ok: false, refusal: { kind: 'usual-already' } })
    expect(give([version(1, '2026-06-01')], 1, today, null)).toEqual({ ok: true, value: { number: 2, isNew: true } })
    expect(give([version(1, '2026-06-01', null)], 1, today, null)).toMatchObject({ ok: false, refusal: { kind: 'usual-already' } })
  })

  test('has words and a status for every refusal, and a box for each that is about a stage', () => {
    for (const kind of SAVE_ROUTE_REFUSALS) {
      expect(SAVE_ROUTE_REFUSAL_WORDS[kind]).not.toBe('')
      expect(SAVE_ROUTE_REFUSAL_STATUS[kind]).toBeGreaterThanOrEqual(400)
    }
    const ofAStage = ROUTE_REFUSALS.filter((kind) => !['no-stages', 'too-many-stages', 'nothing-decides'].includes(kind))
    for (const kind of ofAStage) expect([kind, fieldOfRefusal({ kind, details: { stage: 'stage-1' } }, [stage()])]).toEqual([kind, expect.stringMatching(/^stages\.0\./)])
    expect(fieldOfRefusal({ kind: 'begins-in-the-past' }, [])).toBe('from')
    expect(fieldOfRefusal({ kind: 'no-stages' }, [])).toBe('')
  })
})

describe('the order of stages', () => {
  test('puts those side by side that come after the same, and leaves out what comes after itself', () => {
    expect(stageLevels(THREE_STAGES.stages).map((level) => level.map(({ id }) => id))).toEqual([['advice', 'guardian'], ['siro']])
    expect(stageLevels([aStage({ id: 'a', after: ['b'] }), aStage({ id: 'b', after: ['a'] }), aStage({ id: 'c' })]).map((level) => level.map(({ id }) => id))).toEqual([['c']])
    expect(drawn(THREE_STAGES, [{ ...people[0]!, name: 'Dana' }]).map(({ id, level, people: who }) => [id, level, who])).toEqual([['advice', 0, ['Dana']], ['guardian', 0, []], ['siro', 1, []]])
    expect(routeWords(THREE_STAGES)).toBe('Data protection officer advises and Caldicott Guardian decides, then Senior information risk owner decides')
    expect([levelWords(0, 1), levelWords(0, 2), levelWords(1, 1), levelWords(1, 2)]).toEqual(['First', 'First, at the same time', 'Then', 'Then, at the same time'])
    expect(routeRefusalWords({ kind: 'nobody-in-post', details: { stage: 'siro' } }, THREE_STAGES)).toContain(OFFICER_POST_WORDS.siro)
  })

  test('keeps each stage behind all that it comes after, whatever the stages', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.nat({ max: 5 }), { maxLength: 3 }), { minLength: 1, maxLength: 6 }), (drawnAfter) => {
      const stages = drawnAfter.map((after, index) => ({ id: String(index), after: after.filter((at) => at < drawnAfter.length).map(String) }))
      const levels = stageLevels(stages)
      const levelOf = new Map(levels.flatMap((level, index) => level.map(({ id }) => [id, index] as const)))
      for (const { id, after } of stages) if (levelOf.has(id)) expect(Math.max(-1, ...after.map((before) => levelOf.get(before) ?? Infinity)) + 1).toBe(levelOf.get(id))
      // What is left out comes after itself, or after what does.
      for (const { id, after } of stages) if (!levelOf.has(id)) expect(after.some((before) => !levelOf.has(before))).toBe(true)
    }))
  })
})

describe('the form', () => {
  const typed = { ...typedFromStages(routeOf([stage(), stage({ id: 'stage-2', post: 'dpo', act: 'advises', after: ['stage-1'], mustSee: ['protocol'] })], ORG).stages, '2026-06-20'), basedOn: '3' }

  test('gives back what it was filled in with', () => {
    expect(readTyped(typed, savedRouteSchema)).toMatchObject({ ok: true, value: { basedOn: 3, from: '2026-06-20', stages: [stage(), stage({ id: 'stage-2', post: 'dpo', act: 'advises', after: ['stage-1'], mustSee: ['protocol'] })] } })
  })

  test('names the stage and the box of everything that is wrong', () => {
    const bad = { ...typed, stages: [{ id: 'stage-1', post: '', act: 'approves', howMany: 'two', days: '91', after: ['../x'], mustSee: 'all' }], from: { day: '31', month: '2', year: '2026' } }
    const read = readTyped(bad, savedRouteSchema)
    expect(read.ok ? [] : read.problems.map(({ field }) => field).sort()).toEqual(['from', 'stages.0.act', 'stages.0.after.0', 'stages.0.days', 'stages.0.howMany', 'stages.0.mustSee.0', 'stages.0.post'])
    expect(read.ok ? '' : read.problems.find(({ field }) => field === 'stages.0.post')?.message).toMatch(/^Stage 1: /)
    expect(readTyped({ ...typed, stages: undefined }, savedRouteSchema)).toMatchObject({ ok: false, problems: [{ field: 'stages', message: 'Add at least one stage' }] })
    expect(readTyped({ ...typed, on: '' }, tryOutSchema)).toMatchObject({ ok: false, problems: [{ field: 'on' }] })
    expect(readTyped({ ...typed, on: 'pilot siro-accepts-risk--Y9C' }, tryOutSchema)).toMatchObject({ ok: true, value: { on: { projectRef: 'pilot', stepId: 'siro-accepts-risk--Y9C' } } })
  })

  test('adds, removes and moves stages, and keeps what was typed', () => {
    const rowsOf = (given: ReturnType<typeof typedWithStages>) => (given.stages as { id: string; after: string[] | string }[]).map(({ id, after }) => [id, after])
    expect(rowsOf(typedWithStages(typed, 'add'))).toEqual([['stage-1', []], ['stage-2', ['stage-1']], ['stage-3', []]])
    expect(rowsOf(typedWithStages(typed, 'down-0'))).toEqual([['stage-2', ['stage-1']], ['stage-1', []]])
    expect(rowsOf(typedWithStages(typed, 'up-1'))).toEqual([['stage-2', ['stage-1']], ['stage-1', []]])
    expect(rowsOf(typedWithStages(typed, 'remove-0'))).toEqual([['stage-2', []]])
    expect(rowsOf(typedWithStages(typedWithStages(typed, 'remove-0'), 'add'))).toEqual([['stage-2', []], ['stage-1', []]])
    for (const asked of ['up-0', 'down-1', 'remove-9', 'remove-x', 'sort']) expect(typedWithStages(typed, asked)).toEqual(typed)
    const full = Array.from({ length: 10 }).reduce<ReturnType<typeof typedWithStages>>((given) => typedWithStages(given, 'add'), typed)
    expect((full.stages as unknown[]).length).toBe(8)
    expect(typedWithStages({ basedOn: '0' }, 'add').stages).toHaveLength(1)
  })
})
