ALTER TABLE "campaigns" ADD COLUMN "flows_told" jsonb;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "opt_out_contact" text DEFAULT '' NOT NULL;