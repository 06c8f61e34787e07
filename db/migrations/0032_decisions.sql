CREATE TABLE "approval_decision_clauses" (
	"decision_id" uuid NOT NULL,
	"document_version_id" uuid NOT NULL,
	"clause" text NOT NULL,
	"digest" text NOT NULL,
	CONSTRAINT "approval_decision_clauses_decision_id_document_version_id_clause_pk" PRIMARY KEY("decision_id","document_version_id","clause")
);
--> statement-breakpoint
CREATE TABLE "approval_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"step_id" text NOT NULL,
	"body_id" text,
	"organisation_code" text,
	"post" text,
	"outcome" text NOT NULL,
	"meaning" text NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"effective_from" text NOT NULL,
	"ends_on" text,
	"review_due_on" text,
	"reference" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "approval_decisions_meaning" CHECK ("approval_decisions"."meaning" in ('granted', 'granted-with-conditions', 'not-yet', 'refused', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "approval_decision_clauses" ADD CONSTRAINT "approval_decision_clauses_decision_id_approval_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."approval_decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_decision_clauses" ADD CONSTRAINT "approval_decision_clauses_document_version_id_document_versions_id_fk" FOREIGN KEY ("document_version_id") REFERENCES "public"."document_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_decisions" ADD CONSTRAINT "approval_decisions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_decisions" ADD CONSTRAINT "approval_decisions_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_decisions" ADD CONSTRAINT "approval_decisions_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_decisions_project" ON "approval_decisions" USING btree ("project_id");