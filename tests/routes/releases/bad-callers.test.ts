import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen } from '#app/platform/http-server.server.ts'
import { remixHandler } from '#app/platform/remix-handler.server.ts'
import { givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { serveGate, type GateServer } from '#tests/setup/gate-server.ts'
import { bytesInBuffers } from '#tests/setup/memory.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { headersOf, numbers, until } from './ask.ts'
import { write } from './cut-client.ts'
import { pathOf } from './many-lists.ts'

const portal = usePortal()
let gate: GateServer
let impatient: GateServer
beforeAll(async () => {
  gate = await serveGate()
  impatient = await serveGate({ silence: 2500 })
})
afterAll(() => {
  for (const { server } of [gate, impatient]) {
    server.closeAllConnections()
    server.close()
  }
})

/** Why a check breaks off whose caller is gone: whichever of the two ways is noticed first. */
const BROKEN = ['list-broken-off', 'caller-gone']
const MB = 1024 * 1024
const call = (to: GateServer, pilot: Pilot, headers: Record<string, string> = {}) =>
  http.request({ port: to.port, host: '127.0.0.1', method: 'POST', path: pathOf(pilot), agent: false, headers: { ...headersOf(pilot), ...headers } }).on('error', () => {})
const answered = (request: http.ClientRequest) => new Promise<http.IncomingMessage>((resolve, reject) => { request.once('response', resolve).once('error', reject) })
const textOf = async (answer: http.IncomingMessage) => { let text = ''; for await (const piece of answer.setEncoding('utf8')) text += piece; return text }
const checks = () => portal.owner`select state, refusal, rows::int, busy_until from checks`

describe('a list that is 100 MB in one line', () => {
  test.each([
    ['text/plain', 'x'.repeat(MB)], ['text/csv', 'x'.repeat(MB)], ['text/csv', `"${'x\n'.repeat(MB / 2)}`], ['application/x-ndjson', `${' '.repeat(MB - 1)}{`],
  ])('is refused in %s, and never in memory', async (type, line) => {
    const pilot = await givenPilot(portal)
    const before = await bytesInBuffers()
    const request = call(gate, pilot, { 'Content-Type': type })
    const answering = answered(request)
    let most = 0
    if (type === 'text/csv') request.write(`nhs_number,local_id\n${testNumber(0)},`)
    for (let sent = 0; sent < 100 && !request.destroyed; sent += 1) {
      await write(request, line)
      if (sent % 20 === 0) most = Math.max(most, (await bytesInBuffers()) - before)
    }
    request.end()
    const answer = await answering
    expect(answer.statusCode).toBe(413)
    expect(JSON.parse(await textOf(answer))).toMatchObject({ code: 'row-too-long' })
    expect(most).toBeLessThan(12 * MB)
    expect(await checks()).toMatchObject([{ state: 'incomplete', refusal: 'row-too-long', busy_until: null }])
  })

  test('is refused when it comes as 100 kB of gzip', async () => {
    const pilot = await givenPilot(portal)
    const request = call(gate, pilot, { 'Content-Encoding': 'gzip' })
    request.end(gzipSync(Buffer.alloc(100 * MB, 'x')))
    const answer = await answered(request)
    expect([answer.statusCode, JSON.parse(await textOf(answer))]).toMatchObject([413, { code: 'row-too-long' }])
  })
})

describe('a caller that stalls', () => {
  test('while it sends is let go, and its list is not taken for whole', async () => {
    const pilot = await givenPilot(portal)
    const request = call(impatient, pilot)
    request.write(`${numbers(20_000)}\n`)
    await until(async () => BROKEN.includes(String((await checks())[0]?.refusal)))
    expect(await checks()).toMatchObject([{ state: 'incomplete', rows: 0, busy_until: null }])
    expect(request.destroyed || request.socket?.destroyed).toBe(true)
  })

  test('while it should read is let go, with what waited for it, and did not grow while it waited', async () => {
    const pilot = await givenPilot(portal)
    const before = await bytesInBuffers()
    const request = call(impatient, pilot)
    const answering = answered(request)
    const list = `${numbers(50_000)}\n`
    for (let part = 0; part < 12; part += 1) await write(request, list)
    request.end()
    const answer = await answering
    answer.on('error', () => {})
    // 600,000 rows of answer, some 45 MB, and none of it is read.
    expect((await bytesInBuffers()) - before).toBeLessThan(20 * MB)
    await until(async () => (await checks())[0]?.refusal === 'caller-gone')
    expect(await checks()).toMatchObject([{ state: 'incomplete', rows: 0, busy_until: null }])
    let isWhole = false
    await new Promise<void>((resolve) => { answer.on('end', () => { isWhole = answer.complete }).on('close', () => resolve()).resume() })
    expect(isWhole).toBe(false)
  })

  test('only because it waits for the portal is not let go', async () => {
    const app = express().all('*', remixHandler(async (request) => {
      const list = await request.text()
      await new Promise((resolve) => setTimeout(resolve, 1500))
      return new Response(list)
    }, () => ({ nonce: '' })))
    const server = await listen(app, { port: 0, host: '127.0.0.1', silence: 300 })
    try {
      const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { method: 'POST', body: 'a list' })
      expect(await answer.text()).toBe('a list')
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  test('does not keep others waiting', async () => {
    const pilot = await givenPilot(portal)
    const stalled = Array.from({ length: 8 }, () => {
      const request = call(gate, pilot)
      request.write(`${numbers(1000)}\n`)
      return request
    })
    await until(async () => (await checks()).length === 8)
    const request = call(gate, pilot)
    request.end(numbers(5))
    const answer = await answered(request)
    expect([answer.statusCode, (await textOf(answer)).trimEnd().split('\n').length]).toEqual([200, 6])
    for (const each of stalled) each.destroy()
    await until(async () => (await checks()).filter((check) => BROKEN.includes(String(check.refusal))).length === 8)
  })
})
