CREATE TABLE "answer_base_parts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"base_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"answers" "bytea" NOT NULL,
	CONSTRAINT "answer_base_parts_in_order" UNIQUE("base_id","part")
);
--> statement-breakpoint
CREATE TABLE "answer_bases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"flow_ref" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"strangers" "bytea" NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "answer_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"journal_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"answers" "bytea" NOT NULL,
	CONSTRAINT "answer_changes_in_order" UNIQUE("journal_id","number")
);
--> statement-breakpoint
CREATE TABLE "answer_journals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"base_id" uuid NOT NULL,
	"begun_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "journal_id" uuid;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "journal_changes" integer;--> statement-breakpoint
ALTER TABLE "answer_base_parts" ADD CONSTRAINT "answer_base_parts_base_id_answer_bases_id_fk" FOREIGN KEY ("base_id") REFERENCES "public"."answer_bases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_changes" ADD CONSTRAINT "answer_changes_journal_id_answer_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."answer_journals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_journals" ADD CONSTRAINT "answer_journals_base_id_answer_bases_id_fk" FOREIGN KEY ("base_id") REFERENCES "public"."answer_bases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answer_bases_digest" ON "answer_bases" USING btree ("flow_ref","digest");--> statement-breakpoint
CREATE INDEX "answer_journals_base" ON "answer_journals" USING btree ("base_id");--> statement-breakpoint
CREATE INDEX "people_of_organisation" ON "people" USING btree ("organisation_code","id");