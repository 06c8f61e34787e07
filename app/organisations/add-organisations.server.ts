import { change } from '#app/audit/change.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Organisation } from './organisation.rules.ts'
import { addOrganisation } from './organisations.store.server.ts'

/** Makes organisations known to this installation. */
export async function addOrganisations(context: Context, organisations: readonly Organisation[]): Promise<void> {
  await change(context, async (tx, record) => {
    for (const organisation of organisations) {
      await addOrganisation(tx, organisation)
      record({ kind: 'organisation-added', organisationCode: organisation.code, subject: `organisation:${organisation.code}` })
    }
  })
}
