import { describe, expect, test } from 'vitest'
import { inForce } from '#app/approvals/in-force.rules.ts'
import { endACondition, setCondition } from '#app/approvals/keep-conditions.server.ts'
import { readConditionsPage } from '#app/approvals/read-conditions.server.ts'
import { standingForFlow } from '#app/approvals/read-standing.server.ts'
import { readDocumentPage } from '#app/documents/read-document.server.ts'
import { signDocument } from '#app/documents/sign-document.server.ts'
import { systemActor, type StaffActor } from '#app/identity/actor.rules.ts'
import { addDays, londonDay, londonTime } from '#app/kernel/uk-date.ts'
import { remindOfDue, remindOfDueJob } from '#app/reminders/remind-of-due.server.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { mailsWritten } from '#tests/factories/mails.ts'
import { givenCast, givenDrafted, PROJECT, SIGNING_PASSWORD } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const facts = furtherFacts()
const [FLOW, OTHER] = facts.flows.map(({ ref }) => ref) as [string, string]
const flowName = (ref: string) => facts.flows.find((flow) => flow.ref === ref)!.name
const FIRST = londonDay(TEST_NOW)
const DUE = addDays(FIRST, 40)
const as = (who: StaffActor) => contextOf(portal, who)
/** The morning of a day so many days before the condition is due, or after it where they are below zero. */
const morning = (left: number) => { portal.now = londonTime(addDays(DUE, -left), '06:25') }
const remind = () => remindOfDue(contextOf(portal, systemActor('remind-of-due')))
const mails = () => mailsWritten(portal, 'due-reminder')
const isOpen = async () => inForce((await standingForFlow(portal.runtime.db, FLOW))!, FLOW, portal.now).ok

/** A project in force, with a condition that the practice has to meet 40 days from now. */
async function givenCondition(changes: object = {}) {
  portal.now = TEST_NOW
  const cast = await givenCast(portal)
  await givenDrafted(portal, cast.lead, facts)
  for (const who of [cast.guardian, cast.siro]) {
    const page = await readDocumentPage(as(who), `${PROJECT}-protocol`, 1)
    expect((await signDocument(as(who), { documentRef: `${PROJECT}-protocol`, number: 1, contentHash: page!.paper.contentHash, fullName: who.name, password: SIGNING_PASSWORD }))?.ok).toBe(true)
  }
  expect((await setCondition(as(cast.lead), PROJECT, { what: 'Report on involvement', ownerCode: PRACTICE.code, dueOn: DUE, flowRefs: [FLOW], stops: true, ...changes })).ok).toBe(true)
  return cast
}

describe('what is due', () => {
  test('is told its owner 30, 7 and 1 days before and on the day; its flows stop the day after, and the project’s lead is told with them', async () => {
    const { lead, guardian } = await givenCondition()
    await givenStaff(portal, 'receptionist', PRACTICE)
    await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    const told: [number, number, boolean][] = []
    for (const left of [31, 30, 30, 29, 8, 7, 6, 2, 1, 0, -1, -2, -7, -8]) {
      morning(left)
      told.push([left, await remind(), await isOpen()])
    }
    expect(told).toEqual([
      [31, 0, true], [30, 1, true], [30, 0, true], [29, 0, true], [8, 0, true], [7, 1, true], [6, 0, true], [2, 0, true], [1, 1, true], [0, 1, true],
      [-1, 1, false], [-2, 0, false], [-7, 0, false], [-8, 1, false],
    ])
    const written = await mails()
    expect(written.map(({ to }) => to)).toEqual([guardian, guardian, guardian, guardian].map(({ email }) => email).concat(written.slice(4).map(({ to }) => to as string)))
    expect(new Set(written.slice(4).map(({ to }) => to))).toEqual(new Set([guardian.email, lead.email]))
    expect(written.map(({ organisationCode, to }) => organisationCode === (to === lead.email ? COUNCIL.code : PRACTICE.code))).not.toContain(false)
    expect(written[0]).toMatchObject({ subject: 'By 25 July 2026: Report on involvement' })
    expect(written[0]!.text).toContain('It is to be done by 25 July 2026.')
    expect(written[0]!.text).toContain(`Will stop the day after, unless something is done:\n- ${flowName(FLOW)}`)
    expect(written[0]!.text).not.toContain(flowName(OTHER))
    expect(written[0]!.text).toContain(`/projects/${PROJECT}/conditions`)
    expect(written[4]).toMatchObject({ subject: 'Overdue since 25 July 2026: Report on involvement' })
    expect(written[4]!.text).toContain(`Stopped until something is done:\n- ${flowName(FLOW)}`)
    expect(written[4]!.html).toContain(flowName(FLOW))
    const entries = await portal.owner<{ kind: string; data: string }[]>`select kind, data from audit_entries where kind = 'due-reminded' order by seq`
    expect(entries).toHaveLength(6)
    expect(entries[0]!.data).toContain('thirty-days')
  })

  test('is told once by portals that do it at the same moment, and after an outage at the nearest distance alone', async () => {
    await givenCondition()
    morning(0)
    const given = await Promise.all([remind(), remind(), remind()])
    expect(given.reduce((sum, one) => sum + one, 0)).toBe(1)
    await remindOfDueJob(portal.runtime, { due: portal.now.toISOString() })
    expect(await mails()).toHaveLength(1)
    morning(-20)
    await remindOfDueJob(portal.runtime, { due: portal.now.toISOString() })
    expect((await portal.owner<{ step: string }[]>`select step from due_reminders where item_id like 'condition:%' order by reminded_at`).map(({ step }) => step)).toEqual(['on-the-day', 'overdue-3'])
  })

  test('is told no more once it is done', async () => {
    const { guardian } = await givenCondition()
    morning(30)
    expect(await remind()).toBe(1)
    const [condition] = (await readConditionsPage(as(guardian), PROJECT))!.conditions
    expect((await endACondition(as(guardian), PROJECT, { conditionId: condition!.id, how: 'met', proof: 'Report of 3 May' })).ok).toBe(true)
    for (const left of [7, 1, 0, -1]) {
      morning(left)
      expect(await remind()).toBe(0)
    }
  })

  test('of an organisation where nobody can be reached is told those who lead for the project', async () => {
    const { lead } = await givenCondition()
    await portal.owner`update users set role = 'receptionist' where organisation_code = ${PRACTICE.code}`
    morning(7)
    await remind()
    expect((await mails()).map(({ to }) => to)).toEqual([lead.email])
  })

  test('in several projects on one morning is one e-mail to each person, and each project has it on record', async () => {
    const { lead, guardian } = await givenCondition()
    const second = { ...facts, title: 'Second project', flows: facts.flows.map((flow) => ({ ...flow, ref: `second-${flow.ref}` })) }
    await givenDrafted(portal, lead, second, 'second-project')
    expect((await setCondition(as(lead), 'second-project', { what: 'List of notices', ownerCode: PRACTICE.code, dueOn: DUE, flowRefs: [], stops: true })).ok).toBe(true)
    morning(7)
    expect(await remind()).toBe(2)
    const written = await mails()
    expect(written.map(({ to, subject }) => [to, subject])).toEqual([[guardian.email, '2 things are due: several projects']])
    for (const words of ['Report on involvement', `Project: ${facts.title}`, 'List of notices', 'Project: Second project']) expect(written[0]!.text).toContain(words)
    expect((await portal.owner<{ project_ref: string }[]>`select project_ref from audit_entries where kind = 'due-reminded' order by project_ref`).map(({ project_ref: ref }) => ref)).toEqual([PROJECT, 'second-project'])
  })

  test('on one morning in one project is one e-mail to each person', async () => {
    const { lead, siro } = await givenCondition({ ownerCode: COUNCIL.code })
    expect((await setCondition(as(lead), PROJECT, { what: 'List of notices', ownerCode: COUNCIL.code, dueOn: DUE, flowRefs: [], stops: true })).ok).toBe(true)
    morning(7)
    expect(await remind()).toBe(2)
    const written = await mails()
    expect(new Set(written.map(({ to }) => to))).toEqual(new Set([lead.email, siro.email]))
    expect(written).toHaveLength(2)
    expect(written[0]!.subject).toBe(`2 things are due: ${facts.title}`)
    for (const words of ['Report on involvement', 'List of notices', 'Every flow of the project']) expect(written[0]!.text).toContain(words)
  })

  test('of the agreement itself is told those who drafted it', async () => {
    await givenCondition()
    portal.now = londonTime(addDays(facts.purpose!.reviewDate, -7), '06:25')
    await remind()
    const [review] = (await mails()).filter(({ text }) => text.includes('Review of the agreement'))
    expect(review).toMatchObject({ organisationCode: COUNCIL.code })
  })

  test('of one project is told though another cannot be read, which is tried again', async () => {
    const { lead } = await givenCondition()
    await portal.owner.begin(async (tx) => {
      const [project] = await tx<{ id: string }[]>`select id from projects`
      await tx`insert into projects (id, ref, title, organisation_code, facts_version, made_at, made_by) select gen_random_uuid(), 'a-broken-one', 'Broken', organisation_code, 1, made_at, made_by from projects where id = ${project!.id}`
      await tx`insert into project_facts (project_id, version, facts, facts_hash, saved_at, saved_by, section) select id, 1, '{"parties": 7}'::jsonb, 'x', made_at, ${lead.userId}, 'title' from projects where ref = 'a-broken-one'`
    })
    morning(7)
    await expect(remind()).rejects.toThrow('People could not be told of 1 of 2 projects')
    expect(await mails()).toHaveLength(1)
  })

  test('is put on record by the portal’s own login, which cannot take it back', async () => {
    await givenCondition()
    morning(7)
    await remind()
    await expect(portal.runtime.sql`delete from due_reminders`).rejects.toThrow('permission denied')
    await expect(portal.runtime.sql`update due_reminders set step = 'x'`).rejects.toThrow('permission denied')
  })
})
