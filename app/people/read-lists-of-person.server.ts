import { readActorNames } from '#app/identity/read-actor-names.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findUploadOfPerson } from './people-lists.store.server.ts'
import { findPerson } from './people.store.server.ts'

/** What a practice's lists have said of one of its people, and when. */
export interface ListsOfPerson {
  /** When a list first named them. */
  readonly firstNamedAt: Date
  /** The list that named them last; the ones between are not kept apart. */
  readonly lastList: { readonly uploadId: string; readonly fileName: string; readonly at: Date; readonly by: string | null } | null
  /** When a whole list no longer named them. */
  readonly leftAt: Date | null
}

/** Null when the person is not of the actor's practice. The caller has recorded the look. */
export async function readListsOfPerson({ runtime, actor }: Context<StaffActor>, personId: string): Promise<ListsOfPerson | null> {
  const person = await findPerson(runtime.db, runtime.secrets, actor.organisationCode, personId)
  if (!person) return null
  const upload = await findUploadOfPerson(runtime.db, actor.organisationCode, personId)
  const label = upload?.startedBy ? `staff:${upload.startedBy}` : null
  const by = label ? (await readActorNames(runtime.db, [label])).get(label) ?? null : null
  return {
    firstNamedAt: person.registeredFrom, leftAt: person.leftAt,
    lastList: upload && { uploadId: upload.id, fileName: upload.fileName, at: upload.startedAt, by },
  }
}
