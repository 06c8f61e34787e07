import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paperClauses, paperUnits } from '#app/documents/clauses.rules.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { INVOLVEMENT_REPORT } from '#app/documents/papers/involvement-report.rules.ts'
import { PAPER_KINDS } from '#app/documents/papers/papers.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { inOrder, type InvolvementLog, type LoggedEvent } from '#app/involvement/event.rules.ts'
import { LEAST_COUNT } from '#app/involvement/small-counts.rules.ts'
import { addDays } from '#app/kernel/uk-date.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { wsdpFirstEvents, wsdpLaterEvents } from '#db/seed/demo/wsdp-log.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'
import { logged, someGroup, somePoint } from '#tests/factories/involvement.ts'
import { workedExample } from '#tests/factories/worked-examples.ts'

const facts = fullFacts()
const report = (log: InvolvementLog | null, given: ProjectFacts = facts, template?: string) =>
  renderPaper('involvement-report', { projectRef: 'pilot', documentRef: 'pilot-involvement-report', about: '', facts: given, log, versions: [{ number: 1, day: '2026-04-02', changes: [] }] }, template)
const of = (...events: LoggedEvent[]): InvolvementLog => ({ events: inOrder(events) })
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replaceAll('&#x27;', '\'').replaceAll('&amp;', '&').replace(/\s+/g, ' ')
const V1 = 'templates/documents/involvement-report/v1.hbs'

describe('the report without a log', () => {
  test('says what the facts say, as the first template does', () => {
    const units = (html: string) => new Map(paperUnits(html).map(({ label, text }) => [label.replace(/^5\./, '8.'), text]))
    const [before, after] = [units(report(null, facts, V1)), units(report(null))]
    for (const [label, text] of before) if (!['Title', 'Paragraph'].includes(label)) expect(after.get(label), label).toBe(text)
    expect(words(report(null))).toContain('24 people took part')
  })

  test('is the same with a log that holds nothing', () => expect(report({ events: [] })).toBe(report(null)))
})

describe('the report from a log', () => {
  const log = of(logged(), logged({ id: '2', day: '2026-03-09', kind: 'survey', groups: [someGroup({ who: 'patients', people: 3 })], points: [], lesson: '', payment: 'not-known', costPounds: null }))
  const text = words(report(log))

  test.each([
    'Carers (12); staff of the surgery (fewer than 5)', 'Focus group: the town hall. The draft notice.', 'at least 37 people took part', 'The involvement log tells of 2 of these times; there they made 3 points: 1 changed something, 1 did not and part 4 says why, and 1 waits for an answer.',
    'The notice says who. Changed in the facts: how data is kept safe. Changed in the papers: privacy notice, part 3.', 'Nothing changed. The cost was agreed.', 'Not answered yet: whoever leads the project has still to say what comes of it.', 'Patients, carers and the public at least 13', 'Staff fewer than 5',
    'paid for their time at 1 event; not known at 1 event. The cost comes to £240, and is known for 1 of 2 events.', '2 March 2026, focus group: the town hall Begin earlier.',
  ])('says: %s', (said) => expect(text).toContain(said))

  test('keeps what the facts tell of other days, and drops what the log tells of the same', () => {
    expect(text).toContain('Residents of Testborough')
    const same = words(report(of(logged({ day: facts.involvement!.activities[0]!.day }))))
    expect(same).not.toContain('Residents of Testborough')
    expect(same).toContain('12 people took part')
  })

  test.each([
    [['changed'], 'made 1 point: 1 changed something.'],
    [['changed', 'not-yet'], 'made 2 points: 1 changed something, and 1 waits for an answer.'],
    [['not-changed', 'not-changed'], 'made 2 points: 2 did not change anything and part 4 says why.'],
    [[], 'made no point that is written down.'],
  ] as const)('of what came of %j, says only what came of some', (answers, said) => {
    const points = answers.map((answer) => somePoint({ answer }))
    const day = facts.involvement!.activities[0]!.day
    const alone = fullFacts({ involvement: { ...facts.involvement!, activities: facts.involvement!.activities.slice(0, 1) } })
    expect(words(report(of(logged({ points }))))).toContain(`The involvement log tells of 1 of these times; there they ${said}`)
    expect(words(report(of(logged({ day, points })), alone))).toContain(`They ${said}`)
  })

  test('with what is planned only, what was done is what the facts say', () => {
    const planned = words(report(of(logged({ state: 'planned', day: '2026-09-01', groups: [someGroup({ people: 3 })], points: [] }))))
    expect(planned).toContain('1 September 2026 Focus group: the town hall Carers The draft notice.')
    expect(planned).toContain('24 people took part')
    expect(planned).not.toContain('fewer than 5')
  })

  test('is the same every time, and does not depend on the order of entry', () => {
    expect(report(of(...log.events.toReversed()))).toBe(report(log))
  })

  test('gives no small count away, nor any by which it could be worked out', () => {
    const small = fc.integer({ min: 1, max: LEAST_COUNT - 1 })
    const group = fc.record({ as: fc.constantFrom('public' as const, 'speaks-for' as const, 'staff' as const), large: fc.option(fc.integer({ min: LEAST_COUNT, max: 90 }), { nil: null }), one: small, other: small })
    fc.assert(fc.property(fc.array(fc.array(group, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), fc.constantFrom(undefined, V1), (events, template) => {
      const as = (which: 'one' | 'other') => of(...events.map((groups, index) => logged({ id: String(index), day: addDays('2026-01-01', index), groups: groups.map((each, place) => ({ who: `group ${String.fromCharCode(97 + place)}`, as: each.as, people: each.large ?? each[which] })) })))
      expect(report(as('one'), facts, template)).toBe(report(as('other'), facts, template))
    }), { seed: 6, numRuns: 30 })
  })

  test('with small counts in the facts of other days, gives none of those away either', () => {
    const activities = [{ ...facts.involvement!.activities[0]!, people: 3 }]
    const given = (people: number) => report(log, fullFacts({ involvement: { ...facts.involvement!, activities: activities.map((activity) => ({ ...activity, people })) } }))
    expect(given(3)).toBe(given(1))
  })

  test('numbers its clauses one after another, each under a name of its own, whatever the log holds', () => {
    const later = wsdpLaterEvents({ panel: '2026-08-01', workshop: '2026-09-20' })
    const demo = of(...[...wsdpFirstEvents('2026-04-02'), later.held, later.planned].map((event, index) => ({ ...event, id: String(index) })))
    for (const one of [null, log, demo, of(logged({ points: [], groups: [someGroup({ as: 'staff', people: 1 })], lesson: '' }))]) {
      const html = report(one, workedExample('wsdp'))
      const names = [...html.matchAll(/data-clause="([^"]+)"/g)].map(([, name]) => name)
      expect(new Set(names).size).toBe(names.length)
      expect([...html.matchAll(/<h2>(\d+)\. /g)].map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      expect(() => paperBlocks(html)).not.toThrow()
      expect(html).not.toMatch(/undefined|\[object|NaN|\{\{|<td><\/td>|\(\)|\s,|\.\.(?!\.)/)
    }
  })

  test('escapes what people typed', () => expect(report(of(logged({ place: '<h2>x</h2>', points: [somePoint({ said: '<script>' })] })))).not.toMatch(/<script|<h2>x/))
})

describe('what a decision on the report covers', () => {
  const clauses = (html: string) => paperClauses(html).map(({ name, words: said }) => `${name}\n${said}`)

  test('is the plan and what is next, and not the record of what was done', () => {
    expect(paperClauses(report(null)).map(({ name }) => name)).toEqual(['header', 'plan', 'next', 'outline'])
    expect(clauses(report(of(logged())))).toEqual(clauses(report(null)))
  })

  test('and changes with the plan', () => expect(clauses(report(null, fullFacts({ involvement: { ...facts.involvement!, plan: 'Another plan' } })))).not.toEqual(clauses(report(null))))
})

describe('the papers that state the log', () => {
  const log = of(logged())
  const drawn = (kind: (typeof PAPER_KINDS)[number], given: InvolvementLog | null) => kind.subjects(facts).slice(0, 1).map((about) =>
    renderPaper(kind.kind, { projectRef: 'pilot', documentRef: `pilot-${kind.kind}`, about, facts, assessment: null, log: given, versions: [{ number: 1, day: '2026-04-02', changes: [] }] }))

  test.each(PAPER_KINDS.map((kind) => [kind.kind, kind] as const))('%s changes with the log if it says so, and else does not', (_name, kind) => {
    expect(drawn(kind, log).join() !== drawn(kind, null).join()).toBe(kind.statesLog === true)
  })

  test('the log is no fact: none of it is named among what the report uses', () => expect(INVOLVEMENT_REPORT.uses.some((use) => use.startsWith('log'))).toBe(false))
})
