CREATE TABLE "choice_code_lists" (
	"version" text PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"loaded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "choice_codes" (
	"version" text NOT NULL,
	"system" text NOT NULL,
	"code" text NOT NULL,
	"role" text NOT NULL,
	"meaning" text NOT NULL,
	"source" text NOT NULL,
	"confidence" text NOT NULL,
	CONSTRAINT "choice_codes_version_system_code_pk" PRIMARY KEY("version","system","code")
);
--> statement-breakpoint
CREATE TABLE "choice_import_repeats" (
	"import_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	CONSTRAINT "choice_import_repeats_event_id_import_id_pk" PRIMARY KEY("event_id","import_id")
);
--> statement-breakpoint
CREATE TABLE "choice_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"organisation_code" text,
	"file_name" text NOT NULL,
	"digest" text NOT NULL,
	"code_list_version" text NOT NULL,
	"state" text NOT NULL,
	"file_id" uuid,
	"rejected_file_id" uuid,
	"bytes_total" bigint NOT NULL,
	"bytes_read" bigint DEFAULT 0 NOT NULL,
	"rows_settled" integer DEFAULT 0 NOT NULL,
	"rows_kept" integer DEFAULT 0 NOT NULL,
	"rows_repeated" integer DEFAULT 0 NOT NULL,
	"rows_rejected" integer DEFAULT 0 NOT NULL,
	"counts" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"started_by" uuid,
	"ended_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone,
	"undone_by" uuid,
	"events_taken_back" integer,
	"events_left" integer,
	CONSTRAINT "choice_imports_reference_unique" UNIQUE("reference"),
	CONSTRAINT "choice_imports_state" CHECK ("choice_imports"."state" in ('received', 'reading', 'done'))
);
--> statement-breakpoint
ALTER TABLE "choice_events" DROP CONSTRAINT "choice_events_kind";--> statement-breakpoint
DROP INDEX "choice_events_person";--> statement-breakpoint
ALTER TABLE "choice_events" ALTER COLUMN "person_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "choice_events" ALTER COLUMN "organisation_code" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "nhs_number_lookup" "bytea";--> statement-breakpoint
UPDATE "choice_events" SET "nhs_number_lookup" = "people"."nhs_number_lookup" FROM "people" WHERE "people"."id" = "choice_events"."person_id";--> statement-breakpoint
ALTER TABLE "choice_events" ALTER COLUMN "nhs_number_lookup" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "nhs_number_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "code_system" text;--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "code" text;--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "source_recorded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "source_recorded_day" date;--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "is_entered_in_error" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "import_id" uuid;--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "import_key" "bytea";--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "import_round" integer;--> statement-breakpoint
ALTER TABLE "choice_codes" ADD CONSTRAINT "choice_codes_version_choice_code_lists_version_fk" FOREIGN KEY ("version") REFERENCES "public"."choice_code_lists"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_import_repeats" ADD CONSTRAINT "choice_import_repeats_import_id_choice_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."choice_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_import_repeats" ADD CONSTRAINT "choice_import_repeats_event_id_choice_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."choice_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_imports" ADD CONSTRAINT "choice_imports_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_imports" ADD CONSTRAINT "choice_imports_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_imports" ADD CONSTRAINT "choice_imports_rejected_file_id_stored_files_id_fk" FOREIGN KEY ("rejected_file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_imports" ADD CONSTRAINT "choice_imports_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_imports" ADD CONSTRAINT "choice_imports_undone_by_users_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "choice_import_repeats_import" ON "choice_import_repeats" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "choice_imports_organisation" ON "choice_imports" USING btree ("organisation_code","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "choice_imports_one_file" ON "choice_imports" USING btree (coalesce("organisation_code", ''),"digest","code_list_version") WHERE "choice_imports"."undone_at" is null;--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_import_id_choice_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."choice_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "choice_events_number" ON "choice_events" USING btree ("nhs_number_lookup");--> statement-breakpoint
CREATE INDEX "choice_events_import" ON "choice_events" USING btree ("import_id");--> statement-breakpoint
CREATE UNIQUE INDEX "choice_events_retracts" ON "choice_events" USING btree ("retracts");--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_import_row" UNIQUE("import_key","import_round");--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_code_system" CHECK ("choice_events"."code_system" in ('snomed', 'ctv3', 'read2', 'concordat'));--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_one_source_time" CHECK (not ("choice_events"."source_recorded_at" is not null and "choice_events"."source_recorded_day" is not null));--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_someone" CHECK ("choice_events"."person_id" is not null or "choice_events"."nhs_number_sealed" is not null);--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_kind" CHECK ("choice_events"."kind" in ('project-opt-out', 'project-opt-out-withdrawn', 'consent', 'consent-refused', 'consent-withdrawn', 'type-1-dissent', 'type-1-withdrawn', 'type-2-dissent', 'type-2-withdrawn', 'shared-care-summary-dissent', 'shared-care-local-dissent', 'shared-care-audit-dissent', 'entered-in-error'));