CREATE TABLE "count_answers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"flow_ref" text NOT NULL,
	"month" date NOT NULL,
	"question" "bytea" NOT NULL,
	"people" integer NOT NULL,
	"noisy" integer NOT NULL,
	"audit_seq" bigint NOT NULL,
	"as_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "count_answers" ADD CONSTRAINT "count_answers_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "count_answers_once" ON "count_answers" USING btree ("organisation_code","flow_ref","month","question");