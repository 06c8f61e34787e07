import { describe, expect, test } from 'vitest'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import { readPackPage } from '#app/documents/read-pack.server.ts'
import { draftReport, readReportStanding } from '#app/documents/read-report-standing.server.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { answerPoint, correctEvent, logEvent, withdrawEvent } from '#app/involvement/log-event.server.ts'
import { readAppraisalPage, readAppraisals } from '#app/involvement/read-appraisals.server.ts'
import { readEventPage, readLogAsItStands, readLogPage } from '#app/involvement/read-log.server.ts'
import { chooseOption, fixAppraisal, scoreAppraisal, setUpAppraisal } from '#app/involvement/save-appraisal.server.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { endProject } from '#app/projects/end-project.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { fullFacts, HAVEN_CODE, NATIONAL_BODY_CODE } from '#tests/factories/full-facts.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { someAppraisal, someEvent } from '#tests/factories/involvement.ts'
import { givenCast, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenOrganisations, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) => (result.ok ? 'ok' : result.refusal?.kind)

async function given(facts = furtherFacts()) {
  const cast = await givenCast(portal)
  await givenOrganisations(portal, { ...COUNCIL, code: HAVEN_CODE, name: 'Test Haven' }, { ...COUNCIL, code: NATIONAL_BODY_CODE, name: 'Test National Body' })
  const factsVersion = await givenProject(portal, cast.lead, facts)
  const other = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
  const lead = contextOf(portal, cast.lead)
  return { ...cast, factsVersion, other: contextOf(portal, other), lead, guardian: contextOf(portal, cast.guardian), siro: contextOf(portal, cast.siro) }
}

describe('the log', () => {
  test('keeps every version of an event, and what stands is the newest', async () => {
    const { lead } = await given()
    const id = newId()
    expect(await logEvent(lead, PROJECT, id, someEvent())).toEqual({ ok: true, value: { isChanged: true } })
    expect(await correctEvent(lead, PROJECT, { id, version: 1 }, someEvent({ place: 'the library' }))).toEqual({ ok: true, value: { isChanged: true } })
    expect(await answerPoint(lead, PROJECT, { id, version: 2 }, 2, { answer: 'changed', what: 'It is destroyed', fact: '', paper: '' })).toEqual({ ok: true, value: { isChanged: true } })
    const page = (await readEventPage(lead, PROJECT, id))!
    expect(page.history.map(({ number, changed }) => [number, changed])).toEqual([[3, ['points']], [2, ['place']], [1, []]])
    expect(page.event).toMatchObject({ place: 'the library', points: [{}, {}, { answer: 'changed', what: 'It is destroyed' }] })
    expect((await readEventPage(lead, PROJECT, id, 1))?.shown).toMatchObject({ isNewest: false, event: { place: 'the town hall' } })
    expect(await readEventPage(lead, PROJECT, id, 9)).toBeNull()
    expect(await readLogPage(lead, PROJECT)).toMatchObject({ publicPeople: 12, points: 3, changed: 2, open: 0, held: [{ id }] })
  })

  test('the same form twice enters one event, and another under its id is refused', async () => {
    const { lead } = await given()
    const id = newId()
    await logEvent(lead, PROJECT, id, someEvent())
    expect(await logEvent(lead, PROJECT, id, someEvent())).toEqual({ ok: true, value: { isChanged: false } })
    expect(kindOf(await logEvent(lead, PROJECT, id, someEvent({ place: 'elsewhere' })))).toBe('changed-since-read')
    expect((await readEventPage(lead, PROJECT, id))?.history).toHaveLength(1)
  })

  test('two who correct at once: the second is refused, and nothing is lost', async () => {
    const { lead } = await given()
    const id = newId()
    await logEvent(lead, PROJECT, id, someEvent())
    const done = await Promise.all(['the library', 'the school'].map((place) => correctEvent(lead, PROJECT, { id, version: 1 }, someEvent({ place }))))
    expect(done.map(kindOf).sort()).toEqual(['changed-since-read', 'ok'])
    expect((await readEventPage(lead, PROJECT, id))?.history).toHaveLength(2)
    expect(await correctEvent(lead, PROJECT, { id, version: 1 }, (await readEventPage(lead, PROJECT, id))!.event)).toEqual({ ok: true, value: { isChanged: false } })
  })

  test('what is withdrawn counts no more and stays to be read', async () => {
    const { lead } = await given()
    const [id, stays] = [newId(), newId()]
    await logEvent(lead, PROJECT, id, someEvent())
    await logEvent(lead, PROJECT, stays, someEvent({ day: '2026-03-03' }))
    expect(kindOf(await withdrawEvent(lead, PROJECT, { id, version: 1 }, 'As Mrs Patel asked'))).toBe('personal-data')
    expect(kindOf(await withdrawEvent(lead, PROJECT, { id, version: 1 }, 'It was another project’s'))).toBe('ok')
    expect(kindOf(await correctEvent(lead, PROJECT, { id, version: 2 }, someEvent({ place: 'x' })))).toBe('withdrawn')
    expect(await readLogPage(lead, PROJECT)).toMatchObject({ held: [{ id: stays }], withdrawn: [{ id, because: 'It was another project’s' }] })
    expect(await readEventPage(lead, PROJECT, id)).toMatchObject({ withdrawnBecause: 'It was another project’s', mayWrite: false, event: { place: 'the town hall' } })
    const project = (await readProject(lead, PROJECT))!
    expect((await readLogAsItStands(portal.runtime.db, project.id))?.events.map((event) => event.id)).toEqual([stays])
  })

  test('is written by whoever drafts alone, read by the parties, and not there for anybody else', async () => {
    const { lead, guardian, siro, other } = await given()
    const id = newId()
    await logEvent(lead, PROJECT, id, someEvent())
    expect(kindOf(await logEvent(siro, PROJECT, newId(), someEvent()))).toBe('not-the-drafter')
    expect(kindOf(await logEvent(guardian, PROJECT, newId(), someEvent()))).toBe('not-the-drafter')
    expect(kindOf(await logEvent(other, PROJECT, newId(), someEvent()))).toBe('not-found')
    expect((await readLogPage(guardian, PROJECT))?.mayWrite).toBe(false)
    expect(await readEventPage(guardian, PROJECT, id)).toMatchObject({ mayWrite: false })
    expect(await readLogPage(other, PROJECT)).toBeNull()
    expect(await readEventPage(other, PROJECT, id)).toBeNull()
  })

  test('an event of one project is not there in another, and cannot be written there', async () => {
    const { lead } = await given()
    await givenProject(portal, lead.actor, furtherFacts({ flows: [] }), 'another')
    const id = newId()
    await logEvent(lead, PROJECT, id, someEvent())
    expect(await readEventPage(lead, 'another', id)).toBeNull()
    expect(kindOf(await correctEvent(lead, 'another', { id, version: 1 }, someEvent({ place: 'x' })))).toBe('not-found')
    expect(kindOf(await correctEvent(lead, PROJECT, { id: '-'.repeat(36), version: 1 }, someEvent({ place: 'x' })))).toBe('not-found')
    expect(await readEventPage(lead, PROJECT, '-'.repeat(36))).toBeNull()
    expect(kindOf(await logEvent(lead, 'another', id, someEvent()))).toBe('changed-since-read')
    expect((await readLogPage(lead, 'another'))?.held).toEqual([])
  })

  test('takes nothing once the project has ended, and nothing about a person', async () => {
    const { lead } = await given()
    expect(kindOf(await logEvent(lead, PROJECT, newId(), someEvent({ shown: 'What 999 000 0018 said' })))).toBe('personal-data')
    await endProject(lead, { ref: PROJECT, reason: 'Done', typedReference: PROJECT })
    expect(kindOf(await logEvent(lead, PROJECT, newId(), someEvent()))).toBe('project-ended')
  })

  test('a planned event whose day has passed can still be corrected where it stands, or be held', async () => {
    const { lead } = await given()
    const id = newId()
    const planned = someEvent({ state: 'planned', day: '2026-12-01', points: [] })
    const earlier = { ...lead, now: new Date('2026-01-05T09:00:00Z') }
    const later = { ...lead, now: new Date('2026-12-20T09:00:00Z') }
    expect(kindOf(await logEvent(earlier, PROJECT, id, planned))).toBe('ok')
    expect((await readLogPage(later, PROJECT))?.planned).toMatchObject([{ id, isOverdue: true }])
    expect(kindOf(await correctEvent(later, PROJECT, { id, version: 1 }, { ...planned, place: 'a library' }))).toBe('ok')
    expect(kindOf(await correctEvent(later, PROJECT, { id, version: 2 }, { ...planned, day: '2026-12-02' }))).toBe('planned-in-past')
    expect(kindOf(await correctEvent(later, PROJECT, { id, version: 2 }, someEvent({ day: '2026-12-02' })))).toBe('ok')
  })

  test('what is recorded says that it was written, and nothing of what it says', async () => {
    const { lead } = await given()
    const id = newId()
    await logEvent(lead, PROJECT, id, someEvent())
    await withdrawEvent(lead, PROJECT, { id, version: 1 }, 'Twice entered')
    const entries = await portal.owner<{ kind: string; data: string; subject: string }[]>`select kind, data, subject from audit_entries where kind = 'involvement-logged' order by seq`
    expect(entries.map(({ data }) => JSON.parse(data) as object)).toMatchObject([{ act: 'added', version: 1 }, { act: 'withdrawn', version: 2 }])
    expect(JSON.stringify(entries)).not.toMatch(/town hall|carers|Twice/)
  })

  test('no version is changed or removed by the portal’s own role', async () => {
    const { lead } = await given()
    await logEvent(lead, PROJECT, newId(), someEvent())
    for (const table of ['involvement_events', 'options_appraisals']) {
      for (const asked of [`update ${table} set version = 9`, `delete from ${table}`, `truncate ${table}`]) {
        await expect(portal.owner.begin(async (tx) => { await tx.unsafe('set local role concordat_app'); await tx.unsafe(asked) })).rejects.toThrow(/permission denied/)
      }
    }
  })
})

describe('the report and the log', () => {
  test('a changed log flags exactly the papers that state it, and a newer draft settles it', async () => {
    const { lead, factsVersion } = await given(fullFacts())
    expect(kindOf(await draftPack(lead, { ref: PROJECT, factsVersion }))).toBe('ok')
    const behind = async () => (await readPackPage(lead, PROJECT))!.lines.filter(({ newest }) => newest && !newest.saysWhatFactsSay).map(({ kind }) => kind)
    expect(await behind()).toEqual([])
    const id = newId()
    await logEvent(lead, PROJECT, id, someEvent())
    expect(await behind()).toEqual(['involvement-report'])
    expect((await readPackPage(lead, PROJECT))!.lines.flatMap(({ newest }) => newest?.behind ?? [])).toEqual(['log'])
    expect(await readReportStanding(lead, PROJECT)).toMatchObject({ newest: { number: 1, isCurrent: false }, mayDraft: true })
    expect(kindOf(await draftReport(lead, PROJECT, factsVersion))).toBe('ok')
    expect(await behind()).toEqual([])
    expect(await readReportStanding(lead, PROJECT)).toMatchObject({ newest: { number: 2, isCurrent: true }, mayDraft: false })
    // Drafted again with nothing new, it is the version that it was.
    expect(await draftReport(lead, PROJECT, factsVersion)).toMatchObject({ ok: true, value: { number: 2 } })
    await withdrawEvent(lead, PROJECT, { id, version: 1 }, 'It was another project’s')
    expect(await behind()).toEqual(['involvement-report'])
    const [line] = await portal.owner<{ changes: string[] }[]>`select v.changes from document_versions v join documents d on d.id = v.document_id where d.kind = 'involvement-report' and v.number = 2`
    expect(line?.changes).toEqual(['log'])
  })

  test('somebody else’s project has no report to draft', async () => {
    const { other, guardian, factsVersion } = await given(fullFacts())
    expect(await readReportStanding(other, PROJECT)).toBeNull()
    expect(await readReportStanding(guardian, PROJECT)).toMatchObject({ mayDraft: false })
    expect(kindOf(await draftReport(other, PROJECT, factsVersion))).toBe('not-found')
  })
})

describe('an appraisal', () => {
  const { scores, ...table } = someAppraisal()
  const { title, question, options, criteria } = table

  test('is set up, scored, chosen and fixed, each a version that stays', async () => {
    const { lead, guardian, other } = await given()
    const id = newId()
    expect(kindOf(await setUpAppraisal(lead, PROJECT, { id, version: 0 }, { title, question, options, criteria }))).toBe('ok')
    expect(await setUpAppraisal(lead, PROJECT, { id, version: 0 }, { title, question, options, criteria })).toEqual({ ok: true, value: { isChanged: false } })
    expect(kindOf(await fixAppraisal(lead, PROJECT, { id, version: 1 }, { on: '2026-03-01', by: 'the steering group' }))).toBe('not-scored')
    expect(kindOf(await scoreAppraisal(lead, PROJECT, { id, version: 1 }, scores))).toBe('ok')
    expect(kindOf(await chooseOption(lead, PROJECT, { id, version: 2 }, { optionId: 'o3', reason: '' }))).toBe('reason-missing')
    expect(kindOf(await chooseOption(lead, PROJECT, { id, version: 2 }, { optionId: 'o3', reason: 'Mr Fox likes it' }))).toBe('personal-data')
    expect(kindOf(await chooseOption(lead, PROJECT, { id, version: 2 }, { optionId: 'o1', reason: '' }))).toBe('ok')
    expect(kindOf(await fixAppraisal(lead, PROJECT, { id, version: 3 }, { on: '2030-01-01', by: 'the steering group' }))).toBe('decided-in-future')
    expect(kindOf(await fixAppraisal(lead, PROJECT, { id, version: 3 }, { on: '2026-03-01', by: 'the steering group' }))).toBe('ok')
    expect(await fixAppraisal(lead, PROJECT, { id, version: 3 }, { on: '2026-03-01', by: 'the steering group' })).toEqual({ ok: true, value: { isChanged: false } })
    expect(kindOf(await scoreAppraisal(lead, PROJECT, { id, version: 4 }, scores.map((score) => ({ ...score, score: 1 }))))).toBe('ok')
    const page = (await readAppraisalPage(guardian, PROJECT, id))!
    expect(page.history.map(({ number, decided }) => [number, decided])).toEqual([[5, null], [4, { on: '2026-03-01', by: 'the steering group' }], [3, null], [2, null], [1, null]])
    expect((await readAppraisalPage(guardian, PROJECT, id, 4))?.shown).toMatchObject({ decided: { by: 'the steering group' }, appraisal: { scores, chosen: { optionId: 'o1' } } })
    expect((await readAppraisals(guardian, PROJECT))?.lines).toMatchObject([{ id, chosen: 'Haven', decided: null }])
    expect(await readAppraisalPage(other, PROJECT, id)).toBeNull()
    expect(await readAppraisals(other, PROJECT)).toBeNull()
  })

  test('refuses what was read before somebody else’s change, and whoever does not draft', async () => {
    const { lead, siro, other } = await given()
    const id = newId()
    await setUpAppraisal(lead, PROJECT, { id, version: 0 }, { title, question, options, criteria })
    await scoreAppraisal(lead, PROJECT, { id, version: 1 }, scores)
    expect(kindOf(await setUpAppraisal(lead, PROJECT, { id, version: 1 }, { title: 'Other', question, options, criteria }))).toBe('changed-since-read')
    expect(kindOf(await scoreAppraisal(siro, PROJECT, { id, version: 2 }, []))).toBe('not-the-drafter')
    expect(kindOf(await scoreAppraisal(other, PROJECT, { id, version: 2 }, []))).toBe('not-found')
    expect(kindOf(await scoreAppraisal(lead, PROJECT, { id: newId(), version: 1 }, []))).toBe('not-found')
    expect(kindOf(await scoreAppraisal(lead, PROJECT, { id: 'none', version: 1 }, []))).toBe('not-found')
  })
})

describe('a report that was drafted with the first template', () => {
  test('keeps it, tells of the log, and says that there is a newer one', async () => {
    const { lead, factsVersion } = await given(fullFacts())
    await draftPack(lead, { ref: PROJECT, factsVersion })
    const V1 = 'templates/documents/involvement-report/v1.hbs'
    const project = (await readProject(lead, PROJECT))!
    const content = renderPaper('involvement-report', { projectRef: PROJECT, documentRef: `${PROJECT}-involvement-report`, about: '', facts: project.facts, versions: [{ number: 1, day: londonDay(lead.now), changes: [] }] }, V1)
    await portal.owner`update document_versions set template = ${V1}, content = ${content}, content_hash = ${sha256Hex(content)} where document_id in (select id from documents where kind = 'involvement-report')`
    expect(await readReportStanding(lead, PROJECT)).toMatchObject({ newest: { isCurrent: true, hasNewerTemplate: true }, mayDraft: false })
    await logEvent(lead, PROJECT, newId(), someEvent())
    expect(await readReportStanding(lead, PROJECT)).toMatchObject({ newest: { isCurrent: false }, mayDraft: true })
    await draftReport(lead, PROJECT, factsVersion)
    const [version] = await portal.owner<{ template: string; content: string }[]>`select v.template, v.content from document_versions v join documents d on d.id = v.document_id where d.kind = 'involvement-report' and v.number = 2`
    expect(version?.template).toBe(V1)
    expect(version?.content).toContain('Carers (12); staff of the surgery (fewer than 5)')
  })
})
