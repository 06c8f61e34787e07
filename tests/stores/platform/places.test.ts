import { describe, expect, test } from 'vitest'
import { Places } from '#app/platform/places.server.ts'

const places = (given: Partial<ConstructorParameters<typeof Places>[0]> = {}) => new Places({ most: 3, mostOfOne: 2, patience: 10_000, crowd: 10, ...given })
const settled = async (taking: Promise<unknown>): Promise<boolean> => {
  let isSettled = false
  void taking.then(() => { isSettled = true })
  await new Promise((resolve) => setTimeout(resolve, 5))
  return isSettled
}

describe('places', () => {
  test('are so many in all, and fewer for one owner; who finds none is called when one is given back, in order', async () => {
    const all = places()
    const [a1] = [await all.take('a'), await all.take('a')]
    const a3 = all.take('a')
    expect(await settled(a3)).toBe(false)
    const b1 = await all.take('b')
    const [b2, c1] = [all.take('b'), all.take('c')]
    expect([await settled(b2), await settled(c1)]).toEqual([false, false])
    a1?.()
    expect([await settled(a3), await settled(b2), await settled(c1)]).toEqual([true, false, false])
    b1?.()
    expect([await settled(b2), await settled(c1)]).toEqual([true, false])
    ;(await a3)?.()
    expect(await settled(c1)).toBe(true)
  })

  test('are given back once, however often that is said', async () => {
    const all = places({ most: 1, mostOfOne: 1 })
    const first = await all.take('a')
    first?.()
    first?.()
    await all.take('a')
    expect(await settled(all.take('b'))).toBe(false)
  })

  test('are not given to who comes just as one is given back to who waited', async () => {
    const all = places({ most: 1, mostOfOne: 1 })
    const first = await all.take('a')
    const second = all.take('b')
    first?.()
    const third = all.take('c')
    expect([await settled(second), await settled(third)]).toEqual([true, false])
  })

  test('are refused after a while, and at once where too many wait', async () => {
    const all = places({ most: 1, mostOfOne: 1, patience: 20, crowd: 1 })
    const first = await all.take('a')
    const waiting = all.take('a')
    expect(await all.take('a')).toBeNull()
    expect(await waiting).toBeNull()
    first?.()
    expect(await all.take('a')).not.toBeNull()
  })
})
