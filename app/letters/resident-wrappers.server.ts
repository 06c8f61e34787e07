import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import type { ResidentActor } from '#app/identity/actor.rules.ts'
import { publicAction, publicLoader, type PageArgs } from '#app/identity/route-wrappers.server.ts'
import type { VisitorActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import type { Person } from '#app/people/person.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readVisit, type ResidentVisit } from './resident-cookie.server.ts'
import { decideWho, doesCodeOpen, lifeStage } from './resident.rules.ts'
import { findResidentLetter, type ResidentLetter } from './residents.store.server.ts'

export interface ResidentArgs {
  readonly context: Context<ResidentActor>
  readonly request: Request
  readonly url: URL
  readonly visit: ResidentVisit
  readonly letter: ResidentLetter
  readonly person: Person
  /** On whose word they act; null only on the page that asks. */
  readonly word: 'self' | 'parent' | null
}
type Known = ResidentArgs & { readonly word: 'self' | 'parent' }

/**
 * For someone who has given a code and a date of birth, on every page after that. The letter and the person are read
 * afresh each time; whoever may not go on is sent back to where they may.
 */
export function residentLoader<T>(work: (args: Known) => Promise<T>) {
  return publicLoader(async (args) => work(await known(args))) as (args: LoaderFunctionArgs) => Promise<T>
}

export function residentAction<T>(work: (args: Known) => Promise<T>) {
  return publicAction(async (args) => work(await known(args))) as (args: ActionFunctionArgs) => Promise<T>
}

export async function enteredResident({ context, request, url }: PageArgs<VisitorActor>): Promise<ResidentArgs> {
  const { runtime, now } = context
  const visit = await readVisit(runtime, request, now)
  const letter = visit && isId(visit.letterId) ? await findResidentLetter(runtime.db, visit.letterId) : null
  const person = letter && await readPerson(runtime, runtime.db, letter.organisationCode, letter.personId)
  if (!visit || !letter || !person || !doesCodeOpen(letter, person)) throw redirect('/your-choice?ended=yes')
  const isAdult = lifeStage(person.dateOfBirth, londonDay(now)) === 'adult'
  const word = isAdult ? 'self' : visit.word && decideWho(visit.word, person.dateOfBirth, londonDay(now)).ok ? visit.word : null
  const actor: ResidentActor = { kind: 'resident', label: `resident:${letter.letterId}`, letterId: letter.letterId, organisationCode: letter.organisationCode }
  return { context: { ...context, actor }, request, url, visit, letter, person, word }
}

async function known(args: PageArgs<VisitorActor>): Promise<Known> {
  const entered = await enteredResident(args)
  if (entered.word === null) throw redirect('/your-choice/who')
  return { ...entered, word: entered.word }
}
