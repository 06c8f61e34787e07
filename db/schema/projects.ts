import { index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import type { Starter } from '#app/projects/patterns.rules.ts'
import { organisations, users } from './identity.ts'
import { instant } from './columns.ts'

export const projects = pgTable('projects', {
  id: uuid('id').primaryKey(),
  ref: text('ref').notNull().unique(),
  title: text('title').notNull(),
  /** The organisation that drafts it. Parties named in the facts may read it and sign. */
  organisationCode: text('organisation_code').notNull().references(() => organisations.code),
  /** Number of the newest row in project_facts: what a form must have been filled in against. */
  factsVersion: integer('facts_version').notNull(),
  madeAt: instant('made_at').notNull(),
  madeBy: uuid('made_by').notNull().references(() => users.id),
  endedAt: instant('ended_at'),
  endedBecause: text('ended_because'),
  /** What it was begun from: suggestions are drawn from it, and no fact is. */
  starter: jsonb('starter').$type<Starter>(),
})

/** Every state the facts have been in. Rows are added, never changed. */
export const projectFacts = pgTable(
  'project_facts',
  {
    projectId: uuid('project_id').notNull().references(() => projects.id),
    version: integer('version').notNull(),
    facts: jsonb('facts').$type<ProjectFacts>().notNull(),
    factsHash: text('facts_hash').notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: uuid('saved_by').notNull().references(() => users.id),
    section: text('section').notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.version] })],
)

/** Who may read a project: its drafter and the parties its current facts name. Kept in step with the facts in one transaction. */
export const projectParties = pgTable(
  'project_parties',
  {
    projectId: uuid('project_id').notNull().references(() => projects.id),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.organisationCode] }),
    index('project_parties_organisation').on(table.organisationCode),
  ],
)

/** The references that flows have taken, unique in the installation; the terms themselves are in the signed version's facts. */
export const flows = pgTable(
  'flows',
  {
    ref: text('ref').primaryKey(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
  },
  (table) => [unique('flows_project_ref').on(table.projectId, table.ref)],
)
