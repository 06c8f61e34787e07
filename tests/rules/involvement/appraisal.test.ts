import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { appraisalCsv } from '#app/involvement/appraisal-csv.rules.ts'
import { appraisalPaperData } from '#app/involvement/appraisal-paper.rules.ts'
import { checkChoice, checkFixing, resultOf } from '#app/involvement/appraisal-result.rules.ts'
import { setUp, SCORE_MAX, type Appraisal } from '#app/involvement/appraisal.rules.ts'
import { choiceSchema, fixSchema, scoresSchema, setUpSchema, typedFromAppraisal, typedFromScores } from '#app/involvement/appraisal.schema.ts'
import { choiceSentences, choiceWarning, resultSentence, steadinessSentences } from '#app/involvement/appraisal.words.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { renderAppraisal } from '#app/documents/appraisal-pdf.server.ts'
import { WSDP_HAVEN, WSDP_HAVEN_CHOICE, WSDP_HAVEN_SCORES } from '#db/seed/demo/wsdp-haven.ts'
import { someAppraisal } from '#tests/factories/involvement.ts'

const namesOf = (options: readonly { readonly name: string }[]) => options.map(({ name }) => name)
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) => (result.ok ? 'ok' : result.refusal?.kind)

describe('what a table comes to', () => {
  test.each<[string, Parameters<typeof someAppraisal>[0], readonly (number | null)[], readonly string[], readonly (number | null)[]]>([
    ['one winner', {}, [65, 55, 60], ['Haven'], [1, 3, 2]],
    ['a tie', { trust: [4, 3, 4], cost: [4, 5, 4] }, [60, 55, 60], ['Haven', 'Cloud'], [1, 3, 1]],
    ['the best is ruled out', { must: [0, 1, 1] }, [65, 55, 60], ['Cloud'], [null, 2, 1]],
    ['all are ruled out', { must: [0, 0, 0] }, [65, 55, 60], [], [null, null, null]],
    ['all alike', { trust: [0, 0, 0], cost: [0, 0, 0] }, [0, 0, 0], ['Haven', 'Council', 'Cloud'], [1, 1, 1]],
  ])('%s', (_name, given, totals, winners, ranks) => {
    const result = resultOf(someAppraisal(given))
    expect(result.options.map(({ total }) => total)).toEqual(totals)
    expect(namesOf(result.winners)).toEqual(winners)
    expect(result.options.map(({ rank }) => rank)).toEqual(ranks)
    expect(result).toMatchObject({ weights: 15, most: 75, asked: 9, given: 9 })
  })

  test('while a score is missing there is no result, and its option no total', () => {
    const whole = someAppraisal()
    const result = resultOf({ ...whole, scores: whole.scores.filter(({ criterionId, optionId }) => !(criterionId === 'c2' && optionId === 'o2')) })
    expect(result.options.map(({ total, rank }) => [total, rank])).toEqual([[65, null], [null, null], [60, null]])
    expect(result).toMatchObject({ winners: [], tippings: null, given: 8 })
    expect(resultSentence(result)).toBe('1 of 9 scores are still to be given, so there is no result yet.')
    const noMust = resultOf({ ...whole, scores: whole.scores.filter(({ criterionId }) => criterionId !== 'c1') })
    expect(noMust.winners).toEqual([])
  })

  test.each<[string, Parameters<typeof someAppraisal>[0], readonly string[]]>([
    ['steady', {}, ['The same option wins whichever one weight is one higher or one lower.']],
    ['tips to another alone', { weights: [3, 3], trust: [3, 1, 4], cost: [3, 1, 2] }, [
      'If the weight of “Trust” were 2 and not 3, Haven would win.', 'If the weight of “Trust” were 4 and not 3, Cloud would win.', 'If the weight of “Cost” were 2 and not 3, Cloud would win.', 'If the weight of “Cost” were 4 and not 3, Haven would win.',
    ]],
    ['tips to a tie', { weights: [2, 3], trust: [4, 1, 2], cost: [1, 1, 2] }, ['If the weight of “Trust” were 1 and not 2, Cloud would win.', 'If the weight of “Cost” were 4 and not 3, Haven and Cloud would be equal.']],
    ['a tie that stays', { weights: [2, 2], trust: [4, 1, 4], cost: [1, 1, 1] }, ['The same options are equal whichever one weight is one higher or one lower.']],
    ['nothing to tip', { must: [0, 0, 0] }, []],
  ])('how steady it is: %s', (_name, given, sentences) => expect(steadinessSentences(resultOf(someAppraisal(given)))).toEqual(sentences))

  test('an option’s total is between nought and the most, whatever was given, and the winners are those that no other beats', () => {
    const score = fc.integer({ min: 0, max: SCORE_MAX })
    const row = fc.tuple(score, score, score)
    const weight = fc.integer({ min: 1, max: 100 })
    fc.assert(fc.property(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })), row, row, fc.tuple(weight, weight), (must, trust, cost, weights) => {
      const appraisal = someAppraisal({ must, trust, cost, weights })
      const result = resultOf(appraisal)
      const standing = result.options.filter(({ ruledOutBy }) => ruledOutBy.length === 0)
      for (const { total } of result.options) expect(total! >= 0 && total! <= result.most).toBe(true)
      expect(result.winners.map(({ id }) => id)).toEqual(standing.filter(({ total }) => standing.every((other) => total! >= other.total!)).map(({ option }) => option.id))
      for (const { option, ruledOutBy } of result.options) {
        const chosen = kindOf(checkChoice(appraisal, { optionId: option.id, reason: 'Because' }))
        expect(chosen).toBe(ruledOutBy.length > 0 ? 'ruled-out' : 'ok')
        if (chosen === 'ok') expect(kindOf(checkChoice(appraisal, { optionId: option.id, reason: '' }))).toBe(result.winners.length === 1 && result.winners[0]!.id === option.id ? 'ok' : 'reason-missing')
      }
      for (const { criterion, weight: other, winners } of result.tippings ?? []) {
        const turned: Appraisal = { ...appraisal, criteria: appraisal.criteria.map((each) => (each.id === criterion.id ? { ...each, weight: other } : each)) }
        expect(resultOf(turned).winners).toEqual(winners)
        expect(winners).not.toEqual(result.winners)
      }
    }), { seed: 6 })
  })
})

describe('what is chosen', () => {
  test.each<[string, Appraisal, string]>([
    ['nothing', someAppraisal(), 'nothing-chosen'], ['the winner, without a reason', someAppraisal({ chosen: { optionId: 'o1', reason: '' } }), 'ok'], ['another, without a reason', someAppraisal({ chosen: { optionId: 'o3', reason: '' } }), 'reason-missing'],
    ['another, with one', someAppraisal({ chosen: { optionId: 'o3', reason: 'It is sooner' } }), 'ok'], ['one that is ruled out', someAppraisal({ must: [0, 1, 1], chosen: { optionId: 'o1', reason: 'I like it' } }), 'ruled-out'],
    ['one that is not there', someAppraisal({ chosen: { optionId: 'o9', reason: 'x' } }), 'no-such-option'], ['before all is scored', { ...someAppraisal({ chosen: { optionId: 'o1', reason: 'x' } }), scores: [] }, 'not-scored'],
  ])('can be fixed or not: %s', (_name, appraisal, kind) => expect(kindOf(checkFixing(appraisal))).toBe(kind))

  test('is said with how it stands to the table', () => {
    const say = (appraisal: Appraisal) => choiceSentences(appraisal, resultOf(appraisal), null)
    expect(say(someAppraisal())).toEqual(['Nothing is chosen yet.'])
    expect(say(someAppraisal({ chosen: { optionId: 'o1', reason: '' } }))).toEqual(['Chosen: Haven.'])
    expect(say(someAppraisal({ chosen: { optionId: 'o3', reason: 'It is sooner' } }))).toEqual(['Chosen: Cloud. The table points to Haven.', 'Why: It is sooner'])
    expect(say(someAppraisal({ trust: [4, 3, 4], cost: [4, 5, 4], chosen: { optionId: 'o3', reason: 'x' } }))[0]).toBe('Chosen: Cloud. It is one of those that are equal.')
    expect(resultSentence(resultOf(someAppraisal({ trust: [4, 3, 4], cost: [4, 5, 4] })))).toBe('Haven and Cloud are equal, with 60 of 75 each. The table does not choose between them.')
  })

  test('is warned of when the table turns against it', () => {
    expect(choiceWarning(someAppraisal({ chosen: { optionId: 'o1', reason: '' } }))).toBeNull()
    expect(choiceWarning(someAppraisal({ must: [0, 1, 1], chosen: { optionId: 'o1', reason: 'x' } }))).toContain('ruled out now')
    expect(choiceWarning(someAppraisal({ trust: [1, 5, 5], chosen: { optionId: 'o1', reason: '' } }))).toContain('does not point to')
  })
})

describe('changing options and criteria', () => {
  const before = someAppraisal({ chosen: { optionId: 'o2', reason: 'x' } })
  const changed = (changes: Partial<Pick<Appraisal, 'criteria' | 'options'>>) => {
    const made = setUp(before, { ...before, ...changes })
    if (!made.ok) throw new Error(made.refusal.kind)
    return made.value
  }

  test('nothing different is nothing different', () => expect(changed({})).toEqual(before))
  test('an option that goes takes its scores and the choice of it', () => {
    const made = changed({ options: before.options.filter(({ id }) => id !== 'o2') })
    expect(made.scores.some(({ optionId }) => optionId === 'o2')).toBe(false)
    expect(made.scores).toHaveLength(6)
    expect(made.chosen).toBeNull()
  })
  test('a new one gets an id that nobody had, and no score', () => {
    const made = changed({ options: [{ id: '', name: 'New', what: 'x' }, ...before.options.slice(1)], criteria: [...before.criteria, { id: 'c2', name: 'Copied', meaning: 'x', kind: 'weighed', weight: 1 }] })
    expect(made.options.map(({ id }) => id)).toEqual(['o4', 'o2', 'o3'])
    expect(made.criteria.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3', 'c4'])
    expect(made.scores.some(({ optionId, criterionId }) => optionId === 'o4' || criterionId === 'c4')).toBe(false)
  })
  test('a criterion that becomes one that must be met loses its weight and its scores', () => {
    const made = changed({ criteria: before.criteria.map((criterion) => (criterion.id === 'c3' ? { ...criterion, kind: 'must' as const } : criterion)) })
    expect(made.criteria[2]).toMatchObject({ kind: 'must', weight: 0 })
    expect(made.scores.some(({ criterionId }) => criterionId === 'c3')).toBe(false)
  })
  test('one option, or nothing that is weighed, is no appraisal', () => {
    expect(kindOf(setUp(null, { ...before, options: before.options.slice(1, 2) }))).toBe('too-few-options')
    expect(kindOf(setUp(null, { ...before, criteria: before.criteria.slice(0, 1) }))).toBe('nothing-weighed')
  })
})

describe('the forms', () => {
  test('read back what they are filled with', () => {
    const appraisal = someAppraisal()
    const { title, question, options, criteria, scores } = appraisal
    expect(setUpSchema.parse(typedFromAppraisal(appraisal))).toEqual({ title, question, options, criteria })
    expect(scoresSchema(appraisal).parse(typedFromScores(appraisal))).toEqual(scores)
    expect(scoresSchema(appraisal).parse({})).toEqual([])
  })

  test.each<[string, object, string, RegExp]>([
    ['a weight for what must be met', { criteria: [{ name: 'a', meaning: 'b', kind: 'must', weight: '3' }] }, 'criteria.0.weight', /Criterion 1: leave the weight empty/], ['no weight', { criteria: [{ name: 'a', meaning: 'b', kind: 'weighed', weight: '' }] }, 'criteria.0.weight', /Criterion 1: enter its weight/],
    ['half a weight', { criteria: [{ name: 'a', meaning: 'b', kind: 'weighed', weight: '1.5' }] }, 'criteria.0.weight', /whole number/], ['one option', { options: [{ name: 'a', what: 'b' }] }, 'options', /Add at least two options/],
    ['two of one name', { options: [{ name: 'A', what: 'b' }, { name: 'a', what: 'c' }] }, 'options.1.name', /there is one of this name/], ['a person', { question: 'What Dr Lee asked' }, 'question', /a person’s name/],
  ])('refuse %s', (_name, changes, field, message) => {
    const read = setUpSchema.safeParse({ ...typedFromAppraisal(someAppraisal()), ...changes })
    expect(read.error?.issues.find(({ path }) => path.join('.') === field)?.message, JSON.stringify(read.error?.issues)).toMatch(message)
  })

  test.each<[string, { score?: string; reason?: string }, string, RegExp]>([
    ['a score above five', { score: '6', reason: 'x' }, 'score', /Trust, Council: select a score of 0 to 5/], ['a score without a reason', { score: '4', reason: ' ' }, 'reason', /enter the reason/], ['a reason without a score', { score: '', reason: 'x' }, 'score', /select a score/],
    ['a person in a reason', { score: '4', reason: 'Mrs Patel said so' }, 'reason', /a person’s name/],
  ])('of scores refuse %s', (_name, box, part, message) => {
    const read = scoresSchema(someAppraisal()).safeParse({ scores: { c2: { o2: box } } })
    expect(read.error?.issues.find(({ path }) => path.join('.') === `scores.c2.o2.${part}`)?.message).toMatch(message)
  })

  test('what must be met is met or not, and no more', () => expect(scoresSchema(someAppraisal()).safeParse({ scores: { c1: { o1: { score: '2', reason: 'x' } } } }).success).toBe(false))
  test('a choice and a decision need what they say', () => {
    expect(choiceSchema.safeParse({}).success).toBe(false)
    expect(choiceSchema.safeParse({ optionId: 'o1' }).success).toBe(true)
    expect(fixSchema.safeParse({ decidedBy: 'the steering group' }).success).toBe(false)
    expect(fixSchema.safeParse({ decidedOn: { day: '1', month: '4', year: '2026' }, decidedBy: 'Mr Fox' }).success).toBe(false)
  })
})

describe('an appraisal given out', () => {
  test('as CSV has every score and every total', () => {
    const rows = appraisalCsv(someAppraisal({ must: [0, 1, 1] })).trimEnd().split('\r\n')
    expect(rows).toHaveLength(1 + 9 + 3)
    expect(rows[4]).toBe('Trust,weighed,10,Haven,5,5,50,Because c2')
    expect(rows[10]).toBe('total,,15,Haven,,75,65,Ruled out by: Certified')
  })

  test('as a paper says what the page says, and can be drawn', () => {
    const made = setUp(null, WSDP_HAVEN)
    if (!made.ok) throw new Error(made.refusal.kind)
    for (const appraisal of [someAppraisal(), { ...someAppraisal(), scores: [] }, { ...made.value, scores: WSDP_HAVEN_SCORES, chosen: WSDP_HAVEN_CHOICE }]) {
      const source = { projectRef: 'wsdp', projectTitle: 'Whole <systems>', drafter: 'The council', version: 1, savedAt: new Date('2026-04-02T09:00:00Z'), appraisal, decided: null }
      const html = renderAppraisal(source)
      expect(() => paperBlocks(html)).not.toThrow()
      expect(html).not.toMatch(/undefined|\[object|NaN|\{\{|<td><\/td>|<systems>/)
      expect(html).toContain(appraisalPaperData(source).options[0]!.total)
    }
  })

  test('the demo world’s has one winner, and it is chosen', () => {
    const made = setUp(null, WSDP_HAVEN)
    const appraisal = { ...(made.ok ? made.value : someAppraisal()), scores: WSDP_HAVEN_SCORES, chosen: WSDP_HAVEN_CHOICE }
    const result = resultOf(appraisal)
    expect(namesOf(result.winners)).toEqual(['North East London Data Haven'])
    expect(result.options.filter(({ ruledOutBy }) => ruledOutBy.length > 0).map(({ option }) => option.name)).toEqual(['The council itself'])
    expect(result.weights).toBe(100)
    expect(kindOf(checkFixing(appraisal))).toBe('ok')
  })
})
