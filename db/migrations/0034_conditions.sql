CREATE TABLE "approval_conditions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"decision_id" uuid,
	"flow_refs" text[],
	"what" text NOT NULL,
	"owner_code" text NOT NULL,
	"due_on" text NOT NULL,
	"stops" boolean NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	CONSTRAINT "approval_conditions_kind" CHECK ("approval_conditions"."kind" in ('condition', 'de-personalisation', 'destruction'))
);
--> statement-breakpoint
CREATE TABLE "condition_ends" (
	"condition_id" uuid PRIMARY KEY NOT NULL,
	"how" text NOT NULL,
	"proof" text NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL,
	"ended_by" uuid NOT NULL,
	CONSTRAINT "condition_ends_how" CHECK ("condition_ends"."how" in ('met', 'lifted'))
);
--> statement-breakpoint
CREATE TABLE "flow_suspensions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"flow_refs" text[],
	"because" text NOT NULL,
	"organisation_code" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suspension_ends" (
	"suspension_id" uuid PRIMARY KEY NOT NULL,
	"because" text NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL,
	"ended_by" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "approval_conditions" ADD CONSTRAINT "approval_conditions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_conditions" ADD CONSTRAINT "approval_conditions_decision_id_approval_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."approval_decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_conditions" ADD CONSTRAINT "approval_conditions_owner_code_organisations_code_fk" FOREIGN KEY ("owner_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_conditions" ADD CONSTRAINT "approval_conditions_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_ends" ADD CONSTRAINT "condition_ends_condition_id_approval_conditions_id_fk" FOREIGN KEY ("condition_id") REFERENCES "public"."approval_conditions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_ends" ADD CONSTRAINT "condition_ends_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_suspensions" ADD CONSTRAINT "flow_suspensions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_suspensions" ADD CONSTRAINT "flow_suspensions_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_suspensions" ADD CONSTRAINT "flow_suspensions_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension_ends" ADD CONSTRAINT "suspension_ends_suspension_id_flow_suspensions_id_fk" FOREIGN KEY ("suspension_id") REFERENCES "public"."flow_suspensions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension_ends" ADD CONSTRAINT "suspension_ends_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_conditions_project" ON "approval_conditions" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "flow_suspensions_project" ON "flow_suspensions" USING btree ("project_id");