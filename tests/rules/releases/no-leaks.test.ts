import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entryAsTold, needsSalt } from '#app/audit/told-entries.rules.ts'
import { countIncluded, countsTold, FEWEST_ASKED, monthOf, MOST_ANSWERED } from '#app/releases/count-answer.rules.ts'
import { EPSILON, MARGIN, noiseOf } from '#app/releases/count-noise.rules.ts'
import { NumberPlaces, OutcomeList, StrangerPlaces, tableOf } from '#app/releases/answer-table.rules.ts'
import { StemSet } from '#app/releases/number-stem.rules.ts'
import { roundedCount, roundedSplit } from '#app/releases/small-numbers.rules.ts'

const bytesOf = (secret: string, question: string) => createHmac('sha256', secret).update(question).digest()

describe('figures for whoever may not know them exactly', () => {
  /** All that someone can have in mind who is told this much. */
  const fits = (told: ReturnType<typeof roundedSplit>, upTo: number) =>
    Array.from({ length: upTo }, (_, i) => Array.from({ length: upTo }, (_x, j) => [i, j] as const)).flat()
      .filter(([included, excluded]) => JSON.stringify(roundedSplit(included, excluded)) === JSON.stringify(told))

  test('never tell which small number it is, nor whether it is nought, by themselves or less one another', () => {
    for (let included = 0; included < 40; included += 1) {
      for (let excluded = 0; excluded < 40; excluded += 1) {
        const possible = fits(roundedSplit(included, excluded), 50)
        const of = (part: 0 | 1) => new Set(possible.map((pair) => pair[part]))
        for (const [part, count] of [[0, included], [1, excluded]] as const) {
          if (count < 5) expect([...of(part)], `${included} and ${excluded}`).toEqual(expect.arrayContaining([0, 1, 2, 3, 4]))
          else expect(of(part).size, `${included} and ${excluded}`).toBeGreaterThan(1)
        }
      }
    }
  })

  test('are near the truth, where they are told', () => {
    fc.assert(fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (included, excluded) => {
      const { rows } = roundedSplit(included, excluded)
      if (rows !== null) expect(Math.abs(rows - included - excluded)).toBeLessThanOrEqual(2)
      const told = roundedCount(included)
      expect(told === 'few' ? included < 5 : Math.abs(told - included) <= 2).toBe(true)
    }))
  })
})

describe('the noise of counts', () => {
  const drawn = Array.from({ length: 100_000 }, (_, i) => noiseOf(bytesOf('a secret', String(i))))
  const shareOf = (holds: (k: number) => boolean) => drawn.filter(holds).length / drawn.length

  test('is the discrete Laplace distribution: each step further from nought is less likely by e to the ε', () => {
    const atNought = (1 - Math.exp(-EPSILON)) / (1 + Math.exp(-EPSILON))
    for (const k of [0, 1, -1, 5, -5, 12, -12, 20, -20]) {
      const expected = atNought * Math.exp(-EPSILON * Math.abs(k))
      expect(Math.abs(shareOf((drawnK) => drawnK === k) - expected), String(k)).toBeLessThan(4 * Math.sqrt(expected / drawn.length))
    }
    expect(shareOf((k) => Math.abs(k) <= MARGIN)).toBeGreaterThan(0.95)
    expect(Math.abs(drawn.reduce((sum, k) => sum + k, 0) / drawn.length)).toBeLessThan(0.2)
  })

  test('is the same for the same bytes, and a whole number for any', () => {
    expect(noiseOf(bytesOf('s', 'q'))).toBe(noiseOf(bytesOf('s', 'q')))
    fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 32 }), (bytes) => Number.isInteger(noiseOf(bytes)) && Math.abs(noiseOf(bytes)) <= 360))
    expect(Math.abs(noiseOf(new Uint8Array(16)))).toBe(360)
    expect(noiseOf(new Uint8Array(16).fill(255))).toBe(0)
  })
})

/**
 * An attacker who knows everyone's choice but one person's, asks about as many lists as a month allows, and guesses. Many
 * portals with secrets of their own are attacked, the person being let through in every other one.
 */
describe('an attack on counts', () => {
  const PEOPLE = 1000
  const WORLDS = 3000
  /** What a portal tells of a list: the count with the noise of that list's own. `noiseless` shows what the attack does unhindered. */
  const portal = (world: number, isIn: boolean, noiseless = false) => (list: string, othersIn: number, withPerson: boolean): number => {
    const noise = noiseless ? 0 : noiseOf(bytesOf(`secret ${world}`, `${list} ${withPerson}`))
    return countsTold(PEOPLE, othersIn + (withPerson && isIn ? 1 : 0) + noise).mayGoOn ?? 0
  }
  const rightGuesses = (guess: (ask: ReturnType<typeof portal>) => boolean, noiseless = false) => {
    let right = 0
    for (let world = 0; world < WORLDS; world += 1) if (guess(portal(world, world % 2 === 0, noiseless)) === (world % 2 === 0)) right += 1
    return right / WORLDS
  }
  const onePair = (ask: ReturnType<typeof portal>) => ask('a', 500, true) - ask('a', 500, false) > 0.5
  /** Half of the lists with the person and half without, each pair among other people, and the differences averaged. */
  const allPairs = (ask: ReturnType<typeof portal>) => {
    let sum = 0
    for (let i = 0; i < MOST_ANSWERED / 2; i += 1) sum += ask(`b${i}`, 500 + i, true) - ask(`b${i}`, 500 + i, false)
    return sum / (MOST_ANSWERED / 2) > 0.5
  }
  /** Every list with the person in, against what is known of the others. */
  const allWith = (ask: ReturnType<typeof portal>) => {
    // The likeliest of the two, by the distribution of the noise.
    let score = 0
    for (let i = 0; i < MOST_ANSWERED; i += 1) {
      const told = ask(`c${i}`, 500, true)
      score += Math.abs(told - 500) - Math.abs(told - 501)
    }
    return score > 0
  }

  test.each([['two lists that differ by one person', onePair, 0.54], ['all that a month allows, in pairs', allPairs, 0.59], ['all that a month allows, by the likeliest', allWith, 0.63]] as const)(
    'by %s guesses little better than chance, and would guess right every time without noise', (_name, attack, most) => {
      expect(rightGuesses(attack)).toBeLessThan(most)
      expect(rightGuesses(attack, true)).toBe(1)
    })

  test('by asking about the same people again is told the same again', () => {
    const ask = portal(1, true)
    expect(new Set(Array.from({ length: 50 }, () => ask('d', 500, true))).size).toBe(1)
  })

  test('with a list of strangers around one person is told nothing small', () => {
    for (let world = 0; world < 500; world += 1) {
      const told = countsTold(FEWEST_ASKED, 1 + noiseOf(bytesOf(`w${world}`, 'strangers')))
      for (const count of [told.mayGoOn, told.mayNot]) expect(count === null || count === 0 || count >= 5).toBe(true)
      expect((told.mayGoOn === null) === (told.mayNot === null)).toBe(true)
      if (told.mayGoOn !== null) expect(told.mayGoOn + (told.mayNot as number)).toBe(FEWEST_ASKED)
    }
  })
})

describe('counting', () => {
  const list = new OutcomeList()
  const decided = (decision: 'INCLUDE' | 'EXCLUDE') => list.placeOf({ decision, reasons: decision === 'INCLUDE' ? [] : ['LOCAL'] } as never)
  const strangers = new StrangerPlaces(list, () => ({ decision: 'EXCLUDE', reasons: ['NOT_ON_REGISTER'] }) as never)
  const registerOf = (people: readonly (readonly [number, boolean])[]) => {
    const places = new NumberPlaces()
    for (const [stem, isIn] of people) places.add(stem, decided(isIn ? 'INCLUDE' : 'EXCLUDE'))
    return tableOf(list, strangers, places)
  }
  const setOf = (stems: readonly number[]) => {
    const set = new StemSet()
    for (const stem of stems) set.add(stem)
    return set
  }
  const finish = (counting: Generator<void, number>): { count: number; steps: number } => {
    for (let steps = 1; ; steps += 1) {
      const step = counting.next()
      if (step.done) return { count: step.value, steps }
    }
  }
  const stems = fc.uniqueArray(fc.integer({ min: 999_000_000, max: 999_150_000 }), { maxLength: 200 })

  test('counts those of the list who may go on', () => {
    fc.assert(fc.property(stems, stems, fc.nat(), (register, asked, salt) => {
      const people = register.map((stem) => [stem, (stem + salt) % 3 !== 0] as const)
      const expected = people.filter(([stem, isIn]) => isIn && asked.includes(stem)).length
      expect(finish(countIncluded(registerOf(people), setOf(asked))).count).toBe(expected)
      expect(setOf([...asked, ...asked]).size).toBe(asked.length)
    }), { numRuns: 50 })
  })

  test('takes as many looks and as many steps whoever is asked about: let through, left out or unknown', () => {
    const table = registerOf(Array.from({ length: 3000 }, (_, i) => [999_000_000 + i * 40, i % 2 === 0] as const))
    const workFor = (asked: readonly number[]) => {
      const set = setOf(asked)
      let looks = 0
      const { steps } = finish(countIncluded(table, { has: (stem) => { looks += 1; return set.has(stem) } }))
      return { looks, steps }
    }
    const others = Array.from({ length: 99 }, (_, i) => 999_000_000 + i * 40)
    const works = [999_100_000, 999_100_040, 999_100_001, 123_456_789].map((stem) => workFor([...others, stem]))
    expect(works[0]?.looks).toBe(3000)
    expect(new Set(works.map((work) => JSON.stringify(work))).size).toBe(1)
  })

  test('goes by months of Europe/London days', () => {
    expect(monthOf('2026-06-15')).toBe('2026-06-01')
  })
})

describe('an audit entry of another party', () => {
  const entry = { seq: 4, at: new Date('2026-06-15T10:00:00Z'), kind: 'check-completed', actor: 'key:1', organisationCode: 'A', projectRef: 'p', subject: 'check:1',
    data: '{"digestIn":"aa","digestOut":"bb","flow":"f","included":9,"receipt":"cc","rows":10,"salt":"dd","version":3}', previousHash: 'e', hash: 'f' }

  test('says what happened, and no figure, digest or hash from which one could be worked out', () => {
    expect(entryAsTold(entry, 'A')).toBe(entry)
    expect(entryAsTold(entry, 'B')).toEqual({
      ...entry, previousHash: '', hash: '', data: '{"digestIn":"some","digestOut":"some","flow":"f","included":"some","receipt":"some","rows":"some","version":3}',
    })
  })

  test('is whole where it counts nobody', () => {
    const signed = { ...entry, kind: 'document-signed', data: '{"number":1}' }
    expect(entryAsTold(signed, 'B')).toBe(signed)
    expect([needsSalt(signed), needsSalt(entry), needsSalt({ kind: 'people-searched' })]).toEqual([false, true, false])
  })
})
