import { change } from '#app/audit/change.server.ts'
import type { ChoiceKind } from '#app/choices/choice.rules.ts'
import { importChoices } from '#app/choices/import-choices.server.ts'
import { choicesOfPerson } from '#app/choices/read-choices.server.ts'
import { retractChoice } from '#app/choices/record-choice.server.ts'
import { writeChoices } from '#app/choices/write-choices.server.ts'
import { systemActor, type Actor } from '#app/identity/actor.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Person } from '#app/people/person.rules.ts'
import { newReplyCode } from '#app/platform/secrets.server.ts'
import { OLDHAM_PROJECT_REF } from '#db/seed/demo/oldham-facts.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { contextOf } from './who.ts'

type Kind = Exclude<ChoiceKind, 'entered-in-error'>

/** Writes a choice as it is, whatever stands already: it counts from `day`, and is recorded now. */
export async function givenEvent(portal: TestPortal, person: Person, kind: Kind, day: string, isAmbiguous = false): Promise<void> {
  await change(contextOf(portal, systemActor('test')), (tx) => writeChoices(tx, contextOf(portal, systemActor('test')), [{
    who: { personId: person.id, numberId: person.numberId }, organisationCode: person.organisationCode, kind, projectRef: kind.startsWith('type-1') ? null : OLDHAM_PROJECT_REF,
    effective: { day, ms: null }, source: person.organisationCode, sequence: null, channel: 'desk', onWhoseWord: 'self', reference: `CX-${newReplyCode()}`, isAmbiguous,
  }]))
}

/** Takes back whatever the register holds of a person, now. */
export async function takeBackAll(portal: TestPortal, person: Person, actor: Actor = systemActor('test')): Promise<void> {
  const context = contextOf(portal, actor)
  for (const choice of await choicesOfPerson(portal.runtime.db, person.organisationCode, person.id)) {
    await change(context, (tx, record) => retractChoice(tx, record, { context, choice, organisationCode: person.organisationCode }))
  }
}

export const CODED_HEADINGS = 'nhs_number,code_system,code,effective,recorded,source,sequence,end_reason'

/** Imports coded rows, for one organisation or, with none, for all. Every row must be good. */
export async function givenCoded(portal: TestPortal, rows: readonly string[], organisationCode: string | null = null): Promise<string> {
  const content = Buffer.from(`${CODED_HEADINGS}\n${rows.join('\n')}\n`)
  const imported = await importChoices(contextOf(portal, systemActor('test', organisationCode)), {
    name: 'coded.csv', digest: sha256Hex(content.toString()), bytes: content.length, open: async function* () { yield content },
  })
  if (!imported.ok || !imported.value.import) throw new Error(imported.ok ? 'nothing imported' : imported.refusal.kind)
  const { rowsRejected, reference } = imported.value.import
  if (rowsRejected > 0) throw new Error(`${rowsRejected} rows were rejected`)
  return reference
}
