import { bigint, boolean, check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { BODY_IDS, OUTCOME_MEANINGS } from '#app/approvals/bodies.rules.ts'
import type { PrecedentBar } from '#app/boards/precedent.rules.ts'
import { RULINGS, SEATS, SITTING_KINDS, WAYS, type TallyLine } from '#app/boards/sitting.rules.ts'
import { approvalDecisions } from './approvals.ts'
import { instant } from './columns.ts'
import { documentVersions } from './documents.ts'
import { organisations, users } from './identity.ts'
import { oneOf } from './one-of.ts'
import { projects } from './projects.ts'

export const boards = pgTable(
  'boards',
  {
    id: uuid('id').primaryKey(),
    ref: text('ref').notNull().unique(),
    /** The organisation that it belongs to. */
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    name: text('name').notNull(),
    /** The body of the route that it acts as. */
    bodyId: text('body_id', { enum: BODY_IDS }).notNull(),
    quorumMembers: integer('quorum_members').notNull(),
    quorumLay: integer('quorum_lay').notNull(),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by').notNull().references(() => users.id),
  },
  (table) => [check('boards_body', oneOf(table.bodyId, BODY_IDS))],
)

/** Who sits on a board, from one Europe/London day to another. A seat is given once; only its last day is set later. */
export const boardSeats = pgTable(
  'board_seats',
  {
    id: uuid('id').primaryKey(),
    boardId: uuid('board_id').notNull().references(() => boards.id),
    userId: uuid('user_id').notNull().references(() => users.id),
    kind: text('kind', { enum: SEATS }).notNull(),
    isLay: boolean('is_lay').notNull(),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day'),
    givenAt: instant('given_at').notNull(),
    givenBy: uuid('given_by').notNull().references(() => users.id),
  },
  (table) => [check('board_seats_kind', oneOf(table.kind, SEATS)), index('board_seats_board').on(table.boardId), index('board_seats_user').on(table.userId)],
)

/** A project's request to a board, with the versions of its papers that it is to decide on. */
export const boardSubmissions = pgTable(
  'board_submissions',
  {
    id: uuid('id').primaryKey(),
    boardId: uuid('board_id').notNull().references(() => boards.id),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    stepId: text('step_id').notNull(),
    question: text('question').notNull(),
    submittedAt: instant('submitted_at').notNull(),
    submittedBy: uuid('submitted_by').notNull().references(() => users.id),
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [index('board_submissions_board').on(table.boardId), index('board_submissions_project').on(table.projectId)],
)

export const boardSubmissionPapers = pgTable(
  'board_submission_papers',
  {
    submissionId: uuid('submission_id').notNull().references(() => boardSubmissions.id),
    place: integer('place').notNull(),
    documentVersionId: uuid('document_version_id').notNull().references(() => documentVersions.id),
  },
  (table) => [primaryKey({ columns: [table.submissionId, table.place] })],
)

export const boardSittings = pgTable(
  'board_sittings',
  {
    id: uuid('id').primaryKey(),
    boardId: uuid('board_id').notNull().references(() => boards.id),
    kind: text('kind', { enum: SITTING_KINDS }).notNull(),
    /** The Europe/London day of a meeting; the last day for votes by correspondence. */
    heldOn: text('held_on').notNull(),
    place: text('place').notNull(),
    notes: text('notes').notNull().default(''),
    calledAt: instant('called_at').notNull(),
    calledBy: uuid('called_by').notNull().references(() => users.id),
    openedAt: instant('opened_at'),
    closedAt: instant('closed_at'),
  },
  (table) => [check('board_sittings_kind', oneOf(table.kind, SITTING_KINDS)), unique('board_sittings_one_a_day').on(table.boardId, table.heldOn)],
)

export const sittingAttendance = pgTable(
  'sitting_attendance',
  {
    sittingId: uuid('sitting_id').notNull().references(() => boardSittings.id),
    seatId: uuid('seat_id').notNull().references(() => boardSeats.id),
    isPresent: boolean('is_present').notNull(),
    markedAt: instant('marked_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.sittingId, table.seatId] })],
)

export const agendaItems = pgTable(
  'agenda_items',
  {
    sittingId: uuid('sitting_id').notNull().references(() => boardSittings.id),
    number: integer('number').notNull(),
    submissionId: uuid('submission_id').notNull().references(() => boardSubmissions.id),
    bars: jsonb('bars').$type<readonly PrecedentBar[]>().notNull(),
    notes: text('notes').notNull().default(''),
    addedAt: instant('added_at').notNull(),
    addedBy: uuid('added_by').notNull().references(() => users.id),
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [primaryKey({ columns: [table.sittingId, table.number] })],
)

const ofItem = (table: { readonly sittingId: never; readonly number: never }, name: string) =>
  foreignKey({ name, columns: [table.sittingId, table.number], foreignColumns: [agendaItems.sittingId, agendaItems.number] })

export const itemInterests = pgTable(
  'item_interests',
  {
    sittingId: uuid('sitting_id').notNull(),
    number: integer('number').notNull(),
    seatId: uuid('seat_id').notNull().references(() => boardSeats.id),
    what: text('what').notNull(),
    declaredAt: instant('declared_at').notNull(),
    ruling: text('ruling', { enum: RULINGS }),
    ruledAt: instant('ruled_at'),
    ruledBy: uuid('ruled_by').references(() => users.id),
  },
  (table) => [primaryKey({ columns: [table.sittingId, table.number, table.seatId] }), check('item_interests_ruling', oneOf(table.ruling, RULINGS)), ofItem(table as never, 'item_interests_item')],
)

/** Every vote as it was given. Rows are added, never changed: a person's last counts. */
export const itemVotes = pgTable(
  'item_votes',
  {
    /** In the order in which they were given: two of one person may bear the same time. */
    place: bigint('place', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sittingId: uuid('sitting_id').notNull(),
    number: integer('number').notNull(),
    seatId: uuid('seat_id').notNull().references(() => boardSeats.id),
    outcome: text('outcome').notNull(),
    said: text('said').notNull().default(''),
    castAt: instant('cast_at').notNull(),
  },
  (table) => [index('item_votes_item').on(table.sittingId, table.number), ofItem(table as never, 'item_votes_item')],
)

export const itemOutcomes = pgTable(
  'item_outcomes',
  {
    sittingId: uuid('sitting_id').notNull(),
    number: integer('number').notNull(),
    outcome: text('outcome').notNull(),
    /** The body's own word for it. */
    word: text('word').notNull(),
    meaning: text('meaning', { enum: OUTCOME_MEANINGS }).notNull(),
    way: text('way', { enum: WAYS }).notNull(),
    tally: jsonb('tally').$type<readonly TallyLine[]>().notNull(),
    reasons: text('reasons').notNull(),
    precedent: text('precedent').notNull(),
    conditions: jsonb('conditions').$type<readonly { readonly text: string; readonly dueOn: string }[]>().notNull(),
    decisionId: uuid('decision_id').notNull().references(() => approvalDecisions.id),
    decidedAt: instant('decided_at').notNull(),
    decidedBy: uuid('decided_by').notNull().references(() => users.id),
  },
  (table) => [
    primaryKey({ columns: [table.sittingId, table.number] }), check('item_outcomes_meaning', oneOf(table.meaning, OUTCOME_MEANINGS)), check('item_outcomes_way', oneOf(table.way, WAYS)),
    ofItem(table as never, 'item_outcomes_item'),
  ],
)

/** Minutes as the chair approved them. Rows are added, never changed. */
export const sittingMinutes = pgTable('sitting_minutes', {
  sittingId: uuid('sitting_id').primaryKey().references(() => boardSittings.id),
  content: text('content').notNull(),
  contentHash: text('content_hash').notNull(),
  approvedAt: instant('approved_at').notNull(),
  approvedBy: uuid('approved_by').notNull().references(() => users.id),
})
