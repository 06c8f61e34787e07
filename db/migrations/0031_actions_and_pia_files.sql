CREATE TABLE "action_reminders" (
	"project_id" uuid NOT NULL,
	"action_id" text NOT NULL,
	"due" text NOT NULL,
	"step" text NOT NULL,
	"reminded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "action_reminders_project_id_action_id_due_step_pk" PRIMARY KEY("project_id","action_id","due","step")
);
--> statement-breakpoint
CREATE TABLE "pia_files" (
	"project_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"content" text NOT NULL,
	"brought_in_at" timestamp (3) with time zone NOT NULL,
	"brought_in_by" uuid NOT NULL,
	CONSTRAINT "pia_files_project_id_sha256_pk" PRIMARY KEY("project_id","sha256")
);
--> statement-breakpoint
ALTER TABLE "dpia_assessments" ADD COLUMN "open_blocking_actions" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "action_reminders" ADD CONSTRAINT "action_reminders_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pia_files" ADD CONSTRAINT "pia_files_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pia_files" ADD CONSTRAINT "pia_files_brought_in_by_users_id_fk" FOREIGN KEY ("brought_in_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;