import { describe, expect, test } from 'vitest'
import { PREFLIGHT_RULES, type Finding } from '#app/documents/preflight-finding.rules.ts'
import { preflight } from '#app/documents/preflight.rules.ts'
import { findingSentence, FINDING_WORDS } from '#app/documents/preflight.words.ts'
import { factPlaces, withFact } from '#app/projects/fact-leaves.rules.ts'
import { DATASET_STARTERS } from '#app/projects/dataset-starters.rules.ts'
import { emptyFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { GATEWAYS, gatewayName } from '#app/projects/gateways.rules.ts'
import { PATTERN_FACTS } from '#app/projects/patterns.rules.ts'
import { CAMBRIDGESHIRE_BODIES, CAMBRIDGESHIRE_PRACTICES } from '#db/seed/demo/cambridgeshire-organisations.ts'
import { DEMO_ORGANISATIONS } from '#db/seed/demo/example-organisations.ts'
import { PLANTED_DEFECTS } from '#tests/factories/planted-defects.ts'
import { FAULTY_SENTENCES, SOUND_SENTENCES, type PlantedSentences } from '#tests/factories/planted-sentences.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const kinds = new Map([...DEMO_ORGANISATIONS, ...CAMBRIDGESHIRE_BODIES, ...CAMBRIDGESHIRE_PRACTICES].map((organisation) => [organisation.code, organisation.kind]))
const look = (facts: ProjectFacts) => preflight({ facts, kindOf: (code) => kinds.get(code) ?? null, today: '2026-11-22' })
const nameOf = (finding: Finding) => `${finding.rule} at ${finding.place.join('.')}: ${finding.said}`

describe('a corpus of packs with planted defects', () => {
  const planted = WORKED_EXAMPLES.flatMap(({ ref, facts }) => {
    const clean = new Set(look(facts).map(nameOf))
    return PLANTED_DEFECTS.flatMap((defect) => {
      const spoilt = defect.plant(facts)
      if (!spoilt) return []
      const fresh = look(spoilt).filter((finding) => !clean.has(nameOf(finding)))
      return [{ ref, defect, isFound: fresh.some((finding) => finding.rule === defect.rule), others: fresh.filter((finding) => finding.rule !== defect.rule) }]
    })
  })

  test('holds hundreds, and every rule is among them', () => {
    expect(planted.length).toBeGreaterThan(300)
    const rules = new Set(planted.map(({ defect }) => defect.rule))
    // A body that gives no care as the recipient is a question, and each worked example answers it.
    expect(PREFLIGHT_RULES.filter((rule) => !rules.has(rule))).toEqual(['care-by-no-carer'])
  })

  test('at least 95 in 100 are found', () => {
    const missed = planted.filter(({ isFound }) => !isFound).map(({ ref, defect }) => `${ref}: ${defect.rule}, ${defect.what}`)
    expect(1 - missed.length / planted.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95)
  })

  test('at most 5 in 100 findings are about something that was not planted', () => {
    const found = planted.filter(({ isFound }) => isFound).length
    // What a defect brings with it is a finding about the same fact and no false one.
    const beside = planted.flatMap(({ ref, defect, others }) => others.map((other) => ({ ref, defect, other })))
    const expected: Partial<Record<string, readonly string[]>> = {
      'power-missing': ['placeholder'], 'section-251-review-late': ['section-251-facts-missing'], 'route-against-purpose': ['section-251-facts-missing', 'care-by-no-carer', 'section-251-review-late'],
      'article-9-missing': ['care-by-no-carer', 'route-against-purpose'], 'gateway-not-for-purpose': ['care-by-no-carer', 'gateway-not-for-body'], 'gateway-out-of-force': ['gateway-not-for-body'],
      'gateway-not-for-records': ['gateway-not-for-body'], 'section-251-facts-missing': ['section-251-review-late'], 'hard-to-read': ['jargon'], jargon: ['hard-to-read'],
      'anonymised-with-identifiers': ['gateway-not-for-body'],
    }
    const stray = beside.filter(({ defect, other }) => !expected[defect.rule]?.includes(other.rule))
    const clean = WORKED_EXAMPLES.flatMap(({ ref, facts }) => look(facts).filter((finding) => finding.weight === 'must').map((finding) => `${ref}: ${nameOf(finding)}`))
    const words = [...stray.map(({ ref, defect, other }) => `${ref}: ${defect.rule} (${defect.what}) brought ${nameOf(other)}`), ...clean]
    expect(words.length / (found + words.length), words.join('\n')).toBeLessThanOrEqual(0.05)
  })
})

/** The facts of an example with a sentence in them; null where they have no place for it. */
function withSentence(facts: ProjectFacts, path: string, text: string): ProjectFacts | null {
  if (path === 'datasets[].fields[]') {
    const [name = '', kind = ''] = text.split('|')
    const dataset = facts.datasets[0]
    return dataset ? { ...facts, datasets: [{ ...dataset, fields: [...dataset.fields, { ...dataset.fields[0]!, name, kind: kind as 'coded', why: 'Tells the rows of the file apart' }] }, ...facts.datasets.slice(1)] } : null
  }
  const found = factPlaces(facts).find((fact) => fact.path === path)
  return found ? withFact(facts, found.place, found.leaf.kind === 'lines' ? [...(found.value as string[]), text] : text) : null
}

describe('sentences as people write them', () => {
  const clean = WORKED_EXAMPLES.map(({ facts }) => new Set(look(facts).map(nameOf)))
  /** Each in one of the worked examples, in turn. */
  const plantedIn = (groups: readonly PlantedSentences[]) => groups.flatMap(({ rule, path, texts }) => texts.flatMap((text, index) => {
    const able = WORKED_EXAMPLES.flatMap(({ facts }, at) => { const said = withSentence(facts, path, text); return said ? [{ said, at }] : [] })
    const chosen = able[index % able.length]
    if (!chosen) throw new Error(`No example has a place for ${path}`)
    return [{ rule, what: `${path}: ${text}`, fresh: look(chosen.said).filter((finding) => !clean[chosen.at]?.has(nameOf(finding))) }]
  }))
  const faulty = plantedIn(FAULTY_SENTENCES)
  const sound = plantedIn(SOUND_SENTENCES)

  test('are many of both sorts', () => { expect([faulty.length, sound.length].every((count) => count >= 90)).toBe(true) })

  test('at least 95 in 100 of the faulty are found for what they are', () => {
    const missed = faulty.filter(({ rule, fresh }) => !fresh.some((finding) => finding.rule === rule)).map(({ rule, what }) => `${rule}, ${what}`)
    expect(1 - missed.length / faulty.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95)
  })

  test('at most 5 in 100 of the sound are found fault with', () => {
    const wrongly = sound.filter(({ fresh }) => fresh.length > 0).map(({ what, fresh }) => `${what} brought ${fresh.map(nameOf).join('; ')}`)
    expect(wrongly.length / sound.length, wrongly.join('\n')).toBeLessThanOrEqual(0.05)
  })
})

describe('findings', () => {
  test('of what must be mended are not made in the worked examples', () => {
    const found = WORKED_EXAMPLES.flatMap(({ ref, facts }) => look(facts).filter(({ weight }) => weight === 'must').map((finding) => `${ref}: ${nameOf(finding)}`))
    expect(found).toEqual([])
  })

  test('of each rule are said in a sentence that tells what to do, and have a source', () => {
    for (const rule of PREFLIGHT_RULES) expect(FINDING_WORDS[rule]({ said: 'Something', instead: 'something else' })).toMatch(/^[A-Z“][^]{15,}\.$/)
    for (const { facts } of WORKED_EXAMPLES) for (const finding of look(facts)) {
      expect(findingSentence(finding)).not.toMatch(/undefined/)
      expect(finding.source).not.toBe('')
    }
  })

  test('are not made of what the portal itself suggests', () => {
    const { facts } = WORKED_EXAMPLES[0]!
    const flows = [
      ...GATEWAYS.map((gateway) => ({ legalPower: gatewayName(gateway.id) })),
      ...Object.values(PATTERN_FACTS).map(({ transport, use, confidentialityWhy }) => ({ transport, use, confidentialityWhy })),
    ].map((change) => ({ ...facts.flows[0]!, ...change }))
    const datasets = DATASET_STARTERS.map(({ fields }) => ({ ...facts.datasets[0]!, fields }))
    const texts = look({ ...facts, flows, datasets }).filter((finding) => ['power-missing', 'unsafe-transport', 'recipient-unnamed', 'reason-missing', 'identifier-not-said', 'placeholder', 'old-name', 'silence-as-consent'].includes(finding.rule))
    expect(texts.map(nameOf)).toEqual([])
  })

  test('what must be mended comes first, and nothing is found where nothing is said yet', () => {
    const facts = PLANTED_DEFECTS.reduce((given, defect) => defect.plant(given) ?? given, WORKED_EXAMPLES[0]!.facts)
    const weights = look(facts).map((finding) => finding.weight)
    expect(weights).toEqual([...weights].sort())
    expect(look(emptyFacts('A project'))).toEqual([])
  })

  test('a law or body is of the past from its day on, and not before', () => {
    const facts = { ...WORKED_EXAMPLES[0]!.facts, purpose: { ...WORKED_EXAMPLES[0]!.facts.purpose!, benefits: 'The CCG will plan better.' } }
    const on = (today: string) => preflight({ facts, kindOf: () => null, today }).filter((finding) => finding.rule === 'old-name').length
    expect([on('2022-06-30'), on('2022-07-01')]).toEqual([0, 1])
  })
})
