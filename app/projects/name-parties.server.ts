import type { z } from 'zod'
import type { Typed } from '#app/kernel/form-data.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { partySchema } from './facts.schema.ts'
import type { ListEdit } from './project.rules.ts'

/**
 * What a form about a party changes, with the party and its members under the names that their organisations have here, so
 * that no paper calls a body by another's name. One query, however many members there are.
 */
export async function namedAsHere(db: Queryable, typed: Typed, key: string | null): Promise<(value: z.output<typeof partySchema>) => ListEdit<'parties'>> {
  const members = partySchema.shape.members.safeParse(typed.members)
  const code = key ?? typed.organisationCode
  const codes = [...(typeof code === 'string' ? [code] : []), ...(members.success ? members.data.map((member) => member.code) : [])]
  const names = new Map((await readOrganisationsByCode(db, codes)).map((organisation) => [organisation.code, organisation.name]))
  return (value) => ({
    section: 'parties', key,
    value: { ...value, name: names.get(value.organisationCode) ?? '', members: value.members.map((member) => ({ ...member, name: names.get(member.code) ?? member.name })) },
  })
}
