import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { delegationFor, delegationState, mayDelegate, DELEGATION_MOST_DAYS, DELEGATION_REFUSALS, type Delegation } from '#app/documents/delegation.rules.ts'
import { DELEGATION_REFUSAL_WORDS } from '#app/documents/delegation.words.ts'
import { signerWords } from '#app/documents/document.words.ts'
import { ROLES } from '#app/identity/permissions.rules.ts'
import { addDays } from '#app/kernel/uk-date.ts'
import { ORGANISATION_KINDS } from '#app/organisations/organisation.rules.ts'

const guardian = { role: 'caldicott-guardian', organisationKind: 'gp-practice' } as const
const manager = { role: 'practice-manager' } as const
const TODAY = '2026-06-15'
const days = { from: TODAY, until: '2026-12-31' }
const given = (changes: Partial<Delegation> = {}): Delegation => ({
  userId: 'M', fromDay: '2026-06-10', untilDay: '2026-06-20', givenAt: new Date('2026-06-01T09:00:00Z'), endedAt: null, givenBy: { name: 'Dr A', jobTitle: 'Partner', role: 'caldicott-guardian' }, ...changes,
})
const kind = (result: ReturnType<typeof mayDelegate>) => (result.ok ? null : result.refusal.kind)

describe('letting somebody sign', () => {
  test('is for who signs in a practice, to its practice manager, for a year at most', () => {
    expect(kind(mayDelegate(guardian, manager, days, TODAY))).toBeNull()
    expect(kind(mayDelegate({ ...guardian, role: 'siro' }, manager, days, TODAY))).toBeNull()
    expect(kind(mayDelegate({ ...guardian, role: 'practice-manager' }, manager, days, TODAY))).toBe('wrong-role')
    expect(kind(mayDelegate({ role: 'siro', organisationKind: 'council' }, manager, days, TODAY))).toBe('not-a-practice')
    expect(kind(mayDelegate(guardian, { role: 'receptionist' }, days, TODAY))).toBe('not-a-manager')
    expect(kind(mayDelegate(guardian, null, days, TODAY))).toBe('not-a-manager')
    expect(kind(mayDelegate(guardian, manager, { from: '2026-07-02', until: '2026-07-01' }, TODAY))).toBe('days-wrong')
    expect(kind(mayDelegate(guardian, manager, { from: '2026-01-01', until: '2026-06-14' }, TODAY))).toBe('days-wrong')
    expect(kind(mayDelegate(guardian, manager, { from: TODAY, until: addDays(TODAY, DELEGATION_MOST_DAYS - 1) }, TODAY))).toBeNull()
    expect(kind(mayDelegate(guardian, manager, { from: TODAY, until: addDays(TODAY, DELEGATION_MOST_DAYS) }, TODAY))).toBe('too-long')
    for (const refusal of DELEGATION_REFUSALS) expect(DELEGATION_REFUSAL_WORDS[refusal]).toMatch(/^[A-Z].*\.$/)
  })

  test('counts from the midnight of its first day in London until that of its last is over', () => {
    const at = (instant: string) => delegationState(given(), new Date(instant))
    expect([at('2026-06-09T22:59:59Z'), at('2026-06-09T23:00:00Z'), at('2026-06-20T22:59:59Z'), at('2026-06-20T23:00:00Z')]).toEqual(['to-come', 'now', 'now', 'over'])
    expect(delegationState(given({ endedAt: new Date('2026-06-12T10:00:00Z') }), new Date('2026-06-12T09:59:59Z'))).toBe('now')
    expect(delegationState(given({ endedAt: new Date('2026-06-12T10:00:00Z') }), new Date('2026-06-12T10:00:00Z'))).toBe('ended')
  })

  test('counts for that person alone, and not on the word of somebody whose own role does not sign', () => {
    const at = new Date('2026-06-15T09:00:00Z')
    expect(delegationFor([given()], 'M', 'gp-practice', at)).not.toBeNull()
    expect(delegationFor([given()], 'N', 'gp-practice', at)).toBeNull()
    fc.assert(fc.property(fc.constantFrom(...ROLES), fc.constantFrom(...ORGANISATION_KINDS), (role, of) => {
      const found = delegationFor([given({ givenBy: { name: 'Dr A', jobTitle: 'Partner', role } })], 'M', of, at)
      expect(found !== null).toBe(role === 'siro' || (role === 'caldicott-guardian' && of !== 'council'))
    }))
  })

  test('stands beside the name of who signed', () => {
    const who = { name: 'Jo Bell', jobTitle: 'Practice manager', role: 'Practice manager' }
    expect(signerWords(who)).toBe('Jo Bell, Practice manager')
    expect(signerWords({ ...who, authorisedBy: 'Dr A, Partner (Caldicott Guardian)' })).toBe('Jo Bell, Practice manager, on the word of Dr A, Partner (Caldicott Guardian)')
  })
})
