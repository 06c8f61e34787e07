CREATE TABLE "number_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"number_id" bigint NOT NULL,
	"other_number_id" bigint,
	"effective_at" timestamp (3) with time zone,
	"effective_day" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid,
	"organisation_code" text,
	"source" text NOT NULL,
	"evidence" text NOT NULL,
	"takes_back" uuid,
	CONSTRAINT "number_events_taken_back_once" UNIQUE("takes_back"),
	CONSTRAINT "number_events_kind" CHECK ("number_events"."kind" in ('superseded', 'merged', 'merge-confirmed', 'split', 'reconfirmed', 'invalidated', 'taken-back')),
	CONSTRAINT "number_events_source" CHECK ("number_events"."source" in ('pds-trace', 'practice-record', 'patient', 'other-organisation')),
	CONSTRAINT "number_events_one_time" CHECK (("number_events"."effective_at" is null) <> ("number_events"."effective_day" is null)),
	CONSTRAINT "number_events_takes_back" CHECK (("number_events"."takes_back" is not null) = ("number_events"."kind" = 'taken-back'))
);
--> statement-breakpoint
CREATE TABLE "person_facts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "person_facts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" uuid NOT NULL,
	"organisation_code" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"number_id" bigint,
	"replaced_number_id" bigint,
	"date_of_birth" date NOT NULL,
	"is_deceased" boolean NOT NULL,
	"died_on" date,
	"is_restricted" boolean NOT NULL,
	"registered_from" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	"registration_kind" text,
	"is_carried_over" boolean DEFAULT false NOT NULL,
	CONSTRAINT "person_facts_registration_kind" CHECK ("person_facts"."registration_kind" in ('regular', 'temporary'))
);
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "died_on" date;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "registration_kind" text;--> statement-breakpoint
ALTER TABLE "number_events" ADD CONSTRAINT "number_events_number_id_nhs_numbers_id_fk" FOREIGN KEY ("number_id") REFERENCES "public"."nhs_numbers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "number_events" ADD CONSTRAINT "number_events_other_number_id_nhs_numbers_id_fk" FOREIGN KEY ("other_number_id") REFERENCES "public"."nhs_numbers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "number_events" ADD CONSTRAINT "number_events_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "number_events" ADD CONSTRAINT "number_events_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_facts" ADD CONSTRAINT "person_facts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_facts" ADD CONSTRAINT "person_facts_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_facts" ADD CONSTRAINT "person_facts_number_id_nhs_numbers_id_fk" FOREIGN KEY ("number_id") REFERENCES "public"."nhs_numbers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_facts" ADD CONSTRAINT "person_facts_replaced_number_id_nhs_numbers_id_fk" FOREIGN KEY ("replaced_number_id") REFERENCES "public"."nhs_numbers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "number_events_number" ON "number_events" USING btree ("number_id");--> statement-breakpoint
CREATE INDEX "number_events_other_number" ON "number_events" USING btree ("other_number_id");--> statement-breakpoint
CREATE INDEX "person_facts_person" ON "person_facts" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "person_facts_replaced" ON "person_facts" USING btree ("organisation_code") WHERE "person_facts"."replaced_number_id" is not null;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_registration_kind" CHECK ("people"."registration_kind" in ('regular', 'temporary'));--> statement-breakpoint
INSERT INTO "person_facts" ("person_id", "organisation_code", "recorded_at", "number_id", "date_of_birth", "is_deceased", "is_restricted", "registered_from", "left_at", "is_carried_over")
SELECT "id", "organisation_code", "registered_from", "number_id", "date_of_birth", "is_deceased", "is_restricted", "registered_from", NULL, true FROM "people" ORDER BY "id";
--> statement-breakpoint
INSERT INTO "person_facts" ("person_id", "organisation_code", "recorded_at", "number_id", "date_of_birth", "is_deceased", "is_restricted", "registered_from", "left_at", "is_carried_over")
SELECT "id", "organisation_code", greatest("left_at", "registered_from"), "number_id", "date_of_birth", "is_deceased", "is_restricted", "registered_from", "left_at", true FROM "people" WHERE "left_at" IS NOT NULL ORDER BY "id";
