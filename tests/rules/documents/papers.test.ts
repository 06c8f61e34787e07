import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DOCUMENT_KINDS, documentRefOf, type DocumentKind } from '#app/documents/document.rules.ts'
import { packOf } from '#app/documents/pack.rules.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { PAPER_KINDS, paperKind } from '#app/documents/papers/papers.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { signingParties, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { fullFacts, HAVEN_CODE, NATIONAL_BODY_CODE } from '#tests/factories/full-facts.ts'
import { COUNCIL, PRACTICE } from '#tests/factories/who.ts'

const facts = fullFacts()
const sourceOf = (kind: DocumentKind, given: ProjectFacts, about?: string) => {
  const of = about ?? paperKind(kind).subjects(given)[0] ?? ''
  return { projectRef: 'early-help', documentRef: documentRefOf('early-help', kind, of), about: of, facts: given, versions: [{ number: 1, day: '2026-04-02', changes: [] }] }
}
const paper = (kind: DocumentKind, given: ProjectFacts = facts, about?: string) => renderPaper(kind, sourceOf(kind, given, about))
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replaceAll('&#x27;', '\'').replaceAll('&amp;', '&').replace(/\s+/g, ' ')
const clause = (html: string, name: string) => words(html.split(`data-clause="${name}"`)[1]?.split('</li>')[0]?.replace(/^>/, '') ?? '')

function expectNumbered(html: string): void {
  const names = [...html.matchAll(/data-clause="([^"]+)"/g)].map(([, name]) => name)
  expect(new Set(names).size).toBe(names.length)
  let last: [number, number] = [0, 0]
  for (const [, number] of html.matchAll(/<span class="clause">([\d.]+)<\/span>/g)) {
    const [part, item] = number!.split('.').map(Number) as [number, number]
    expect(part === last[0] ? item === last[1] + 1 : part > last[0] && item === 1, `${last.join('.')} then ${number}`).toBe(true)
    last = [part, item]
  }
  const sections = [...html.matchAll(/<h2>(\d+)\. /g)].map(([, number]) => Number(number))
  expect(sections).toEqual(sections.map((_number, index) => index + 1))
}

/** The same facts with what the papers treat differently the other way round. */
const VARIANTS: Readonly<Record<string, ProjectFacts>> = {
  'every section answered': facts,
  'only what a protocol needs, and rights': fullFacts({ ...someFacts(), rights: facts.rights, framework: facts.framework, officers: [], stages: [], linkage: null, nationalData: null, section251: null, processing: [], consent: null }),
  'joint controllers, no gateway, no opt-out, one month': fullFacts({
    parties: facts.parties.map((party) => ({ ...party, role: 'joint-controller' as const })), flows: facts.flows.map((flow) => ({ ...flow, gateways: [], projectOptOut: false })),
    safeguards: { ...facts.safeguards!, retentionMonths: 1 }, stages: facts.stages.map((stage) => ({ ...stage, roles: [] })),
    rights: { ...facts.rights!, automated: 'some', automatedWhat: 'A list is ranked', transfers: 'adequate', transfersWhat: 'Ireland' },
  }),
}

describe.each(PAPER_KINDS.map((kind) => kind.kind))('%s', (kind) => {
  test.each(Object.keys(VARIANTS))('numbers its clauses one after another, each under a name of its own: %s', (variant) => {
    const given = VARIANTS[variant]!
    for (const about of paperKind(kind).subjects(given)) {
      const html = paper(kind, given, about)
      expectNumbered(html)
      expect(() => paperBlocks(html)).not.toThrow()
      expect(html).not.toMatch(/undefined|\[object|NaN|\{\{|<td><\/td>|\(\)|\s,|\.\.(?!\.)/)
    }
  })

  test('its example is what its template is given, no more and no less', () => {
    const { template } = paperKind(kind)
    const example = JSON.parse(readFileSync(template.replace(/[^/]+$/, 'example.json'), 'utf8')) as object
    expect(() => renderTemplate(template, example, 'html')).not.toThrow()
    expect(Object.keys(example).sort()).toEqual(Object.keys(paperKind(kind).data(sourceOf(kind, facts))).sort())
  })

  test('escapes what people typed', () => {
    const html = paper(kind, fullFacts({ title: '<script>x</script>', parties: facts.parties.map((party) => ({ ...party, name: `<h2>${party.name}</h2>` })) }))
    expect(html).not.toMatch(/<script|<h2>(?:Testborough|Test Lane|North|NHS)/)
  })
})

describe('the framework protocol', () => {
  const html = paper('framework')

  test('is called for by a framework and by nothing else', () => {
    expect(packOf(facts).filter((one) => one.kind === 'framework')).toEqual([{ kind: 'framework', about: '' }])
    expect(packOf(fullFacts({ framework: null })).some((one) => one.kind === 'framework')).toBe(false)
  })

  test('states what the code asks of common terms, and lets nothing be shared by itself', () => {
    for (const name of ['agreement-schedules', 'agreement-law', 'principles-list', 'schedules-proposed', 'schedules-assessed', 'joining-how', 'joining-leave', 'care-quality', 'care-security', 'care-breach', 'people-requests', 'people-complaints', 'openness-foi', 'review-when']) {
      expect(html, name).toContain(`data-clause="${name}"`)
    }
    expect(clause(html, 'agreement-schedules')).toContain('It lets nothing be shared by itself')
    expect(clause(html, 'people-complaints')).toContain('within 30 days')
  })

  test('is the same when a purpose is added, so that nobody signs it again', () => {
    const more = fullFacts({ flows: [...facts.flows, { ...facts.flows[0]!, ref: 'another' }], datasets: [...facts.datasets, { ...facts.datasets[0]!, id: 'more' }], safeguards: { ...facts.safeguards!, breach: 'Else' } })
    expect(paper('framework', more)).toBe(html)
  })

  test('lists a hundred surgeries once, under what they do, and each of them signs', () => {
    const surgeries = Array.from({ length: 106 }, (_item, index) => ({ ...facts.parties[0]!, organisationCode: `Y9${index}`, name: `Surgery ${index + 1}`, does: 'write to its patients' }))
    const many = fullFacts({ parties: [...surgeries, ...facts.parties.slice(1)] })
    const wide = paper('framework', many)
    expect(wide.match(/Write to its patients/g)).toHaveLength(1)
    expect(wide).toContain('List 1: 106 bodies')
    for (const party of many.parties) expect(wide).toContain(`<th scope="row">${party.name}</th><td>${party.organisationCode}</td>`)
    expect(paperKind('framework').signers(many, '')).toEqual(signingParties(many))
    expect(words(wide)).toContain('The 109 bodies listed in part 3, of which 108 sign')
  })
})

describe('the data sharing agreement', () => {
  test('is one for each flow under a framework; else for those with NHS England', () => {
    const subjects = paperKind('sharing-agreement').subjects
    expect(subjects(facts)).toEqual(facts.flows.map((flow) => flow.ref))
    expect(subjects(fullFacts({ framework: null }))).toEqual([facts.flows[2]!.ref])
    expect(subjects(fullFacts({ framework: null, nationalData: null }))).toEqual([])
  })

  test('is signed by whoever sends and whoever receives', () => {
    expect(paperKind('sharing-agreement').signers(facts, facts.flows[2]!.ref).map((party) => party.organisationCode)).toEqual([NATIONAL_BODY_CODE, HAVEN_CODE])
    expect(paperKind('sharing-agreement').signers(facts, 'nothing')).toEqual([])
  })

  test.each([
    ['parties, roles and contacts', 'parties-who', 'answers for the party'], ['necessity', 'purpose-need', 'would not do'], ['function creep', 'purpose-only', 'anything else'],
    ['quality', 'data-quality', 'as correct as its own record'], ['the law that must hold', 'law-three', 'All three must hold'], ['transparency', 'people-told', 'privacy notice'],
    ['rights and who answers', 'rights-requests', 'information governance lead'], ['objections', 'rights-objections', 'Article 21'], ['complaints', 'rights-complaints', 'within 30 days'],
    ['freedom of information', 'rights-foi', 'Freedom of Information Act 2000'], ['security', 'handling-measures', 'agreed on these measures'], ['training', 'handling-staff', 'trained each year'],
    ['separation of duties', 'handling-staff', 'Nobody both matches'], ['retention', 'handling-kept', '6 months from'], ['breach', 'breach-what', '24 hours'],
    ['review', 'review-when', '30 April 2027'], ['a log of sharing', 'review-log', 'record of every sending'], ['termination', 'review-end', '31 October 2027'],
    ['requests and decisions', 'agreement-bounds', 'in writing with its reasons'], ['law enforcement apart', 'agreement-law-enforcement', 'Part 3'],
  ])('holds what the data sharing code asks for: %s', (_what, name, said) => expect(clause(paper('sharing-agreement'), name)).toContain(said))

  test('states the power, the basis and the reason in confidence, and each gateway with its limit', () => {
    const text = words(paper('sharing-agreement', facts, facts.flows[2]!.ref))
    for (const said of ['section 261', 'Article 6(1)(e)', 'Article 9(2)(h)', 'Support under section 251', 'NHS England alone discloses under it', 'Leaves the duty of confidence as it is', 'Lifts the duty of confidence within those limits']) expect(text).toContain(said)
  })

  test('says nothing of data that another flow carries', () => {
    expect(words(paper('sharing-agreement', facts, facts.flows[2]!.ref))).not.toMatch(/Coded demand flags|family_name/)
  })
})

describe('the data processing agreement', () => {
  const html = paper('processing-agreement')

  /** UK GDPR Article 28(3), letter by letter. */
  test.each([
    ['a', /only on the controller’s written instructions.*no other country.*tells the controller before/],
    ['b', /undertaken to keep it confidential/],
    ['c', /Article 32.*Data Security and Protection Toolkit/],
    ['d', /written authorisation beforehand.*same duties.*answers to the controller.*None\./],
    ['e', /rights.*within two working days/],
    ['f', /Articles 32 to 36.*impact assessments.*consulting the Information Commissioner.*24 hours/],
    ['g', /deletes all the data or gives it back.*certificate given/],
    ['h', /inspect.*breaks data protection law/],
  ])('Article 28(3)(%s) is a clause of its own', (letter, said) => {
    const text = clause(html, `article-28-3-${letter}`)
    expect(text).toContain(`Article 28(3)(${letter})`)
    expect(text).toMatch(said)
  })

  test('says what is processed, how, how long, why, what types of data and about whom', () => {
    const text = words(html)
    for (const said of ['Subject matter Matching the lists', 'Nature Keeping, matching', 'Duration From the first list', 'Purpose To find people', 'month of the visit', 'People of the area who were in hospital', 'England']) expect(text).toContain(said)
  })

  test('is one for each processor, signed by its controller and by it', () => {
    expect(paperKind('processing-agreement').subjects(facts)).toEqual([HAVEN_CODE])
    expect(paperKind('processing-agreement').signers(facts, HAVEN_CODE).map((party) => party.organisationCode)).toEqual([COUNCIL.code, HAVEN_CODE])
    expect(paperKind('processing-agreement').subjects(fullFacts({ processing: [] }))).toEqual([])
  })

  test('a processor that no flow names handles what its controller holds', () => {
    const nowhere = (flow: Flow): Flow => ({ ...flow, toCode: flow.toCode === HAVEN_CODE ? COUNCIL.code : flow.toCode })
    const held = paper('processing-agreement', fullFacts({ flows: facts.flows.map(nowhere), processing: facts.processing.map((item) => ({ ...item, controllerCode: PRACTICE.code })) }))
    expect(held).toContain('Register extract')
    expect(held).not.toContain('Hospital visits')
  })
})

test('the pack lists papers in the order of the kinds', () => {
  const order = packOf(facts).map((one) => DOCUMENT_KINDS.indexOf(one.kind))
  expect(order).toEqual([...order].sort((a, b) => a - b))
})
