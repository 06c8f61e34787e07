import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { auditHashInput } from '#app/audit/audit.rules.ts'
import { change, type WrittenEntry } from '#app/audit/change.server.ts'
import { growAuditTree } from '#app/audit/grow-tree.server.ts'
import { headsFile } from '#app/audit/heads-file.server.ts'
import { growTree, isConsistent, isIncluded, leafHash, NO_TREE, rootOf } from '#app/audit/merkle.rules.ts'
import { readConsistency, readInclusion } from '#app/audit/read-proofs.server.ts'
import { headOver, readHeads, signHead } from '#app/audit/signed-heads.server.ts'
import { beginSigning, keySetOf, readKnownKeys } from '#app/audit/signing-keys.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { makeSigner, newSigningKey, readSigned } from '#app/platform/signing.server.ts'
import { contextOf } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const record = (count: number) => change(contextOf(portal, systemActor('test')), async (_tx, write) => { for (let i = 0; i < count; i += 1) write({ kind: 'audit-read', data: { i } }) })

/** The leaves as the rows of the audit give them, from the beginning. */
async function leavesOfRows(): Promise<Buffer[]> {
  const rows = await portal.owner`select * from audit_entries order by seq`
  return rows.map((row) => leafHash(auditHashInput({
    seq: Number(row.seq), at: row.at as Date, kind: row.kind as string, actor: row.actor as string, organisationCode: row.organisation_code as string | null,
    projectRef: row.project_ref as string | null, subject: row.subject as string | null, data: row.data as string, previousHash: row.previous_hash as string,
  })))
}
const hex = (text: string) => Buffer.from(text, 'hex')

describe('the tree over the audit', () => {
  test('is that of the entries, node for node, while many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => record(1 + (i % 3))))
    const { tree, completed } = growTree(NO_TREE, await leavesOfRows())
    const [head] = await portal.owner`select * from audit_head`
    expect([Number(head?.tree_size), head?.tree_peaks]).toEqual([Number(head?.seq), Buffer.concat(tree.hashes)])
    const rows = await portal.owner`select level, index, hash from audit_tree order by level, index`
    expect(rows.map(({ level, index, hash }) => ({ level: Number(level), index: Number(index), hash: hash as Buffer }))).toEqual([...completed].sort((a, b) => a.level - b.level || a.index - b.index))
  })

  test('is left as it was by a change that fails, also by one that fails once its entry is written', async () => {
    await record(2)
    const before = await portal.owner`select * from audit_head`
    await expect(change(contextOf(portal, systemActor('test')), async (_tx, write) => write({ kind: 'audit-read' }, async () => { throw new Error('could not sign') }))).rejects.toThrow('could not sign')
    expect(await portal.owner`select * from audit_head`).toEqual(before)
    expect(await portal.owner`select count(*)::int as n from audit_entries`).toEqual([{ n: 2 }])
  })

  test('is told to who must quote an entry, as it is right after it', async () => {
    await record(4)
    const told: WrittenEntry[] = []
    await change(contextOf(portal, systemActor('test')), async (_tx, write) => {
      write({ kind: 'audit-read' }, async (written) => { told.push(written) })
      write({ kind: 'audit-downloaded' })
    })
    const leaves = await leavesOfRows()
    expect(told).toMatchObject([{ entry: { seq: 5, kind: 'audit-read' }, treeSize: 6 }])
    expect(told[0]?.root).toEqual(rootOf(growTree(NO_TREE, leaves).tree))
    expect(leafHash(auditHashInput((told[0] as WrittenEntry).entry))).toEqual(leaves[4])
  })

  test('is made for the entries of an older version when the portal begins, in pieces, and by whoever writes next', async () => {
    await record(7)
    const whole = await portal.owner`select * from audit_tree order by level, index`
    const forget = () => portal.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`delete from audit_tree`
      await tx`update audit_head set tree_size = 0, tree_peaks = ''`
    })
    await forget()
    await growAuditTree(portal.runtime)
    expect(await portal.owner`select * from audit_tree order by level, index`).toEqual(whole)
    await forget()
    await record(1)
    const { tree } = growTree(NO_TREE, await leavesOfRows())
    expect((await portal.owner`select tree_size::int as size, tree_peaks as peaks from audit_head`)[0]).toEqual({ size: 8, peaks: Buffer.concat(tree.hashes) })
  })

  test.each(['audit_tree', 'signed_heads', 'receipts'])('cannot be altered in %s by the portal', async (table) => {
    await record(1)
    await signHead(portal.runtime)
    for (const statement of [`delete from ${table}`, `truncate ${table}`]) await expect(portal.runtime.sql.unsafe(statement)).rejects.toThrow(/permission denied/)
    const column = table === 'audit_tree' ? 'hash' : 'jws'
    await expect(portal.runtime.sql.unsafe(`update ${table} set ${column} = ${column}`)).rejects.toThrow(/permission denied/)
  })
})

describe('proofs', () => {
  test('show every entry in every tree since, and every tree the beginning of every later one', async () => {
    await record(11)
    const leaves = await leavesOfRows()
    const rootAt = (size: number) => rootOf(growTree(NO_TREE, leaves.slice(0, size)).tree)
    for (let size = 1; size <= 11; size += 1) {
      for (let entry = 1; entry <= size; entry += 1) {
        const proof = await readInclusion(portal.runtime.db, entry, size)
        if (!proof.ok) throw new Error(proof.refusal.kind)
        expect(proof.value).toMatchObject({ leaf_hash: leaves[entry - 1]?.toString('hex'), root: rootAt(size).toString('hex') })
        expect(isIncluded({ index: entry - 1, hash: leaves[entry - 1] as Buffer }, { size, root: rootAt(size) }, proof.value.path.map(hex))).toBe(true)
      }
      for (let from = 0; from <= size; from += 1) {
        const proof = await readConsistency(portal.runtime.db, from, size)
        if (!proof.ok) throw new Error(proof.refusal.kind)
        expect(isConsistent({ size: from, root: rootAt(from) }, { size, root: rootAt(size) }, proof.value.path.map(hex))).toBe(true)
      }
    }
  })

  test('that cannot be given are refused by name', async () => {
    const kindOf = async (asked: ReturnType<typeof readInclusion> | ReturnType<typeof readConsistency>) => { const given = await asked; return given.ok ? 'given' : given.refusal.kind }
    await record(3)
    expect(await kindOf(readInclusion(portal.runtime.db, 1, null))).toBe('no-head-yet')
    expect(await kindOf(readInclusion(portal.runtime.db, 4, 3))).toBe('entry-not-in-tree')
    expect(await kindOf(readInclusion(portal.runtime.db, 0, 3))).toBe('entry-not-in-tree')
    expect(await kindOf(readInclusion(portal.runtime.db, 1, 4))).toBe('size-not-reached')
    expect(await kindOf(readConsistency(portal.runtime.db, 3, 2))).toBe('sizes-not-in-order')
    await signHead(portal.runtime)
    expect(await kindOf(readInclusion(portal.runtime.db, 3, null))).toBe('given')
  })
})

describe('signed heads', () => {
  test('say the size and the root, once a size, however many sign at once', async () => {
    await record(5)
    const heads = await Promise.all(Array.from({ length: 6 }, () => signHead(portal.runtime)))
    expect(new Set(heads.map(({ jws }) => jws)).size).toBe(1)
    const root = rootOf(growTree(NO_TREE, await leavesOfRows()).tree).toString('hex')
    expect(readSigned('head', heads[0]?.jws as string, [portal.runtime.signer.key])).toMatchObject({
      ok: true, value: { payload: { iss: portal.runtime.publicUrl, size: 5, root, signed_at: portal.now.toISOString() } },
    })
  })

  test('are made only where none reaches to an entry yet, and are listed newest first', async () => {
    await record(2)
    const first = await headOver(portal.runtime, 2)
    await record(2)
    expect(await headOver(portal.runtime, 1)).toEqual(first)
    expect((await headOver(portal.runtime, 3)).size).toBe(4)
    expect((await readHeads(portal.runtime, null)).heads.map(({ size }) => size)).toEqual([4, 2])
    expect(await readHeads(portal.runtime, 4)).toMatchObject({ heads: [{ size: 2 }], older: null })
  })

  test('are all written down in the file, also those that it missed, after a line that was cut off', async () => {
    const file = headsFile(portal.runtime)
    rmSync(file, { force: true })
    await record(1)
    const one = await signHead(portal.runtime)
    const whole = readFileSync(file, 'utf8')
    expect(JSON.parse(whole)).toEqual({ size: 1, root: one.root, signed_at: one.signedAt.toISOString(), jws: one.jws })
    await record(1)
    const two = await signHead(portal.runtime)
    writeFileSync(file, whole + '{"size":2,"ro')
    await record(1)
    const three = await signHead(portal.runtime)
    const lines = readFileSync(file, 'utf8').split('\n')
    expect(lines.map((line) => (line.endsWith('}') ? (JSON.parse(line) as { jws: string }).jws : line))).toEqual([one.jws, '{"size":2,"ro', two.jws, three.jws, ''])
  })
})

describe('the keys', () => {
  test('that were ever used are kept, with when, and a change of key is on record', async () => {
    const first = { ...portal.runtime, signer: makeSigner(newSigningKey()) }
    const second = { ...portal.runtime, signer: makeSigner(newSigningKey()) }
    await beginSigning(first)
    await beginSigning(first)
    const began = portal.now
    portal.now = new Date(began.getTime() + 3_600_000)
    await beginSigning(second)
    const keys = await readKnownKeys(portal.runtime.db, second.signer, portal.now)
    expect(keys).toEqual([{ ...first.signer.key, usedFrom: began, usedTo: portal.now }, { ...second.signer.key, usedFrom: portal.now, usedTo: null }])
    expect(keySetOf(keys).keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', kid: first.signer.key.kid, used_from: began.toISOString(), used_to: portal.now.toISOString() })
    await beginSigning(first)
    expect((await readKnownKeys(portal.runtime.db, first.signer, portal.now)).map(({ usedTo }) => usedTo)).toEqual([null, portal.now])
    const entries = await portal.owner`select data from audit_entries where kind = 'signing-key-begun' order by seq`
    expect(entries.map(({ data }) => JSON.parse(data as string) as object)).toEqual([
      { kid: first.signer.key.kid, x: first.signer.key.x, insteadOf: [] },
      { kid: second.signer.key.kid, x: second.signer.key.x, insteadOf: [first.signer.key.kid] },
      { kid: first.signer.key.kid, x: first.signer.key.x, insteadOf: [second.signer.key.kid] },
    ])
  })
})
