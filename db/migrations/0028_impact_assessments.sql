CREATE TABLE "dpia_assessments" (
	"project_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"assessment" jsonb NOT NULL,
	"assessment_hash" text NOT NULL,
	"facts_version" integer NOT NULL,
	"risks_to_consult_on" integer NOT NULL,
	"part" text NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"saved_by" uuid NOT NULL,
	CONSTRAINT "dpia_assessments_project_id_version_pk" PRIMARY KEY("project_id","version")
);
--> statement-breakpoint
ALTER TABLE "dpia_assessments" ADD CONSTRAINT "dpia_assessments_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dpia_assessments" ADD CONSTRAINT "dpia_assessments_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;