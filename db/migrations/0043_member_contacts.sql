CREATE TABLE "member_contacts" (
	"project_id" uuid NOT NULL,
	"organisation_code" text NOT NULL,
	"email" text NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"given_by" uuid NOT NULL,
	CONSTRAINT "member_contacts_project_id_organisation_code_pk" PRIMARY KEY("project_id","organisation_code")
);
--> statement-breakpoint
ALTER TABLE "member_contacts" ADD CONSTRAINT "member_contacts_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_contacts" ADD CONSTRAINT "member_contacts_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_contacts" ADD CONSTRAINT "member_contacts_given_by_users_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;