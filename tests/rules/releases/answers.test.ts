import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, decider, type Decision } from '#app/choices/decision.rules.ts'
import { NumberPlaces, OutcomeList, outcomeOfText, outcomeText, StrangerPlaces, tableOf, type Outcome } from '#app/releases/answer-table.rules.ts'
import { AnswerWriter } from '#app/releases/answer-writer.rules.ts'
import { countsOf } from '#app/releases/check-counts.rules.ts'
import { mayAskAboutPeople } from '#app/releases/check.rules.ts'
import { personToDecide, termsOfFlow } from '#app/releases/flow-terms.rules.ts'
import { ListAnswer } from '#app/releases/list-answer.rules.ts'
import { numberOfStem, StemSet, stemOfText } from '#app/releases/number-stem.rules.ts'
import { scanAll } from '#app/releases/row-scanner.rules.ts'
import type { ListFormat } from '#app/releases/check-formats.rules.ts'
import type { Flow } from '#app/projects/facts.rules.ts'
import type { Person } from '#app/people/person.rules.ts'
import { testNumber } from '#tests/factories/pilot.ts'
import { oldhamFacts } from '#db/seed/demo/oldham-facts.ts'

const AT = new Date('2026-06-15T10:00:00Z')
const [flow] = oldhamFacts({ councilCode: 'Y9C', practiceCode: 'Y90001', startDate: '2026-01-01', reviewDate: '2026-12-31', endDate: '2027-01-01' }).flows as [Flow]
const terms = termsOfFlow(flow, undefined, 'oldham-gp-pilot', true)
const stranger = (nhsNumber: string, given = terms) => decide({ nhsNumber, onRegister: false, registrations: [] }, [], given, AT)
function table(given = terms, decided: readonly (readonly [string, Decision])[] = []) {
  const outcomes = new OutcomeList()
  const strangers = new StrangerPlaces(outcomes, (nhsNumber) => stranger(nhsNumber, given))
  const places = new NumberPlaces()
  for (const [nhsNumber, decision] of decided) places.add(stemOfText(nhsNumber), outcomes.placeOf(decision))
  return tableOf(outcomes, strangers, places)
}
const included: Decision = { decision: 'INCLUDE', reasons: ['NO_OBJECTION'], sentence: '', flags: [], isFlowBlocked: false }
const excluded: Decision = { decision: 'EXCLUDE', reasons: ['LOCAL'], sentence: '', flags: [], isFlowBlocked: false }
const person = (given: Partial<Person> = {}): Person => ({
  id: '1', organisationCode: 'Y90001', numberId: 1, nhsNumber: '9990000018', localId: '1', givenName: 'A', familyName: 'B', dateOfBirth: '1980-01-01', gender: 'unknown', addressLines: [], postcode: '',
  language: 'en', format: 'standard', isDeceased: false, diedOn: null, isRestricted: false, registeredFrom: new Date('2020-01-01T00:00:00Z'), leftAt: null,
  registrationKind: null, ...given,
})
const told = { since: new Date('2026-05-01T00:00:00Z'), returnedAt: null }

describe('the answers of a check', () => {
  test('decide someone unknown exactly as the rules do, whoever issued the number and whatever is wrong with it', () => {
    for (const given of [terms, { ...terms, live: true }, { ...terms, englandOnly: false, confidentiality: 'section-251' } as const]) {
      const answers = table(given)
      fc.assert(
        fc.property(fc.oneof(fc.integer({ min: 0, max: 999_999_999 }).map((stem) => String(stem).padStart(9, '0')).map((stem) => `${stem}${numberOfStem(Number(stem)).slice(-1)}`), fc.string({ maxLength: 12 })), (text) => {
          const outcome = answers.outcomes[answers.placeFor(stemOfText(text))] as Outcome
          expect(outcome).toMatchObject({ decision: 'EXCLUDE', reasons: stranger(text, given).reasons })
        }),
        { numRuns: 500 },
      )
    }
  })

  test('keep one place for each kind of answer', () => {
    const answers = table(terms, Array.from({ length: 100 }, (_, i) => [testNumber(i), i % 2 ? included : excluded] as const))
    const known = answers.outcomes.map(outcomeText).filter((text) => !text.includes('NOT_ON_REGISTER') && !text.includes('NHS_NUMBER'))
    expect(known).toEqual(['EXCLUDE NOT_PERMITTED LOCAL', 'INCLUDE PERMITTED NO_OBJECTION'])
    expect(new Set(answers.outcomes.map(outcomeText)).size).toBe(answers.outcomes.length)
  })

  test('withhold a number that two records share when either is withheld, in whichever order', () => {
    const died: Decision = { ...excluded, reasons: ['DECEASED'] }
    const orders = [[included, excluded, died], [died, excluded, included], [excluded, died, included, died]] as const
    for (const order of orders) {
      const answers = table(terms, order.map((decision) => ['9990000018', decision] as const))
      expect(answers.outcomes[answers.placeFor(999_000_001)]).toEqual({ decision: 'EXCLUDE', coarse: 'NOT_PERMITTED', reasons: ['DECEASED', 'LOCAL'] })
      expect(answers.isIncluded(999_000_001)).toBe(false)
    }
  })

  test('are one text each, there and back', () => {
    for (const outcome of [{ decision: 'EXCLUDE', coarse: 'NOT_PERMITTED', reasons: ['DECEASED', 'LOCAL'] }, { decision: 'INCLUDE', coarse: 'PERMITTED', reasons: [] }] as Outcome[]) {
      expect(outcomeOfText(outcomeText(outcome))).toEqual(outcome)
    }
  })
})

describe('a person of the register', () => {
  const decideNow = (given: Person, tellingOf: Parameters<typeof personToDecide>[1] = told, flowGiven: Partial<Flow> = {}) =>
    decider(termsOfFlow({ ...flow, ...flowGiven }, undefined, 'oldham-gp-pilot', true), AT)(personToDecide(given, tellingOf), [])
  test.each([
    ['who is alive and was told', person(), told, {}, 'INCLUDE', ['NDO_NOT_APPLICABLE:direct-care', 'NO_OBJECTION']],
    ['who has died', person({ isDeceased: true }), told, {}, 'EXCLUDE', ['DECEASED']],
    ['who has died, where the flow says they stay in', person({ isDeceased: true }), told, { includesDeceased: true }, 'INCLUDE', ['NDO_NOT_APPLICABLE:direct-care', 'NO_OBJECTION']],
    ['who has left the practice', person({ leftAt: new Date('2026-05-01T00:00:00Z') }), told, {}, 'EXCLUDE', ['NOT_ON_REGISTER']],
    ['who was not told', person(), null, {}, 'EXCLUDE', ['NOT_NOTIFIED']],
    ['who was told by a letter that came back', person(), { ...told, returnedAt: new Date('2026-05-09T00:00:00Z') }, {}, 'EXCLUDE', ['NOT_NOTIFIED']],
    ['who is restricted', person({ isRestricted: true }), told, {}, 'INCLUDE', ['NDO_NOT_APPLICABLE:direct-care', 'NO_OBJECTION']],
    ['in a flow nobody is told of', person(), null, { projectOptOut: false }, 'INCLUDE', ['NDO_NOT_APPLICABLE:direct-care']],
    ['in a flow with nothing that lifts confidence', person(), told, { confidentiality: 'none' }, 'EXCLUDE', ['NO_CONFIDENTIALITY_BASIS', 'NDO_NOT_CLEARED']],
    ['in a flow on section 251, before any national check', person(), told, { confidentiality: 'section-251', purposeKind: 'secondary' }, 'EXCLUDE', ['NDO_NOT_CLEARED']],
  ] as const)('%s', (_who, given, telling, flowGiven, decision, reasons) => {
    expect(decideNow(given, telling, flowGiven as Partial<Flow>)).toMatchObject({ decision, reasons })
  })
})

describe('whether anyone may ask', () => {
  test.each([
    [{ mustBeTold: true, hasPeople: false }, null, 'no-people-list'],
    [{ mustBeTold: false, hasPeople: false }, null, 'no-people-list'],
    [{ mustBeTold: true, hasPeople: true }, null, 'people-not-told-yet'],
    [{ mustBeTold: true, hasPeople: true }, { window: 'not-begun', closingDate: null, tellsOfFlow: true }, 'people-not-told-yet'],
    [{ mustBeTold: true, hasPeople: true }, { window: 'open', closingDate: '2026-06-15', tellsOfFlow: true }, 'opt-out-window-open'],
    [{ mustBeTold: true, hasPeople: true }, { window: 'closed', closingDate: '2026-06-14', tellsOfFlow: true }, null],
    [{ mustBeTold: true, hasPeople: true }, { window: 'closed', closingDate: '2026-06-14', tellsOfFlow: false }, 'people-not-told-yet'],
    [{ mustBeTold: false, hasPeople: true }, { window: 'closed', closingDate: '2026-06-14', tellsOfFlow: false }, null],
    [{ mustBeTold: false, hasPeople: true }, null, null],
  ] as const)('%o, %o: %s', (facts, telling, kind) => {
    const may = mayAskAboutPeople(facts, telling)
    expect(may.ok ? null : may.refusal.kind).toBe(kind)
  })
})

describe('counts', () => {
  test('add up, and come out in one order however they are given', () => {
    const given = { 'EXCLUDE NOT_PERMITTED LOCAL NOT_NOTIFIED': 2, 'INCLUDE PERMITTED NO_OBJECTION': 5, 'EXCLUDE NHS_NUMBER_INVALID NHS_NUMBER_INVALID': 1, 'EXCLUDE NOT_PERMITTED DECEASED LOCAL': 3 }
    const counts = countsOf(given, 1)
    expect(counts).toEqual({
      rows: 11, included: 5, excluded: 6, repeatedRows: 1, coarse: { PERMITTED: 5, NOT_PERMITTED: 5, NHS_NUMBER_INVALID: 1 },
      firstReason: { NHS_NUMBER_INVALID: 1, DECEASED: 3, LOCAL: 2 }, everyReason: { NO_OBJECTION: 5, LOCAL: 5, NOT_NOTIFIED: 2, NHS_NUMBER_INVALID: 1, DECEASED: 3 },
    })
    expect(JSON.stringify(countsOf(Object.fromEntries(Object.entries(given).reverse()), 1))).toBe(JSON.stringify(counts))
  })
})

describe('an answer', () => {
  const asIncluded: Outcome = { decision: 'INCLUDE', coarse: 'PERMITTED', reasons: [] }
  const asExcluded: Outcome = { decision: 'EXCLUDE', coarse: 'NOT_PERMITTED', reasons: ['LOCAL'] }
  function answer(given: ListFormat, asked: ListFormat, list: Uint8Array, isIncluded: (row: number) => boolean): Uint8Array {
    const writer = new AnswerWriter(asked, given, 'full')
    const pieces: Uint8Array[] = []
    let row = 0
    scanAll(given, list, {
      header: (bytes) => { writer.header(bytes); return null },
      row: (each) => { row += 1; writer.row(each, isIncluded(row) ? asIncluded : asExcluded, isIncluded(row) ? 0 : 1) },
    })
    pieces.push(...writer.takeFull(), writer.takeRest())
    return Buffer.concat(pieces)
  }

  test('holds exactly the bytes of the rows that were included, whatever bytes a list may have', () => {
    const line = fc.uint8Array({ maxLength: 40 }).map((bytes) => bytes.filter((byte) => ![0, 10, 13, 34, 0xef].includes(byte)))
    fc.assert(
      fc.property(fc.array(fc.tuple(line, fc.boolean()), { minLength: 1, maxLength: 30 }), (lines) => {
        const rows = lines.map(([bytes]) => Buffer.concat([Uint8Array.of(120), bytes, Uint8Array.of(10)]))
        const kept = Buffer.concat(rows.filter((_row, i) => lines[i]?.[1]))
        const isIncluded = (row: number) => lines[row - 1]?.[1] === true
        expect(Buffer.from(answer('text', 'text', Buffer.concat(rows), isIncluded)).equals(kept)).toBe(true)
        const head = Buffer.from('nhs_number,b\n')
        expect(Buffer.from(answer('csv', 'csv', Buffer.concat([head, ...rows]), isIncluded)).equals(Buffer.concat([head, kept]))).toBe(true)
      }),
    )
  })

  test('in another format than the list came in is the numbers alone', () => {
    const list = new TextEncoder().encode('{"nhs_number":"9990000018"}\n{"nhs_number":"9990000026"}\n{"nhs_number":"9990000034"}\n')
    const text = (asked: ListFormat) => Buffer.from(answer('ndjson', asked, list, (row) => row !== 2)).toString()
    expect(text('text')).toBe('9990000018\n9990000034\n')
    expect(text('csv')).toBe('nhs_number\n9990000018\n9990000034\n')
    expect(text('ndjson').split('\n')[1]).toBe('{"row":2,"nhs_number":"9990000026","decision":"EXCLUDE","reason":"NOT_PERMITTED","reasons":["LOCAL"]}')
  })

  test('counts its rows in digits, whatever their number', () => {
    const lines = Buffer.from('9990000018\n'.repeat(40_000))
    const answer = new ListAnswer({ given: 'text', asked: 'ndjson', detail: 'coarse', answers: { outcomes: [asIncluded], placeFor: () => 0 } })
    let out = ''
    for (let from = 0; from < lines.length; from += 100_001) {
      answer.push(lines.subarray(from, from + 100_001))
      out += Buffer.concat(answer.writer.takeFull()).toString('latin1')
    }
    out += Buffer.from(answer.writer.takeRest()).toString('latin1')
    expect(out.split('\n').slice(0, -1).map((line) => (JSON.parse(line) as { row: number }).row)).toEqual(Array.from({ length: 40_000 }, (_, i) => i + 1))
  })

  test('writes what stood where the number should be as JSON, whatever it is', () => {
    for (const given of ['"', '\\', 'é', '\u0001', '\u2028', '999 000 0018']) {
      const line = Buffer.from(answer('text', 'ndjson', new TextEncoder().encode(`${given}\n`), () => false)).toString()
      expect(JSON.parse(line)).toMatchObject({ row: 1, nhs_number: given })
    }
  })
})

describe('numbers that were seen', () => {
  test('are told from those that were not', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 999_999_999 }), { maxLength: 200 }), (stems) => {
        const [set, known] = [new StemSet(), new Set<number>()]
        for (const stem of stems) {
          expect(set.add(stem)).toBe(!known.has(stem))
          known.add(stem)
        }
      }),
    )
  })
})
