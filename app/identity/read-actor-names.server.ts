import type { Queryable } from '#app/platform/database.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { findApiKeyNames } from './api-keys.store.server.ts'
import { ACTOR_KIND_WORDS } from './identity.words.ts'
import { findUserNames } from './user-names.store.server.ts'

/** Who the actors of audit entries are, as people say it: a name for staff and keys, a kind for everyone else. */
export async function readActorNames(db: Queryable, labels: readonly string[]): Promise<Map<string, string>> {
  const ids = (kind: string) => [...new Set(labels.filter((label) => label.startsWith(`${kind}:`)).map((label) => label.slice(kind.length + 1)))].filter(isId)
  const [staff, keys] = await Promise.all([findUserNames(db, ids('staff')), findApiKeyNames(db, ids('api-key'))])
  const names = new Map<string, string>([...staff.map(({ id, name }) => [`staff:${id}`, name] as const), ...keys.map(({ id, name }) => [`api-key:${id}`, `Key “${name}”`] as const)])
  return new Map([...new Set(labels)].map((label) => [label, names.get(label) ?? kindOf(label)]))
}

/** True for what `readActorNames` can name: a member of staff or a key. */
export function isActorLabel(label: string | null): label is string {
  return label !== null && /^(?:staff|api-key):/.test(label)
}

function kindOf(label: string): string {
  return (ACTOR_KIND_WORDS as Record<string, string>)[label.split(':')[0] ?? ''] ?? label
}
