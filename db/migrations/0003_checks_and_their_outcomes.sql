ALTER TABLE "checks" ALTER COLUMN "rows" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "discloser_code" text;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "repeated_rows" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "outcomes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "busy_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "checks_one_answer" ON "checks" USING btree ("api_key_id","request_id") WHERE "checks"."state" = 'complete';