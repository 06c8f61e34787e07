import { readFileSync } from 'node:fs'
import type postgres from 'postgres'
import { describe, expect, test } from 'vitest'
import { standingForProject } from '#app/approvals/read-standing.server.ts'
import { readSubmissionStates } from '#app/approvals/read-submissions.server.ts'
import { readStepPage } from '#app/approvals/read-step-page.server.ts'
import { recordDecision, type OutsideDecision } from '#app/approvals/record-decision.server.ts'
import { submitOutside, tellOfSubmission, type StepSubmitted, type SubmissionTold } from '#app/approvals/track-submission.server.ts'
import { readSubmissions } from '#app/boards/read-boards.server.ts'
import { takeSubmissionBack } from '#app/boards/run-board.server.ts'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { underSection251 } from '#tests/factories/national-check.ts'
import { givenCast, givenProject, PROJECT, type Cast } from '#tests/factories/projects.ts'
import { asked, decidedByBoard, givenSupportBoard, putOnAgenda } from '#tests/factories/support-board.ts'
import { contextOf, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const facts = underSection251(furtherFacts())
const STEP = 'section-251-support'

async function givenDraftedPack(): Promise<Cast & { factsVersion: number }> {
  const cast = await givenCast(portal)
  const factsVersion = await givenProject(portal, cast.lead, facts)
  const drafted = await draftPack(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  return { ...cast, factsVersion }
}
const kindOf = async (answer: Promise<{ readonly ok: boolean; readonly refusal?: { readonly kind: string } } | null>) => { const given = await answer; return given === null ? null : given.ok ? 'ok' : given.refusal?.kind }
const VERSIONS = [{ documentRef: `${PROJECT}-section-251`, number: 1 }, { documentRef: `${PROJECT}-dpia`, number: 1 }]
const submit = (who: StaffActor, changes: Partial<StepSubmitted> = {}) =>
  submitOutside(contextOf(portal, who), { projectRef: PROJECT, stepId: STEP, onDay: '2026-05-04', toName: 'The advice team', reference: '', note: 'May it?', versions: VERSIONS, ...changes })
const tell = (who: StaffActor, submissionId: string, changes: Partial<SubmissionTold> = {}) =>
  tellOfSubmission(contextOf(portal, who), { projectRef: PROJECT, submissionId, kind: 'query-received', onDay: '2026-05-20', said: 'Which months?', reference: '', ...changes })
const letter = (who: StaffActor, changes: Partial<OutsideDecision> = {}) => recordDecision(contextOf(portal, who), {
  projectRef: PROJECT, stepId: STEP, outcomeId: 'supported', decidedOn: '2026-06-10', effectiveFrom: '2026-06-12', endsOn: null, reviewDueOn: null, reference: '26/CAG/0001', note: '', ...changes,
})
const page = async (who: StaffActor) => (await readStepPage(contextOf(portal, who), PROJECT, STEP))!
const submissionId = async (who: StaffActor) => (await page(who)).outside!.submissions[0]!.id

describe('a submission to a body that decides elsewhere', () => {
  test('is followed from the day it went to the day of the letter, in days', async () => {
    const { lead, guardian } = await givenDraftedPack()
    expect((await page(lead)).outside).toEqual({ submissions: [], mayTell: true, maySubmit: true, isBoardsToDecide: false })
    expect(await kindOf(submit(lead))).toBe('ok')
    const id = await submissionId(lead)
    expect((await page(guardian)).outside).toMatchObject({ mayTell: false, maySubmit: false, submissions: [{ toName: 'The advice team', submittedOn: '2026-05-04', state: 'with-them', days: { withThem: 42, withUs: 0 }, papers: [{ name: 'Data protection impact assessment', number: 1, newest: 1 }, { number: 1 }] }] })
    expect(await kindOf(tell(lead, id, { kind: 'acknowledged', onDay: '2026-05-06', said: 'It is valid', reference: '26/CAG/0001' }))).toBe('ok')
    expect(await kindOf(tell(lead, id))).toBe('ok')
    expect((await page(lead)).outside!.submissions[0]).toMatchObject({ state: 'with-us', reference: '26/CAG/0001', days: { withThem: 16, withUs: 26 } })
    expect(await kindOf(tell(lead, id, { kind: 'query-answered', onDay: '2026-05-30', said: 'Three' }))).toBe('ok')
    expect(await kindOf(tell(lead, id, { kind: 'meeting', onDay: '2026-06-20' }))).toBe('ok')
    expect(await kindOf(letter(lead, { outcomeId: 'provisional', decidedOn: '2026-06-01', effectiveFrom: '2026-06-01' }))).toBe('ok')
    expect((await page(lead)).outside!.submissions[0]).toMatchObject({ state: 'with-us' })
    expect(await kindOf(tell(lead, id, { kind: 'query-answered', onDay: '2026-06-02' }))).toBe('ok')
    expect(await kindOf(letter(lead))).toBe('ok')
    expect(await readSubmissionStates(portal.runtime.db, (await readProject(contextOf(portal, lead), PROJECT))!.id)).toEqual([{
      stepId: STEP, toName: 'The advice team', reference: '26/CAG/0001', submittedOn: '2026-05-04', state: 'decided',
      papers: [{ documentRef: `${PROJECT}-dpia`, kind: 'dpia', number: 1 }, { documentRef: `${PROJECT}-section-251`, kind: 'section-251', number: 1 }],
    }])
    const after = (await page(lead)).outside!
    expect(after).toMatchObject({ maySubmit: true, submissions: [{ state: 'decided', days: { withThem: 26, withUs: 11 }, may: ['letter-received'] }] })
    expect(after.submissions[0]!.events.map(({ kind, onDay }) => `${onDay} ${kind}`)).toEqual([
      '2026-05-06 acknowledged', '2026-05-20 query-received', '2026-05-30 query-answered', '2026-06-01 put-off', '2026-06-02 query-answered', '2026-06-10 decided', '2026-06-20 meeting',
    ])
    expect(after.submissions[0]!.events.filter(({ kind }) => kind === 'decided' || kind === 'put-off').map(({ said }) => said)).toEqual(['Provisional: information awaited', 'Fully supported'])
    expect((await portal.owner`select decision_id from submission_events where kind = 'decided'`)[0]!.decision_id).toBe((await standingForProject(portal.runtime.db, PROJECT))!.decisions.find(({ meaning }) => meaning === 'granted')!.id)
    const kinds = (await portal.owner`select kind, data from audit_entries where subject = ${`submission:${id}`} order by seq`).map(({ kind }) => kind as string)
    expect(kinds).toEqual(['outside-submission-made', ...Array<string>(5).fill('outside-submission-told')])
  })

  test('shows which of its papers say something else since', async () => {
    const { lead, factsVersion } = await givenDraftedPack()
    await submit(lead, { versions: [...VERSIONS, { documentRef: `${PROJECT}-protocol`, number: 1 }] })
    const saved = await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'safeguards', value: { ...facts.safeguards!, breach: 'Ring the council at once' } } })
    if (!saved.ok) throw new Error(saved.refusal.kind)
    await draftPack(contextOf(portal, lead), { ref: PROJECT, factsVersion: saved.value.factsVersion })
    const [submission] = (await page(lead)).outside!.submissions
    const protocol = submission!.papers.find(({ documentRef }) => documentRef.endsWith('-protocol'))!
    expect(protocol).toMatchObject({ number: 1, newest: 2 })
    expect(protocol.changed.length).toBeGreaterThan(0)
    expect(protocol.changed.length).toBeLessThan(5)
  })

  test('is written down by the drafter’s lead alone; nobody else learns that the project is there', async () => {
    const { lead, siro } = await givenDraftedPack()
    const other = await givenStaff(portal, 'ig-lead', PRACTICE)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect(await Promise.all([siro, other, stranger].map((who) => kindOf(submit(who))))).toEqual(['not-allowed', 'not-the-drafter', 'not-found'])
    await submit(lead)
    const id = await submissionId(lead)
    expect(await Promise.all([siro, other, stranger].map((who) => kindOf(tell(who, id))))).toEqual(['not-allowed', 'not-the-drafter', 'not-found'])
    expect(await readStepPage(contextOf(portal, stranger), PROJECT, STEP)).toBeNull()
  })

  test.each<[string, Partial<StepSubmitted>, string]>([
    ['a step that the route has not', { stepId: 'sail-panel-approves' }, 'not-found'], ['a step that is decided here', { stepId: 'siro-accepts-risk--Y9C' }, 'decided-here'],
    ['a day to come', { onDay: '2026-06-16' }, 'day-to-come'], ['no paper', { versions: [] }, 'nothing-to-submit'], ['a version that is not there', { versions: [{ documentRef: `${PROJECT}-dpia`, number: 7 }] }, 'paper-not-found'],
    ['a paper of elsewhere', { versions: [{ documentRef: 'elsewhere-dpia', number: 1 }] }, 'paper-not-found'],
  ])('is refused for %s, and nothing is written', async (_what, changes, kind) => {
    const { lead } = await givenDraftedPack()
    expect(await kindOf(submit(lead, changes))).toBe(kind)
    expect((await page(lead)).outside!.submissions).toEqual([])
  })

  test('is one at a time, and two that are sent at once are one', async () => {
    const { lead } = await givenDraftedPack()
    expect((await Promise.all([kindOf(submit(lead)), kindOf(submit(lead))])).sort()).toEqual(['already-submitted', 'ok'])
    expect(await kindOf(tell(lead, await submissionId(lead), { kind: 'withdrawn' }))).toBe('ok')
    expect(await kindOf(submit(lead))).toBe('ok')
    expect((await page(lead)).outside!.submissions.map(({ state }) => state).sort()).toEqual(['with-them', 'withdrawn'])
  })

  test('and what is told of it are rows that the portal cannot change or remove', async () => {
    const { lead } = await givenDraftedPack()
    await submit(lead)
    await tell(lead, await submissionId(lead))
    for (const table of ['step_submissions', 'step_submission_papers', 'submission_events']) {
      await expect(portal.runtime.sql.unsafe(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' })
    }
    await expect(portal.runtime.sql.unsafe('update submission_events set on_day = \'2026-01-01\'')).rejects.toMatchObject({ code: '42501' })
  })
})

describe('a step that a board on the portal has', () => {
  test('is decided by nobody’s hand, before the outcome, after a refusal and after a grant', async () => {
    const { lead } = await givenDraftedPack()
    const board = await givenSupportBoard(portal)
    expect(await kindOf(asked(portal, lead, PROJECT))).toBe('ok')
    expect((await page(lead))).toMatchObject({ mayRecord: false, outside: { maySubmit: false, isBoardsToDecide: true, submissions: [{ boardRef: 'support-group', toName: 'Support Group', state: 'with-them', may: [] }] } })
    expect(await kindOf(letter(lead))).toBe('decided-by-a-board-here')
    expect(await kindOf(submit(lead))).toBe('already-submitted')
    expect(await kindOf(tell(lead, await submissionId(lead), { kind: 'withdrawn' }))).toBe('kept-by-a-board')
    expect(await kindOf(putOnAgenda(portal, board))).toBe('ok')
    await decidedByBoard(portal, board, 'not-supported')
    expect((await page(lead)).outside!.submissions).toMatchObject([{ state: 'decided' }])
    expect(await kindOf(letter(lead, { decidedOn: '2026-06-15', effectiveFrom: '2026-06-15' }))).toBe('decided-by-a-board-here')
    expect(await kindOf(submit(lead))).toBe('decided-by-a-board-here')
    expect((await standingForProject(portal.runtime.db, PROJECT))!.decisions.map(({ meaning }) => meaning)).toEqual(['refused'])
    // The board may be asked again, and no other body meanwhile.
    expect(await kindOf(asked(portal, lead, PROJECT))).toBe('ok')
    expect(await kindOf(asked(portal, lead, PROJECT))).toBe('already-submitted')
  })

  test('is anybody’s again once the submission is taken back undecided', async () => {
    const { lead } = await givenDraftedPack()
    await givenSupportBoard(portal)
    await asked(portal, lead, PROJECT)
    const [line] = (await readSubmissions(contextOf(portal, lead), PROJECT))!.submissions
    expect(await kindOf(takeSubmissionBack(contextOf(portal, lead), PROJECT, line!.id))).toBe('ok')
    expect((await page(lead)).outside!.submissions).toMatchObject([{ state: 'withdrawn' }])
    expect(await kindOf(letter(lead))).toBe('ok')
  })

  test('is not asked of a board while another body has it', async () => {
    const { lead } = await givenDraftedPack()
    await givenSupportBoard(portal)
    await submit(lead)
    expect(await kindOf(asked(portal, lead, PROJECT))).toBe('already-submitted')
    expect((await readSubmissions(contextOf(portal, lead), PROJECT))!.submissions).toEqual([])
  })

  test('that was put to a board before submissions were followed is followed since, as it stood', async () => {
    const { lead } = await givenDraftedPack()
    const board = await givenSupportBoard(portal)
    await asked(portal, lead, PROJECT)
    await takeSubmissionBack(contextOf(portal, lead), PROJECT, (await submissionId(lead)))
    await asked(portal, lead, PROJECT)
    await putOnAgenda(portal, board)
    await decidedByBoard(portal, board, 'not-supported')
    await asked(portal, lead, PROJECT)
    const told = async () => (await page(lead)).outside!.submissions.map(({ state, toName, boardRef, submittedOn, note, papers, events }) => ({ state, toName, boardRef, submittedOn, note, papers, events: events.map(({ kind, onDay }) => `${onDay} ${kind}`) }))
      .sort((a, b) => a.state.localeCompare(b.state))
    const before = await told()
    expect(before.map(({ state }) => state)).toEqual(['decided', 'with-them', 'withdrawn'])
    await portal.owner.unsafe('delete from submission_events; delete from step_submission_papers; delete from step_submissions')
    const moved = readFileSync('db/migrations/0037_submissions.sql', 'utf8').split('-- What was put to boards')[1]!.split('\n').slice(1).join('\n')
    for (const statement of moved.split('--> statement-breakpoint')) await portal.owner.unsafe(statement)
    expect(await told()).toEqual(before)
  })

  /** Somebody else's transaction, which holds something up to `release`. */
  async function holding(statement: (tx: postgres.TransactionSql) => Promise<unknown>): Promise<{ release: () => Promise<void> }> {
    let release!: () => void
    const released = new Promise<void>((resolve) => { release = resolve })
    let held!: () => void
    const isHeld = new Promise<void>((resolve) => { held = resolve })
    const transaction = portal.owner.begin(async (tx) => { await statement(tx); held(); await released })
    await isHeld
    return { release: async () => { release(); await transaction } }
  }
  const waiters = async () => Number((await portal.owner`select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)[0]!.count)

  test('is not decided by hand while the submission to the board is being written', async () => {
    const { lead } = await givenDraftedPack()
    await givenSupportBoard(portal)
    // Whoever submits holds the project and waits to write; whoever records has to wait for the project.
    const hold = await holding((tx) => tx`lock table step_submissions in share mode`)
    const toBoard = kindOf(asked(portal, lead, PROJECT))
    await expect.poll(waiters).toBe(1)
    const byHand = kindOf(letter(lead))
    await expect.poll(waiters).toBe(2)
    await hold.release()
    expect([await toBoard, await byHand]).toEqual(['ok', 'decided-by-a-board-here'])
  })

  test('is taken back or put on an agenda, never both', async () => {
    const { lead } = await givenDraftedPack()
    const board = await givenSupportBoard(portal)
    await asked(portal, lead, PROJECT)
    const [line] = (await readSubmissions(contextOf(portal, lead), PROJECT))!.submissions
    const hold = await holding((tx) => tx`select id from projects for update`)
    const both = [kindOf(takeSubmissionBack(contextOf(portal, lead), PROJECT, line!.id)), kindOf(putOnAgenda(portal, board))]
    await expect.poll(waiters).toBe(2)
    await hold.release()
    expect((await Promise.all(both)).sort()).toEqual(['ok', 'submission-gone'])
  })
})
