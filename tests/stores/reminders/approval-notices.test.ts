import { describe, expect, test } from 'vitest'
import { actOnCase, startCase, type ActCommand } from '#app/approvals/act-on-case.server.ts'
import { giveSeat, makeBoard, submitToBoard } from '#app/boards/run-board.server.ts'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import { readDocumentPage } from '#app/documents/read-document.server.ts'
import { readNewestPapers } from '#app/documents/read-newest-papers.server.ts'
import { systemActor, type StaffActor } from '#app/identity/actor.rules.ts'
import { hashPassword } from '#app/identity/passwords.server.ts'
import { runJobsOnce } from '#app/platform/jobs.server.ts'
import { remindOfDue } from '#app/reminders/remind-of-due.server.ts'
import { tellOfApprovals, tellOfApprovalsJob } from '#app/reminders/tell-of-approvals.server.ts'
import { jobHandlers } from '../../../scripts/job-handlers.ts'
import { givenSteps, wholeSteps } from '#tests/factories/dpia.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { mailsWritten } from '#tests/factories/mails.ts'
import { underSection251 } from '#tests/factories/national-check.ts'
import { givenCast, givenProject, PROJECT, SIGNING_PASSWORD } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenOrganisations, givenStaff, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const DAY = 86_400_000
/** Everybody's assurance counts until 30 June 2027. */
const facts = underSection251(furtherFacts({ parties: furtherFacts().parties.map((party) => ({ ...party, assurance: { status: 'met', publishedOn: '2025-09-30' } })) }))
const STEP = `siro-accepts-risk--${COUNCIL.code}`
const as = (who: StaffActor) => contextOf(portal, who)
const tell = (ref: string | null = null) => tellOfApprovals(contextOf(portal, systemActor('tell-of-approvals')), ref)
const after = (days: number) => { portal.now = new Date(TEST_NOW.getTime() + days * DAY) }

async function givenPapers() {
  after(0)
  const cast = await givenCast(portal)
  const factsVersion = await givenProject(portal, cast.lead, facts)
  await givenSteps(portal, cast.lead, factsVersion, wholeSteps(facts))
  expect((await draftPack(as(cast.lead), { ref: PROJECT, factsVersion })).ok).toBe(true)
  return { ...cast, factsVersion }
}
async function doAct(by: StaffActor, command: ActCommand['command'], changes: Partial<ActCommand> = {}) {
  const [project] = await portal.owner<{ id: string }[]>`select id from projects`
  const papers = await readNewestPapers(portal.runtime.db, project!.id)
  for (const { documentRef, number, kind } of papers) if (kind === 'dpia') await readDocumentPage(as(by), documentRef, number)
  const done = await actOnCase(as(by), { projectRef: PROJECT, stepId: STEP, command, stageId: 'siro', text: 'Because', cover: null, shown: papers.map(({ documentRef, number }) => ({ documentRef, number })), password: SIGNING_PASSWORD, ...changes })
  expect(done?.ok).toBe(true)
}
const told = async () => (await mailsWritten(portal, 'approval-notice')).map(({ to, subject }) => [to, subject.split(':')[0]])

describe('people are told of an approval', () => {
  test('when they are asked, when it comes back and when it is decided, each once, out of the queue', async () => {
    const { lead, siro } = await givenPapers()
    await startCase(as(lead), { projectRef: PROJECT, stepId: STEP })
    await runJobsOnce(portal.runtime, { ...jobHandlers, 'send-mail': async () => {} })
    const asked = [siro.email, 'You are asked to act on an approval']
    expect(await told()).toEqual([asked])
    expect(await tell()).toBe(0)
    after(0.1)
    await doAct(siro, 'ask')
    await tellOfApprovalsJob(portal.runtime, { projectRef: PROJECT })
    const back = [lead.email, 'There is a question about an approval']
    expect(await told()).toEqual([asked, back])
    after(0.2)
    await doAct(lead, 'answer', { stageId: null })
    await tell(PROJECT)
    const again = [siro.email, 'An approval is with you again']
    expect(await told()).toEqual([asked, back, again])
    after(1)
    await doAct(siro, 'approve')
    expect((await Promise.all([tell(PROJECT), tell(), tell()])).reduce((sum, one) => sum + one, 0)).toBe(1)
    expect(await told()).toEqual([asked, back, again, [lead.email, 'An approval is decided']])
    const [first, , , last] = await mailsWritten(portal, 'approval-notice')
    expect(first!.text).toContain('To be done by: 25 June 2026')
    expect(first!.text).toContain(`/projects/${PROJECT}/approvals/${STEP}`)
    expect(last!.text).toContain('It is: Approved.')
    // What was asked or said is on the page and goes through no mail server.
    for (const { text, html } of await mailsWritten(portal, 'approval-notice')) expect(text + html).not.toContain('Because')
  })

  test('when they stand in from a day on, and when an edit has made it theirs again', async () => {
    const { lead, siro } = await givenPapers()
    const deputy = await givenStaff(portal, 'receptionist', COUNCIL)
    await portal.owner`update users set password_hash = ${await hashPassword(SIGNING_PASSWORD)} where id = ${deputy.userId}`
    await startCase(as(lead), { projectRef: PROJECT, stepId: STEP })
    await doAct(siro, 'delegate', { cover: { userId: deputy.userId, from: '2026-06-17', to: '2026-06-30' } })
    expect(await tell()).toBe(1)
    after(2)
    expect(await tell()).toBe(1)
    expect((await told()).at(-1)).toEqual([deputy.email, 'You are asked to act on an approval'])
  })

  test('and reminded the day before its days are over, on the day and each week after, with the project’s lead once it is late', async () => {
    const { lead, siro } = await givenPapers()
    await startCase(as(lead), { projectRef: PROJECT, stepId: STEP })
    const given: number[] = []
    for (const day of [1, 5, 9, 10, 11, 12, 18]) {
      after(day)
      given.push(await remindOfDue(contextOf(portal, systemActor('remind-of-due'))))
    }
    expect(given).toEqual([0, 0, 1, 1, 1, 0, 1])
    const mails = await mailsWritten(portal, 'due-reminder')
    expect(mails.map(({ to }) => to).slice(0, 2)).toEqual([siro.email, siro.email])
    expect(new Set(mails.slice(2, 4).map(({ to }) => to))).toEqual(new Set([siro.email, lead.email]))
    expect(mails[0]!.subject).toBe('By 25 June 2026: Decide on: Risk that is left accepted')
  })

  test('of no decision that is long past, and of nothing in a project that has ended', async () => {
    const { lead, siro } = await givenPapers()
    await startCase(as(lead), { projectRef: PROJECT, stepId: STEP })
    await portal.owner`update projects set ended_at = ${portal.now}`
    expect(await tell()).toBe(0)
    await portal.owner`update projects set ended_at = null`
    await doAct(siro, 'approve')
    after(15)
    expect(await tell()).toBe(0)
  })
})

describe('a board', () => {
  test('that a project is submitted to has its secretary told, in the same transaction', async () => {
    const { lead } = await givenPapers()
    const office = { ...COUNCIL, code: 'Y9N', name: 'Test Advice Office', email: 'office@advice.example' }
    await givenOrganisations(portal, office)
    const owner = await givenStaff(portal, 'ig-lead', office)
    const chair = await givenStaff(portal, 'siro', office)
    const secretary = await givenStaff(portal, 'board-member', PRACTICE)
    expect((await makeBoard(as(owner), { name: 'Support Group', reference: 'support-group', bodyId: 'confidentiality-advice', quorumMembers: 1, quorumLay: 0 })).ok).toBe(true)
    const seat = (person: StaffActor, kind: 'chair' | 'secretary') => giveSeat(as(owner), 'support-group', { email: person.email, kind, isLay: false, from: '2026-01-01', to: null })
    await seat(chair, 'chair')
    const submit = () => submitToBoard(as(lead), PROJECT, { board: 'support-group', stepId: 'section-251-support', question: 'May they be linked?' })
    await seat(secretary, 'secretary')
    expect((await submit()).ok).toBe(true)
    expect((await submit()).ok).toBe(false)
    const mails = await mailsWritten(portal, 'board-submission')
    expect(mails.map(({ to, subject, organisationCode }) => [to, subject, organisationCode])).toEqual([[secretary.email, `Submitted to Support Group: ${facts.title}`, PRACTICE.code]])
    expect(mails[0]!.text).toContain('/boards/support-group')
  })
})
