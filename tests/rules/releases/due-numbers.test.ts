import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DueNumbers } from '#app/releases/due-numbers.rules.ts'

test('numbers are due once their instant has come, each once, and kept till then', () => {
  const step = fc.oneof(
    fc.record({ add: fc.nat({ max: 9 }), at: fc.option(fc.nat({ max: 50 })) }),
    fc.record({ take: fc.nat({ max: 60 }) }),
  )
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const due = new DueNumbers()
    let kept: { readonly number: number; readonly at: number }[] = []
    for (const each of steps) {
      if ('add' in each) {
        due.add(each.add, each.at)
        if (each.at !== null) kept.push({ number: each.add, at: each.at })
      } else {
        const come = new Set(kept.filter(({ at }) => at <= each.take).map(({ number }) => number))
        expect(due.isAnyDue(each.take)).toBe(come.size > 0)
        expect([...due.take(each.take)].sort()).toEqual([...come].sort())
        kept = kept.filter(({ at }) => at > each.take)
      }
      expect(due.size).toBe(kept.length)
    }
  }))
})
