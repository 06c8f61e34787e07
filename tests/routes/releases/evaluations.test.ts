import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { Places } from '#app/platform/places.server.ts'
import { action as evaluate } from '#app/routes/access.v1.evaluation.ts'
import { action as evaluateMany } from '#app/routes/access.v1.evaluations.ts'
import { loader as configuration } from '#app/routes/[.]well-known.authzen-configuration.ts'
import { givenChoice, givenKey, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { OTHER_PRACTICE } from '#tests/factories/who.ts'
import { expectAsDocumented } from '#tests/setup/api-contract.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { ask, linesOf, problemOf } from './ask.ts'

const portal = usePortal()

interface Decided { decision: boolean; context: { reason?: string; reasons?: string[]; check?: string; because?: { code: string }; error?: { status: number; code: string; message: string } } }
interface Given { token?: string; requestId?: string; type?: string; raw?: string }

const question = (pilot: Pilot, id: unknown = testNumber(0), more: object = {}) => ({ subject: { type: 'person', id }, action: { name: 'include' }, resource: { type: 'flow', id: pilot.flowRef }, ...more })
const call = async (operation: 'evaluate' | 'evaluateMany', pilot: Pilot, body: unknown, given: Given = {}) => {
  const answer = await callRoute(portal, operation === 'evaluate' ? evaluate : evaluateMany, {
    path: operation === 'evaluate' ? '/access/v1/evaluation' : '/access/v1/evaluations',
    init: {
      method: 'POST', body: given.raw ?? JSON.stringify(body),
      headers: { Authorization: `Bearer ${given.token ?? pilot.token}`, 'Content-Type': given.type ?? 'application/json', ...(given.requestId ? { 'X-Request-ID': given.requestId } : {}) },
    },
  })
  expectAsDocumented(operation, answer)
  return answer
}
const one = async (pilot: Pilot, body: unknown, given?: Given) => JSON.parse(String((await call('evaluate', pilot, body, given)).data)) as Decided
const many = async (pilot: Pilot, body: unknown, given?: Given) => (JSON.parse(String((await call('evaluateMany', pilot, body, given)).data)) as { evaluations: Decided[] }).evaluations
const checks = () => portal.owner`select id, flow_ref, state, refusal, rows from checks order by began_at, id`
const full = { context: { detail: 'full' } }

describe('one evaluation', () => {
  test('decides as the gate does, and is a check on record', async () => {
    const pilot = await givenPilot(portal, { people: [{}, {}, { isDeceased: true }] })
    await givenChoice(portal, pilot.people[1] as never)
    const numbers = [testNumber(0), testNumber(1), testNumber(2), testNumber(20), '', 'x']
    const { lines } = linesOf(await ask(portal, pilot, numbers.map((number) => `${number}\n`).join('')))
    for (const [place, number] of numbers.entries()) {
      const decided = await one(pilot, question(pilot, number))
      expect([decided.decision ? 'INCLUDE' : 'EXCLUDE', decided.context.reason]).toEqual([lines[place]?.decision, lines[place]?.reason])
    }
    expect((await checks()).map(({ state, rows }) => `${state} ${rows}`).sort()).toEqual([...numbers.map(() => 'complete 1'), 'complete 6'])
    const decided = await one(pilot, question(pilot))
    expect((await checks()).some(({ id }) => id === decided.context.check)).toBe(true)
  })

  test('says every reason only to a key that may have them', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[0] as never)
    expect((await one(pilot, question(pilot))).context).not.toHaveProperty('reasons')
    expect(problemOf(await call('evaluate', pilot, question(pilot, testNumber(0), full)))).toMatchObject({ status: 403, code: 'detail-not-allowed' })
    const { token } = await givenKey(portal, { actions: ['check', 'check-detail'] })
    expect((await one(pilot, question(pilot, testNumber(0), full), { token })).context).toMatchObject({ reason: 'NOT_PERMITTED', reasons: ['LOCAL'] })
  })

  test('of a flow in which nothing may go on is no, and says why', async () => {
    const pilot = await givenPilot(portal, { signedBy: [] })
    expect(await one(pilot, question(pilot))).toEqual({ decision: false, context: { reason: 'FLOW_NOT_PERMITTED', because: { code: 'protocol-not-signed', detail: expect.any(String) } } })
    expect(await checks()).toMatchObject([{ state: 'refused', refusal: 'protocol-not-signed' }])
  })

  test('is not there for anyone else, whatever they send', async () => {
    const pilot = await givenPilot(portal)
    const { token } = await givenKey(portal, { of: OTHER_PRACTICE })
    expect((await call('evaluate', pilot, question(pilot), { token })).status).toBe(404)
    expect((await call('evaluate', pilot, question(pilot, testNumber(0), { resource: { type: 'flow', id: 'no-such-flow' } }))).status).toBe(404)
    const elsewhere = await givenKey(portal, { flowRefs: ['another-flow'] })
    expect((await call('evaluate', pilot, question(pilot), elsewhere)).status).toBe(403)
    expect(await checks()).toEqual([])
  })

  test.each([
    ['nothing', {}, ['/subject', '/action', '/resource']],
    ['another kind of subject', { subject: { type: 'user', id: 'alice' } }, ['/subject/type']],
    ['a number that has lost its noughts', { subject: { type: 'person', id: 9990000018 } }, ['/subject/id']],
    ['an action that is not the gate’s', { action: { name: 'delete' } }, ['/action/name']],
    ['a resource that is no flow', { resource: { type: 'document', id: 'x' } }, ['/resource/type']],
    ['a context that is none', { context: 'full' }, ['/context']],
  ])('%s is refused by its place, never by what was sent', async (_what, wrong, pointers) => {
    const pilot = await givenPilot(portal)
    const problem = problemOf(await call('evaluate', pilot, Object.keys(wrong).length ? { ...question(pilot), ...wrong } : {})) as unknown as { code: string; status: number; errors: { pointer: string }[] }
    expect([problem.status, problem.code, problem.errors.map(({ pointer }) => pointer)]).toEqual([400, 'body-wrong', pointers])
    expect(JSON.stringify(problem)).not.toContain('999000')
  })

  test('what is no JSON, of another kind or too long is told so', async () => {
    const pilot = await givenPilot(portal)
    expect(problemOf(await call('evaluate', pilot, null, { raw: '{"subject":' })).code).toBe('body-not-readable')
    expect(problemOf(await call('evaluate', pilot, question(pilot), { type: 'text/plain' })).code).toBe('body-type-not-taken')
    expect(problemOf(await call('evaluate', pilot, null, { raw: `"${'x'.repeat(2 * 1024 * 1024)}"` }))).toMatchObject({ status: 413, code: 'body-too-long', limit: 1024 * 1024 })
  })

  test('sent again under its id is the first answer, and another question under that id is refused', async () => {
    const pilot = await givenPilot(portal)
    const requestId = randomUUID()
    const first = await one(pilot, question(pilot), { requestId })
    await givenChoice(portal, pilot.people[0] as never)
    expect(await one(pilot, question(pilot), { requestId })).toEqual(first)
    expect((await checks()).length).toBe(1)
    expect(problemOf(await call('evaluate', pilot, question(pilot, testNumber(1)), { requestId }))).toMatchObject({ status: 409, code: 'request-id-reused' })
    expect((await one(pilot, question(pilot))).decision).toBe(false)
  })
})

describe('several evaluations', () => {
  const about = (...ids: string[]) => ids.map((id) => ({ subject: { type: 'person', id } }))
  const top = (pilot: Pilot) => ({ action: { name: 'link' }, resource: { type: 'flow', id: pilot.flowRef } })

  test('are answered in their order by one check', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[1] as never)
    const answers = await many(pilot, { ...top(pilot), evaluations: about(testNumber(0), testNumber(1), 'x', testNumber(2)) })
    expect(answers.map(({ decision, context }) => [decision, context.reason])).toEqual([[true, 'PERMITTED'], [false, 'NOT_PERMITTED'], [false, 'NHS_NUMBER_INVALID'], [true, 'PERMITTED']])
    expect(new Set(answers.map(({ context }) => context.check)).size).toBe(1)
    expect((await checks()).map(({ rows }) => Number(rows))).toEqual([4])
  })

  test('of two flows are two checks; what cannot be asked says so in its place', async () => {
    const pilot = await givenPilot(portal)
    const flow = (id: string) => ({ resource: { type: 'flow', id } })
    const answers = await many(pilot, {
      subject: { type: 'person', id: testNumber(0) }, action: { name: 'release' },
      evaluations: [flow(pilot.flowRef), flow('no-such-flow'), {}, flow(pilot.flagsFlowRef), { ...flow(pilot.flowRef), action: { name: 'delete' } }],
    })
    expect(answers.map(({ context }) => context.error?.status ?? (context.check ? 'checked' : 'neither'))).toEqual(['checked', 404, 400, 'checked', 400])
    expect(answers.map(({ decision }) => decision).slice(1, 3)).toEqual([false, false])
    expect(answers[2]?.context.error?.message).toContain('/resource')
    expect((await checks()).map(({ flow_ref: ref }) => ref).sort()).toEqual([pilot.flagsFlowRef, pilot.flowRef].sort())
  })

  test('stop at the first denial or permission where that is asked for', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[1] as never)
    const decisions = async (semantic: string, ...ids: string[]) =>
      (await many(pilot, { ...top(pilot), evaluations: about(...ids), options: { evaluations_semantic: semantic } })).map(({ decision }) => decision)
    const [yes, no] = [testNumber(0), testNumber(1)]
    expect(await decisions('execute_all', yes, no, yes)).toEqual([true, false, true])
    expect(await decisions('deny_on_first_deny', yes, no, yes)).toEqual([true, false])
    expect(await decisions('permit_on_first_permit', no, yes, no)).toEqual([false, true])
    expect(await decisions('deny_on_first_deny', yes, yes)).toEqual([true, true])
  })

  test('without a list are the one question at the top, answered as one', async () => {
    const pilot = await givenPilot(portal)
    for (const evaluations of [undefined, []]) {
      const answer = await call('evaluateMany', pilot, { ...question(pilot), evaluations })
      expect(JSON.parse(String(answer.data))).toMatchObject({ decision: true, context: { reason: 'PERMITTED' } })
    }
    expect(problemOf(await call('evaluateMany', pilot, { evaluations: [] })).code).toBe('body-wrong')
  })

  test('are not answered at all while the gate is busy, and may be sent again', async () => {
    const pilot = await givenPilot(portal)
    const busy = vi.spyOn(Places.prototype, 'take').mockResolvedValue(null)
    const answer = await call('evaluateMany', pilot, { ...top(pilot), evaluations: about(testNumber(0)) }, { requestId: randomUUID() })
    expect([answer.status, problemOf(answer).code, answer.headers.get('Retry-After')]).toEqual([503, 'gate-busy', '10'])
    expect((await call('evaluate', pilot, question(pilot))).status).toBe(503)
    busy.mockRestore()
    expect(await checks()).toEqual([])
  })

  test('may be a thousand, and no more', async () => {
    const pilot = await givenPilot(portal)
    const thousand = Array.from({ length: 1000 }, (_each, index) => testNumber(index % 8))
    expect((await many(pilot, { ...top(pilot), evaluations: about(...thousand) })).length).toBe(1000)
    const problem = problemOf(await call('evaluateMany', pilot, { ...top(pilot), evaluations: about(...thousand, testNumber(0)) })) as unknown as { errors: object[] }
    expect(problem).toMatchObject({ status: 400, code: 'body-wrong', errors: [{ pointer: '/evaluations', detail: expect.stringContaining('1,000') }] })
  })
})

test('the endpoints can be found, under the address that people use', async () => {
  const answer = await callRoute(portal, configuration, { path: '/.well-known/authzen-configuration' })
  expectAsDocumented('readAuthzenConfiguration', answer)
  expect(JSON.parse(String(answer.data))).toEqual({
    policy_decision_point: portal.runtime.publicUrl, access_evaluation_endpoint: `${portal.runtime.publicUrl}/access/v1/evaluation`, access_evaluations_endpoint: `${portal.runtime.publicUrl}/access/v1/evaluations`,
  })
})
