import { nameKey } from '#app/kernel/name-key.ts'

/** What stored values are sealed for: each has its own key, made from IDENTIFIER_KEY. */
export const SEAL_PURPOSES = ['nhs-number', 'local-id', 'reply-code', 'stored-file', 'mail', 'api-question', 'api-answer', 'holder-name', 'answers', 'pseudonym-key', 'paper-seal'] as const
/** What is sealed for a browser to carry for some minutes, and stored nowhere. */
export const COOKIE_PURPOSES = ['api-key', 'calendar-feed'] as const
export type SealPurpose = (typeof SEAL_PURPOSES | typeof COOKIE_PURPOSES)[number]
/** What values are hashed for. */
export type LookupPurpose = 'nhs-number' | 'local-id' | 'reply-code' | 'api-key' | 'holder-name' | 'private-check' | 'counts-asked' | 'counts-noise' | 'answers'

/** A column of sealed values, and beside it the keyed hash of the same value where rows are found by one. */
export interface SealedColumn {
  readonly table: string
  /** The columns of the primary key, and the type that all of them have. */
  readonly key: readonly [string, ...string[]]
  readonly keyType: 'bigint' | 'uuid'
  readonly column: string
  readonly purpose: SealPurpose
  readonly lookup?: {
    readonly column: string
    readonly purpose: LookupPurpose
    /** What of the sealed text is hashed, where it is not all of it. */
    readonly of?: (text: string) => string | null
  }
  /** Rows that are turned together; fewer where one may be large. */
  readonly batch: number
}

const SMALL = 500

/** Every column that is under IDENTIFIER_KEY: what a new key has to be given to. A sealed value may also be empty. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'nhs_numbers', key: ['id'], keyType: 'bigint', column: 'sealed', purpose: 'nhs-number', lookup: { column: 'lookup', purpose: 'nhs-number' }, batch: SMALL },
  { table: 'person_local_ids', key: ['id'], keyType: 'bigint', column: 'sealed', purpose: 'local-id', lookup: { column: 'lookup', purpose: 'local-id' }, batch: SMALL },
  { table: 'choice_holders', key: ['id'], keyType: 'bigint', column: 'name_sealed', purpose: 'holder-name', lookup: { column: 'lookup', purpose: 'holder-name', of: nameKey }, batch: SMALL },
  { table: 'letters', key: ['id'], keyType: 'uuid', column: 'reply_code_sealed', purpose: 'reply-code', lookup: { column: 'reply_code_lookup', purpose: 'reply-code' }, batch: SMALL },
  { table: 'people_list_rejects', key: ['id'], keyType: 'uuid', column: 'row_sealed', purpose: 'stored-file', batch: SMALL },
  { table: 'mails', key: ['id'], keyType: 'uuid', column: 'sealed', purpose: 'mail', batch: 50 },
  { table: 'stored_files', key: ['id'], keyType: 'uuid', column: 'content', purpose: 'stored-file', batch: 1 },
  { table: 'answer_bases', key: ['id'], keyType: 'uuid', column: 'strangers', purpose: 'answers', batch: 50 },
  { table: 'answer_base_parts', key: ['id'], keyType: 'uuid', column: 'answers', purpose: 'answers', batch: 1 },
  { table: 'answer_changes', key: ['id'], keyType: 'uuid', column: 'answers', purpose: 'answers', batch: SMALL },
  { table: 'api_requests', key: ['api_key_id', 'request_id'], keyType: 'uuid', column: 'question', purpose: 'api-question', batch: SMALL },
  { table: 'pseudonym_keys', key: ['id'], keyType: 'uuid', column: 'key_sealed', purpose: 'pseudonym-key', batch: SMALL },
  { table: 'paper_seals', key: ['id'], keyType: 'uuid', column: 'key_sealed', purpose: 'paper-seal', batch: SMALL },
  { table: 'api_requests', key: ['api_key_id', 'request_id'], keyType: 'uuid', column: 'answer_sealed', purpose: 'api-answer', batch: 20 },
]

/** Columns of JSON lists whose members each hold a sealed value, as base64. */
export const SEALED_LISTS = [{ table: 'reply_uploads', column: 'rejects', member: 'sealed', purpose: 'stored-file' }] as const satisfies readonly {
  readonly table: string; readonly column: string; readonly member: string; readonly purpose: SealPurpose
}[]

/** Columns of bytes that no key goes into, or that the rotation settles in a way of its own, and why. */
export const OTHER_BYTES: Readonly<Record<string, string>> = {
  'api_keys.key_hash': 'the hash of 256 random bits needs no key; a keyed hash that was kept first is replaced when its key is used, and asked after at the end',
  'calendar_feeds.token_hash': 'the hash of 256 random bits needs no key',
  'choice_events.import_key': 'a digest of the columns beside it, in which the number is an id',
  'count_answers.question': 'a keyed hash of whom a list asks about, kept for a month: under another key the list is a new question',
  'check_answers.answers': 'answers of the gate by place in a list; they hold no number',
  'answer_bases.digest': 'says which answers are the same; under a new key they are kept once more, and those before go when their days are over',
  'audit_head.tree_peaks': 'digests of the audit record, whose entries hold no number and no name',
  'audit_tree.hash': 'digests of the audit record, whose entries hold no number and no name',
  'paper_seals.certificate': 'a public certificate',
  'installation.key_check': 'says which key the installation is under, so it is moved last of all',
}
