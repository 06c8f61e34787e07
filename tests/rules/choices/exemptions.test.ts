import { describe, expect, test } from 'vitest'
import { decide } from '#app/choices/decision.rules.ts'
import type { FlowTerms } from '#app/choices/decision.rules.ts'
import { EXEMPTIONS, EXEMPTION_IDS, RULE_SOURCES, effectOn, exemption, rowForRange } from '#app/choices/exemptions.rules.ts'
import type { Exemption, FlowBasis } from '#app/choices/exemptions.rules.ts'
import { SET_ASIDE_WORDS } from '#app/choices/choice.words.ts'
import { A, NOW, X, aPerson, anEvent, dissent, flowG } from './a-choice.ts'

const dates = { from: '2026-01-01', to: '2026-12-31' }

/** Terms for which a row speaks; null for the row that turns on who issued the number. */
function termsFor({ id, applies, liftsFor, never }: Exemption): Partial<FlowTerms> | null {
  switch (applies.when) {
    case 'confidentiality': return flowG({ confidentiality: applies.is, purpose: liftsFor?.[0] ?? 'secondary', ...(never ? { drawsOn: ['council'] as const } : {}) })
    case 'disapplied': return flowG({ nationalOptOutDisapplied: [dates] })
    case 'drawn-only-from': return flowG({ drawsOn: applies.sources })
    case 'named':
    case 'named-and-no-number': return flowG({ confidentiality: applies.under[0], exemption: { id, ...dates } })
    case 'number-range': return null
  }
}

const consent = anEvent({ role: 'CONSENT', project: 'pilot', effective: '2025-01-01' })

describe.each(EXEMPTIONS.map((row) => [row.id, row] as const))('row %s', (id, row) => {
  const terms = termsFor(row)

  test('has words, sources that exist and a confidence', () => {
    expect(SET_ASIDE_WORDS[id]).toBeTruthy()
    expect(row.sources.length).toBeGreaterThan(0)
    for (const source of row.sources) expect(RULE_SOURCES[source]).toBeTruthy()
  })

  if (terms !== null) test('does to the national opt-out what it says', () => {
    const person = aPerson({ nationalChecks: [], nhsNumber: row.applies.when === 'named-and-no-number' ? '' : X })
    const answer = decide(person, [consent], terms, NOW)
    if (row.nationalOptOut === 'applies') expect(answer.reasons).toContain('NDO_NOT_CLEARED')
    else expect(answer).toMatchObject({ decision: 'INCLUDE', reasons: [`NDO_NOT_APPLICABLE:${id}`] })
  })

  if (terms !== null) test('does to type 1 what it says', () => {
    const events = [consent, dissent({ effective: '2024-01-01', source: A })]
    // A basis that cannot hold for GP records is asked about others.
    const fromGp = { ...terms, drawsOn: row.never ? (['council'] as const) : (['gp'] as const) }
    const isOut = (more: Partial<FlowTerms>) => decide(aPerson(), events, { ...fromGp, ...more }, NOW).reasons.includes('T1')
    const rule = row.type1 ?? (row.applies.when === 'named-and-no-number' || row.applies.when === 'drawn-only-from' ? 'applies' : null)
    expect([isOut({}), isOut({ extendType1: true })]).toEqual(
      rule === 'applies' ? [true, true] : rule === 'if-extended' ? [false, true] : [false, false],
    )
    const fromHospital = { ...terms, drawsOn: row.never ? (['council'] as const) : (['hospital'] as const) }
    expect(decide(aPerson(), events, fromHospital, NOW).reasons).not.toContain('T1')
  })

  if (terms !== null) test('leaves a no to the project standing', () => {
    const optOut = anEvent({ role: 'PROJECT_OPT_OUT', project: 'pilot', effective: '2025-06-01' })
    expect(decide(aPerson(), [consent, optOut], terms, NOW).reasons).toContain('LOCAL')
  })

  if (row.applies.when.startsWith('named')) test('speaks only between its dates and under its own bases', () => {
    const on = (more: Partial<FlowTerms>) => effectOn({ ...flowG(), ...terms, ...more } as FlowTerms, '2026-03-20')
    const early = { exemption: { id, from: '2026-03-21', to: '2026-12-31' } }
    const none = { exemption: null }
    expect(on(early)).toEqual(on(none))
    expect(on({ confidentiality: 'none' })).toEqual(on({ confidentiality: 'none', exemption: null }))
  })
})

test('every row is there once', () => {
  expect(EXEMPTIONS.map(({ id }) => id).sort()).toEqual([...EXEMPTION_IDS].sort())
})

test('an approval’s dates set nothing aside for a flow that does not rest on it', () => {
  const flow = { ...flowG(), confidentiality: 'none', nationalOptOutDisapplied: [dates], exemption: null } as FlowTerms
  expect(effectOn(flow, '2026-03-20').nationalOptOutSetAsideBy).toBeNull()
})

test('a basis or a source nobody knows lifts nothing and lets nobody in', () => {
  const flow = { ...flowG(), confidentiality: 'hearsay', drawsOn: ['archive'], exemption: { id: 'whatever', ...dates } } as unknown as FlowTerms
  expect(effectOn(flow, '2026-03-20')).toMatchObject({ lifts: false, nationalOptOutSetAsideBy: null, type1Applies: true })
})

test('numbers issued outside England have a row; England’s and test numbers have none', () => {
  expect(rowForRange('scotland')).toBe('outside-england')
  expect(rowForRange('northern-ireland')).toBe('outside-england')
  expect(rowForRange('england')).toBeNull()
  expect(rowForRange('test')).toBeNull()
  expect(exemption('outside-england').nationalOptOut).toBe('does-not-apply')
})

test.each([[[]], [['gp']], [['council', 'hospital']], [['adult-social-care']], [['childrens-social-care', 'education']], [['something-new']]])('nothing can be not confidential that draws on %j: the flow has no basis', (drawsOn) => {
  const flow: FlowBasis = { confidentiality: 'not-confidential', purpose: 'secondary', drawsOn: drawsOn as FlowBasis['drawsOn'], extendType1: true, nationalOptOutDisapplied: [], exemption: null }
  expect(effectOn(flow, '2026-03-20')).toEqual(effectOn({ ...flow, confidentiality: 'none' }, '2026-03-20'))
  expect(decide(aPerson(), [], flowG(flow), NOW).reasons).toContain('NO_CONFIDENTIALITY_BASIS')
  expect(effectOn({ ...flow, drawsOn: ['council', 'other'] }, '2026-03-20')).toMatchObject({ lifts: true, nationalOptOutSetAsideBy: 'not-confidential' })
})
