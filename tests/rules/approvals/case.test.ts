import { describe, expect, test } from 'vitest'
import { CASE_COMMANDS, CASE_ROLES, CASE_STATES, MAY, mayCommand, type CaseCommand, type CaseRole, type CaseState } from '#app/approvals/approval.rules.ts'
import { CASE_REFUSAL_WORDS } from '#app/approvals/approval.words.ts'
import { act, activeStages, actedIn, CASE_REFUSALS, commandsFor, conditionsOn, isOnAllOf, stateOf, type ApprovalCase, type CaseActor, type CaseFacts, type CaseRefusalKind } from '#app/approvals/case.rules.ts'
import { daysRun, forecast, stageClocks } from '#app/approvals/case-clock.rules.ts'
import { aStage, anAct, anActor, CASE_PAPERS, given, LEAD, ORG, someCaseFacts, started, THREE_STAGES } from '#tests/factories/approval-cases.ts'
import type { StandingPaper } from '#app/approvals/in-force.rules.ts'
import { aPaper, coverOf } from '#tests/factories/approval-standing.ts'

const NOW = new Date('2026-06-15T10:00:00Z')
const covers = coverOf(CASE_PAPERS)
const ALONE = { stages: [aStage(), aStage({ id: 'advice', post: 'dpo', act: 'advises' })] }
const cover = { userId: 'colleague', from: '2026-06-14', to: '2026-06-16' }
const deputised = anAct('delegate', { userId: 'siro', stageId: 'siro', cover })

const IN_STATE: Record<CaseState, ApprovalCase> = {
  'not-started': { route: ALONE, acts: [] },
  open: started(ALONE, deputised),
  waiting: started(ALONE, deputised, anAct('ask', { userId: 'siro', stageId: 'siro' })),
  returned: started(ALONE, deputised, anAct('return', { userId: 'siro', stageId: 'siro' })),
  agreed: started(ALONE, deputised, anAct('approve', { userId: 'siro', stageId: 'siro', covers, completes: true })),
  declined: started(ALONE, deputised, anAct('decline', { userId: 'siro', stageId: 'siro' })),
  withdrawn: started(ALONE, deputised, anAct('withdraw')),
}
const AS_ROLE: Record<CaseRole, [CaseActor, Partial<CaseFacts>]> = {
  applicant: [LEAD, {}], decider: [anActor('siro', 'siro'), {}], deputy: [anActor('colleague', null), {}], adviser: [anActor('dpo', 'dpo'), {}],
  author: [anActor('siro', 'siro'), { authors: ['siro'] }], onlooker: [anActor('other', 'siro', { organisationCode: 'Y90001' }), {}],
}
const stageOf = (role: CaseRole) => (role === 'adviser' ? 'advice' : 'siro')
const every = CASE_ROLES.flatMap((role) => CASE_STATES.flatMap((state) => CASE_COMMANDS.map((command): [CaseRole, CaseState, CaseCommand] => [role, state, command])))

describe('who may do what with an approval', () => {
  test('the states are those that they are named for', () => {
    for (const state of CASE_STATES) expect(stateOf(IN_STATE[state])).toBe(state)
  })

  test.each(every.filter(([role, state, command]) => !mayCommand(role, state, command)))('a %s of one that is %s may not %s', (role, state, command) => {
    const [actor, facts] = AS_ROLE[role]
    expect(act(IN_STATE[state], actor, given(command, stageOf(role), { cover }), someCaseFacts(facts), NOW)).toEqual({ ok: false, refusal: { kind: 'not-allowed' } })
  })

  test.each(every.filter(([role, state, command]) => mayCommand(role, state, command)))('a %s of one that is %s may %s', (role, state, command) => {
    const [actor, facts] = AS_ROLE[role]
    const looked = someCaseFacts({ ...facts, colleagues: ['colleague', 'another'] })
    const done = act(IN_STATE[state], actor, given(command, stageOf(role), { cover: { ...cover, userId: 'another' } }), looked, NOW)
    expect(done).toMatchObject({ ok: true, value: { command, userId: actor.userId, forUserId: role === 'deputy' ? 'siro' : null } })
    const offered = commandsFor(IN_STATE[state], actor, looked, NOW).flatMap(({ commands }) => commands)
    expect(offered).toContain(command)
  })

  test('a page offers nothing that is not in the table', () => {
    for (const role of CASE_ROLES) {
      for (const state of CASE_STATES) {
        const [actor, facts] = AS_ROLE[role]
        const offered = commandsFor(IN_STATE[state], actor, someCaseFacts(facts), NOW).find(({ stageId }) => stageId === (role === 'applicant' ? null : stageOf(role)))?.commands ?? []
        expect([role, state, [...offered].sort()]).toEqual([role, state, [...(MAY[role][state] ?? [])].sort()])
      }
    }
  })
})

describe('an act', () => {
  const siro = anActor('siro', 'siro')
  const guardian = anActor('guardian', 'caldicott-guardian')
  const kindOf = (approval: ApprovalCase, actor: CaseActor, command: ReturnType<typeof given>, facts: Partial<CaseFacts> = {}) => {
    const done = act(approval, actor, command, someCaseFacts(facts), NOW)
    return done.ok ? null : done.refusal.kind
  }
  const deputy = anActor('colleague', null)
  /** Each officer of three stages lets the same colleague stand in. */
  const named = [['dpo', 'advice'], ['guardian', 'guardian'], ['siro', 'siro']].map(([userId, stageId]) => anAct('delegate', { userId, stageId, cover }))
  const guardianAgreed = anAct('approve', { userId: 'guardian', stageId: 'guardian', covers })
  const advised = anAct('advise', { userId: 'dpo', stageId: 'advice', covers })
  const REFUSED: Record<Exclude<CaseRefusalKind, 'not-allowed'>, () => CaseRefusalKind | null> = {
    'stage-not-active': () => kindOf(started(), siro, given('approve', 'siro')),
    'already-acted': () => kindOf(started({ stages: [aStage({ howMany: 2 })] }, anAct('approve', { userId: 'siro', stageId: 'siro', covers })), siro, given('approve', 'siro')),
    'not-seen': () => kindOf(started(THREE_STAGES, guardianAgreed, advised), siro, given('approve', 'siro'), { seen: ['protocol'] }),
    'guardian-and-siro': () => kindOf(started(), guardian, given('approve', 'guardian'), { actedAs: ['siro'] }),
    'words-changed': () => kindOf(started(), guardian, given('approve', 'guardian', { covers: covers.map((clause) => ({ ...clause, digest: 'older' })) })),
    'nothing-to-decide-on': () => kindOf(started(), guardian, given('approve', 'guardian', { covers: [] })),
    'text-needed': () => kindOf(started(), guardian, given('decline', 'guardian', { text: '' })),
    'cover-not-a-colleague': () => kindOf(started(), guardian, given('delegate', 'guardian', { cover: { ...cover, userId: 'stranger' } })),
    'acted-elsewhere': () => kindOf(started(THREE_STAGES, ...named, anAct('advise', { userId: 'colleague', forUserId: 'dpo', stageId: 'advice', covers })), deputy, given('approve', 'guardian')),
    'officer-left': () => kindOf(started(THREE_STAGES, ...named), deputy, given('approve', 'guardian'), { holders: [{ userId: 'another', organisationCode: ORG, post: 'caldicott-guardian' }] }),
    'cover-only-advises': () => kindOf(started(), guardian, given('delegate', 'guardian', { cover: { ...cover, userId: 'dpo' } }), { colleagues: ['dpo'] }),
    'cover-guardian-and-siro': () => kindOf(started(), guardian, given('delegate', 'guardian', { cover: { ...cover, userId: 'siro' } }), { colleagues: ['siro'] }),
    'cover-acts-otherwise': () => kindOf(started(), anActor('dpo', 'dpo'), given('delegate', 'advice', { cover: { ...cover, userId: 'siro' } }), { colleagues: ['siro'] }),
    'cover-days-wrong': () => kindOf(started(), guardian, given('delegate', 'guardian', { cover: { ...cover, to: '2026-06-13' } })),
  }
  test.each(CASE_REFUSALS.filter((kind) => kind !== 'not-allowed'))('is refused: %s', (kind) => {
    expect(REFUSED[kind]()).toBe(kind)
    expect(CASE_REFUSAL_WORDS[kind]).not.toBe('')
  })

  test('completes the approval when it is the last, in whichever order the others came', () => {
    for (const acts of [[guardianAgreed, advised], [advised, guardianAgreed]]) {
      const done = act(started(THREE_STAGES, ...acts), siro, given('approve-with-conditions', 'siro'), someCaseFacts(), NOW)
      expect(done).toMatchObject({ ok: true, value: { completes: true } })
    }
    expect(act(started(), guardian, given('approve', 'guardian'), someCaseFacts(), NOW)).toMatchObject({ ok: true, value: { completes: false } })
  })

  test('of a deputy counts between the two days alone, and is recorded as such; nobody hands on what they stand in for', () => {
    const stands = (from: string, to: string) => started({ stages: [aStage()] }, anAct('delegate', { userId: 'siro', stageId: 'siro', cover: { userId: 'colleague', from, to } }))
    const deputy = anActor('colleague', null)
    expect(act(stands('2026-06-15', '2026-06-15'), deputy, given('approve', 'siro'), someCaseFacts(), NOW)).toMatchObject({ ok: true, value: { userId: 'colleague', forUserId: 'siro' } })
    expect(kindOf(stands('2026-06-16', '2026-06-17'), deputy, given('approve', 'siro'))).toBe('not-allowed')
    expect(kindOf(stands('2026-06-13', '2026-06-14'), deputy, given('approve', 'siro'))).toBe('not-allowed')
    const officer = anActor('colleague', 'dpo')
    expect(kindOf(stands('2026-06-15', '2026-06-15'), officer, given('approve', 'siro'))).toBe('not-allowed')
    expect(commandsFor(stands('2026-06-15', '2026-06-15'), officer, someCaseFacts(), NOW)).toEqual([])
    const advising = started({ stages: [aStage(), aStage({ id: 'advice', post: 'dpo', act: 'advises' })] }, anAct('delegate', { userId: 'dpo', stageId: 'advice', cover }))
    expect(kindOf(advising, deputy, given('delegate', 'advice', { cover: { ...cover, userId: 'colleague' } }))).toBe('not-allowed')
  })

  test('of whoever stands in is in one stage alone, whoever named them for others, and whatever has become of it since', () => {
    const forDpo = anAct('advise', { userId: 'colleague', forUserId: 'dpo', stageId: 'advice', covers })
    const onOther = { ...forDpo, covers: covers.map((clause) => ({ ...clause, digest: 'older' })) }
    const forGuardian = anAct('approve', { userId: 'colleague', forUserId: 'guardian', stageId: 'guardian', covers })
    const table: [string, readonly ReturnType<typeof anAct>[], readonly (CaseRefusalKind | null)[]][] = [
      ['nothing', [], [null, null]],
      ['the advice', [forDpo], ['already-acted', 'acted-elsewhere']],
      ['the advice on words that have changed', [onOther], [null, 'acted-elsewhere']],
      ['the guardian’s', [forGuardian], ['acted-elsewhere', 'already-acted']],
    ]
    const acting = (acts: readonly ReturnType<typeof anAct>[], who: CaseActor) => {
      const approval = started({ stages: THREE_STAGES.stages.map((stage) => ({ ...stage, after: [] })) }, ...named, ...acts)
      return (['advice', 'guardian'] as const).map((stage) => {
        // A stage that is done is not open any more; with one more to act it is.
        const wider = { ...approval, route: { stages: approval.route.stages.map((one) => ({ ...one, howMany: 2 })) } }
        return kindOf(wider, who, given(stage === 'advice' ? 'advise' : 'approve', stage))
      })
    }
    for (const [what, acts, kinds] of table) expect([what, acting(acts, deputy)]).toEqual([what, kinds])
    // The officers themselves go on.
    expect(kindOf(started(THREE_STAGES, ...named, forDpo), guardian, given('approve', 'guardian'))).toBeNull()
    expect(kindOf(started(THREE_STAGES, ...named, forDpo, guardianAgreed), siro, given('approve', 'siro'))).toBeNull()
    expect(commandsFor(started(THREE_STAGES, ...named, forDpo), deputy, someCaseFacts(), NOW)).toEqual([])
  })

  test('of an officer is not theirs once they have stood in in another stage before the post was theirs; they may name who acts', () => {
    const approval = started(THREE_STAGES, ...named, anAct('advise', { userId: 'colleague', forUserId: 'dpo', stageId: 'advice', covers }))
    const promoted = anActor('colleague', 'caldicott-guardian')
    const facts = { holders: [{ userId: 'colleague', organisationCode: ORG, post: 'caldicott-guardian' as const }], colleagues: ['another'] }
    for (const command of ['approve', 'approve-with-conditions', 'ask', 'return', 'decline'] as const) expect(kindOf(approval, promoted, given(command, 'guardian'), facts)).toBe('acted-elsewhere')
    expect(kindOf(approval, promoted, given('delegate', 'guardian', { cover: { ...cover, userId: 'another' } }), facts)).toBeNull()
    expect(commandsFor(approval, promoted, someCaseFacts(facts), NOW)).toEqual([{ stageId: 'guardian', commands: ['delegate'] }])
  })

  test('of a deputy is for an officer who holds the post now', () => {
    const hand = (userId: string) => anAct('delegate', { userId, stageId: 'siro', cover })
    const holding = (...userIds: string[]) => ({ holders: userIds.map((userId) => ({ userId, organisationCode: ORG, post: 'siro' as const })) })
    const approval = started({ stages: [aStage()] }, hand('siro'), hand('siro 2'))
    const forWhom = (facts: Partial<CaseFacts>) => {
      const done = act(approval, deputy, given('approve', 'siro'), someCaseFacts(facts), NOW)
      return done.ok ? done.value.forUserId : done.refusal.kind
    }
    expect([holding('siro', 'siro 2'), holding('siro 2'), holding('siro'), holding('new'), holding()].map(forWhom)).toEqual(['siro 2', 'siro 2', 'siro', 'officer-left', 'officer-left'])
    expect(forWhom({ holders: [{ userId: 'siro', organisationCode: ORG, post: 'caldicott-guardian' }] })).toBe('officer-left')
    expect(forWhom({ holders: [{ userId: 'siro', organisationCode: 'Y90001', post: 'siro' }] })).toBe('officer-left')
    expect(commandsFor(approval, deputy, someCaseFacts(holding('new')), NOW)).toEqual([])
  })

  test('that names who stands in is refused by name for who could not', () => {
    const to = (userId: string, acts: readonly ReturnType<typeof anAct>[] = [], stageId: 'guardian' | 'advice' = 'guardian') =>
      kindOf(started(THREE_STAGES, ...acts), stageId === 'guardian' ? guardian : anActor('dpo', 'dpo'), given('delegate', stageId, { cover: { ...cover, userId } }), { colleagues: ['colleague', 'dpo', 'siro', 'guardian 2', 'lead'], holders: [...someCaseFacts().holders, { userId: 'guardian 2', organisationCode: ORG, post: 'caldicott-guardian' }] })
    const acted = anAct('approve', { userId: 'colleague', forUserId: 'siro', stageId: 'siro', covers })
    expect([to('colleague'), to('lead'), to('dpo'), to('siro'), to('guardian 2'), to('colleague', [acted]), to('siro', [], 'advice'), to('stranger')]).toEqual([
      null, null, 'cover-only-advises', 'cover-guardian-and-siro', 'cover-acts-otherwise', 'cover-acts-otherwise', 'cover-acts-otherwise', 'cover-not-a-colleague',
    ])
  })

  test('is never for the Guardian by the risk owner, nor the other way, even where an approval has one of the two alone: the other approval is then theirs to decide', () => {
    const alone = { stages: [aStage({ id: 'guardian', post: 'caldicott-guardian' })] }
    expect(kindOf(started(alone), guardian, given('delegate', 'guardian', { cover: { ...cover, userId: 'siro' } }), { colleagues: ['siro'] })).toBe('cover-guardian-and-siro')
    // Named before this was refused: there is no place to act in.
    const hand = anAct('delegate', { userId: 'guardian', stageId: 'guardian', cover: { ...cover, userId: 'siro' } })
    expect(kindOf(started(alone, hand), siro, given('approve', 'guardian'))).toBe('not-allowed')
    expect(kindOf(started({ stages: [aStage()] }), guardian, given('approve', 'siro'))).toBe('not-allowed')
  })

  test('on words that change is taken back, and comes again when the edit is taken back', () => {
    const approval = started({ stages: [aStage(), aStage({ id: 'guardian', post: 'caldicott-guardian' })] }, anAct('approve', { userId: 'siro', stageId: 'siro', covers }))
    const changed = [aPaper('protocol', { purpose: 'p2', flows: 'f1' }), aPaper('dpia')]
    expect(actedIn(approval, approval.route.stages[0]!, CASE_PAPERS)).toEqual(['siro'])
    expect(actedIn(approval, approval.route.stages[0]!, changed)).toEqual([])
    expect(activeStages(approval, changed).map(({ id }) => id)).toEqual(['siro', 'guardian'])
    expect(act(approval, guardian, given('approve', 'guardian', { covers: coverOf(changed) }), someCaseFacts({ newest: changed }), NOW)).toMatchObject({ ok: true, value: { completes: false } })
    expect(act(approval, guardian, given('approve', 'guardian'), someCaseFacts(), NOW)).toMatchObject({ ok: true, value: { completes: true } })
  })

  test('counts only when it was on all that is decided on now, and on nothing else', () => {
    const late = aPaper('processing-record')
    const longer = [aPaper('protocol', { purpose: 'p1', flows: 'f1', added: 'a1' }), aPaper('dpia')]
    const table: [string, readonly StandingPaper[], readonly StandingPaper[], boolean][] = [
      ['the same words', CASE_PAPERS, CASE_PAPERS, true],
      ['a paper that came later', CASE_PAPERS, [...CASE_PAPERS, late], false],
      ['a paper that is no longer decided on', [...CASE_PAPERS, late], CASE_PAPERS, false],
      ['a part that was added', CASE_PAPERS, longer, false],
      ['a part that was taken out', longer, CASE_PAPERS, false],
      ['other words', [aPaper('protocol', { purpose: 'p0', flows: 'f1' }), aPaper('dpia')], CASE_PAPERS, false],
      ['one of two papers', [CASE_PAPERS[0]!], CASE_PAPERS, false],
      ['nothing at all', [], CASE_PAPERS, false],
      ['nothing where nothing is decided on', [], [], false],
      ['a paper of which no part is known', [aPaper('dpia')], [aPaper('dpia'), aPaper('protocol', {})], false],
    ]
    for (const [what, had, now, counts] of table) expect([what, isOnAllOf({ covers: coverOf(had) }, now)]).toEqual([what, counts])
  })

  test('of an earlier stage does not stand for a paper that came after it: those of that stage are asked again before anybody else', () => {
    const both = started(THREE_STAGES, advised, guardianAgreed)
    const later = [...CASE_PAPERS, aPaper('processing-record')]
    expect(activeStages(both, CASE_PAPERS).map(({ id }) => id)).toEqual(['siro'])
    expect(activeStages(both, later).map(({ id }) => id)).toEqual(['advice', 'guardian'])
    expect(kindOf(both, siro, given('approve', 'siro', { covers: coverOf(later) }), { newest: later })).toBe('stage-not-active')
    expect(kindOf(both, guardian, given('approve', 'guardian'), { newest: later })).toBe('words-changed')
    expect(kindOf(both, guardian, given('approve', 'guardian', { covers: coverOf(later) }), { newest: later })).toBeNull()
  })

  test('that set a condition on words that are gone sets none on those that came', () => {
    const before = [aPaper('protocol', { purpose: 'p0', flows: 'f1' }), aPaper('dpia')]
    const approval = started(THREE_STAGES, anAct('approve-with-conditions', { userId: 'guardian', stageId: 'guardian', covers: coverOf(before), text: 'Say it more plainly' }), guardianAgreed, advised)
    expect(conditionsOn(approval, CASE_PAPERS)).toEqual([])
    expect(conditionsOn(approval, before)).toEqual(['Say it more plainly'])
  })

  test('by the deputy of two officers counts for one of them', () => {
    const hand = (userId: string) => anAct('delegate', { userId, stageId: 'siro', cover })
    const approval = started({ stages: [aStage({ howMany: 2 })] }, hand('siro'), hand('siro 2'))
    const deputy = anActor('colleague', null)
    const first = act(approval, deputy, given('approve', 'siro'), someCaseFacts(), NOW)
    expect(first).toMatchObject({ ok: true, value: { forUserId: 'siro 2', completes: false } })
    const after = { ...approval, acts: [...approval.acts, ...(first.ok ? [first.value] : [])] }
    expect(kindOf(after, deputy, given('approve', 'siro'))).toBe('already-acted')
    expect(kindOf(after, anActor('siro 2', 'siro'), given('approve', 'siro'))).toBe('already-acted')
    expect(act(after, siro, given('approve', 'siro'), someCaseFacts(), NOW)).toMatchObject({ ok: true, value: { completes: true } })
  })
})

describe('the clock of an approval', () => {
  const at = (day: string) => new Date(`${day}T09:00:00Z`)
  const asked = anAct('ask', { userId: 'siro', stageId: 'siro', at: at('2026-06-04') })
  const answered = anAct('answer', { at: at('2026-06-11') })

  test('stops while it waits for the applicant', () => {
    expect(daysRun([anAct('start'), asked], at('2026-06-01'), at('2026-06-10'))).toBe(3)
    expect(daysRun([anAct('start'), asked, answered], at('2026-06-01'), at('2026-06-13'))).toBe(5)
    expect(daysRun([anAct('start'), asked, answered], at('2026-06-12'), at('2026-06-13'))).toBe(1)
  })

  test('says how many days a stage has left, and by when', () => {
    const approval = started({ stages: [aStage()] }, asked, answered)
    expect(stageClocks(approval, CASE_PAPERS, at('2026-06-13'))).toEqual([{ stageId: 'siro', beganAt: at('2026-06-01'), ran: 5, left: 5, dueOn: '2026-06-18' }])
    expect(stageClocks(approval, CASE_PAPERS, at('2026-06-20'))).toEqual([{ stageId: 'siro', beganAt: at('2026-06-01'), ran: 12, left: -2, dueOn: '2026-06-18' }])
  })

  test('begins for a stage with the last act before it', () => {
    const approval = started(THREE_STAGES, anAct('advise', { userId: 'dpo', stageId: 'advice', covers, at: at('2026-06-03') }), anAct('approve', { userId: 'g', stageId: 'guardian', covers, at: at('2026-06-09') }))
    expect(stageClocks(approval, CASE_PAPERS, at('2026-06-11'))).toMatchObject([{ stageId: 'siro', ran: 2, left: 8, dueOn: '2026-06-19' }])
  })

  test('begins anew for a stage whose act new words took back, and for no other', () => {
    const approval = started({ stages: [aStage(), aStage({ id: 'guardian', post: 'caldicott-guardian' })] }, anAct('approve', { userId: 'siro', stageId: 'siro', covers, at: at('2026-06-03') }))
    const redrawn = [{ ...aPaper('protocol', { purpose: 'p2', flows: 'f1' }), madeAt: at('2026-06-20') }, { ...aPaper('dpia'), madeAt: at('2026-05-01') }]
    expect(stageClocks(approval, redrawn, at('2026-06-22'))).toMatchObject([{ stageId: 'siro', beganAt: at('2026-06-20'), ran: 2, left: 8 }, { stageId: 'guardian', beganAt: at('2026-06-01'), ran: 21, left: -11 }])
    // Nothing is taken back by a version that says the same.
    const same = CASE_PAPERS.map((paper) => ({ ...paper, madeAt: at('2026-06-20') }))
    expect(stageClocks(approval, same, at('2026-06-22'))).toMatchObject([{ stageId: 'guardian', beganAt: at('2026-06-01') }])
  })

  test('forecasts the end by the longest way, from today while it is stopped', () => {
    expect(forecast(started(), CASE_PAPERS, at('2026-06-01'))).toBe('2026-06-25')
    // Five days are used up of both that go on at the same time, and the longer one has nine left.
    expect(forecast(started(), CASE_PAPERS, at('2026-06-06'))).toBe('2026-06-25')
    // Late by six days: what is late is asked for today.
    expect(forecast(started(), CASE_PAPERS, at('2026-06-21'))).toBe('2026-07-01')
    const stopped = started({ stages: [aStage()] }, asked)
    expect(forecast(stopped, CASE_PAPERS, at('2026-06-04'))).toBe('2026-06-11')
    expect(forecast(stopped, CASE_PAPERS, at('2026-06-14'))).toBe('2026-06-21')
    expect(forecast(started({ stages: [aStage()] }, anAct('withdraw')), CASE_PAPERS, at('2026-06-14'))).toBeNull()
  })
})
