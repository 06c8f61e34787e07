import { expect, test } from 'vitest'
import { statedDifferences } from '#app/documents/stated-differences.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'

const before = someFacts()
const [first, ...others] = before.parties as [typeof before.parties[number]]
const changed = (change: Partial<typeof first>) => ({ ...before, parties: [{ ...first, ...change }, ...others] })

test('nothing that a paper does not state of a party is told as a difference, and what it states is', () => {
  expect(statedDifferences('protocol', before, changed({ address: '1 New Street', registration: 'ZA999999', assurance: { status: 'not-met', publishedOn: '2026-01-01' } }))).toEqual([])
  expect(statedDifferences('protocol', before, changed({ contactEmail: 'new@practice.example', address: '1 New Street' }))).toEqual([expect.stringMatching(/^Party “.*”: changed \([^;]*\)$/)])
  expect(statedDifferences('section-251', before, changed({ assurance: { status: 'not-met', publishedOn: '2026-01-01' } }))).toHaveLength(1)
})

test('who the members of a group are is no difference; that a party became one is', () => {
  const [one, two] = [{ code: 'M1', name: 'One' }, { code: 'M2', name: 'Two' }]
  expect(statedDifferences('protocol', changed({ members: [one] }), changed({ members: [one, two] }))).toEqual([])
  expect(statedDifferences('protocol', before, changed({ members: [one] }))).toHaveLength(1)
})
