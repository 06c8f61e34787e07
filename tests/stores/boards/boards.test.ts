import { describe, expect, test } from 'vitest'
import { standingForProject } from '#app/approvals/read-standing.server.ts'
import { stepStanding, routeOn } from '#app/approvals/in-force.rules.ts'
import { declareInterest, recordOutcome, ruleOnAnInterest, voteOnItem, type OutcomeCommand } from '#app/boards/decide-item.server.ts'
import { mayBeAsked } from '#app/boards/board.rules.ts'
import { approveMinutes } from '#app/boards/minutes.server.ts'
import { readBoard, readBoards, readSubmissions } from '#app/boards/read-boards.server.ts'
import { readItemToCover, readMinutesPage, readPaperToDecideOn, readSittingPage } from '#app/boards/read-sitting.server.ts'
import { callSitting, endASeat, giveSeat, makeBoard, submitToBoard, takeSubmissionBack } from '#app/boards/run-board.server.ts'
import { addAgendaItem, closeSitting, markAttendance, openSitting, withdrawAgendaItem, writeNotes } from '#app/boards/run-sitting.server.ts'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { givenCast, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const STEP = 'section-251-support'
const facts = furtherFacts({ flows: furtherFacts().flows.map((flow) => ({ ...flow, confidentiality: 'section-251' as const, purposeKind: 'secondary' as const, gateways: ['nhsa-2006-251-reg-5'] })) })
const BOARD = 'support-group'
const NATIONAL = { ...COUNCIL, code: 'Y9N', name: 'Test Advice Office', email: 'office@advice.example' }

async function givenBoard() {
  const cast = await givenCast(portal)
  await givenOrganisations(portal, NATIONAL)
  const factsVersion = await givenProject(portal, cast.lead, facts)
  const drafted = await draftPack(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion })
  expect(drafted.ok).toBe(true)
  const owner = await givenStaff(portal, 'ig-lead', NATIONAL)
  expect(await makeBoard(contextOf(portal, owner), { name: 'Support Group', reference: BOARD, bodyId: 'confidentiality-advice', quorumMembers: 3, quorumLay: 1 })).toEqual({ ok: true, value: null })
  const people = { chair: await givenStaff(portal, 'siro', NATIONAL), lay: await givenStaff(portal, 'ig-lead', NATIONAL), member: await givenStaff(portal, 'ig-lead', OTHER_PRACTICE), secretary: await givenStaff(portal, 'ig-lead', NATIONAL) }
  for (const [name, person] of Object.entries(people)) {
    const kind = name === 'lay' ? 'member' : (name as 'chair' | 'member' | 'secretary')
    expect(await giveSeat(contextOf(portal, owner), BOARD, { email: person.email, kind, isLay: name === 'lay', from: '2026-01-01', to: null })).toEqual({ ok: true, value: null })
  }
  return { ...cast, ...people, owner, factsVersion }
}
const today = () => londonDay(portal.now)
const where = () => ({ board: BOARD, heldOn: today() })
const as = (who: StaffActor) => contextOf(portal, who)
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } } | null) => (result === null ? null : result.ok ? 'ok' : result.refusal?.kind)

async function givenOpen() {
  const given = await givenBoard()
  expect(kindOf(await submitToBoard(as(given.lead), PROJECT, { board: BOARD, stepId: STEP, question: 'May the records be linked without consent?' }))).toBe('ok')
  expect(kindOf(await callSitting(as(given.secretary), BOARD, { kind: 'meeting', heldOn: today(), place: 'Room 4' }))).toBe('ok')
  const [submission] = (await readBoard(as(given.secretary), BOARD))!.waiting
  expect(kindOf(await addAgendaItem(as(given.secretary), where(), { submissionId: submission!.id, bars: [] }))).toBe('ok')
  const page = (await readSittingPage(as(given.secretary), BOARD, today()))!
  expect(kindOf(await markAttendance(as(given.secretary), where(), page.people.map(({ seatId }) => ({ seatId, isPresent: true }))))).toBe('ok')
  expect(kindOf(await openSitting(as(given.secretary), where()))).toBe('ok')
  return given
}
const outcome = (changes: Partial<OutcomeCommand> = {}): OutcomeCommand => ({
  number: 1, outcome: 'conditionally-supported', reasons: 'The good outweighs what is lost.', precedent: '', effectiveFrom: today(), endsOn: null, reviewDueOn: null,
  conditions: [{ text: 'Report on involvement', dueOn: '2027-06-30' }], ...changes,
})
const voteAll = async (people: readonly StaffActor[], given = 'conditionally-supported') => {
  for (const person of people) expect(kindOf(await voteOnItem(as(person), where(), { number: 1, outcome: given, said: '' }))).toBe('ok')
}
const standing = async () => {
  const read = (await standingForProject(portal.runtime.db, PROJECT))!
  const step = routeOn(facts, today(), 0).steps.find(({ id }) => id === STEP)!
  return kindOf(stepStanding(read, step, portal.now))
}

describe('a board', () => {
  test('decides on a project from its submission to its minutes, and its outcome is a decision on the route', async () => {
    const { lead, chair, lay, member, secretary } = await givenOpen()
    expect(await standing()).toBe('approval-missing')
    await voteAll([chair, lay, member])
    expect(kindOf(await recordOutcome(as(chair), where(), outcome()))).toBe('ok')
    expect(await standing()).toBe('ok')
    expect(kindOf(await writeNotes(as(secretary), where(), { number: 1, notes: 'The applicant answered two questions.' }))).toBe('ok')
    expect(kindOf(await closeSitting(as(secretary), where()))).toBe('ok')
    const draft = (await readMinutesPage(as(chair), BOARD, today()))!
    expect(draft.content).toContain('The applicant answered two questions.')
    expect(draft.content).toMatch(/Conditionally supported<\/h3>/)
    expect(kindOf(await approveMinutes(as(chair), where(), { contentHash: 'f'.repeat(64), organisation: draft.organisation }))).toBe('minutes-changed')
    expect(kindOf(await approveMinutes(as(chair), where(), draft))).toBe('ok')
    expect(await readMinutesPage(as(member), BOARD, today())).toMatchObject({ state: 'minuted', content: draft.content, contentHash: draft.contentHash, approved: { by: chair.name } })
    expect(kindOf(await writeNotes(as(secretary), where(), { number: 1, notes: 'Something else' }))).toBe('not-in-this-state')
    expect((await readSubmissions(as(lead), PROJECT))!.submissions).toMatchObject([{ isDecided: true, heldOn: today(), item: 1 }])
    const kinds = (await portal.owner`select kind from audit_entries where subject = ${`board:${BOARD}`} order by seq`).map(({ kind }) => kind as string)
    expect(kinds).toEqual([
      'board-made', 'board-seat-given', 'board-seat-given', 'board-seat-given', 'board-seat-given', 'submitted-to-board', 'sitting-called', 'agenda-item-added', 'attendance-marked', 'sitting-opened',
      'board-vote-given', 'board-vote-given', 'board-vote-given', 'board-outcome-recorded', 'minutes-noted', 'sitting-closed', 'minutes-approved',
    ])
  })

  test('decides on the words submitted: a later change of them leaves its outcome opening nothing', async () => {
    const { lead, chair, lay, member, factsVersion } = await givenOpen()
    await voteAll([chair, lay, member])
    expect(kindOf(await recordOutcome(as(chair), where(), outcome()))).toBe('ok')
    const saved = await saveFactsAndRedraft(as(lead), { ref: PROJECT, factsVersion, edit: { section: 'safeguards', value: { ...facts.safeguards!, retentionMonths: 77 } } })
    expect(saved.ok).toBe(true)
    expect(await standing()).not.toBe('ok')
  })

  test('leaves parts out that may change without its outcome, and never what it is about', async () => {
    const { lead, chair, lay, member, factsVersion } = await givenOpen()
    await voteAll([chair, lay, member])
    const toCover = (await readItemToCover(as(chair), BOARD, today(), 1))!
    const frontPages = toCover.map(({ documentRef }) => ({ documentRef, clauses: ['header'] }))
    expect(kindOf(await recordOutcome(as(chair), where(), outcome({ covers: [] })))).toBe('too-little-covered')
    expect(kindOf(await recordOutcome(as(chair), where(), outcome({ covers: frontPages })))).toBe('too-little-covered')
    expect(await standing()).toBe('approval-missing')
    const onlyAlways = toCover.map(({ documentRef, parts }) => ({ documentRef, clauses: parts.filter(({ isAlways }) => isAlways || !parts.some((part) => part.isAlways)).map(({ name }) => name) }))
    expect(kindOf(await recordOutcome(as(chair), where(), outcome({ covers: onlyAlways })))).toBe('ok')
    expect(await standing()).toBe('ok')
    const shown = (await readSittingPage(as(member), BOARD, today()))!.items[0]!.outcome!
    expect(shown.word).toBe('Conditionally supported, in part')
    expect(shown.leftOut.join(' ')).toMatch(/Information sharing protocol, version 1: .*Keeping and destroying data/)
    expect((await readMinutesPage(as(member), BOARD, today()))!.content).toMatch(/which may change without it:<\/p>\s*<p>[^<]*version 1: /)
    // The same edit takes back an outcome that covers all, in the test before.
    expect((await saveFactsAndRedraft(as(lead), { ref: PROJECT, factsVersion, edit: { section: 'safeguards', value: { ...facts.safeguards!, retentionMonths: 77 } } })).ok).toBe(true)
    expect(await standing()).toBe('ok')
  })

  test('counts each person once, the last vote, and none of those who have an interest', async () => {
    const { chair, lay, member } = await givenOpen()
    await voteAll([chair, lay, member], 'supported')
    await voteAll([member], 'not-supported')
    expect((await readSittingPage(as(chair), BOARD, today()))!.items[0]!.tally).toEqual([{ word: 'Fully supported', votes: 2 }, { word: 'Not supported', votes: 1 }])
    expect((await readSittingPage(as(member), BOARD, today()))!.items[0]).toMatchObject({ tally: null, myVote: 'Not supported' })
    expect(kindOf(await declareInterest(as(member), where(), { number: 1, what: 'My practice is next door' }))).toBe('ok')
    expect(kindOf(await recordOutcome(as(chair), where(), outcome({ outcome: 'supported', conditions: [] })))).toBe('interest-not-ruled')
    const seatId = (await readSittingPage(as(chair), BOARD, today()))!.items[0]!.interests[0]!.seatId
    expect(kindOf(await ruleOnAnInterest(as(member), where(), { number: 1, seatId, ruling: 'stays' }))).toBe('not-your-seat')
    expect(kindOf(await ruleOnAnInterest(as(chair), where(), { number: 1, seatId, ruling: 'speaks' }))).toBe('ok')
    expect(kindOf(await voteOnItem(as(member), where(), { number: 1, outcome: 'supported', said: '' }))).toBe('has-an-interest')
    expect(kindOf(await recordOutcome(as(chair), where(), outcome({ outcome: 'supported', conditions: [] })))).toBe('quorum-not-met')
    expect(await standing()).toBe('approval-missing')
  })

  test('sets no condition that is overdue before it begins, and decides nothing that was taken back', async () => {
    const { chair, lay, member } = await givenOpen()
    await voteAll([chair, lay, member])
    expect(kindOf(await recordOutcome(as(chair), where(), outcome({ conditions: [{ text: 'Report', dueOn: '2020-01-01' }] })))).toBe('days-in-wrong-order')
    await portal.owner`update board_submissions set withdrawn_at = now()`
    expect(kindOf(await recordOutcome(as(chair), where(), outcome()))).toBe('submission-gone')
    expect(await standing()).toBe('approval-missing')
  })

  test('records one outcome when two are sent at once', async () => {
    const { chair, lay, member } = await givenOpen()
    await voteAll([chair, lay, member])
    const both = await Promise.all([recordOutcome(as(chair), where(), outcome()), recordOutcome(as(chair), where(), outcome())])
    expect(both.map(kindOf).sort()).toEqual(['already-decided', 'ok'])
    expect(await portal.owner`select count(*)::int as n from approval_decisions`).toMatchObject([{ n: 1 }])
  })

  test('leaves nothing behind when an outcome fails halfway', async () => {
    const { chair, lay, member } = await givenOpen()
    await voteAll([chair, lay, member])
    await portal.owner`alter table item_outcomes add constraint planted check (false) not valid`
    try {
      await expect(recordOutcome(as(chair), where(), outcome())).rejects.toThrow()
    } finally {
      await portal.owner`alter table item_outcomes drop constraint planted`
    }
    expect(await portal.owner`select count(*)::int as n from approval_decisions`).toMatchObject([{ n: 0 }])
    expect(await standing()).toBe('approval-missing')
  })

  test('is seen by its own organisation and by those with a seat, who read the papers submitted; by nobody else', async () => {
    const { lead, member, guardian } = await givenOpen()
    expect((await readPaperToDecideOn(as(member), BOARD, today(), 1, 1))?.content).toContain('<article')
    for (const stranger of [lead, guardian]) {
      expect((await readBoards(as(stranger))).boards).toEqual([])
      expect(await readBoard(as(stranger), BOARD)).toBeNull()
      expect(await readSittingPage(as(stranger), BOARD, today())).toBeNull()
      expect(await readPaperToDecideOn(as(stranger), BOARD, today(), 1, 1)).toBeNull()
      expect(await voteOnItem(as(stranger), where(), { number: 1, outcome: 'supported', said: '' })).toBeNull()
    }
    expect((await readBoards(as(member))).boards).toMatchObject([{ ref: BOARD }])
    expect(await readPaperToDecideOn(as(member), BOARD, today(), 1, 99)).toBeNull()
  })

  test('takes a submission once, from whoever drafts, for a step that its body is asked, with every paper drafted', async () => {
    const { lead, owner, guardian } = await givenBoard()
    const ask = (who: StaffActor, changes: object = {}) => submitToBoard(as(who), PROJECT, { board: BOARD, stepId: STEP, question: 'May it?', ...changes })
    expect(kindOf(await ask(guardian))).toBe('not-the-drafter')
    expect(kindOf(await ask(owner))).toBe('not-found')
    expect(kindOf(await ask(lead, { stepId: 'siro-accepts-risk' }))).toBe('step-not-theirs')
    expect(kindOf(await ask(lead, { board: 'nowhere' }))).toBe('step-not-theirs')
    expect(kindOf(await ask(lead))).toBe('ok')
    expect(kindOf(await ask(lead))).toBe('already-submitted')
    const [line] = (await readSubmissions(as(lead), PROJECT))!.submissions
    expect(kindOf(await takeSubmissionBack(as(lead), PROJECT, line!.id))).toBe('ok')
    expect(kindOf(await takeSubmissionBack(as(lead), PROJECT, line!.id))).toBe('submission-gone')
    expect(kindOf(await ask(lead))).toBe('ok')
    await giveSeat(as(owner), BOARD, { email: lead.email, kind: 'member', isLay: false, from: today(), to: null })
    expect(kindOf(await ask(lead))).toBe('author-has-a-seat')
  })

  test('that acts as a national body decides on no project of its own organisation', async () => {
    const { lead, owner } = await givenBoard()
    const own = await givenStaff(portal, 'ig-lead', COUNCIL)
    expect(kindOf(await makeBoard(as(own), { name: 'Our own', reference: 'our-own', bodyId: 'confidentiality-advice', quorumMembers: 2, quorumLay: 0 }))).toBe('ok')
    expect(kindOf(await submitToBoard(as(lead), PROJECT, { board: 'our-own', stepId: STEP, question: 'May we?' }))).toBe('own-board')
    expect((await readSubmissions(as(lead), PROJECT))!.boards.map(({ ref }) => ref)).toEqual([BOARD])
    expect(owner.organisationCode).not.toBe(COUNCIL.code)
    expect(mayBeAsked({ bodyId: 'local-governance', organisationCode: COUNCIL.code }, COUNCIL.code)).toEqual({ ok: true, value: null })
  })

  test('that acts as a national body grants nothing to its own organisation, though it was asked while that was let through', async () => {
    const { chair, lay, member } = await givenOpen()
    await voteAll([chair, lay, member])
    await portal.owner`update boards set organisation_code = ${COUNCIL.code}`
    expect(kindOf(await recordOutcome(as(chair), where(), outcome()))).toBe('own-board')
    expect(await standing()).toBe('approval-missing')
  })

  test('takes an item off an agenda, and the submission waits for another', async () => {
    const { secretary } = await givenOpen()
    expect(kindOf(await withdrawAgendaItem(as(secretary), where(), 1))).toBe('ok')
    expect(kindOf(await closeSitting(as(secretary), where()))).toBe('ok')
    expect((await readBoard(as(secretary), BOARD))!.waiting).toHaveLength(1)
  })

  test('shows nothing more to somebody of elsewhere once their seat has ended', async () => {
    const { owner, member, chair } = await givenBoard()
    const seat = (await readBoard(as(owner), BOARD))!.seats.find(({ name, organisation }) => name === member.name && organisation === OTHER_PRACTICE.name)!
    expect(kindOf(await endASeat(as(owner), BOARD, { seatId: seat.id, to: today() }))).toBe('ok')
    expect(await readBoard(as(member), BOARD)).not.toBeNull()
    const later = (who: StaffActor) => contextOf(portal, who, new Date(portal.now.getTime() + 2 * 86_400_000))
    expect(await readBoard(later(member), BOARD)).toBeNull()
    expect((await readBoards(later(member))).boards).toEqual([])
    expect(await readBoard(later(chair), BOARD)).not.toBeNull()
  })

  test('keeps its seats: one chair, one seat a person, ended by a day', async () => {
    const { owner, chair, member } = await givenBoard()
    const practice = await givenStaff(portal, 'siro', PRACTICE)
    const give = (email: string, kind: 'chair' | 'member') => giveSeat(as(owner), BOARD, { email, kind, isLay: false, from: today(), to: null })
    expect(kindOf(await give('nobody@nowhere.example', 'member'))).toBe('no-such-person')
    expect(kindOf(await give(practice.email, 'chair'))).toBe('seat-taken')
    expect(kindOf(await give((await givenStaff(portal, 'receptionist', PRACTICE)).email, 'member'))).toBe('cannot-open-boards')
    expect(kindOf(await give(chair.email, 'member'))).toBe('has-a-seat')
    expect(kindOf(await giveSeat(as(member), BOARD, { email: practice.email, kind: 'member', isLay: false, from: today(), to: null }))).toBe('not-allowed')
    const seat = (await readBoard(as(owner), BOARD))!.seats.find(({ seat: kind }) => kind === 'Chair')!
    expect(kindOf(await endASeat(as(owner), BOARD, { seatId: seat.id, to: today() }))).toBe('ok')
    expect(kindOf(await endASeat(as(owner), BOARD, { seatId: seat.id, to: today() }))).toBe('seat-not-found')
    expect(kindOf(await makeBoard(as(owner), { name: 'Another', reference: BOARD, bodyId: 'local-governance', quorumMembers: 2, quorumLay: 0 }))).toBe('reference-taken')
    expect(kindOf(await makeBoard(as(chair), { name: 'Another', reference: 'another', bodyId: 'local-governance', quorumMembers: 2, quorumLay: 0 }))).toBe('not-allowed')
  })
})
