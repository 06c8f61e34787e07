import { describe, expect, test } from 'vitest'
import { drawMap, flowFigure, placeMap, rangesOf } from '#app/documents/flow-map-drawing.rules.ts'
import { DRAWN_TOGETHER_FROM, flowLines, flowMap } from '#app/documents/flow-map.rules.ts'
import { paperBlocks, type PaperFigure } from '#app/documents/paper-blocks.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { CASE_STUDIES, WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const svg = (facts: ProjectFacts) => drawMap(placeMap(flowMap(facts)), facts.title, 'The table says the same')

describe.each([...WORKED_EXAMPLES, ...CASE_STUDIES].map((example) => [example.ref, example.facts] as const))('the picture of %s', (_ref, facts) => {
  test('shows every flow once, between things that are there, none of them over another', () => {
    const map = placeMap(flowMap(facts))
    expect(map.ways.flatMap((way) => way.flows).sort((a, b) => a - b)).toEqual(facts.flows.map((_flow, index) => index + 1))
    for (const way of map.ways) expect(way.points.length).toBeGreaterThan(1)
    for (const [index, one] of map.things.entries()) {
      expect([one.x >= 0, one.y >= 0, one.x + one.width <= map.width + 1, one.y + one.height <= map.height + 1]).toEqual([true, true, true, true])
      for (const other of map.things.slice(index + 1)) {
        expect(one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y, `${one.name} over ${other.name}`).toBe(true)
      }
    }
  })

  test('is the same each time, and is read back whole for the PDF', () => {
    expect(svg(facts)).toBe(svg(facts))
    const [figure] = paperBlocks(flowFigure(flowMap(facts), 'Where the data goes')) as [PaperFigure]
    expect(figure).toMatchObject({ kind: 'figure', caption: 'Where the data goes', alt: expect.stringContaining(`${facts.flows.length} flows`) })
    const words = figure.shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : [])).join(' ')
    for (const thing of flowMap(facts).things) for (const word of thing.name.split(/\s+/)) expect(words).toContain(word)
  })
})

describe('the picture', () => {
  const facts = someFacts()
  const [flow] = facts.flows
  const [party] = facts.parties
  const [dataset] = facts.datasets

  test('draws many parties that do the same as one, and few of them one by one', () => {
    const many = (count: number): ProjectFacts => {
      const surgeries = Array.from({ length: count }, (_item, index) => ({ ...party!, organisationCode: `Y9${index}`, name: `Surgery ${index}` }))
      return {
        ...facts, parties: [...surgeries, ...facts.parties.slice(1)],
        datasets: surgeries.map((surgery, index) => ({ ...dataset!, id: `d${index}`, controllerCode: surgery.organisationCode })),
        flows: surgeries.map((surgery, index) => ({ ...flow!, ref: `f${index}`, fromCode: surgery.organisationCode, datasetId: `d${index}` })),
      }
    }
    const one = flowMap(many(240))
    expect(one.things.filter((thing) => thing.kind === 'party')).toHaveLength(2)
    expect(one.ways.filter((way) => way.kind === 'flow')).toMatchObject([{ flows: expect.arrayContaining([1, 240]) }])
    expect(flowMap(many(DRAWN_TOGETHER_FROM - 1)).things.filter((thing) => thing.kind === 'party')).toHaveLength(DRAWN_TOGETHER_FROM)
  })

  test('leads through the matching to whoever does it', () => {
    const linkage = {
      method: 'deterministic', keys: ['NHS number'], byCode: facts.flows[0]!.toCode, where: 'the data haven', quality: 'checked', depersonalised: ['names are taken out'], clockMonths: 3,
      clockFrom: 'the linkage', reidentification: 'nobody', leastCount: 5, smallNumbers: 'left out',
    } as const
    expect(flowMap({ ...facts, linkage }).ways).toEqual(expect.arrayContaining([
      expect.objectContaining({ to: 'linkage', kind: 'flow' }), expect.objectContaining({ from: 'linkage', to: `party-${facts.flows[0]!.toCode}`, kind: 'made' }),
    ]))
  })

  test('escapes what people typed', () => {
    const nasty = '<script>alert(1)</script>&"'
    expect(svg({ ...facts, parties: facts.parties.map((item) => ({ ...item, name: nasty })) })).not.toContain('<script')
  })

  test('says rows of numbers shortly', () => {
    expect([rangesOf([1]), rangesOf([1, 2, 3, 5]), rangesOf([1, 3, 5, 7, 9, 11])]).toEqual(['1', '1–3, 5', '1 … 11'])
    expect(flowLines(facts)[0]).toMatchObject({ number: 1, from: facts.parties[0]!.name })
  })
})
