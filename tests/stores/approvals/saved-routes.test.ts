import { describe, expect, test } from 'vitest'
import { saveRoute, type RouteToSave } from '#app/approvals/save-route.server.ts'
import { readSavedRoute, readSavedRoutes } from '#app/approvals/read-saved-routes.server.ts'
import type { StageGiven } from '#app/approvals/saved-route.rules.ts'
import { listSavedRoutes } from '#app/approvals/saved-routes.store.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ROLES } from '#app/identity/permissions.rules.ts'
import { contextOf, COUNCIL, givenOrganisations, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const RULE = 'siro-accepts-risk'
const STAGES: readonly StageGiven[] = [
  { id: 'stage-1', post: 'dpo', act: 'advises', howMany: 1, days: 5, after: [], mustSee: ['protocol'] },
  { id: 'stage-2', post: 'siro', act: 'decides', howMany: 1, days: 10, after: ['stage-1'], mustSee: [] },
]

async function givenOfficers() {
  await givenOrganisations(portal)
  const lead = await givenStaff(portal, 'ig-lead', COUNCIL)
  for (const role of ['dpo', 'siro'] as const) await givenStaff(portal, role, COUNCIL)
  return lead
}
const save = (by: StaffActor, changes: Partial<RouteToSave> = {}) => saveRoute(contextOf(portal, by), { rule: RULE, basedOn: 0, from: '2026-06-15', stages: STAGES, ...changes })
const saved = (code = COUNCIL.code) => listSavedRoutes(portal.runtime.db, code)

describe('how an organisation decides', () => {
  test('is saved as versions that are added, on record with who saved them', async () => {
    const lead = await givenOfficers()
    expect(await save(lead)).toEqual({ ok: true, value: { number: 1 } })
    expect(await save(lead, { basedOn: 1, from: '2026-07-01', stages: null })).toEqual({ ok: true, value: { number: 2 } })
    expect(await saved()).toMatchObject([
      { rule: RULE, number: 1, from: '2026-06-15', savedByName: lead.name, savedAt: portal.now, route: { stages: [{ id: 'stage-1', organisationCode: COUNCIL.code, mustSee: ['protocol'] }, { id: 'stage-2', after: ['stage-1'] }] } },
      { rule: RULE, number: 2, from: '2026-07-01', route: null },
    ])
    const entries = await portal.owner<{ data: string }[]>`select data from audit_entries where kind = 'approval-route-saved' order by seq`
    expect(entries.map(({ data }) => JSON.parse(data) as object)).toMatchObject([{ rule: RULE, number: 1, from: '2026-06-15', stages: 2 }, { number: 2, stages: 0 }])
  })

  test('sent twice is saved once; somebody else’s version is not written over', async () => {
    const lead = await givenOfficers()
    const both = await Promise.all([save(lead), save(lead)])
    // The second finds the first, or is told of it: it is never saved twice.
    expect(both.filter(({ ok }) => ok).length).toBeGreaterThan(0)
    for (const one of both) if (!one.ok) expect(one.refusal.kind).toBe('changed-since-read')
    expect(await saved()).toHaveLength(1)
    expect(await save(lead)).toEqual({ ok: true, value: { number: 1 } })
    expect(await save(lead, { from: '2026-06-20' })).toMatchObject({ ok: false, refusal: { kind: 'changed-since-read' } })
    expect(await saved()).toHaveLength(1)
  })

  test('is refused with a dead end, and then nothing is kept', async () => {
    const lead = await givenOfficers()
    const guardian: StageGiven = { id: 'stage-3', post: 'caldicott-guardian', act: 'decides', howMany: 1, days: 5, after: [], mustSee: [] }
    expect(await save(lead, { stages: [...STAGES, guardian] })).toMatchObject({ ok: false, refusal: { kind: 'nobody-in-post', details: { stage: 'stage-3' } } })
    expect(await save(lead, { stages: [] })).toMatchObject({ ok: false, refusal: { kind: 'no-stages' } })
    expect(await save(lead, { stages: [STAGES[0]!] })).toMatchObject({ ok: false, refusal: { kind: 'nothing-decides' } })
    expect(await save(lead, { stages: [{ ...STAGES[1]!, after: [], howMany: 2 }] })).toMatchObject({ ok: false, refusal: { kind: 'too-few-in-post' } })
    expect(await save(lead, { from: '2026-06-14' })).toMatchObject({ ok: false, refusal: { kind: 'begins-in-the-past' } })
    expect(await save(lead, { stages: null })).toMatchObject({ ok: false, refusal: { kind: 'usual-already' } })
    expect(await save(lead, { rule: 'section-251-support' })).toMatchObject({ ok: false, refusal: { kind: 'not-found' } })
    expect(await saved()).toEqual([])
  })

  test('is saved by an information governance lead and nobody else', async () => {
    await givenOfficers()
    for (const role of ROLES.filter((one) => one !== 'ig-lead')) expect(await save(await givenStaff(portal, role, COUNCIL))).toMatchObject({ ok: false, refusal: { kind: 'not-allowed' } })
    expect(await saved()).toEqual([])
  })

  test('is each organisation’s own: its officers, its versions, its pages', async () => {
    const lead = await givenOfficers()
    await save(lead)
    const other = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect(await save(other)).toMatchObject({ ok: false, refusal: { kind: 'nobody-in-post' } })
    expect((await readSavedRoutes(contextOf(portal, other))).rules.every(({ isSaved }) => !isSaved)).toBe(true)
    expect(await readSavedRoute(contextOf(portal, other), RULE)).toMatchObject({ isSaved: false, versions: [] })
    expect((await readSavedRoutes(contextOf(portal, lead))).rules.find(({ rule }) => rule === RULE)).toMatchObject({ isSaved: true, says: 'Data protection officer advises, then Senior information risk owner decides' })
    expect(await saved(OTHER_PRACTICE.code)).toEqual([])
  })

  test('cannot be changed or taken out by the portal itself', async () => {
    await save(await givenOfficers())
    for (const statement of ['update approval_routes set number = 9', 'delete from approval_routes', 'truncate approval_routes']) {
      await expect(portal.runtime.sql.unsafe(statement)).rejects.toThrow(/permission denied/)
    }
  })
})
