import { describe, expect, test } from 'vitest'
import { isSomeoneWaiting, pressingWork, turn } from '#app/platform/event-loop-turn.server.ts'

describe('turns', () => {
  test('come one in each round of the event loop, in the order in which they were asked for', async () => {
    const taken: string[] = []
    let rounds = 0
    let isCounting = true
    const count = () => { rounds += 1; if (isCounting) setImmediate(count) }
    const work = async (name: string) => {
      for (let part = 0; part < 5; part += 1) {
        await turn()
        taken.push(name)
      }
    }
    setImmediate(count)
    await Promise.all([work('a'), work('b'), work('c')])
    isCounting = false
    expect(taken).toEqual(Array.from({ length: 5 }, () => ['a', 'b', 'c']).flat())
    expect(rounds).toBeGreaterThanOrEqual(14)
  })

  test('go on in their order while someone waits for a page, and that is over however the page ends', async () => {
    const taken: string[] = []
    let ready = () => {}
    const page = pressingWork(new Promise<void>((resolve) => { ready = resolve }))
    expect(isSomeoneWaiting()).toBe(true)
    await Promise.all(['a', 'b'].map(async (name) => {
      for (let part = 0; part < 3; part += 1) {
        await turn()
        taken.push(name)
      }
    }))
    expect(taken).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
    ready()
    await page
    expect(isSomeoneWaiting()).toBe(false)
    await expect(pressingWork(Promise.reject(new Error('no page')))).rejects.toThrow('no page')
    expect(isSomeoneWaiting()).toBe(false)
  })
})
