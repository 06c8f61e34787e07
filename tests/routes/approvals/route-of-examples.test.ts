import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { RULE_WORDS } from '#app/approvals/route-finder.words.ts'
import { sourceOf } from '#app/approvals/route-rules.rules.ts'
import { packOf } from '#app/documents/pack.rules.ts'
import { codesOfParties } from '#app/projects/groups.rules.ts'
import type { ProjectJson } from '#app/releases/arrangement-answer.schema.ts'
import * as projectRoute from '#app/routes/api.v1.projects.$ref.ts'
import { flows, projectFacts, projectParties, projects } from '#db/schema/index.ts'
import { DEMO_ORGANISATIONS } from '#db/seed/demo/example-organisations.ts'
import { givenKey } from '#tests/factories/pilot.ts'
import { givenOrganisations, givenStaff } from '#tests/factories/who.ts'
import { CASE_STUDIES, WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'
import { EXPECTED_ROUTES } from '#tests/rules/approvals/expected-routes.ts'
import { expectAsDocumented } from '#tests/setup/api-contract.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()

test('GET /api/v1/projects/{ref} gives the route of every worked example, with the rule behind each step', async () => {
  await givenOrganisations(portal, ...DEMO_ORGANISATIONS)
  const { db } = portal.runtime
  for (const { ref, facts } of [...WORKED_EXAMPLES, ...CASE_STUDIES]) {
    const first = DEMO_ORGANISATIONS.find(({ code }) => code === facts.parties[0]!.organisationCode)!
    const [id, lead] = [randomUUID(), await givenStaff(portal, 'ig-lead', first)]
    await db.insert(projects).values({ id, ref, title: facts.title, organisationCode: first.code, factsVersion: 1, madeAt: portal.now, madeBy: lead.userId })
    await db.insert(projectParties).values(codesOfParties(facts).map((organisationCode) => ({ projectId: id, organisationCode })))
    await db.insert(projectFacts).values({ projectId: id, version: 1, facts, factsHash: 'facts', savedAt: portal.now, savedBy: lead.userId, section: 'purpose' })
    await db.insert(flows).values(facts.flows.map((flow) => ({ ref: flow.ref, projectId: id })))
    const { token } = await givenKey(portal, { of: first, flowRefs: facts.flows.map((flow) => flow.ref), actions: ['project-read'] })
    const answer = await callRoute(portal, projectRoute.loader, { path: `/api/v1/projects/${ref}`, params: { ref }, init: { headers: { Authorization: `Bearer ${token}` } } })
    expectAsDocumented('readProject', answer)
    const project = JSON.parse(String(answer.data)) as ProjectJson
    expect(project.approvals.map(({ id: step, needed_to_flow }) => `${step}${needed_to_flow ? '*' : ''}`).sort(), ref).toEqual(EXPECTED_ROUTES[ref]!.flat().sort())
    expect(project.documents.map(({ kind, about }) => [kind, about ?? '']), ref).toEqual(packOf(facts).map(({ kind, about }) => [kind, about]))
    for (const { rule, asked_for_by, source } of [...project.documents, ...project.approvals]) expect([asked_for_by, source]).toEqual([RULE_WORDS[rule], sourceOf(rule)])
    expect(project.flows.map((flow) => flow.because.rule)).toEqual(project.flows.map((flow) => `flow-${flow.category}`))
    const known = new Set([...project.approvals.map((step) => step.id), ...project.documents.map((document) => document.rule)])
    for (const step of project.approvals) for (const before of step.after) expect(known).toContain(before)
  }
})
