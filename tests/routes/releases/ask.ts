import { action } from '#app/routes/api.v1.flows.$ref_.checks.ts'
import { expect } from 'vitest'
import { testNumber, type Pilot } from '#tests/factories/pilot.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { expectAsDocumented } from '#tests/setup/api-contract.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'

export interface Ask {
  readonly flowRef?: string
  readonly token?: string | null
  readonly type?: string
  readonly accept?: string
  readonly query?: string
  readonly requestId?: string
  readonly headers?: Record<string, string>
  readonly method?: string
}

export function headersOf(pilot: Pick<Pilot, 'token'>, given: Ask = {}): Record<string, string> {
  return {
    ...(given.token === null ? {} : { Authorization: `Bearer ${given.token ?? pilot.token}` }),
    'Content-Type': given.type ?? 'text/plain',
    ...(given.accept === undefined ? {} : { Accept: given.accept }),
    ...(given.requestId === undefined ? {} : { 'X-Request-ID': given.requestId }),
    ...given.headers,
  }
}

/** Puts a list to the gate, through its route. Whatever it answers is held to /openapi.json. */
export async function ask(portal: TestPortal, pilot: Pilot, list: BodyInit, given: Ask = {}): Promise<Answer> {
  const flowRef = given.flowRef ?? pilot.flowRef
  const answer = await callRoute(portal, action, {
    path: `/api/v1/flows/${flowRef}/checks${given.query ?? ''}`, params: { ref: flowRef },
    init: { method: given.method ?? 'POST', body: list, headers: headersOf(pilot, given) },
  })
  expectAsDocumented('askGate', answer)
  return answer
}

export interface Line { readonly row: number; readonly nhs_number: string | null; readonly decision: string; readonly reason: string; readonly reasons?: string[] }
export interface Summary { readonly check: string; readonly rows: number; readonly included: number; readonly excluded: number; readonly repeated_rows: number; readonly reasons: Record<string, number>; readonly version: number; readonly sha256_in: string; readonly all_reasons?: Record<string, number> }

export function linesOf(answer: Answer): { readonly lines: Line[]; readonly summary: Summary } {
  const all = String(answer.data).trimEnd().split('\n').map((line) => JSON.parse(line) as Line & { summary?: Summary })
  return { lines: all.slice(0, -1), summary: all[all.length - 1]?.summary as Summary }
}

export const problemOf = (answer: Answer) => JSON.parse(String(answer.data)) as { code: string; status: number; title: string; detail: string; type: string }

/** The route's own Response, for streams that a test wants to hold, read slowly or drop. */
export async function openAnswer(pilot: Pilot, list: BodyInit | ReadableStream<Uint8Array>, given: Ask = {}): Promise<Response> {
  const request = new Request(`http://localhost:3000/api/v1/flows/${pilot.flowRef}/checks`, { method: 'POST', headers: headersOf(pilot, given), body: list as BodyInit, duplex: 'half' } as RequestInit)
  return (await action({ request, params: { ref: pilot.flowRef }, context: {} as never, unstable_pattern: '' } as never)) as Response
}

/** A list that comes when the test says so. */
export function heldList(): { readonly list: ReadableStream<Uint8Array>; readonly send: (text: string) => void; readonly end: () => void; readonly break: () => void } {
  let controller!: ReadableStreamDefaultController<Uint8Array>
  const list = new ReadableStream<Uint8Array>({ start: (given) => { controller = given } })
  return {
    list,
    send: (text) => controller.enqueue(new TextEncoder().encode(text)),
    end: () => controller.close(),
    break: () => controller.error(new Error('gone')),
  }
}

/** Waits for something to come true: as long as a busy machine may take, and no longer than that. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(await holds()).toBe(true)
}

/** A list of so many test numbers, sixty of them again and again, without a last line end. */
export const numbers = (count: number): string => Array.from({ length: count }, (_, i) => testNumber(i % 60)).join('\n')

/** Waits until no connection that was ended under the portal is left in its pool. */
export async function recovered(portal: TestPortal): Promise<void> {
  const isUp = () => Promise.all(Array.from({ length: 12 }, () => portal.runtime.db.execute('select pg_sleep(0.01)'))).then(() => true, () => false)
  await until(isUp)
}
