import { describe, expect, test } from 'vitest'
import type { DocumentKind } from '#app/documents/document.rules.ts'
import { missingForPaper, packOf } from '#app/documents/pack.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { SUPPORT_CLASSES } from '#app/projects/further-facts.rules.ts'
import { SUPPORT_CLASS_WORDS } from '#app/projects/further-facts.words.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'

const facts = fullFacts()
const paper = (kind: DocumentKind, given: ProjectFacts = facts) =>
  renderPaper(kind, { projectRef: 'pilot', documentRef: `pilot-${kind}`, about: '', facts: given, versions: [{ number: 1, day: '2026-04-02', changes: [] }] })
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replaceAll('&#x27;', '\'').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replace(/\s+/g, ' ')
/** What a named section, clause or row says. */
const said = (html: string, name: string) => {
  const [, tag, rest] = new RegExp(`<(section|li|tr|p) data-clause="${name}">([\\s\\S]*)`).exec(html) ?? []
  if (!tag || !rest) throw new Error(`There is no clause called ${name}`)
  return words(tag === 'section' ? rest.split('</section>')[0]! : rest.split(/<(?:li|tr) data-clause|<\/section>|<\/table>/)[0]!)
}
const calls = (given: ProjectFacts, kind: DocumentKind) => packOf(given).some((one) => one.kind === kind)

describe('the application for section 251 support', () => {
  const html = paper('section-251')

  test('is called for by a flow that rests on such support, and by no other', () => {
    expect(calls(facts, 'section-251')).toBe(true)
    expect(calls(someFacts(), 'section-251')).toBe(false)
    expect(missingForPaper({ ...facts, section251: null, involvement: null }, 'section-251')).toEqual(['involvement', 'section-251'])
  })

  /** The fields of the form for purposes other than research, in its order. */
  const FIELDS = [
    ['title', 'register-title', 'Early help in Testborough'],
    ['plain summary', 'register-summary', 'We are working with'],
    ['applicant body', 'register-applicant', 'Testborough Council'],
    ['contact and address', 'register-contact', 'ig.lead@oldham-council.example'],
    ['information custodian', 'register-custodian', 'Mina Shah'],
    ['sponsor and Caldicott recommendation', 'register-sponsor', 'Dr Ana Bell'],
    ['cohort', 'register-cohort', 'People of Testborough with a hospital visit'],
    ['confidential patient information', 'register-items', 'given name; family name; date of birth'],
    ['classes', 'register-classes', 'Class 4'],
    ['purpose', 'purpose-aim', 'find people and households'],
    ['medical purpose', 'purpose-medical', 'management of health and social care services'],
    ['public benefit', 'purpose-benefit', 'offered help earlier'],
    ['exact support sought', 'support', 'NHS England North Haven Sought Hospital visits to the haven'],
    ['support not sought', 'support', 'Not sought. It is for the person’s own care'],
    ['each item justified', 'items', 'visit_month Month of the visit Counts visits by month.'],
    ['why consent is not practicable', 'alternatives-consent', 'Half the people could not be reached'],
    ['why anonymised or pseudonymised data will not do', 'alternatives-anonymised', 'cannot be matched without identifiers'],
    ['data flow narrative', 'narrative', 'Encrypted e-mail between two named people'],
    ['diagram', 'attachments-diagram', 'Data flow diagram'],
    ['security', 'security', 'Data Security and Protection Toolkit'],
    ['retention', 'retention-long', '6 months from the day the matching is finished'],
    ['exit from support', 'retention-exit', 'destroyed within three months'],
    ['notification', 'dissent-notification', '28 days'],
    ['dissent', 'dissent-how', 'honoured before each extract'],
    ['national data opt-out', 'dissent-national', 'keeps the national data opt-out in each supported flow'],
    ['public involvement', 'involvement', 'Say plainly who may look.'],
    ['lawful basis', 'basis', 'Article 6(1)(e): public task'],
    ['standard conditions', 'conditions', 'Reviewed each year'],
    ['protocol', 'attachments-protocol', 'pilot-protocol'],
    ['Caldicott recommendation', 'attachments-caldicott', 'Dr Ana Bell'],
    ['notification text', 'attachments-notification', 'pilot-privacy-notice'],
    ['assessment', 'attachments-assessment', 'pilot-dpia'],
    ['involvement report', 'attachments-involvement', 'pilot-involvement-report'],
  ] as const

  test.each(FIELDS)('%s', (_field, name, text) => expect(said(html, name)).toContain(text))

  test('follows the order of the form', () => {
    const places = [...new Set(FIELDS.map(([, name]) => name))].map((name) => html.indexOf(`data-clause="${name}"`)).filter((at) => at < html.indexOf('data-clause="conditions"'))
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  /** The standard conditions of support that the Health Research Authority publishes. */
  test.each(['purpose', 'identity', 'statistics', 'contracts', 'training', 'law', 'audit', 'dissent', 'security', 'changes', 'review', 'breaches', 'destruction'])('says how the condition on %s is met', (name) =>
    expect(said(html, `conditions-${name}`).length).toBeGreaterThan(40))

  test.each(SUPPORT_CLASSES)('names the class %s as the Schedule does', (one) => {
    const given = fullFacts({ section251: { ...facts.section251!, classes: [one] } })
    expect(said(paper('section-251', given), 'support-classes')).toContain(SUPPORT_CLASS_WORDS[one])
  })

  test('asks for the controller behind a processor, not for the processor', () => {
    expect(said(html, 'register-applicant')).not.toContain('North Haven')
  })

  test('takes section 251 for confidentiality law: it makes nobody share, and is no basis under the UK GDPR', () => {
    expect(said(html, 'support-permissive')).toContain('It makes none do so')
    expect(said(html, 'support-permissive')).toContain('no legal power or basis under the UK GDPR')
    expect(said(html, 'officers-sign')).toContain('before the final letter of support')
  })
})

describe('the application for NHS England’s data', () => {
  const html = paper('national-data')

  test('is called for when such data is asked for', () => {
    expect(calls(facts, 'national-data')).toBe(true)
    expect(calls(someFacts(), 'national-data')).toBe(false)
  })

  /** The standards of the Data Access Request Service, in their order. */
  test.each([
    ['controllers', 'Testborough Council'], ['processors', 'for Testborough Council'], ['registration', 'register of fee payers'], ['security', 'North Haven (Y9H)'],
    ['minimisation', 'Admitted Patient Care'], ['objections', 'National data opt-out'], ['objective', 'Article 6(1)(e)'], ['processing', 'Matching is done by North Haven'],
    ['outputs', 'A report with counts. They are expected by June 2027'], ['benefits', 'weeks from first sign to first offer'.replace('weeks', 'Weeks')], ['commercial', 'Nobody uses it to make a profit'],
    ['conditions', 'certificate of destruction'], ['ethics', 'Not research'], ['confidence', '26/CAG/0001'], ['consent', 'I agree that Test Lane Surgery may share'], ['onward', 'No record is passed on'],
    ['transparency', 'names NHS England as the source'], ['territory', 'Where the data is used and kept: England. It is used and kept nowhere else.'], ['honorary', 'honorary contract'], ['term', '24 months'],
  ] as const)('%s', (name, text) => expect(said(html, name)).toContain(text))

  test('has a part for each standard, in order', () => {
    expect([...html.matchAll(/<h2>\d+\. ([^<]+)<\/h2>/g)].map(([, heading]) => heading)).toEqual([
      'Data controllers', 'Data processors', 'Data Protection Act registration', 'Security assurance', 'Data minimisation', 'Patient objections', 'Objective for processing (5a)',
      'Processing activities (5b)', 'Outputs (5c)', 'Expected measurable benefits (5d)', 'Commercial purpose', 'Special conditions', 'Ethical approval', 'Duty of confidentiality', 'Consent review',
      'Sub-licensing and onward sharing', 'Transparency', 'Territory of use', 'Honorary contracts', 'Term of the data sharing agreement',
    ])
  })

  test('adds up what the project costs', () => {
    const given = fullFacts({ worth: { costs: [{ what: 'One', pounds: 1_000, paidBy: 'A' }, { what: 'Two', pounds: 2_345, paidBy: 'B' }], benefits: facts.worth!.benefits } })
    expect(said(paper('national-data', given), 'objective-funding')).toContain('£3,345 in all')
  })

  test('releases nothing before support that is still asked for', () => {
    const asking = fullFacts({ section251: { ...facts.section251!, reference: '' } })
    expect(said(paper('national-data', asking), 'confidence-support')).toContain('No data that rests on it is released before the final letter')
    expect(said(paper('national-data', fullFacts({ section251: null })), 'confidence-support')).toContain('asks for no support')
  })

  test('does not speak of the bodies that were there before', () => {
    for (const kind of ['national-data', 'section-251', 'involvement-report', 'privacy-notice'] as const) expect(words(paper(kind))).not.toMatch(/NHS Digital|IGARD|HSCIC|Clinical Commissioning Group|\bCCG\b/)
  })
})

describe('the report on public involvement', () => {
  const html = paper('involvement-report')

  test('is called for when the public was asked', () => {
    expect(calls(facts, 'involvement-report')).toBe(true)
    expect(calls(fullFacts({ involvement: null }), 'involvement-report')).toBe(false)
  })

  test.each([
    ['plan', 'Residents were asked before anything began'], ['log-done', '10 February 2026 Residents of Testborough 24 Three evening meetings.'], ['log-heard', 'Say plainly who may look. The letter names each body.'],
    ['next-due', '1 December 2026'], ['next-to', '26/CAG/0001'], ['summary-asked', 'once, and 24 people took part'],
  ] as const)('%s', (name, text) => expect(said(html, name)).toContain(text))

  test('counts everyone, tells it in the order of the days, and says when nothing was done yet', () => {
    const [first] = facts.involvement!.activities
    const given = fullFacts({ involvement: { ...facts.involvement!, reportDue: '', activities: [first!, { ...first!, day: '2026-01-05', people: 6, who: 'carers' }] } })
    const more = paper('involvement-report', given)
    expect(said(more, 'summary-asked')).toContain('2 times, and 30 people')
    expect(more.indexOf('5 January 2026')).toBeLessThan(more.indexOf('10 February 2026'))
    expect(said(more, 'next-due')).toContain('Nobody has asked for this report by a date')
    expect(said(paper('involvement-report', fullFacts({ involvement: { ...facts.involvement!, activities: [] } })), 'summary-asked')).toContain('not asked the public yet')
  })
})
