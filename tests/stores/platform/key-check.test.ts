import { describe, expect, test } from 'vitest'
import { EnvironmentFault } from '#app/platform/env.server.ts'
import { checkIdentifierKey } from '#app/platform/key-check.server.ts'
import { makeSecrets } from '#app/platform/secrets.server.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()

describe('the identifier key', () => {
  test('that the database was set up with is taken again, and another is refused in one sentence', async () => {
    await checkIdentifierKey(portal.runtime)
    await checkIdentifierKey(portal.runtime)
    const other = { ...portal.runtime, secrets: makeSecrets('another key, as long as it must be, 9876543210') }
    await expect(checkIdentifierKey(other)).rejects.toThrow(EnvironmentFault)
    await expect(checkIdentifierKey(other)).rejects.toThrow(/^IDENTIFIER_KEY is not the one .+\.$/)
  })

  test("cannot be replaced by the portal's own role", async () => {
    await checkIdentifierKey(portal.runtime)
    await expect(portal.runtime.sql`update installation set key_check = ''`).rejects.toThrow(/permission denied/)
    await expect(portal.runtime.sql`delete from installation`).rejects.toThrow(/permission denied/)
  })
})
