import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { changeWords, differencesBetween } from '#app/documents/document.words.ts'
import { flowChoices } from '#app/documents/flow-choices.rules.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { endMatter } from '#app/documents/end-matter.words.ts'
import { paperForPage, standalonePaper } from '#app/documents/paper-page.rules.ts'
import { PROTOCOL, protocolData } from '#app/documents/papers/protocol.rules.ts'
import { isSameName, maySign, readVersionName, SIGN_REFUSALS, signingRoles, type SigningState } from '#app/documents/document.rules.ts'
import { SIGN_REFUSAL_WORDS } from '#app/documents/document.words.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { CONFIDENTIALITY_ROUTES, emptyFacts, signingParties, wholeFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'
import { someStanding } from '#tests/factories/standing.ts'

const facts = someFacts()
/** Of the paper that the first template made, when it was the newest, of the facts kept beside this test. */
const FIRST_TEMPLATE_DIGEST = '9fd3868f57c76f88cf18358302783d5aec81a9c2ea0c5ad74f59f46a32d8cd3b'
const source = (given: ProjectFacts = facts) => ({ projectRef: 'pilot', documentRef: 'pilot-protocol', about: '', facts: given, versions: [{ number: 1, day: '2026-04-02', changes: [] }] })
const paper = (given: ProjectFacts = facts) => renderTemplate(PROTOCOL.template, protocolData(source(given)), 'html')
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('the protocol', () => {
  test('states every fact', () => {
    const text = words(paper()).replaceAll('&#x27;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    const said: string[] = [
      facts.title, facts.purpose!.plainSummary, facts.purpose!.necessity, '1 May 2026', '30 April 2027', '31 October 2027',
      ...facts.parties.flatMap((party) => [party.name, party.organisationCode, party.contactName, party.contactEmail]),
      ...facts.datasets.flatMap((dataset) => [dataset.name, dataset.source, ...dataset.fields.flatMap((field) => [field.name, field.why])]),
      ...facts.flows.flatMap((flow) => [flow.ref, flow.use, flow.legalPower, flow.confidentialityWhy, flow.transport, flow.frequency, 'Article 6(1)(e)', 'Article 9(2)(h)']),
      `${facts.safeguards!.retentionMonths} months from ${facts.safeguards!.retentionFrom}`, ...facts.safeguards!.securityMeasures, facts.safeguards!.breach,
      ...facts.tellingPeople!.notShared, '28 days', facts.tellingPeople!.noticeAddress, facts.tellingPeople!.complaintsTo,
    ]
    for (const fact of said) expect(text).toContain(fact.replace(/\.$/, ''))
  })

  test('of restricted people it promises what the gate and the letters do', () => {
    const text = words(paper())
    for (const said of [
      'No letter goes to someone whose record is restricted.', 'Nothing about them is shared before that; from then on they choose as anyone does.',
      'leaves their address, and anything else that shows where they are, out of their row', 'leaves empty every field that holds their address', 'The letter is in English',
    ]) expect(text).toContain(said)
  })

  test('promises a letter, and a closing date for replies, only where there is an opt-out to reply with', () => {
    const without = words(paper(someFacts({ flows: facts.flows.map((flow) => ({ ...flow, projectOptOut: false })) })))
    for (const letter of ['each person is written to', 'The letter is in English', 'The letter says plainly', 'until the closing date for replies', 'the opt-out is a safeguard']) {
      expect(words(paper())).toContain(letter)
      expect(without).not.toContain(letter)
    }
    for (const notice of ['People are told by the privacy notice, which is there before anything is shared', 'The notice says plainly', 'gives them 28 days to reply', 'leaves their address, and anything else']) expect(without).toContain(notice)
  })

  test('escapes what people typed', () => {
    const nasty = '<script>alert("x")</script> & <h2>Signed</h2>'
    const html = paper(someFacts({ title: nasty, parties: facts.parties.map((party) => ({ ...party, does: nasty, contactName: nasty })) }))
    expect(html).not.toContain('<script')
    expect(html).not.toContain('<h2>Signed')
    expect(paperForPage(html)).not.toContain('<h3>Signed')
    const [, title] = paperBlocks(html)
    expect(title).toMatchObject({ kind: 'heading', text: nasty })
  })

  test('numbers its clauses one after another, and gives each a name of its own that stays', () => {
    const html = paper()
    const names = [...html.matchAll(/<li data-clause="([^"]+)"><span class="clause">([\d.]+)<\/span>/g)]
    expect(names.length).toBeGreaterThan(35)
    expect(new Set(names.map(([, name]) => name)).size).toBe(names.length)
    let last: [number, number] = [0, 0]
    for (const [, , number] of names) {
      const [part, clause] = number!.split('.').map(Number) as [number, number]
      expect(part === last[0] ? clause === last[1] + 1 : part > last[0] && clause === 1, `${last.join('.')} then ${number}`).toBe(true)
      last = [part, clause]
    }
    const sections = [...html.matchAll(/<h2>(\d+)\. /g)].map(([, number]) => Number(number))
    expect(sections).toEqual(sections.map((_number, index) => index + 1))
  })

  test('is the same words for the same facts, and other words for another version', () => {
    expect(paper()).toBe(paper())
    const second = renderTemplate(PROTOCOL.template, protocolData({ ...source(), versions: [...source().versions, { number: 2, day: '2026-04-09', changes: ['flows'] }] }), 'html')
    expect(second).not.toBe(paper())
    expect(second).toContain('Changed: data flows')
  })

  test('is not drafted from incomplete facts', () => expect(() => protocolData(source(emptyFacts('x')))).toThrow(/complete facts/))

  test.each([
    ['a processor', { parties: [...facts.parties, { ...facts.parties[0]!, organisationCode: 'PROC', name: 'A Processor', role: 'processor' as const }] }, 'A processor acts only on the written instructions'],
    ['joint controllers', { parties: facts.parties.map((party) => ({ ...party, role: 'joint-controller' as const })) }, 'Article 26'],
    ['no opt-out of its own', { flows: facts.flows.map((flow) => ({ ...flow, projectOptOut: false })) }, 'offers no opt-out of its own'],
    ['a month of keeping', { safeguards: { ...facts.safeguards!, retentionMonths: 1 } }, 'kept for 1 month from'],
  ] as const)('with %s', (_name, changes, said) => expect(words(paper(someFacts(changes as Partial<ProjectFacts>)))).toContain(said))

  test('its example is what the template is given, no more and no less', () => {
    const example = JSON.parse(readFileSync('templates/documents/protocol/example.json', 'utf8')) as object
    expect(renderTemplate(PROTOCOL.template, example, 'html')).toContain('Oldham GP data sharing pilot')
    expect(Object.keys(example).sort()).toEqual(Object.keys(protocolData(source())).sort())
  })
})

describe('which opt-outs a flow keeps', () => {
  const [flow] = facts.flows
  const choices = (change: object) => flowChoices({ ...flow!, ...change }, '2026-06-15')

  test('care of the person: only the project’s own', () => {
    expect(choices({})).toMatchObject({ project: true, type1: false, type1Why: 'own-care', national: false, nationalWhy: 'own-care' })
  })
  test('section 251 from GP records: all', () => {
    expect(choices({ confidentiality: 'section-251', purposeKind: 'secondary' })).toMatchObject({ type1: true, type1Why: 'beyond-care', national: true, nationalWhy: 'section-251' })
  })
  test('section 251 from hospital records: no type 1', () => {
    expect(choices({ confidentiality: 'section-251', purposeKind: 'secondary', drawsOn: ['hospital'] })).toMatchObject({ type1: false, type1Why: 'no-gp-records', national: true })
  })
  test('consent: neither of the two', () => {
    expect(choices({ confidentiality: 'consent', purposeKind: 'secondary' })).toMatchObject({ type1: false, type1Why: 'basis-outside', national: false, nationalWhy: 'basis-outside' })
  })
  test('a legal duty, from GP records: type 1 is kept where the law leaves it open', () => {
    expect(choices({ confidentiality: 'legal-duty', purposeKind: 'secondary' })).toMatchObject({ type1: true, national: false })
    expect(choices({ confidentiality: 'legal-duty', purposeKind: 'secondary', drawsOn: ['council'] })).toMatchObject({ type1: false, type1Why: 'no-gp-records' })
  })
  test.each(CONFIDENTIALITY_ROUTES)('%s: the paper gives a reason for each', (confidentiality) => {
    const html = paper(someFacts({ flows: [{ ...flow!, confidentiality, purposeKind: confidentiality === 'direct-care' ? 'direct-care' : 'secondary' }] }))
    expect(html).toContain('<th scope="row">National data opt-out</th>')
    expect(html).not.toMatch(/undefined|<td><\/td>/)
  })
})

test('on a page, what is wider than a phone scrolls by keyboard too', () => {
  const html = paperForPage(paper())
  expect(html).toMatch(/<div class="concordat-flow-map" role="region" aria-label="[^"]+" tabindex="0">/)
  expect((html.match(/<table/g) ?? []).length).toBe((html.match(/<div class="nhsuk-table-container" role="region" aria-label="[^"]+" tabindex="0"><table/g) ?? []).length)
})

test('on a page, each cell of a table bears the heading of its column, and the words stay as they are', () => {
  const html = paperForPage(paper())
  const [table = ''] = /<caption>Parties<\/caption>[\s\S]*?<\/table>/.exec(html) ?? []
  const headings = [...table.matchAll(/<th role="columnheader" scope="col"[^>]*>([^<]*)<\/th>/g)].map(([, text]) => text)
  const rows = [...table.matchAll(/<tr role="row">([\s\S]*?)<\/tr>/g)].slice(1).map(([, row = '']) => [...row.matchAll(/ data-heading="([^"]*)"/g)].map(([, text]) => text))
  expect(headings.length).toBeGreaterThan(2)
  expect(rows).toEqual(facts.parties.map(() => headings))
  const words = (text: string) => text.replace(/<[^>]*>|\s/g, '')
  expect(words(html)).toBe(words(paper()))
})

describe('who may sign', () => {
  const state: SigningState = { signers: signingParties(facts), isNewest: true, projectEnded: false, saysWhatFactsSay: true, madeBy: 'author', signedBy: [] }
  const siro = { userId: 'u', organisationCode: facts.parties[1]!.organisationCode, organisationKind: 'council', role: 'siro' } as const
  const guardian = { userId: 'g', organisationCode: facts.parties[0]!.organisationCode, organisationKind: 'gp-practice', role: 'caldicott-guardian' } as const

  test('a council’s SIRO and a practice’s Caldicott Guardian or SIRO', () => {
    expect(maySign(state, siro).ok).toBe(true)
    expect(maySign(state, guardian).ok).toBe(true)
    expect(signingRoles('council')).toEqual(['siro'])
  })

  test.each([
    ['not-a-party', state, { ...siro, organisationCode: 'ELSE' }],
    ['wrong-role', state, { ...siro, role: 'caldicott-guardian' }],
    ['wrong-role', state, { ...guardian, role: 'practice-manager' }],
    ['already-signed', { ...state, signedBy: [{ organisationCode: siro.organisationCode }] }, siro],
    ['author-cannot-sign', { ...state, madeBy: 'u' }, siro],
    ['project-ended', { ...state, projectEnded: true }, siro],
    ['not-the-newest-version', { ...state, isNewest: false }, siro],
    ['facts-have-changed', { ...state, saysWhatFactsSay: false }, siro],
  ] as const)('refused: %s', (kind, given, signer) => expect(maySign(given, signer)).toMatchObject({ ok: false, refusal: { kind } }))

  test('each refusal has its sentence', () => { for (const kind of SIGN_REFUSALS) expect(SIGN_REFUSAL_WORDS[kind]).toMatch(/\.$/) })

  test.each([['Łucja  Zoë O’Hara', 'łucja zoe o\'hara', true], ['Jane Doe', 'Jane Roe', false], ['', '', false], ['José', 'Jose', true]])('“%s” and “%s”', (a, b, same) =>
    expect(isSameName(a, b)).toBe(same))

  test.each([['v1', 1], ['v12', 12], ['v0', null], ['v01', null], ['1', null], ['v1.pdf', null], [undefined, null], ['v-1', null]])('%s names version %s', (name, number) =>
    expect(readVersionName(name)).toBe(number))
})

test('what changed between two versions is said thing by thing', () => {
  const [first, second] = facts.flows
  const after = someFacts({ title: 'Other', flows: [{ ...first!, use: 'Else' }, { ...second!, ref: 'third', name: 'A third flow' }] })
  expect(differencesBetween(facts, after)).toEqual([
    'Title: changed', 'Data flow “A third flow”: added', 'Data flow “List of patients to the council”: changed (what the recipient does with it)',
    'Data flow “Codes for needs to the council”: removed',
  ])
  expect(differencesBetween(facts, someFacts({ safeguards: { ...facts.safeguards!, retentionMonths: 12 } }))).toEqual(['Retention and security: changed (kept for)'])
  expect(differencesBetween(facts, facts)).toEqual([])
  expect(changeWords([])).toBe('First version')
})

test('a paper kept by itself needs nothing beside it and escapes its furniture', () => {
  const html = standalonePaper({
    title: '<b>', content: paper(), watermark: '<u>',
    after: endMatter({ kind: 'protocol', number: 1, contentHash: 'c'.repeat(64), signing: [{ party: '<i>', signer: null }], standing: someStanding() }),
  })
  expect(html).toContain('<html lang="en-GB">')
  expect(html).not.toMatch(/<b>|<i>|<u>|<script|<link|src=|@import/)
  expect(html.match(/<h1>/g)).toHaveLength(1)
  for (const said of ['Signatures on version 1', 'Not signed yet', 'History of this paper', 'c'.repeat(64)]) expect(html).toContain(said)
})

test('markup that could not be drawn is a fault, never a gap in the paper', () => {
  expect(() => paperBlocks('<div>lost</div>')).toThrow(/cannot be drawn/)
  expect(() => paperBlocks('lost')).toThrow(/outside any block/)
})

describe('what the second template says beside the first', () => {
  const full = fullFacts()
  const text = words(paper(full)).replaceAll('&#x27;', '\'').replaceAll('&quot;', '"')

  test.each([
    ['the framework it is a schedule of', 'a purpose schedule of the framework protocol for health and care bodies of Testborough'],
    ['officers', 'Test Lane Surgery Caldicott Guardian Dr Ana Bell'],
    ['roles at each stage', 'Testborough Council (controller) and North Haven (processor)'],
    ['the level and period of a dataset', 'One row for a person. Period: April 2024 to March 2026.'],
    ['the gateways of a flow', 'Health and Social Care Act 2012, section 251B (duty); Children Act 2004, sections 10 and 11 (duty)'],
    ['the use and limit of a gateway', 'Dissemination by NHS England. NHS England alone discloses under it, and only for health and care. Leaves the duty of confidence as it is'],
    ['how records are matched', 'NHS number, date of birth and postcode'],
    ['the steps of de-personalising', 'De-personalising, step 2 The NHS number is replaced by a pseudonym.'],
    ['the clock', 'Within 3 months from the day of matching.'],
    ['turning a pseudonym back', 'Nobody may, but to tell someone of a danger'],
    ['small counts', 'No count under 5 may be published or passed on.'],
    ['separation of duties', 'Nobody both matches records and analyses what has been matched'],
    ['objections', 'Each is weighed by the Caldicott Guardian within ten working days'],
    ['erasure', 'A record can be taken out until the identifiers are destroyed'],
    ['decisions by a computer', 'No decision about a person is made by a computer alone.'],
  ])('%s', (_what, said) => expect(text).toContain(said))

  test('without those facts, what holds instead', () => {
    const bare = words(paper(fullFacts({ framework: null, officers: [], stages: [], linkage: null, rights: null, flows: full.flows.map((flow) => ({ ...flow, gateways: [] })) })))
    for (const said of ['This protocol stands by itself', 'Their names are on request', 'Each party keeps its role', 'does not leave the United Kingdom', 'No figure is published', 'Gateways in the library None chosen']) expect(bare).toContain(said)
    expect(bare).not.toContain('What the gateways allow')
  })

  test('a hundred parties are counted where a sentence would name them, and named in their table', () => {
    const many = paper(fullFacts({ parties: [...full.parties, ...Array.from({ length: 100 }, (_item, index) => ({ ...full.parties[0]!, organisationCode: `Y8${index}`, name: `Surgery ${index}` }))] }))
    expect(many).toContain('The 103 parties in part 2 that are not processors sign this version')
    expect(many).toContain('any controller (those named in part 2)')
    expect(many.match(/Surgery 99 \(Y899\)/g)).toHaveLength(1)
  })

  test('a version whose facts are those before says that only the template is new', () => {
    const lines = [{ number: 1, day: '2026-04-02', changes: [] }, { number: 2, day: '2026-04-09', changes: [] }]
    expect(protocolData({ ...source(), versions: lines }).versions.map((line) => line.changes)).toEqual(['First version', 'The same facts in the words of a newer template'])
  })
})

describe('the first template, with which stored versions were drafted', () => {
  const first = (given: ProjectFacts) => renderTemplate('templates/documents/protocol/v1.hbs', protocolData(source(given)), 'html')

  test('still says what it said, whatever has been asked for since', () => {
    expect(first(fullFacts({ flows: facts.flows, parties: facts.parties, datasets: facts.datasets, title: facts.title }))).toBe(first(facts))
    const kept = JSON.parse(readFileSync('tests/rules/documents/facts-of-the-first-template.json', 'utf8')) as ProjectFacts
    expect(sha256Hex(first(wholeFacts(kept)))).toBe(FIRST_TEMPLATE_DIGEST)
  })
})
