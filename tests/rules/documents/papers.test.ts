import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
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
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

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

  test('what was drafted with an older template can still be drawn with it, to see whether it says what the facts say', () => {
    const folder = path.dirname(paperKind(kind).template)
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.hbs'))) {
      for (const given of [facts, ...WORKED_EXAMPLES.map((example) => example.facts)]) {
        for (const about of paperKind(kind).subjects(given).slice(0, 1)) expect(() => renderPaper(kind, { ...sourceOf(kind, given), about }, `${folder}/${file}`)).not.toThrow()
      }
    }
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

  test('is signed by whoever sends, whoever receives, and the controller for whom a processor does', () => {
    expect(paperKind('sharing-agreement').signers(facts, facts.flows[2]!.ref).map((party) => party.organisationCode)).toEqual([NATIONAL_BODY_CODE, HAVEN_CODE, COUNCIL.code])
    expect(paperKind('sharing-agreement').signers(fullFacts({ processing: [] }), facts.flows[2]!.ref).map((party) => party.organisationCode)).toEqual([NATIONAL_BODY_CODE, HAVEN_CODE])
    expect(clause(paper('sharing-agreement', facts, facts.flows[2]!.ref), 'parties-roles')).toContain('North Haven handles the data as a processor for Testborough Council')
    expect(clause(paper('sharing-agreement', facts, facts.flows[2]!.ref), 'signatures-who')).toContain('NHS England, North Haven and Testborough Council sign this version')
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
    for (const said of ['section 261', 'Article 6(1)(e)', 'Article 9(2)(h)', 'support under section 251', 'NHS England alone discloses under it', 'Leaves the duty of confidence as it is', 'Lifts the duty of confidence within those limits']) expect(text).toContain(said)
  })

  test('says nothing of data that another flow carries', () => {
    expect(words(paper('sharing-agreement', facts, facts.flows[2]!.ref))).not.toMatch(/Codes for needs|family_name/)
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

  test('a processor that links the records handles all that is linked; another, what flows to it', () => {
    expect(html).toContain('List of patients')
    const other = paper('processing-agreement', fullFacts({ linkage: { ...facts.linkage!, byCode: COUNCIL.code } }))
    expect(other).toContain('Hospital visits')
    expect(other).not.toContain('List of patients')
  })

  test('a processor that no flow names handles what its controller holds', () => {
    const nowhere = (flow: Flow): Flow => ({ ...flow, toCode: flow.toCode === HAVEN_CODE ? COUNCIL.code : flow.toCode })
    const held = paper('processing-agreement', fullFacts({ linkage: null, flows: facts.flows.map(nowhere), processing: facts.processing.map((item) => ({ ...item, controllerCode: PRACTICE.code })) }))
    expect(held).toContain('List of patients')
    expect(held).not.toContain('Hospital visits')
  })

  test('a processor that works for a further controller has another agreement with that one, about its data alone', () => {
    const both = fullFacts({ processing: [...facts.processing, { ...facts.processing[0]!, controllerCode: PRACTICE.code, subject: 'Making the extract' }] })
    const further = `${HAVEN_CODE}-${PRACTICE.code}`
    expect(paperKind('processing-agreement').subjects(both)).toEqual([HAVEN_CODE, further])
    expect(documentRefOf('early-help', 'processing-agreement', further)).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    expect(paperKind('processing-agreement').signers(both, further).map((party) => party.organisationCode)).toEqual([PRACTICE.code, HAVEN_CODE])
    expect(paper('processing-agreement', both, HAVEN_CODE)).toBe(paper('processing-agreement', facts, HAVEN_CODE))
    const html = paper('processing-agreement', both, further)
    expect(html).toContain('Making the extract')
    expect(html).toContain('List of patients')
    expect(html).not.toContain('Hospital visits')
  })
})

describe('the record of processing activities', () => {
  const text = words(paper('processing-record'))

  /** UK GDPR Article 30(1), letter by letter; 30(2); and Data Protection Act 2018, Schedule 1, paragraph 41. */
  test.each([
    ['30(1)(a), controllers and data protection officers', /Testborough Council Data protection officer Ola Reed dpo@testborough\.example/],
    ['30(1)(b), purposes', /30\(1\)\(b\): To find people/],
    ['30(1)(c), people and data', /30\(1\)\(c\): about 12,400 people in the Borough of Testborough.*Children.*People of the area who were in hospital.*month of the visit/],
    ['30(1)(d), recipients', /30\(1\)\(d\).*Hospital visits to the haven NHS England North Haven/],
    ['30(1)(e), transfers', /30\(1\)\(e\), transfers to other countries: The data stays in the United Kingdom\./],
    ['30(1)(f), time limits', /30\(1\)\(f\): the data is kept for 6 months from .* destroyed within 3 months from the day of matching/],
    ['30(1)(g), security', /30\(1\)\(g\).*The two lists are kept apart/],
    ['30(2), processors', /30\(2\).*North Haven Testborough Council Matching the lists and taking out identifiers\..*None\. England\./],
    ['Schedule 1, paragraph 41', /paragraph 41.*Article 6\(1\)\(e\).*Article 9\(2\)\(h\).*Schedule 1, paragraph 2.*kept and erased as part 6 says/],
  ])('holds Article %s', (_what, said) => expect(text).toMatch(said))

  test('says of which conditions a policy document is asked', () => {
    expect(text).not.toContain('Needed, kept by the controller')
    const vital = words(paper('processing-record', fullFacts({ flows: facts.flows.map((flow) => ({ ...flow, article9: '9-2-g' })) })))
    expect(vital).toContain('Needed, kept by the controller')
  })

  test('without a processor says that there is none', () => expect(words(paper('processing-record', fullFacts({ processing: [] })))).toContain('nothing to record under Article 30(2)'))
})

describe('the public register entry', () => {
  const text = words(paper('register-entry'))

  test.each([
    ['title', 'Early help in Testborough'], ['plain summary', 'We are working with Oldham Council'], ['organisations', 'NHS England Controller'], ['public benefit', 'Help is offered sooner People with several needs'],
    ['funders', 'Matching Testborough Council £12,000'], ['datasets', 'Hospital visits NHS England'], ['how much data says of who someone is', 'What in it says who someone is List of patients Given name; family name'],
    ['access type', 'Access type: the data is sent'], ['linked data', 'matched by North Haven'], ['dates', 'Starts 1 May 2026'], ['frequency', 'Once, after the closing date'],
    ['legal basis', 'Article 6(1)(e): public task. Article 9(2)(h)'], ['confidence', 'Support under section 251'], ['approvals', '26/CAG/0001'], ['opt-outs', 'National data opt-out Applies'],
    ['outputs', 'A report with counts. They are expected by June 2027.'], ['care is not affected', 'Your care is not affected'], ['complaints', 'within 30 days'],
  ])('holds what the standard asks for: %s', (_what, said) => expect(text).toContain(said))

  test('names no contact and no officer', () => expect(text).not.toMatch(/Priya Nair|Ola Reed|@/))
  test('a haven is the way of access where there is one', () => {
    expect(words(paper('register-entry', fullFacts({ parties: facts.parties.map((party) => ({ ...party, role: party.organisationCode === HAVEN_CODE ? 'haven' as const : party.role })) })))).toContain('used in a secure data haven')
  })
})

describe('the consent form', () => {
  const html = paper('consent-form')
  const text = words(html)

  test('is called for only where a flow rests on consent', () => {
    expect(paperKind('consent-form').subjects(facts)).toEqual([''])
    expect(paperKind('consent-form').subjects(someFacts())).toEqual([])
  })

  test('has each statement by itself, with an empty space for initials, and nothing filled in', () => {
    expect(facts.consent!.statements.length).toBeGreaterThan(1)
    for (const statement of facts.consent!.statements) expect(html).toContain(`<td>${statement}</td><td>&#160;</td>`)
    expect(html).not.toMatch(/checked|☑|☒|✓|<input/)
    expect(text).toContain('Nothing has been filled in for you')
  })

  test('tells of what rests on consent and of nothing else', () => {
    expect(text).toContain('a code such as GP1')
    expect(text).not.toMatch(/month of the visit|family name/)
  })

  test.each([
    ['freely given', 'If you say no, your care stays the same'], ['silence', 'If we do not hear from you, that is not a yes'], ['withdrawal', 'Tell the surgery at any time'], ['as easy to withdraw', 'It is as easy to say no as it was to say yes'],
    ['who to ask', 'ask the practice manager'], ['complaints', 'Information Commissioner'], ['a child', 'a child under 13 if you have parental responsibility'], ['who is 13', 'Sign for yourself if you are 13 or over'],
    ['how it is recorded', 'The signed form is kept with the health record'],
  ])('says: %s', (_what, said) => expect(text).toContain(said))

  test('reads as easily as a public page should, but for what people typed', () => {
    const own = words(readFileSync('templates/documents/consent-form/v1.hbs', 'utf8').replace(/\{\{[^}]+\}\}/g, 'this').replace(/<\/(?:p|td|th|h2|caption)>/g, '. '))
    const sentences = own.split(/[.!?]+\s/).filter((one) => /[a-z]{2}/.test(one))
    const count = own.match(/[A-Za-z’']+/g)!.length
    expect(count / sentences.length).toBeLessThan(12)
  })
})

test('the pack lists papers in the order of the kinds', () => {
  const order = packOf(facts).map((one) => DOCUMENT_KINDS.indexOf(one.kind))
  expect(order).toEqual([...order].sort((a, b) => a - b))
})
