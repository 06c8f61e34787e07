import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { DocumentKind } from '#app/documents/document.rules.ts'
import { EASY_READ_PICTURES } from '#app/documents/papers/easy-read-pictures.rules.ts'
import { paperKind } from '#app/documents/papers/papers.rules.ts'
import { packOf } from '#app/documents/pack.rules.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { longSentences, proseOf, PUBLIC_READING_AGE, readingOf } from '#app/documents/reading-age.rules.ts'
import * as PUBLIC_WORDS from '#app/documents/papers/public-notice.words.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { factPlaces, withFact } from '#app/projects/fact-leaves.rules.ts'
import { CONFIDENTIALITY_ROUTES, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'

const facts = fullFacts()
const paper = (kind: DocumentKind, given: ProjectFacts = facts) =>
  renderPaper(kind, { projectRef: 'pilot', documentRef: `pilot-${kind}`, about: '', facts: given, versions: [{ number: 1, day: '2026-04-02', changes: [] }] })
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replaceAll('&#x27;', '\'').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replace(/\s+/g, ' ')
const section = (html: string, name: string) => words(html.split(`data-clause="${name}"`)[1]?.split(html.includes(`<section data-clause="${name}">`) ? '</section>' : /<li data-clause|<\/section>/)[0] ?? '')

/** The same facts with the plainest words in every place that people write in: what is left is our own. */
function plainly(given: ProjectFacts): ProjectFacts {
  return factPlaces(given).reduce((changed, { place, leaf, value }) => {
    if (leaf.kind === 'text' || (leaf.kind === 'optional-text' && value !== '')) return withFact(changed, place, place.at(-1) === 'plainSummary' ? 'doing this' : 'this')
    return leaf.kind === 'lines' ? withFact(changed, place, (value as readonly string[]).map(() => 'this')) : changed
  }, given)
}

describe('the privacy notice', () => {
  const html = paper('privacy-notice')

  test('says how to opt out of the project only where the project has an opt-out', () => {
    const without = { ...facts, flows: facts.flows.map((flow) => ({ ...flow, projectOptOut: false })) }
    expect(section(html, 'choices-project')).toContain('how to say no')
    expect(section(paper('privacy-notice', without), 'choices-project')).not.toContain('how to say no')
    expect(section(paper('privacy-notice', without), 'choices-project')).toContain('has no opt-out of its own')
  })

  /** UK GDPR, Articles 13 and 14: where each item is told. */
  test.each([
    ['13(1)(a), 14(1)(a) the controllers and how to reach them', 'who', ['Test Lane Surgery', 'ig.lead@oldham-council.example']],
    ['13(1)(a), 14(1)(a) a representative', 'who-representative', ['none of us needs someone to act for us']],
    ['13(1)(b), 14(1)(b) the data protection officer', 'who', ['Data protection officer', 'dpo@testborough.example', 'dpo@test-lane.example']],
    ['13(1)(c), 14(1)(c) the purposes', 'about', ['find people and households who may need some help']],
    ['13(1)(c), 14(1)(c) the lawful basis of each', 'flows', ['Article 6(1)(e): public task', 'Article 9(2)(h)', 'Schedule 1, paragraph 2']],
    ['14(1)(d) the categories of data', 'data', ['Given name', 'date of birth', 'Month of the visit', 'Hospital visits']],
    ['13(1)(e), 14(1)(e) the recipients', 'flows', ['Who gets it', 'North Haven']],
    ['13(1)(f), 14(1)(f) other countries', 'safety-abroad', ['stays in the United Kingdom']],
    ['13(2)(a), 14(2)(a) how long it is kept', 'keeping', ['6 months from the day the matching is finished', 'certificate', '3 months from the day of matching']],
    ['13(2)(b), 14(2)(c) the rights', 'rights-list', ['copy', 'put it right', 'delete', 'stop using', 'objecting', 'move it']],
    ['13(2)(b), 14(2)(c) how an objection is decided', 'rights-object', ['weighed by the Caldicott Guardian']],
    ['13(2)(c), 14(2)(d) taking consent back', 'rights-consent', ['take back']],
    ['13(2)(d), 14(2)(e) the Information Commissioner', 'complaints-ico', ['ico.org.uk', '0303 123 1113']],
    ['14(2)(f) where the data comes from, and whether it is open to all', 'data', ['the surgery’s patient record system', 'Hospital Episode Statistics', 'open to all']],
    ['13(2)(e) whether one must give it', 'data-need', ['No law and no contract says that you must']],
    ['13(2)(f), 14(2)(g) decisions by a computer', 'computers-alone', ['No choice about you is left to a computer']],
    ['13(3), 14(4) another purpose', 'about-only', ['we tell you first']],
    ['14(3) when people are told', 'choices-project', ['28 days from the date on the letter']],
    ['Data (Use and Access) Act 2025: complaint to the controller', 'complaints-us', ['within 30 days', 'Data (Use and Access) Act 2025']],
    ['Caldicott Guardian', 'who', ['Caldicott Guardian', 'guardian@test-lane.example']],
    ['section 251', 'flows-section-251', ['26/CAG/0001']],
    ['the national data opt-out', 'choices-national', ['nhs.uk/your-nhs-data-matters']],
    ['silence', 'choices-silence', ['we do not take that as a yes']],
  ] as const)('%s', (_item, name, said) => {
    const text = section(html, name)
    for (const words of said) expect(text).toContain(words)
  })

  test('says of each flow which opt-outs count in it, and why', () => {
    const rows = [...html.matchAll(/Ways of sharing<\/th><td>([^<]+)<\/td><\/tr>\s*<tr><th scope="row">Project opt-out<\/th><td>(?:Counts|Does not count)[^<]+<\/td><\/tr>\s*<tr><th scope="row">Type 1 opt-out<\/th><td>[^<]+<\/td><\/tr>\s*<tr><th scope="row">National data opt-out<\/th><td>([^<]+)</g)].map(([, ...cells]) => cells)
    expect(rows.map(([names]) => names)).toEqual(facts.flows.map((flow) => flow.name))
    expect(rows.map(([, national]) => national!.split('.').slice(0, 2).join('.'))).toEqual([
      'Does not count. This use is for your own care', 'Does not count. The national data opt-out counts when data is used under section 251', 'Counts. This use is under section 251',
    ])
  })

  test.each(CONFIDENTIALITY_ROUTES)('a flow on the ground %s says in plain words why', (confidentiality) => {
    const [flow] = facts.flows
    const text = words(paper('privacy-notice', fullFacts({ flows: [{ ...flow!, confidentiality, purposeKind: confidentiality === 'direct-care' ? 'direct-care' : 'secondary' }] })))
    expect(text).toContain(PUBLIC_WORDS.CONFIDENTIALITY_PUBLIC_WORDS[confidentiality])
    expect(text.match(/(?:Does not count|Counts)\./g)).toHaveLength(3)
  })

  test('never says that section 251 or an opt-out is consent, nor that an opt-out stops care or takes data back', () => {
    expect(words(html)).toContain('What was sent before is not taken back.')
    expect(words(html)).toContain('They do not change the care you get.')
    expect(section(paper('privacy-notice', someFacts()), 'rights-consent')).toContain('Our reason in data law is never that you said yes.')
  })

  test('before the approval it says that nothing is shared under it', () => {
    const asking = fullFacts({ section251: { ...facts.section251!, reference: '' } })
    expect(section(paper('privacy-notice', asking), 'flows-section-251')).toContain('No data that needs it is shared before we have it.')
    expect(section(paper('privacy-notice', someFacts()), 'flows-section-251')).toContain('No data here is shared under section 251.')
  })

  test('names officers by their posts, so that it need not change with the people', () => {
    for (const officer of facts.officers.filter((one) => one.name !== 'Data Protection Officer')) expect(words(html)).not.toContain(officer.name)
    for (const party of facts.parties) expect(words(html)).not.toContain(party.contactName)
  })
})

describe('all three notices', () => {
  const kinds = ['privacy-notice', 'privacy-notice-short', 'privacy-notice-easy-read'] as const
  const [flow, ...others] = facts.flows
  const plain = {
    all: plainly(facts), 'only what a protocol needs': plainly(someFacts()),
    'no opt-out': plainly(fullFacts({ flows: facts.flows.map((one) => ({ ...one, projectOptOut: false })), linkage: null, section251: null, consent: null, people: null })),
    'some opt-out': plainly(fullFacts({ flows: [{ ...flow!, projectOptOut: false, article6: '6-1-f', article9: '9-2-g' }, ...others], rights: { ...facts.rights!, automated: 'some', transfers: 'safeguards' } })),
  }

  test.each(kinds.flatMap((kind) => Object.keys(plain).map((which) => [kind, which] as const)))('%s can be read by most people from the age of 11, in our own words: %s', (kind, which) => {
    const prose = proseOf(paperBlocks(paper(kind, plain[which as keyof typeof plain])))
    expect(readingOf(prose).words).toBeGreaterThan(100)
    expect(readingOf(prose).age).toBeLessThanOrEqual(PUBLIC_READING_AGE)
    expect(longSentences(prose, kind === 'privacy-notice-easy-read' ? 15 : 25)).toEqual([])
  })

  test.each(Object.entries(PUBLIC_WORDS).flatMap(([name, table]) => (typeof table === 'object' ? [[name, table]] as const : [])))('%s can be read as well', (_name, table) => {
    const said = Object.values(table).flatMap((one: string | Record<string, string>) => (typeof one === 'string' ? one : Object.values(one)))
    expect(said.filter((sentence) => sentence.endsWith('.')).filter((sentence) => longSentences([sentence], 20).length > 0)).toEqual([])
    if (said.some((sentence) => sentence.endsWith('.'))) expect(readingOf(said).age).toBeLessThanOrEqual(PUBLIC_READING_AGE)
  })

  test.each(kinds)('%s is called for by every project, says where the whole notice is and whom to complain to', (kind) => {
    expect(packOf(someFacts()).map((one) => one.kind)).toContain(kind)
    const text = words(paper(kind))
    expect(text).toContain(facts.tellingPeople!.noticeAddress)
    expect(text).toContain(facts.tellingPeople!.complaintsTo)
    expect(text).toContain('30 days')
    expect(text).toContain('Information Commissioner')
    for (const jargon of ['common law', 'pseudonymis', 'data subject', 'Article 21', 'processing', 'proxy', 'patient-level']) expect(words(paper(kind, plain.all)).toLowerCase()).not.toContain(jargon.toLowerCase())
  })

  test('the easy read one explains each hard word in the sentence after it, and again at the end', () => {
    const html = paper('privacy-notice-easy-read')
    for (const [clause, said] of [
      ['about-notice', 'A privacy notice tells you'], ['about-information', 'Your information means'], ['share-means', 'To share means'], ['choice-opt-out', 'is called an opt-out'],
      ['rights-means', 'A right is'], ['ask-complaints', 'To complain means'], ['ask-ico', 'They check'],
    ] as const) expect(words(html.split(`data-clause="${clause}"`)[1]!.split('</p>')[0]!)).toContain(said)
    for (const word of ['complain', 'information', 'national data opt-out', 'opt-out', 'privacy notice', 'right', 'share', 'type 1 opt-out']) expect(words(html.split('data-clause="words"')[1]!).toLowerCase()).toContain(word)
  })

  test('the easy read one has a picture beside each of its ideas, said in words for who does not see it', () => {
    const blocks = paperBlocks(paper('privacy-notice-easy-read'))
    const unpictured = blocks.filter((block) => block.kind === 'paragraph')
    expect(unpictured.map((block) => block.kind === 'paragraph' && block.text)).toEqual([expect.stringContaining('This is version 1.')])
    const pictured = blocks.filter((block) => block.kind === 'pictured')
    expect(pictured.length).toBeGreaterThan(40)
    for (const { picture, text } of pictured) {
      expect(picture).toMatchObject({ width: 64, height: 64 })
      expect(picture.alt.length, text).toBeGreaterThan(3)
      expect(picture.shapes.length, text).toBeGreaterThan(0)
      expect(text).not.toBe('')
    }
  })

  test('each picture of easy read is used, has words of its own and is drawn inside its frame', () => {
    const template = readFileSync(paperKind('privacy-notice-easy-read').template, 'utf8')
    const names = Object.keys(EASY_READ_PICTURES)
    expect(names.filter((name) => !new RegExp(`pictures\\.${name}\\}`).test(template))).toEqual([])
    expect(new Set(Object.values(EASY_READ_PICTURES).map((svg) => /aria-label="([^"]+)"/.exec(svg)?.[1])).size).toBe(names.length)
  })

  test.each([[0, 3, 'no opt-out of its own'], [3, 3, 'You can say no to this'], [2, 3, '2 of the 3 ways']])('%i of %i flows with an opt-out', (offered, uses, said) =>
    expect(PUBLIC_WORDS.optOutSentence(offered, uses)).toContain(said))
})
