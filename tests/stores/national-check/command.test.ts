import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { aFolder, controlOf, listOf, MESH, receiptOf, underSection251 } from '#tests/factories/national-check.ts'
import { givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const FLOW = 'oldham-gp-pilot-register'

function run(args: readonly string[], more: Record<string, string> = MESH): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const { env } = portal
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/national-check.ts', ...args], {
      env: {
        PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL: env.DATABASE_URL, SESSION_SECRET: env.SESSION_SECRET, IDENTIFIER_KEY: env.IDENTIFIER_KEY, LOG_LEVEL: 'silent', PUBLIC_URL: 'http://localhost:3000',
        CONCORDAT_ALLOW_TEST_NUMBERS: 'yes', ...more,
      } as unknown as NodeJS.ProcessEnv,
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
    child.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

describe('the command', () => {
  test('writes the file and its control file, and takes a receipt and a list in from a folder', async () => {
    await givenPilot(portal, { facts: underSection251 })
    const folder = aFolder()
    const exported = await run(['export', '--flow', FLOW, '--out', path.join(folder, 'outbox')])
    expect(exported).toMatchObject({ code: 0, err: '' })
    expect(exported.out).toContain(`${FLOW}_0001: 8 numbers in ${folder}`)
    const [control, dat] = readdirSync(path.join(folder, 'outbox')).sort() as [string, string]
    expect(control).toBe(`${path.parse(dat).name}.ctl`)
    expect(dat).toMatch(/^ABC01HC001-\d{6}-0001\.dat$/)
    const numbers = readFileSync(path.join(folder, 'outbox', dat), 'utf8').trimEnd().split('\n').map((line) => line.slice(0, -1))
    expect([...numbers].sort()).toEqual(Array.from({ length: 8 }, (_, i) => testNumber(i)).sort())

    const about = { localId: `${FLOW}_0001`, name: path.parse(dat).name }
    const put = (name: string, content: string, ctl: string) => {
      writeFileSync(path.join(folder, `${name}.dat`), content)
      writeFileSync(path.join(folder, `${name}.ctl`), ctl)
    }
    put('1-receipt', receiptOf(about), controlOf(about, { Subject: 'SUCCESS' }))
    put('2-list', listOf(numbers.slice(1)), controlOf(about))
    writeFileSync(path.join(folder, 'still-coming.dat'), 'half')
    const imported = await run(['import', folder])
    expect(imported).toMatchObject({ code: 0, err: '' })
    expect(imported.out).toContain('Cleared 7 of 8. The check does not say why the others were not.')
    expect(imported.out).not.toMatch(/opted out|\d{10}/i)
    expect(readdirSync(folder).sort()).toEqual(['outbox', 'still-coming.dat'])
    expect(await run(['purge'])).toMatchObject({ code: 0, out: 'Deleted 0 numbers of 0 checks. 0 answers found too old to use.\n' })
  })

  test('without a mailbox writes a file to send by hand, and knows its answer by name or by --run', async () => {
    await givenPilot(portal, { facts: underSection251 })
    const folder = aFolder()
    expect((await run(['export', '--flow', FLOW, '--out', folder], {})).out).toContain('send the file by hand')
    const [dat] = readdirSync(folder) as [string]
    expect(dat).toMatch(/^Y90001-\d{6}-0001\.dat$/)
    const own = await run(['import', path.join(folder, dat)], {})
    expect(own).toMatchObject({ code: 1, out: '' })
    expect(own.err).toContain('This is the file that was sent')
    const answer = path.join(folder, 'answer.dat')
    writeFileSync(answer, listOf([testNumber(2)]))
    expect((await run(['import', answer], {})).err).toContain('does not say which check it answers')
    expect(await run(['import', answer, '--run', `${FLOW}_0001`], {})).toMatchObject({ code: 0, err: '' })
  })

  test('exits with 1 when a reply holds a number that was not asked about, and names no number', async () => {
    await givenPilot(portal, { facts: underSection251 })
    const folder = aFolder()
    await run(['export', '--flow', FLOW, '--out', folder], {})
    const [dat] = readdirSync(folder) as [string]
    writeFileSync(path.join(folder, dat), listOf([testNumber(0), testNumber(60)]))
    const imported = await run(['import', path.join(folder, dat)], {})
    expect(imported).toMatchObject({ code: 1, out: '' })
    expect(imported.err).toContain('Answer rejected')
    expect(imported.err).not.toMatch(/\d{10}/)
  })

  test.each([
    [[], 'Say what to do'], [['send'], '"send" is not something'], [['export', '--out', 'x'], 'Give --flow'], [['export', '--flow', FLOW], 'Give --out'],
    [['import'], 'Give the file'], [['import', '/no/such/file'], 'There is no file'], [['export', '--flow', 'nothing', '--out', '/tmp'], 'There is no flow'],
    [['purge', 'now'], 'one word too many'], [['export', '--nonsense'], 'see --help'],
  ])('says in one sentence what is wrong with %j', async (args, words) => {
    const { code, out, err } = await run(args)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(words)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  test('answers --help', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('import DIR') })
  })
})
