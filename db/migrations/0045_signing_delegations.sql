CREATE TABLE "signing_delegations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"user_id" uuid NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date NOT NULL,
	"given_by" uuid NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid,
	CONSTRAINT "signing_delegations_days" CHECK ("signing_delegations"."from_day" <= "signing_delegations"."until_day")
);
--> statement-breakpoint
ALTER TABLE "signature_schedules" ADD COLUMN "authorised_by" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "signatures" ADD COLUMN "authorised_by" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "signing_delegations" ADD CONSTRAINT "signing_delegations_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_delegations" ADD CONSTRAINT "signing_delegations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_delegations" ADD CONSTRAINT "signing_delegations_given_by_users_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_delegations" ADD CONSTRAINT "signing_delegations_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "signing_delegations_organisation" ON "signing_delegations" USING btree ("organisation_code","user_id");