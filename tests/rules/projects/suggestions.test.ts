import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { readTyped, type Typed } from '#app/kernel/form-data.ts'
import { ORGANISATION_KINDS } from '#app/organisations/organisation.rules.ts'
import { DATASET_STARTERS } from '#app/projects/dataset-starters.rules.ts'
import { CONFIDENTIALITY_ROUTES, emptyFacts, missingFacts, PURPOSE_KINDS, SOURCES, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { datasetSchema, flowSchema, partySchema, purposeSchema, safeguardsSchema, tellingPeopleSchema } from '#app/projects/facts.schema.ts'
import { frameworkSchema, linkageSchema, processingSchema, rightsSchema } from '#app/projects/further-facts.schema.ts'
import { gatewayById, GATEWAYS } from '#app/projects/gateways.rules.ts'
import { NOTHING_FILLED_IN, PATTERN_FACTS, PATTERNS, type Pattern } from '#app/projects/patterns.rules.ts'
import { applyEdit, idFrom, type FactEdit } from '#app/projects/project.rules.ts'
import { newProjectSchema } from '#app/projects/project.schema.ts'
import { sectionsSuggested, suggestItem, suggestItems, suggestSection, USUAL_SECTIONS, type Known } from '#app/projects/suggest-facts.rules.ts'
import { fittingGateways, usualGrounds } from '#app/projects/suggest-flow.rules.ts'
import { furtherFacts, someFacts } from '#tests/factories/facts.ts'
import { COUNCIL, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'

const known = (pattern: Pattern, facts: ProjectFacts = emptyFacts('A project')): Known => ({
  projectRef: 'a-project', facts, starter: { pattern, holderCode: PRACTICE.code, receiverCode: COUNCIL.code }, today: '2026-03-10',
  organisations: [PRACTICE, OTHER_PRACTICE, COUNCIL],
  contacts: {
    [PRACTICE.code]: { contactName: '', contactJobTitle: '', contactEmail: PRACTICE.email },
    [COUNCIL.code]: { contactName: 'Lena Lead', contactJobTitle: 'IG lead', contactEmail: 'lead@council.example' },
  },
})

/** What a person fills in where a suggestion leaves a box empty. */
const TYPED: Typed = { purpose: 'To offer help', plainSummary: 'offering help early', contactName: 'Max Manager', contactJobTitle: 'Manager', noticeAddress: 'https://example.nhs.uk/p', period: '2025' }

/** Drafts a whole project as a newcomer would: each suggestion looked at, what is empty filled in, and saved. */
function draftAsSuggested(pattern: Pattern): { facts: ProjectFacts; answers: number } {
  let facts = emptyFacts('A project')
  let answers = 4 // title, pattern, and the two organisations
  const save = (schema: z.ZodType, suggested: Typed | null, edit: (value: never) => FactEdit) => {
    expect(suggested).not.toBeNull()
    const before = readTyped(suggested ?? {}, schema)
    const boxes = before.ok ? [] : before.problems.map((problem) => problem.field)
    const reading = readTyped({ ...suggested, ...Object.fromEntries(boxes.map((box) => [box, TYPED[box]])) }, schema)
    expect(reading, JSON.stringify(boxes)).toMatchObject({ ok: true })
    if (!reading.ok) return
    answers += Math.max(1, boxes.length)
    const edited = applyEdit(facts, edit(reading.value as never))
    if (!edited.ok) throw new Error(edited.refusal.kind)
    facts = edited.value
  }
  const now = () => known(pattern, facts)
  save(purposeSchema, suggestSection('purpose', now()), (value) => ({ section: 'purpose', value }))
  for (const { key, label } of suggestItems('parties', now())) save(partySchema, suggestItem('parties', key, now()), (value: object) => ({ section: 'parties', key: null, value: { ...value, name: label } as never }))
  for (const { key } of suggestItems('datasets', now())) save(datasetSchema, suggestItem('datasets', key, now()), (value: { name: string }) => ({ section: 'datasets', key: null, value: { ...value, id: idFrom(value.name, 'dataset') } as never }))
  for (const { key } of suggestItems('flows', now())) save(flowSchema, suggestItem('flows', key, now()), (value) => ({ section: 'flows', key: null, value }))
  save(safeguardsSchema, suggestSection('safeguards', now()), (value) => ({ section: 'safeguards', value }))
  save(tellingPeopleSchema, suggestSection('telling-people', now()), (value) => ({ section: 'telling-people', value }))
  return { facts, answers }
}

describe('a project begun from a pattern', () => {
  test.each(PATTERNS.filter((pattern) => pattern !== 'none'))('%s: a whole protocol in under 30 answers', (pattern) => {
    const { facts, answers } = draftAsSuggested(pattern)
    expect(missingFacts(facts)).toEqual([])
    expect(answers).toBeLessThan(30)
  })

  test('nothing suggested counts as answered, and nothing saved is suggested again', () => {
    expect(missingFacts(known('direct-care').facts)).toHaveLength(missingFacts(emptyFacts('x')).length)
    expect(sectionsSuggested(known('direct-care'))).toEqual(['purpose', 'parties', 'datasets', 'safeguards', 'rights', 'telling-people'])
    const { facts } = draftAsSuggested('direct-care')
    expect(sectionsSuggested(known('direct-care', facts))).toEqual(['rights'])
    for (const section of ['parties', 'datasets', 'flows'] as const) expect(suggestItems(section, known('direct-care', facts))).toEqual([])
  })

  test('one begun with nothing, or before there were patterns, is suggested nothing but what is asked for', () => {
    for (const starter of [null, NOTHING_FILLED_IN]) {
      const bare = { ...known('none'), starter }
      expect(sectionsSuggested(bare)).toEqual([])
      for (const section of USUAL_SECTIONS) expect(suggestSection(section as 'rights', bare, true), section).not.toBeNull()
      expect(suggestSection('purpose', bare, true)).toBeNull()
    }
  })

  test('the dates are whole years from the first of a month, four weeks off or more', () => {
    expect(suggestSection('purpose', known('direct-care'))).toMatchObject({
      startDate: { day: '1', month: '5', year: '2026' }, reviewDate: { day: '30', month: '4', year: '2027' }, endDate: { day: '30', month: '4', year: '2028' },
    })
  })

  test('organisations are named, and no place is left to fill', () => {
    for (const pattern of PATTERNS) {
      const { facts } = pattern === 'none' ? { facts: emptyFacts('x') } : draftAsSuggested(pattern)
      expect(JSON.stringify(facts)).not.toMatch(/\{(?:holder|receiver)\}|undefined/)
    }
    expect(suggestSection('telling-people', known('direct-care'))).toMatchObject({ questionsTo: `the practice manager at ${PRACTICE.name}` })
  })

  test('a contact is whom the portal knows there', () => {
    expect(suggestItem('parties', COUNCIL.code, known('direct-care'))).toMatchObject({ contactName: 'Lena Lead', role: 'controller' })
    expect(suggestItem('parties', PRACTICE.code, known('linked'))).toMatchObject({ contactName: '', contactEmail: PRACTICE.email })
    expect(suggestItem('parties', 'NOBODY', known('direct-care'))).toBeNull()
    expect(suggestItem('parties', PRACTICE.code, known('direct-care', someFacts()))).toBeNull()
  })
})

describe('starters', () => {
  test.each(DATASET_STARTERS)('the fields of $name are a dataset', (starter) => {
    const typed = suggestItem('datasets', starter.id, known('none', someFacts()))
    const reading = readTyped({ ...typed, controllerCode: PRACTICE.code }, datasetSchema)
    expect(reading).toMatchObject({ ok: true, value: { name: starter.name } })
  })

  test('the wording for matching, frameworks, rights and processors fits its form but for what only people know', () => {
    const at = known('linked', furtherFacts({ processing: [] }))
    const missing = (schema: z.ZodType, typed: Typed | null) => { const reading = readTyped(typed ?? {}, schema); return reading.ok ? [] : reading.problems.map((problem) => problem.field) }
    expect(missing(linkageSchema, suggestSection('linkage', at))).toEqual([])
    expect(missing(rightsSchema, suggestSection('rights', at))).toEqual([])
    expect(missing(frameworkSchema, suggestSection('framework', at, true))).toEqual(['coverage', 'scenarios.0.name', 'scenarios.0.does', 'scenarios.0.basis'])
    expect(missing(processingSchema, suggestItem('processing', COUNCIL.code, at))).toEqual([])
  })

  test('every pattern names datasets that there are', () => {
    for (const pattern of Object.values(PATTERN_FACTS)) for (const id of pattern.datasets) expect(DATASET_STARTERS.map((starter) => starter.id)).toContain(id)
  })
})

describe('grounds suggested for a flow', () => {
  const outlines = PURPOSE_KINDS.flatMap((purposeKind) => CONFIDENTIALITY_ROUTES.flatMap((confidentiality) => SOURCES.flatMap((source) => ORGANISATION_KINDS.flatMap((fromKind) =>
    ORGANISATION_KINDS.map((toKind) => ({ purposeKind, confidentiality, drawsOn: [source], isSpecial: true, fromKind, toKind, on: '2026-03-10' } as const))))))

  test('only ever a law in force, open to one of the two bodies, for that purpose and those records', () => {
    for (const outline of outlines) {
      for (const id of usualGrounds(outline).gateways) {
        const gateway = gatewayById(id)!
        expect(gateway.bodies === null || gateway.bodies.includes(outline.fromKind) || gateway.bodies.includes(outline.toKind)).toBe(true)
        expect(gateway.purposes === null || gateway.purposes.includes(outline.purposeKind)).toBe(true)
        expect(gateway.never).not.toContain(outline.drawsOn[0])
        expect(gateway.to).toBeNull()
      }
    }
  })

  test('a law that has ended, or not begun, fits nothing', () => {
    const outline = { ...outlines[0]!, fromKind: 'icb', toKind: 'icb', purposeKind: 'secondary' } as const
    const ended = GATEWAYS.filter((gateway) => gateway.to !== null && gateway.to < '2026-03-10')
    expect(ended.length).toBeGreaterThan(0)
    for (const gateway of ended) expect(fittingGateways(outline)).not.toContain(gateway)
    expect(fittingGateways({ ...outline, on: '2001-01-01' }).map((gateway) => gateway.id)).not.toContain('nhsa-2006-14z61')
  })

  test('the duty to share for care is suggested between a surgery and a council, and consent only where the flow rests on it', () => {
    const care = { purposeKind: 'direct-care', confidentiality: 'direct-care', drawsOn: ['gp'], isSpecial: true, fromKind: 'gp-practice', toKind: 'council', on: '2026-03-10' } as const
    expect(usualGrounds(care)).toMatchObject({ article6: '6-1-e', article9: '9-2-h', gateways: expect.arrayContaining(['hsca-2012-251b']) })
    for (const outline of outlines) {
      const { article6, article9 } = usualGrounds(outline)
      expect(article6).not.toBe('6-1-a')
      if (outline.confidentiality !== 'consent') expect(article9).not.toBe('9-2-a')
    }
    const section251 = usualGrounds({ ...care, purposeKind: 'secondary', confidentiality: 'section-251', fromKind: 'nhs-trust' } as never)
    expect(section251.gateways).toContain('nhsa-2006-251-reg-5')
  })

  test('a flow of a dataset that nobody began from a starter draws on what its controller keeps', () => {
    const facts = someFacts({ flows: [] as Flow[] })
    expect(suggestItem('flows', facts.datasets[0]!.id, known('none', facts))).toMatchObject({ drawsOn: ['gp'], fromCode: PRACTICE.code, toCode: COUNCIL.code })
  })
})

describe('starting', () => {
  test('an empty reference is made from the title', () => {
    expect(newProjectSchema.parse({ title: 'Early help in Oldham', reference: ' ', pattern: 'direct-care', holderCode: 'A1', receiverCode: 'B1' }))
      .toEqual({ title: 'Early help in Oldham', reference: 'early-help-in-oldham', starter: { pattern: 'direct-care', holderCode: 'A1', receiverCode: 'B1' } })
    expect(newProjectSchema.parse({ title: 'A pilot', reference: 'one' })).toMatchObject({ reference: 'one', starter: NOTHING_FILLED_IN })
  })

  test('nobody sends to themselves', () => {
    expect(newProjectSchema.safeParse({ title: 'A', holderCode: 'A1', receiverCode: 'A1' }).error?.issues.map((issue) => issue.path[0])).toContain('receiverCode')
  })
})
