import { beforeAll, describe, expect, test } from 'vitest'
import { stageLevels } from '#app/approvals/approval-route.rules.ts'
import { listCases } from '#app/approvals/cases.store.server.ts'
import { listConditions } from '#app/approvals/conditions.store.server.ts'
import { holdsFrom } from '#app/approvals/condition.rules.ts'
import { inForce, reasonsAgainst, routeOn, type Standing } from '#app/approvals/in-force.rules.ts'
import { openApprovalFile } from '#app/approvals/open-file.server.ts'
import { readStepPage } from '#app/approvals/read-step-page.server.ts'
import { standingForProject } from '#app/approvals/read-standing.server.ts'
import { readMinutesPage } from '#app/boards/read-sitting.server.ts'
import { addStaff } from '#app/identity/add-staff.server.ts'
import { DEMO_PASSWORD } from '#app/identity/demo-password.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { addDays, addMonths, londonDay, londonTime, startOfLondonDay, type Day } from '#app/kernel/uk-date.ts'
import { addOrganisations } from '#app/organisations/add-organisations.server.ts'
import { DEMO_STAFF } from '#db/seed/demo/demo-staff.ts'
import { demoDays, Storyteller } from '#db/seed/demo/demo-time.ts'
import { DEMO_ORGANISATIONS, WSDP_CODES } from '#db/seed/demo/example-organisations.ts'
import { tellOfTheClock, tellOfWholeSystems } from '#db/seed/demo/wsdp-approvals.ts'
import { TOGETHER_BOARD_REF } from '#db/seed/demo/wsdp-board.ts'
import { wsdpDays } from '#db/seed/demo/wsdp-days.ts'
import { WSDP_PROJECT_REF } from '#db/seed/demo/wsdp-facts.ts'
import { mailsWritten } from '#tests/factories/mails.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal({}, { keepsRows: true })
let standing: Standing
let story: Storyteller
let today: Day

beforeAll(async () => {
  const days = demoDays(portal.now)
  today = days.today
  story = new Storyteller(portal.runtime, startOfLondonDay(wsdpDays(today).drafted))
  await addOrganisations(story.asSystem(), DEMO_ORGANISATIONS)
  await addStaff(story.asSystem(), DEMO_STAFF, DEMO_PASSWORD)
  await tellOfWholeSystems(story, days)
  await tellOfTheClock(story, days)
  standing = (await standingForProject(portal.runtime.db, WSDP_PROJECT_REF))!
}, 120_000)

const noonOf = (day: Day): Date => londonTime(day, '12:00')
const flowRefs = () => standing.agreement.version!.facts.flows.map(({ ref }) => ref)
/** Why each flow is closed at noon of a day, by its reference; only those that are. */
const closedOn = (day: Day, as: Standing = standing) =>
  Object.fromEntries(flowRefs().flatMap((ref) => {
    const reasons = reasonsAgainst(as, ref, noonOf(day))
    expect(inForce(as, ref, noonOf(day)).ok).toBe(reasons.length === 0)
    return reasons.length === 0 ? [] : [[ref, reasons.map(({ kind }) => kind)]]
  }))
const allClosedBy = (kind: string) => Object.fromEntries(flowRefs().map((ref) => [ref, [kind]]))

describe('the whole systems project goes all the way', () => {
  test('its submissions were followed to their letters, which are kept', async () => {
    const lead = await story.as('ig.lead@tower-hamlets-council.example')
    for (const [stepId, kinds] of [
      ['section-251-support', ['acknowledged', 'query-received', 'query-answered', 'meeting', 'decided']], ['national-data-approved', ['acknowledged', 'query-received', 'query-answered', 'decided']],
    ] as const) {
      const page = (await readStepPage(lead, WSDP_PROJECT_REF, stepId))!
      expect(page.outside!.submissions).toMatchObject([{ state: 'decided', boardRef: null }])
      expect(page.outside!.submissions[0]!.papers.map(({ documentRef }) => documentRef).sort()).toEqual(page.papers.map(({ documentRef }) => documentRef).sort())
      expect(page.outside!.submissions[0]!.events.map(({ kind }) => kind)).toEqual(kinds)
      const letter = await openApprovalFile(lead, WSDP_PROJECT_REF, page.decisions[0]!.files[0]!.id)
      expect([letter!.headers.get('content-type'), Buffer.from(await letter!.arrayBuffer()).subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-'])
    }
    expect((await readStepPage(lead, WSDP_PROJECT_REF, 'local-group-agrees'))!.outside).toMatchObject({ isBoardsToDecide: true, submissions: [{ state: 'decided' }] })
  })

  test('every flow is in force today', () => {
    expect(flowRefs().length).toBeGreaterThan(20)
    expect(closedOn(today)).toEqual({})
  })

  test('the council was reminded of the report a month before it was due, of nothing else, and once', async () => {
    const mails = await mailsWritten(portal, 'due-reminder')
    expect(new Set(mails.map(({ to }) => to))).toEqual(new Set(DEMO_STAFF.filter(({ email, role }) => email.endsWith('@tower-hamlets-council.example') && mayRole(role, 'actions.close')).map(({ email }) => email)))
    expect(mails.length).toBe(new Set(mails.map(({ to }) => to)).size)
    for (const { subject, text } of mails) {
      expect(subject).toMatch(/^By .*: Give the Confidentiality Advisory Group a report/)
      expect(text).toContain('Every flow of the project')
    }
  })

  test('its clock runs, ends three months after linkage, and stops every flow on the day after', () => {
    const lastDay = addMonths(wsdpDays(today).linked, 3)
    expect(lastDay > today).toBe(true)
    expect(closedOn(lastDay)).toEqual({})
    expect(closedOn(addDays(lastDay, 1))).toEqual(allClosedBy('condition-overdue'))
  })

  test('the condition of the support was met before it was due; had it not been, every flow would stop on the day after', async () => {
    const conditions = await listConditions(portal.runtime.db, standing.agreement.projectId)
    const report = conditions.find(({ kind }) => kind === 'condition')!
    expect(report).toMatchObject({ dueOn: wsdpDays(today).reportDue, stops: true, ended: { how: 'met' } })
    expect(londonDay(report.ended!.at) < report.dueOn).toBe(true)
    const unmet = {
      ...standing,
      holds: holdsFrom({ conditions: conditions.map((condition) => (condition === report ? { ...report, ended: null } : condition)), suspensions: [], decisions: standing.decisions, stepOn: () => null, papers: [], facts: standing.agreement.version!.facts }),
    }
    expect(closedOn(report.dueOn, unmet)).toEqual({})
    expect(closedOn(addDays(report.dueOn, 1), unmet)).toEqual(allClosedBy('condition-overdue'))
  })

  test('nothing flowed before the day on which the facts let it begin', () => {
    const { start } = wsdpDays(today)
    expect(closedOn(start)).toEqual({})
    expect(Object.values(closedOn(addDays(start, -1)))).toEqual(flowRefs().map(() => ['flow-not-begun']))
  })

  test('every step of its route that asks for a decision has one', () => {
    const { steps } = routeOn(standing.agreement.version!.facts, today, 0)
    expect(standing.decisions.map(({ stepId }) => stepId).sort()).toEqual(steps.filter(({ kind, shownBy }) => kind !== 'document' && shownBy === 'decision').map(({ id }) => id).sort())
  })

  test('the council decided about the risk in the stages that it saved: one after the other, and two at the same time', async () => {
    const stepId = `siro-accepts-risk--${WSDP_CODES.council}`
    const [approval] = (await listCases(portal.runtime.db, standing.agreement.projectId)).filter((one) => one.stepId === stepId)
    expect(approval).toMatchObject({ routeNumber: 1, acts: [{ command: 'start' }, { command: 'advise', stageId: 'stage-1' }, { command: 'approve', stageId: 'stage-3' }, { command: 'approve', stageId: 'stage-2', completes: true }] })
    expect(stageLevels(approval!.route.stages).map((level) => level.map(({ post }) => post))).toEqual([['dpo'], ['siro', 'caldicott-guardian']])
  })

  test('bodies gave their outcomes in their own words, and the local group’s minutes are approved', async () => {
    expect(standing.decisions.filter(({ bodyId }) => bodyId !== null).map(({ stepId, outcome }) => [stepId, outcome])).toEqual(expect.arrayContaining([
      ['local-group-agrees', 'Agreed'], ['section-251-support', 'Conditionally supported'], ['births-and-deaths-agreed', 'Agreed'], ['national-data-approved', 'Approved'],
    ]))
    const minutes = await readMinutesPage(await story.as('secretary@tower-hamlets-council.example'), TOGETHER_BOARD_REF, wsdpDays(today).boardSits)
    expect(minutes).toMatchObject({ state: 'minuted', approved: { by: 'Denise Achterberg' } })
  })
})
