import { describe, expect, test } from 'vitest'
import { actOnCase, startCase, type ActCommand } from '#app/approvals/act-on-case.server.ts'
import { stateOf } from '#app/approvals/case.rules.ts'
import { listCases } from '#app/approvals/cases.store.server.ts'
import { readStepPage } from '#app/approvals/read-step-page.server.ts'
import { listDecisions } from '#app/approvals/decisions.store.server.ts'
import { saveRoute } from '#app/approvals/save-route.server.ts'
import type { StageGiven } from '#app/approvals/saved-route.rules.ts'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import { readNewestPapers } from '#app/documents/read-newest-papers.server.ts'
import { readDocumentPage } from '#app/documents/read-document.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { hashPassword } from '#app/identity/passwords.server.ts'
import { givenSteps, wholeSteps } from '#tests/factories/dpia.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { underSection251 } from '#tests/factories/national-check.ts'
import { givenCast, givenProject, PROJECT, SIGNING_PASSWORD, type Cast } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const facts = underSection251(furtherFacts())
const STEP = `siro-accepts-risk--${COUNCIL.code}`

interface Given extends Cast {
  readonly factsVersion: number
  readonly projectId: string
}

/** A project under section 251 with all its papers, whose risk the council's senior information risk owner has to accept. */
async function givenPapers(): Promise<Given> {
  const cast = await givenCast(portal)
  const factsVersion = await givenProject(portal, cast.lead, facts)
  await givenSteps(portal, cast.lead, factsVersion, wholeSteps(facts))
  const drafted = await draftPack(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  const [project] = await portal.owner<{ id: string }[]>`select id from projects`
  return { ...cast, factsVersion, projectId: project!.id }
}

const start = (by: StaffActor, stepId = STEP) => startCase(contextOf(portal, by), { projectRef: PROJECT, stepId })
async function look(by: StaffActor, kind = 'dpia') {
  const [row] = await portal.owner<{ number: number }[]>`select max(number) as number from document_versions join documents on documents.id = document_id where ref = ${`${PROJECT}-${kind}`}`
  await readDocumentPage(contextOf(portal, by), `${PROJECT}-${kind}`, row!.number)
}
async function doAct(by: StaffActor, command: ActCommand['command'], changes: Partial<ActCommand> = {}) {
  const [project] = await portal.owner<{ id: string }[]>`select id from projects`
  const shown = (await readNewestPapers(portal.runtime.db, project!.id)).map(({ documentRef, number }) => ({ documentRef, number }))
  return actOnCase(contextOf(portal, by), { projectRef: PROJECT, stepId: STEP, command, stageId: 'siro', text: 'Because', cover: null, shown, password: SIGNING_PASSWORD, ...changes })
}
const kindOf = (done: Awaited<ReturnType<typeof doAct>>) => (done === null ? 'null' : done.ok ? null : done.refusal.kind)
const state = async (given: Given) => stateOf((await listCases(portal.runtime.db, given.projectId))[0]!)
const decisions = (given: Given) => listDecisions(portal.runtime.db, given.projectId)

describe('an approval in the portal', () => {
  test('is asked for, decided on the words that were shown, and decides its step, on record', async () => {
    const given = await givenPapers()
    expect(await start(given.lead)).toMatchObject({ ok: true })
    expect(await start(given.lead)).toMatchObject({ ok: false, refusal: { kind: 'under-way' } })
    expect(kindOf(await doAct(given.siro, 'approve'))).toBe('not-seen')
    await look(given.siro)
    expect(kindOf(await doAct(given.siro, 'approve', { password: 'wrong' }))).toBe('password-wrong')
    expect(await doAct(given.siro, 'approve-with-conditions', { text: 'Look again in June' })).toMatchObject({ ok: true, value: { completes: true } })
    expect(await state(given)).toBe('agreed')
    const [decision] = await decisions(given)
    expect(decision).toMatchObject({ stepId: STEP, post: 'siro', organisationCode: COUNCIL.code, outcome: 'Approved with conditions', meaning: 'granted-with-conditions', effectiveFrom: '2026-06-15', note: 'Look again in June' })
    expect(new Set(decision!.covers.map(({ kind }) => kind))).toEqual(new Set(['dpia']))
    const entries = await portal.owner<{ kind: string }[]>`select kind from audit_entries where kind in ('approval-started', 'approval-acted-on', 'decision-recorded') order by seq`
    expect(entries.map(({ kind }) => kind)).toEqual(['approval-started', 'approval-acted-on', 'decision-recorded'])
    expect(kindOf(await doAct(given.siro, 'approve'))).toBe('not-allowed')
  })

  test('covers what the officer chooses, and shows what that leaves out', async () => {
    const given = await givenPapers()
    await start(given.lead)
    await look(given.siro)
    const documentRef = `${PROJECT}-dpia`
    expect(kindOf(await doAct(given.siro, 'approve', { covered: [] }))).toBe('too-little-covered')
    expect(kindOf(await doAct(given.siro, 'ask', { covered: [] }))).toBeNull()
    expect(kindOf(await doAct(given.lead, 'answer', { stageId: null }))).toBeNull()
    expect(await doAct(given.siro, 'approve', { covered: [{ documentRef, clauses: ['measures', 'outline', 'header'] }] })).toMatchObject({ ok: true, value: { completes: true } })
    const [decision] = await decisions(given)
    expect(decision!.covers.map(({ clause }) => clause).sort()).toEqual(['description', 'header', 'measures', 'outline', 'risks'])
    expect(decision!.leftOut).toMatchObject([{ documentRef, kind: 'dpia', number: 1 }])
    expect(decision!.leftOut[0]!.parts.length).toBeGreaterThan(1)
    const page = (await readStepPage(contextOf(portal, given.lead), PROJECT, STEP))!
    expect(page.decisions[0]).toMatchObject({ title: 'Approved, in part' })
    expect(page.approval!.acts.map(({ command, isInPart }) => [command, isInPart])).toEqual([['start', false], ['ask', false], ['answer', false], ['approve', true]])
  })

  test('is for its officers, the drafter’s lead and nobody else', async () => {
    const given = await givenPapers()
    expect(await start(given.siro)).toMatchObject({ ok: false, refusal: { kind: 'not-allowed' } })
    expect(await start(given.guardian)).toMatchObject({ ok: false, refusal: { kind: 'not-the-drafter' } })
    expect(await start(given.lead, 'section-251-support')).toMatchObject({ ok: false, refusal: { kind: 'decided-elsewhere' } })
    expect(await start(given.lead, `guardian-recommends--${COUNCIL.code}`)).toMatchObject({ ok: false, refusal: { kind: 'nobody-in-post' } })
    await start(given.lead)
    await look(given.guardian)
    expect(kindOf(await doAct(given.guardian, 'approve'))).toBe('not-allowed')
    expect(kindOf(await doAct(given.lead, 'approve'))).toBe('not-allowed')
    expect(kindOf(await doAct(await givenStaff(portal, 'siro', OTHER_PRACTICE), 'approve'))).toBe('null')
  })

  test('goes back and forth: a question, its answer, changes, and a deputy who is recorded as such', async () => {
    const given = await givenPapers()
    const deputy = await givenStaff(portal, 'receptionist', COUNCIL)
    await portal.owner`update users set password_hash = ${await hashPassword(SIGNING_PASSWORD)} where id = ${deputy.userId}`
    await start(given.lead)
    const turns: [StaffActor, ActCommand['command'], Partial<ActCommand>, string][] = [
      [given.siro, 'ask', {}, 'waiting'], [given.lead, 'answer', { stageId: null }, 'open'], [given.siro, 'return', {}, 'returned'], [given.lead, 'resubmit', { stageId: null }, 'open'],
      [given.siro, 'delegate', { cover: { userId: deputy.userId, from: '2026-06-15', to: '2026-06-20' } }, 'open'],
    ]
    for (const [by, command, changes, after] of turns) {
      expect(kindOf(await doAct(by, command, changes))).toBeNull()
      expect(await state(given)).toBe(after)
    }
    await look(deputy)
    expect(kindOf(await doAct(deputy, 'approve'))).toBeNull()
    const acts = (await listCases(portal.runtime.db, given.projectId))[0]!.acts
    expect(acts.at(-1)).toMatchObject({ userId: deputy.userId, forUserId: given.siro.userId, completes: true })
  })

  test('on words that changed since the page was opened is refused; declined, it ends what was granted before', async () => {
    const given = await givenPapers()
    await start(given.lead)
    const old = (await readNewestPapers(portal.runtime.db, given.projectId)).map(({ documentRef, number }) => ({ documentRef, number }))
    const saved = await saveFactsAndRedraft(contextOf(portal, given.lead), { ref: PROJECT, factsVersion: given.factsVersion, edit: { section: 'people', value: { ...facts.people!, howMany: 77 } } })
    if (!saved.ok) throw new Error(saved.refusal.kind)
    await draftPack(contextOf(portal, given.lead), { ref: PROJECT, factsVersion: saved.value.factsVersion })
    await look(given.siro)
    expect(kindOf(await doAct(given.siro, 'approve', { shown: old }))).toBe('words-changed')
    expect(kindOf(await doAct(given.siro, 'approve', { shown: [] }))).toBe('nothing-to-decide-on')
    expect(kindOf(await doAct(given.siro, 'approve'))).toBeNull()
    expect(await start(given.lead)).toMatchObject({ ok: true })
    expect(kindOf(await doAct(given.siro, 'decline'))).toBeNull()
    expect((await decisions(given)).map(({ meaning }) => meaning).sort()).toEqual(['granted', 'refused'])
  })

  test('two who press at the same moment act once', async () => {
    const given = await givenPapers()
    await start(given.lead)
    await look(given.siro)
    const both = await Promise.all([doAct(given.siro, 'approve'), doAct(given.siro, 'approve')])
    expect(both.map(kindOf).sort()).toEqual(['not-allowed', null])
    expect(await decisions(given)).toHaveLength(1)
  })
})

describe('an approval in stages, as its organisation saved it', () => {
  /** The data protection officer advises; then the risk owner and the guardian decide at the same time, having seen the protocol as well. */
  const STAGES: readonly StageGiven[] = [
    { id: 'advice', post: 'dpo', act: 'advises', howMany: 1, days: 5, after: [], mustSee: [] },
    { id: 'siro', post: 'siro', act: 'decides', howMany: 1, days: 10, after: ['advice'], mustSee: ['protocol'] },
    { id: 'guardian', post: 'caldicott-guardian', act: 'decides', howMany: 1, days: 10, after: ['advice'], mustSee: ['consent-form'] },
  ]
  async function givenStages(): Promise<Given & { readonly dpo: StaffActor; readonly own: StaffActor }> {
    const given = await givenPapers()
    const [dpo, own] = [await givenStaff(portal, 'dpo', COUNCIL), await givenStaff(portal, 'caldicott-guardian', COUNCIL)]
    await portal.owner`update users set password_hash = ${await hashPassword(SIGNING_PASSWORD)} where id in ${portal.owner([dpo.userId, own.userId])}`
    const saved = await saveRoute(contextOf(portal, given.lead), { rule: 'siro-accepts-risk', basedOn: 0, from: '2026-06-15', stages: STAGES })
    if (!saved.ok) throw new Error(saved.refusal.kind)
    return { ...given, dpo, own }
  }

  test('goes by the stages in force on the day it is asked for, and keeps them when others are saved', async () => {
    const given = await givenStages()
    await start(given.lead)
    const first = (await listCases(portal.runtime.db, given.projectId))[0]!
    expect(first).toMatchObject({ routeNumber: 1, route: { stages: [{ id: 'advice', mustSee: ['dpia'] }, { id: 'siro', mustSee: ['dpia', 'protocol'] }, { id: 'guardian', mustSee: ['dpia'] }] } })
    expect((await saveRoute(contextOf(portal, given.lead), { rule: 'siro-accepts-risk', basedOn: 1, from: '2026-06-15', stages: null })).ok).toBe(true)
    expect((await listCases(portal.runtime.db, given.projectId))[0]!.route).toEqual(first.route)
    expect(kindOf(await doAct(given.lead, 'withdraw', { stageId: null }))).toBeNull()
    await start(given.lead)
    expect((await listCases(portal.runtime.db, given.projectId))[0]).toMatchObject({ routeNumber: null, route: { stages: [{ id: 'siro' }] } })
  })

  test('is decided by the last of those who act at the same time, each having seen what the route asks', async () => {
    const given = await givenStages()
    await start(given.lead)
    for (const by of [given.dpo, given.siro, given.own]) await look(by)
    expect(kindOf(await doAct(given.siro, 'approve'))).toBe('stage-not-active')
    expect(kindOf(await doAct(given.dpo, 'advise', { stageId: 'advice' }))).toBeNull()
    expect(kindOf(await doAct(given.own, 'approve-with-conditions', { stageId: 'guardian', text: 'Tell residents' }))).toBeNull()
    expect(await decisions(given)).toHaveLength(0)
    expect(kindOf(await doAct(given.siro, 'approve'))).toBe('not-seen')
    await look(given.siro, 'protocol')
    expect(await doAct(given.siro, 'approve')).toMatchObject({ ok: true, value: { completes: true } })
    expect(await decisions(given)).toMatchObject([{ stepId: STEP, outcome: 'Approved with conditions', note: 'Tell residents' }])
  })

  test('asks those of an earlier stage again when the words change, and forgets what they set on words that are gone', async () => {
    const given = await givenStages()
    await start(given.lead)
    for (const by of [given.dpo, given.siro, given.own]) { await look(by); await look(by, 'protocol') }
    expect(kindOf(await doAct(given.dpo, 'advise', { stageId: 'advice' }))).toBeNull()
    expect(kindOf(await doAct(given.own, 'approve-with-conditions', { stageId: 'guardian', text: 'Say how many' }))).toBeNull()
    const saved = await saveFactsAndRedraft(contextOf(portal, given.lead), { ref: PROJECT, factsVersion: given.factsVersion, edit: { section: 'people', value: { ...facts.people!, howMany: 88 } } })
    if (!saved.ok) throw new Error(saved.refusal.kind)
    await draftPack(contextOf(portal, given.lead), { ref: PROJECT, factsVersion: saved.value.factsVersion })
    for (const by of [given.dpo, given.siro, given.own]) { await look(by); await look(by, 'protocol') }
    expect(kindOf(await doAct(given.siro, 'approve'))).toBe('stage-not-active')
    expect(kindOf(await doAct(given.dpo, 'advise', { stageId: 'advice' }))).toBeNull()
    expect(kindOf(await doAct(given.siro, 'approve'))).toBeNull()
    expect(kindOf(await doAct(given.own, 'approve', { stageId: 'guardian' }))).toBeNull()
    expect(await decisions(given)).toMatchObject([{ outcome: 'Approved', note: '' }])
  })

  test('is not asked for while somebody whom a stage needs has no account any more', async () => {
    const given = await givenStages()
    await portal.owner`update users set role = 'receptionist' where id = ${given.dpo.userId}`
    expect(await start(given.lead)).toMatchObject({ ok: false, refusal: { kind: 'nobody-in-post', details: { stage: 'advice' } } })
  })
})

describe('when the process is killed', () => {
  const rows = async () => Object.fromEntries(await Promise.all(['approval_cases', 'approval_acts', 'approval_act_clauses', 'approval_decisions', 'approval_decision_clauses', 'audit_entries'].map(async (table) =>
    [table, Number((await portal.owner.unsafe<{ count: string }[]>(`select count(*) from ${table}`))[0]!.count)])))

  /** A database that is lost at the nth statement that writes, as it is when the process dies. */
  function dying(at: number) {
    let left = at
    const dead = () => new Error('killed')
    return <T extends object>(tx: T): T => new Proxy(tx, {
      get(target, key) {
        if (key === 'insert' && (left -= 1) < 0) throw dead()
        return Reflect.get(target, key, target) as unknown
      },
    })
  }

  test('at any point of asking for or deciding an approval, nothing is half done', async () => {
    const given = await givenPapers()
    await look(given.siro)
    const { db } = portal.runtime
    const original = db.transaction.bind(db)
    try {
      for (const action of ['start', 'approve'] as const) {
        const attempt = async () => (action === 'start' ? (await start(given.lead)).ok : kindOf(await doAct(given.siro, 'approve')) === null)
        let points = 0
        for (;; points += 1) {
          const before = await rows()
          const die = dying(points)
          let isArmed = true
          Object.assign(db, { transaction: (work: (tx: never) => Promise<unknown>, how: never) => original((tx) => work((isArmed ? die(tx) : tx) as never), how) })
          const done = await attempt().catch((error: unknown) => {
            if ((error as Error).message === 'killed') return null
            throw error
          })
          isArmed = false
          Object.assign(db, { transaction: original })
          if (done === true) break
          expect(done).toBeNull()
          expect(await rows()).toEqual(before)
          expect(points).toBeLessThan(20)
        }
        expect(points).toBeGreaterThan(1)
      }
      expect(await state(given)).toBe('agreed')
      expect(await decisions(given)).toHaveLength(1)
    } finally {
      Object.assign(db, { transaction: original })
    }
  })
})
