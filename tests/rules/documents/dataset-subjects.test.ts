import { describe, expect, test } from 'vitest'
import { basisOfFlow, flowChoices } from '#app/documents/flow-choices.rules.ts'
import { CHOICE_WHY_WORDS } from '#app/documents/document.words.ts'
import { effectOn } from '#app/choices/exemptions.rules.ts'
import { identifiesNobody, isForResearch, isOfWelshPractices, rowsNameNobody } from '#app/projects/dataset-subjects.rules.ts'
import { datasetOfFlow, type Dataset, type Flow } from '#app/projects/facts.rules.ts'
import { article9Words, purposeWords } from '#app/projects/facts.words.ts'
import { CASE_STUDIES, workedExample } from '#tests/factories/worked-examples.ts'

const wsdp = workedExample('wsdp')
const on = wsdp.purpose!.startDate
const flowOf = (ref: string): Flow => wsdp.flows.find((flow) => flow.ref === ref)!
const choicesOf = (ref: string) => flowChoices(flowOf(ref), on, datasetOfFlow(wsdp, flowOf(ref)))
const sail = CASE_STUDIES.find(({ ref }) => ref === 'housing-regeneration-sail')!.facts

const address = { name: 'address', meaning: 'full address', kind: 'identifies', why: 'x' } as const
const number = { name: 'uprn', meaning: 'unique property reference number', kind: 'identifies', why: 'x' } as const
const name = { name: 'name', meaning: 'name of whoever is liable', kind: 'identifies', why: 'x' } as const
const key = { name: 'person', meaning: 'number that stands for a person', kind: 'pseudonym', why: 'x' } as const
const band = { name: 'band', meaning: 'council tax band', kind: 'other', why: 'x' } as const

describe('rows that name nobody', () => {
  test.each<[string, Pick<Dataset, 'level' | 'fields'> | undefined, boolean]>([
    ['a home by its address', { level: 'property', fields: [number, address, band] }, true],
    ['a home by nothing', { level: 'property', fields: [band] }, true],
    ['a report at a home, by the property’s number', { level: 'event', fields: [number, address, band] }, true],
    ['a visit, by an address alone', { level: 'event', fields: [address, band] }, false],
    ['a home with whoever pays for it', { level: 'property', fields: [number, name] }, false],
    ['a home with a number for a person', { level: 'property', fields: [number, key] }, false],
    ['a person', { level: 'person', fields: [number, address] }, false],
    ['a household', { level: 'household', fields: [number, address] }, false],
    ['nothing described', { level: 'property', fields: [] }, false],
    ['nobody knows what', undefined, false],
  ])('%s', (_what, dataset, isSo) => expect(rowsNameNobody(dataset)).toBe(isSo))

  test('are left out of by nobody: they are tied to nobody who opted out', () => {
    for (const ref of ['wsdp-council-tax', 'wsdp-housing-benefit', 'wsdp-council-tax-reduction']) {
      expect(choicesOf(ref), ref).toMatchObject({ project: true, national: true, projectWhy: 'offered-for-homes', nationalWhy: 'section-251-for-homes' })
    }
    expect(choicesOf('wsdp-land-and-property').projectWhy).toBe('offered-for-homes')
    for (const words of [CHOICE_WHY_WORDS.project['offered-for-homes'], CHOICE_WHY_WORDS.national['section-251-for-homes'], CHOICE_WHY_WORDS.type1['beyond-care-for-homes']]) {
      expect(words).toMatch(/names nobody: it is tied to nobody/)
      expect(words).not.toMatch(/leaves? out/)
    }
    expect(choicesOf('wsdp-social-housing')).toMatchObject({ projectWhy: 'offered', nationalWhy: 'section-251' })
  })
})

describe('what a type 1 opt-out concerns', () => {
  test('counts of areas that were made anonymous are none of it, whatever they were counted from', () => {
    expect(choicesOf('wsdp-area-tables')).toMatchObject({ type1: false, type1Why: 'counts' })
    const { flow, dataset } = { flow: flowOf('wsdp-area-tables'), dataset: datasetOfFlow(wsdp, flowOf('wsdp-area-tables'))! }
    expect(identifiesNobody({ ...flow, confidentiality: 'section-251' }, dataset)).toBe(false)
    expect(identifiesNobody(flow, { ...dataset, fields: [...dataset.fields, key] })).toBe(false)
    expect(identifiesNobody(flow, { ...dataset, level: 'person' })).toBe(false)
    expect(flowChoices(flow, on)).toMatchObject({ type1: true })
  })

  test('GP records of Wales are none of it, where the facts say so and of nothing else', () => {
    const flow = sail.flows.find((one) => one.ref === 'housing-regeneration-sail-cohort')!
    const dataset = datasetOfFlow(sail, flow)!
    expect(flowChoices(flow, on, dataset)).toMatchObject({ type1: false, type1Why: 'of-wales' })
    expect(flowChoices(flow, on)).toMatchObject({ type1: true })
    for (const source of ['hospital admissions in Wales and GP records', 'GP records of Wales and of England', 'GP records of Wales and English hospitals', 'GP records', 'hospitals in Wales']) {
      expect(isOfWelshPractices({ ...dataset, source }), source).toBe(false)
      expect(flowChoices(flow, on, { ...dataset, source }), source).toMatchObject({ type1: true })
    }
    expect(isOfWelshPractices({ source: 'Welsh GP records', aboutWhom: 'people' })).toBe(true)
    expect(isOfWelshPractices({ source: 'deaths, the Welsh demographic register; GP records of Wales, hospital admissions', aboutWhom: 'people' })).toBe(true)
    expect(isOfWelshPractices({ source: 'GP records of Wales', aboutWhom: 'people in England and Wales' })).toBe(false)
    expect(sail.flows.filter((one) => flowChoices(one, on, datasetOfFlow(sail, one)).type1).map((one) => one.ref)).toEqual([])
  })

  test.each([
    'Welsh GP records and GP records of Shropshire', 'GP records of Wales, and records of Bristol surgeries', 'GP records from Wales, and of Chester general practices', 'GP records in Wales and Herefordshire',
    'GP records of Wales, Shropshire and Powys', 'GP records of Wales and neighbouring counties', 'GP records of Wales, and primary care records', 'Shropshire and Welsh GP records', 'Shropshire, Welsh GP records',
    'Shropshire/Welsh GP records', 'hospital records; no GP records of Wales', 'records of family doctors, and Welsh GP records', 'Welsh GP records, border counties with them', 'GP records from Wales & Cheshire', 'GP records of Wales (and Herefordshire)',
  ])('GP records of Wales beside others, or denied, lose nobody’s type 1 opt-out: %s', (source) => {
    expect(isOfWelshPractices({ source, aboutWhom: 'people' })).toBe(false)
  })

  test('is the same for the paper and for the gate, in every flow of every example', () => {
    for (const facts of [wsdp, sail, workedExample('oldham-neighbourhood'), workedExample('kent-integrated-dataset')]) {
      for (const flow of facts.flows) {
        const dataset = datasetOfFlow(facts, flow)
        expect(flowChoices(flow, on, dataset).type1, flow.ref).toBe(effectOn(basisOfFlow(flow, dataset), on).type1Applies)
      }
    }
  })
})

describe('what is said of a use', () => {
  test('is research only where the facts say that it is', () => {
    for (const flow of wsdp.flows) expect(purposeWords(flow), flow.ref).not.toMatch(/research/)
    for (const flow of sail.flows) expect(isForResearch(flow) === /research/.test(purposeWords(flow)), flow.ref).toBe(true)
    expect(sail.flows.filter(isForResearch).length).toBeGreaterThan(0)
  })

  test('counts of areas do not claim to be of nothing about health', () => {
    const tables = flowOf('wsdp-area-tables')
    expect(article9Words(tables, datasetOfFlow(wsdp, tables))).toMatch(/counts of areas/)
    expect(article9Words({ article9: 'none' }, { level: 'property' })).toMatch(/says nothing about health/)
    expect(article9Words({ article9: '9-2-h' }, { level: 'area' })).toMatch(/9\(2\)\(h\)/)
  })
})
