import { describe, expect, test } from 'vitest'
import { flowInForce } from '#app/documents/agreement.rules.ts'
import { adviceStep, approvalStep, consultStep, outcomeStep, riskStep, screeningStep } from '#app/documents/dpia/dpia-steps.rules.ts'
import { draftPaper } from '#app/documents/draft-paper.server.ts'
import { readPackPage } from '#app/documents/read-pack.server.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { readDpia } from '#app/documents/dpia/read-dpia.server.ts'
import { saveDpia } from '#app/documents/dpia/save-dpia.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import { ALL_NO, GRAVE, givenSteps, MILD, screened, wholeSteps, type Step } from '#tests/factories/dpia.ts'
import { furtherFacts, someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const facts = someFacts()
const own = (title: string, key: string | null = null): Step => riskStep(key, 'own-1', null, { title, cause: 'A cause', impact: 'An impact', before: MILD, measures: [], sections: [] })
const approval = approvalStep({ measuresBy: 'M', residualBy: 'M', advice: 'accepted', why: '', departs: '', keptBy: 'L', on: '2026-06-15', by: 'M' })

describe('an assessment', () => {
  test('is kept in versions that are never changed, each with its hash, who saved it and an entry in the audit', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    expect(await givenSteps(portal, lead, factsVersion, [screened, own('First')])).toBe(2)
    const rows = await portal.owner`select version, part, facts_version, saved_by, length(assessment_hash) as hash from dpia_assessments order by version`
    expect(rows).toMatchObject([{ version: 1, part: 'screening', facts_version: factsVersion, saved_by: lead.userId, hash: 64 }, { version: 2, part: 'risks' }])
    expect(await portal.owner`select count(*)::int as n from audit_entries where kind = 'assessment-saved'`).toMatchObject([{ n: 2 }])
    expect((await verifyAudit(portal.runtime.db)).holds).toBe(true)
  })

  test('saved twice as it is, it is saved once', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    expect(await givenSteps(portal, lead, factsVersion, [own('First'), own('First', 'own-1')])).toBe(1)
  })

  test('two who change different parts both have their way; two who change the same do not', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    await givenSteps(portal, lead, factsVersion, [own('First')])
    const save = (edit: Step, assessmentVersion = 1) => saveDpia(contextOf(portal, lead), { ref: PROJECT, assessmentVersion, factsVersion, edit })
    expect(await save(screened)).toMatchObject({ ok: true, value: { version: 2 } })
    expect(await save(own('Changed by one', 'own-1'))).toMatchObject({ ok: true, value: { version: 3 } })
    expect(await save(own('Changed by another', 'own-1'))).toMatchObject({ refusal: { kind: 'changed-since-read' } })
    expect((await readDpia(contextOf(portal, lead), PROJECT))?.assessment.risks[0]?.title).toBe('Changed by one')
  })

  test('is not saved against facts that have changed since the form was opened', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    const saved = await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'safeguards', value: { ...facts.safeguards!, retentionMonths: 9 } } })
    expect(saved.ok).toBe(true)
    expect(await saveDpia(contextOf(portal, lead), { ref: PROJECT, assessmentVersion: 0, factsVersion, edit: screened })).toMatchObject({ refusal: { kind: 'facts-changed' } })
  })

  test('is read by the parties, changed by the drafter’s lead, approved by who signs, and not there for anyone else', async () => {
    const { lead, siro, guardian } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    const version = await givenSteps(portal, lead, factsVersion, [...wholeSteps(facts), adviceStep({ name: 'D', on: '2026-06-15', advice: 'Go on.' })])
    const save = (who: typeof lead, edit: Step) => saveDpia(contextOf(portal, who), { ref: PROJECT, assessmentVersion: version, factsVersion, edit })
    expect(await save(lead, approval)).toMatchObject({ refusal: { kind: 'wrong-role' } })
    expect(await save(siro, own('x'))).toMatchObject({ refusal: { kind: 'wrong-role' } })
    expect(await save(guardian, approval)).toMatchObject({ refusal: { kind: 'not-the-drafter' } })
    expect(await save(siro, approval)).toMatchObject({ ok: true })
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect(await save(stranger, own('x'))).toMatchObject({ refusal: { kind: 'not-found' } })
    expect(await readDpia(contextOf(portal, stranger), PROJECT)).toBeNull()
    expect(await readDpia(contextOf(portal, guardian), PROJECT)).toMatchObject({ state: 'approved', mayDraft: false })
  })

  test('a changed fact reopens what rests on it, and names it', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    await givenSteps(portal, lead, factsVersion, wholeSteps(facts))
    await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'safeguards', value: { ...facts.safeguards!, retentionMonths: 9 } } })
    const page = await readDpia(contextOf(portal, lead), PROJECT)
    expect(page).toMatchObject({ state: 'answers-open', open: [{ kind: 'risk', id: 'kept-too-long', facts: ['safeguards.retentionMonths'] }] })
  })

  test('a change of it makes the paper that states it old, and the protocol not; drafted again, the paper says it', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenDrafted(portal, lead, furtherFacts())
    const draft = () => draftPaper(contextOf(portal, lead), { ref: PROJECT, factsVersion, kind: 'dpia' })
    expect(await draft()).toMatchObject({ ok: true, value: { number: 1 } })
    const said = async () => Object.fromEntries((await readPackPage(contextOf(portal, lead), PROJECT))!.lines.filter((line) => line.newest).map((line) => [line.kind, line.newest!.saysWhatFactsSay]))
    expect(await said()).toEqual({ protocol: true, dpia: true })
    await givenSteps(portal, lead, factsVersion, [own('First')])
    expect(await said()).toEqual({ protocol: true, dpia: false })
    expect(await draft()).toMatchObject({ ok: true, value: { number: 2 } })
    expect(await draft()).toMatchObject({ ok: true, value: { number: 2 } })
    expect(await said()).toEqual({ protocol: true, dpia: true })
  })

  test('screening is not frozen with a question unanswered', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    const { harm, ...said } = ALL_NO
    const step = screeningStep({ factsVersion, on: '2026-06-15', by: 'Lead', said, reasons: {}, other: '' })
    expect(harm).toBe(false)
    expect(await saveDpia(contextOf(portal, lead), { ref: PROJECT, assessmentVersion: 0, factsVersion, edit: step })).toMatchObject({ refusal: { kind: 'questions-open' } })
  })

  test('a risk left high stops the flows until an answer of the Commissioner allows it; a project without an assessment goes on', async () => {
    const { lead, siro, guardian } = await givenCast(portal)
    const factsVersion = await givenDrafted(portal, lead)
    const [version] = await portal.owner`select id, content_hash from document_versions`
    for (const who of [siro, guardian]) {
      await portal.owner`insert into signatures (id, document_version_id, organisation_code, user_id, name, job_title, role, content_hash, signed_at)
        values (gen_random_uuid(), ${version!.id}, ${who.organisationCode}, ${who.userId}, 'x', 'x', ${who.role}, ${version!.content_hash}, ${portal.now})`
    }
    const standing = async () => {
      const agreement = await readAgreementForProject(portal.runtime.db, PROJECT)
      const answer = flowInForce(agreement!, facts.flows[0]!.ref, portal.now)
      return answer.ok ? 'in-force' : answer.refusal.kind
    }
    expect(await standing()).toBe('in-force')
    let at = await givenSteps(portal, lead, factsVersion, wholeSteps(facts))
    expect(await standing()).toBe('in-force')
    const grave = riskStep('on-the-way', '', null, { title: 'On the way', cause: 'c', impact: 'i', before: GRAVE, measures: [], sections: [] })
    at = await givenSteps(portal, lead, factsVersion, [grave, consultStep({ askedOn: '2026-06-10', reference: 'C/1' })], at)
    expect(await standing()).toBe('prior-consultation-needed')
    at = await givenSteps(portal, lead, factsVersion, [outcomeStep({ outcome: 'warned', outcomeOn: '2026-06-14', words: 'No.' })], at)
    expect(await standing()).toBe('prior-consultation-needed')
    await givenSteps(portal, lead, factsVersion, [outcomeStep({ outcome: 'advice-followed', outcomeOn: '2026-06-15', words: 'Encrypt.' })], at)
    expect(await standing()).toBe('in-force')
  })
})
