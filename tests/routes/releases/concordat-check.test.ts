import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { beginSigning } from '#app/audit/signing-keys.server.ts'
import * as keysRoute from '#app/routes/[.]well-known.jwks[.]json.ts'
import * as checkRoute from '#app/routes/api.v1.checks.$id.ts'
import * as receiptRoute from '#app/routes/api.v1.checks.$id_.receipt.ts'
import { changePseudonymKey } from '#app/releases/change-pseudonym-key.server.ts'
import { pseudonymOf } from '#app/releases/pseudonym-index.server.ts'
import * as gateRoute from '#app/routes/api.v1.flows.$ref_.checks.ts'
import * as pseudonymRoute from '#app/routes/api.v1.flows.$ref_.pseudonym-checks.ts'
import { givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { contextOf } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

/** The command as a pipeline runs it, against the gate's own routes on a real port, with a line that can be made to fail. */
const portal = usePortal({ CONCORDAT_DEMO: 'yes' })
let folder: string
let pilot: Pilot
let server: Server
let url: string
/** What the line does to an answer of the gate on its way. */
let spoil: (answer: Buffer, response: ServerResponse) => void

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-check-'))
  pilot = await givenPilot(portal)
  await beginSigning(portal.runtime)
  spoil = (answer, response) => response.end(answer)
  server = createServer((request, response) => { answer(request, response).catch(() => response.destroy()) })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  url = `http://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = new URL(incoming.url ?? '/', portal.runtime.publicUrl)
  const isGate = incoming.method === 'POST'
  const request = new Request(address, {
    method: incoming.method, headers: incoming.headers as Record<string, string>,
    ...(isGate ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
  } as RequestInit)
  const [, id, part] = /^\/api\/v1\/checks\/([^/]+)(\/receipt)?$/.exec(address.pathname) ?? []
  const handler = (isGate ? (address.pathname.endsWith('/pseudonym-checks') ? pseudonymRoute : gateRoute).action : id === undefined ? keysRoute.loader : (part ? receiptRoute : checkRoute).loader) as (args: unknown) => Promise<Response>
  const given = await handler({ request, params: isGate ? { ref: address.pathname.split('/')[4] } : { id }, context: { nonce: 'test' } }).catch((thrown: unknown) => thrown as Response)
  response.writeHead(given.status, Object.fromEntries(given.headers))
  const bytes = await given.arrayBuffer().then((whole) => Buffer.from(whole), () => null)
  // An answer that the gate breaks off midway: its head has gone out, and something of it.
  if (bytes === null) return void response.write('nhs_number\n', () => response.destroy())
  if (isGate && given.status === 200) spoil(bytes, response)
  else response.end(bytes)
}

const at = (name: string) => path.join(folder, name)
function list(numbers: number): string {
  return `nhs_number,postcode\r\n${Array.from({ length: numbers }, (_, n) => `${testNumber(n)},OL1 1AA\r\n`).join('')}`
}

function check(args: readonly string[], env: Record<string, string> = {}, input?: string): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/concordat-check.mjs', '--url', url, ...args], { env: { CONCORDAT_KEY: pilot.token, ...env } as unknown as NodeJS.ProcessEnv })
    const texts = { out: '', err: '' }
    child.stdout.on('data', (piece: Buffer) => { texts.out += String(piece) })
    child.stderr.on('data', (piece: Buffer) => { texts.err += String(piece) })
    child.stdin.on('error', () => {}).end(input)
    child.on('close', (code) => resolve({ code, ...texts }))
  })
}
const FILES = () => ['--flow', pilot.flowRef, '--in', at('list.csv'), '--out', at('allowed.csv')]

describe('concordat-check', () => {
  test('leaves the answer and the receipt, for the owner alone, once both hold', async () => {
    writeFileSync(at('list.csv'), list(6))
    const { code, out, err } = await check(FILES())
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('byte for byte')
    expect(readFileSync(at('allowed.csv'), 'utf8').split('\r\n')[0]).toBe('nhs_number,postcode')
    expect(readdirSync(folder).sort()).toEqual(['allowed.csv', 'allowed.csv.receipt.jws', 'list.csv'])
    expect(statSync(at('allowed.csv')).mode & 0o077).toBe(0)
  })

  test('sends and takes compressed, reads standard input, asks for every row, and keeps to keys that were kept', async () => {
    writeFileSync(at('keys.json'), await (await fetch(`${url}/.well-known/jwks.json`)).text())
    const asked = ['--flow', pilot.flowRef, '--in', '-', '--type', 'text', '--answer', 'ndjson', '--out', at('answers.ndjson'), '--gzip', '--jwks', at('keys.json')]
    const { code, err } = await check(asked, {}, `${testNumber(0)}\n${testNumber(90)}\n`)
    expect([code, err]).toEqual([0, ''])
    const lines = readFileSync(at('answers.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { decision?: string; summary?: object })
    expect(lines.map(({ decision }) => decision)).toEqual(['INCLUDE', 'EXCLUDE', undefined])
  })

  test('puts a list of pseudonyms to the gate, under the version of the key that is named', async () => {
    await changePseudonymKey(contextOf(portal, pilot.manager), pilot.projectRef, { typedReference: pilot.projectRef, seen: 0 })
    const [kept] = await portal.owner`select key_sealed from pseudonym_keys`
    const key = portal.runtime.secrets.openBytes('pseudonym-key', kept?.key_sealed as Buffer)
    const pseudonyms = [0, 90, 1].map((n) => pseudonymOf(key, testNumber(n)).toString('hex'))
    writeFileSync(at('list.csv'), `pseudonym\n${pseudonyms.join('\n')}\n`)
    const refused = await check([...FILES(), '--pseudonyms', '2'])
    expect([refused.code, readdirSync(folder)]).toEqual([1, ['list.csv']])
    expect(refused.err).toContain('There is no version 2')
    const { code, err } = await check([...FILES(), '--pseudonyms', '1'])
    expect([code, err]).toEqual([0, ''])
    expect(readFileSync(at('allowed.csv'), 'utf8')).toBe(`pseudonym\n${pseudonyms[0]}\n${pseudonyms[2]}\n`)
  })

  test.each<[string, (answer: Buffer, response: ServerResponse) => void, RegExp]>([
    ['is cut off', (whole, response) => { response.write(whole.subarray(0, whole.length - 20)); setTimeout(() => response.destroy(), 20) }, /broke off/],
    ['loses a row', (whole, response) => response.end(whole.subarray(0, whole.length - 21)), /not the answer that was received/],
    ['has a bit turned', (whole, response) => { const other = Buffer.from(whole); other[30] = (other[30] as number) ^ 1; response.end(other) }, /not the answer that was received/],
  ])('leaves nothing behind when an answer %s', async (_what, how, says) => {
    writeFileSync(at('list.csv'), list(6))
    spoil = how
    const { code, err } = await check(FILES())
    expect(code).toBe(1)
    expect(err).toMatch(says)
    expect(readdirSync(folder)).toEqual(['list.csv'])
  })

  test('leaves nothing behind when it is stopped', async () => {
    writeFileSync(at('list.csv'), list(6))
    let begun: () => void
    const hasBegun = new Promise<void>((resolve) => { begun = resolve })
    spoil = (whole, response) => { response.write(whole.subarray(0, 40), () => begun()) }
    const child = spawn(process.execPath, ['scripts/concordat-check.mjs', '--url', url, ...FILES()], { env: { CONCORDAT_KEY: pilot.token } as unknown as NodeJS.ProcessEnv })
    const ended = new Promise<number | null>((resolve) => { child.on('close', resolve) })
    await hasBegun
    while (readdirSync(folder).length < 2) await new Promise((resolve) => setTimeout(resolve, 10))
    child.kill('SIGTERM')
    expect(await ended).toBe(143)
    expect(readdirSync(folder)).toEqual(['list.csv'])
  })

  test('says what the gate says when it refuses, and never the key', async () => {
    writeFileSync(at('list.csv'), 'nhs_number,diagnosis\n')
    const { code, err } = await check(FILES())
    expect([code, existsSync(at('allowed.csv'))]).toEqual([1, false])
    expect(err).toContain('columns-not-agreed')
    expect((await check(FILES(), { CONCORDAT_KEY: 'ck_wrong' })).err).not.toContain('ck_wrong')
  })

  test('says why an answer broke off midway, as the portal has it on record', async () => {
    writeFileSync(at('list.csv'), `nhs_number\n${Array.from({ length: 40_000 }, (_, n) => `${testNumber(n % 60)}\n`).join('')}${testNumber(0)}\0\n`)
    const { code, err } = await check(FILES())
    expect([code, readdirSync(folder)]).toEqual([1, ['list.csv']])
    expect(err).toMatch(/broke off .*thrown away\.\nThe portal’s record of the check [0-9a-f-]{36} says why: nul-byte\.\n$/)
  })

  test('does not write over what is there, unless it is told to', async () => {
    writeFileSync(at('list.csv'), list(2))
    writeFileSync(at('allowed.csv'), 'older')
    expect(await check(FILES())).toMatchObject({ code: 2, err: expect.stringContaining('is there already') as string })
    expect(readFileSync(at('allowed.csv'), 'utf8')).toBe('older')
    expect((await check([...FILES(), '--force'])).code).toBe(0)
    expect(readFileSync(at('allowed.csv'), 'utf8')).not.toBe('older')
  })

  test.each([
    [['--flow', 'f', '--in', 'x.csv'], /--out is needed/], [['--fast'], /"--fast"/], [['--flow', 'f', '--in', 'nowhere.csv', '--out', 'o'], /no file/],
    [['--flow', 'f', '--in', 'package.json', '--out', 'o'], /--type/],
  ])('says what is wrong with %j', async (args, says) => {
    const { code, err } = await check(args)
    expect(code).toBe(2)
    expect(err).toMatch(says)
  })
})
