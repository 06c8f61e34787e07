import { readActorNames } from '#app/identity/read-actor-names.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findUploadOfPerson } from './people-lists.store.server.ts'
import { findPerson } from './people.store.server.ts'
import { listFactsOf } from './person-facts.store.server.ts'
import { changesOf, type PersonChange } from './person-history.rules.ts'

/** What a practice's lists have said of one of its people, and when. */
export interface ListsOfPerson {
  /** What changed in the practice's record of them, and when it came to be known. */
  readonly changes: readonly { readonly change: PersonChange; readonly recordedAt: Date }[]
  /** The list that named them last; the ones between are not kept apart. */
  readonly lastList: { readonly uploadId: string; readonly fileName: string; readonly at: Date; readonly by: string | null } | null
}

/** Null when the person is not of the actor's practice. The caller has recorded the look. */
export async function readListsOfPerson({ runtime, actor }: Context<StaffActor>, personId: string): Promise<ListsOfPerson | null> {
  const person = await findPerson(runtime.db, runtime.secrets, actor.organisationCode, personId)
  if (!person) return null
  const upload = await findUploadOfPerson(runtime.db, actor.organisationCode, personId)
  const label = upload?.startedBy ? `staff:${upload.startedBy}` : null
  const by = label ? (await readActorNames(runtime.db, [label])).get(label) ?? null : null
  return {
    changes: changesOf(await listFactsOf(runtime.db, actor.organisationCode, personId)),
    lastList: upload && { uploadId: upload.id, fileName: upload.fileName, at: upload.startedAt, by },
  }
}
