CREATE TABLE "approval_act_clauses" (
	"act_id" uuid NOT NULL,
	"document_version_id" uuid NOT NULL,
	"clause" text NOT NULL,
	"digest" text NOT NULL,
	CONSTRAINT "approval_act_clauses_act_id_document_version_id_clause_pk" PRIMARY KEY("act_id","document_version_id","clause")
);
--> statement-breakpoint
CREATE TABLE "approval_acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"command" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"user_id" uuid NOT NULL,
	"for_user_id" uuid,
	"stage_id" text,
	"said" text NOT NULL,
	"cover_user_id" uuid,
	"cover_from" text,
	"cover_to" text,
	"completes" boolean NOT NULL,
	CONSTRAINT "approval_acts_number" UNIQUE("case_id","number"),
	CONSTRAINT "approval_acts_command" CHECK ("approval_acts"."command" in ('start', 'advise', 'approve', 'approve-with-conditions', 'ask', 'answer', 'return', 'resubmit', 'decline', 'withdraw', 'delegate'))
);
--> statement-breakpoint
CREATE TABLE "approval_cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"step_id" text NOT NULL,
	"number" integer NOT NULL,
	"route" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "approval_cases_number" UNIQUE("project_id","number")
);
--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_role";--> statement-breakpoint
ALTER TABLE "approval_act_clauses" ADD CONSTRAINT "approval_act_clauses_act_id_approval_acts_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."approval_acts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_act_clauses" ADD CONSTRAINT "approval_act_clauses_document_version_id_document_versions_id_fk" FOREIGN KEY ("document_version_id") REFERENCES "public"."document_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_acts" ADD CONSTRAINT "approval_acts_case_id_approval_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."approval_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_acts" ADD CONSTRAINT "approval_acts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_acts" ADD CONSTRAINT "approval_acts_for_user_id_users_id_fk" FOREIGN KEY ("for_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_acts" ADD CONSTRAINT "approval_acts_cover_user_id_users_id_fk" FOREIGN KEY ("cover_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_cases" ADD CONSTRAINT "approval_cases_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_role" CHECK ("users"."role" in ('ig-lead', 'siro', 'caldicott-guardian', 'practice-manager', 'receptionist', 'board-member', 'dpo', 'information-asset-owner'));