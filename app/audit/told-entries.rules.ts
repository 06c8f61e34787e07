import { auditDataText, type AuditEntry, type AuditKind } from './audit.rules.ts'

/**
 * What an entry's data says of how many people, and digests that could be guessed back to a number of a person. Other
 * parties to a project are told that it happened, and not these: a total may show one person's choice.
 */
const FOR_ITS_OWN_ALONE = {
  'check-completed': ['rows', 'included', 'digestIn', 'digestOut', 'receipt'],
  'past-answer-given': ['rows', 'included', 'digestIn', 'digestOut'],
  'private-check-evaluated': ['elements'],
  'counts-answered': ['people'],
  'letters-made': ['letters', 'suppressed'],
  'people-to-tell-opened': ['people'],
  'opt-outs-downloaded': ['people'],
  'people-searched': ['found'],
  'replies-uploaded': ['rows', 'kept', 'repeated', 'rejected'],
  'rejected-rows-downloaded': ['rows'],
  'national-check-exported': ['given', 'sent', 'digest'],
  'national-check-purged': ['numbers'],
} as const satisfies Partial<Record<AuditKind, readonly string[]>>

export const SALT = 'salt'
const SAID_INSTEAD = 'some'

const withheldOf = (kind: string): readonly string[] | undefined => (FOR_ITS_OWN_ALONE as Partial<Record<string, readonly string[]>>)[kind]

/**
 * Whether an entry's data has to hold something that cannot be guessed. Leaves of the tree are public: without it, whoever
 * knows the rest of an entry could try every figure, or every NHS number, until the hash fits.
 */
export function needsSalt(draft: { readonly kind: string; readonly projectRef?: string | null }): boolean {
  return withheldOf(draft.kind) !== undefined && (draft.projectRef ?? null) !== null
}

/** An entry as an organisation may read it. What is withheld is so in the hashes too, which are blank then. */
export function entryAsTold(entry: AuditEntry, organisationCode: string): AuditEntry {
  const withheld = withheldOf(entry.kind)
  if (!withheld || entry.organisationCode === organisationCode) return entry
  const { [SALT]: _, ...data } = JSON.parse(entry.data) as Record<string, string>
  for (const name of withheld) if (name in data) data[name] = SAID_INSTEAD
  return { ...entry, data: auditDataText(data), previousHash: '', hash: '' }
}
