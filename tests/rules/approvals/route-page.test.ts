import { describe, expect, test } from 'vitest'
import { BODIES } from '#app/approvals/bodies.rules.ts'
import { referenceSections } from '#app/approvals/reference-page.words.ts'
import { findRoute } from '#app/approvals/route-finder.rules.ts'
import { RULE_WORDS } from '#app/approvals/route-finder.words.ts'
import { flowGroups, shownStages } from '#app/approvals/route-page.rules.ts'
import { stateOfPapers } from '#app/documents/pack-standing.rules.ts'
import { routeSummary, stageTitle } from '#app/approvals/route-page.words.ts'
import { RULE_IDS, sourceOf, STEP_RULES } from '#app/approvals/route-rules.rules.ts'
import { packOf } from '#app/documents/pack.rules.ts'
import type { PackStanding } from '#app/documents/pack-standing.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { CASE_STUDIES, WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const DAY = '2026-11-22'
const ALL = [...WORKED_EXAMPLES, ...CASE_STUDIES]
const factsOf = (ref: string): ProjectFacts => ALL.find((example) => example.ref === ref)!.facts
const papersOf = (facts: ProjectFacts): PackStanding[] => packOf(facts).map(({ kind, about }, index) => ({
  kind, about, documentRef: `ref-${kind}`, state: index === 0 ? 'signed' : 'not-drafted', version: index === 0 ? { number: 3, contentHash: 'abc' } : null, signedBy: [], waitingFor: [],
}))
const shown = (ref: string) => shownStages(findRoute(factsOf(ref), DAY), factsOf(ref), papersOf(factsOf(ref)))

describe('a route, shown', () => {
  test('names who is asked by the names of the day, and puts every step after those it comes after', () => {
    const stages = shown('wsdp')
    const step = (id: string) => stages.flat().find((candidate) => candidate.id === id)!
    expect(step('section-251-support')).toMatchObject({ who: 'Confidentiality Advisory Group (CAG)', isNeededToFlow: true, why: RULE_WORDS['section-251-support'] })
    expect(step('advice-on-national-data').who).toBe('Advisory Group for Data (AGD)')
    expect(step('guardian-recommends--Y9TWR').who).toBe('Caldicott Guardian of London Borough of Tower Hamlets')
    expect(step('parties-sign').who).toBe('Every party that decides or receives')
    const at = new Map(stages.flatMap((stage, index) => stage.map((one) => [one.id, index] as const)))
    for (const one of stages.flat()) for (const before of one.after) expect(at.get(before.id)).toBeLessThan(at.get(one.id)!)
    expect(stages.map(stageTitle)).toEqual(['Papers', 'Sign-offs', 'Sign-offs, and outside the parties', 'Sign-offs, and outside the parties', 'Outside the parties', 'Outside the parties', 'Outside the parties', 'Outside the parties', 'Signatures'])
  })

  test('says which flows a step is about, unless it is about every one', () => {
    const steps = shown('wsdp').flat()
    expect(steps.find((step) => step.id === 'parties-sign')!.flows).toBeNull()
    expect(steps.find((step) => step.id === 'births-and-deaths-agreed')!.flows).toHaveLength(2)
  })

  test('links the papers that are drafted and says how each stands', () => {
    const paper = shown('oldham-gp-pilot')[0]![0]!
    expect(paper.papers).toEqual([{ name: 'Information sharing protocol', href: '/documents/ref-protocol/v3', state: 'signed' }])
    expect(shown('wsdp').flat().find((step) => step.id === 'paper-processing-agreement')!.papers.map(({ name, href }) => [name, href])).toEqual([
      ['Data processing agreement: Clinical Effectiveness Group, Queen Mary University of London, for London Borough of Tower Hamlets', null], ['Data processing agreement: Clinical Effectiveness Group, Queen Mary University of London, for Tower Hamlets GP Care Group', null],
      ['Data processing agreement: North East London Data Haven', null],
    ])
  })

  test('a step that signatures show stands as far as the paper that is furthest from signed', () => {
    expect(stateOfPapers([{ state: 'signed' }, { state: 'signed' }])).toBe('signed')
    expect(stateOfPapers([{ state: 'signed' }, { state: 'waiting-for-signatures' }])).toBe('waiting-for-signatures')
    expect(stateOfPapers([{ state: 'waiting-for-signatures' }, { state: 'out-of-date' }, { state: 'signed' }])).toBe('out-of-date')
    expect(stateOfPapers([{ state: 'out-of-date' }, { state: 'not-drafted' }])).toBe('not-drafted')
    expect(stateOfPapers([])).toBeNull()
  })

  test.each(ALL.map(({ ref }) => ref))('%s shows each step once, and each of its flows in one group', (ref) => {
    const route = findRoute(factsOf(ref), DAY)
    expect(shown(ref).flat().map((step) => step.id).sort()).toEqual(route.steps.map((step) => step.id).sort())
    expect(flowGroups(route).flatMap((group) => group.alike.flatMap((some) => some.flows)).sort()).toEqual(route.flows.map((flow) => flow.name).sort())
    for (const some of flowGroups(route).flatMap((group) => group.alike)) expect(some.optOuts.map((choice) => choice.rule)).toEqual(['opt-out-project', 'opt-out-type-1', 'opt-out-national'])
  })

  test('flows that keep other opt-outs are not put together', () => {
    const groups = flowGroups(findRoute(factsOf('wsdp'), DAY))
    expect(groups.map((group) => group.category)).toEqual([...new Set(groups.map((group) => group.category))])
    const supported = groups.find((group) => group.category === 'identifiable-section-251')!
    expect(supported.alike.length).toBeGreaterThan(1)
    expect(new Set(supported.alike.map((some) => some.optOuts.map((choice) => `${choice.applies} ${choice.why}`).join())).size).toBe(supported.alike.length)
  })

  test.each([
    [{ flowCount: 2, outside: 0, needed: 0 }, 'No approval from outside is needed: the parties’ own signatures are the decision.'],
    [{ flowCount: 6, outside: 1, needed: 0 }, '1 body outside the parties is asked for advice; the parties’ own signatures are the decision.'],
    [{ flowCount: 1, outside: 0, needed: 1 }, '1 decision must be given before all of its 1 flow may run, beside the signatures.'],
    [{ flowCount: 30, outside: 6, needed: 6 }, '6 decisions must be given before all of its 30 flows may run, beside the signatures. 6 bodies outside the parties are asked, for a decision or for advice.'],
  ])('%o', (counts, words) => {
    expect(routeSummary(counts)).toBe(words)
  })
})

describe('the page of rules', () => {
  const entries = referenceSections().flatMap((section) => section.entries)

  test('prints every rule and every body once, with what it says and its source', () => {
    expect(entries.map((entry) => entry.id).sort()).toEqual([...RULE_IDS, ...BODIES.map((body) => body.id)].sort())
    for (const id of RULE_IDS) expect(entries.find((entry) => entry.id === id)).toMatchObject({ says: RULE_WORDS[id], source: sourceOf(id) })
    expect(new Set(entries.map((entry) => entry.title)).size).toBe(entries.length)
  })

  test('says of each step who is asked, what it looks at, and whether data waits for it', () => {
    for (const rule of STEP_RULES) {
      const rows = new Map(entries.find((entry) => entry.id === rule.id)!.rows.map(({ key, value }) => [key, value]))
      expect(rows.get('Who')).toBeTruthy()
      expect(rows.get('Looks at')).toBeTruthy()
      expect(rows.get('Before data may flow')?.startsWith('Needed')).toBe(rule.isNeededToFlow)
    }
  })

  test('prints a body’s names and outcomes with their days', () => {
    const group = entries.find((entry) => entry.id === 'national-data-advice')!
    expect(group.title).toBe('Advisory Group for Data (AGD)')
    const values = group.rows.map(({ value }) => value).join('\n')
    expect(values).toContain('Independent Group Advising on the Release of Data (from 1 February 2017 until 31 January 2023)')
    expect(values).toContain('Supportive (from 1 February 2023)')
    expect(values).toContain('Unable to recommend (from 1 September 2010 until 31 January 2023)')
  })
})
