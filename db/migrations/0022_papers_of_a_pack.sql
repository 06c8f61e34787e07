CREATE TABLE "document_restatements" (
	"document_version_id" uuid NOT NULL,
	"facts_version" integer NOT NULL,
	"stated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "document_restatements_document_version_id_facts_version_pk" PRIMARY KEY("document_version_id","facts_version")
);
--> statement-breakpoint
ALTER TABLE "documents" DROP CONSTRAINT "documents_project_kind";--> statement-breakpoint
ALTER TABLE "documents" DROP CONSTRAINT "documents_kind";--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "about" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "document_restatements" ADD CONSTRAINT "document_restatements_document_version_id_document_versions_id_fk" FOREIGN KEY ("document_version_id") REFERENCES "public"."document_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_project_kind_about" UNIQUE("project_id","kind","about");--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_kind" CHECK ("documents"."kind" in ('protocol', 'framework', 'sharing-agreement', 'processing-agreement', 'dpia', 'privacy-notice', 'privacy-notice-short', 'privacy-notice-easy-read', 'consent-form', 'section-251', 'national-data', 'involvement-report', 'processing-record', 'register-entry'));