import { describe, expect, test } from 'vitest'
import { change } from '#app/audit/change.server.ts'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { contextOf } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const record = (count: number) =>
  change(contextOf(portal, systemActor('test')), async (_tx, record) => {
    for (let i = 0; i < count; i += 1) record({ kind: 'audit-read', data: { i } })
  })

describe('the audit record', () => {
  test('numbers its entries without a gap while many write at once, and the chain holds', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => record(1 + (i % 3))))
    const rows = await portal.owner`select seq from audit_entries order by seq`
    expect(rows.map((row) => Number(row.seq))).toEqual(rows.map((_row, index) => index + 1))
    expect(await verifyAudit(portal.runtime.db)).toMatchObject({ holds: true, entries: rows.length })
  })

  test('leaves nothing behind when the change fails', async () => {
    await expect(
      change(contextOf(portal, systemActor('test')), async (_tx, record) => {
        record({ kind: 'audit-read' })
        throw new Error('broken halfway')
      }),
    ).rejects.toThrow('broken halfway')
    expect(await verifyAudit(portal.runtime.db)).toMatchObject({ holds: true, entries: 0 })
  })

  test.each(["update audit_entries set data = '{}'", 'delete from audit_entries', 'truncate audit_entries'])(
    "the portal's own role cannot %s",
    async (statement) => {
      await record(1)
      await expect(portal.runtime.sql.unsafe(statement)).rejects.toThrow(/permission denied/)
      await expect(portal.owner.unsafe(statement)).rejects.toThrow(/cannot be changed or removed/)
    },
  )

  test.each([
    ['a changed entry', "update audit_entries set data = '{\"i\":9}' where seq = 2", { seq: 2, fault: 'changed' }],
    ['a removed entry', 'delete from audit_entries where seq = 2', { seq: 2, fault: 'missing' }],
    ['a removed newest entry', 'delete from audit_entries where seq = 3', { seq: 3, fault: 'missing' }],
    ['a moved time', "update audit_entries set at = at + interval '1 hour' where seq = 1", { seq: 1, fault: 'changed' }],
  ])('%s is found and named', async (_what, statement, verdict) => {
    await record(3)
    await portal.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx.unsafe(statement)
    })
    expect(await verifyAudit(portal.runtime.db)).toEqual({ holds: false, ...verdict })
  })
})
