CREATE TABLE "private_checks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"flow_ref" text NOT NULL,
	"project_ref" text NOT NULL,
	"organisation_code" text NOT NULL,
	"api_key_id" uuid NOT NULL,
	"key_day" date NOT NULL,
	"public_key" text NOT NULL,
	"audit_seq" bigint NOT NULL,
	"rules_version" text NOT NULL,
	"document_version_id" uuid NOT NULL,
	"as_at" timestamp (3) with time zone NOT NULL,
	"tags" integer NOT NULL,
	"evaluated" integer DEFAULT 0 NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "private_checks" ADD CONSTRAINT "private_checks_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "private_checks" ADD CONSTRAINT "private_checks_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "private_checks_flow" ON "private_checks" USING btree ("flow_ref","began_at");