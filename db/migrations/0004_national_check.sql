CREATE TABLE "national_check_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid,
	"received_at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"verdict" text NOT NULL,
	"state" text,
	"digest" text NOT NULL,
	"bytes" bigint NOT NULL,
	"cleared" integer,
	"foreign_numbers" integer,
	"code" text,
	"says" text,
	CONSTRAINT "national_check_messages_kind" CHECK ("national_check_messages"."kind" in ('receipt', 'report', 'error-text', 'list', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "national_check_numbers" (
	"run_id" uuid NOT NULL,
	"nhs_number_lookup" "bytea" NOT NULL,
	"line" integer NOT NULL,
	"cleared" boolean DEFAULT false NOT NULL,
	CONSTRAINT "national_check_numbers_run_id_nhs_number_lookup_pk" PRIMARY KEY("run_id","nhs_number_lookup")
);
--> statement-breakpoint
CREATE TABLE "national_check_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"flow_ref" text NOT NULL,
	"project_id" uuid NOT NULL,
	"organisation_code" text NOT NULL,
	"mailbox" text,
	"sender" text NOT NULL,
	"sequence" integer NOT NULL,
	"local_id" text NOT NULL,
	"subject" text NOT NULL,
	"state" text NOT NULL,
	"given" integer NOT NULL,
	"sent" integer NOT NULL,
	"left_out" jsonb NOT NULL,
	"cleared" integer DEFAULT 0 NOT NULL,
	"bytes" bigint NOT NULL,
	"digest" text NOT NULL,
	"max_age_days" real NOT NULL,
	"refusal" text,
	"drafted_at" timestamp (3) with time zone NOT NULL,
	"exported_at" timestamp (3) with time zone,
	"receipted_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"stopped_at" timestamp (3) with time zone,
	"expired_at" timestamp (3) with time zone,
	"purged_at" timestamp (3) with time zone,
	CONSTRAINT "national_check_runs_local_id_unique" UNIQUE("local_id"),
	CONSTRAINT "national_check_runs_subject_unique" UNIQUE("subject"),
	CONSTRAINT "national_check_runs_sequence" UNIQUE("sender","sequence"),
	CONSTRAINT "national_check_runs_state" CHECK ("national_check_runs"."state" in ('drafted', 'exported', 'receipted', 'answered', 'alerted', 'blocked', 'rejected', 'expired', 'purged'))
);
--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "national_check_asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "national_check_messages" ADD CONSTRAINT "national_check_messages_run_id_national_check_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."national_check_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "national_check_numbers" ADD CONSTRAINT "national_check_numbers_run_id_national_check_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."national_check_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "national_check_runs" ADD CONSTRAINT "national_check_runs_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "national_check_runs" ADD CONSTRAINT "national_check_runs_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "national_check_messages_run" ON "national_check_messages" USING btree ("run_id","received_at");--> statement-breakpoint
CREATE INDEX "national_check_runs_flow" ON "national_check_runs" USING btree ("flow_ref","exported_at");--> statement-breakpoint
CREATE INDEX "national_check_runs_project" ON "national_check_runs" USING btree ("project_id","organisation_code");