import fc from 'fast-check'
import { expect, test } from 'vitest'
import { usualRoute } from '#app/approvals/approval-route.rules.ts'
import { isOver, type CaseCommand } from '#app/approvals/approval.rules.ts'
import { act, activeStages, commandsFor, seatFor, stateOf, type ApprovalCase, type CaseActor, type CaseFacts } from '#app/approvals/case.rules.ts'
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
const PEOPLE: readonly CaseActor[] = [
  anActor('lead', 'ig-lead', { isApplicant: true }), anActor('siro 1', 'siro'), anActor('siro 2', 'siro'), anActor('guardian 1', 'caldicott-guardian'), anActor('guardian 2', 'caldicott-guardian'),
  anActor('dpo 1', 'dpo'), anActor('colleague', null),
]

/** All that the rules are asked about: what the tables of the portal would hold. */
class World {
  at = new Date('2026-06-01T09:00:00Z')
  readonly words = new Map<string, string>(PAPERS.flatMap((paper) => CLAUSES.map((clause) => [`${paper} ${clause}`, '1'] as const)))
  readonly signatures = new Map<string, { readonly on: string; readonly at: Date }>()
  readonly decisions: Decision[] = []
  readonly cases = new Map<string, ApprovalCase>()
  readonly actedAs = new Map<string, Set<string>>()
  stoppedUntil: Date | null = null

  get papers(): StandingPaper[] {
    return PAPERS.map((kind) => ({
      documentId: kind, documentRef: kind, kind, about: '', versionId: kind, number: 1, statesFactsVersion: 7, clauses: CLAUSES.map((name) => ({ name, digest: this.words.get(`${kind} ${name}`)! })),
    }))
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
      newest: this.papers, authors: ['lead'], seen: [...PAPERS, 'section-251'], colleagues: PEOPLE.map(({ userId }) => userId).filter((userId) => userId !== actor.userId),
      actedAs: [...(this.actedAs.get(actor.userId) ?? [])] as CaseFacts['actedAs'],
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
class Plain {
  readonly decisions: Told[] = []
  readonly edits: { readonly name: string; readonly held: readonly Decision[]; readonly isChange: boolean }[] = []
}

const wordsOf = (covers: readonly CoveredClause[]) => new Map(covers.map(({ kind, clause, digest }) => [`${kind} ${clause}`, digest]))
const seen = { open: 0, agreed: 0, reopened: 0, deputies: 0 }

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
  for (let turn = 0; turn < 12; turn += 1) {
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

function agreeing(approval: ApprovalCase, world: World) {
  for (const stage of activeStages(approval, world.papers)) {
    for (const actor of PEOPLE) {
      if (!seatFor(approval, stage, actor, londonDay(world.at))) continue
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
  for (const [stepId, approval] of world.cases) if (!isOver(stateOf(approval))) expect(canFinish(approval, world, stepId)).toBe(true)
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

const start = fc.record({ step: fc.constantFrom(...SIGN_OFFS), isLong: fc.boolean() }).map(({ step, isLong }) => turn(`asks for ${step.id}`, (_plain, world) => {
  const before = world.cases.get(step.id)
  if (before && !isOver(stateOf(before))) return
  const usual = usualRoute(step)!
  const last = { ...usual.stages[0]!, after: isLong ? ['advice', 'lead'] : [] }
  const route = { stages: isLong ? [aStage({ id: 'advice', post: 'dpo', act: 'advises' }), aStage({ id: 'lead', post: 'ig-lead', act: 'advises' }), last] : [last] }
  const begun = act({ route, acts: [] }, PEOPLE[0]!, given('start'), world.factsFor(PEOPLE[0]!), world.at)
  if (!begun.ok) throw new Error(begun.refusal.kind)
  world.cases.set(step.id, { route, acts: [begun.value] })
}))

/** Somebody does something that they may, or tries something that they may not. */
const doSomething = fc.record({ step: fc.constantFrom(...SIGN_OFFS), who: fc.constantFrom(...PEOPLE), pick: fc.nat({ max: 20 }), isStale: fc.integer({ min: 0, max: 6 }), command: fc.option(fc.constantFrom<CaseCommand>('approve', 'advise', 'answer', 'withdraw', 'return'), { freq: 6 }) })
  .map(({ step, who, pick, isStale, command }) => turn(`${who.userId} does ${command ?? `thing ${pick}`} on ${step.id}`, (plain, world) => {
    const approval = world.cases.get(step.id)
    if (!approval) return
    const looked = world.factsFor(who)
    const options = commandsFor(approval, who, looked, world.at).flatMap(({ stageId, commands }) => commands.map((one) => ({ stageId, one })))
    // Agreeing comes up as often as everything else together.
    const weighted = options.flatMap((option) => (['approve', 'advise', 'answer', 'resubmit'].includes(option.one) ? [option, option, option, option] : [option]))
    const chosen = command === null ? { one: command, stageId: approval.route.stages.at(-1)!.id } : weighted[pick % Math.max(1, weighted.length)]
    if (!chosen?.one) return
    const covers = coverOf(world.papers).map((clause) => (isStale === 0 ? { ...clause, digest: 'older' } : clause))
    const today = londonDay(world.at)
    const done = act(approval, who, given(chosen.one, chosen.stageId, { covers, cover: { userId: 'colleague', from: today, to: addDays(today, 5) } }), looked, world.at)
    if (!done.ok) return
    if (done.value.forUserId !== null) seen.deputies += 1
    world.cases.set(step.id, { ...approval, acts: [...approval.acts, done.value] })
    const { post } = approval.route.stages.find(({ id }) => id === chosen.stageId) ?? {}
    if (post && done.value.covers.length > 0) world.actedAs.set(who.userId, (world.actedAs.get(who.userId) ?? new Set()).add(post))
    if (!done.value.completes) return
    // What the action writes in the same transaction.
    seen.agreed += 1
    decide(plain, world, step.id, coverOf(world.papers), { meaning: 'granted' })
  }))

const wait = fc.integer({ min: 0, max: 12 }).map((days) => turn(`${days} days go by`, (_plain, world) => { world.at = new Date(world.at.getTime() + days * 86_400_000) }))
const stop = fc.integer({ min: 1, max: 5 }).map((days) => turn(`stopped for ${days} days`, (_plain, world) => { world.stoppedUntil = new Date(world.at.getTime() + days * 86_400_000) }))

test('over ten thousand histories no flow is open without an agreement in force and decisions that hold, every approval that was started can finish, and an edit takes back exactly the decisions that covered it', () => {
  expect([SIGN_OFFS.length, OUTSIDE.length, ORG]).toEqual([2, 2, SIGN_OFFS[0]!.organisationCode])
  fc.assert(fc.property(fc.boolean(), fc.commands([sign, edit, letter, start, doSomething, doSomething, doSomething, wait, stop], { maxCommands: 40, size: 'medium' }), (isReady, turns) => {
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
}, 300_000)
