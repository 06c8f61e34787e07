import { describe, expect, test } from 'vitest'
import { boardTasks, withBoardWaits } from '#app/boards/board-waits.rules.ts'
import type { SeatKind, SittingKind } from '#app/boards/sitting.rules.ts'
import { stepsToOpen, factsToApprove } from '#tests/factories/approval-standing.ts'
import { aWait } from '#tests/factories/waiting.ts'

const TODAY = '2026-06-15'
const AT = new Date('2026-06-15T09:00:00Z')
type Sitting = Parameters<typeof boardTasks>[0][number]
const sitting = (seat: SeatKind, changes: Partial<Sitting> = {}): Sitting => ({
  boardRef: 'group', boardName: 'Data group', seat, kind: 'meeting' as SittingKind, heldOn: TODAY, openedAt: AT, closedAt: null, undecided: 3, voted: 1, ...changes,
})
const brief = (...sittings: Sitting[]) => boardTasks(sittings, [], TODAY).map(({ kind, count, href }) => [kind, count, href])
const PAGE = '/boards/group/meetings/2026-06-15'

describe('what a seat asks of somebody', () => {
  test('is to vote on what has no outcome and no vote of theirs', () => {
    for (const seat of ['chair', 'deputy', 'member'] as const) expect(brief(sitting(seat))).toEqual([['vote', 2, PAGE]])
    expect(brief(sitting('secretary'))).toEqual([])
  })

  test('is to record outcomes for whoever presides once they have voted, or decide alone', () => {
    for (const seat of ['chair', 'deputy'] as const) {
      expect(brief(sitting(seat, { voted: 3 }))).toEqual([['record', 3, PAGE]])
      expect(brief(sitting(seat, { kind: 'chair', voted: 0 }))).toEqual([['record', 3, PAGE]])
    }
    expect(brief(sitting('member', { voted: 3 }))).toEqual([])
    expect(brief(sitting('chair', { voted: 0, undecided: 0 }))).toEqual([])
  })

  test('is to read for a sitting to come, and to open it on its day for who runs it', () => {
    const called = { openedAt: null, voted: 0 }
    expect(brief(sitting('member', { ...called, heldOn: '2026-06-20' }))).toEqual([['attend', 3, '/boards/group/meetings/2026-06-20']])
    expect(brief(sitting('secretary', called))).toEqual([['open', 3, PAGE]])
    expect(brief(sitting('chair', { ...called, heldOn: '2026-06-14' }))).toEqual([['open', 3, '/boards/group/meetings/2026-06-14']])
    expect(brief(sitting('member', { ...called, heldOn: '2026-06-14' }))).toEqual([])
  })

  test('is to approve the minutes once it is closed, for whoever presides', () => {
    expect(brief(sitting('chair', { closedAt: AT }))).toEqual([['minutes', 1, `${PAGE}/minutes`]])
    expect(brief(sitting('secretary', { closedAt: AT }))).toEqual([])
  })

  test('is to put submissions on an agenda, for who runs it', () => {
    const of = (seat: SeatKind) => boardTasks([], [{ boardRef: 'group', boardName: 'Data group', seat, count: 2 }], TODAY).map(({ kind, href, count }) => [kind, href, count])
    expect(of('secretary')).toEqual([['list', '/boards/group', 2]])
    expect(of('member')).toEqual([])
  })
})

describe('what a project waits for a board to decide', () => {
  const step = stepsToOpen(factsToApprove()).find(({ kind }) => kind === 'outside-approval')!
  const submission = { stepId: step.id, question: 'May it go on?', submittedAt: AT, withdrawnAt: null, boardName: 'Data group', heldOn: '2026-06-20', decidedAt: null }
  const project = { ref: 'p', title: 'Pilot', endedAt: null }
  const outside = aWait({ kind: 'outside', step })
  const other = aWait({ kind: 'signature', step: null })
  const kinds = (changes: Partial<typeof submission> | null, endedAt: Date | null = null) =>
    withBoardWaits([outside, other], { ...project, endedAt }, changes ? [{ ...submission, ...changes }] : [], [step]).map(({ kind }) => kind)

  test('stands in the place of the body that the board sits as, since it was submitted and by the day it sits', () => {
    expect(kinds({})).toEqual(['signature', 'board'])
    expect(withBoardWaits([], project, [submission], [step])).toMatchObject([{ organisationName: 'Data group', since: AT, dueOn: '2026-06-20', stopsFlows: true, whose: 'theirs' }])
  })

  test('is over once it is decided, taken back, or the project has ended', () => {
    expect(kinds({ decidedAt: AT } as never)).toEqual(['outside', 'signature'])
    expect(kinds({ withdrawnAt: AT } as never)).toEqual(['outside', 'signature'])
    expect(kinds({}, AT)).toEqual(['outside', 'signature'])
    expect(kinds(null)).toEqual(['outside', 'signature'])
  })
})
