import { ristretto255_oprf } from '@noble/curves/ed25519.js'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import * as evaluationsRoute from '#app/routes/api.v1.private-checks.$id_.evaluations.ts'
import * as privateRoute from '#app/routes/api.v1.flows.$ref_.private-checks.ts'
import type { EvaluatedAnswer, PrivateCheckAnswer } from '#app/releases/private-check.schema.ts'
import { givenChoice, givenKey, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { COUNCIL } from '#tests/factories/who.ts'
import { expectAsDocumented } from '#tests/setup/api-contract.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'

const portal = usePortal()
const { voprf } = ristretto255_oprf
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))

const held = async (operationId: string, answering: Promise<Answer>): Promise<Answer> => {
  const answer = await answering
  expectAsDocumented(operationId, answer)
  return answer
}
const begin = (pilot: Pick<Pilot, 'token' | 'flowRef'>, init: RequestInit = {}) => held('beginPrivateCheck', callRoute(portal, privateRoute.action as never, {
  path: `/api/v1/flows/${pilot.flowRef}/private-checks`, params: { ref: pilot.flowRef }, init: { method: 'POST', headers: { Authorization: `Bearer ${pilot.token}` }, ...init },
}))
const evaluate = (token: string, id: string, blinded: unknown) => held('evaluateBlinded', callRoute(portal, evaluationsRoute.action as never, {
  path: `/api/v1/private-checks/${id}/evaluations`, params: { id },
  init: { method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: JSON.stringify({ blinded }) },
}))
const begun = async (pilot: Pilot): Promise<PrivateCheckAnswer> => JSON.parse(String((await begin(pilot)).data)) as PrivateCheckAnswer
const codeOf = (data: unknown) => (JSON.parse(String(data)) as { code: string }).code
const givenPrivate = () => givenPilot(portal, { actions: ['private-check'] })

/** Whether a number's tag is among the check's, found as an asker finds it. */
async function isAmong(pilot: Pilot, check: PrivateCheckAnswer, nhsNumber: string): Promise<boolean> {
  const input = Buffer.from(nhsNumber, 'ascii')
  const { blind, blinded } = voprf.blind(input)
  const { groups: [group] } = JSON.parse(String((await evaluate(pilot.token, check.id, [hexOf(blinded)])).data)) as EvaluatedAnswer
  const output = voprf.finalize(input, blind, bytes(group?.evaluated[0] as string), blinded, bytes(check.public_key), bytes(group?.proof as string))
  const tags = Buffer.from(check.tags, 'base64url')
  return Array.from({ length: tags.length / 16 }, (_, n) => hexOf(tags.subarray(n * 16, n * 16 + 16))).includes(hexOf(output).slice(0, 32))
}

describe('a private check', () => {
  test('answers as the gate does, and what was chosen since is in the next', async () => {
    const pilot = await givenPrivate()
    const before = await begun(pilot)
    expect([await isAmong(pilot, before, testNumber(0)), await isAmong(pilot, before, testNumber(90))]).toEqual([true, false])
    await givenChoice(portal, pilot.people[0] as never)
    const after = await begun(pilot)
    expect(await isAmong(pilot, after, testNumber(0))).toBe(false)
    expect(after.public_key).toBe(before.public_key)
    expect(Buffer.from(after.tags, 'base64url').length).toBe(Buffer.from(before.tags, 'base64url').length - 16)
  })

  test('puts on record that it was begun and how many elements were evaluated, and nothing of whom', async () => {
    const pilot = await givenPrivate()
    await isAmong(pilot, await begun(pilot), testNumber(0))
    const entries = await portal.owner`select kind, data, subject from audit_entries where kind like 'private-check%' order by seq`
    expect(entries.map(({ kind }) => kind as string)).toEqual(['private-check-begun', 'private-check-evaluated'])
    expect(JSON.stringify(entries)).not.toMatch(/999\d{7}/)
    expect(await portal.owner`select evaluated from private_checks`).toEqual([{ evaluated: 1 }])
  })

  test('has another key the next day, so that tags of two days say nothing about one another', async () => {
    const pilot = await givenPrivate()
    const today = await begun(pilot)
    portal.now = new Date(portal.now.getTime() + 86_400_000)
    const tomorrow = await begun(pilot)
    expect(tomorrow.public_key).not.toBe(today.public_key)
    const [one, other] = [today, tomorrow].map(({ tags }) => Buffer.from(tags, 'base64url').toString('hex').match(/.{32}/g) ?? [] as string[])
    expect(one?.length).toBeGreaterThan(0)
    expect(one?.filter((tag) => new Set<string>(other).has(tag))).toEqual([])
  })

  test('is over after half an hour, for another key, and with what is no element', async () => {
    const pilot = await givenPrivate()
    const check = await begun(pilot)
    const element = hexOf(voprf.blind(Buffer.from(testNumber(0), 'ascii')).blinded)
    const other = await givenKey(portal, { actions: ['private-check'] })
    expect((await evaluate(other.token, check.id, [element])).status).toBe(404)
    const elsewhere = await givenKey(portal, { of: COUNCIL, actions: ['private-check'] })
    expect((await evaluate(elsewhere.token, check.id, [element])).status).toBe(404)
    expect(codeOf((await evaluate(pilot.token, check.id, ['00'.repeat(32)])).data)).toBe('element-not-valid')
    expect(codeOf((await evaluate(pilot.token, check.id, ['9990000018'])).data)).toBe('body-wrong')
    expect((await evaluate(pilot.token, 'not-an-id', [element])).status).toBe(404)
    portal.now = new Date(portal.now.getTime() + 31 * 60_000)
    expect(codeOf((await evaluate(pilot.token, check.id, [element])).data)).toBe('private-check-over')
  })

  test('is refused where the flow may not run, to keys that may not, and to strangers', async () => {
    const unsigned = await givenPilot(portal, { actions: ['private-check'], signedBy: [] })
    const refused = await begin(unsigned)
    expect([refused.status, codeOf(refused.data)]).toEqual([409, 'protocol-not-signed'])
    expect((await portal.owner`select data from audit_entries where kind = 'private-check-refused'`)).toHaveLength(1)
    expect((await begin({ ...unsigned, token: 'ck_unknown' })).status).toBe(401)
  })

  test('is not for keys that may only check', async () => {
    expect((await begin(await givenPilot(portal))).status).toBe(403)
  })
})

test('the command leaves the rows that may go on', async () => {
  const pilot = await givenPrivate()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-private-'))
  const server = createServer((incoming, response) => {
    const pieces: Buffer[] = []
    incoming.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      const init = { method: 'POST', headers: incoming.headers as Record<string, string>, ...(pieces.length > 0 ? { body: Buffer.concat(pieces) } : {}) }
      const id = /private-checks\/(.+)\/evaluations/.exec(incoming.url ?? '')?.[1]
      const [route, params] = id === undefined ? [privateRoute, { ref: pilot.flowRef }] as const : [evaluationsRoute, { id }] as const
      callRoute(portal, route.action as never, { path: incoming.url ?? '/', params, init }).then(({ status, data }) => response.writeHead(status).end(String(data)), () => response.destroy())
    })
  })
  try {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const at = server.address()
    const list = path.join(folder, 'list.txt')
    writeFileSync(list, [testNumber(0), 'x', testNumber(90), `${testNumber(1)},`, testNumber(0)].join('\r\n'))
    const run = () => new Promise<{ code: number | null; text: string }>((resolve) => {
      const child = spawn(process.execPath, ['scripts/private-check.mjs', '--flow', pilot.flowRef, '--in', list, '--out', path.join(folder, 'out.txt'), '--url', `http://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`], { env: { CONCORDAT_KEY: pilot.token } as unknown as NodeJS.ProcessEnv })
      let text = ''
      child.stderr.on('data', (piece: Buffer) => { text += String(piece) })
      child.stdout.on('data', (piece: Buffer) => { text += String(piece) })
      child.on('close', (code) => resolve({ code, text }))
    })
    expect(await run()).toMatchObject({ code: 0, text: expect.stringContaining('5 rows, 3 may go on') as string })
    expect(readFileSync(path.join(folder, 'out.txt'), 'utf8')).toBe(`${testNumber(0)}\n${testNumber(1)},\n${testNumber(0)}\n`)
    expect(await run()).toMatchObject({ code: 2 })
    expect(readdirSync(folder).sort()).toEqual(['list.txt', 'out.txt'])
  } finally {
    await new Promise((resolve) => { server.close(resolve); server.closeAllConnections() })
    rmSync(folder, { recursive: true, force: true })
  }
})
