CREATE TABLE "involvement_events" (
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"project_id" uuid NOT NULL,
	"event" jsonb NOT NULL,
	"withdrawn_because" text,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"saved_by" uuid NOT NULL,
	CONSTRAINT "involvement_events_id_version_pk" PRIMARY KEY("id","version")
);
--> statement-breakpoint
CREATE TABLE "options_appraisals" (
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"project_id" uuid NOT NULL,
	"appraisal" jsonb NOT NULL,
	"is_fixed" boolean NOT NULL,
	"decided_on" text,
	"decided_by" text NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"saved_by" uuid NOT NULL,
	CONSTRAINT "options_appraisals_id_version_pk" PRIMARY KEY("id","version")
);
--> statement-breakpoint
ALTER TABLE "involvement_events" ADD CONSTRAINT "involvement_events_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "involvement_events" ADD CONSTRAINT "involvement_events_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "options_appraisals" ADD CONSTRAINT "options_appraisals_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "options_appraisals" ADD CONSTRAINT "options_appraisals_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "involvement_events_project" ON "involvement_events" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "options_appraisals_project" ON "options_appraisals" USING btree ("project_id");