import { describe, expect, test } from 'vitest'
import { eventsKnownBy, mayMakeChoice, momentOf, standingAt, survivingNumber } from '#app/choices/choice-event.rules.ts'
import type { ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import { coarseReason, decide } from '#app/choices/decision.rules.ts'
import type { FlowTerms, Person } from '#app/choices/decision.rules.ts'
import { ageOn } from '#app/kernel/uk-date.ts'
import { A, B, NOW, X, Y, aPerson, anEvent, clearedAt, dissent, flowG, instant, withdrawal } from './a-choice.ts'

interface Question {
  person?: Partial<Person>
  events?: readonly ChoiceEvent[]
  terms?: Partial<FlowTerms>
  at?: string
  known?: string
}

function ask({ person = {}, events = [], terms = {}, at, known }: Question) {
  const now = at === undefined ? NOW : instant(at)
  return decide(
    aPerson({ ...clearedAt(now), ...person }), events, flowG(terms), now, known === undefined ? undefined : instant(known),
  )
}

const included = { decision: 'INCLUDE', reasons: [] }
const excluded = (...reasons: string[]) => ({ decision: 'EXCLUDE', reasons })

describe('choices over time', () => {
  const sameDay = [dissent({ effective: '2026-03-10T10:00' }), withdrawal({ effective: '2026-03-10T15:00' })]

  test('case 1: said no at 10:00 and took it back at 15:00', () => {
    expect(ask({ events: sameDay, at: '2026-03-10T14:59' })).toMatchObject(excluded('T1'))
    expect(ask({ events: sameDay, at: '2026-03-10T15:01' })).toMatchObject(included)
  })

  test('case 3: two whole days alike in one system are ordered by its row number', () => {
    const events = [dissent({ effective: '2026-03-10', sequence: 7 }), withdrawal({ effective: '2026-03-10', sequence: 8 })]
    expect(ask({ events })).toMatchObject(included)
    expect(ask({ events: events.map((event) => ({ ...event, sequence: 15 - (event.sequence ?? 0) })) })).toMatchObject(excluded('T1'))
  })

  test('case 4: two systems on one day, or no row number, leave the no standing for review', () => {
    const noNumber = [dissent({ effective: '2026-03-10' }), withdrawal({ effective: '2026-03-10' })]
    expect(ask({ events: noNumber })).toMatchObject({ ...excluded('AMBIGUOUS_TIE'), flags: ['AMBIGUOUS_TIE'] })
    const elsewhere = [dissent({ effective: '2026-03-10', sequence: 1, source: B }), withdrawal({ effective: '2026-03-10', sequence: 2 })]
    expect(ask({ events: elsewhere })).toMatchObject(excluded('AMBIGUOUS_TIE'))
    const ownNo = [dissent({ effective: '2026-03-10', sequence: 1 }), withdrawal({ effective: '2026-03-10', sequence: 2, source: B })]
    expect(ask({ events: ownNo })).toMatchObject(excluded('T1', 'AMBIGUOUS_TIE'))
  })

  test('case 5: a whole day and a time on it, from two systems, cannot be ordered', () => {
    const events = [dissent({ effective: '2026-03-10', source: B }), withdrawal({ effective: '2026-03-10T09:00' })]
    expect(ask({ events })).toMatchObject(excluded('AMBIGUOUS_TIE'))
  })

  test('case 6: an older no that arrives late does not undo the newer withdrawal', () => {
    expect(ask({ events: [...sameDay].reverse(), at: '2026-03-11T00:00' })).toMatchObject(included)
  })

  test('case 7: a no effective in January and written down in May', () => {
    const events = [dissent({ effective: '2026-01-01', recorded: '2026-05-10T11:00' })]
    const february = '2026-02-01T09:00'
    expect(ask({ events, at: february, known: february })).toMatchObject(included)
    expect(ask({ events, at: february, known: '2026-05-11T09:00' })).toMatchObject(excluded('T1'))
    expect(ask({ events, at: '2026-05-11T09:00' })).toMatchObject(excluded('T1'))
  })

  test.each(['2026-04-20', '2062-03-20'])('case 9: a no dated ahead (%s) counts at once and can be taken back', (effective) => {
    const events = [dissent({ effective, recorded: '2026-03-20T10:00' })]
    expect(ask({ events })).toMatchObject({ ...excluded('T1'), flags: ['FUTURE_DATED'] })
    expect(ask({ events, at: '2026-03-20T09:59' })).toMatchObject(included)
    const later = [...events, withdrawal({ effective: '2026-03-27T10:00' })]
    expect(ask({ events: later, at: '2026-03-27T09:59' })).toMatchObject(excluded('T1'))
    expect(ask({ events: later, at: '2026-03-27T10:00' })).toMatchObject(included)
  })

  test('case 10: a withdrawal dated ahead waits for the first moment of its day', () => {
    const events = [dissent({ effective: '2026-01-01' }), withdrawal({ effective: '2026-06-01', recorded: '2026-03-01T10:00' })]
    expect(ask({ events, at: '2026-05-31T23:59:59' })).toMatchObject({ ...excluded('T1'), flags: ['FUTURE_DATED'] })
    expect(ask({ events, at: '2026-06-01T00:00' })).toMatchObject(included)
  })

  test('case 11: without any date a no counts and a withdrawal does not; both are flagged', () => {
    expect(ask({ events: [dissent()] })).toMatchObject({ ...excluded('T1'), flags: ['ORDER_UNKNOWN'] })
    const events = [dissent({ effective: '2026-01-01' }), withdrawal()]
    expect(ask({ events })).toMatchObject({ ...excluded('T1'), flags: ['ORDER_UNKNOWN'] })
    const recordedOnly = [dissent({ effective: '2026-01-01' }), withdrawal({ effective: null, recorded: '2026-02-01T10:00' })]
    expect(ask({ events: recordedOnly })).toMatchObject({ ...included, flags: ['NO_EFFECTIVE_DATE'] })
  })
})

describe('practices', () => {
  const moved = { registrations: [{ practice: A, from: '2010-01-01', to: '2025-06-30' }, { practice: B, from: '2025-07-01' }] }

  test('case 13: a no at the practice left holds at the new one until it says what holds now', () => {
    const atA = dissent({ effective: '2024-01-01' })
    expect(ask({ person: moved, events: [atA], terms: { discloser: B } })).toMatchObject(excluded('T1_PRIOR_UNCONFIRMED'))
    const confirmed = [atA, withdrawal({ effective: '2025-08-01', source: B })]
    expect(ask({ person: moved, events: confirmed, terms: { discloser: B } })).toMatchObject(included)
    const transferred = [atA, dissent({ effective: '2024-01-01', recorded: '2025-07-02', source: B })]
    expect(ask({ person: moved, events: transferred, terms: { discloser: B } })).toMatchObject(excluded('T1'))
  })

  test('case 14: each practice answers for its own record', () => {
    const events = [dissent({ effective: '2024-01-01' }), withdrawal({ effective: '2025-08-01', source: B })]
    expect(ask({ person: moved, events, terms: { discloser: B } })).toMatchObject(included)
    expect(ask({ person: moved, events, terms: { discloser: A } })).toMatchObject(excluded('T1'))
    expect(ask({ person: moved, events, terms: { discloser: undefined } })).toMatchObject(excluded('T1'))
    const held = [...events, withdrawal({ effective: '2025-08-01', recorded: '2025-09-01' })]
    expect(ask({ person: moved, events: held, terms: { discloser: A } })).toMatchObject(included)
  })
})

describe('people', () => {
  test('case 16: a choice outlives the person', () => {
    const question = { person: { died: '2025-12-01' }, events: [dissent({ effective: '2024-01-01' })] }
    expect(ask(question)).toMatchObject(excluded('DECEASED', 'T1'))
    expect(ask({ ...question, terms: { includeDeceased: true } })).toMatchObject(excluded('T1'))
  })

  test('case 17: a parent’s choice stands at 13, and the parent can no longer change it', () => {
    const born = '2013-03-01'
    const events = [dissent({ effective: '2025-06-01' })]
    expect(ask({ person: { born }, events })).toMatchObject(excluded('T1'))
    expect(mayMakeChoice(born, '2026-03-20', 'parent')).toMatchObject({ ok: false, refusal: { kind: 'AGED_13_PLUS' } })
    expect(mayMakeChoice(born, '2026-03-20', 'self')).toMatchObject({ ok: true })
  })

  test('case 18: a child of 12 cannot choose alone, nor a parent for a 14-year-old', () => {
    expect(mayMakeChoice('2014-03-01', '2026-03-20', 'self')).toMatchObject({ ok: false, refusal: { kind: 'UNDER_13' } })
    expect(mayMakeChoice('2014-03-01', '2026-03-20', 'parent')).toMatchObject({ ok: true })
    expect(mayMakeChoice('2012-03-01', '2026-03-20', 'parent')).toMatchObject({ ok: false, refusal: { kind: 'AGED_13_PLUS' } })
    expect(mayMakeChoice('2012-03-01', '2026-03-20', 'attorney')).toMatchObject({ ok: false, refusal: { kind: 'NOT_ADULT' } })
    expect(mayMakeChoice(null, '2026-03-20', 'self')).toMatchObject({ ok: false, refusal: { kind: 'BIRTH_DATE_UNKNOWN' } })
  })

  test('case 20: a restricted person is decided like anyone else', () => {
    expect(ask({ person: { restricted: true } })).toMatchObject(included)
    expect(ask({ person: { restricted: true }, events: [dissent({ effective: '2024-01-01' })] })).toMatchObject(excluded('T1'))
  })

  test('case 21: a choice under a superseded number follows the person', () => {
    const events = [dissent({ nhsNumber: X, effective: '2023-01-01' })]
    const survivor = survivingNumber(X, new Map([[X, Y]]))
    expect(survivor).toBe(Y)
    for (const person of [{ nhsNumber: X, supersededBy: Y }, { nhsNumber: Y, mergedFrom: [X] }]) {
      expect(ask({ person: { ...person, mergeConfirmed: true }, events })).toMatchObject(excluded('T1'))
    }
    expect(survivingNumber(X, new Map([[X, Y], [Y, X]]))).toBe(survivingNumber(Y, new Map([[X, Y], [Y, X]])))
  })

  test('case 22: joined numbers go by the latest choice only once the join is confirmed', () => {
    const events = [dissent({ nhsNumber: X, effective: '2023-01-01' }), withdrawal({ nhsNumber: Y, effective: '2024-01-01' })]
    expect(ask({ person: { nhsNumber: Y, mergedFrom: [X], mergeConfirmed: true }, events })).toMatchObject(included)
    expect(ask({ person: { nhsNumber: Y, mergedFrom: [X], mergeConfirmed: false }, events })).toMatchObject(excluded('AMBIGUOUS_MERGE'))
    expect(ask({ person: { nhsNumber: X, supersededBy: Y }, events })).toMatchObject(excluded('AMBIGUOUS_MERGE'))
  })

  test('case 23: an invalidated number is left out without asking the national check', () => {
    expect(ask({ person: { invalidated: true, nationalChecks: [] } })).toMatchObject(excluded('NHS_NUMBER_INVALIDATED'))
  })

  test.each([
    ['a wrong digit', '9990000019'], ['9 digits', '999000001'], ['letters', '99900000AB'], ['blank', ''],
    ['zeros', '0000000000'], ['no check digit exists', '1234567890'], ['spaces', '999 000 0018'],
  ])('case 24: a number with %s is invalid', (_, nhsNumber) => {
    expect(ask({ person: { nhsNumber, nationalChecks: [] } })).toMatchObject(excluded('NHS_NUMBER_INVALID'))
  })

  test('case 24: a blank number passes only by a signed route for records without one', () => {
    const route = { id: 'no-nhs-number', from: '2026-01-01', to: '2026-12-31' } as const
    const person = { nhsNumber: '', nationalChecks: [] }
    expect(ask({ person, terms: { exemption: route } })).toMatchObject({ decision: 'INCLUDE', reasons: ['NDO_NOT_APPLICABLE:no-nhs-number'] })
    expect(ask({ person, terms: { exemption: { ...route, to: '2026-01-31' } } })).toMatchObject(excluded('NHS_NUMBER_INVALID'))
    expect(ask({ person: { nationalChecks: [] }, terms: { exemption: route } })).toMatchObject(excluded('NDO_NOT_CLEARED'))
  })

  test('case 25: test numbers are refused where data is real, and used where it is not', () => {
    expect(ask({ terms: { live: true } })).toMatchObject(excluded('TEST_RANGE'))
    expect(ask({ terms: { live: undefined } })).toMatchObject(excluded('TEST_RANGE'))
    expect(ask({ terms: { live: false } })).toMatchObject(included)
  })

  test('case X2: someone born on 29 February turns 13 on 1 March', () => {
    expect(ageOn('2012-02-29', '2025-02-28')).toBe(12)
    expect(mayMakeChoice('2012-02-29', '2025-02-28', 'self').ok).toBe(false)
    expect(mayMakeChoice('2012-02-29', '2025-03-01', 'self').ok).toBe(true)
  })

  test('case X4: a number split between two people is left out until each confirms', () => {
    expect(ask({ person: { splitUnconfirmed: true } })).toMatchObject(excluded('AMBIGUOUS_SPLIT'))
  })
})

describe('the national opt-out', () => {
  test('case 27: a number the reply leaves out is not cleared, and no words say why', () => {
    for (const nationalChecks of [[], [{ answeredAt: NOW.getTime(), cleared: false }]]) {
      const answer = ask({ person: { nationalChecks } })
      expect(answer).toMatchObject(excluded('NDO_NOT_CLEARED'))
      expect(answer.sentence).not.toMatch(/opt(ed)?[ -]out/i)
    }
  })

  test.each([
    [7 * 24 * 3600 - 3600, included], [7 * 24 * 3600, included], [7 * 24 * 3600 + 1, excluded('NDO_STALE')],
  ])('an answer %i seconds old against 7 days', (seconds, expected) => {
    expect(ask({ person: { nationalChecks: [{ answeredAt: NOW.getTime() - seconds * 1000, cleared: true }] } })).toMatchObject(expected)
  })

  test('no terms stretch an answer past 21 days, and nonsense stretches nothing', () => {
    const person = { nationalChecks: [{ answeredAt: NOW.getTime() - 22 * 86_400_000, cleared: true }] }
    expect(ask({ person, terms: { nationalCheckMaxAgeDays: 90 } })).toMatchObject(excluded('NDO_STALE'))
    expect(ask({ terms: { nationalCheckMaxAgeDays: Number.NaN } })).toMatchObject(excluded('NDO_STALE'))
  })

  test('an answer given after the instant known, or after the instant decided for, is not used', () => {
    const nationalChecks = [
      { answeredAt: instant('2026-03-01T10:00').getTime(), cleared: false }, { answeredAt: instant('2026-03-03T10:00').getTime(), cleared: true },
    ]
    expect(ask({ person: { nationalChecks }, at: '2026-03-04T10:00' })).toMatchObject(included)
    expect(ask({ person: { nationalChecks }, at: '2026-03-04T10:00', known: '2026-03-02T10:00' })).toMatchObject(excluded('NDO_NOT_CLEARED'))
    expect(ask({ person: { nationalChecks }, at: '2026-03-02T10:00' })).toMatchObject(excluded('NDO_NOT_CLEARED'))
  })

  test('case 33: linking to children’s social care does not take hospital data out of scope', () => {
    const person = { nationalChecks: [{ answeredAt: NOW.getTime(), cleared: false }] }
    expect(ask({ person, terms: { drawsOn: ['hospital', 'childrens-social-care'] } })).toMatchObject(excluded('NDO_NOT_CLEARED'))
    expect(ask({ person, terms: { drawsOn: ['childrens-social-care'] } })).toMatchObject({
      decision: 'INCLUDE', reasons: ['NDO_NOT_APPLICABLE:childrens-care-and-education'],
    })
  })

  test.each(['direct-care', 'consent', 'communicable-disease', 'anonymised', 'legal-duty'] as const)(
    'case 34: not applied where the basis is %s', (confidentiality) => {
      const person = { nationalChecks: [{ answeredAt: NOW.getTime(), cleared: false }] }
      const events = [anEvent({ role: 'CONSENT', project: 'pilot', effective: '2026-01-01' })]
      const purpose = confidentiality === 'direct-care' ? 'direct-care' as const : 'secondary' as const
      expect(ask({ person, events, terms: { confidentiality, purpose } })).toMatchObject({
        decision: 'INCLUDE', reasons: [`NDO_NOT_APPLICABLE:${confidentiality}`],
      })
    },
  )

  test('case 35: an approval sets it aside for one flow, between dates', () => {
    const person = { nationalChecks: [] }
    const nationalOptOutDisapplied = [{ from: '2026-01-01', to: '2026-12-31' }]
    const f1 = { person, terms: { nationalOptOutDisapplied } }
    for (const at of ['2026-01-01T00:00', '2026-12-31T23:59:59']) {
      expect(ask({ ...f1, at })).toMatchObject({ decision: 'INCLUDE', reasons: ['NDO_NOT_APPLICABLE:disapplied'] })
    }
    expect(ask({ person })).toMatchObject(excluded('NDO_NOT_CLEARED'))
    for (const at of ['2025-12-31T23:59:59', '2027-01-01T00:00']) expect(ask({ ...f1, at })).toMatchObject(excluded('NDO_NOT_CLEARED'))
    expect(ask({ ...f1, events: [dissent({ effective: '2024-01-01' })] })).toMatchObject(excluded('T1'))
    expect(ask({ ...f1, terms: { ...f1.terms, confidentiality: 'none' } }).reasons).toContain('NDO_NOT_CLEARED')
  })

  test('case 35: no final letter, an overdue review, a dataset the letter does not name', () => {
    const support = { finalLetter: '2026-01-10', ends: '2026-12-31', reviewDue: '2026-12-01', overriddenUntil: null, covers: ['gp-events'] }
    const terms = { support, datasets: ['gp-events'] }
    expect(ask({ terms })).toMatchObject(included)
    expect(ask({ terms, at: '2026-01-09T12:00' })).toMatchObject({ ...excluded('NO_SUPPORT'), isFlowBlocked: true })
    expect(ask({ terms: { ...terms, support: { ...support, finalLetter: null } } })).toMatchObject(excluded('NO_SUPPORT'))
    expect(ask({ terms, at: '2027-01-01T12:00' })).toMatchObject(excluded('NO_SUPPORT', 'CONDITION_BREACH'))
    expect(ask({ terms, at: '2026-12-01T12:00' })).toMatchObject(included)
    expect(ask({ terms, at: '2026-12-02T12:00' })).toMatchObject(excluded('CONDITION_BREACH'))
    const overridden = { ...terms, support: { ...support, overriddenUntil: '2026-12-09' } }
    expect(ask({ terms: overridden, at: '2026-12-02T12:00' })).toMatchObject(included)
    expect(ask({ terms: { ...terms, datasets: ['gp-events', 'letters'] } })).toMatchObject(excluded('NO_SUPPORT'))
  })
})

describe('projects and letters', () => {
  test('case 37: a no to one project leaves another alone and makes no other opt-out', () => {
    const events = [anEvent({ role: 'PROJECT_OPT_OUT', project: 'pilot', effective: '2026-01-01' })]
    expect(ask({ events })).toMatchObject(excluded('LOCAL'))
    expect(ask({ events, terms: { project: 'wsdp' } })).toMatchObject(included)
    expect(ask({ events, terms: { project: undefined } })).toMatchObject(excluded('LOCAL'))
    const back = [...events, anEvent({ role: 'PROJECT_OPT_OUT_WITHDRAWN', project: 'pilot', effective: '2026-02-01' })]
    expect(ask({ events: back })).toMatchObject(included)
  })

  test('case 39: returned mail holds a person out, and silence is not consent', () => {
    const terms = { notification: 'required' } as const
    const told = instant('2026-02-01T10:00').getTime()
    expect(ask({ terms, person: { notification: null } })).toMatchObject(excluded('NOT_NOTIFIED'))
    expect(ask({ terms, person: { notification: { told, returned: told + 86_400_000 } } })).toMatchObject(excluded('NOT_NOTIFIED'))
    const silent = ask({ terms, person: { notification: { told } } })
    expect(silent).toMatchObject({ decision: 'INCLUDE', reasons: ['NO_OBJECTION'] })
    expect(silent.sentence).toContain('not the same as consent')
  })

  test('case 39: a reply after the deadline counts from its receipt', () => {
    const events = [anEvent({ role: 'PROJECT_OPT_OUT', project: 'pilot', effective: '2026-03-15T11:00' })]
    expect(ask({ events, at: '2026-03-15T10:59' })).toMatchObject(included)
    expect(ask({ events, at: '2026-03-15T11:00' })).toMatchObject(excluded('LOCAL'))
  })

  test('case 39: a reply that fits two people leaves both out until it is settled', () => {
    for (const nhsNumber of [X, Y]) expect(ask({ person: { nhsNumber, ambiguousMatch: true } })).toMatchObject(excluded('AMBIGUOUS_MATCH'))
  })

  test('case X6: consent withdrawn yesterday and nothing else to rest on', () => {
    const events = [
      anEvent({ role: 'CONSENT', project: 'pilot', effective: '2025-01-01' }),
      anEvent({ role: 'CONSENT_WITHDRAWN', project: 'pilot', effective: '2026-03-19' }),
    ]
    expect(ask({ events, terms: { confidentiality: 'consent' } })).toMatchObject(excluded('NO_CONFIDENTIALITY_BASIS'))
    expect(ask({ events, terms: { confidentiality: 'none' } })).toMatchObject(excluded('NO_CONFIDENTIALITY_BASIS'))
    expect(ask({ events, terms: { confidentiality: 'section-251' } })).toMatchObject(excluded('LOCAL'))
    expect(ask({ events, terms: { confidentiality: 'consent' }, at: '2026-03-18T12:00' }).decision).toBe('INCLUDE')
  })

  test('case X10: an entry in error stops counting, but not for what was known before it was marked', () => {
    const mistake = { ...withdrawal({ effective: '2026-03-01T10:00' }), enteredInError: true, enteredInErrorAt: instant('2026-03-05T10:00').getTime() }
    const events = [dissent({ effective: '2026-01-01' }), mistake]
    expect(ask({ events })).toMatchObject(excluded('T1'))
    expect(ask({ events, at: '2026-03-04T10:00', known: '2026-03-04T10:00' })).toMatchObject(included)
    const sentAgain = [dissent({ effective: '2026-01-01', sequence: 4 }), { ...dissent({ effective: '2026-01-01', sequence: 4 }), enteredInError: true }]
    expect(standingAt(eventsKnownBy(sentAgain, null), momentOf(NOW)).standing).toBe('NONE_RECORDED')
  })
})

describe('one of many that sign each for itself', () => {
  test('a person whose own practice has not signed is held out, whatever else lets them in', () => {
    expect(ask({ person: { isDiscloserUnsigned: true } })).toMatchObject(excluded('DISCLOSER_NOT_SIGNED'))
    expect(ask({ person: { isDiscloserUnsigned: false } })).toMatchObject(included)
    expect(ask({ person: { isDiscloserNotAssured: true } })).toMatchObject(excluded('DISCLOSER_NOT_ASSURED'))
    expect(coarseReason(ask({ person: { isDiscloserNotAssured: true } }))).toBe('NOT_PERMITTED')
    expect(coarseReason(ask({ person: { isDiscloserUnsigned: true } }))).toBe('NOT_PERMITTED')
  })
})

describe('reasons', () => {
  test('all are given, in one order, whatever order they were found in', () => {
    const events = [
      dissent({ effective: '2024-01-01' }), anEvent({ role: 'PROJECT_OPT_OUT', project: 'pilot', effective: '2026-01-01' }),
    ]
    const person = {
      isDiscloserUnsigned: true, onRegister: false, died: '2026-01-01', ambiguousMatch: true, nationalChecks: [{ answeredAt: 0, cleared: false }],
    }
    const answer = ask({ person, events, terms: { confidentiality: 'none', notification: 'required', blocked: ['NO_SUPPORT'] } })
    expect(answer.reasons).toEqual([
      'NO_SUPPORT', 'NO_CONFIDENTIALITY_BASIS', 'DISCLOSER_NOT_SIGNED', 'NOT_ON_REGISTER', 'DECEASED', 'LOCAL', 'T1', 'NDO_NOT_CLEARED', 'NDO_STALE',
      'AMBIGUOUS_MATCH', 'NOT_NOTIFIED',
    ])
    expect(answer.sentence).toMatch(/^Left out because .*\.$/)
  })

  test('a pipeline learns nothing about the person beyond no', () => {
    const coarse = (question: Question) => coarseReason(ask(question))
    expect(coarse({})).toBe('PERMITTED')
    for (const person of [{ onRegister: false }, { died: '2020-01-01' }, { nationalChecks: [] }, { ambiguousMatch: true }]) {
      expect(coarse({ person })).toBe('NOT_PERMITTED')
    }
    expect(coarse({ events: [dissent({ effective: '2024-01-01' })] })).toBe('NOT_PERMITTED')
    expect(coarse({ terms: { confidentiality: 'consent' } })).toBe('NOT_PERMITTED')
    expect(coarse({ terms: { confidentiality: 'none' }, events: [dissent({ effective: '2024-01-01' })] })).toBe('FLOW_NOT_PERMITTED')
    expect(coarse({ terms: { live: true, confidentiality: 'none' } })).toBe('NHS_NUMBER_INVALID')
    expect(coarse({ person: { invalidated: true } })).toBe('NHS_NUMBER_INVALID')
  })

  test('terms left out take the value that lets nobody extra in', () => {
    const answer = decide(aPerson(), [dissent({ effective: '2024-01-01' })], {}, NOW)
    expect(answer.reasons).toEqual(['TEST_RANGE', 'NO_CONFIDENTIALITY_BASIS', 'T1'])
    expect(ask({ terms: { extendType1: undefined, drawsOn: ['hospital'] }, events: [dissent({ effective: '2024-01-01' })] })).toMatchObject(excluded('T1'))
    expect(ask({ terms: { confidentiality: 'direct-care' } })).toMatchObject(excluded('NO_CONFIDENTIALITY_BASIS'))
  })
})
