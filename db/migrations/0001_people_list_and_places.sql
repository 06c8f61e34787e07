ALTER TABLE "people_list_uploads" ADD COLUMN "encoding" text;--> statement-breakpoint
ALTER TABLE "people_list_uploads" ADD COLUMN "is_whole_list" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people_list_uploads" ADD COLUMN "people_left" integer;--> statement-breakpoint
ALTER TABLE "people_list_uploads" ADD COLUMN "rows_changed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_one_a_place" UNIQUE("campaign_id","position");