CREATE TABLE "step_submission_papers" (
	"submission_id" uuid NOT NULL,
	"document_version_id" uuid NOT NULL,
	CONSTRAINT "step_submission_papers_submission_id_document_version_id_pk" PRIMARY KEY("submission_id","document_version_id")
);
--> statement-breakpoint
CREATE TABLE "step_submissions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"step_id" text NOT NULL,
	"body_id" text NOT NULL,
	"to_name" text NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"submitted_on" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"board_ref" text,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "step_submissions_body" CHECK ("step_submissions"."body_id" in ('confidentiality-advice', 'national-data', 'national-data-advice', 'births-and-deaths', 'research-ethics', 'information-commissioner', 'sail-panel', 'local-governance', 'commissioner-governance', 'local-medical'))
);
--> statement-breakpoint
CREATE TABLE "submission_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"submission_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"on_day" text NOT NULL,
	"said" text DEFAULT '' NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"decision_id" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "submission_events_number" UNIQUE("submission_id","number"),
	CONSTRAINT "submission_events_kind" CHECK ("submission_events"."kind" in ('acknowledged', 'query-received', 'query-answered', 'meeting', 'letter-received', 'put-off', 'decided', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "step_submission_papers" ADD CONSTRAINT "step_submission_papers_submission_id_step_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."step_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_submission_papers" ADD CONSTRAINT "step_submission_papers_document_version_id_document_versions_id_fk" FOREIGN KEY ("document_version_id") REFERENCES "public"."document_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_submissions" ADD CONSTRAINT "step_submissions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_submissions" ADD CONSTRAINT "step_submissions_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_events" ADD CONSTRAINT "submission_events_submission_id_step_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."step_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_events" ADD CONSTRAINT "submission_events_decision_id_approval_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."approval_decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_events" ADD CONSTRAINT "submission_events_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "step_submissions_project" ON "step_submissions" USING btree ("project_id");--> statement-breakpoint
-- What was put to boards of this portal before is a submission like any other.
INSERT INTO "step_submissions" ("id", "project_id", "step_id", "body_id", "to_name", "submitted_on", "note", "board_ref", "recorded_at", "recorded_by")
SELECT s."id", s."project_id", s."step_id", b."body_id", b."name", to_char(s."submitted_at" AT TIME ZONE 'Europe/London', 'YYYY-MM-DD'), s."question", b."ref", s."submitted_at", s."submitted_by"
FROM "board_submissions" s JOIN "boards" b ON b."id" = s."board_id";--> statement-breakpoint
INSERT INTO "step_submission_papers" ("submission_id", "document_version_id")
SELECT DISTINCT "submission_id", "document_version_id" FROM "board_submission_papers";--> statement-breakpoint
INSERT INTO "submission_events" ("id", "submission_id", "number", "kind", "on_day", "decision_id", "recorded_at", "recorded_by")
SELECT gen_random_uuid(), i."submission_id", 1, 'decided', to_char(o."decided_at" AT TIME ZONE 'Europe/London', 'YYYY-MM-DD'), o."decision_id", o."decided_at", o."decided_by"
FROM "item_outcomes" o JOIN "agenda_items" i ON i."sitting_id" = o."sitting_id" AND i."number" = o."number";--> statement-breakpoint
INSERT INTO "submission_events" ("id", "submission_id", "number", "kind", "on_day", "recorded_at", "recorded_by")
SELECT gen_random_uuid(), s."id", 1, 'withdrawn', to_char(s."withdrawn_at" AT TIME ZONE 'Europe/London', 'YYYY-MM-DD'), s."withdrawn_at", s."submitted_by"
FROM "board_submissions" s WHERE s."withdrawn_at" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "submission_events" e WHERE e."submission_id" = s."id");
