import { describe, expect, test } from 'vitest'
import type { Day } from '#app/kernel/uk-date.ts'
import { assuranceLastDay, isAssured, type AssuranceStatus } from '#app/projects/assurance.rules.ts'
import {
  CORE_SECTIONS, emptyFacts, FACT_SECTIONS, MISSING_FACT_KINDS, missingFacts, NOT_SAID_OF_PARTY, signingParties, wholeFacts, type MissingFactKind, type Party, type ProjectFacts,
} from '#app/projects/facts.rules.ts'
import { missingFactSentence } from '#app/projects/facts.words.ts'
import { applyEdit, changedSections, editsThatMake, type FactEdit, idFrom, mayChange, pieceOf, sectionState } from '#app/projects/project.rules.ts'
import { processingKey } from '#app/projects/processing-key.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'

const facts = someFacts()
const [first, second] = facts.flows
const [register, flags] = facts.datasets
const [practice, council] = facts.parties
if (!first || !second || !register || !flags || !practice || !council) throw new Error('the example has two of each')
const withFlow = (change: Partial<typeof first>): ProjectFacts => someFacts({ flows: [{ ...first, ...change }, second] })

const GAPS: Record<MissingFactKind, ProjectFacts> = {
  'purpose-missing': someFacts({ purpose: null }),
  'too-few-parties': someFacts({ parties: [practice] }),
  'no-controller': someFacts({ parties: facts.parties.map((party) => ({ ...party, role: 'recipient' as const })) }),
  'no-dataset': someFacts({ datasets: [] }),
  'dataset-without-fields': someFacts({ datasets: [{ ...register, fields: [] }, flags] }),
  'dataset-controller-not-a-party': someFacts({ datasets: [{ ...register, controllerCode: 'ELSE' }, flags] }),
  'no-flow': someFacts({ flows: [] }),
  'flow-from-not-a-party': withFlow({ fromCode: 'ELSE' }),
  'flow-to-not-a-party': withFlow({ toCode: 'ELSE' }),
  'flow-dataset-unknown': withFlow({ datasetId: 'something-else' }),
  'flow-goes-nowhere': withFlow({ toCode: first.fromCode }),
  'flow-without-confidentiality-route': withFlow({ confidentiality: 'none' }),
  'member-twice': someFacts({ parties: [{ ...practice, members: [{ code: 'M1', name: 'One' }, { code: council.organisationCode, name: 'Two' }] }, council] }),
  'flow-to-a-group': someFacts({ parties: facts.parties.map((party) => (party.organisationCode === first.toCode ? { ...party, members: [{ code: 'M1', name: 'One' }] } : party)) }),
  'group-sends-nothing': someFacts({ parties: facts.parties.map((party) => (party.organisationCode === first.toCode ? { ...party, members: [{ code: 'M1', name: 'One' }] } : party)) }),
  'safeguards-missing': someFacts({ safeguards: null }),
  'telling-people-missing': someFacts({ tellingPeople: null }),
}

describe('what is missing before a protocol can be drafted', () => {
  test('nothing is missing from complete facts', () => expect(missingFacts(facts)).toEqual([]))

  test.each(MISSING_FACT_KINDS)('%s is found, and said in a sentence that names the thing', (kind) => {
    const missing = missingFacts(GAPS[kind]).find((item) => item.kind === kind)
    expect(missing).toBeDefined()
    const sentence = missingFactSentence(GAPS[kind], missing!)
    expect(sentence).toMatch(/^[A-Z]/)
    if (kind === 'member-twice') expect(sentence).toContain(council.organisationCode)
    else if (kind === 'group-sends-nothing') expect(sentence).toContain(council.name)
    else if (missing!.about) expect(sentence).toMatch(/“(List of patients|List of patients to the council)”/)
  })

  test('new facts miss every section', () => {
    expect(new Set(missingFacts(emptyFacts('A title')).map((item) => item.section))).toEqual(new Set(CORE_SECTIONS))
    expect(FACT_SECTIONS.map((section) => sectionState(emptyFacts('A title'), section))).toEqual(FACT_SECTIONS.map(() => 'not-started'))
  })

  test('a section is complete, incomplete or not started by its own facts', () => {
    expect(CORE_SECTIONS.map((section) => sectionState(facts, section))).toEqual(CORE_SECTIONS.map(() => 'complete'))
    expect(sectionState(GAPS['flow-goes-nowhere'], 'flows')).toBe('incomplete')
    expect(sectionState(GAPS['flow-goes-nowhere'], 'datasets')).toBe('complete')
  })

  test('a processor does not sign; every other party does', () => {
    const withProcessor = someFacts({ parties: [...facts.parties, { ...council, organisationCode: 'PROC', role: 'processor' }] })
    expect(signingParties(withProcessor).map((party) => party.organisationCode)).toEqual(facts.parties.map((party) => party.organisationCode))
  })
})

describe('how a party is assured', () => {
  test.each([
    ['2026-06-24', '2027-06-30'], ['2026-06-30', '2027-06-30'], ['2026-02-01', '2027-06-30'],
    ['2026-07-01', '2027-06-30'], ['2026-08-31', '2027-06-30'], ['2026-09-01', '2028-06-30'], ['2026-12-31', '2028-06-30'],
  ])('an assessment published on %s counts to %s', (publishedOn, lastDay) => expect(assuranceLastDay(publishedOn)).toBe(lastDay))

  test.each<[AssuranceStatus, Day | '', Day, boolean]>([
    ['met', '2026-06-24', '2027-06-30', true], ['exceeded', '2026-06-24', '2026-06-24', true], ['met', '2026-06-24', '2027-07-01', false], ['met', '2026-06-24', '2026-06-23', false],
    ['approaching', '2026-06-24', '2026-07-01', false], ['not-met', '2026-06-24', '2026-07-01', false], ['not-published', '', '2026-07-01', false], ['not-said', '', '2026-07-01', false],
    ['met', '', '2026-07-01', false],
  ])('%s on “%s” is looked at on %s: %s', (status, publishedOn, on, assured) => expect(isAssured({ status, publishedOn }, on)).toBe(assured))

  test('of a party that was named before this was asked, it is not said', () => {
    const { registration: _registration, address: _address, assurance: _assurance, ...asItWas } = facts.parties[0]!
    expect(wholeFacts({ ...facts, parties: [asItWas as Party] }).parties[0]).toEqual({ ...asItWas, ...NOT_SAID_OF_PARTY })
  })
})

describe('one edit', () => {
  const edit = (given: FactEdit, to = facts) => applyEdit(to, given)

  test('changes one flow and leaves the rest', () => {
    const after = edit({ section: 'flows', key: first.ref, value: { ...first, frequency: 'Twice' } })
    expect(after.ok && after.value.flows.map((flow) => flow.frequency)).toEqual(['Twice', second.frequency])
    expect(after.ok && changedSections(facts, after.value)).toEqual(['flows'])
  })

  test('adding the very same thing twice is one addition, something else of that name is refused', () => {
    expect(edit({ section: 'flows', key: null, value: first })).toEqual({ ok: true, value: facts })
    expect(edit({ section: 'flows', key: null, value: { ...first, name: 'Other' } })).toMatchObject({ ok: false, refusal: { kind: 'already-there' } })
  })

  test('a processor may work for a further controller, under a key that says for whom, and the first key stays', () => {
    const haven = { organisationCode: 'HAVEN' }
    const terms = { processorCode: haven.organisationCode, controllerCode: council.organisationCode, subject: 'Matching', nature: 'By name', duration: 'A year', subProcessors: 'None', place: 'England', atEnd: 'Destroyed' }
    const more = { ...terms, controllerCode: practice.organisationCode, subject: 'Making the extract' }
    const one = edit({ section: 'processing', key: null, value: terms })
    const two = one.ok ? edit({ section: 'processing', key: null, value: more }, one.value) : one
    if (!two.ok) throw new Error('both can be added')
    expect(two.value.processing).toEqual([terms, more])
    expect(two.value.processing.map((item) => processingKey(item, two.value.processing))).toEqual(['HAVEN', `HAVEN-${practice.organisationCode}`])
    expect(edit({ section: 'processing', key: null, value: { ...more, place: 'Wales' } }, two.value)).toMatchObject({ ok: false, refusal: { kind: 'already-there' } })
    const changed = edit({ section: 'processing', key: `HAVEN-${practice.organisationCode}`, value: { ...more, place: 'Wales' } }, two.value)
    expect(changed.ok && changed.value.processing.map((item) => item.place)).toEqual(['England', 'Wales'])
    expect(edit({ section: 'processing', key: `HAVEN-${practice.organisationCode}`, value: { ...more, controllerCode: council.organisationCode } }, two.value)).toMatchObject({ ok: false, refusal: { kind: 'already-there' } })
    const without = edit({ section: 'processing', key: `HAVEN-${practice.organisationCode}`, value: null }, two.value)
    expect(without.ok && without.value.processing).toEqual([terms])
  })

  test('what another fact stands on is not taken away', () => {
    expect(edit({ section: 'datasets', key: register.id, value: null })).toMatchObject({ ok: false, refusal: { kind: 'dataset-in-use' } })
    expect(edit({ section: 'parties', key: practice.organisationCode, value: null })).toMatchObject({ ok: false, refusal: { kind: 'party-in-use' } })
    const alone = someFacts({ flows: [] })
    expect(edit({ section: 'datasets', key: register.id, value: null }, alone)).toMatchObject({ ok: true })
  })

  test('removing what has gone already changes nothing; changing it is refused', () => {
    expect(edit({ section: 'flows', key: 'gone', value: null })).toEqual({ ok: true, value: facts })
    expect(edit({ section: 'flows', key: 'gone', value: first })).toMatchObject({ ok: false, refusal: { kind: 'no-longer-there' } })
  })

  test('may be of the title, which is in no section', () => {
    expect(applyEdit(facts, { section: 'title', value: 'Another name' })).toEqual({ ok: true, value: { ...facts, title: 'Another name' } })
    expect(pieceOf(facts, { section: 'title', value: 'x' })).toBe(facts.title)
  })

  test('the piece it is about is the one thing, or the section', () => {
    expect(pieceOf(facts, { section: 'flows', key: second.ref, value: null })).toEqual(second)
    expect(pieceOf(facts, { section: 'flows', key: null, value: first })).toEqual(first)
    expect(pieceOf(facts, { section: 'safeguards', value: facts.safeguards! })).toEqual(facts.safeguards)
    expect(pieceOf(emptyFacts('x'), { section: 'parties', key: 'A', value: null })).toBeNull()
  })
})

test('only the drafter may change a project, and nobody after its end', () => {
  expect(mayChange({ organisationCode: 'A', endedAt: null }, 'A').ok).toBe(true)
  expect(mayChange({ organisationCode: 'A', endedAt: null }, 'B')).toMatchObject({ refusal: { kind: 'not-the-drafter' } })
  expect(mayChange({ organisationCode: 'A', endedAt: new Date(0) }, 'A')).toMatchObject({ refusal: { kind: 'project-ended' } })
})

test.each([['Register extract', 'register-extract'], ['  GP — Flags! ', 'gp-flags'], ['new', 'new-dataset'], ['…', 'dataset']])(
  'a dataset called “%s” has a short name that can stand in an address', (name, id) => {
    expect(idFrom(name, 'dataset')).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    expect(idFrom(name, 'dataset')).toBe(id)
  },
)

describe('a whole list saved at once', () => {
  const all = (given: FactEdit, to = facts) => applyEdit(to, given)
  const [practiceFlow] = facts.flows

  test('takes the place of the list, as if each had been saved by itself', () => {
    const third = { ...practice, organisationCode: 'THIRD' }
    const parties = [...facts.parties, third]
    expect(all({ section: 'parties', all: parties })).toEqual(applyEdit(facts, { section: 'parties', key: null, value: third }))
    expect(pieceOf(facts, { section: 'parties', all: [] })).toEqual(facts.parties)
  })

  test('is refused when it names one thing twice, or takes away what another fact stands on', () => {
    expect(all({ section: 'parties', all: [...facts.parties, practice] })).toMatchObject({ ok: false, refusal: { kind: 'already-there' } })
    expect(all({ section: 'datasets', all: facts.datasets.filter((dataset) => dataset.id !== practiceFlow!.datasetId) })).toMatchObject({ ok: false, refusal: { kind: 'dataset-in-use' } })
    expect(all({ section: 'parties', all: [council] })).toMatchObject({ ok: false, refusal: { kind: 'party-in-use' } })
  })

  test('makes whole facts out of none, a save for each section', () => {
    const made = editsThatMake(facts).reduce((so, given) => {
      const next = applyEdit(so, given)
      if (!next.ok) throw new Error(next.refusal.kind)
      return next.value
    }, emptyFacts(facts.title))
    expect(made).toEqual(facts)
  })
})
