import { sql } from 'drizzle-orm'
import { boolean, check, date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { CHANNELS, CHOICE_KINDS, ON_WHOSE_WORD } from '#app/choices/choice.rules.ts'
import { organisations, users } from './identity.ts'
import { people } from './people.ts'
import { instant } from './columns.ts'
import { oneOf } from './one-of.ts'

/**
 * Choices are events, added and never changed, each with two times: effective (an instant, or a whole Europe/London
 * day) and recorded. What a person's choice is now, or was then, is worked out from them.
 */
export const choiceEvents = pgTable(
  'choice_events',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').notNull().references(() => people.id),
    /** The practice in whose register it stands. */
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    kind: text('kind', { enum: CHOICE_KINDS }).notNull(),
    projectRef: text('project_ref'),
    effectiveAt: instant('effective_at'),
    effectiveDay: date('effective_day', { mode: 'string' }),
    recordedAt: instant('recorded_at').notNull(),
    /** Whose record it comes from (an ODS code), and the number it has there. */
    source: text('source').notNull(),
    sequence: text('sequence'),
    channel: text('channel', { enum: CHANNELS }).notNull(),
    onWhoseWord: text('on_whose_word', { enum: ON_WHOSE_WORD }).notNull(),
    recordedBy: uuid('recorded_by').references(() => users.id),
    /** What it came from: a letter, an uploaded list. */
    replyId: uuid('reply_id'),
    /** Set on an event that takes another back as entered in error. */
    retracts: uuid('retracts'),
    reference: text('reference').notNull().unique(),
    isAmbiguous: boolean('is_ambiguous').notNull().default(false),
  },
  (table) => [
    check('choice_events_kind', oneOf(table.kind, CHOICE_KINDS)),
    check('choice_events_channel', oneOf(table.channel, CHANNELS)),
    check('choice_events_word', oneOf(table.onWhoseWord, ON_WHOSE_WORD)),
    check('choice_events_one_effective_time', sql`not (${table.effectiveAt} is not null and ${table.effectiveDay} is not null)`),
    index('choice_events_person').on(table.personId, table.recordedAt),
    index('choice_events_organisation').on(table.organisationCode, table.projectRef),
    unique('choice_events_reply').on(table.replyId, table.personId, table.kind),
  ],
)
