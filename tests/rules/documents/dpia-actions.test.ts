import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionsOnDesk, actionStanding, CHASE_DAYS, openBlockingActions, reminderStep, wholeAction, type DpiaAction } from '#app/documents/dpia/dpia-actions.rules.ts'
import { addDays } from '#app/kernel/uk-date.ts'

const DUE = '2026-06-30'
const action = (given: Partial<DpiaAction> = {}): DpiaAction => ({ id: 'a', what: 'Encrypt it', riskId: '', owner: 'Head of IT', ownerCode: 'X1', due: DUE, isBlocking: false, doneOn: null, proof: '', ...given })

describe('an action', () => {
  test.each([
    [-15, 'open', null], [-14, 'due-soon', 'two-weeks'], [-4, 'due-soon', 'two-weeks'], [-3, 'due-soon', 'three-days'], [0, 'due-soon', 'three-days'],
    [1, 'overdue', 'overdue-1'], [CHASE_DAYS, 'overdue', 'overdue-1'], [CHASE_DAYS + 1, 'overdue', 'overdue-2'], [CHASE_DAYS * 2 + 1, 'overdue', 'overdue-3'],
  ] as const)('%i days from the day it is due is %s, and the reminder is %s', (days, standing, step) => {
    const today = addDays(DUE, days)
    expect(actionStanding(action(), today)).toBe(standing)
    expect(reminderStep(action(), today)).toBe(step)
  })

  test('without a day, or done, reminds nobody', () => {
    expect([actionStanding(action({ due: null }), DUE), reminderStep(action({ due: null }), DUE)]).toEqual(['no-day', null])
    expect([actionStanding(action({ doneOn: DUE }), '2030-01-01'), reminderStep(action({ doneOn: DUE }), '2030-01-01')]).toEqual(['done', null])
  })

  test('left open is chased for ever, every two weeks and no more often', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 3000 }), (days) => {
      expect(reminderStep(action(), addDays(DUE, days))).not.toBeNull()
      expect(reminderStep(action(), addDays(DUE, days + CHASE_DAYS))).not.toBe(reminderStep(action(), addDays(DUE, days)))
    }))
    const steps = Array.from({ length: 140 }, (_each, index) => reminderStep(action(), addDays(DUE, index + 1)))
    expect(new Set(steps).size).toBe(140 / CHASE_DAYS)
  })

  test('stops the flows while it is open and nothing may flow before it', () => {
    expect(openBlockingActions([action(), action({ isBlocking: true, doneOn: DUE }), action({ id: 'b', isBlocking: true })]).map(({ id }) => id)).toEqual(['b'])
  })

  test('that was kept before it could stop flows stops none', () => {
    const { ownerCode, isBlocking, proof, ...kept } = action()
    expect([ownerCode, isBlocking, proof]).toEqual(['X1', false, ''])
    expect(wholeAction(kept)).toEqual({ ...kept, ownerCode: '', isBlocking: false, proof: '' })
  })

  test('is on the desk of who does it and of who drafts, while it is open', () => {
    const all = [action({ id: 'a' }), action({ id: 'b', ownerCode: '', due: '2026-06-20' }), action({ id: 'c', doneOn: DUE }), action({ id: 'd', due: null })]
    expect(actionsOnDesk(all, null, '2026-06-25').map(({ id, standing }) => `${id} ${standing}`)).toEqual(['d no-day', 'b overdue', 'a due-soon'])
    expect(actionsOnDesk(all, 'X1', '2026-06-25').map(({ id }) => id)).toEqual(['d', 'a'])
    expect(actionsOnDesk(all, 'X2', '2026-06-25')).toEqual([])
  })
})
