import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { usualRoute, type ApprovalRoute, type ApprovalStage } from '#app/approvals/approval-route.rules.ts'
import { ROUTE_REFUSAL_WORDS } from '#app/approvals/approval.words.ts'
import { checkRoute, ROUTE_REFUSALS, shapeProblem, type PostHolder, type RouteRefusalKind } from '#app/approvals/check-route.rules.ts'
import { aStage, ORG, THREE_STAGES } from '#tests/factories/approval-cases.ts'

const holder = (userId: string, post: PostHolder['post'], organisationCode = ORG): PostHolder => ({ userId, post, organisationCode })
const PEOPLE = [holder('dpo', 'dpo'), holder('guardian', 'caldicott-guardian'), holder('siro', 'siro'), holder('lead', 'ig-lead')]
const route = (...stages: ApprovalStage[]): ApprovalRoute => ({ stages })
const guardian = aStage({ id: 'guardian', post: 'caldicott-guardian' })

describe('a route', () => {
  test('that people can go to its end from every state is taken', () => {
    const checked = checkRoute(THREE_STAGES, PEOPLE, ['lead'])
    // Nobody; the officer; the guardian; both; all three.
    expect(checked).toEqual({ ok: true, value: { states: 5 } })
  })

  const REFUSED: Record<RouteRefusalKind, [ApprovalRoute, readonly PostHolder[], readonly string[]]> = {
    'no-stages': [route(), PEOPLE, []],
    'too-many-stages': [route(...Array.from({ length: 9 }, (_each, index) => aStage({ id: `s${index}`, organisationCode: `O${index}` }))), PEOPLE, []],
    'stage-twice': [route(aStage(), aStage()), PEOPLE, []],
    'stage-unknown': [route(aStage({ after: ['nowhere'] })), PEOPLE, []],
    cycle: [route(aStage({ after: ['guardian'] }), { ...guardian, after: ['siro'] }), PEOPLE, []],
    'days-out-of-bounds': [route(aStage({ days: 91 })), PEOPLE, []],
    'number-out-of-bounds': [route(aStage({ howMany: 0 })), PEOPLE, []],
    'nothing-decides': [route(aStage({ act: 'advises' })), PEOPLE, []],
    'officer-would-approve': [route(aStage({ post: 'dpo' })), PEOPLE, []],
    'same-officer-twice': [route(aStage(), aStage({ id: 'again' })), PEOPLE, []],
    'nobody-in-post': [route(aStage({ post: 'information-asset-owner' })), PEOPLE, []],
    'author-is-the-only-one': [route(aStage()), PEOPLE, ['siro']],
    'too-few-in-post': [route(aStage({ howMany: 2 })), PEOPLE, []],
    'guardian-is-siro': [route(guardian, aStage({ after: ['guardian'] })), [holder('both', 'siro'), holder('both', 'caldicott-guardian')], []],
  }
  test.each(ROUTE_REFUSALS)('with a dead end is not: %s', (kind) => {
    const [given, people, authors] = REFUSED[kind]
    expect(checkRoute(given, people, authors)).toMatchObject({ ok: false, refusal: { kind } })
    expect(ROUTE_REFUSAL_WORDS[kind]).not.toBe('')
  })

  test('in which one of two guardians could use up the only other risk owner is not taken either, though there is a way to its end', () => {
    const people = [holder('both', 'siro'), holder('both', 'caldicott-guardian'), holder('guardian', 'caldicott-guardian')]
    expect(checkRoute(route(guardian, aStage({ after: ['guardian'] })), people, [])).toMatchObject({ ok: false, refusal: { kind: 'guardian-is-siro', details: { stage: 'siro' } } })
    expect(checkRoute(route(guardian, aStage({ after: ['guardian'] })), [...people, holder('siro', 'siro')], [])).toMatchObject({ ok: true })
  })

  test('an author may advise', () => {
    expect(checkRoute(route(aStage(), aStage({ id: 'advice', post: 'dpo', act: 'advises' })), PEOPLE, ['dpo'])).toMatchObject({ ok: true })
  })

  test('the usual one is the officer whom the step names; there is none for a body', () => {
    const usual = usualRoute({ post: 'siro', organisationCode: ORG, documents: ['dpia'] })
    expect(usual).toMatchObject({ stages: [{ post: 'siro', act: 'decides', mustSee: ['dpia'] }] })
    expect(checkRoute(usual!, PEOPLE, [])).toMatchObject({ ok: true })
    expect(usualRoute({ post: null, organisationCode: null, documents: [] })).toBeNull()
  })
})

describe('of any route', () => {
  const posts = ['dpo', 'caldicott-guardian', 'siro', 'ig-lead'] as const
  const stages = fc.array(fc.record({ post: fc.constantFrom(...posts), act: fc.constantFrom('advises' as const, 'decides' as const), howMany: fc.integer({ min: 1, max: 2 }), after: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }) }), { minLength: 1, maxLength: 4 })
    .map((drawn) => drawn.map(({ after, ...stage }, index) => aStage({ ...stage, id: `s${index}`, after: [...new Set(after.filter((at) => at !== index && at < drawn.length).map((at) => `s${at}`))] })))
  const people = fc.array(fc.record({ userId: fc.constantFrom('a', 'b', 'c', 'd'), post: fc.constantFrom(...posts) }), { maxLength: 7 }).map((drawn) => drawn.map(({ userId, post }) => holder(userId, post)))

  /** Walks at random, as people might, and says whether it stayed somewhere. */
  function walk(given: ApprovalRoute, holders: readonly PostHolder[], authors: readonly string[], choice: () => number): boolean {
    const acted = new Map<string, string[]>(given.stages.map(({ id }) => [id, []]))
    const done = (stage: ApprovalStage) => acted.get(stage.id)!.length >= stage.howMany
    for (;;) {
      const open = given.stages.filter((stage) => !done(stage) && stage.after.every((id) => done(given.stages.find((one) => one.id === id)!)))
      if (given.stages.every(done)) return true
      const moves = open.flatMap((stage) => holders.filter(({ userId, post }) => post === stage.post && !acted.get(stage.id)!.includes(userId) && !(stage.act === 'decides' && authors.includes(userId))
        && !given.stages.some((other) => other.post !== stage.post && [other.post, stage.post].every((one) => one === 'siro' || one === 'caldicott-guardian') && acted.get(other.id)!.includes(userId)))
        .map(({ userId }) => ({ stage, userId })))
      if (moves.length === 0) return false
      const { stage, userId } = moves[choice() % moves.length]!
      acted.get(stage.id)!.push(userId)
    }
  }

  test('one that is taken never stays anywhere, and one that is refused for its people can', () => {
    let [taken, refused] = [0, 0]
    fc.assert(fc.property(stages, people, fc.array(fc.constantFrom('a', 'b'), { maxLength: 1 }), fc.array(fc.nat(), { minLength: 400, maxLength: 400 }), (drawn, holders, authors, choices) => {
      const given = { stages: drawn }
      if (shapeProblem(given)) return
      const unique = holders.filter((one, index) => holders.findIndex((other) => other.userId === one.userId && other.post === one.post) === index)
      let next = 0
      const walks = Array.from({ length: 40 }, () => walk(given, unique, authors, () => choices[next++ % choices.length]!))
      const checked = checkRoute(given, unique, authors)
      if (checked.ok) {
        taken += 1
        expect(walks).not.toContain(false)
      } else {
        refused += 1
        if (checked.refusal.kind !== 'guardian-is-siro') expect(walks).not.toContain(true)
      }
    }), { numRuns: 3000, seed: 5 })
    expect(taken).toBeGreaterThan(20)
    expect(refused).toBeGreaterThan(100)
  })
})
