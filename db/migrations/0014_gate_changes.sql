CREATE TABLE "gate_changes" (
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"source" text NOT NULL,
	"organisation_code" text,
	"person_id" uuid,
	"number_id" bigint,
	"about" text
);
--> statement-breakpoint
CREATE TABLE "gate_horizon" (
	"id" text PRIMARY KEY NOT NULL,
	"xid" "xid8" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "gate_changes_xid" ON "gate_changes" USING btree ("xid");