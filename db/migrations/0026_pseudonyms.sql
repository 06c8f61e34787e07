CREATE TABLE "pseudonym_key_wraps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pseudonym_key_id" uuid NOT NULL,
	"public_key_id" uuid NOT NULL,
	"organisation_code" text NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"given_by" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pseudonym_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"key_sealed" "bytea" NOT NULL,
	"organisation_code" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"retired_by" uuid
);
--> statement-breakpoint
CREATE TABLE "public_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"name" text NOT NULL,
	"jwk" jsonb NOT NULL,
	"thumbprint" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" uuid
);
--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "pseudonym_key_version" integer;--> statement-breakpoint
ALTER TABLE "pseudonym_key_wraps" ADD CONSTRAINT "pseudonym_key_wraps_pseudonym_key_id_pseudonym_keys_id_fk" FOREIGN KEY ("pseudonym_key_id") REFERENCES "public"."pseudonym_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pseudonym_key_wraps" ADD CONSTRAINT "pseudonym_key_wraps_public_key_id_public_keys_id_fk" FOREIGN KEY ("public_key_id") REFERENCES "public"."public_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pseudonym_key_wraps" ADD CONSTRAINT "pseudonym_key_wraps_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pseudonym_key_wraps" ADD CONSTRAINT "pseudonym_key_wraps_given_by_users_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pseudonym_keys" ADD CONSTRAINT "pseudonym_keys_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pseudonym_keys" ADD CONSTRAINT "pseudonym_keys_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pseudonym_keys" ADD CONSTRAINT "pseudonym_keys_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pseudonym_keys" ADD CONSTRAINT "pseudonym_keys_retired_by_users_id_fk" FOREIGN KEY ("retired_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "public_keys" ADD CONSTRAINT "public_keys_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "public_keys" ADD CONSTRAINT "public_keys_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "public_keys" ADD CONSTRAINT "public_keys_revoked_by_users_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pseudonym_key_wraps_key" ON "pseudonym_key_wraps" USING btree ("pseudonym_key_id","given_at");--> statement-breakpoint
CREATE UNIQUE INDEX "pseudonym_keys_version" ON "pseudonym_keys" USING btree ("project_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "pseudonym_keys_one_in_use" ON "pseudonym_keys" USING btree ("project_id") WHERE "pseudonym_keys"."retired_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "public_keys_one_in_use" ON "public_keys" USING btree ("organisation_code","thumbprint") WHERE "public_keys"."revoked_at" is null;