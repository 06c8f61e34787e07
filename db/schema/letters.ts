import { sql } from 'drizzle-orm'
import { boolean, check, date, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { CHANNELS, ON_WHOSE_WORD } from '#app/choices/choice.rules.ts'
import { CAMPAIGN_STATES, LETTER_ADDRESSEES, REPLY_OUTCOMES, SUPPRESSIONS } from '#app/letters/campaign.rules.ts'
import { choiceEvents } from './choices.ts'
import { CHECK_OUTCOMES, CHECK_SETTLED_AS, type PaperRead } from '#app/letters/reply-check.rules.ts'
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
    /** The flows that the letters tell of, by reference, as the practice's schedule had them; null until they are asked for, and for letters of the whole protocol. */
    flowsTold: jsonb('flows_told').$type<readonly string[]>(),
    /** Whom the letters name to ask about saying no; empty where the schedule named nobody. */
    optOutContact: text('opt_out_contact').notNull().default(''),
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
    /** What the reply draws, from 0 up to 1, for the sample that a second person reads. Nobody knows it beforehand. */
    draw: doublePrecision('draw').notNull().default(sql`random()`),
    /** The reply that this one corrects, after a second person read the paper. */
    corrects: uuid('corrects').unique().references((): AnyPgColumn => replies.id),
    /** For a slip without a signature: when a letter was sent to ask, and by whom. */
    askedByLetterAt: instant('asked_by_letter_at'),
    askedByLetterBy: uuid('asked_by_letter_by').references(() => users.id),
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

/** Scans of paper: a file, and each reply, or choice that stood already, that it shows. One form of a household may show several. */
export const replyScans = pgTable(
  'reply_scans',
  {
    id: uuid('id').primaryKey(),
    fileId: uuid('file_id').notNull().references(() => storedFiles.id),
    campaignId: uuid('campaign_id').notNull().references(() => campaigns.id),
    replyId: uuid('reply_id').references(() => replies.id),
    choiceId: uuid('choice_id').references(() => choiceEvents.id),
    /** Whom it shows; null while that is not settled. */
    personId: uuid('person_id').references(() => people.id),
    linkedAt: instant('linked_at').notNull(),
    linkedBy: uuid('linked_by').notNull().references(() => users.id),
  },
  (table) => [
    check('reply_scans_something', sql`${table.replyId} is not null or ${table.choiceId} is not null`),
    unique('reply_scans_reply').on(table.fileId, table.replyId),
    unique('reply_scans_choice').on(table.fileId, table.choiceId),
    index('reply_scans_of_reply').on(table.replyId),
    index('reply_scans_of_choice').on(table.choiceId),
  ],
)

/** How large a sample of a campaign's paper replies a second person reads. Without a row, the default holds. */
export const replySamplings = pgTable('reply_samplings', {
  campaignId: uuid('campaign_id').primaryKey().references(() => campaigns.id),
  oneIn: integer('one_in').notNull(),
  atLeast: integer('at_least').notNull(),
  boundOneIn: integer('bound_one_in').notNull(),
  enough: integer('enough').notNull(),
  setAt: instant('set_at').notNull(),
  setBy: uuid('set_by').notNull().references(() => users.id),
})

/** Whose every reply of a campaign is checked. */
export const replySamplesOfAll = pgTable(
  'reply_samples_of_all',
  {
    campaignId: uuid('campaign_id').notNull().references(() => campaigns.id),
    userId: uuid('user_id').notNull().references(() => users.id),
    at: instant('at').notNull(),
    by: uuid('by').notNull().references(() => users.id),
  },
  (table) => [primaryKey({ columns: [table.campaignId, table.userId] })],
)

/** A paper reply as a second person read it, who did not see what was entered, and what came of comparing the two. */
export const replyChecks = pgTable(
  'reply_checks',
  {
    replyId: uuid('reply_id').primaryKey().references(() => replies.id),
    campaignId: uuid('campaign_id').notNull().references(() => campaigns.id),
    enteredBy: uuid('entered_by').notNull().references(() => users.id),
    checkedAt: instant('checked_at').notNull(),
    checkedBy: uuid('checked_by').notNull().references(() => users.id),
    outcome: text('outcome', { enum: CHECK_OUTCOMES }).notNull(),
    /** Null where the paper was not found. It holds no name and no number. */
    read: jsonb('read').$type<PaperRead>(),
    /** Whose the paper is as it was read, where that is known. */
    readPersonId: uuid('read_person_id').references(() => people.id),
    /** The choice that leaves them out until a difference is settled. */
    heldChoiceId: uuid('held_choice_id').references(() => choiceEvents.id),
    settledAt: instant('settled_at'),
    settledBy: uuid('settled_by').references(() => users.id),
    settledAs: text('settled_as', { enum: CHECK_SETTLED_AS }),
    /** The reply that was recorded in its place; null where what is right stood already. */
    correctionId: uuid('correction_id').references(() => replies.id),
  },
  (table) => [
    check('reply_checks_outcome', oneOf(table.outcome, CHECK_OUTCOMES)),
    check('reply_checks_settled_as', oneOf(table.settledAs, CHECK_SETTLED_AS)),
    check('reply_checks_another_person', sql`${table.checkedBy} <> ${table.enteredBy} and (${table.settledBy} is null or ${table.settledBy} <> ${table.enteredBy})`),
    index('reply_checks_campaign').on(table.campaignId),
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
