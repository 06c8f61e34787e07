CREATE TABLE "national_check_asks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"flow_ref" text NOT NULL,
	"project_id" uuid NOT NULL,
	"organisation_code" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"asked_by" uuid NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"run_id" uuid,
	"refusal" text,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "national_check_asks" ADD CONSTRAINT "national_check_asks_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "national_check_asks" ADD CONSTRAINT "national_check_asks_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "national_check_asks" ADD CONSTRAINT "national_check_asks_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "national_check_asks" ADD CONSTRAINT "national_check_asks_run_id_national_check_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."national_check_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "national_check_asks_one_at_a_time" ON "national_check_asks" USING btree ("organisation_code","flow_ref") WHERE "national_check_asks"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "national_check_asks_project" ON "national_check_asks" USING btree ("project_id","organisation_code");