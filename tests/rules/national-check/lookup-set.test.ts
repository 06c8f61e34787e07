import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LookupSet } from '#app/national-check/lookup-set.rules.ts'
import { namesIn } from '#app/national-check/reply-name.rules.ts'

const hash = (n: number): Buffer => createHash('sha256').update(String(n)).digest()

test('a set of hashes holds what was added and nothing else', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat({ max: 400 }), { maxLength: 300 }), (numbers) => {
    const set = new LookupSet(numbers.length)
    for (const number of [...numbers, ...numbers]) set.add(hash(number))
    expect(set.size).toBe(numbers.length)
    for (let n = 0; n <= 400; n += 1) expect(set.has(hash(n))).toBe(numbers.includes(n))
  }), { numRuns: 60 })
})

test('hashes that begin alike are told apart, and no more are taken than were announced', () => {
  const set = new LookupSet(2)
  const [one, two, three] = [1, 2, 3].map((last) => Buffer.from([...Array<number>(15).fill(7), last, 0, 0])) as [Buffer, Buffer, Buffer]
  set.add(one)
  set.add(two)
  expect([set.has(one), set.has(two), set.has(three)]).toEqual([true, true, false])
  expect(() => set.add(three)).toThrow('fuller')
  expect(() => set.has(Buffer.alloc(4))).toThrow('too short')
})

test.each([
  ['oldham-gp-pilot-register_0047.dat', [{ localId: 'oldham-gp-pilot-register_0047' }]],
  ['ABC01HC001-020326-0047.dat', [{ subject: 'ABC01HC001-020326-0047' }]],
  ['abc01hc001-020326-0047 (2).dat', [{ subject: 'ABC01HC001-020326-0047' }]],
  ['reply.ABC01HC001-020326-0047.oldham-gp_0001.txt', [{ subject: 'ABC01HC001-020326-0047' }, { localId: 'oldham-gp_0001' }]],
  ['ABC01HC001-320326-0047.dat', []], ['reply.dat', []], ['', []],
])('the file name %s stands for %j', (name, expected) => {
  expect(namesIn(name)).toEqual(expected)
})
