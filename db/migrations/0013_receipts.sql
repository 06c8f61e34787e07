CREATE TABLE "audit_tree" (
	"level" smallint NOT NULL,
	"index" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_tree_level_index_pk" PRIMARY KEY("level","index")
);
--> statement-breakpoint
CREATE TABLE "signed_heads" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root" text NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"kid" text NOT NULL,
	"jws" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"x" text NOT NULL,
	"used_from" timestamp (3) with time zone NOT NULL,
	"used_to" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"check_id" uuid PRIMARY KEY NOT NULL,
	"entry_seq" bigint NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"kid" text NOT NULL,
	"jws" text NOT NULL,
	CONSTRAINT "receipts_entry_seq_unique" UNIQUE("entry_seq")
);
--> statement-breakpoint
ALTER TABLE "audit_head" ADD COLUMN "tree_size" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_head" ADD COLUMN "tree_peaks" "bytea" DEFAULT ''::bytea NOT NULL;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "extract" text;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "stage" text;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_check_id_checks_id_fk" FOREIGN KEY ("check_id") REFERENCES "public"."checks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "checks_extract" ON "checks" USING btree ("project_id","extract");--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_stage" CHECK ("checks"."stage" in ('linkage', 'release'));--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_extract_and_stage" CHECK (("checks"."extract" is null) = ("checks"."stage" is null));