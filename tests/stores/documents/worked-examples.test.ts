import { expect, test } from 'vitest'
import { missingForPaper, packOf } from '#app/documents/pack.rules.ts'
import { addStaff } from '#app/identity/add-staff.server.ts'
import { DEMO_PASSWORD } from '#app/identity/demo-password.rules.ts'
import { startOfLondonDay } from '#app/kernel/uk-date.ts'
import { addOrganisations } from '#app/organisations/add-organisations.server.ts'
import { listProjects } from '#app/projects/read-project.server.ts'
import { DEMO_STAFF } from '#db/seed/demo/demo-staff.ts'
import { demoDays, Storyteller } from '#db/seed/demo/demo-time.ts'
import { DEMO_ORGANISATIONS } from '#db/seed/demo/example-organisations.ts'
import { tellOfWholeSystems } from '#db/seed/demo/wsdp-approvals.ts'
import { wsdpDays } from '#db/seed/demo/wsdp-days.ts'
import { tellOfTheCaseStudies, tellOfTheExamples } from '#db/seed/demo/worked-examples.ts'
import { CASE_STUDIES, WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()

test('the worked examples are made by those who lead them, with a save for each section, and every paper of each is drafted', async () => {
  const days = demoDays(portal.now)
  const story = new Storyteller(portal.runtime, startOfLondonDay(wsdpDays(days.today).drafted))
  await addOrganisations(story.asSystem(), DEMO_ORGANISATIONS)
  await addStaff(story.asSystem(), DEMO_STAFF, DEMO_PASSWORD)
  await tellOfWholeSystems(story, days)
  await tellOfTheExamples(story, days)
  await tellOfTheCaseStudies(story, days)
  const drafted = await portal.owner`select distinct p.ref, d.kind, d.about, p.facts_version from documents d join projects p on p.id = d.project_id join document_versions v on v.document_id = d.id`
  for (const { ref, facts } of [...WORKED_EXAMPLES.filter((example) => example.ref !== 'oldham-gp-pilot'), ...CASE_STUDIES]) {
    const papers = drafted.filter((row) => row.ref === ref)
    const ready = packOf(facts).filter((paper) => missingForPaper(facts, paper.kind).length === 0)
    expect(papers.map((row) => `${row.kind} ${row.about}`).sort(), ref).toEqual(ready.map((paper) => `${paper.kind} ${paper.about}`).sort())
    expect(papers[0]!.facts_version, ref).toBeLessThan(20)
  }
  const seen = async (email: string) => (await listProjects(await story.as(email))).map((project) => project.ref)
  expect(await seen('ig.lead@oldham-council.example')).toEqual(['oldham-neighbourhood'])
  expect(await seen('siro@tower-hamlets-council.example')).toEqual(['wsdp'])
  expect(await seen('manager@hill-top-surgery.example')).toEqual([])
  expect(await seen('ig.lead@age-uk.example')).toEqual(['age-uk-loneliness'])
}, 120_000)
