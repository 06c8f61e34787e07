import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { changeWords, differencesBetween } from '#app/documents/document.words.ts'
import { flowChoices } from '#app/documents/flow-choices.rules.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { paperForPage, standalonePaper } from '#app/documents/paper-page.rules.ts'
import { PROTOCOL, protocolData } from '#app/documents/papers/protocol.rules.ts'
import { isSameName, maySign, readVersionName, SIGN_REFUSALS, signingRoles, type SigningState } from '#app/documents/document.rules.ts'
import { SIGN_REFUSAL_WORDS } from '#app/documents/document.words.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { CONFIDENTIALITY_ROUTES, emptyFacts, signingParties, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'

const facts = someFacts()
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
    'Title: changed', 'Data flow “A third flow”: added', 'Data flow “Register extract to the council”: changed (what the recipient does with it)',
    'Data flow “Coded demand flags to the council”: removed',
  ])
  expect(differencesBetween(facts, someFacts({ safeguards: { ...facts.safeguards!, retentionMonths: 12 } }))).toEqual(['Retention and security: changed (kept for)'])
  expect(differencesBetween(facts, facts)).toEqual([])
  expect(changeWords([])).toBe('First version')
})

test('a paper kept by itself needs nothing beside it and escapes its furniture', () => {
  const html = standalonePaper({ title: '<b>', reference: 'r', version: 1, contentHash: 'c'.repeat(64), content: paper(), signatures: [{ party: '<i>', words: 'Not signed yet' }] })
  expect(html).toContain('<html lang="en-GB">')
  expect(html).not.toMatch(/<b>|<i>|<script|<link|src=|@import/)
  expect(html.match(/<h1>/g)).toHaveLength(1)
})

test('markup that could not be drawn is a fault, never a gap in the paper', () => {
  expect(() => paperBlocks('<div>lost</div>')).toThrow(/cannot be drawn/)
  expect(() => paperBlocks('lost')).toThrow(/outside any block/)
})
