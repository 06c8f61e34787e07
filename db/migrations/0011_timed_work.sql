CREATE TABLE "national_check_warnings" (
	"run_id" uuid NOT NULL,
	"step" text NOT NULL,
	"warned_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "national_check_warnings_run_id_step_pk" PRIMARY KEY("run_id","step"),
	CONSTRAINT "national_check_warnings_step" CHECK ("national_check_warnings"."step" in ('three-days', 'one-day', 'run-out'))
);
--> statement-breakpoint
CREATE TABLE "timed_work" (
	"name" text PRIMARY KEY NOT NULL,
	"done_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "national_check_warnings" ADD CONSTRAINT "national_check_warnings_run_id_national_check_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."national_check_runs"("id") ON DELETE no action ON UPDATE no action;