import { setImmediate as breathe } from 'node:timers/promises'
import type { Writable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import { findPeopleByIds } from '#app/people/find-people.server.ts'
import { householdText } from '#app/people/people-list.rules.ts'
import type { Person } from '#app/people/person.rules.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import type { CampaignRow } from './campaigns.store.server.ts'
import { composeLetter, letterReference, qrText } from './compose-letter.server.ts'
import type { LetterPlan } from './letter-geometry.ts'
import { drawLetters } from './letter-pdf.server.ts'
import { eachPrintedLetter, type LetterRow } from './letters.store.server.ts'
import { lettersOfCampaign } from './read-campaign-letters.server.ts'
import { decideLetter } from './suppression.rules.ts'

/** One letter ready to be drawn, with what the manifest says of it. */
export interface RenderedLetter {
  readonly letter: LetterRow
  /** The same for everyone at an address; null where there is too little of one to tell. */
  readonly household: string | null
  readonly reference: string
  readonly plan: LetterPlan
  readonly qrText: string
}

/**
 * A campaign's letters in the order of the print file. Whoever has died, left or become restricted since the letters were
 * made is passed over: what is printed is right on the day it is printed.
 */
export async function* eachRenderedLetter(runtime: Runtime, campaign: CampaignRow): AsyncGenerator<RenderedLetter> {
  const shared = await lettersOfCampaign(runtime, runtime.db, campaign)
  for await (const batch of eachPrintedLetter(runtime.db, campaign.id)) {
    const people = new Map((await findPeopleByIds(runtime.db, runtime.secrets, campaign.organisationCode, batch.map((letter) => letter.personId))).map((person) => [person.id, person]))
    for (const [index, letter] of batch.entries()) {
      // Pages that other people ask for meanwhile are answered in between.
      if (index % 10 === 0) await breathe()
      const person = people.get(letter.personId)
      if (!person || !isStillWrittenTo(person, shared.facts.letterDate)) continue
      const code = runtime.secrets.open('reply-code', letter.replyCodeSealed)
      const reference = letterReference(letter.id)
      const composed = composeLetter(shared, {
        ...person, addressee: letter.addressee, variant: letter.format === 'large-print' ? 'large-print' : 'standard', code, reference,
      })
      if (!composed.ok) continue
      yield { letter, household: householdText(person.addressLines, person.postcode), reference, plan: composed.value, qrText: qrText(runtime.publicUrl, code) }
    }
  }
}

export function isStillWrittenTo(person: Person, letterDate: string): boolean {
  return decideLetter(person, letterDate).suppression === null
}

export function aboutPrintFile(campaign: CampaignRow): { readonly title: string; readonly author: string; readonly madeAt: Date } {
  return { title: `Letters of the campaign ${campaign.ref}`, author: 'Concordat', madeAt: campaign.lettersMadeAt ?? campaign.madeAt }
}

/** The print file: every letter, in order, each beginning on a fresh sheet. `onLetter` is told how many have been drawn. */
export async function writePrintFile(runtime: Runtime, campaign: CampaignRow, out: Writable, onLetter: (done: number, letter: RenderedLetter) => void = () => {}): Promise<void> {
  let done = 0
  async function* letters() {
    for await (const rendered of eachRenderedLetter(runtime, campaign)) {
      yield rendered
      done += 1
      onLetter(done, rendered)
    }
  }
  await drawLetters(letters(), out, aboutPrintFile(campaign))
}

/** What the printer and the post room need to know of each letter, and nothing of whose it is. */
export class Manifest {
  readonly #rows: { readonly cells: readonly (string | number)[]; readonly household: string | null }[] = []
  readonly #households = new Map<string, number>()
  #page = 1

  add({ letter, household, reference, plan }: RenderedLetter): void {
    if (household) this.#households.set(household, (this.#households.get(household) ?? 0) + 1)
    this.#rows.push({
      cells: [this.#rows.length + 1, reference, plan.pages, plan.pages / 2, this.#page, this.#page + plan.pages - 1, letter.format, letter.language, letter.addressee],
      household,
    })
    this.#page += plan.pages
  }

  csv(): string {
    const header = ['position', 'letter_reference', 'pages', 'sheets', 'first_page', 'last_page', 'format', 'language', 'addressee', 'letters_to_address']
    return stringify([header, ...this.#rows.map(({ cells, household }) => [...cells, household ? this.#households.get(household) ?? 1 : 1])])
  }

  get letters(): number {
    return this.#rows.length
  }

  get pages(): number {
    return this.#page - 1
  }
}
