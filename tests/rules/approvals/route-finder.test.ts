import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BODIES, bodyOn } from '#app/approvals/bodies.rules.ts'
import { categoryOf, FLOW_CATEGORIES } from '#app/approvals/flow-category.rules.ts'
import { findRoute, routeStages, rulesOf, stepsToDecide, type Route } from '#app/approvals/route-finder.rules.ts'
import { optOutWords, RULE_WORDS } from '#app/approvals/route-finder.words.ts'
import { RULE_IDS, sourceOf, STEP_RULE_IDS, STEP_RULES, type RuleId } from '#app/approvals/route-rules.rules.ts'
import { packOf } from '#app/documents/pack.rules.ts'
import {
  CONFIDENTIALITY_ROUTES, DATASET_LEVELS, FIELD_KINDS, PURPOSE_KINDS, SOURCES, type Dataset, type Flow, type ProjectFacts,
} from '#app/projects/facts.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { fullFacts, HAVEN_CODE, NATIONAL_BODY_CODE } from '#tests/factories/full-facts.ts'
import { COUNCIL, PRACTICE } from '#tests/factories/who.ts'
import { CASE_STUDIES, WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'
import { EXPECTED_ROUTES } from './expected-routes.ts'

const DAY = '2026-11-22'
const beyondPapers = (route: Route): string[][] =>
  routeStages(route).map((stage) => stage.filter((step) => step.kind !== 'document').map((step) => `${step.id}${step.isNeededToFlow ? '*' : ''}`)).filter((stage) => stage.length > 0)
const ids = (facts: ProjectFacts, day = DAY): string[] => findRoute(facts, day).steps.map((step) => step.id)

const dataset = (changes: Partial<Dataset> = {}): Dataset => ({ ...someFacts().datasets[0]!, id: 'the-data', name: 'The data', level: 'person', ...changes })
const FIELDS = {
  names: { name: 'family_name', meaning: 'family name', kind: 'identifies', why: 'Finds the person' },
  number: { name: 'customer', meaning: 'customer number', kind: 'pseudonym', why: 'Ties the answer to a customer' },
  answer: { name: 'entitled', meaning: 'yes or no', kind: 'coded', why: 'Says whether help is due' },
  month: { name: 'month', meaning: 'month', kind: 'other', why: 'Shows change' },
} as const
const flow = (changes: Partial<Flow> = {}): Flow => ({ ...someFacts().flows[0]!, ref: 'the-flow', name: 'The flow', datasetId: 'the-data', gateways: [], drawsOn: ['hospital'], ...changes })
/** A project of one flow between the practice and the council. */
const project = (ofFlow: Partial<Flow>, ofDataset: Partial<Dataset> = {}, more: Partial<ProjectFacts> = {}): ProjectFacts =>
  someFacts({ datasets: [dataset(ofDataset)], flows: [flow(ofFlow)], linkage: null, involvement: null, officers: [], ...more })
const secondary = { purposeKind: 'secondary', confidentiality: 'anonymised', article9: '9-2-h' } as const satisfies Partial<Flow>
const noNames = { fields: [FIELDS.number, FIELDS.answer, FIELDS.month] } as const satisfies Partial<Dataset>
const party = (organisationCode: string, name: string, role: ProjectFacts['parties'][number]['role']) => ({ ...someFacts().parties[0]!, organisationCode, name, role })

describe('what a flow is', () => {
  const between = { parties: [...someFacts().parties, party(HAVEN_CODE, 'North Haven', 'haven')] }
  test.each([
    ['direct-care', project({ confidentiality: 'direct-care', purposeKind: 'direct-care' })],
    ['undecided', project({ confidentiality: 'direct-care', purposeKind: 'secondary' })],
    ['undecided', project({ confidentiality: 'none' })],
    ['consent', project({ confidentiality: 'consent' })],
    ['identifiable-section-251', project({ confidentiality: 'section-251', purposeKind: 'secondary' })],
    ['communicable-disease', project({ confidentiality: 'communicable-disease' })],
    ['public-interest', project({ confidentiality: 'public-interest' })],
    ['statutory-yes-no', project({ confidentiality: 'legal-duty' }, { fields: [FIELDS.names, FIELDS.number, FIELDS.answer] })],
    ['statutory', project({ confidentiality: 'legal-duty' }, { fields: [FIELDS.number, FIELDS.answer, FIELDS.month] })],
    ['statutory', project({ confidentiality: 'legal-duty' }, { fields: [] })],
    ['not-confidential', project({ confidentiality: 'not-confidential', drawsOn: ['council'] }, noNames)],
    ['undecided', project({ confidentiality: 'not-confidential', drawsOn: ['council', 'hospital'] }, noNames)],
    ['undecided', project({ confidentiality: 'not-confidential', drawsOn: [] }, noNames)],
    ['aggregate', project(secondary, { level: 'area', ...noNames })],
    ['de-identified', project(secondary, { level: 'area', fields: [FIELDS.names] })],
    ['de-identified', project(secondary, noNames)],
    ['de-identified', project({ ...secondary, datasetId: 'unknown' })],
    ['pseudonymised-third-party', project({ ...secondary, toCode: HAVEN_CODE }, noNames, between)],
    ['pseudonymised-third-party', project({ ...secondary, fromCode: HAVEN_CODE }, noNames, between)],
    ['de-identified', project(secondary, noNames, between)],
  ] as const)('%s', (category, facts) => {
    expect(categoryOf(facts, facts.flows[0]!)).toBe(category)
    expect(findRoute(facts, DAY).flows).toEqual([expect.objectContaining({ ref: 'the-flow', category, rule: `flow-${category}` })])
  })

  test('a processor that links is a third party as well', () => {
    const facts = project({ ...secondary, fromCode: HAVEN_CODE }, noNames, { parties: [...someFacts().parties, party(HAVEN_CODE, 'North Haven', 'processor')], linkage: { ...fullFacts().linkage!, byCode: HAVEN_CODE } })
    expect(findRoute(facts, DAY).flows[0]?.category).toBe('pseudonymised-third-party')
    expect(findRoute({ ...facts, linkage: null }, DAY).flows[0]?.category).toBe('de-identified')
  })

  test('so is the national body that links what it holds, and no other controller; whoever works for the recipient is let see what the recipient sees', () => {
    const linkedBy = (code: string) => project({ ...secondary, fromCode: NATIONAL_BODY_CODE, toCode: COUNCIL.code }, noNames, {
      ...nationally, linkage: { ...fullFacts().linkage!, byCode: code }, parties: [...nationally.parties, party('Y9AN', 'Analysts', 'processor'), party('Y9POL', 'Police', 'controller')],
      processing: [{ ...fullFacts().processing[0]!, processorCode: 'Y9AN', controllerCode: COUNCIL.code }],
      flows: [flow({ ...secondary, fromCode: NATIONAL_BODY_CODE, toCode: COUNCIL.code }), flow({ ...secondary, ref: 'to-analysts', fromCode: COUNCIL.code, toCode: 'Y9AN' }), flow({ ...secondary, ref: 'onward', fromCode: COUNCIL.code, toCode: 'Y9POL' })],
    })
    expect(findRoute(linkedBy(NATIONAL_BODY_CODE), DAY).flows.map(({ category }) => category)).toEqual(['pseudonymised-third-party', 'pseudonymised-third-party', 'de-identified'])
    expect(findRoute(linkedBy(COUNCIL.code), DAY).flows.map(({ category }) => category)).toEqual(['de-identified', 'de-identified', 'de-identified'])
  })
})

/** For each rule of a step: facts that call for it, and the same facts but for one thing, which do not. */
const supported = { confidentiality: 'section-251', purposeKind: 'secondary' } as const
const nationally = { parties: [...someFacts().parties, party(NATIONAL_BODY_CODE, 'NHS England', 'controller')], nationalData: fullFacts().nationalData }
const fromNational = { ...supported, fromCode: NATIONAL_BODY_CODE } as const
const statistics = party('X9ONS', 'Office for National Statistics', 'controller')
const underDirections = (gateways: readonly string[]) => project(secondary, { level: 'area', ...noNames }, {
  parties: [...nationally.parties, party('Y9NWO', 'Regional office', 'processor')], datasets: [dataset({ level: 'area', ...noNames }), dataset({ id: 'people', controllerCode: NATIONAL_BODY_CODE })],
  flows: [flow({ ...secondary, fromCode: 'Y9NWO' }), flow({ ref: 'counted', datasetId: 'people', fromCode: NATIONAL_BODY_CODE, toCode: 'Y9NWO', confidentiality: 'legal-duty', gateways })],
})
const CASES: Readonly<Record<(typeof STEP_RULE_IDS)[number], { readonly asked: ProjectFacts; readonly not: ProjectFacts }>> = {
  'officer-advises': { asked: project({}), not: project(secondary, { level: 'area', ...noNames }) },
  'criminal-data-condition': { asked: project({ drawsOn: ['justice'] }), not: project({ drawsOn: ['council'] }) },
  'owner-checks-counts': { asked: project(secondary, { level: 'area', ...noNames }), not: project(secondary, noNames) },
  'owner-tests-anonymity': { asked: project(secondary, noNames), not: project(secondary, { level: 'area', ...noNames }) },
  'guardian-weighs-public-interest': { asked: project({ confidentiality: 'public-interest' }), not: project({ confidentiality: 'public-interest', drawsOn: ['council'] }) },
  'siro-weighs-public-interest': { asked: project({ confidentiality: 'public-interest', drawsOn: ['justice'] }), not: project({ confidentiality: 'public-interest', drawsOn: ['justice', 'hospital'] }) },
  'siro-accepts-risk': { asked: project(secondary, noNames), not: project({}) },
  'practices-consulted': { asked: project({ ...supported, drawsOn: ['gp'] }), not: project({ ...supported, drawsOn: ['hospital'] }) },
  'commissioner-agrees-counts': { asked: underDirections(['hsca-2012-254']), not: underDirections(['hsca-2012-261']) },
  'framework-group-agrees': { asked: project({}, {}, { framework: fullFacts().framework }), not: project({}) },
  'local-group-agrees': { asked: project(supported), not: project({ confidentiality: 'legal-duty' }) },
  'ethics-opinion': { asked: project({ ...supported, article9: '9-2-j' }), not: project(supported) },
  'guardian-recommends': { asked: project(supported), not: project(secondary, noNames) },
  'section-251-support': { asked: project(supported), not: project({ confidentiality: 'communicable-disease', purposeKind: 'secondary' }) },
  'sail-panel-approves': {
    asked: project({ ...secondary, toCode: 'SAIL1' }, noNames, { parties: [...someFacts().parties, party('SAIL1', 'SAIL Databank', 'haven')] }),
    not: project({ ...secondary, toCode: 'SAIL1' }, noNames, { parties: [...someFacts().parties, party('SAIL1', 'Another databank', 'haven')] }),
  },
  'births-and-deaths-agreed': {
    asked: project(fromNational, { name: 'Hospital stays', controllerCode: statistics.organisationCode }, { ...nationally, parties: [...nationally.parties, statistics] }),
    not: project(fromNational, { name: 'Hospital stays', controllerCode: NATIONAL_BODY_CODE }, nationally),
  },
  'advice-on-national-data': { asked: project(fromNational, {}, nationally), not: project(supported, {}, nationally) },
  'national-data-approved': { asked: project(fromNational, {}, nationally), not: project({ ...fromNational, confidentiality: 'legal-duty' }, { controllerCode: NATIONAL_BODY_CODE }, { ...nationally, nationalData: null }) },
  'commissioner-consulted': { asked: project({}), not: project({}) },
  'parties-sign': { asked: project({}), not: someFacts({ flows: [] }) },
}

describe('each rule', () => {
  test.each(STEP_RULE_IDS.map((id) => [id, CASES[id]] as const))('%s is asked for by what it says, and not without it', (id, { asked, not }) => {
    const known = { risksLeftHigh: id === 'commissioner-consulted' ? 1 : 0 }
    const found = findRoute(asked, DAY, known).steps.filter((step) => step.rule === id)
    expect(found.length).toBeGreaterThan(0)
    for (const step of found) {
      const rule = STEP_RULES.find((candidate) => candidate.id === id)!
      expect(step).toMatchObject({ kind: rule.kind, bodyId: rule.bodyId, post: rule.post, source: rule.source, shownBy: rule.shownBy })
      expect(step.organisationCode === null).toBe(rule.whose === null)
      expect(step.flows.length).toBeGreaterThan(0)
    }
    expect(findRoute(not, DAY).steps.map((step) => step.rule)).not.toContain(id)
  })

  test('a local group is not asked again about what a databank’s panel or the national group looks at, unless names come in', () => {
    const national = (confidentiality: Flow['confidentiality']) => ids(project({ ...fromNational, confidentiality }, noNames, nationally))
    expect(national('anonymised')).not.toContain('local-group-agrees')
    expect(national('section-251')).toContain('local-group-agrees')
    expect(ids(CASES['sail-panel-approves'].asked)).not.toContain('local-group-agrees')
    expect(ids(CASES['sail-panel-approves'].not)).toContain('local-group-agrees')
  })

  test('births and deaths that NHS England passes on are seen by their name too', () => {
    expect(ids(project(fromNational, { name: 'Civil registration of deaths', controllerCode: NATIONAL_BODY_CODE }, nationally))).toContain('births-and-deaths-agreed')
  })

  test('what is linked in the same place as supported data needs the support too', () => {
    const facts = project(supported, {}, { flows: [flow(supported), flow({ ref: 'homes', confidentiality: 'legal-duty', drawsOn: ['council'], purposeKind: 'secondary' }), flow({ ref: 'own-care' })] })
    expect(findRoute(facts, DAY).steps.find((step) => step.id === 'section-251-support')?.flows).toEqual(['the-flow', 'homes'])
  })

  test('every rule has a sentence, a source with an address, and a worked example or a case of its own', () => {
    const used = new Set<RuleId>([
      ...WORKED_EXAMPLES.flatMap(({ facts }) => [...rulesOf(findRoute(facts, DAY))]), ...Object.values(CASES).flatMap(({ asked }) => [...rulesOf(findRoute(asked, DAY, { risksLeftHigh: 1 }))]),
      ...rulesOf(findRoute(fullFacts(), DAY)), ...optOutWords(findRoute(project({}), DAY).flows[0]!.optOuts).map(({ rule }) => rule),
    ])
    for (const category of FLOW_CATEGORIES) used.add(`flow-${category}`)
    expect([...used].sort()).toEqual([...RULE_IDS].sort())
    for (const id of RULE_IDS) {
      expect(RULE_WORDS[id]).toMatch(/^[A-Z][^]*\.$/)
      expect(sourceOf(id).name).not.toBe('')
      expect(sourceOf(id).address).toMatch(/^https:\/\//)
    }
  })

  test('a rule comes after rules that stand before it only, so that no route can turn in a circle', () => {
    STEP_RULES.forEach((rule, index) => expect(STEP_RULES.slice(0, index).map(({ id }) => id)).toEqual(expect.arrayContaining([...rule.after])))
    expect(STEP_RULES.map(({ id }) => id).sort()).toEqual([...STEP_RULE_IDS].sort())
  })
})

describe('the worked examples', () => {
  test.each([...WORKED_EXAMPLES, ...CASE_STUDIES].map(({ ref, facts }) => [ref, facts] as const))('%s takes the route that its facts call for', (ref, facts) => {
    expect(beyondPapers(findRoute(facts, DAY))).toEqual(EXPECTED_ROUTES[ref])
  })

  test('sharing for own care needs no decision beside the signatures', () => {
    const pilot = WORKED_EXAMPLES.find(({ ref }) => ref === 'oldham-gp-pilot')!
    const route = findRoute(pilot.facts, DAY)
    for (const { ref } of route.flows) expect(stepsToDecide(route, ref)).toEqual([])
    expect(route.steps.map((step) => step.kind)).not.toContain('outside-approval')
  })

  test('section 251 support does not open what NHS England holds: its own approval is asked for after it', () => {
    const { facts } = WORKED_EXAMPLES.find(({ ref }) => ref === 'wsdp')!
    const route = findRoute(facts, DAY)
    expect(stepsToDecide(route, 'wsdp-births').map((step) => step.rule)).toEqual([
      'siro-accepts-risk', 'local-group-agrees', 'guardian-recommends', 'section-251-support', 'births-and-deaths-agreed', 'national-data-approved',
    ])
    expect(stepsToDecide(route, 'wsdp-gp-records').map((step) => step.rule)).not.toContain('national-data-approved')
    expect(stepsToDecide(route, 'wsdp-area-tables')).toEqual([])
  })
})

const anyFlow = fc.record({
  fromCode: fc.constantFrom(PRACTICE.code, COUNCIL.code, HAVEN_CODE, NATIONAL_BODY_CODE, 'X9ONS'), toCode: fc.constantFrom(PRACTICE.code, COUNCIL.code, HAVEN_CODE),
  confidentiality: fc.constantFrom(...CONFIDENTIALITY_ROUTES), purposeKind: fc.constantFrom(...PURPOSE_KINDS), drawsOn: fc.subarray([...SOURCES]), article9: fc.constantFrom('none', '9-2-h', '9-2-j'),
  gateways: fc.subarray(['hsca-2012-254', 'hsca-2012-261', 'dea-2017-64']), datasetId: fc.constantFrom('first', 'second', 'unknown'),
}) as fc.Arbitrary<Partial<Flow>>
const anyDataset = fc.record({
  level: fc.constantFrom(...DATASET_LEVELS), controllerCode: fc.constantFrom(PRACTICE.code, NATIONAL_BODY_CODE, 'X9ONS'), name: fc.constantFrom('Visits', 'Deaths'),
  fields: fc.array(fc.record({ name: fc.constantFrom('a', 'b'), meaning: fc.constant('c'), kind: fc.constantFrom(...FIELD_KINDS), why: fc.constant('Because') }), { maxLength: 3 }),
})
const anyFacts: fc.Arbitrary<ProjectFacts> = fc.record({ flows: fc.array(anyFlow, { maxLength: 4 }), first: anyDataset, second: anyDataset, full: fc.boolean(), haven: fc.constantFrom('haven', 'processor', 'controller') }).map(({ flows, first, second, full, haven }) => ({
  ...(full ? fullFacts() : someFacts()),
  parties: [...someFacts().parties, party(HAVEN_CODE, 'SAIL Databank', haven as 'haven'), party(NATIONAL_BODY_CODE, 'NHS England', 'controller'), statistics],
  datasets: [dataset({ id: 'first', ...first }), dataset({ id: 'second', ...second })], flows: flows.map((changes, index) => flow({ ref: `flow-${index}`, ...changes })),
}))

describe('whatever the facts', () => {
  test('steps come after steps that are there, each has a source, its papers are in the pack, and it is about flows of the project', () => {
    fc.assert(fc.property(anyFacts, fc.integer({ min: 0, max: 2 }), (facts, risksLeftHigh) => {
      const route = findRoute(facts, DAY, { risksLeftHigh })
      const pack = new Set(packOf(facts).map((paper) => paper.kind))
      const refs = facts.flows.map(({ ref }) => ref)
      const before: string[] = []
      for (const step of route.steps) {
        expect(before).toEqual(expect.arrayContaining([...step.after]))
        expect(before).not.toContain(step.id)
        before.push(step.id)
        expect(step.source.address).toMatch(/^https:/)
        expect([...pack]).toEqual(expect.arrayContaining([...step.documents]))
        expect(refs).toEqual(expect.arrayContaining([...step.flows]))
        if (step.isNeededToFlow) expect(step.shownBy).toBe('decision')
      }
      expect(routeStages(route).flat()).toHaveLength(route.steps.length)
      expect(route.flows.map(({ ref }) => ref)).toEqual(refs)
    }))
  })

  test('another flow never takes a step away, nor a flow from a step', () => {
    fc.assert(fc.property(anyFacts, anyFlow, (facts, another) => {
      const more = findRoute({ ...facts, flows: [...facts.flows, flow({ ref: 'another', ...another })] }, DAY)
      for (const step of findRoute(facts, DAY).steps) {
        const still = more.steps.find((candidate) => candidate.id === step.id)
        expect(still?.flows ?? []).toEqual(expect.arrayContaining([...step.flows]))
        expect(still?.after ?? []).toEqual(expect.arrayContaining([...step.after]))
      }
    }))
  })

  test('names in data that was called anonymous, single people in place of counts, GP records and data about offences never take a step away', () => {
    const names = (facts: ProjectFacts): ProjectFacts => ({ ...facts, datasets: facts.datasets.map((one) => ({ ...one, fields: [...one.fields, FIELDS.names] })) })
    const gpToo = (facts: ProjectFacts): ProjectFacts => ({ ...facts, flows: facts.flows.map((one) => ({ ...one, drawsOn: [...new Set([...one.drawsOn, 'gp' as const])] })) })
    const justiceToo = (facts: ProjectFacts): ProjectFacts => ({ ...facts, flows: facts.flows.map((one) => ({ ...one, drawsOn: one.drawsOn.length > 0 ? [...one.drawsOn, 'justice' as const] : [] })) })
    const peopleToo = (facts: ProjectFacts): ProjectFacts => ({ ...facts, datasets: facts.datasets.map((one) => ({ ...one, level: 'person' })) })
    // Where nobody has said where data comes from, it counts as coming from care; to say so is no added risk.
    // Counts have a check of their own; what a risk owner weighed, a Caldicott Guardian weighs once it comes from care.
    const gives = ['owner-checks-counts', 'commissioner-agrees-counts', 'siro-weighs-public-interest']
    fc.assert(fc.property(anyFacts, fc.constantFrom(names, gpToo, justiceToo, peopleToo), (facts, riskier) => {
      const before = ids(facts).filter((id) => !gives.some((rule) => id.startsWith(rule)))
      expect(ids(riskier(facts))).toEqual(expect.arrayContaining(before))
    }))
  })

  test('a flow whose basis nobody has decided is asked for no less than one without names', () => {
    fc.assert(fc.property(anyFacts, (facts) => {
      const as = (confidentiality: Flow['confidentiality']) => ids({ ...facts, framework: null, datasets: facts.datasets.map((one) => ({ ...one, fields: [], level: 'person' as const })), flows: facts.flows.map((one) => ({ ...one, purposeKind: 'secondary' as const, confidentiality })) })
      const rules = (found: string[]) => found.filter((id) => !id.startsWith('owner-tests-anonymity') && !id.startsWith('paper-'))
      expect(rules(as('none'))).toEqual(expect.arrayContaining(rules(as('anonymised'))))
    }))
  })
})

describe('bodies', () => {
  test.each([
    ['national-data-advice', '2017-01-31', 'DAAG'], ['national-data-advice', '2017-02-01', 'IGARD'], ['national-data-advice', '2023-01-31', 'IGARD'], ['national-data-advice', '2023-02-01', 'AGD'], ['national-data-advice', '2031-01-01', 'AGD'],
    ['confidentiality-advice', '2013-03-31', 'ECC'], ['confidentiality-advice', '2013-04-01', 'CAG'], ['confidentiality-advice', '1999-01-01', 'PIAG'],
    ['national-data', '2016-07-31', 'HSCIC'], ['national-data', '2016-08-01', 'NHS Digital'], ['national-data', '2023-02-01', 'NHS England'],
    ['commissioner-governance', '2022-06-30', 'CCG'], ['commissioner-governance', '2022-07-01', 'ICB'],
  ] as const)('%s on %s is %s', (id, day, short) => {
    expect(bodyOn(id, day).short).toBe(short)
  })

  test('names follow each other without a gap or an overlap', () => {
    for (const { names } of BODIES) names.slice(1).forEach((name, index) => expect(Date.parse(name.from!) - Date.parse(names[index]!.to!)).toBe(86_400_000))
  })

  test('an outcome belongs to its days: the group of today does not recommend, and that of 2020 did not support', () => {
    const words = (day: string) => bodyOn('national-data-advice', day).outcomes.map(({ id }) => id)
    expect(words('2020-06-01')).toContain('unable-to-recommend')
    expect(words('2020-06-01')).not.toContain('supportive')
    expect(words('2026-06-01')).toContain('supportive')
    expect(words('2026-06-01')).not.toContain('unable-to-recommend')
  })

  test('every body is asked by a rule, can grant, put off or refuse, and names each outcome once on any day', () => {
    expect(new Set(STEP_RULES.flatMap(({ bodyId }) => bodyId ?? []))).toEqual(new Set(BODIES.map(({ id }) => id)))
    for (const { id } of BODIES) {
      for (const day of ['2015-01-01', DAY]) {
        const { outcomes } = bodyOn(id, day)
        expect(outcomes.map(({ meaning }) => meaning)).toEqual(expect.arrayContaining(['granted', 'refused', 'withdrawn']))
        expect(new Set(outcomes.map((one) => one.id)).size).toBe(outcomes.length)
      }
    }
  })
})
