import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { codedCsv } from '#tests/factories/choice-files.ts'
import { testNumber } from '#tests/factories/pilot.ts'
import { givenOrganisations } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const place = path.join(folder, 'coded.csv')

function run(args: readonly string[], killAfter?: RegExp): Promise<{ code: number | null; out: string; err: string }> {
  const { SESSION_SECRET, IDENTIFIER_KEY, PUBLIC_URL, DATABASE_URL } = portal.env as unknown as Record<string, string>
  const command = spawn(process.execPath, ['--import', 'tsx', 'scripts/choices-import.ts', ...args], {
    env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent', CONCORDAT_ALLOW_TEST_NUMBERS: 'yes', DATABASE_URL, SESSION_SECRET, IDENTIFIER_KEY, PUBLIC_URL },
  })
  let out = ''
  let err = ''
  command.stdout.on('data', (piece: Buffer) => { out += piece.toString() })
  command.stderr.on('data', (piece: Buffer) => { err += piece.toString() })
  const watching = killAfter && setInterval(() => void portal.owner`select rows_settled from choice_imports`.then(([row]) => { if (row && killAfter.test(String(row.rows_settled))) command.kill('SIGKILL') }), 5)
  return new Promise((resolve) => command.on('close', (code) => {
    clearInterval(watching)
    resolve({ code, out, err })
  }))
}

const count = async () => Number((await portal.owner`select count(*)::int as count from choice_events`)[0]?.count)

test('loads a file, gives the rejected rows back, does nothing the second time, and undoes it', async () => {
  await givenOrganisations(portal)
  writeFileSync(place, codedCsv([{ nhs_number: '9990000018' }, { nhs_number: '9990000019' }, { nhs_number: '9990000026' }]))
  expect(await run(['--file', place, '--dry-run'])).toMatchObject({ code: 0, out: expect.stringContaining('nothing was kept') })
  expect(await count()).toBe(0)
  const first = await run(['--file', place])
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toMatch(/Rows +3\nKept +2\n/)
  expect(readFileSync(`${place}.rejected.csv`, 'utf8').split('\n')).toMatchObject([
    expect.stringMatching(/end_reason,reason$/), expect.stringMatching(/^9990000019,.*"?Line 3: nhs_number: The NHS number has a digit wrong/), '',
  ])
  const again = await run(['--file', place])
  expect(again.out).toMatch(/imported before[^]*Kept +0\nRepeated.* 2\nRejected +1\n/)
  expect(await count()).toBe(2)
  const reference = /CI-\w{4}-\w{4}/.exec(first.out)?.[0] as string
  expect(await run(['--undo', reference])).toMatchObject({ code: 0, out: expect.stringContaining('2 events are now entered in error') })
  expect(await run(['--undo', reference])).toMatchObject({ code: 1, err: 'This import has been undone already.\n' })
})

test('leaves no file of rejected rows where there are none, not even an old one', async () => {
  writeFileSync(place, codedCsv([{ nhs_number: '9990000018' }]))
  writeFileSync(`${place}.rejected.csv`, 'old')
  expect((await run(['--file', place])).code).toBe(0)
  expect(existsSync(`${place}.rejected.csv`)).toBe(false)
})

test('killed midway and run again ends as one that was not', async () => {
  writeFileSync(place, codedCsv(Array.from({ length: 8000 }, (_row, index) => ({ nhs_number: testNumber(index), sequence: String(index) }))))
  const killed = await run(['--file', place], /^[1-7]000$/)
  expect(killed.code).toBeNull()
  expect(await count()).toBeLessThan(8000)
  const again = await run(['--file', place])
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Gone on from row') })
  expect(await count()).toBe(8000)
  expect(await portal.owner`select state, rows_kept, rows_settled from choice_imports`).toEqual([{ state: 'done', rows_kept: 8000, rows_settled: 8000 }])
})

test.each([
  [['--help'], 0, /^Usage: npm run choices:import/], [[], 1, /Give --file/], [['--file', 'not-there.csv'], 1, /There is no file not-there\.csv/], [['--fiel', 'x'], 1, /--fiel/],
  [['--undo', 'CI-0000-0000'], 1, /There is no import with that reference/], [['--file', place, '--organisation', 'Y99999'], 1, /no organisation Y99999/],
])('%j says what is wrong in one sentence', async (args, code, words) => {
  writeFileSync(place, codedCsv([{ nhs_number: '9990000018' }]))
  const answer = await run(args)
  expect(answer.code).toBe(code)
  expect(code === 0 ? answer.out : answer.err).toMatch(words)
  if (code !== 0) expect(answer.err.trim().split('\n')).toHaveLength(1)
})
