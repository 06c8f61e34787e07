CREATE TABLE "choice_authorities" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"seen" text NOT NULL,
	"seen_by" uuid,
	"ends_on" date,
	CONSTRAINT "choice_authorities_kind" CHECK ("choice_authorities"."kind" in ('parental-responsibility', 'lasting-power-health', 'lasting-power-property', 'court-deputy')),
	CONSTRAINT "choice_authorities_seen" CHECK ("choice_authorities"."seen" in ('original', 'certified-copy', 'online-service', 'court-order', 'birth-certificate', 'surgery-record', 'said-so'))
);
--> statement-breakpoint
CREATE TABLE "choice_holders" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "choice_holders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"lookup" "bytea" NOT NULL,
	"name_sealed" "bytea" NOT NULL,
	CONSTRAINT "choice_holders_lookup_unique" UNIQUE("lookup")
);
--> statement-breakpoint
ALTER TABLE "choice_events" ADD COLUMN "holder_id" bigint;--> statement-breakpoint
ALTER TABLE "choice_authorities" ADD CONSTRAINT "choice_authorities_event_id_choice_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."choice_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_authorities" ADD CONSTRAINT "choice_authorities_seen_by_users_id_fk" FOREIGN KEY ("seen_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_holder_id_choice_holders_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."choice_holders"("id") ON DELETE no action ON UPDATE no action;