import { describe, expect, test } from 'vitest'
import { closeAction } from '#app/documents/dpia/close-action.server.ts'
import { actionStep } from '#app/documents/dpia/dpia-steps.rules.ts'
import type { DpiaAction } from '#app/documents/dpia/dpia-actions.rules.ts'
import { readDpia } from '#app/documents/dpia/read-dpia.server.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { readDesk } from '#app/work/read-desk.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { chaseActions, chaseActionsJob } from '#app/letters/chase-actions.server.ts'
import { endProject } from '#app/projects/end-project.server.ts'
import { givenSteps, type Step } from '#tests/factories/dpia.ts'
import { givenCast, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const DAY = 86_400_000
const at = (days: number) => { portal.now = new Date(TEST_NOW.getTime() + days * DAY) }
const TODAY = '2026-06-15'
const wanted = (id: string, given: Partial<DpiaAction> = {}): Step =>
  actionStep(null, id, { what: `Do ${id}`, riskId: '', owner: 'Head of IT', ownerCode: '', due: '2026-07-15', isBlocking: false, doneOn: null, proof: '', ...given }, TODAY)
const DONE = { ref: PROJECT, id: 'a', doneOn: '2026-06-14', proof: 'Ticket 12' }

describe('an action that nothing may flow before', () => {
  test('stops the flows until it is done, and again when another is written down', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    const stops = async () => (await readAgreementForProject(portal.runtime.db, PROJECT))?.openBlockingActions
    expect(await stops()).toBe(0)
    await givenSteps(portal, lead, factsVersion, [wanted('a', { isBlocking: true }), wanted('b')])
    expect(await stops()).toBe(1)
    expect((await closeAction(contextOf(portal, lead), DONE)).ok).toBe(true)
    expect(await stops()).toBe(0)
    await givenSteps(portal, lead, factsVersion, [wanted('c', { isBlocking: true })], 3)
    expect(await stops()).toBe(1)
  })

  test('is not done on a day that is still to come', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    await givenSteps(portal, lead, factsVersion, [wanted('a', { isBlocking: true })])
    expect(await closeAction(contextOf(portal, lead), { ...DONE, doneOn: '2026-06-16' })).toMatchObject({ refusal: { kind: 'done-later' } })
    await expect(givenSteps(portal, lead, factsVersion, [wanted('b', { isBlocking: true, doneOn: '2026-06-16', proof: 'x' })], 1)).rejects.toThrow('done-later')
    expect((await readAgreementForProject(portal.runtime.db, PROJECT))?.openBlockingActions).toBe(1)
  })
})

describe('an action is closed', () => {
  test('by who does it or who drafts, with what shows it and an entry in the audit; by nobody else, and not in a project that has ended', async () => {
    const { lead, guardian } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    await givenSteps(portal, lead, factsVersion, [wanted('a', { ownerCode: PRACTICE.code, isBlocking: true }), wanted('b')])
    const receptionist = await givenStaff(portal, 'receptionist', PRACTICE)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect(await closeAction(contextOf(portal, receptionist), DONE)).toMatchObject({ refusal: { kind: 'wrong-role' } })
    expect(await closeAction(contextOf(portal, stranger), DONE)).toMatchObject({ refusal: { kind: 'not-found' } })
    expect(await closeAction(contextOf(portal, guardian), { ...DONE, id: 'b' })).toMatchObject({ refusal: { kind: 'not-its-owner' } })
    expect(await closeAction(contextOf(portal, guardian), { ...DONE, id: 'none' })).toMatchObject({ refusal: { kind: 'no-longer-there' } })
    expect(await closeAction(contextOf(portal, guardian), DONE)).toMatchObject({ ok: true, value: { version: 3, isChanged: true } })
    expect(await closeAction(contextOf(portal, guardian), DONE)).toMatchObject({ ok: true, value: { version: 3, isChanged: false } })
    expect((await readDpia(contextOf(portal, lead), PROJECT))?.assessment.actions).toMatchObject([{ id: 'a', doneOn: '2026-06-14', proof: 'Ticket 12' }, { id: 'b', doneOn: null }])
    expect(await portal.owner`select count(*)::int as n from audit_entries where kind = 'action-closed'`).toMatchObject([{ n: 1 }])
    expect((await endProject(contextOf(portal, lead), { ref: PROJECT, typedReference: PROJECT, reason: 'It is over.' })).ok).toBe(true)
    expect(await closeAction(contextOf(portal, lead), { ...DONE, id: 'b' })).toMatchObject({ refusal: { kind: 'project-ended' } })
  })

  test('by two at once, one after the other, and nothing is lost', async () => {
    const { lead, guardian } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    await givenSteps(portal, lead, factsVersion, [wanted('a', { ownerCode: PRACTICE.code }), wanted('b')])
    const both = await Promise.all([closeAction(contextOf(portal, guardian), DONE), closeAction(contextOf(portal, lead), { ...DONE, id: 'b' })])
    expect(both.map((each) => each.ok)).toEqual([true, true])
    expect((await readDpia(contextOf(portal, lead), PROJECT))?.assessment.actions.map(({ doneOn }) => doneOn)).toEqual(['2026-06-14', '2026-06-14'])
  })
})

describe('open actions', () => {
  test('are on the desk of who does them and of who drafts', async () => {
    const { lead, guardian } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    const receptionist = await givenStaff(portal, 'receptionist', PRACTICE)
    await givenSteps(portal, lead, factsVersion, [wanted('a', { ownerCode: PRACTICE.code, due: '2026-06-20' }), wanted('b', { due: '2026-06-14' })])
    const desk = async (who: typeof lead) => (await readDesk(contextOf(portal, who), 'mine')).items.filter(({ kind }) => kind.startsWith('action-')).map(({ href, kind }) => `${href.split('/').at(-1)} ${kind}`)
    expect(await desk(lead)).toEqual(['b action-overdue', 'a action-due'])
    expect(await desk(guardian)).toEqual(['a action-due'])
    expect(await desk(receptionist)).toEqual([])
  })

  test('are chased by e-mail two weeks and three days before, when overdue and every two weeks after it, once each, until they are done', async () => {
    const { lead, siro, guardian } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    await givenStaff(portal, 'receptionist', PRACTICE)
    await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    await givenSteps(portal, lead, factsVersion, [wanted('a', { ownerCode: PRACTICE.code, due: '2026-07-15', isBlocking: true })])
    const chase = () => chaseActions(contextOf(portal, systemActor('chase-actions')))
    const told: number[] = []
    for (const day of [0, 15, 16, 16, 20, 27, 30, 31, 31, 44, 45]) {
      at(day)
      told.push(await chase())
    }
    expect(told).toEqual([0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1])
    const mails = (await portal.owner`select sealed from mails where message = 'action-reminder' order by made_at, id`)
      .map(({ sealed }) => JSON.parse(portal.runtime.secrets.open('mail', sealed as Buffer)) as { to: string; subject: string; text: string })
    expect(mails.slice(0, 3).map(({ to }) => to).sort()).toEqual([lead.email, siro.email, guardian.email].sort())
    expect(mails[0]?.subject).toBe('Due by 15 July 2026: Do a')
    expect(mails[0]?.text).toContain(`/projects/${PROJECT}/dpia/actions/a`)
    expect(mails[0]?.text).toContain('No data may flow')
    expect(mails.at(-1)?.subject).toBe('Overdue since 15 July 2026: Do a')
    expect((await portal.owner`select data from audit_entries where kind = 'action-chased' order by seq limit 1`)[0]?.data).toContain('two-weeks')
    await closeAction(contextOf(portal, guardian), DONE)
    at(60)
    expect(await chase()).toBe(0)
  })

  test('are chased once by two portals at the same moment, and after an outage at the nearest distance alone', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    await givenSteps(portal, lead, factsVersion, [wanted('a')])
    at(28)
    const chase = () => chaseActions(contextOf(portal, systemActor('chase-actions')))
    expect((await Promise.all([chase(), chase(), chase()])).reduce((sum, n) => sum + n, 0)).toBe(1)
    await chaseActionsJob(portal.runtime, { due: portal.now.toISOString() })
    expect(await portal.owner`select step from action_reminders`).toMatchObject([{ step: 'three-days' }])
  })

  test('of a project that has ended are nobody’s worry', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    await givenSteps(portal, lead, factsVersion, [wanted('a')])
    await portal.owner`update projects set ended_at = ${portal.now}`
    at(28)
    expect(await chaseActions(contextOf(portal, systemActor('chase-actions')))).toBe(0)
    expect((await readDesk(contextOf(portal, lead), 'mine')).items.filter(({ kind }) => kind.startsWith('action-'))).toEqual([])
  })
})
