import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenPilot, testNumber, type Pilot, type PilotGiven } from '#tests/factories/pilot.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { serveGate } from '#tests/setup/gate-server.ts'
import { bytesInBuffers } from '#tests/setup/memory.ts'
import { headersOf, until } from './ask.ts'

const portal = usePortal()
let server: http.Server

beforeAll(async () => { server = (await serveGate()).server })
afterAll(() => { server.closeAllConnections(); server.close() })

const call = (pilot: Pilot, headers: Record<string, string> = {}) => http.request({
  port: (server.address() as AddressInfo).port, host: '127.0.0.1', method: 'POST', path: `/api/v1/flows/${pilot.flowRef}/checks`, headers: { ...headersOf(pilot), ...headers },
})
const block = (rows: number) => `${Array.from({ length: rows }, (_, i) => testNumber(i % 60)).join('\n')}\n`
const checks = () => portal.owner`select state, refusal, rows::int from checks`
const answerOf = (request: http.ClientRequest) => new Promise<http.IncomingMessage>((resolve, reject) => request.once('response', resolve).once('error', reject))
const textOf = async (response: http.IncomingMessage) => { let text = ''; for await (const piece of response.setEncoding('utf8')) text += piece; return text }
const givenOne = (given: PilotGiven = {}) => givenPilot(portal, { people: [{}], ...given })

describe('over a real connection', () => {
  test('a caller that sends 16 MB before it reads a byte is answered whole, without holding it in memory', async () => {
    const pilot = await givenOne()
    const request = call(pilot)
    const answering = answerOf(request)
    const rows = block(50_000)
    const before = await bytesInBuffers()
    for (let i = 0; i < 30; i += 1) if (!request.write(rows)) await new Promise((resolve) => request.once('drain', resolve))
    await new Promise<void>((resolve) => request.end(() => resolve()))
    const response = await answering
    expect(response.statusCode).toBe(200)
    // Some 130 MB of answer are under way and nobody has read any of it.
    expect((await bytesInBuffers()) - before).toBeLessThan(30 * 1024 * 1024)
    let bytes = 0
    let last = ''
    for await (const piece of response as AsyncIterable<Buffer>) {
      bytes += piece.length
      last = (last + piece.toString()).slice(-600)
    }
    expect(JSON.parse(last.slice(last.lastIndexOf('{"summary"')))).toMatchObject({ summary: { rows: 1_500_000, included: 25_020 } })
    expect(bytes).toBeGreaterThan(100_000_000)
    expect(await checks()).toMatchObject([{ state: 'complete', rows: 1_500_000 }])
  }, 60_000)

  test('an upload that is cut off is not taken for the whole list', async () => {
    const pilot = await givenOne()
    const request = call(pilot)
    request.on('error', () => {})
    request.write(block(100))
    await until(async () => (await checks()).length === 1)
    request.destroy()
    await until(async () => (await checks())[0]?.refusal !== null)
    expect(await checks()).toMatchObject([{ state: 'incomplete', refusal: 'list-broken-off' }])
  })

  test('an upload shorter than its Content-Length is not taken for the whole list', async () => {
    const pilot = await givenOne()
    const request = call(pilot, { 'Content-Length': '1000' })
    request.on('error', () => {})
    request.write(`${testNumber(0)}\n`)
    await until(async () => (await checks()).length === 1)
    request.socket?.end()
    await until(async () => (await checks())[0]?.refusal !== null)
    expect((await checks())[0]?.state).toBe('incomplete')
  })

  test('a caller who goes away while reading leaves the check incomplete', async () => {
    const pilot = await givenOne()
    const request = call(pilot)
    request.on('error', () => {})
    request.end(block(400_000))
    const response = await answerOf(request)
    response.once('data', () => request.destroy())
    response.on('error', () => {})
    await until(async () => (await checks())[0]?.refusal === 'caller-gone')
    expect(await checks()).toMatchObject([{ state: 'incomplete' }])
  })

  test('an answer that breaks off is cut off, not ended', async () => {
    const pilot = await givenOne()
    const request = call(pilot)
    request.write(block(50_000))
    const response = await answerOf(request)
    expect(response.statusCode).toBe(200)
    request.on('error', () => {})
    request.end('x'.repeat(80_000))
    await expect(textOf(response)).rejects.toThrow(/aborted/)
    expect(await checks()).toMatchObject([{ state: 'incomplete', refusal: 'row-too-long' }])
  })

  test('a refusal reaches a caller who is still sending', async () => {
    const pilot = await givenOne({ signedBy: [] })
    const request = call(pilot)
    request.end(block(300_000))
    const response = await answerOf(request)
    expect(response.statusCode).toBe(409)
    expect(JSON.parse(await textOf(response))).toMatchObject({ code: 'protocol-not-signed' })
  })
})
