CREATE TABLE "agenda_items" (
	"sitting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"submission_id" uuid NOT NULL,
	"bars" jsonb NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"added_by" uuid NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "agenda_items_sitting_id_number_pk" PRIMARY KEY("sitting_id","number")
);
--> statement-breakpoint
CREATE TABLE "board_seats" (
	"id" uuid PRIMARY KEY NOT NULL,
	"board_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"is_lay" boolean NOT NULL,
	"from_day" text NOT NULL,
	"to_day" text,
	"given_at" timestamp (3) with time zone NOT NULL,
	"given_by" uuid NOT NULL,
	CONSTRAINT "board_seats_kind" CHECK ("board_seats"."kind" in ('chair', 'deputy', 'member', 'secretary'))
);
--> statement-breakpoint
CREATE TABLE "board_sittings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"board_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"held_on" text NOT NULL,
	"place" text NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"called_at" timestamp (3) with time zone NOT NULL,
	"called_by" uuid NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "board_sittings_one_a_day" UNIQUE("board_id","held_on"),
	CONSTRAINT "board_sittings_kind" CHECK ("board_sittings"."kind" in ('meeting', 'out-of-committee', 'precedent', 'chair'))
);
--> statement-breakpoint
CREATE TABLE "board_submission_papers" (
	"submission_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"document_version_id" uuid NOT NULL,
	CONSTRAINT "board_submission_papers_submission_id_place_pk" PRIMARY KEY("submission_id","place")
);
--> statement-breakpoint
CREATE TABLE "board_submissions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"board_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"step_id" text NOT NULL,
	"question" text NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	"submitted_by" uuid NOT NULL,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "boards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"organisation_code" text NOT NULL,
	"name" text NOT NULL,
	"body_id" text NOT NULL,
	"quorum_members" integer NOT NULL,
	"quorum_lay" integer NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	CONSTRAINT "boards_ref_unique" UNIQUE("ref"),
	CONSTRAINT "boards_body" CHECK ("boards"."body_id" in ('confidentiality-advice', 'national-data', 'national-data-advice', 'births-and-deaths', 'research-ethics', 'information-commissioner', 'sail-panel', 'local-governance', 'commissioner-governance', 'local-medical'))
);
--> statement-breakpoint
CREATE TABLE "item_interests" (
	"sitting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"seat_id" uuid NOT NULL,
	"what" text NOT NULL,
	"declared_at" timestamp (3) with time zone NOT NULL,
	"ruling" text,
	"ruled_at" timestamp (3) with time zone,
	"ruled_by" uuid,
	CONSTRAINT "item_interests_sitting_id_number_seat_id_pk" PRIMARY KEY("sitting_id","number","seat_id"),
	CONSTRAINT "item_interests_ruling" CHECK ("item_interests"."ruling" in ('stays', 'speaks', 'leaves'))
);
--> statement-breakpoint
CREATE TABLE "item_outcomes" (
	"sitting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"outcome" text NOT NULL,
	"word" text NOT NULL,
	"meaning" text NOT NULL,
	"way" text NOT NULL,
	"tally" jsonb NOT NULL,
	"reasons" text NOT NULL,
	"precedent" text NOT NULL,
	"conditions" jsonb NOT NULL,
	"decision_id" uuid NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid NOT NULL,
	CONSTRAINT "item_outcomes_sitting_id_number_pk" PRIMARY KEY("sitting_id","number"),
	CONSTRAINT "item_outcomes_meaning" CHECK ("item_outcomes"."meaning" in ('granted', 'granted-with-conditions', 'not-yet', 'refused', 'withdrawn')),
	CONSTRAINT "item_outcomes_way" CHECK ("item_outcomes"."way" in ('votes', 'casting-vote', 'consensus', 'chair'))
);
--> statement-breakpoint
CREATE TABLE "item_votes" (
	"place" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "item_votes_place_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sitting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"seat_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"said" text DEFAULT '' NOT NULL,
	"cast_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sitting_attendance" (
	"sitting_id" uuid NOT NULL,
	"seat_id" uuid NOT NULL,
	"is_present" boolean NOT NULL,
	"marked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sitting_attendance_sitting_id_seat_id_pk" PRIMARY KEY("sitting_id","seat_id")
);
--> statement-breakpoint
CREATE TABLE "sitting_minutes" (
	"sitting_id" uuid PRIMARY KEY NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"approved_at" timestamp (3) with time zone NOT NULL,
	"approved_by" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_role";--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_sitting_id_board_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."board_sittings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_submission_id_board_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."board_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_seats" ADD CONSTRAINT "board_seats_board_id_boards_id_fk" FOREIGN KEY ("board_id") REFERENCES "public"."boards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_seats" ADD CONSTRAINT "board_seats_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_seats" ADD CONSTRAINT "board_seats_given_by_users_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_sittings" ADD CONSTRAINT "board_sittings_board_id_boards_id_fk" FOREIGN KEY ("board_id") REFERENCES "public"."boards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_sittings" ADD CONSTRAINT "board_sittings_called_by_users_id_fk" FOREIGN KEY ("called_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_submission_papers" ADD CONSTRAINT "board_submission_papers_submission_id_board_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."board_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_submission_papers" ADD CONSTRAINT "board_submission_papers_document_version_id_document_versions_id_fk" FOREIGN KEY ("document_version_id") REFERENCES "public"."document_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_submissions" ADD CONSTRAINT "board_submissions_board_id_boards_id_fk" FOREIGN KEY ("board_id") REFERENCES "public"."boards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_submissions" ADD CONSTRAINT "board_submissions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_submissions" ADD CONSTRAINT "board_submissions_submitted_by_users_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_interests" ADD CONSTRAINT "item_interests_seat_id_board_seats_id_fk" FOREIGN KEY ("seat_id") REFERENCES "public"."board_seats"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_interests" ADD CONSTRAINT "item_interests_ruled_by_users_id_fk" FOREIGN KEY ("ruled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_interests" ADD CONSTRAINT "item_interests_item" FOREIGN KEY ("sitting_id","number") REFERENCES "public"."agenda_items"("sitting_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_outcomes" ADD CONSTRAINT "item_outcomes_decision_id_approval_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."approval_decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_outcomes" ADD CONSTRAINT "item_outcomes_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_outcomes" ADD CONSTRAINT "item_outcomes_item" FOREIGN KEY ("sitting_id","number") REFERENCES "public"."agenda_items"("sitting_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_votes" ADD CONSTRAINT "item_votes_seat_id_board_seats_id_fk" FOREIGN KEY ("seat_id") REFERENCES "public"."board_seats"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_votes" ADD CONSTRAINT "item_votes_item" FOREIGN KEY ("sitting_id","number") REFERENCES "public"."agenda_items"("sitting_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_attendance" ADD CONSTRAINT "sitting_attendance_sitting_id_board_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."board_sittings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_attendance" ADD CONSTRAINT "sitting_attendance_seat_id_board_seats_id_fk" FOREIGN KEY ("seat_id") REFERENCES "public"."board_seats"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_minutes" ADD CONSTRAINT "sitting_minutes_sitting_id_board_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."board_sittings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_minutes" ADD CONSTRAINT "sitting_minutes_approved_by_users_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "board_seats_board" ON "board_seats" USING btree ("board_id");--> statement-breakpoint
CREATE INDEX "board_seats_user" ON "board_seats" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "board_submissions_board" ON "board_submissions" USING btree ("board_id");--> statement-breakpoint
CREATE INDEX "board_submissions_project" ON "board_submissions" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "item_votes_item" ON "item_votes" USING btree ("sitting_id","number");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_role" CHECK ("users"."role" in ('ig-lead', 'siro', 'caldicott-guardian', 'practice-manager', 'receptionist', 'board-member'));