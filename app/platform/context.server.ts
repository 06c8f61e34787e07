import type { Runtime } from './runtime.server.ts'

/** What the audit needs to know of whoever is doing something. */
export interface AnyActor {
  /** A kind and an id, such as `staff:ID`; never a person's name. */
  readonly label: string
  /** The organisation whose rows they may touch; null for one who is tied to none. */
  readonly organisationCode: string | null
}

/**
 * What every action is given: the running portal, who asks, and the time. `A` is the actor's type; each action says which
 * actors it serves.
 */
export interface Context<A extends AnyActor = AnyActor> {
  readonly runtime: Runtime
  readonly actor: A
  readonly now: Date
  readonly requestId: string
}
