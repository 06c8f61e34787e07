CREATE TABLE "approval_routes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"rule" text NOT NULL,
	"number" integer NOT NULL,
	"from_day" text NOT NULL,
	"route" jsonb,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"saved_by" uuid NOT NULL,
	CONSTRAINT "approval_routes_number" UNIQUE("organisation_code","rule","number"),
	CONSTRAINT "approval_routes_rule" CHECK ("approval_routes"."rule" in ('criminal-data-condition', 'owner-checks-counts', 'owner-tests-anonymity', 'guardian-weighs-public-interest', 'siro-weighs-public-interest', 'siro-accepts-risk', 'guardian-recommends'))
);
--> statement-breakpoint
ALTER TABLE "approval_cases" ADD COLUMN "route_number" integer;--> statement-breakpoint
ALTER TABLE "approval_routes" ADD CONSTRAINT "approval_routes_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_routes" ADD CONSTRAINT "approval_routes_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;