import { describe, expect, test } from 'vitest'
import { readTyped } from '#app/kernel/form-data.ts'
import { ODS_CODE_PATTERN } from '#app/kernel/ids.ts'
import { fieldsOfFlow, missingFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { datasetSchema, flowSchema, partySchema, purposeSchema, safeguardsSchema, tellingPeopleSchema, typedFromDataset, typedFromFlow, typedFromParty, typedFromPurpose, typedFromSafeguards, typedFromTellingPeople } from '#app/projects/facts.schema.ts'
import { processingKey } from '#app/projects/processing-key.rules.ts'
import { officerKey } from '#app/projects/project.rules.ts'
import { gatewayById } from '#app/projects/gateways.rules.ts'
import { DEMO_ORGANISATIONS } from '#db/seed/demo/example-organisations.ts'
import { membersOf } from '#app/projects/groups.rules.ts'
import { CASE_STUDIES, WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const organisations = new Map(DEMO_ORGANISATIONS.map((organisation) => [organisation.code, organisation]))
const factsOf = (ref: string): ProjectFacts => WORKED_EXAMPLES.find((example) => example.ref === ref)!.facts

test('the organisations of the demo world have codes of their own', () => {
  expect(organisations.size).toBe(DEMO_ORGANISATIONS.length)
  for (const code of organisations.keys()) {
    expect(code).toMatch(ODS_CODE_PATTERN)
    if (code !== 'X26') expect(code).toMatch(/^[XY]9/)
  }
})

describe.each([...WORKED_EXAMPLES, ...CASE_STUDIES].map((example) => [example.ref, example.facts] as const))('the facts of %s', (_ref, facts) => {
  const codes = new Set(facts.parties.map((party) => party.organisationCode))

  test('lack nothing that a protocol needs', () => expect(missingFacts(facts)).toEqual([]))

  test('name parties that the demo world knows, by the names it knows them by, each once', () => {
    expect(codes.size).toBe(facts.parties.length)
    expect(facts.parties.map((party) => [party.organisationCode, party.name])).toEqual(facts.parties.map((party) => [party.organisationCode, organisations.get(party.organisationCode)?.name]))
  })

  test('name parties wherever they name an organisation', () => {
    const named = [
      ...facts.datasets.map((dataset) => dataset.controllerCode), ...facts.flows.flatMap((flow) => [flow.fromCode, flow.toCode]), ...facts.officers.map((officer) => officer.organisationCode),
      ...facts.stages.flatMap((stage) => stage.roles.map((role) => role.organisationCode)), ...facts.processing.flatMap((terms) => [terms.processorCode, terms.controllerCode]),
      ...(facts.linkage ? [facts.linkage.byCode] : []),
    ]
    expect(named.filter((code) => !codes.has(code))).toEqual([])
    expect(facts.datasets.filter((dataset) => facts.parties.find((party) => party.organisationCode === dataset.controllerCode)?.role === 'processor')).toEqual([])
  })

  test('rest on gateways that are open on the first day, that one end of the flow, or whoever it works for, may use, and that reach its purpose and records', () => {
    const startDate = facts.purpose!.startDate
    for (const flow of facts.flows) {
      // Figures about nobody need no gateway; whoever sends them still says by what power.
      if (flow.confidentiality !== 'anonymised') expect(flow.gateways, flow.ref).not.toEqual([])
      for (const id of flow.gateways) {
        const gateway = gatewayById(id)
        expect(gateway, id).toBeDefined()
        const workFor = facts.processing.filter((terms) => [flow.fromCode, flow.toCode].includes(terms.processorCode)).map((terms) => terms.controllerCode)
        const kinds = [flow.fromCode, flow.toCode, ...workFor].map((code) => organisations.get(code)!.kind)
        if (gateway!.bodies) expect(gateway!.bodies.some((kind) => kinds.includes(kind)), `${flow.ref} ${id}`).toBe(true)
        if (gateway!.purposes) expect(gateway!.purposes, `${flow.ref} ${id}`).toContain(flow.purposeKind)
        expect(gateway!.never.filter((source) => flow.drawsOn.includes(source)), `${flow.ref} ${id}`).toEqual([])
        expect((gateway!.from ?? startDate) <= startDate && startDate <= (gateway!.to ?? startDate), `${flow.ref} ${id}`).toBe(true)
      }
    }
  })

  test('give every list keys of its own, and every dataset a flow', () => {
    const once = (keys: readonly string[]) => expect(keys).toEqual([...new Set(keys)])
    once(facts.officers.map(officerKey))
    once(facts.stages.map((stage) => stage.id))
    once(facts.datasets.map((dataset) => dataset.id))
    once(facts.flows.map((flow) => flow.ref))
    once(facts.processing.map((terms) => processingKey(terms, facts.processing)))
    for (const dataset of facts.datasets) {
      once(dataset.fields.map((field) => field.name))
      expect(facts.flows.some((flow) => flow.datasetId === dataset.id), dataset.id).toBe(true)
    }
    for (const stage of facts.stages) once(stage.roles.map((role) => role.organisationCode))
    for (const party of facts.parties.filter(({ role }) => role === 'processor')) expect(facts.processing.map((terms) => terms.processorCode)).toContain(party.organisationCode)
  })

  test('lift confidence by what the section 251 facts speak of, and send nothing that identifies as anonymised', () => {
    expect(facts.flows.some((flow) => flow.confidentiality === 'section-251')).toBe(facts.section251 !== null)
    for (const flow of facts.flows.filter(({ confidentiality }) => confidentiality === 'anonymised')) {
      const told = fieldsOfFlow(facts, flow).filter((field) => field.kind === 'identifies' || (field.kind === 'pseudonym' && flow.article9 === 'none'))
      // Rows under a code may be without names and are personal data still, so that they need a condition of Article 9.
      expect(told, flow.ref).toEqual([])
    }
  })

  test('could be typed on the pages as they are', () => {
    const typed = [
      ['purpose', typedFromPurpose(facts.purpose), purposeSchema], ['safeguards', typedFromSafeguards(facts.safeguards), safeguardsSchema],
      ['telling people', typedFromTellingPeople(facts.tellingPeople), tellingPeopleSchema],
      ...facts.parties.map((party) => [party.organisationCode, typedFromParty(party), partySchema] as const),
      ...facts.datasets.map((dataset) => [dataset.id, typedFromDataset(dataset), datasetSchema] as const),
      ...facts.flows.map((flow) => [flow.ref, typedFromFlow(flow), flowSchema] as const),
    ] as const
    for (const [what, form, schema] of typed) expect(readTyped(form, schema), what).toMatchObject({ ok: true })
  })
})

describe('the numbers that the case papers state', () => {
  test('Tower Hamlets: 28 datasets of persons, events or properties, ten of health and 18 of the council, and 76 lay people in seven groups', () => {
    const facts = factsOf('wsdp')
    const council = facts.parties.find((party) => party.name === 'London Borough of Tower Hamlets')!.organisationCode
    const sources = facts.datasets.filter((dataset) => facts.flows.some((flow) => flow.datasetId === dataset.id && flow.ref === `wsdp-${dataset.id}` && flow.use.includes('destroyed')))
    expect(sources).toHaveLength(28)
    expect(sources.filter((dataset) => dataset.controllerCode === council)).toHaveLength(18)
    expect(new Set(sources.map((dataset) => dataset.level))).toEqual(new Set(['person', 'event', 'property']))
    for (const dataset of sources) expect(dataset.period, dataset.id).not.toBe('')
    expect(facts.linkage).toMatchObject({ clockMonths: 3, leastCount: 5 })
    expect(facts.involvement!.activities.map((activity) => activity.people)).toEqual([3, 1, 5, 30, 17, 10, 10])
  })

  test('Oldham by neighbourhood: tables of areas alone leave the regional processor, none below five', () => {
    const facts = factsOf('oldham-neighbourhood')
    const regional = facts.parties.find((party) => party.role === 'processor')!.organisationCode
    const levelsTo = (isRegional: boolean) => facts.flows.filter((flow) => (flow.toCode === regional) === isRegional).map((flow) => facts.datasets.find((dataset) => dataset.id === flow.datasetId)!.level)
    expect(new Set(levelsTo(false))).toEqual(new Set(['area']))
    expect(levelsTo(true)).not.toContain('area')
    expect(facts.linkage!.leastCount).toBe(5)
  })

  const practicesOf = (facts: ProjectFacts) => facts.parties.flatMap(membersOf).filter(({ code }) => organisations.get(code)!.kind === 'gp-practice')

  test('Kent: 240 practices, 1.5 million people', () => {
    const facts = factsOf('kent-integrated-dataset')
    expect(practicesOf(facts)).toHaveLength(240)
    expect(facts.people!.howMany).toBe(1_500_000)
  })

  test('Cambridgeshire: fifteen bodies, 106 practices and five kinds of sharing, each with a schedule', () => {
    const facts = factsOf('cambridgeshire-framework')
    expect(practicesOf(facts)).toHaveLength(106)
    expect(facts.parties).toHaveLength(1 + 15)
    expect(facts.framework!.scenarios).toHaveLength(5)
    for (const number of [1, 2, 3, 4, 5]) expect(facts.flows.some((flow) => flow.name.startsWith(`Schedule ${number}`)), String(number)).toBe(true)
  })
})
