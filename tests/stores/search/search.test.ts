import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { searchDecisions } from '#app/approvals/search-decisions.server.ts'
import { searchSubmissions } from '#app/approvals/search-submissions.server.ts'
import { searchOutcomes } from '#app/boards/search-outcomes.server.ts'
import { readClausesFound, searchPapers } from '#app/documents/search-papers.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { hasFound } from '#app/kernel/snippet.ts'
import { searchProjects } from '#app/projects/search-projects.server.ts'
import { readSearchPage } from '#app/search/read-search-page.server.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const as = (who: StaffActor) => contextOf(portal, who)
const purpose = someFacts().purpose!
const WITH_MARKUP = someFacts({ purpose: { ...purpose, purpose: 'To plan <b>walrus</b> & <script>alert(1)</script> care with narwhals.' } })

async function givenWorld() {
  const cast = await givenCast(portal)
  await givenDrafted(portal, cast.lead, WITH_MARKUP)
  return { ...cast, stranger: await givenStaff(portal, 'ig-lead', OTHER_PRACTICE) }
}

/** A decision and the board outcome that it is, or a decision alone, straight into the rows. */
async function givenDecision(lead: StaffActor, given: { readonly note: string; readonly reference: string; readonly board?: string; readonly bodyId?: string }) {
  const sql = portal.owner
  const [project] = await sql<{ id: string }[]>`select id from projects where ref = ${PROJECT}`
  const [id, now] = [randomUUID(), portal.now.toISOString()]
  await sql`insert into approval_decisions (id, project_id, step_id, body_id, outcome, meaning, decided_at, effective_from, reference, note, recorded_at, recorded_by)
    values (${id}, ${project!.id}, 'section-251-support', ${given.bodyId ?? 'confidentiality-advice'}, 'Conditionally supported', 'granted-with-conditions', ${now}, '2026-06-15', ${given.reference}, ${given.note}, ${now}, ${lead.userId})`
  if (given.board === undefined) return id
  const [board, submission, sitting] = [randomUUID(), randomUUID(), randomUUID()]
  await sql`insert into boards (id, ref, organisation_code, name, body_id, quorum_members, quorum_lay, made_at, made_by) values (${board}, 'heron-group', ${COUNCIL.code}, ${given.board}, 'confidentiality-advice', 2, 0, ${now}, ${lead.userId})`
  await sql`insert into board_submissions (id, board_id, project_id, step_id, question, submitted_at, submitted_by) values (${submission}, ${board}, ${project!.id}, 'section-251-support', 'May it?', ${now}, ${lead.userId})`
  await sql`insert into board_sittings (id, board_id, kind, held_on, place, called_at, called_by) values (${sitting}, ${board}, 'meeting', '2026-06-15', 'Room 4', ${now}, ${lead.userId})`
  await sql`insert into agenda_items (sitting_id, number, submission_id, bars, added_at, added_by) values (${sitting}, 1, ${submission}, '[]', ${now}, ${lead.userId})`
  await sql`insert into item_outcomes (sitting_id, number, outcome, word, meaning, way, tally, reasons, precedent, conditions, decision_id, decided_at, decided_by)
    values (${sitting}, 1, 'conditionally-supported', 'Conditionally supported', 'granted-with-conditions', 'votes', '[]', ${given.note}, '', ${sql.json([{ text: 'Report on the flamingo panel', dueOn: '2027-01-01' }])}, ${id}, ${now}, ${lead.userId})`
  return id
}

describe('search', () => {
  test('finds a project by its title, its reference, a part of that, its purpose and a party; by nothing else', async () => {
    const { lead } = await givenWorld()
    for (const words of [WITH_MARKUP.title, PROJECT, PROJECT.slice(0, 7), 'narwhal', 'walruses', WITH_MARKUP.parties[0]!.name]) {
      expect((await searchProjects(as(lead), words)).hits.map(({ ref }) => ref), words).toEqual([PROJECT])
    }
    expect(await searchProjects(as(lead), 'hippopotamus')).toEqual({ total: 0, hits: [] })
    expect(await searchProjects(as(lead), 'narwhal hippopotamus')).toEqual({ total: 0, hits: [] })
    expect((await searchProjects(as(lead), '"narwhals care"')).total).toBe(0)
  })

  test('shows what was typed as plain text, whatever it looks like', async () => {
    const { lead } = await givenWorld()
    const [hit] = (await searchProjects(as(lead), 'narwhals')).hits
    expect(hit?.snippet.filter(({ isFound }) => isFound).map(({ text }) => text)).toEqual(['narwhals'])
    expect(hit?.snippet.map(({ text }) => text).join('')).toMatch(/walrus[^<]*care with narwhals/)
    const { hits: [paper] } = await searchPapers(as(lead), 'narwhals')
    const [clause] = (await readClausesFound(as(lead), [paper!.versionId], 'narwhals')).get(paper!.versionId) ?? []
    expect(clause?.anchor).toMatch(/^part-[\w-]+$/)
    expect(hasFound(clause!.snippet)).toBe(true)
    expect(clause!.snippet.map(({ text }) => text).join('')).not.toMatch(/<p>|<li|&amp;|&lt;/)
  })

  test('finds papers at their newest version, for every party and for nobody else', async () => {
    const { lead, guardian, stranger } = await givenWorld()
    const found = await searchPapers(as(lead), 'narwhals')
    expect(found.hits).toMatchObject([{ documentRef: `${PROJECT}-protocol`, number: 1 }])
    expect(await searchPapers(as(guardian), 'narwhals')).toEqual(found)
    expect(await searchPapers(as(stranger), 'narwhals')).toEqual({ total: 0, hits: [] })
    // Rows are never changed by the portal: a later version is put in by its owner.
    await portal.owner`insert into document_versions (id, document_id, number, facts_version, facts, template, content, content_hash, changes, made_at, made_by)
      select ${randomUUID()}, document_id, 2, facts_version, facts, template, '<section data-clause="purpose"><h2>Purpose</h2><p>Only ocelots.</p></section>', content_hash, changes, made_at, made_by from document_versions where number = 1`
    expect(await searchPapers(as(lead), 'narwhals')).toEqual({ total: 0, hits: [] })
    expect((await searchPapers(as(lead), 'ocelot')).hits).toMatchObject([{ number: 2 }])
    expect((await searchPapers(as(lead), 'section clause')).total).toBe(0)
  })

  test('finds decisions by reference, body, outcome and reasons, and a board outcome once, by its conditions too', async () => {
    const { lead, guardian } = await givenWorld()
    await givenDecision(lead, { note: 'The pelican argument persuaded.', reference: '22/CAG/0012' })
    for (const words of ['22/CAG/0012', '22/cag', 'CAG', 'confidentiality advisory', 'conditionally supported', 'pelicans']) expect((await searchDecisions(as(guardian), words)).total, words).toBe(1)
    await givenDecision(lead, { note: 'The toucan argument persuaded.', reference: 'heron-group/2026-06-15/1', board: 'Heron Group' })
    for (const words of ['heron', 'toucans', 'flamingo']) expect((await searchOutcomes(as(guardian), words)).map(({ board }) => board), words).toEqual(['Heron Group'])
    const page = await readSearchPage(as(lead), 'toucan', 1)
    expect(page).toMatchObject({ total: 1, results: [{ kind: 'Board outcome', title: 'Conditionally supported: Heron Group', href: `/projects/${PROJECT}/approvals#section-251-support` }] })
    expect((await readSearchPage(as(lead), 'argument', 1)).results.map(({ kind }) => kind).sort()).toEqual(['Board outcome', 'Decision'])
  })

  test('finds submissions by any reference, to whom they went, the body, what was asked and said since, and the papers that went', async () => {
    const { lead, guardian, stranger } = await givenWorld()
    const [project, submission, now] = [(await portal.owner<{ id: string }[]>`select id from projects where ref = ${PROJECT}`)[0]!.id, randomUUID(), portal.now.toISOString()]
    await portal.owner`insert into step_submissions (id, project_id, step_id, body_id, to_name, reference, submitted_on, note, recorded_at, recorded_by)
      values (${submission}, ${project}, 'section-251-support', 'confidentiality-advice', 'The osprey team', '', '2026-06-01', 'May the cormorants be counted?', ${now}, ${lead.userId})`
    await portal.owner`insert into step_submission_papers (submission_id, document_version_id) select ${submission}, id from document_versions limit 1`
    for (const [number, kind, said, reference] of [[1, 'acknowledged', 'All is there', '26/CAG/0777'], [2, 'query-received', 'How many gannets?', ''], [3, 'decided', 'Fully supported', '']] as const) {
      await portal.owner`insert into submission_events (id, submission_id, number, kind, on_day, said, reference, recorded_at, recorded_by) values (${randomUUID()}, ${submission}, ${number}, ${kind}, '2026-06-02', ${said}, ${reference}, ${now}, ${lead.userId})`
    }
    for (const words of ['osprey', 'cormorant', 'gannet', '26/CAG/0777', '26/cag', 'CAG', `${PROJECT}-protocol`]) {
      expect((await searchSubmissions(as(guardian), words)).total, words).toBe(1)
      expect((await searchSubmissions(as(stranger), words)).total, words).toBe(0)
    }
    expect((await searchSubmissions(as(lead), 'fully supported')).total).toBe(0)
    expect(await readSearchPage(as(lead), 'gannets', 1)).toMatchObject({ total: 1, results: [{ kind: 'Submission', title: 'Submitted to The osprey team: Section 251 support', href: `/projects/${PROJECT}/approvals#section-251-support`, about: `${WITH_MARKUP.title}, 1 June 2026, 26/CAG/0777` }] })
  })

  test('never finds what belongs to others', async () => {
    const { lead, stranger } = await givenWorld()
    await givenDecision(lead, { note: 'The toucan argument persuaded.', reference: 'heron-group/2026-06-15/1', board: 'Heron Group' })
    for (const words of [PROJECT, WITH_MARKUP.title, 'narwhals', 'toucan', 'heron', 'heron-group/2026-06-15/1', 'CAG', '-zebra', PRACTICE.name]) {
      expect((await readSearchPage(as(lead), words, 1)).total, words).toBeGreaterThan(0)
      expect(await readSearchPage(as(stranger), words, 1), words).toMatchObject({ total: 0, results: [] })
    }
  })

  test('puts a project whose title has the words before one whose purpose has them, and that before the papers', async () => {
    const { lead } = await givenWorld()
    await givenDrafted(portal, lead, someFacts({ title: 'Narwhal count', flows: someFacts().flows.map((flow) => ({ ...flow, ref: `${flow.ref}-two` })) }), 'sea-count')
    const { results } = await readSearchPage(as(lead), 'narwhal', 1)
    expect(results.map(({ kind, href }) => [kind, href.split('/')[2]])).toEqual([['Project', 'sea-count'], ['Project', PROJECT], ...results.slice(2).map(({ href }) => ['Paper', href.split('/')[2]])])
    expect(results.length).toBeGreaterThan(2)
  })

  test.each(['"', 'or', '-', '((', "' & | !", '\\', '%', '_', 'the of and', ':*', '<->', 'é ü', '🦭'])('takes %j for a query like any other', async (words) => {
    const { lead } = await givenWorld()
    const page = await readSearchPage(as(lead), words, 3)
    expect(page.results.length).toBeLessThanOrEqual(10)
    expect(page.page).toBeLessThanOrEqual(page.pages)
  })

  test('gives ten a page, counts all, and knows no page beyond the last', async () => {
    const { lead } = await givenWorld()
    for (let number = 1; number <= 12; number += 1) await givenDecision(lead, { note: `The puffin argument ${number}.`, reference: '' })
    const pages = await Promise.all([1, 2, 9].map((page) => readSearchPage(as(lead), 'puffin', page)))
    expect(pages.map(({ total, page, pages: last, first, results }) => [total, page, last, first, results.length])).toEqual([[12, 1, 2, 1, 10], [12, 2, 2, 11, 2], [12, 2, 2, 11, 2]])
  })
})

test('nobody of an organisation without projects finds anything', async () => {
  await givenOrganisations(portal)
  const lead = await givenStaff(portal, 'ig-lead', COUNCIL)
  expect(await readSearchPage(as(lead), 'data', 1)).toMatchObject({ total: 0, page: 1, pages: 1, results: [] })
})
