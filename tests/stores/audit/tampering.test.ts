import { readFileSync, rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { auditHashInput, FIRST_PREVIOUS_HASH, type AuditEntry, type AuditVerdict } from '#app/audit/audit.rules.ts'
import { verdictWords } from '#app/audit/audit.words.ts'
import { change } from '#app/audit/change.server.ts'
import { headsFile, readHeadLines } from '#app/audit/heads-file.server.ts'
import { growTree, leafHash, NO_TREE } from '#app/audit/merkle.rules.ts'
import { signHead } from '#app/audit/signed-heads.server.ts'
import { beginSigning } from '#app/audit/signing-keys.server.ts'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { contextOf } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const record = (count: number) => change(contextOf(portal, systemActor('test', 'A90001')), async (_tx, write) => {
  for (let i = 0; i < count; i += 1) write({ kind: 'check-begun', projectRef: 'a-project', subject: 'check:1', data: { flow: 'a-flow' } })
})
/** As whoever has the whole database in hand. */
const tamper = (...statements: string[]) => portal.owner.begin(async (tx) => {
  await tx`set local session_replication_role = replica`
  for (const statement of statements) await tx.unsafe(statement)
})
const file = () => readFileSync(headsFile(portal.runtime), 'utf8')
const verdict = (heads?: string): Promise<AuditVerdict> => verifyAudit(portal.runtime.db, { keys: [portal.runtime.signer.key], ...(heads === undefined ? {} : { file: readHeadLines(heads) }) })

/** Nine entries, with heads signed over three, six and nine of them; the first is the key's. */
async function aRecord(): Promise<void> {
  rmSync(headsFile(portal.runtime), { force: true })
  await beginSigning(portal.runtime)
  await record(2)
  for (const more of [0, 3, 3]) {
    if (more > 0) await record(more)
    await signHead(portal.runtime)
  }
}

/** The record with its entries changed by `alter`, hashed anew as the portal would: the chain, its head and, when asked, the tree. */
async function rewrite(alter: (entry: AuditEntry) => AuditEntry | null, also: { readonly tree: boolean }): Promise<void> {
  const rows = await portal.owner`select * from audit_entries order by seq`
  let previousHash = FIRST_PREVIOUS_HASH
  const entries: AuditEntry[] = []
  for (const row of rows) {
    const given = alter({
      seq: Number(row.seq), at: row.at as Date, kind: row.kind as string, actor: row.actor as string, organisationCode: row.organisation_code as string | null,
      projectRef: row.project_ref as string | null, subject: row.subject as string | null, data: row.data as string, previousHash, hash: '',
    })
    if (!given) continue
    const entry = { ...given, hash: sha256Hex(auditHashInput(given)) }
    previousHash = entry.hash
    entries.push(entry)
  }
  const { tree, completed } = growTree(NO_TREE, entries.map((entry) => leafHash(auditHashInput(entry))))
  const set = (text: string | null) => (text === null ? 'null' : `'${text}'`)
  await tamper(
    `delete from audit_entries where seq > ${entries.length}`,
    ...entries.map((entry) => `update audit_entries set data = ${set(entry.data)}, previous_hash = ${set(entry.previousHash)}, hash = ${set(entry.hash)} where seq = ${entry.seq}`),
    `update audit_head set seq = ${entries.length}, hash = ${set(previousHash)}, tree_size = ${entries.length}`,
    ...(also.tree ? [
      'delete from audit_tree', ...completed.map(({ level, index, hash }) => `insert into audit_tree values (${level}, ${index}, '\\x${hash.toString('hex')}')`),
      `update audit_head set tree_peaks = '\\x${Buffer.concat(tree.hashes).toString('hex')}'`,
    ] : []),
  )
}

describe('a record that nobody has touched', () => {
  test('holds, with the heads that are kept and those in the file', async () => {
    await aRecord()
    expect(await verdict(file())).toMatchObject({ holds: true, entries: 9, heads: 3, newestHead: 9 })
    expect(verdictWords(await verdict(file()))).toContain('So do the 3 heads signed over it, the newest over 9 entries.')
  })

  test('holds where the tree was made later than its entries, and where it is still behind', async () => {
    await record(3)
    await tamper('delete from audit_tree', "update audit_head set tree_size = 0, tree_peaks = ''")
    expect(await verdict()).toMatchObject({ holds: true, entries: 3 })
  })
})

describe('any one byte of a stored entry', () => {
  test.each(['kind', 'actor', 'organisation_code', 'project_ref', 'subject', 'data', 'previous_hash', 'hash'])('changed in %s is found and named', async (column) => {
    await aRecord()
    const [row] = await portal.owner`select ${portal.owner(column)} as value from audit_entries where seq = 5`
    const value = row?.value as string
    for (const at of new Set([0, Math.floor(value.length / 2), value.length - 1])) {
      const changed = value.slice(0, at) + (value[at] === 'x' ? 'y' : 'x') + value.slice(at + 1)
      await tamper(`update audit_entries set ${column} = '${changed}' where seq = 5`)
      expect(await verdict()).toMatchObject({ holds: false, seq: 5 })
      await tamper(`update audit_entries set ${column} = '${value}' where seq = 5`)
    }
    expect(await verdict()).toMatchObject({ holds: true })
  })

  test.each([["at = at + interval '1 millisecond'", 5], ['seq = 50', 5], ['organisation_code = null', 5]])('changed by %s is found and named', async (set, seq) => {
    await aRecord()
    await tamper(`update audit_entries set ${set} where seq = 5`)
    expect(await verdict()).toMatchObject({ holds: false, seq })
  })
})

describe('a record rewritten from an entry on', () => {
  const altered = (entry: AuditEntry) => (entry.seq === 5 ? { ...entry, data: '{"flow":"another"}' } : entry)

  test('with its hashes and its head is found by the tree, and named', async () => {
    await aRecord()
    await rewrite(altered, { tree: false })
    expect(await verdict()).toEqual({ holds: false, seq: 5, fault: 'tree-differs' })
    expect(verdictWords(await verdict())).toMatch(/^The record does not hold at entry 5: it is not the entry that the tree/)
  })

  test('with its tree as well is found by the signed heads that are kept, and named as nearly as they can', async () => {
    await aRecord()
    await rewrite(altered, { tree: true })
    expect(await verdict()).toEqual({ holds: false, seq: 4, to: 6, fault: 'head-mismatch', size: 6, source: { kept: true } })
    expect(verdictWords(await verdict())).toBe('The record does not hold at one of the entries 4 to 6: it is not what was there when the head of 6 entries was signed.')
  })

  test('with its tree and without the heads is found by the file', async () => {
    await aRecord()
    const written = file()
    await rewrite(altered, { tree: true })
    await tamper('delete from signed_heads where size > 3')
    expect(await verdict()).toMatchObject({ holds: true })
    expect(await verdict(written)).toEqual({ holds: false, seq: 4, to: 6, fault: 'head-mismatch', size: 6, source: { kept: false, line: 2 } })
  })
})

describe('a record cut short', () => {
  const without = (entry: AuditEntry) => (entry.seq > 7 ? null : entry)

  test('with its head and its tree moved back is found by the signed heads that are kept', async () => {
    await aRecord()
    await rewrite(without, { tree: true })
    expect(await verdict()).toEqual({ holds: false, seq: 8, to: 9, fault: 'head-beyond', size: 9, source: { kept: true } })
  })

  test('without the heads is found by the file, and the first entry that is missing is named', async () => {
    await aRecord()
    const written = file()
    await rewrite(without, { tree: true })
    await tamper('delete from signed_heads where size > 7')
    expect(await verdict()).toMatchObject({ holds: true, entries: 7 })
    expect(await verdict(written)).toEqual({ holds: false, seq: 8, to: 9, fault: 'head-beyond', size: 9, source: { kept: false, line: 3 } })
    expect(verdictWords(await verdict(written))).toContain('at entry 8: it is missing, and so is everything up to entry 9, over which a head in line 3 of the file was signed.')
  })

  test('and grown again since with other entries is found by the file', async () => {
    await aRecord()
    const written = file()
    await rewrite(without, { tree: true })
    await tamper('delete from signed_heads where size > 7')
    portal.now = new Date(portal.now.getTime() + 1)
    await record(5)
    expect(await verdict(written)).toMatchObject({ holds: false, seq: 7, to: 9, fault: 'head-mismatch', size: 9 })
  })
})

describe('any one byte of what is kept of the tree and its heads', () => {
  test('changed in a node is found', async () => {
    await aRecord()
    const nodes = await portal.owner`select level::int, index::int from audit_tree`
    for (const { level, index } of nodes) {
      for (const at of [0, 31]) {
        const flip = `update audit_tree set hash = set_byte(hash, ${at}, get_byte(hash, ${at}) # 1) where level = ${level} and index = ${index}`
        await tamper(flip)
        const found = await verdict()
        expect(found).toMatchObject({ holds: false, seq: (index as number) * 2 ** (level as number) + 1 })
        await tamper(flip)
      }
    }
    await tamper('delete from audit_tree where level = 2 and index = 0')
    expect(await verdict()).toMatchObject({ holds: false, seq: 1, fault: 'tree-damaged' })
  })

  test('changed in the peaks is found', async () => {
    await aRecord()
    await tamper('update audit_head set tree_peaks = set_byte(tree_peaks, 40, get_byte(tree_peaks, 40) # 1)')
    expect(await verdict()).toEqual({ holds: false, seq: 9, fault: 'tree-damaged' })
  })

  test('changed in a signed head is found and the head is named', async () => {
    await aRecord()
    const [row] = await portal.owner`select jws, root, kid from signed_heads where size = 6`
    for (const column of ['jws', 'root', 'kid']) {
      const value = row?.[column] as string
      for (let at = 0; at < value.length; at += 1) {
        const changed = value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1)
        await tamper(`update signed_heads set ${column} = '${changed}' where size = 6`)
        expect(await verdict(), `${column} ${at}`).toMatchObject({ holds: false, fault: 'head-forged', size: 6, source: { kept: true } })
      }
      await tamper(`update signed_heads set ${column} = '${value}' where size = 6`)
    }
    for (const [alter, undo] of [
      ["signed_at = signed_at + interval '1 millisecond' where size = 6", "signed_at = signed_at - interval '1 millisecond' where size = 6"],
      ['size = 5 where size = 6', 'size = 6 where size = 5'],
    ]) {
      await tamper(`update signed_heads set ${alter}`)
      expect(await verdict()).toMatchObject({ holds: false, fault: 'head-forged' })
      await tamper(`update signed_heads set ${undo}`)
    }
    expect(await verdict()).toMatchObject({ holds: true })
    expect(verdictWords({ holds: false, seq: 4, to: 6, fault: 'head-forged', size: 6, source: { kept: true } })).toBe('The signed head of 6 entries does not hold: it is not what this portal signed.')
  })

  test('changed in the file is found and the line is named', async () => {
    await aRecord()
    const written = file()
    for (let at = 0; at < written.length; at += 1) {
      const changed = `${written.slice(0, at)}${String.fromCharCode(written.charCodeAt(at) ^ 1)}${written.slice(at + 1)}`
      const found = await verdict(changed)
      expect(found, `byte ${at}`).toMatchObject({ holds: false, source: { kept: false, line: written.slice(0, at).split('\n').length } })
    }
  })

  test('a head that is kept no more is named, and so is one of another portal', async () => {
    await aRecord()
    const written = file()
    await tamper('delete from signed_heads where size = 6')
    expect(await verdict(written)).toEqual({ holds: false, seq: 4, to: 6, fault: 'head-gone', size: 6, source: { kept: false, line: 2 } })
    expect(await verifyAudit(portal.runtime.db, { keys: [] })).toMatchObject({ holds: false, fault: 'head-forged', size: 3 })
  })

  test('a line whose writer was stopped stands before that line, and is no fault', () => {
    const line = JSON.stringify({ size: 1, root: 'r', signed_at: 's', jws: 'j' })
    expect(readHeadLines(`${line.slice(0, 20)}\n${line}\n`)).toEqual([{ line: 2, head: { size: 1, root: 'r', signedAt: 's', jws: 'j' } }])
    expect(readHeadLines(`${line}\n${line.slice(0, 20)}`).map(({ head }) => head === null)).toEqual([false, true])
  })
})
