CREATE TABLE "document_looks" (
	"user_id" uuid NOT NULL,
	"document_version_id" uuid NOT NULL,
	"looked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "document_looks_user_id_document_version_id_pk" PRIMARY KEY("user_id","document_version_id")
);
--> statement-breakpoint
ALTER TABLE "document_looks" ADD CONSTRAINT "document_looks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_looks" ADD CONSTRAINT "document_looks_document_version_id_document_versions_id_fk" FOREIGN KEY ("document_version_id") REFERENCES "public"."document_versions"("id") ON DELETE no action ON UPDATE no action;