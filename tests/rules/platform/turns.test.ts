import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Turns } from '#app/platform/turns.ts'

describe('work that serves many', () => {
  test('is done by one at a time, and for each in a turn that began after they asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), async (scheduler, fails) => {
        let [clock, running] = [0, 0]
        const began: number[] = []
        const turns = new Turns(async () => {
          running += 1
          expect(running).toBe(1)
          began.push((clock += 1))
          const turn = began.length
          await scheduler.schedule(Promise.resolve())
          running -= 1
          if (fails[turn % fails.length]) throw new Error(String(clock))
          return clock
        })
        const served = fails.map(async () => {
          await scheduler.schedule(Promise.resolve())
          const asked = (clock += 1)
          const before = began.length
          await turns.next().catch(() => {})
          expect(began.slice(before).some((at) => at > asked)).toBe(true)
        })
        await scheduler.waitFor(Promise.all(served))
        expect(began.length).toBeLessThanOrEqual(fails.length)
      }),
    )
  })
})
