CREATE TABLE "nhs_numbers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "nhs_numbers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"lookup" "bytea" NOT NULL,
	"sealed" "bytea",
	CONSTRAINT "nhs_numbers_lookup_unique" UNIQUE("lookup")
);
--> statement-breakpoint
CREATE TABLE "person_local_ids" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "person_local_ids_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation_code" text NOT NULL,
	"person_id" uuid NOT NULL,
	"source" text DEFAULT 'practice-system' NOT NULL,
	"lookup" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "people_list_uploads" ADD COLUMN "rows_unnumbered" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "number_id" bigint;--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "number_id" bigint;--> statement-breakpoint
ALTER TABLE "national_check_numbers" ADD COLUMN "number_id" bigint;--> statement-breakpoint
ALTER TABLE "canaries" ADD COLUMN "number_id" bigint;--> statement-breakpoint
INSERT INTO "nhs_numbers" ("lookup", "sealed")
SELECT DISTINCT ON ("known"."lookup") "known"."lookup", "known"."sealed" FROM (
	SELECT "nhs_number_lookup" AS "lookup", "nhs_number_sealed" AS "sealed" FROM "people"
	UNION ALL SELECT "nhs_number_lookup", "nhs_number_sealed" FROM "choice_events"
	UNION ALL SELECT "nhs_number_lookup", "nhs_number_sealed" FROM "canaries"
	UNION ALL SELECT "nhs_number_lookup", NULL FROM "national_check_numbers"
) AS "known" ORDER BY "known"."lookup", "known"."sealed" IS NULL;
--> statement-breakpoint
UPDATE "people" SET "number_id" = "nhs_numbers"."id" FROM "nhs_numbers" WHERE "nhs_numbers"."lookup" = "people"."nhs_number_lookup";--> statement-breakpoint
UPDATE "choice_events" SET "number_id" = "nhs_numbers"."id" FROM "nhs_numbers" WHERE "nhs_numbers"."lookup" = "choice_events"."nhs_number_lookup";--> statement-breakpoint
UPDATE "canaries" SET "number_id" = "nhs_numbers"."id" FROM "nhs_numbers" WHERE "nhs_numbers"."lookup" = "canaries"."nhs_number_lookup";--> statement-breakpoint
UPDATE "national_check_numbers" SET "number_id" = "nhs_numbers"."id" FROM "nhs_numbers" WHERE "nhs_numbers"."lookup" = "national_check_numbers"."nhs_number_lookup";--> statement-breakpoint
INSERT INTO "person_local_ids" ("organisation_code", "person_id", "lookup", "sealed", "recorded_at")
SELECT "organisation_code", "id", "local_id_lookup", "local_id_sealed", "updated_at" FROM "people";
--> statement-breakpoint
UPDATE "choice_events" SET "import_key" = sha256(convert_to(
	"number_id" || '|' || coalesce("code_system", '') || '|' || "kind"
	|| '|' || coalesce(round(extract(epoch from "effective_at") * 1000)::bigint::text, to_char("effective_day", 'YYYY-MM-DD'), '')
	|| '|' || coalesce(round(extract(epoch from "source_recorded_at") * 1000)::bigint::text, to_char("source_recorded_day", 'YYYY-MM-DD'), '')
	|| '|' || "source" || '|' || coalesce("sequence", '') || '|' || CASE WHEN "is_entered_in_error" THEN '1' ELSE '0' END || '|' || coalesce("code", ''), 'UTF8'))
WHERE "import_key" IS NOT NULL;
--> statement-breakpoint
ALTER TABLE "national_check_numbers" ALTER COLUMN "number_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "canaries" ALTER COLUMN "number_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "people" DROP CONSTRAINT "people_nhs_number";--> statement-breakpoint
ALTER TABLE "choice_events" DROP CONSTRAINT "choice_events_someone";--> statement-breakpoint
DROP INDEX "people_local_id";--> statement-breakpoint
DROP INDEX "people_number";--> statement-breakpoint
DROP INDEX "choice_events_number";--> statement-breakpoint
DROP INDEX "canaries_one_a_flow";--> statement-breakpoint
ALTER TABLE "national_check_numbers" DROP CONSTRAINT "national_check_numbers_run_id_nhs_number_lookup_pk";--> statement-breakpoint
ALTER TABLE "people" DROP COLUMN "nhs_number_sealed";--> statement-breakpoint
ALTER TABLE "people" DROP COLUMN "nhs_number_lookup";--> statement-breakpoint
ALTER TABLE "people" DROP COLUMN "local_id_sealed";--> statement-breakpoint
ALTER TABLE "people" DROP COLUMN "local_id_lookup";--> statement-breakpoint
ALTER TABLE "choice_events" DROP COLUMN "nhs_number_lookup";--> statement-breakpoint
ALTER TABLE "choice_events" DROP COLUMN "nhs_number_sealed";--> statement-breakpoint
ALTER TABLE "national_check_numbers" DROP COLUMN "nhs_number_lookup";--> statement-breakpoint
ALTER TABLE "canaries" DROP COLUMN "nhs_number_sealed";--> statement-breakpoint
ALTER TABLE "canaries" DROP COLUMN "nhs_number_lookup";--> statement-breakpoint
ALTER TABLE "national_check_numbers" ADD CONSTRAINT "national_check_numbers_run_id_number_id_pk" PRIMARY KEY("run_id","number_id");--> statement-breakpoint
ALTER TABLE "person_local_ids" ADD CONSTRAINT "person_local_ids_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_local_ids" ADD CONSTRAINT "person_local_ids_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "person_local_ids_one_a_source" ON "person_local_ids" USING btree ("person_id","source") WHERE "person_local_ids"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "person_local_ids_lookup" ON "person_local_ids" USING btree ("organisation_code","lookup");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_number_id_nhs_numbers_id_fk" FOREIGN KEY ("number_id") REFERENCES "public"."nhs_numbers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_number_id_nhs_numbers_id_fk" FOREIGN KEY ("number_id") REFERENCES "public"."nhs_numbers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "national_check_numbers" ADD CONSTRAINT "national_check_numbers_number_id_nhs_numbers_id_fk" FOREIGN KEY ("number_id") REFERENCES "public"."nhs_numbers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canaries" ADD CONSTRAINT "canaries_number_id_nhs_numbers_id_fk" FOREIGN KEY ("number_id") REFERENCES "public"."nhs_numbers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "choice_events_unnumbered" ON "choice_events" USING btree ("person_id") WHERE "choice_events"."number_id" is null;--> statement-breakpoint
CREATE INDEX "people_number" ON "people" USING btree ("number_id");--> statement-breakpoint
CREATE INDEX "choice_events_number" ON "choice_events" USING btree ("number_id");--> statement-breakpoint
CREATE UNIQUE INDEX "canaries_one_a_flow" ON "canaries" USING btree ("organisation_code","flow_ref","number_id") WHERE "canaries"."retired_at" is null;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_one_a_number" UNIQUE("organisation_code","number_id");--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_someone" CHECK ("choice_events"."person_id" is not null or "choice_events"."number_id" is not null);