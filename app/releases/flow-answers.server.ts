import { readCanaryNumbers } from '#app/alarms/read-canaries.server.ts'
import { flowStandingAt, type FlowTerms } from '#app/choices/decision.rules.ts'
import { nextChangeOfPerson } from '#app/choices/next-change.rules.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { turn } from '#app/platform/event-loop-turn.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { UNKNOWN } from './answer-pages.rules.ts'
import { AnswerTable, NumberPlaces, OutcomeList, StrangerPlaces } from './answer-table.rules.ts'
import { DueNumbers } from './due-numbers.rules.ts'
import { AnswerJournal, madeInTurns } from './keep-answers.server.ts'
import { holdersOf, numbersOfRegisters } from './gate-changes.store.server.ts'
import { stemOfText } from './number-stem.rules.ts'
import { deciderOf, termsOfOpenFlow, type DecideOfList, type OpenFlow } from './read-open-flow.server.ts'
import { readPeopleToDecide, type PersonAndChoices } from './read-people-to-decide.server.ts'

/** More than so many at once, and more than so much of the register, are no quicker decided one by one than all afresh. */
const MANY = 5_000
const MUCH = 0.2

/**
 * What an open flow answers about everyone of the discloser's register, as at one instant: worked out once, and then again
 * for those alone about whom something changed or whose time has come. The caller sees that `open` is out of the state that
 * the transaction sees, and hands in every number that changed.
 */
export class FlowAnswers {
  /** As at when: the caller's now, unless a choice was recorded by a clock that is ahead of it. */
  at: Date
  /** When the oldest answer of the national check was asked for that any of these has rested on; null where none has. */
  nationalCheckAskedAt: Date | null = null
  /** Where what is answered is kept. */
  journal: AnswerJournal | null = null
  private newestChoice = 0
  private latest: AnswerTable | null = null
  private readonly outcomes: OutcomeList
  private readonly due = new DueNumbers()
  /** The made-up people who may never be let through, by stem, and whether they would be. */
  private canaries = new Map<number, boolean>()

  /** The flow's terms, by which all was decided. */
  readonly terms: Partial<FlowTerms>
  private basis: Basis

  private constructor(private readonly runtime: Runtime, open: OpenFlow, at: Date) {
    this.at = at
    this.outcomes = new OutcomeList(open.isFromGroup)
    this.terms = termsOfOpenFlow(open, runtime.allowTestNumbers)
    this.basis = basisOf(runtime, open, at)
  }

  /** Everyone on the register. Lets others go first as it goes on. */
  static async load(tx: Transaction, runtime: Runtime, open: OpenFlow, now: Date): Promise<FlowAnswers> {
    const answers = new FlowAnswers(runtime, open, now)
    await answers.fill(tx, open)
    if (!(await answers.bringForward(tx, open, [], now))) return FlowAnswers.load(tx, runtime, open, new Date(answers.newestChoice))
    answers.journal = new AnswerJournal(runtime, open.inForce.flow.ref, answers.table)
    return answers
  }

  get table(): AnswerTable {
    if (!this.latest) throw new Error('The answers were not loaded')
    return this.latest
  }

  get bytes(): number {
    return this.table.bytes + this.due.size * 8
  }

  get wouldReleaseCanary(): boolean {
    return [...this.canaries.values()].includes(true)
  }

  /** Whether time alone changes nothing up to an instant, under terms that are read anew. */
  holdsAt(open: OpenFlow, now: Date): boolean {
    const at = this.instantOf(now)
    return !this.isAheadOf(now) && !this.due.isAnyDue(at.getTime()) && this.isBasedOn(open, at)
  }

  /** Whether the clock has gone back since, further than clocks do: then all has to be worked out by what it says now. */
  isAheadOf(now: Date): boolean {
    return this.at.getTime() - Math.max(now.getTime(), this.newestChoice) > BACKWARD_MS
  }

  /** Moves the instant on, where `holdsAt`. */
  moveTo(now: Date): void {
    this.at = this.instantOf(now)
  }

  /** So many at most can be decided again and be worth it. */
  get limit(): number {
    return Math.max(MANY, Math.floor(this.table.size * MUCH))
  }

  /**
   * Decides these numbers again, those whose time has come, and the lists of those that have signed, left or varied since. False
   * when all must be loaded afresh: the terms are not what they were, or too many changed. Nothing may be answered from it then.
   */
  async bringForward(tx: Transaction, open: OpenFlow, changed: readonly number[], now: Date): Promise<boolean> {
    if (changed.length > this.limit) return false
    const touched = await this.readHolders(tx, open, changed)
    const at = this.instantOf(now)
    const basis = basisOf(this.runtime, open, at)
    const moved = touched && whoseStandingMoved(this.basis, basis)
    if (!moved) return false
    const known = new Set(changed)
    const theirs = (await numbersOfRegisters(tx, moved, this.limit)).filter((number) => !known.has(number))
    for (const number of theirs) known.add(number)
    if (known.size > this.limit) return false
    const due = this.due.take(at.getTime()).filter((number) => !known.has(number))
    if (known.size + due.length > this.limit) return false
    const come = await this.readHolders(tx, open, [...theirs, ...due])
    // A choice that a clock ahead of this one recorded moves the instant on: then others may be due as well.
    if (!come || this.instantOf(now).getTime() !== at.getTime()) return false
    await this.setCanaries(tx, open)
    this.at = at
    this.basis = basis
    this.apply(open, [...touched.gone, ...come.gone], [...touched.people, ...come.people])
    return true
  }

  private async fill(tx: Transaction, open: OpenFlow): Promise<void> {
    await this.setCanaries(tx, open)
    const { decide, place } = this.deciding(open)
    const strangers = new StrangerPlaces(this.outcomes, (nhsNumber) => decide({ nhsNumber, onRegister: false, registrations: [] }, []))
    const places = new NumberPlaces()
    for await (const { people, newestChoice, nationalCheckAskedAt } of readPeopleToDecide(tx, this.runtime, open)) {
      this.note(newestChoice, nationalCheckAskedAt)
      for (const person of people) {
        const [stem, its] = place(person)
        if (stem >= 0) places.add(stem, its)
      }
      await turn()
    }
    this.latest = await madeInTurns(AnswerTable.make(this.outcomes, strangers, places))
  }

  private apply(open: OpenFlow, gone: readonly number[], people: readonly PersonAndChoices[]): void {
    const { place } = this.deciding(open)
    const changes = new Map<number, number>()
    for (const stem of gone) {
      changes.set(stem, UNKNOWN)
      if (this.canaries.has(stem)) this.canaries.set(stem, false)
    }
    for (const stem of people.map(({ nhsNumber }) => stemOfText(nhsNumber ?? ''))) if (this.canaries.has(stem)) this.canaries.set(stem, false)
    for (const person of people) {
      const [stem, its] = place(person)
      if (stem < 0) continue
      const shared = changes.get(stem)
      changes.set(stem, shared === undefined || shared === UNKNOWN ? its : this.outcomes.combine(shared, its))
    }
    const before = this.table
    for (const [stem, place] of changes) if (place === before.knownPlaceOf(stem)) changes.delete(stem)
    if (changes.size === 0) return
    this.latest = before.with(changes)
    this.journal?.add(changes, this.latest)
  }

  /** Decides a person, notes when to do it again, and says under which stem the answer stands; below zero for none. */
  private deciding(open: OpenFlow): { readonly decide: DecideOfList; readonly place: (given: PersonAndChoices) => readonly [number, number] } {
    const decide = deciderOf(open, this.runtime.allowTestNumbers, this.at)
    // Canaries have test numbers. That a live installation lets none of those through must not hide a lost opt-out.
    const decideCanary = deciderOf(open, true, this.at)
    const place = ({ nhsNumber, numberId, person, events, discloser }: PersonAndChoices): readonly [number, number] => {
      const stem = stemOfText(nhsNumber ?? '')
      if (stem < 0 || numberId === null) return [-1, UNKNOWN]
      if (this.canaries.has(stem) && decideCanary(person, events, discloser).decision === 'INCLUDE') this.canaries.set(stem, true)
      this.due.add(numberId, nextChangeOfPerson(person, events, open.isFromGroup ? { ...this.terms, discloser } : this.terms, this.at))
      return [stem, this.outcomes.placeOf(decide(person, events, discloser))]
    }
    return { decide, place }
  }

  /** The people who have these numbers, and the stems of those that nobody has any more; null where a number is not stored any more. */
  private async readHolders(tx: Transaction, open: OpenFlow, numberIds: readonly number[]): Promise<{ readonly people: PersonAndChoices[]; readonly gone: number[] } | null> {
    if (numberIds.length === 0) return { people: [], gone: [] }
    const held = await holdersOf(tx, open.disclosers.map(({ code }) => code), numberIds)
    if (new Set(held.map(({ numberId }) => numberId)).size !== new Set(numberIds).size) return null
    const byDiscloser = new Map<string, string[]>()
    for (const { discloser, personId } of held) if (discloser !== null && personId !== null) byDiscloser.set(discloser, [...(byDiscloser.get(discloser) ?? []), personId])
    const people: PersonAndChoices[] = []
    for (const [discloser, personIds] of byDiscloser) {
      for await (const batch of readPeopleToDecide(tx, this.runtime, open, { personIds, disclosers: [discloser] })) {
        this.note(batch.newestChoice, batch.nationalCheckAskedAt)
        people.push(...batch.people)
      }
    }
    const gone = held.flatMap(({ personId, sealed }) => (personId === null && sealed ? [stemOfText(this.runtime.secrets.open('nhs-number', sealed))] : []))
    return { people, gone }
  }

  private async setCanaries(tx: Transaction, open: OpenFlow): Promise<void> {
    const numbers = await readCanaryNumbers(tx, this.runtime.secrets, open.inForce.flow)
    this.canaries = new Map([...numbers].map((number) => [stemOfText(number), this.canaries.get(stemOfText(number)) ?? false]))
  }

  private note(newestChoice: number, askedAt: Date | null): void {
    this.newestChoice = Math.max(this.newestChoice, newestChoice)
    if (askedAt && (!this.nationalCheckAskedAt || askedAt < this.nationalCheckAskedAt)) this.nationalCheckAskedAt = askedAt
  }

  private instantOf(now: Date): Date {
    return new Date(Math.max(now.getTime(), this.newestChoice, this.at.getTime()))
  }

  private isBasedOn(open: OpenFlow, at: Date): boolean {
    const basis = basisOf(this.runtime, open, at)
    return whoseStandingMoved(this.basis, basis)?.length === 0
  }
}

const BACKWARD_MS = 60_000

/** All that bears on answers beside what is known of each person. While it is the same, what nobody changed and no time has come for is too. */
interface Basis {
  /** Of everyone's alike. */
  readonly flow: string
  /** Of the people of each discloser, by its code: whether their data may go. */
  readonly standings: ReadonlyMap<string, string>
}

function basisOf(runtime: Runtime, open: OpenFlow, at: Date): Basis {
  const { inForce: { flow }, disclosers } = open
  return {
    flow: JSON.stringify([
      flow.ref, flow.fromCode, flowStandingAt(termsOfOpenFlow(open, runtime.allowTestNumbers), at),
      disclosers.map(({ code, telling, national }) => [code, telling && [telling.campaignId, telling.postedAt], national?.runs.map((run) => [run.id, run.exportedAt, run.answeredAt])]),
    ]),
    standings: new Map(disclosers.map(({ code, withheld, onListBefore }) => [code, JSON.stringify([withheld, onListBefore])])),
  }
}

/** The disclosers that may send now and might not before, or the other way; null where what bears on everyone has changed. */
function whoseStandingMoved(before: Basis, now: Basis): string[] | null {
  if (before.flow !== now.flow) return null
  return [...now.standings].flatMap(([code, standing]) => (before.standings.get(code) === standing ? [] : [code]))
}
