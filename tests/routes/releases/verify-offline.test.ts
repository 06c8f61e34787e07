import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verdictWords } from '#app/audit/audit.words.ts'
import { recordLook } from '#app/audit/change.server.ts'
import { beginSigning, keySetOf, readKnownKeys } from '#app/audit/signing-keys.server.ts'
import { signHead } from '#app/audit/signed-heads.server.ts'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { examineReceipt, verifyReceipts } from '#app/releases/examine-receipt.server.ts'
import type { Receipt } from '#app/releases/receipt.schema.ts'
import * as consistencyRoute from '#app/routes/[.]well-known.concordat.consistency.ts'
import * as headRoute from '#app/routes/[.]well-known.concordat.heads_.$size.ts'
import * as inclusionRoute from '#app/routes/[.]well-known.concordat.inclusion.ts'
import * as keysRoute from '#app/routes/[.]well-known.jwks[.]json.ts'
import * as receiptRoute from '#app/routes/api.v1.checks.$id_.receipt.ts'
import * as gateRoute from '#app/routes/api.v1.flows.$ref_.checks.ts'
import { loadDemoWorld, type DemoAccess } from '#db/seed/demo/load-demo-world.ts'
import { contextOf } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { verifyReceipt } from '../../../scripts/verify-receipt.mjs'

/** A check of the demo practice's list, and its receipt taken to a machine that has Node.js and nothing else. */
const portal = usePortal({ CONCORDAT_DEMO: 'yes' }, { keepsRows: true })
const away = mkdtempSync(path.join(os.tmpdir(), 'concordat-away-'))
const at = (name: string) => path.join(away, name)
const text = (name: string) => readFileSync(at(name), 'utf8')
let receipt: Receipt

beforeAll(async () => {
  portal.now = new Date()
  const folder = at('world')
  mkdirSync(folder)
  const access: DemoAccess = await loadDemoWorld(portal.runtime, { folder, progress: () => {} })
  await beginSigning(portal.runtime)
  const earlier = await signHead(portal.runtime)
  const headers = { Authorization: `Bearer ${access.apiKey}` }
  const list = readFileSync(path.join(folder, 'demo/hill-top-people.csv'))
  const answer = await callRoute(portal, gateRoute.action as never, {
    path: '/api/v1/flows/oldham-gp-pilot-register/checks?extract=hill-top-june&stage=linkage', params: { ref: 'oldham-gp-pilot-register' },
    init: { method: 'POST', body: list, headers: { ...headers, 'Content-Type': 'text/csv', Accept: 'text/csv' } },
  })
  const get = async (module: { loader: unknown }, address: string, params: Record<string, string> = {}) => {
    const given = await callRoute(portal, module.loader as never, { path: address, params, init: { headers } })
    expect([address, given.status]).toEqual([address, 200])
    return String(given.data)
  }
  const jws = await get(receiptRoute, '/x', { id: answer.headers.get('Concordat-Check-Id') as string })
  receipt = JSON.parse(Buffer.from(jws.split('.')[1] as string, 'base64url').toString()) as Receipt
  await recordLook(contextOf(portal, systemActor('test')), { kind: 'audit-read' })
  const newest = await signHead(portal.runtime)
  writeFileSync(at('in.csv'), list)
  writeFileSync(at('out.csv'), String(answer.data))
  writeFileSync(at('r.jws'), jws)
  writeFileSync(at('jwks.json'), await get(keysRoute, '/.well-known/jwks.json'))
  writeFileSync(at('earlier.jws'), earlier.jws)
  writeFileSync(at('head.jws'), await get(headRoute, '/x', { size: String(newest.size) }))
  writeFileSync(at('inclusion.json'), await get(inclusionRoute, `/x?entry=${receipt.audit.seq}&size=${newest.size}`))
  writeFileSync(at('grown.json'), await get(consistencyRoute, `/x?from=${earlier.size}&to=${newest.size}`))
  writeFileSync(at('since.json'), await get(consistencyRoute, `/x?from=${receipt.audit.tree_size}&to=${newest.size}`))
  copyFileSync('scripts/verify-receipt.mjs', at('verify-receipt.mjs'))
}, 240_000)
afterAll(() => rmSync(away, { recursive: true, force: true }))

const NOTHING = { NODE_ENV: 'production' as const }

/** Runs the copy where it stands, with no environment and no package in reach. */
function run(...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['verify-receipt.mjs', ...args], { cwd: away, env: NOTHING, encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}
const RECEIPT = ['--receipt', 'r.jws', '--jwks', 'jwks.json']
const RECORD = ['--head', 'head.jws', '--head', 'earlier.jws', '--proof', 'inclusion.json', '--proof', 'grown.json', '--proof', 'since.json']
const flipped = (whole: string, place: number, bit = 1) => `${whole.slice(0, place)}${String.fromCharCode(whole.charCodeAt(place) ^ bit)}${whole.slice(place + 1)}`
const together = (change: { readonly receipt?: string; readonly jwks?: string; readonly heads?: string[]; readonly proofs?: string[] } = {}) => verifyReceipt({
  receipt: change.receipt ?? text('r.jws'), jwks: change.jwks ?? text('jwks.json'), digestIn: receipt.sha256_in, digestOut: receipt.sha256_out,
  heads: change.heads ?? [text('head.jws'), text('earlier.jws')], proofs: change.proofs ?? [text('inclusion.json'), text('grown.json'), text('since.json')],
})

describe('on another machine, with nothing but Node.js', () => {
  test('the receipt, the list, the answer, its place in the record and the record’s history all hold', () => {
    const { code, out, err } = run(...RECEIPT, '--in', 'in.csv', '--out', 'out.csv', ...RECORD)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('was not altered since')
    expect(out.match(/byte for byte/g)).toHaveLength(2)
    expect(out).toContain(`entry ${receipt.audit.seq} is in the head of`)
    expect(out.match(/is a continuation of/g)).toHaveLength(2)
    expect(out).toContain('It was the check before linkage of the extract hill-top-june.')
  })

  test('the receipt alone is enough, and what is found can be had as JSON', () => {
    expect(run(...RECEIPT)).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(run(...RECEIPT, '--json').out)).toMatchObject({ verified: true, faults: [], receipt: { check: receipt.check } })
  })

  test('a list is also read from standard input, and a line end after the receipt does not matter', () => {
    writeFileSync(at('with-line-end.jws'), `${text('r.jws')}\n`)
    const { status } = spawnSync(process.execPath, ['verify-receipt.mjs', '--receipt=with-line-end.jws', '--jwks=jwks.json', '--in', '-'], { cwd: away, env: NOTHING, input: readFileSync(at('in.csv')) })
    expect(status).toBe(0)
  })

  test.each([
    [['--help'], 0, /Usage: node verify-receipt\.mjs/], [[], 2, /Usage/], [['--receipt', 'r.jws'], 2, /--jwks is needed/], [[...RECEIPT, '--fast'], 2, /"--fast"/],
    [[...RECEIPT, '--in'], 2, /--in needs a file/], [[...RECEIPT, '--in', 'nowhere.csv'], 2, /The list cannot be read/], [['--receipt', 'nowhere', '--jwks', 'jwks.json'], 2, /The receipt cannot be read/],
    [['--receipt', 'r.jws', '--jwks', 'in.csv'], 1, /The keys cannot be read/],
  ])('asked with %j it ends with %i and says so', (args, code, words) => {
    const done = run(...args)
    expect(done.code).toBe(code)
    expect(done.out + done.err).toMatch(words)
  })
})

describe('one flipped byte', () => {
  test('of the receipt, wherever it is, is found, and its part is named', () => {
    const whole = text('r.jws')
    const [first, second] = whole.split('.').map((part) => part.length) as [number, number, number]
    for (let place = 0; place < whole.length; place += 1) {
      const { faults } = together({ receipt: flipped(whole, place) })
      const named = place < first ? /first part|header/ : place === first || place === first + second + 1 ? /parts/ : place < first + second + 1 ? /second part|header/ : /signature/
      expect(faults[0], `character ${place}`).toMatch(place === first || place === first + second + 1 ? /three parts|cannot be read/ : named)
      expect(faults).toHaveLength(1)
    }
  })

  test.each([['header', 10], ['payload', 400], ['signature', -20], ['last character', -1]])('of the receipt’s %s is found by the command, which then fails', (_part, place) => {
    const whole = text('r.jws')
    writeFileSync(at('flipped.jws'), flipped(whole, place < 0 ? whole.length + place : place))
    expect(run('--receipt', 'flipped.jws', '--jwks', 'jwks.json')).toMatchObject({ code: 1, err: expect.stringMatching(/^FAULT The receipt does not hold: its/) })
  })

  test.each([['in.csv', '--in', 'list that was sent'], ['out.csv', '--out', 'answer that was received']])('of %s is found, and the file is named', (name, option, what) => {
    const bytes = readFileSync(at(name))
    for (const place of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed[place] = (changed[place] as number) ^ 1
      writeFileSync(at('changed'), changed)
      expect(run(...RECEIPT, option, 'changed')).toMatchObject({ code: 1, err: expect.stringContaining(`FAULT The file is not the ${what}`) })
    }
    writeFileSync(at('changed'), bytes.subarray(0, -1))
    expect(run(...RECEIPT, option, 'changed').code).toBe(1)
  })

  test('of a head, wherever it is, is found, and the head is named', () => {
    const whole = text('head.jws')
    for (let place = 0; place < whole.length; place += 1) {
      expect(together({ heads: [flipped(whole, place), text('earlier.jws')], proofs: [] }).faults[0], `character ${place}`).toMatch(/^Signed head 1 does not hold/)
    }
  })

  test.each(['inclusion.json', 'grown.json', 'since.json'])('of any hash on the path of %s is found, and the proof is named', (name) => {
    const proof = JSON.parse(text(name)) as { path: string[] }
    expect(proof.path.length).toBeGreaterThan(2)
    proof.path.forEach((hash, place) => {
      const path = proof.path.map((same, index) => (index === place ? `${hash.slice(0, -1)}${hash.endsWith('0') ? '1' : '0'}` : same))
      expect(together({ proofs: [JSON.stringify({ ...proof, path })] }).faults).toEqual([expect.stringMatching(/^The proof does not hold/)])
    })
  })

  test.each(['actor', 'data', 'hash'])('of the stored audit entry, in %s, is found here, and the entry is named', async (column) => {
    const [row] = await portal.owner`select ${portal.owner(column)} as value from audit_entries where seq = ${receipt.audit.seq}`
    const value = row?.value as string
    const set = (changed: string) => portal.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`update audit_entries set ${tx({ [column]: changed })} where seq = ${receipt.audit.seq}`
    })
    for (const place of [1, value.length - 3]) {
      await set(flipped(value, place))
      const verdict = await verifyAudit(portal.runtime.db)
      expect(verdictWords(verdict)).toContain(`does not hold at entry ${receipt.audit.seq.toLocaleString('en-GB')}: it was changed`)
      expect(await examineReceipt(portal.runtime, text('r.jws'), portal.now)).toMatchObject({ fault: 'entry-changed', receipt: { check: receipt.check } })
    }
    await set(value)
    expect(await verifyAudit(portal.runtime.db)).toMatchObject({ holds: true })
    expect(await examineReceipt(portal.runtime, text('r.jws'), portal.now)).toMatchObject({ fault: null })
  })

  test('of the stored receipt is found here, and the check is named', async () => {
    expect(await verifyReceipts(portal.runtime, portal.now)).toEqual({ holds: true, receipts: 1 })
    const whole = text('r.jws')
    const set = (statement: string) => portal.owner.unsafe(statement)
    for (const place of [5, 500, whole.length - 1]) {
      await set(`update receipts set jws = '${whole.slice(0, place)}${whole[place] === 'A' ? 'B' : 'A'}${whole.slice(place + 1)}'`)
      expect(await verifyReceipts(portal.runtime, portal.now)).toMatchObject({ holds: false, checkId: receipt.check, entrySeq: receipt.audit.seq })
    }
    const [kept] = await portal.owner`select * from receipts`
    await set('delete from receipts')
    expect(await verifyReceipts(portal.runtime, portal.now)).toEqual({ holds: false, checkId: receipt.check, entrySeq: receipt.audit.seq, fault: 'not-kept' })
    await portal.owner`insert into receipts ${portal.owner({ ...kept, jws: whole } as Record<string, string>)}`
    expect(await verifyReceipts(portal.runtime, portal.now)).toEqual({ holds: true, receipts: 1 })
  })
})

describe('what was not altered but does not belong', () => {
  test('is named: another’s keys, a proof of another entry, a head that was not given', async () => {
    const other = JSON.stringify(keySetOf([{ kid: 'x', x: Buffer.alloc(32, 7).toString('base64url'), usedFrom: new Date(0), usedTo: null }]))
    expect(together({ jwks: other }).faults).toEqual([expect.stringContaining('which is not among the keys given')])
    expect(together({ proofs: [JSON.stringify({ ...JSON.parse(text('inclusion.json')) as object, entry: 3 })] }).faults).toEqual([`The proof is about entry 3, and the receipt is in entry ${receipt.audit.seq}.`])
    expect(together({ heads: [] , proofs: [text('inclusion.json')] }).faults).toEqual([expect.stringContaining('no signed head of that size was given')])
    expect(together({ heads: [text('r.jws')], proofs: [] }).faults).toEqual([expect.stringContaining('does not say that it is a concordat-audit-head')])
    expect(together({ proofs: ['[]'] }).faults).toEqual([expect.stringContaining('neither an inclusion nor a consistency proof')])
  })

  test('is named: a key that was not in use, and a set that gives a key another’s name', async () => {
    const keys = await readKnownKeys(portal.runtime.db, portal.runtime.signer, portal.now)
    const used = (from: number, to: number | null) => JSON.stringify(keySetOf(keys.map((key) => ({ ...key, usedFrom: new Date(from), usedTo: to === null ? null : new Date(to) }))))
    const signed = Date.parse(receipt.signed_at)
    expect(together({ jwks: used(signed + 600_000, null), heads: [], proofs: [] }).faults).toEqual([expect.stringContaining('was not in use')])
    expect(together({ jwks: used(0, signed - 2 * 86_400_000), heads: [], proofs: [] }).faults).toEqual([expect.stringContaining('was not in use')])
    expect(together({ jwks: used(signed, signed - 3_600_000), heads: [], proofs: [] }).faults).toEqual([])
    const planted = JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', kid: keys[0]?.kid, x: Buffer.alloc(32, 7).toString('base64url') }] })
    expect(together({ jwks: planted }).faults).toEqual([expect.stringContaining('which is not among the keys given')])
  })

  test('is named: two records of one size', () => {
    const forged = portal.runtime.signer.sign('head', { iss: 'x', size: receipt.audit.tree_size, root: 'ab'.repeat(32), signed_at: receipt.signed_at })
    expect(together({ heads: [forged], proofs: [] }).faults).toEqual([expect.stringMatching(/has signed two different records of \d+ entries/)])
  })

  test('is named: a receipt whose statement is not the one on record, though the portal’s key signed it', () => {
    const { audit, ...statement } = receipt
    const forged = portal.runtime.signer.sign('receipt', { ...statement, rows: statement.rows + 1, audit })
    expect(together({ receipt: forged, heads: [], proofs: [] }).faults).toEqual([expect.stringContaining('holds the digest of another receipt')])
  })
})
