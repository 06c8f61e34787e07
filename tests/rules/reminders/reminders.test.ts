import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DUE_KINDS, type DueItem, type DueKind } from '#app/approvals/due.rules.ts'
import { addDays } from '#app/kernel/uk-date.ts'
import { approvalNotices, type NoticeGiven } from '#app/reminders/approval-notice.rules.ts'
import { approvalNewsWords } from '#app/reminders/approval-notice.words.ts'
import { peopleToRemind, perPerson, reminderStep, type Addressee, type Reachable } from '#app/reminders/reminder.rules.ts'
import { flowsWords, whenWords } from '#app/reminders/reminder.words.ts'
import { anAct, aStage, CASE_PAPERS, started } from '#tests/factories/approval-cases.ts'
import { coverOf } from '#tests/factories/approval-standing.ts'

const DUE = '2026-06-30'
const stepOn = (left: number, kind: DueKind = 'condition') => reminderStep({ kind, dueOn: DUE }, addDays(DUE, -left))

describe('the distances at which people are reminded', () => {
  test.each([
    [31, null], [30, 'thirty-days'], [8, 'thirty-days'], [7, 'seven-days'], [2, 'seven-days'], [1, 'one-day'], [0, 'on-the-day'], [-1, 'overdue-1'], [-7, 'overdue-1'], [-8, 'overdue-2'], [-15, 'overdue-3'],
  ])('with %i days left: %s', (left, step) => {
    expect(stepOn(left)).toBe(step)
  })

  test.each([[7, null], [2, null], [1, 'one-day'], [0, 'on-the-day'], [-1, 'overdue-1']])('of a stage, whose people were told when it began, with %i days left: %s', (left, step) => {
    expect(stepOn(left, 'stage')).toBe(step)
  })

  test('are each reached once, in their order, whatever mornings are missed; and what was missed is not made up for', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: -60, max: 60 }), { minLength: 1 }), fc.constantFrom(...DUE_KINDS), (mornings, kind) => {
      const told = mornings.sort((a, b) => b - a).map((left) => stepOn(left, kind))
      const sent = told.filter((step, index) => step !== null && told.indexOf(step) === index)
      // One mail a morning at most, and never one for a distance that is behind.
      expect(sent.length).toBeLessThanOrEqual(mornings.length)
      const order = ['thirty-days', 'seven-days', 'one-day', 'on-the-day', ...Array.from({ length: 9 }, (_none, n) => `overdue-${n + 1}`)]
      expect(sent.map((step) => order.indexOf(String(step)))).toEqual(sent.map((step) => order.indexOf(String(step))).sort((a, b) => a - b))
    }))
  })
})

const who = (userId: string, organisationCode = 'A'): Addressee => ({ userId, organisationCode, email: `${userId}@a.example` })
const reachable = (changes: Partial<Reachable> = {}): Reachable => ({ whoMayDo: (code) => (code === 'OWNER' ? [who('owner', 'OWNER')] : []), leads: [who('lead')], byId: (id) => who(id), takesPart: () => true, ...changes })
const owned = (changes: Partial<Pick<DueItem, 'owners' | 'isOverdue'>> = {}) => ({ owners: [{ organisationCode: 'OWNER', name: 'Owner', userIds: null }], isOverdue: false, ...changes })
const names = (people: readonly Addressee[]) => people.map(({ userId }) => userId)

describe('those who are reminded', () => {
  test('are whoever is to do it, and those who lead for the project once it is overdue', () => {
    expect(names(peopleToRemind(owned(), reachable()))).toEqual(['owner'])
    expect(names(peopleToRemind(owned({ isOverdue: true }), reachable()))).toEqual(['owner', 'lead'])
    expect(names(peopleToRemind(owned({ isOverdue: true }), reachable({ whoMayDo: () => [who('lead')] })))).toEqual(['lead'])
  })

  test('are those who lead where nobody else can be reached, or the organisation has left the project', () => {
    expect(names(peopleToRemind(owned(), reachable({ whoMayDo: () => [] })))).toEqual(['lead'])
    expect(names(peopleToRemind(owned(), reachable({ takesPart: () => false })))).toEqual(['lead'])
  })

  test('of a stage are exactly those who are asked', () => {
    expect(names(peopleToRemind(owned({ owners: [{ organisationCode: 'OWNER', name: 'Owner', userIds: ['u', 'v'] }] }), reachable()))).toEqual(['u', 'v'])
  })

  test('get one e-mail each, with all that is theirs', () => {
    const told = perPerson([{ item: 1, people: [who('a'), who('b')] }, { item: 2, people: [who('b'), who('c')] }, { item: 3, people: [who('a'), who('b')] }])
    expect(told.map(({ people, items }) => [names(people), items])).toEqual([[['a'], [1, 3]], [['b'], [1, 2, 3]], [['c'], [2]]])
    const alike = perPerson([{ item: 1, people: [who('a'), who('b')] }, { item: 2, people: [who('b'), who('a')] }])
    expect(alike.map(({ people, items }) => [names(people), items])).toEqual([[['a', 'b'], [1, 2]]])
  })
})

describe('the words of a reminder', () => {
  test('say by when, for what is done, what ends and what counts', () => {
    expect((['condition', 'decision-ends', 'assurance'] as const).flatMap((kind) => [false, true].map((isOverdue) => whenWords({ kind, dueOn: DUE, isOverdue })))).toEqual([
      'It is to be done by 30 June 2026.', 'It was to be done by 30 June 2026 and is overdue.', 'Its last day is 30 June 2026.', 'It ended on 30 June 2026.', 'It counts until 30 June 2026.', 'It has not counted since 30 June 2026.',
    ])
  })

  test('name the flows that stop, or say that it is all of them', () => {
    const flows = [{ ref: 'a', name: 'Flow A' }, { ref: 'b', name: 'Flow B' }]
    expect([flowsWords([], 2), flowsWords([flows[0]!], 2), flowsWords(flows, 2), flowsWords([flows[0]!], 1)]).toEqual([[], ['Flow A'], ['Every flow of the project'], ['Flow A']])
  })
})

describe('notices of approvals', () => {
  const NOW = new Date('2026-06-10T09:00:00Z')
  const stage = aStage()
  const due = (caseId: string, asked: readonly string[]) => ({ caseId, stepId: 'step', stage, dueOn: '2026-06-20', asked, acts: 1, lastActAt: NOW })
  const of = (changes: Partial<NoticeGiven>) => approvalNotices({ cases: [], stages: [], decisions: [], ...changes }, NOW)
  const caseOf = (...acts: Parameters<typeof started>[1][]) => ({ ...started({ stages: [stage] }, ...acts), id: 'k', stepId: 'step' })
  const agreed = anAct('approve', { userId: 'siro', stageId: 'siro', covers: coverOf(CASE_PAPERS) })

  test('tell each who is asked, once for each time that it comes to be theirs', () => {
    const abouts = (given: NoticeGiven['cases'][number]) => of({ cases: [given], stages: [due('k', ['siro'])] }).filter(({ news }) => news.kind === 'asked').map(({ about }) => about)
    expect(abouts(caseOf())).toEqual(['asked:k:siro:0:0'])
    // Other acts of the stage, such as cover that is given, are no new occasion.
    expect(abouts(caseOf(anAct('delegate', { userId: 'siro', stageId: 'siro' })))).toEqual(['asked:k:siro:0:0'])
    expect(abouts(caseOf(agreed))).toEqual(['asked:k:siro:1:0'])
    expect(abouts(caseOf(anAct('ask', { userId: 'siro', stageId: 'siro' }), anAct('answer')))).toEqual(['asked:k:siro:0:1'])
  })

  test('tell those who asked for it that it came back, once for each question', () => {
    const back = (given: NoticeGiven['cases'][number]) => of({ cases: [given] }).map(({ about, news, to }) => [about, news.kind === 'came-back' && news.how, to])
    expect(back(caseOf())).toEqual([])
    const asked = caseOf(anAct('ask', { stageId: 'siro' }))
    expect(back(asked)).toEqual([['came-back:k:1', 'question', { leadsBut: null }]])
    expect(back(caseOf(anAct('ask', { stageId: 'siro' }), anAct('delegate', { stageId: 'siro' })))).toEqual(back(asked))
    expect(back(caseOf(anAct('ask', { stageId: 'siro' }), anAct('answer')))).toEqual([])
    expect(back(caseOf(anAct('return', { stageId: 'siro' })))).toEqual([['came-back:k:1', 'returned', { leadsBut: null }]])
  })

  test('tell of a decision all but who recorded it, and of none of long ago', () => {
    const decision = (days: number) => ({ id: `d${days}`, stepId: 'step', outcome: 'Approved', meaning: 'granted' as const, recordedAt: new Date(NOW.getTime() - days * 86_400_000), recordedBy: 'siro' })
    expect(of({ decisions: [decision(0), decision(14), decision(15)] }).map(({ about, to }) => [about, to])).toEqual([['decided:d0', { leadsBut: 'siro' }], ['decided:d14', { leadsBut: 'siro' }]])
  })

  test('have words for each', () => {
    const news = [
      { kind: 'asked', stepId: 's', act: 'advises', dueOn: DUE, isBack: false }, { kind: 'asked', stepId: 's', act: 'decides', dueOn: DUE, isBack: true }, { kind: 'came-back', stepId: 's', how: 'question' },
      { kind: 'came-back', stepId: 's', how: 'returned' }, { kind: 'decided', stepId: 's', outcome: 'Approved', meaning: 'granted' },
    ] as const
    const said = news.map((one) => approvalNewsWords(one, 'Risk accepted'))
    expect(new Set(said.map(({ heading }) => heading)).size).toBe(5)
    for (const { sentence } of said) expect(sentence).toContain('Risk accepted')
  })
})
