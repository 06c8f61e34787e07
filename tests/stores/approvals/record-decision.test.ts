import { describe, expect, test } from 'vitest'
import { changedSince } from '#app/approvals/decision.rules.ts'
import { inForce } from '#app/approvals/in-force.rules.ts'
import { standingForFlow, standingForProject } from '#app/approvals/read-standing.server.ts'
import { readStepPage } from '#app/approvals/read-step-page.server.ts'
import { searchDecisions } from '#app/approvals/search-decisions.server.ts'
import { recordDecision, type OutsideDecision } from '#app/approvals/record-decision.server.ts'
import { endorsementsIn } from '#app/approvals/read-endorsements.server.ts'
import { readPaper } from '#app/documents/read-document.server.ts'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import { redline } from '#app/documents/redline.rules.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import type { FactEdit } from '#app/projects/project.rules.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { underSection251 } from '#tests/factories/national-check.ts'
import { givenCast, givenProject, PROJECT, type Cast } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const facts = underSection251(furtherFacts())
const FLOW = facts.flows[0]!.ref

async function givenDraftedPack(): Promise<{ cast: Cast; factsVersion: number }> {
  const cast = await givenCast(portal)
  const factsVersion = await givenProject(portal, cast.lead, facts)
  const drafted = await draftPack(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  return { cast, factsVersion }
}

const letter = (changes: Partial<OutsideDecision> = {}): OutsideDecision => ({
  projectRef: PROJECT, stepId: 'section-251-support', outcomeId: 'conditionally-supported', decidedOn: '2026-06-10', effectiveFrom: '2026-06-12', endsOn: '2027-06-11', reviewDueOn: '2027-05-12',
  reference: '26/CAG/0001', note: 'A report on involvement after six months.', ...changes,
})
const record = (cast: Cast, changes: Partial<OutsideDecision> = {}, by = cast.lead) => recordDecision(contextOf(portal, by), letter(changes))
const kindOf = async (answer: ReturnType<typeof record>) => { const given = await answer; return given.ok ? null : given.refusal.kind }
const rows = async () => Number((await portal.owner`select count(*) from approval_decisions`)[0]!.count)

describe('what a body that decides elsewhere has decided', () => {
  test('stands around the words of the version that it was made on', async () => {
    const { cast } = await givenDraftedPack()
    const read = (kind: string) => readPaper(contextOf(portal, cast.lead), `${PROJECT}-${kind}`, 1, endorsementsIn(portal.runtime.db))
    expect((await read('section-251'))!.standing).toMatchObject({ state: 'draft', endorsements: [] })
    await record(cast)
    expect((await read('section-251'))!.standing).toMatchObject({ state: 'approved', endorsements: [{ kind: 'approved', by: 'Confidentiality Advisory Group', as: '', on: '2026-06-10', words: 'Conditionally supported (26/CAG/0001)' }] })
    // Papers that were looked at with the application say so, and are drafts as before.
    expect((await read('dpia'))!.standing).toMatchObject({ state: 'draft', endorsements: [{ kind: 'approved' }] })
    expect((await read('privacy-notice'))!.standing).toMatchObject({ state: 'draft', endorsements: [{ kind: 'approved' }] })
  })

  test('is written down with the parts of the papers that it is about, and put on record', async () => {
    const { cast } = await givenDraftedPack()
    expect(await record(cast)).toMatchObject({ ok: true })
    const standing = await standingForFlow(portal.runtime.db, FLOW)
    const [decision] = standing!.decisions
    expect(decision).toMatchObject({ stepId: 'section-251-support', bodyId: 'confidentiality-advice', outcome: 'Conditionally supported', meaning: 'granted-with-conditions', effectiveFrom: '2026-06-12', endsOn: '2027-06-11', reviewDueOn: '2027-05-12', reference: '26/CAG/0001' })
    expect(decision!.decidedAt).toEqual(new Date('2026-06-09T23:00:00Z'))
    const kinds = [...new Set(decision!.covers.map(({ kind }) => kind))].sort()
    expect(kinds).toEqual(['dpia', 'involvement-report', 'privacy-notice', 'protocol', 'section-251'])
    const newest = standing!.papers.filter(({ kind }) => kinds.includes(kind as never)).flatMap((paper) => paper.clauses.map(({ name, digest }) => `${paper.documentRef} ${name} ${digest}`))
    expect(decision!.covers.map(({ documentRef, clause, digest }) => `${documentRef} ${clause} ${digest}`).sort()).toEqual(newest.sort())
    const [entry] = await portal.owner`select kind, project_ref, subject, data from audit_entries where kind = 'decision-recorded'`
    expect(entry).toMatchObject({ project_ref: PROJECT, subject: `decision:${decision!.id}` })
    expect(JSON.parse(entry!.data as string)).toMatchObject({ step: 'section-251-support', outcome: 'Conditionally supported', meaning: 'granted-with-conditions' })
  })

  test.each<[string, Partial<OutsideDecision>, string]>([
    ['a step that the route has not', { stepId: 'sail-panel-approves' }, 'not-found'],
    ['a step that is decided in the portal', { stepId: 'siro-accepts-risk--Y9C' }, 'decided-here'],
    ['a step that signatures show', { stepId: 'parties-sign' }, 'decided-here'],
    ['an outcome that the body has not', { outcomeId: 'approve' }, 'outcome-unknown'],
    ['a letter of tomorrow', { decidedOn: '2026-06-16', effectiveFrom: '2026-06-16' }, 'not-decided-yet'],
    ['a grant from before the letter', { effectiveFrom: '2026-06-09' }, 'effective-before-decided'],
    ['an end before the beginning', { endsOn: '2026-06-11' }, 'days-in-wrong-order'],
    ['a review before the beginning', { reviewDueOn: '2026-06-11' }, 'days-in-wrong-order'],
    ['a version that is not there', { versions: ['section-251', 'protocol', 'dpia', 'privacy-notice', 'involvement-report'].map((kind) => ({ documentRef: `${PROJECT}-${kind}`, number: kind === 'dpia' ? 9 : 1 })) }, 'paper-not-found'],
    ['fewer papers than the step is about', { versions: [{ documentRef: `${PROJECT}-section-251`, number: 1 }] }, 'nothing-to-decide-on'],
  ])('is refused for %s, and nothing is written', async (_what, changes, kind) => {
    const { cast } = await givenDraftedPack()
    expect(await kindOf(record(cast, changes))).toBe(kind)
    expect(await rows()).toBe(0)
  })

  test('is written down by the drafter’s lead alone; nobody else learns that the project is there', async () => {
    const { cast } = await givenDraftedPack()
    expect(await kindOf(record(cast, {}, cast.siro))).toBe('not-allowed')
    expect(await kindOf(record(cast, {}, await givenStaff(portal, 'ig-lead', PRACTICE)))).toBe('not-the-drafter')
    const stranger = await givenStaff(portal, 'ig-lead', { ...PRACTICE, code: 'Y90002' })
    expect(await kindOf(record(cast, {}, stranger))).toBe('not-found')
    expect(await rows()).toBe(0)
  })

  test('a refusal needs no papers; a grant does', async () => {
    const cast = await givenCast(portal)
    await givenProject(portal, cast.lead, facts)
    expect(await kindOf(record(cast))).toBe('nothing-to-decide-on')
    expect(await record(cast, { outcomeId: 'deferred' })).toMatchObject({ ok: true })
  })
})

describe('an edit', () => {
  const reopened = async () => {
    const standing = (await standingForProject(portal.runtime.db, PROJECT))!
    return changedSince(standing.decisions[0]!, standing.papers).map(({ kind, clause }) => `${kind} ${clause}`)
  }

  /** The parts of covered papers in which the newest version differs from the first, as the page that compares them shows it. */
  const inRedline = async () => {
    const covered = new Set((await standingForProject(portal.runtime.db, PROJECT))!.decisions[0]!.covers.map(({ documentRef }) => documentRef))
    const versions = await portal.owner<{ ref: string; kind: string; contents: string[] }[]>`
      select ref, kind, array_agg(content order by number) as contents from document_versions join documents on documents.id = document_id group by ref, kind`
    return versions.filter(({ ref }) => covered.has(ref)).flatMap(({ kind, contents }) =>
      redline(contents[0]!, contents.at(-1)!).sections.filter(({ units }) => units.some(({ state }) => state !== 'same')).map(({ section }) => `${kind} ${section}`)).sort()
  }

  test('reopens the decision by exactly the parts that it changes; one that is taken back lets it hold again', async () => {
    const { cast, factsVersion } = await givenDraftedPack()
    await record(cast)
    expect(await reopened()).toEqual([])
    const edit = async (version: number, made: FactEdit) => {
      const saved = await saveFactsAndRedraft(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion: version, edit: made })
      if (!saved.ok) throw new Error(saved.refusal.kind)
      const drafted = await draftPack(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion: saved.value.factsVersion })
      if (!drafted.ok) throw new Error(drafted.refusal.kind)
      return saved.value.factsVersion
    }
    const next = await edit(factsVersion, { section: 'safeguards', value: { ...facts.safeguards!, breach: 'Ring the council at once' } })
    const changed = await inRedline()
    expect(changed).toContain('protocol breach')
    expect(changed).not.toContain('protocol flows')
    expect((await reopened()).sort()).toEqual(changed)
    await edit(next, { section: 'safeguards', value: facts.safeguards! })
    expect(await reopened()).toEqual([])
  })

  test('of a part that the decision leaves out leaves it, and is shown for what it is wherever the decision is', async () => {
    const { cast, factsVersion } = await givenDraftedPack()
    const papers = (await standingForProject(portal.runtime.db, PROJECT))!.papers.filter(({ kind }) => ['section-251', 'protocol', 'dpia', 'privacy-notice', 'involvement-report'].includes(kind))
    const covers = papers.map(({ documentRef, clauses }) => ({ documentRef, clauses: clauses.map(({ name }) => name).filter((name) => !['breach', 'security', 'necessity', 'safety'].includes(name)) }))
    expect(await record(cast, { covers })).toMatchObject({ ok: true })
    const saved = await saveFactsAndRedraft(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion, edit: { section: 'safeguards', value: { ...facts.safeguards!, breach: 'Ring the council at once' } } })
    if (!saved.ok) throw new Error(saved.refusal.kind)
    await draftPack(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion: saved.value.factsVersion })
    expect(await reopened()).toEqual([])
    const page = (await readStepPage(contextOf(portal, cast.lead), PROJECT, 'section-251-support'))!
    expect(page.isOpen).toBe(true)
    expect(page.decisions[0]).toMatchObject({ title: 'Conditionally supported, in part', outcome: 'Conditionally supported' })
    expect(page.decisions[0]!.leftOut.join()).toMatch(/protocol, version 1: /)
    const read = await readPaper(contextOf(portal, cast.lead), `${PROJECT}-protocol`, 1, endorsementsIn(portal.runtime.db))
    expect(read!.standing.endorsements[0]!.words).toMatch(/^Conditionally supported \(26\/CAG\/0001\), without /)
    expect((await searchDecisions(contextOf(portal, cast.lead), '26/CAG/0001')).hits).toMatchObject([{ outcome: 'Conditionally supported, in part' }])
  })

  test('is never let through by leaving out what says which records go where, nor by covering nothing', async () => {
    const { cast } = await givenDraftedPack()
    const refs = ['section-251', 'protocol', 'dpia', 'privacy-notice', 'involvement-report'].map((kind) => `${PROJECT}-${kind}`)
    expect(await kindOf(record(cast, { covers: refs.map((documentRef) => ({ documentRef, clauses: [] })) }))).toBe('too-little-covered')
    expect(await kindOf(record(cast, { covers: [{ documentRef: refs[0]!, clauses: [] }] }))).toBe('too-little-covered')
    expect(await kindOf(record(cast, { covers: refs.map((documentRef) => ({ documentRef, clauses: ['no-such-part'] })) }))).toBe('too-little-covered')
    const papers = (await standingForProject(portal.runtime.db, PROJECT))!.papers
    const second = (ref: string) => papers.find(({ documentRef }) => documentRef === ref)!.clauses[1]!.name
    expect(await kindOf(record(cast, { covers: refs.map((documentRef) => ({ documentRef, clauses: ['no-such-part', second(documentRef)] })) }))).toBe('paper-not-found')
    expect(await rows()).toBe(0)
    expect(await record(cast, { covers: refs.map((documentRef) => ({ documentRef, clauses: /notice|report/.test(documentRef) ? [second(documentRef)] : [] })) })).toMatchObject({ ok: true })
    const covered = (await standingForProject(portal.runtime.db, PROJECT))!.decisions[0]!.covers.map(({ kind, clause }) => `${kind} ${clause}`)
    expect(covered).toEqual(expect.arrayContaining(['protocol data', 'protocol flows', 'protocol parties', 'protocol purpose', 'section-251 items', `privacy-notice ${second(refs[3]!)}`]))
    expect(covered).not.toContain('protocol security')
  })

  test('of a fact that no covered paper states leaves it', async () => {
    const { cast, factsVersion } = await givenDraftedPack()
    await record(cast)
    const saved = await saveFactsAndRedraft(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion, edit: { section: 'consent', value: { ...facts.consent!, record: 'On a card' } } })
    expect(saved.ok).toBe(true)
    expect(await reopened()).toEqual([])
    const standing = (await standingForFlow(portal.runtime.db, FLOW))!
    expect(inForce(standing, FLOW, portal.now)).toMatchObject({ ok: false })
  })
})
