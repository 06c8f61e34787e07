import { boolean, check, date, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { CHANNELS, ON_WHOSE_WORD } from '#app/choices/choice.rules.ts'
import { CAMPAIGN_STATES, LETTER_ADDRESSEES, REPLY_OUTCOMES, SUPPRESSIONS } from '#app/letters/campaign.rules.ts'
import { organisations, users } from './identity.ts'
import { documentVersions } from './documents.ts'
import { people, storedFiles } from './people.ts'
import { projects } from './projects.ts'
import { bytea, instant } from './columns.ts'
import { oneOf } from './one-of.ts'

export const campaigns = pgTable(
  'campaigns',
  {
    id: uuid('id').primaryKey(),
    ref: text('ref').notNull().unique(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    state: text('state', { enum: CAMPAIGN_STATES }).notNull(),
    /** The last day on which a reply keeps a person out of the first release. Counts to the end of the day, Europe/London. */
    closingDate: date('closing_date', { mode: 'string' }),
    /** The date printed on the letters. */
    letterDate: date('letter_date', { mode: 'string' }),
    /** The version whose facts the letters state. */
    documentVersionId: uuid('document_version_id').references(() => documentVersions.id),
    template: text('template'),
    lettersTotal: integer('letters_total').notNull().default(0),
    lettersDone: integer('letters_done').notNull().default(0),
    fault: text('fault'),
    /** For the second of two people who edit at once. */
    revision: integer('revision').notNull().default(1),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by').notNull().references(() => users.id),
    lettersMadeAt: instant('letters_made_at'),
    postedAt: instant('posted_at'),
  },
  (table) => [
    check('campaigns_state', oneOf(table.state, CAMPAIGN_STATES)),
    unique('campaigns_project_practice').on(table.projectId, table.organisationCode),
  ],
)

/** One person's letter, or the reason why they get none. */
export const letters = pgTable(
  'letters',
  {
    id: uuid('id').primaryKey(),
    campaignId: uuid('campaign_id').notNull().references(() => campaigns.id),
    personId: uuid('person_id').notNull().references(() => people.id),
    /** Place in the print file, from 1; none where there is no letter. */
    position: integer('position'),
    addressee: text('addressee', { enum: LETTER_ADDRESSEES }).notNull(),
    suppression: text('suppression', { enum: SUPPRESSIONS }),
    replyCodeSealed: bytea('reply_code_sealed').notNull(),
    replyCodeLookup: bytea('reply_code_lookup').notNull().unique(),
    codeFailures: integer('code_failures').notNull().default(0),
    codeLockedUntil: instant('code_locked_until'),
    format: text('format').notNull(),
    language: text('language').notNull(),
    pages: integer('pages').notNull(),
    /** When someone was told another way than by this letter, and how. */
    toldAt: instant('told_at'),
    toldHow: text('told_how'),
    toldBy: uuid('told_by').references(() => users.id),
    returnedAt: instant('returned_at'),
  },
  (table) => [
    unique('letters_one_a_person').on(table.campaignId, table.personId),
    unique('letters_one_a_place').on(table.campaignId, table.position),
    index('letters_person').on(table.personId),
    check('letters_addressee', oneOf(table.addressee, LETTER_ADDRESSEES)),
    check('letters_suppression', oneOf(table.suppression, SUPPRESSIONS)),
  ],
)

/** What came back: a slip, a telephone call, someone at the desk, a line of a list, a visit to the web page. */
export const replies = pgTable(
  'replies',
  {
    id: uuid('id').primaryKey(),
    campaignId: uuid('campaign_id').notNull().references(() => campaigns.id),
    letterId: uuid('letter_id').references(() => letters.id),
    /** Whose reply it is; null while it may be any of several people's. */
    personId: uuid('person_id').references(() => people.id),
    outcome: text('outcome', { enum: REPLY_OUTCOMES }).notNull(),
    channel: text('channel', { enum: CHANNELS }).notNull(),
    onWhoseWord: text('on_whose_word', { enum: ON_WHOSE_WORD }).notNull(),
    isSigned: boolean('is_signed').notNull(),
    /** The Europe/London day on which it reached the practice. */
    receivedDay: date('received_day', { mode: 'string' }).notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').references(() => users.id),
    /** For a query: why it is not yet a choice, and what settled it. */
    queryKind: text('query_kind'),
    settledAt: instant('settled_at'),
    settledBy: uuid('settled_by').references(() => users.id),
    settlement: text('settlement'),
    uploadId: uuid('upload_id'),
    note: text('note').notNull().default(''),
    /** The form's own id, so that the same form sent twice is one reply. */
    formId: uuid('form_id').unique(),
  },
  (table) => [
    index('replies_campaign').on(table.campaignId, table.recordedAt),
    index('replies_letter').on(table.letterId),
    index('replies_person').on(table.personId),
    check('replies_outcome', oneOf(table.outcome, REPLY_OUTCOMES)),
    check('replies_channel', oneOf(table.channel, CHANNELS)),
    check('replies_word', oneOf(table.onWhoseWord, ON_WHOSE_WORD)),
  ],
)

export const replyUploads = pgTable('reply_uploads', {
  id: uuid('id').primaryKey(),
  campaignId: uuid('campaign_id').notNull().references(() => campaigns.id),
  fileId: uuid('file_id').notNull().references(() => storedFiles.id),
  rowsRead: integer('rows_read').notNull(),
  rowsKept: integer('rows_kept').notNull(),
  rowsRepeated: integer('rows_repeated').notNull(),
  rejects: jsonb('rejects').$type<readonly { row: number; reasons: readonly string[]; sealed: string }[]>().notNull(),
  at: instant('at').notNull(),
  by: uuid('by').references(() => users.id),
})

/** Outgoing mail, as it was or will be sent. The address is sealed, and so is the text. */
export const mails = pgTable(
  'mails',
  {
    id: uuid('id').primaryKey(),
    /** The organisation on whose behalf it goes, whose staff may read it in the demo. */
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    message: text('message').notNull(),
    sealed: bytea('sealed').notNull(),
    madeAt: instant('made_at').notNull(),
    sentAt: instant('sent_at'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
  },
  (table) => [index('mails_organisation').on(table.organisationCode, table.madeAt)],
)
