import { addDays, londonDay, londonTime, type Day } from '#app/kernel/uk-date.ts'
import type { StaffActor, SystemActor } from '#app/identity/actor.rules.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { readStaffByEmail } from '#app/identity/read-staff.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'

/** When the demo world's story happened, counted back from the day it is loaded: that is the day after the closing date. */
export interface DemoDays {
  readonly today: Day
  readonly drafted: Day
  readonly signedBySurgery: Day
  readonly signedByCouncil: Day
  readonly listed: Day
  readonly lettersMade: Day
  readonly posted: Day
  readonly closing: Day
  readonly start: Day
  readonly review: Day
  readonly end: Day
}

const REPLY_DAYS = 28

export function demoDays(now: Date): DemoDays {
  const today = londonDay(now)
  const closing = addDays(today, -1)
  const posted = addDays(closing, -REPLY_DAYS)
  return {
    today, closing, posted,
    lettersMade: addDays(posted, -2),
    listed: addDays(posted, -5),
    signedByCouncil: addDays(posted, -9),
    signedBySurgery: addDays(posted, -12),
    drafted: addDays(posted, -20),
    start: addDays(posted, -7),
    review: addDays(today, 180),
    end: addDays(today, 365),
  }
}

/** Lets the story's people act at the story's times, through the same actions that the pages use. Time only goes forward. */
export class Storyteller {
  readonly runtime: Runtime
  #now: Date

  constructor(runtime: Runtime, from: Date) {
    this.#now = from
    this.runtime = { ...runtime, clock: () => this.#now }
  }

  /** Moves to a day and a time of day, or a moment on where the story is already past it. */
  at(day: Day, time: string): Date {
    const asked = londonTime(day, time)
    this.#now = asked > this.#now ? asked : new Date(this.#now.getTime() + 1000)
    return this.#now
  }

  async as(email: string): Promise<Context<StaffActor>> {
    const actor = await readStaffByEmail(this.runtime.db, email)
    if (!actor) throw new Error(`The demo world has no account ${email}`)
    return { runtime: this.runtime, actor, now: this.#now, requestId: newId() }
  }

  asSystem(): Context<SystemActor> {
    return { runtime: this.runtime, actor: systemActor('demo'), now: this.#now, requestId: newId() }
  }
}

/** The value of an action that the demo world needs to succeed. A refusal here is a fault of the demo. */
export function granted<T>(what: string, result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: { readonly kind: string } } | null): T {
  if (!result) throw new Error(`The demo world could not go on: ${what} was not found`)
  if (!result.ok) throw new Error(`The demo world could not go on: ${what} was refused (${result.refusal.kind})`)
  return result.value
}
