import { describe, expect, test } from 'vitest'
import { doorsFor } from '#app/identity/doors.rules.ts'
import { mayRole, PERMISSIONS, ROLES } from '#app/identity/permissions.rules.ts'
import { lockAfterFailure, SIGN_IN_FAILURES_ALLOWED } from '#app/identity/sign-in.rules.ts'

describe('who may do what', () => {
  test('who drafts does not sign, and who signs does not draft', () => {
    for (const role of ROLES) expect(mayRole(role, 'projects.draft') && mayRole(role, 'documents.sign')).toBe(false)
  })

  test('only a practice manager loads lists and runs campaigns; a receptionist only records', () => {
    expect(ROLES.filter((role) => mayRole(role, 'people.upload'))).toEqual(['practice-manager'])
    expect(ROLES.filter((role) => mayRole(role, 'campaigns.manage'))).toEqual(['practice-manager'])
    expect(PERMISSIONS.filter((permission) => mayRole('receptionist', permission) && /upload|manage|sign|draft|audit|import/.test(permission))).toEqual([])
  })

  test('a council sees no door to patients', () => {
    for (const role of ROLES) {
      const hrefs = doorsFor(role, 'council').map((door) => door.href)
      expect(hrefs).not.toContain('/people')
      expect(hrefs).not.toContain('/practice')
    }
  })
})

test('the tenth failure in a row makes an account wait 15 minutes, the ninth does not', () => {
  const now = new Date('2026-06-15T10:00:00Z')
  expect(lockAfterFailure(SIGN_IN_FAILURES_ALLOWED - 1, now).lockedUntil).toBeNull()
  expect(lockAfterFailure(SIGN_IN_FAILURES_ALLOWED, now).lockedUntil?.toISOString()).toBe('2026-06-15T10:15:00.000Z')
})
