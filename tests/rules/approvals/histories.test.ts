import fc from 'fast-check'
import { expect, test } from 'vitest'
import { routeForStep, savedOn, usualRoute, type ApprovalRoute, type SavedRoute } from '#app/approvals/approval-route.rules.ts'
import { isOver, type CaseCommand } from '#app/approvals/approval.rules.ts'
import { act, actedIn, activeStages, commandsFor, seatFor, stateOf, type ApprovalCase, type CaseActor, type CaseFacts } from '#app/approvals/case.rules.ts'
import { daysRun, forecast, stageClocks } from '#app/approvals/case-clock.rules.ts'
import { checkRoute, type PostHolder } from '#app/approvals/check-route.rules.ts'
import { holds, type CoveredClause, type Decision } from '#app/approvals/decision.rules.ts'
import { inForce, type Standing, type StandingPaper } from '#app/approvals/in-force.rules.ts'
import { addDays, londonDay } from '#app/kernel/uk-date.ts'
import { aStage, anActor, given, ORG } from '#tests/factories/approval-cases.ts'
import { aDecision, anAgreement, coverOf, factsToApprove, stepsToOpen } from '#tests/factories/approval-standing.ts'

/** The pilot under section 251 support, whose flows wait for two officers and two bodies. */
const facts = factsToApprove({ purpose: { ...factsToApprove().purpose!, startDate: '2020-01-01', reviewDate: '2039-01-01', endDate: '2039-01-01' } })
const FLOW = facts.flows[0]!.ref
const PARTIES = facts.parties.map(({ organisationCode }) => organisationCode)
const STEPS = stepsToOpen(facts)
const SIGN_OFFS = STEPS.filter(({ kind }) => kind === 'sign-off')
const OUTSIDE = STEPS.filter(({ kind }) => kind === 'outside-approval')
const PAPERS = ['protocol', 'dpia'] as const
const CLAUSES = ['purpose', 'data', 'flows'] as const
/** Parts that come later or not at all: one of a paper that is there, and a paper that the steps need once it is. */
const LATER = ['dpia later', 'processing-record purpose', 'processing-record data'] as const
const PEOPLE: readonly CaseActor[] = [
  anActor('lead', 'ig-lead', { isApplicant: true }), anActor('siro 1', 'siro'), anActor('siro 2', 'siro'), anActor('guardian 1', 'caldicott-guardian'), anActor('guardian 2', 'caldicott-guardian'),
  anActor('dpo 1', 'dpo'), anActor('colleague', null),
]
const HOLDERS: readonly PostHolder[] = PEOPLE.flatMap(({ userId, organisationCode, post }) => (post ? [{ userId, organisationCode, post }] : []))
const AUTHORS = ['lead']

/** All that the rules are asked about: what the tables of the portal would hold. */
class World {
  at = new Date('2026-06-01T09:00:00Z')
  readonly words = new Map<string, string>(PAPERS.flatMap((paper) => CLAUSES.map((clause) => [`${paper} ${clause}`, '1'] as const)))
  readonly signatures = new Map<string, { readonly on: string; readonly at: Date }>()
  readonly decisions: Decision[] = []
  readonly cases = new Map<string, ApprovalCase>()
  readonly saved = new Map<string, SavedRoute[]>()
  readonly finishes = new Map<ApprovalCase, string>()
  readonly actedAs = new Map<string, Set<string>>()
  stoppedUntil: Date | null = null

  get papers(): StandingPaper[] {
    return ([...PAPERS, 'processing-record'] as const).map((kind): StandingPaper => ({
      documentId: kind, documentRef: kind, kind, about: '', versionId: kind, number: 1, statesFactsVersion: 7,
      clauses: [...this.words].flatMap(([name, digest]) => (name.startsWith(`${kind} `) ? [{ name: name.slice(kind.length + 1), digest }] : [])),
    })).filter(({ clauses }) => clauses.length > 0)
  }

  get protocol(): string {
    return CLAUSES.map((clause) => this.words.get(`protocol ${clause}`)).join('/')
  }

  get standing(): Standing {
    const agreement = anAgreement({ signatures: [...this.signatures].map(([organisationCode, { on, at }]) => ({ organisationCode, contentHash: on, signedAt: at, schedules: [] })) }, facts)
    return {
      agreement: { ...agreement, version: { ...agreement.version!, contentHash: this.protocol } }, papers: this.papers, decisions: this.decisions,
      holds: this.stoppedUntil ? [{ kind: 'flow-suspended', flowRefs: null, from: new Date(0), until: this.stoppedUntil, details: {} }] : [],
    }
  }

  factsFor(actor: CaseActor): CaseFacts {
    return {
      newest: this.papers, authors: AUTHORS, seen: [...PAPERS, 'section-251', 'privacy-notice'], colleagues: PEOPLE.map(({ userId }) => userId).filter((userId) => userId !== actor.userId),
      holders: HOLDERS, actedAs: [...(this.actedAs.get(actor.userId) ?? [])] as CaseFacts['actedAs'],
    }
  }
}

/** The same told plainly: what was decided, on which words, and for which days. */
interface Told {
  readonly stepId: string
  readonly isGrant: boolean
  readonly on: ReadonlyMap<string, string>
  readonly from: string
  readonly endsOn: string | null
}
interface PlainAct {
  readonly stageId: string
  readonly seat: string
  readonly who: string
  readonly agrees: boolean
  /** All the words of all the papers there were. */
  readonly on: string
}
/** The same of an approval: who agreed to or advised on which words, and the days on which it was somebody's to decide. */
interface PlainCase {
  readonly acts: PlainAct[]
  readonly route: ApprovalRoute
  readonly startedAt: Date
  days: number
}
class Plain {
  readonly decisions: Told[] = []
  readonly cases = new Map<string, PlainCase>()
  readonly edits: { readonly name: string; readonly held: readonly Decision[]; readonly isChange: boolean }[] = []
}

const wordsOf = (covers: readonly CoveredClause[]) => new Map(covers.map(({ kind, clause, digest }) => [`${kind} ${clause}`, digest]))
const seen = { open: 0, agreed: 0, reopened: 0, deputies: 0, inStages: 0, inParallel: 0, takenBack: 0, stopped: 0, deputiesInStages: 0, keptApart: 0 }
const allWords = (world: World) => [...world.words].sort().map((pair) => pair.join('=')).join(' ')

function decide(plain: Plain, world: World, stepId: string, covers: readonly CoveredClause[], changes: Partial<Decision>): void {
  const today = londonDay(world.at)
  const decision = aDecision(stepId, covers, { id: `d${world.decisions.length}`, decidedAt: world.at, recordedAt: new Date(world.at.getTime() + world.decisions.length), effectiveFrom: today, ...changes })
  world.decisions.push(decision)
  plain.decisions.push({ stepId, isGrant: decision.meaning === 'granted', on: wordsOf(covers), from: decision.effectiveFrom, endsOn: decision.endsOn })
}

/** Whether data may flow, worked out from what is told plainly alone. */
function mayFlow(plain: Plain, world: World): boolean {
  const today = londonDay(world.at)
  const isSigned = PARTIES.every((party) => world.signatures.get(party)?.on === world.protocol)
  const isOpen = STEPS.every(({ id }) => {
    const last = plain.decisions.filter((told) => told.stepId === id && told.from <= today).at(-1)
    return last !== undefined && last.isGrant && (last.endsOn === null || today <= last.endsOn) && last.on.size > 0 && [...last.on].every(([name, word]) => world.words.get(name) === word)
  })
  return isSigned && isOpen && (world.stoppedUntil === null || world.at >= world.stoppedUntil)
}

/** Goes on with an approval as people would who want it done, and says whether it came to its end. */
function canFinish(approval: ApprovalCase, world: World, stepId: string): boolean {
  let going = approval
  for (let turn = 0; turn < 24; turn += 1) {
    const state = stateOf(going)
    if (isOver(state)) return state === 'agreed'
    const lead = PEOPLE[0]!
    const next = state === 'waiting' ? [lead, given('answer')] as const : state === 'returned' ? [lead, given('resubmit')] as const : agreeing(going, world)
    if (!next) return false
    const done = act(going, next[0], { ...next[1], covers: coversOf(world, stepId) }, world.factsFor(next[0]), world.at)
    if (!done.ok) return false
    going = { ...going, acts: [...going.acts, done.value] }
  }
  return false
}

function agreeing(approval: ApprovalCase, world: World, people: readonly CaseActor[] = PEOPLE) {
  for (const stage of activeStages(approval, world.papers)) {
    for (const actor of people) {
      if (!seatFor(approval, stage, actor, HOLDERS, londonDay(world.at))) continue
      const command = given(stage.act === 'advises' ? 'advise' : 'approve', stage.id, { covers: coversOf(world, '') })
      if (act(approval, actor, command, world.factsFor(actor), world.at).ok) return [actor, command] as const
    }
  }
  return null
}

const coversOf = (world: World, _stepId: string) => coverOf(world.papers)

function check(plain: Plain, world: World): void {
  const standing = world.standing
  const open = inForce(standing, FLOW, world.at)
  expect(open.ok).toBe(mayFlow(plain, world))
  if (open.ok) seen.open += 1
  for (const [index, decision] of world.decisions.entries()) {
    expect(holds(decision, standing.papers)).toBe(decision.covers.length > 0 && [...plain.decisions[index]!.on].every(([name, word]) => world.words.get(name) === word))
  }
  for (const [stepId, approval] of world.cases) {
    if (isOver(stateOf(approval))) continue
    // Asked again only where something has changed that it turns on: the approval, the words, who stands in on the day, or in which posts people acted.
    const asIs = [allWords(world), londonDay(world.at), ...[...world.actedAs].map(([who, posts]) => [who, ...posts].join(' '))].join('; ')
    if (world.finishes.get(approval) !== asIs) {
      expect(canFinish(approval, world, stepId)).toBe(true)
      world.finishes.set(approval, asIs)
    }
    checkClock(plain.cases.get(stepId)!, approval, world)
    const told = plain.cases.get(stepId)!
    checkApart(told, approval, world)
    for (const stage of approval.route.stages) expect(actedIn(approval, stage, world.papers).length).toBe(onTheseWords(told, stage.id, allWords(world)).size)
  }
}

/** The officers in whose places somebody acted in a stage, on these words of all papers and no others. */
const onTheseWords = (told: PlainCase, stageId: string, words: string) => new Set(told.acts.filter((one) => one.agrees && one.stageId === stageId && one.on === words).map(({ seat }) => seat))

/** Whoever has agreed or advised for somebody else has done so in one stage and acted in no other, on whichever words; and has no place in another that they were named for. */
function checkApart(told: PlainCase, approval: ApprovalCase, world: World): void {
  const agreed = told.acts.filter(({ agrees }) => agrees)
  for (const deputy of agreed.filter(({ who, seat }) => who !== seat)) {
    expect(agreed.filter(({ who, stageId }) => who === deputy.who && stageId !== deputy.stageId)).toEqual([])
    for (const stage of approval.route.stages.filter(({ id }) => id !== deputy.stageId && approval.acts.some((one) => one.command === 'delegate' && one.stageId === id && one.cover?.userId === deputy.who))) {
      expect(seatFor(approval, stage, PEOPLE.find(({ userId }) => userId === deputy.who)!, HOLDERS, londonDay(world.at))).toBeNull()
      seen.keptApart += 1
    }
  }
}

/** The clock runs while an approval is somebody's to decide, and on no other day. */
function checkClock(told: PlainCase, approval: ApprovalCase, world: World): void {
  expect(daysRun(approval.acts, told.startedAt, world.at)).toBe(told.days)
  const today = londonDay(world.at)
  for (const clock of stageClocks(approval, world.papers, world.at)) {
    expect(clock.ran).toBeLessThanOrEqual(told.days)
    expect(clock.left).toBe(approval.route.stages.find(({ id }) => id === clock.stageId)!.days - clock.ran)
    expect(clock.dueOn).toBe(addDays(today, clock.left))
  }
  expect(forecast(approval, world.papers, world.at)! >= today).toBe(true)
}

/** An approval that is complete: each stage has as many officers as it asks for on exactly these words, and none acted before those it comes after. */
function checkComplete(told: PlainCase, words: string): void {
  for (const stage of told.route.stages) {
    expect(onTheseWords(told, stage.id, words).size).toBeGreaterThanOrEqual(stage.howMany)
    for (const [index, one] of told.acts.entries()) {
      if (one.stageId !== stage.id || !one.agrees || one.on !== words) continue
      const sofar = { ...told, acts: told.acts.slice(0, index) }
      for (const before of stage.after) expect(onTheseWords(sofar, before, words).size).toBeGreaterThanOrEqual(told.route.stages.find(({ id }) => id === before)!.howMany)
    }
  }
}

type Turn = fc.Command<Plain, World>
const turn = (name: string, run: (plain: Plain, world: World) => void): Turn => ({
  check: () => true,
  run: (plain, world) => {
    // Nothing happens twice at one instant.
    world.at = new Date(world.at.getTime() + 1000)
    run(plain, world)
    check(plain, world)
  },
  toString: () => name,
})

const sign = fc.constantFrom(...PARTIES).map((party) => turn(`${party} signs`, (_plain, world) => { world.signatures.set(party, { on: world.protocol, at: world.at }) }))

const edit = fc.record({ paper: fc.constantFrom(...PAPERS), clause: fc.constantFrom(...CLAUSES), word: fc.constantFrom('1', '2') }).map(({ paper, clause, word }) =>
  turn(`${paper} ${clause} says ${word}`, (_plain, world) => {
    const name = `${paper} ${clause}`
    const isChange = world.words.get(name) !== word
    const held = world.decisions.filter((decision) => holds(decision, world.papers))
    world.words.set(name, word)
    const reopened = held.filter((decision) => !holds(decision, world.papers))
    // Exactly those that covered what changed.
    expect(reopened).toEqual(isChange ? held.filter(({ covers }) => covers.some((one) => `${one.kind} ${one.clause}` === name)) : [])
    seen.reopened += reopened.length
  }))

const letter = fc.record({ step: fc.constantFrom(...OUTSIDE), parts: fc.subarray([...PAPERS.flatMap((paper) => CLAUSES.map((clause) => `${paper} ${clause}`))]), refuses: fc.integer({ min: 0, max: 5 }), from: fc.integer({ min: 0, max: 2 }), days: fc.option(fc.integer({ min: 0, max: 20 })) })
  .map(({ step, parts, refuses, from, days }) => turn(`${step.id}: ${refuses === 0 ? 'refused' : 'granted'} on ${parts.join(', ')} from ${from} for ${days}`, (plain, world) => {
    const effectiveFrom = addDays(londonDay(world.at), from)
    const covers = coverOf(world.papers).filter(({ kind, clause }) => parts.includes(`${kind} ${clause}`))
    decide(plain, world, step.id, covers, { meaning: refuses === 0 ? 'refused' : 'granted', effectiveFrom, endsOn: days === null ? null : addDays(effectiveFrom, days) })
  }))

/** A part of a paper is added or taken out, or with its first or last part a whole paper. */
const grow = fc.constantFrom(...LATER).map((name) => turn(`${name} comes or goes`, (_plain, world) => {
  const before = [...world.cases.values()].map((approval) => approval.route.stages.filter((stage) => actedIn(approval, stage, world.papers).length > 0).length)
  if (!world.words.delete(name)) world.words.set(name, '1')
  const after = [...world.cases.values()].map((approval) => approval.route.stages.filter((stage) => actedIn(approval, stage, world.papers).length > 0).length)
  if (after.some((count, index) => count < before[index]!)) seen.takenBack += 1
}))

/** How the organisation decides: up to four stages, of which some go on at the same time. Where people could not go it to its end it is not taken. */
const someRoute: fc.Arbitrary<ApprovalRoute> = fc.uniqueArray(
  fc.record({ post: fc.constantFrom('dpo' as const, 'ig-lead' as const, 'siro' as const, 'caldicott-guardian' as const), act: fc.constantFrom('advises' as const, 'decides' as const), howMany: fc.integer({ min: 1, max: 2 }), after: fc.subarray([0, 1, 2]), days: fc.integer({ min: 1, max: 20 }) }),
  { minLength: 1, maxLength: 4, selector: ({ post, act: does }) => `${post} ${does}` },
).map((drawn) => ({ stages: drawn.map(({ after, ...stage }, index) => aStage({ ...stage, id: `s${index}`, after: after.filter((at) => at < index).map((at) => `s${at}`) })) }))
const TOGETHER: ApprovalRoute = {
  stages: [
    aStage({ id: 'advice', post: 'dpo', act: 'advises', days: 5 }), aStage({ id: 'guardian', post: 'caldicott-guardian', after: ['advice'] }),
    aStage({ id: 'siro', after: ['advice'], howMany: 2 }), aStage({ id: 'lead', post: 'ig-lead', act: 'advises', after: ['guardian', 'siro'] }),
  ],
}

const save = fc.record({ step: fc.constantFrom(...SIGN_OFFS), route: fc.option(fc.oneof(fc.constant(TOGETHER), someRoute), { freq: 6 }), inDays: fc.integer({ min: 0, max: 3 }) }).map(({ step, route, inDays }) =>
  turn(`saves ${route ? route.stages.map(({ post }) => post).join(', ') : 'the usual route'} for ${step.id}`, (_plain, world) => {
    if (route && !checkRoute(route, HOLDERS, AUTHORS).ok) return
    const versions = world.saved.get(step.id) ?? []
    world.saved.set(step.id, [...versions, { number: versions.length + 1, from: addDays(londonDay(world.at), inDays), route }])
  }))

const start = fc.constantFrom(...SIGN_OFFS).map((step) => turn(`asks for ${step.id}`, (plain, world) => {
  const before = world.cases.get(step.id)
  if (before && !isOver(stateOf(before))) return
  const today = londonDay(world.at)
  const route = routeForStep(savedOn(world.saved.get(step.id) ?? [], today), step, ['protocol', 'dpia', 'section-251', 'privacy-notice'])!
  const last = [...(world.saved.get(step.id) ?? [])].reverse().find(({ from }) => from <= today)
  expect(route.stages.map(({ id, post }) => `${id} ${post}`)).toEqual((last?.route ?? usualRoute(step))!.stages.map(({ id, post }) => `${id} ${post}`))
  const begun = act({ route, acts: [] }, PEOPLE[0]!, given('start'), world.factsFor(PEOPLE[0]!), world.at)
  if (!begun.ok) throw new Error(begun.refusal.kind)
  world.cases.set(step.id, { route, acts: [begun.value] })
  plain.cases.set(step.id, { acts: [], route, startedAt: world.at, days: 0 })
}))

/** Does something with the approval of a step where that is allowed, and what the action writes with it in the same transaction. */
function doIt(plain: Plain, world: World, step: (typeof SIGN_OFFS)[number], who: CaseActor, chosen: { readonly stageId: string | null; readonly one: CaseCommand }, isStale = false): void {
  const approval = world.cases.get(step.id)!
  const covers = coverOf(world.papers).map((clause) => (isStale ? { ...clause, digest: 'older' } : clause))
  const today = londonDay(world.at)
  const done = act(approval, who, given(chosen.one, chosen.stageId, { covers, cover: { userId: 'colleague', from: today, to: addDays(today, 5) } }), world.factsFor(who), world.at)
  if (!done.ok) return
  const isInStages = approval.route.stages.length > 1
  if (done.value.forUserId !== null) seen.deputies += 1
  if (done.value.forUserId !== null && isInStages) seen.deputiesInStages += 1
  if (activeStages(approval, world.papers).length > 1) seen.inParallel += 1
  plain.cases.get(step.id)!.acts.push({ stageId: chosen.stageId ?? '', seat: done.value.forUserId ?? who.userId, who: who.userId, agrees: ['approve', 'approve-with-conditions', 'advise'].includes(chosen.one), on: allWords(world) })
  world.cases.set(step.id, { ...approval, acts: [...approval.acts, done.value] })
  const { post } = approval.route.stages.find(({ id }) => id === chosen.stageId) ?? {}
  if (post && done.value.covers.length > 0) world.actedAs.set(who.userId, (world.actedAs.get(who.userId) ?? new Set()).add(post))
  if (!done.value.completes) return
  seen.agreed += 1
  if (isInStages) seen.inStages += 1
  checkComplete(plain.cases.get(step.id)!, allWords(world))
  checkApart(plain.cases.get(step.id)!, world.cases.get(step.id)!, world)
  decide(plain, world, step.id, coverOf(world.papers), { meaning: 'granted' })
}

/** Somebody does something that they may, or tries something that they may not. */
const doSomething = fc.record({ step: fc.constantFrom(...SIGN_OFFS), who: fc.constantFrom(...PEOPLE), pick: fc.nat({ max: 20 }), isStale: fc.integer({ min: 0, max: 6 }), command: fc.option(fc.constantFrom<CaseCommand>('approve', 'advise', 'answer', 'withdraw', 'return'), { freq: 1 }) })
  .map(({ step, who, pick, isStale, command }) => turn(`${who.userId} does ${command ?? `thing ${pick}`} on ${step.id}`, (plain, world) => {
    const approval = world.cases.get(step.id)
    if (!approval) return
    const options = commandsFor(approval, who, world.factsFor(who), world.at).flatMap(({ stageId, commands }) => commands.map((one) => ({ stageId, one })))
    // Agreeing comes up as often as everything else together.
    const weighted = options.flatMap((option) => (['approve', 'advise', 'answer', 'resubmit'].includes(option.one) ? [option, option, option, option] : [option]))
    const chosen = command === null ? weighted[pick % Math.max(1, weighted.length)] : { one: command, stageId: approval.route.stages.at(-1)!.id }
    if (chosen) doIt(plain, world, step, who, chosen, isStale === 0)
  }))

/** Whoever may, in one of the stages that are open, agrees or advises; the deputy before anybody else, or after. */
const carryOn = fc.record({ step: fc.constantFrom(...SIGN_OFFS), times: fc.integer({ min: 1, max: 6 }), isDeputyFirst: fc.boolean() }).map(({ step, times, isDeputyFirst }) => turn(`those who may go on with ${step.id} ${times} times`, (plain, world) => {
  for (let time = 0; time < times; time += 1) {
    const approval = world.cases.get(step.id)
    const next = approval && stateOf(approval) === 'open' ? agreeing(approval, world, isDeputyFirst ? [...PEOPLE].reverse() : PEOPLE) : null
    if (!next) return
    world.at = new Date(world.at.getTime() + 1000)
    doIt(plain, world, step, next[0], { stageId: next[1].stageId, one: next[1].command })
  }
}))

/** Every officer of an approval lets the same colleague stand in. */
const nameOne = fc.constantFrom(...SIGN_OFFS).map((step) => turn(`all officers of ${step.id} name one colleague`, (plain, world) => {
  for (const { id, post } of world.cases.get(step.id)?.route.stages ?? []) {
    for (const who of PEOPLE.filter((one) => one.post === post)) doIt(plain, world, step, who, { stageId: id, one: 'delegate' })
  }
}))

const wait = fc.integer({ min: 0, max: 12 }).map((days) => turn(`${days} days go by`, (plain, world) => {
  world.at = new Date(world.at.getTime() + days * 86_400_000)
  for (const [stepId, approval] of world.cases) {
    if (stateOf(approval) === 'open') plain.cases.get(stepId)!.days += days
    else if (!isOver(stateOf(approval))) seen.stopped += 1
  }
}))
const stop = fc.integer({ min: 1, max: 5 }).map((days) => turn(`stopped for ${days} days`, (_plain, world) => { world.stoppedUntil = new Date(world.at.getTime() + days * 86_400_000) }))

test('over ten thousand histories no flow is open without an agreement in force and decisions that hold, every approval that was started can finish, whoever stands in acts in one stage, and an edit takes back exactly the decisions that covered it', () => {
  expect([SIGN_OFFS.length, OUTSIDE.length, ORG]).toEqual([2, 2, SIGN_OFFS[0]!.organisationCode])
  fc.assert(fc.property(fc.boolean(), fc.commands([sign, edit, grow, letter, save, start, doSomething, doSomething, doSomething, carryOn, carryOn, carryOn, nameOne, wait, stop], { maxCommands: 40, size: 'medium' }), (isReady, turns) => {
    fc.modelRun(() => {
      const [model, real] = [new Plain(), new World()]
      if (isReady) {
        for (const party of PARTIES) real.signatures.set(party, { on: real.protocol, at: real.at })
        for (const step of STEPS) decide(model, real, step.id, coverOf(real.papers), {})
      }
      return { model, real }
    }, turns)
  }), { numRuns: 10_000 })
  // The histories go where they must to show anything.
  expect(seen.open).toBeGreaterThan(1000)
  expect(seen.agreed).toBeGreaterThan(500)
  expect(seen.reopened).toBeGreaterThan(1000)
  expect(seen.deputies).toBeGreaterThan(10)
  expect(seen.inStages).toBeGreaterThan(50)
  expect(seen.inParallel).toBeGreaterThan(100)
  expect(seen.takenBack).toBeGreaterThan(50)
  expect(seen.stopped).toBeGreaterThan(100)
  expect(seen.deputiesInStages).toBeGreaterThan(3)
  expect(seen.keptApart).toBeGreaterThan(20)
}, 300_000)
