import { describe, expect, test } from 'vitest'
import { flowsOfPaper, restsOn } from '#app/approvals/endorsing.rules.ts'
import { routeOn } from '#app/approvals/in-force.rules.ts'
import { endorsementOf, flowsWords } from '#app/approvals/endorsement.words.ts'
import { processingKey } from '#app/projects/processing-key.rules.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const wsdp = WORKED_EXAMPLES.find(({ ref }) => ref === 'wsdp')!.facts
const all = wsdp.flows.map(({ ref }) => ref)
const DAY = '2026-06-15'

describe('the flows of an agreement', () => {
  test('of a protocol are all, of a sharing agreement its own, of another paper none', () => {
    const [first] = all
    expect(flowsOfPaper(wsdp, { kind: 'protocol', about: '' })).toEqual(all)
    expect(flowsOfPaper(wsdp, { kind: 'sharing-agreement', about: first! })).toEqual([first])
    expect(flowsOfPaper(wsdp, { kind: 'sharing-agreement', about: 'gone' })).toEqual([])
    expect(flowsOfPaper(wsdp, { kind: 'dpia', about: '' })).toEqual([])
  })

  test('of a processing agreement are those that it tells of, and for a further controller that one’s own', () => {
    const of = (about: string) => flowsOfPaper(wsdp, { kind: 'processing-agreement', about })
    const [linker] = wsdp.processing
    const further = wsdp.processing.find((terms) => terms.processorCode === linker!.processorCode && terms.controllerCode !== linker!.controllerCode)!
    expect(of(linker!.processorCode)).toEqual(wsdp.flows.filter(({ fromCode, toCode }) => [fromCode, toCode].includes(linker!.processorCode)).map(({ ref }) => ref))
    expect(of(processingKey(further, wsdp.processing))).toEqual(wsdp.flows.filter(({ fromCode }) => fromCode === further.controllerCode).map(({ ref }) => ref))
    for (const terms of wsdp.processing) expect(of(processingKey(terms, wsdp.processing)).length).toBeGreaterThan(0)
    expect(of('nobody')).toEqual([])
  })
})

describe('a flow rests on a decision', () => {
  const steps = routeOn(wsdp, DAY, 0).steps
  test.each(steps.map((step) => [step.id, step] as const))('of the step %s as the route says', (stepId, step) => {
    const rests = restsOn(wsdp, { stepId, effectiveFrom: DAY }, all, 0)
    expect(rests).toEqual(step.isNeededToFlow ? all.filter((ref) => step.flows.includes(ref)) : [])
  })

  test('that CAG made where section 251 is what releases it, and on none of an unknown step', () => {
    const supported = wsdp.flows.filter(({ confidentiality }) => confidentiality === 'section-251').map(({ ref }) => ref)
    expect(supported.length).toBeGreaterThan(0)
    expect(restsOn(wsdp, { stepId: 'section-251-support', effectiveFrom: DAY }, all, 0)).toEqual(expect.arrayContaining(supported))
    expect(restsOn(wsdp, { stepId: 'not-a-step', effectiveFrom: DAY }, all, 0)).toEqual([])
    expect(restsOn(wsdp, { stepId: 'section-251-support', effectiveFrom: DAY }, [], 0)).toEqual([])
  })

  test('is told of how many flows, where not of all', () => {
    expect([flowsWords(30, 30), flowsWords(7, 30)]).toEqual(['', '. For 7 of 30 flows'])
  })
})

test.each([['national-data-advice', 'reviewed'], ['national-data', 'approved'], ['confidentiality-advice', 'approved']] as const)('what %s grants stands at the end of a paper as %s', (bodyId, kind) => {
  expect(endorsementOf({ bodyId, post: null, outcome: 'Supportive', meaning: 'granted', reference: '' }, '', DAY).kind).toBe(kind)
})
