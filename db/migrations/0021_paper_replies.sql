CREATE TABLE "reply_checks" (
	"reply_id" uuid PRIMARY KEY NOT NULL,
	"campaign_id" uuid NOT NULL,
	"entered_by" uuid NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"checked_by" uuid NOT NULL,
	"outcome" text NOT NULL,
	"read" jsonb,
	"read_person_id" uuid,
	"held_choice_id" uuid,
	"settled_at" timestamp (3) with time zone,
	"settled_by" uuid,
	"settled_as" text,
	"correction_id" uuid,
	CONSTRAINT "reply_checks_outcome" CHECK ("reply_checks"."outcome" in ('agrees', 'differs', 'paper-missing')),
	CONSTRAINT "reply_checks_settled_as" CHECK ("reply_checks"."settled_as" in ('was-right', 'corrected')),
	CONSTRAINT "reply_checks_another_person" CHECK ("reply_checks"."checked_by" <> "reply_checks"."entered_by" and ("reply_checks"."settled_by" is null or "reply_checks"."settled_by" <> "reply_checks"."entered_by"))
);
--> statement-breakpoint
CREATE TABLE "reply_samples_of_all" (
	"campaign_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid NOT NULL,
	CONSTRAINT "reply_samples_of_all_campaign_id_user_id_pk" PRIMARY KEY("campaign_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "reply_samplings" (
	"campaign_id" uuid PRIMARY KEY NOT NULL,
	"one_in" integer NOT NULL,
	"at_least" integer NOT NULL,
	"bound_one_in" integer NOT NULL,
	"enough" integer NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"set_by" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reply_scans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"reply_id" uuid,
	"choice_id" uuid,
	"person_id" uuid,
	"linked_at" timestamp (3) with time zone NOT NULL,
	"linked_by" uuid NOT NULL,
	CONSTRAINT "reply_scans_reply" UNIQUE("file_id","reply_id"),
	CONSTRAINT "reply_scans_choice" UNIQUE("file_id","choice_id"),
	CONSTRAINT "reply_scans_something" CHECK ("reply_scans"."reply_id" is not null or "reply_scans"."choice_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "replies" ADD COLUMN "draw" double precision DEFAULT random() NOT NULL;--> statement-breakpoint
ALTER TABLE "replies" ADD COLUMN "corrects" uuid;--> statement-breakpoint
ALTER TABLE "replies" ADD COLUMN "asked_by_letter_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "replies" ADD COLUMN "asked_by_letter_by" uuid;--> statement-breakpoint
ALTER TABLE "reply_checks" ADD CONSTRAINT "reply_checks_reply_id_replies_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."replies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_checks" ADD CONSTRAINT "reply_checks_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_checks" ADD CONSTRAINT "reply_checks_entered_by_users_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_checks" ADD CONSTRAINT "reply_checks_checked_by_users_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_checks" ADD CONSTRAINT "reply_checks_read_person_id_people_id_fk" FOREIGN KEY ("read_person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_checks" ADD CONSTRAINT "reply_checks_held_choice_id_choice_events_id_fk" FOREIGN KEY ("held_choice_id") REFERENCES "public"."choice_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_checks" ADD CONSTRAINT "reply_checks_settled_by_users_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_checks" ADD CONSTRAINT "reply_checks_correction_id_replies_id_fk" FOREIGN KEY ("correction_id") REFERENCES "public"."replies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_samples_of_all" ADD CONSTRAINT "reply_samples_of_all_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_samples_of_all" ADD CONSTRAINT "reply_samples_of_all_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_samples_of_all" ADD CONSTRAINT "reply_samples_of_all_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_samplings" ADD CONSTRAINT "reply_samplings_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_samplings" ADD CONSTRAINT "reply_samplings_set_by_users_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_scans" ADD CONSTRAINT "reply_scans_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_scans" ADD CONSTRAINT "reply_scans_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_scans" ADD CONSTRAINT "reply_scans_reply_id_replies_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."replies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_scans" ADD CONSTRAINT "reply_scans_choice_id_choice_events_id_fk" FOREIGN KEY ("choice_id") REFERENCES "public"."choice_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_scans" ADD CONSTRAINT "reply_scans_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_scans" ADD CONSTRAINT "reply_scans_linked_by_users_id_fk" FOREIGN KEY ("linked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reply_checks_campaign" ON "reply_checks" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "reply_scans_of_reply" ON "reply_scans" USING btree ("reply_id");--> statement-breakpoint
CREATE INDEX "reply_scans_of_choice" ON "reply_scans" USING btree ("choice_id");--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_corrects_replies_id_fk" FOREIGN KEY ("corrects") REFERENCES "public"."replies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_asked_by_letter_by_users_id_fk" FOREIGN KEY ("asked_by_letter_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_corrects_unique" UNIQUE("corrects");