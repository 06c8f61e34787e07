import { spawn } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { change } from '#app/audit/change.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { contextOf } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()

function run(args: readonly string[] = [], env: Record<string, string> = {}): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const settings = Object.fromEntries(Object.entries(portal.env).filter(([, value]) => typeof value === 'string')) as Record<string, string>
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/audit-verify.ts', ...args], {
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...settings, CONCORDAT_ALLOW_TEST_NUMBERS: 'yes', NODE_ENV: 'test', ...env },
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (piece) => { out += String(piece) })
    child.stderr.on('data', (piece) => { err += String(piece) })
    child.on('close', (code) => resolve({ code, out, err }))
  })
}
const record = (count: number) => change(contextOf(portal, systemActor('test')), async (_tx, write) => { for (let i = 0; i < count; i += 1) write({ kind: 'audit-read', data: { i } }) })

describe('npm run audit:verify', () => {
  test('says that the record holds', async () => {
    await record(3)
    expect(await run()).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^The record holds: all 3 entries .*\nNewest hash: [0-9a-f]{64}\nRoot of the tree: [0-9a-f]{64}\n$/) })
  })

  test.each([
    ["update audit_entries set data = '{}' where seq = 2", 'entry 2: it was changed'],
    ['delete from audit_entries where seq = 2', 'entry 2: it is missing'],
  ])('names the first entry that does not hold, and fails: %s', async (statement, words) => {
    await record(3)
    await portal.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx.unsafe(statement)
    })
    expect(await run()).toMatchObject({ code: 1, out: '', err: expect.stringContaining(words) })
  })

  test('explains itself, and does not take what it does not know', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Usage: npm run audit:verify') })
    expect(await run(['--fast'])).toMatchObject({ code: 1, err: expect.stringContaining('"--fast"') })
  })

  test('says in one sentence that the database cannot be reached', async () => {
    const { code, err } = await run([], { DATABASE_URL: 'postgres://nobody:x@127.0.0.1:9/none' })
    expect(code).toBe(1)
    expect(err).toBe('The database does not answer: check that it runs, and that DATABASE_URL names it.\n')
  })
})
