CREATE TABLE "api_key_calls" (
	"api_key_id" uuid NOT NULL,
	"action" text NOT NULL,
	"window_began_at" timestamp (3) with time zone NOT NULL,
	"calls" integer NOT NULL,
	CONSTRAINT "api_key_calls_api_key_id_action_pk" PRIMARY KEY("api_key_id","action")
);
--> statement-breakpoint
CREATE TABLE "api_requests" (
	"api_key_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"question" "bytea" NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"busy_until" timestamp (3) with time zone NOT NULL,
	"answer_sealed" "bytea",
	CONSTRAINT "api_requests_api_key_id_request_id_pk" PRIMARY KEY("api_key_id","request_id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "hint" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "made_by" uuid;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "expires_on" date;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "last_used_on" date;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "revoked_by" uuid;--> statement-breakpoint
ALTER TABLE "api_key_calls" ADD CONSTRAINT "api_key_calls_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_requests" ADD CONSTRAINT "api_requests_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_requests_began" ON "api_requests" USING btree ("began_at");--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_revoked_by_users_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;