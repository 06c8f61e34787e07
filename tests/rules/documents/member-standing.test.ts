import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memberStandings, type MemberAct, type MemberStanding, type SignatureOn } from '#app/documents/member-standing.rules.ts'

const HASH = 'a'.repeat(64)
const OTHER = 'b'.repeat(64)
const MEMBERS = ['M1', 'M2', 'M3', 'M4'].map((code) => ({ code, name: `${code} Surgery` }))
const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number))

const signature = (organisationCode: string, on: number, contentHash = HASH): SignatureOn => ({ organisationCode, contentHash, signedAt: day(on), schedules: [] })
const act = (organisationCode: string, kind: MemberAct['kind'], recorded: number, more: { readonly from?: number; readonly into?: string; readonly words?: string } = {}): MemberAct => ({
  organisationCode, kind, contentHash: more.words ?? HASH, recordedAt: day(recorded), effectiveAt: day(more.from ?? recorded), successorCode: more.into ?? null,
})
const standing = (code: string, at: number, signatures: readonly SignatureOn[], acts: readonly MemberAct[] = []): MemberStanding =>
  memberStandings(MEMBERS, { contentHash: HASH, signatures, acts }, day(at)).find((one) => one.code === code)!
const on = (code: string, days: readonly number[], signatures: readonly SignatureOn[], acts: readonly MemberAct[] = []) => days.map((at) => standing(code, at, signatures, acts).state)

describe('where a member stands', () => {
  test('waits until it signs these words, whenever that is', () => {
    expect(on('M1', [0, 9, 10], [signature('M1', 10)])).toEqual(['waiting', 'waiting', 'signed'])
    expect(on('M1', [20], [signature('M1', 10, OTHER), signature('M2', 10)])).toEqual(['waiting'])
  })

  test('leaves when its notice is over, and counts until then', () => {
    const acts = [act('M1', 'left', 5, { from: 10 })]
    expect(on('M1', [4, 5, 9, 10, 99], [signature('M1', 1)], acts)).toEqual(['signed', 'leaving', 'leaving', 'left', 'left'])
    expect(standing('M1', 9, [signature('M1', 1)], acts)).toMatchObject({ discloses: true, endsAt: day(10) })
    expect(standing('M1', 10, [signature('M1', 1)], acts)).toMatchObject({ discloses: false })
  })

  test('comes back from then on, and not before', () => {
    const acts = [act('M1', 'left', 5), act('M1', 'returned', 20)]
    expect(on('M1', [4, 5, 19, 20], [signature('M1', 1)], acts)).toEqual(['signed', 'left', 'left', 'signed'])
  })

  test('comes back by signing once it has left; signing while it is on notice changes nothing', () => {
    expect(on('M1', [9, 10, 12], [signature('M1', 12)], [act('M1', 'left', 5, { from: 10 })])).toEqual(['waiting', 'left', 'signed'])
    expect(on('M1', [9, 10, 12], [signature('M1', 8)], [act('M1', 'left', 5, { from: 10 })])).toEqual(['leaving', 'left', 'left'])
  })

  test('declines these words and may sign them after all; having declined other words says nothing of these', () => {
    expect(on('M1', [4, 5, 9], [signature('M1', 9)], [act('M1', 'declined', 5)])).toEqual(['waiting', 'declined', 'signed'])
    expect(on('M1', [6], [], [act('M1', 'declined', 5, { words: OTHER })])).toEqual(['waiting'])
    expect(standing('M1', 6, [signature('M1', 4)], [act('M1', 'declined', 5)])).toMatchObject({ state: 'declined', discloses: false })
  })

  test('once merged, goes on for those on its own list until the successor speaks for itself', () => {
    const acts = [act('M1', 'merged', 3, { from: 10, into: 'M2' })]
    const signatures = [signature('M1', 1)]
    expect(standing('M1', 9, signatures, acts)).toMatchObject({ state: 'leaving', discloses: true, onListBefore: null })
    expect(standing('M1', 10, signatures, acts)).toMatchObject({ state: 'carried', discloses: true, onListBefore: day(10), successorCode: 'M2' })
    expect(standing('M2', 10, signatures, acts)).toMatchObject({ state: 'waiting', discloses: false })
    expect(standing('M1', 20, [...signatures, signature('M2', 20)], acts)).toMatchObject({ state: 'merged', discloses: false })
    expect(standing('M1', 20, signatures, [...acts, act('M2', 'declined', 15)])).toMatchObject({ state: 'merged', discloses: false })
    expect(standing('M1', 20, signatures, [...acts, act('M2', 'left', 15)])).toMatchObject({ state: 'merged', discloses: false })
  })

  test('a merger carries nothing that was not signed, into nobody who is no member, and round no circle', () => {
    expect(standing('M1', 10, [], [act('M1', 'merged', 3, { from: 10, into: 'M2' })])).toMatchObject({ state: 'merged', discloses: false })
    expect(standing('M1', 10, [signature('M1', 1)], [act('M1', 'merged', 3, { from: 10, into: 'X9' })])).toMatchObject({ state: 'merged', discloses: false })
    const circle = [act('M1', 'merged', 3, { into: 'M2' }), act('M2', 'merged', 3, { into: 'M1' })]
    expect(standing('M1', 10, [signature('M1', 1)], circle).discloses).toBe(false)
    const chain = [act('M1', 'merged', 3, { into: 'M2' }), act('M2', 'merged', 4, { into: 'M3' })]
    expect(standing('M1', 10, [signature('M1', 1)], chain)).toMatchObject({ state: 'carried', onListBefore: day(3) })
    expect(standing('M1', 10, [signature('M1', 1), signature('M2', 2)], chain).discloses).toBe(false)
  })
})

describe('whatever happened', () => {
  const code = fc.constantFrom('M1', 'M2', 'M3', 'M4')
  const when = fc.integer({ min: 0, max: 30 })
  const words = fc.constantFrom(HASH, HASH, OTHER)
  const signatures = fc.uniqueArray(fc.record({ organisationCode: code, contentHash: words, signedAt: when.map(day), schedules: fc.constant([]) }), { selector: (one) => `${one.organisationCode} ${one.contentHash}`, maxLength: 6 })
  const acts = fc.array(fc.tuple(code, fc.constantFrom('declined', 'left', 'returned', 'merged' as const), when, fc.integer({ min: 0, max: 9 }), code, words).map(
    ([who, kind, recorded, notice, into, contentHash]): MemberAct => ({
      organisationCode: who, kind: kind as MemberAct['kind'], contentHash, recordedAt: day(recorded), effectiveAt: day(kind === 'left' || kind === 'merged' ? recorded + notice : recorded), successorCode: kind === 'merged' ? into : null,
    })), { maxLength: 8 })

  test('nobody discloses who has not signed the words in force by then', () => {
    fc.assert(fc.property(signatures, acts, when, (given, said, at) => {
      for (const one of memberStandings(MEMBERS, { contentHash: HASH, signatures: given, acts: said }, day(at))) {
        if (!one.discloses) continue
        const own = given.find((candidate) => candidate.organisationCode === one.code && candidate.contentHash === HASH && candidate.signedAt <= day(at))
        expect(own).toBeDefined()
        expect(said.filter((other) => other.organisationCode === one.code && other.kind === 'declined' && other.contentHash === HASH && other.recordedAt <= day(at) && other.recordedAt >= own!.signedAt)).toEqual([])
        const ended = said.filter((other) => other.organisationCode === one.code && other.recordedAt <= day(at) && other.effectiveAt <= day(at) &&
          (other.kind === 'left' || (other.kind === 'merged' && one.state !== 'carried')))
        // Whatever ended it was undone by its own later word.
        for (const end of ended) {
          const later = said.some((other) => other.organisationCode === one.code && other.kind === 'returned' && other.recordedAt >= end.recordedAt && other.recordedAt <= day(at))
          expect(later || own!.signedAt >= end.effectiveAt || (one.state === 'carried' && end.effectiveAt >= one.onListBefore!)).toBe(true)
        }
      }
    }), { numRuns: 3000 })
  })

  test('what is recorded later changes nothing of what stood before', () => {
    fc.assert(fc.property(signatures, acts, when, (given, said, at) => {
      const whole = memberStandings(MEMBERS, { contentHash: HASH, signatures: given, acts: said }, day(at))
      const byThen = { contentHash: HASH, signatures: given.filter(({ signedAt }) => signedAt <= day(at)), acts: said.filter(({ recordedAt }) => recordedAt <= day(at)) }
      expect(memberStandings(MEMBERS, byThen, day(at))).toEqual(whole)
    }), { numRuns: 1000 })
  })

  test('a successor that has signed is alone with its list, and one that has not is never let in by another’s signature', () => {
    fc.assert(fc.property(signatures, acts, when, (given, said, at) => {
      const all = new Map(memberStandings(MEMBERS, { contentHash: HASH, signatures: given, acts: said }, day(at)).map((one) => [one.code, one]))
      for (const one of all.values()) {
        if (one.state === 'carried') expect(all.get(one.successorCode ?? '')?.discloses ?? true).toBe(all.get(one.successorCode ?? '')?.state === 'carried')
        if (one.state === 'carried') expect(one.onListBefore!.getTime()).toBeLessThanOrEqual(day(at).getTime())
      }
    }), { numRuns: 2000 })
  })
})
