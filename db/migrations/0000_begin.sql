CREATE TABLE "audit_entries" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"organisation_code" text,
	"project_ref" text,
	"subject" text,
	"data" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"name" text NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"flow_refs" text[] NOT NULL,
	"actions" text[] NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"address_lines" text[] DEFAULT '{}' NOT NULL,
	"postcode" text DEFAULT '' NOT NULL,
	"telephone" text DEFAULT '' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	CONSTRAINT "organisations_kind" CHECK ("organisations"."kind" in ('gp-practice', 'council', 'nhs-trust', 'icb', 'national-body', 'university', 'other'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"job_title" text NOT NULL,
	"organisation_code" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"failed_sign_ins" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp (3) with time zone,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "users_role" CHECK ("users"."role" in ('ig-lead', 'siro', 'caldicott-guardian', 'practice-manager', 'receptionist'))
);
--> statement-breakpoint
CREATE TABLE "flows" (
	"ref" text PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	CONSTRAINT "flows_project_ref" UNIQUE("project_id","ref")
);
--> statement-breakpoint
CREATE TABLE "project_facts" (
	"project_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"facts" jsonb NOT NULL,
	"facts_hash" text NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"saved_by" uuid NOT NULL,
	"section" text NOT NULL,
	CONSTRAINT "project_facts_project_id_version_pk" PRIMARY KEY("project_id","version")
);
--> statement-breakpoint
CREATE TABLE "project_parties" (
	"project_id" uuid NOT NULL,
	"organisation_code" text NOT NULL,
	CONSTRAINT "project_parties_project_id_organisation_code_pk" PRIMARY KEY("project_id","organisation_code")
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"title" text NOT NULL,
	"organisation_code" text NOT NULL,
	"facts_version" integer NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_because" text,
	CONSTRAINT "projects_ref_unique" UNIQUE("ref")
);
--> statement-breakpoint
CREATE TABLE "document_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"document_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"facts_version" integer NOT NULL,
	"facts" jsonb NOT NULL,
	"template" text NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"changes" jsonb NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	CONSTRAINT "document_versions_number" UNIQUE("document_id","number")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"project_id" uuid NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "documents_ref_unique" UNIQUE("ref"),
	CONSTRAINT "documents_project_kind" UNIQUE("project_id","kind"),
	CONSTRAINT "documents_kind" CHECK ("documents"."kind" in ('protocol'))
);
--> statement-breakpoint
CREATE TABLE "signatures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"document_version_id" uuid NOT NULL,
	"organisation_code" text NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"job_title" text NOT NULL,
	"role" text NOT NULL,
	"content_hash" text NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "signatures_one_a_party" UNIQUE("document_version_id","organisation_code")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"nhs_number_sealed" "bytea" NOT NULL,
	"nhs_number_lookup" "bytea" NOT NULL,
	"local_id_sealed" "bytea" NOT NULL,
	"local_id_lookup" "bytea" NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"date_of_birth" date NOT NULL,
	"gender" text NOT NULL,
	"address_lines" text[] NOT NULL,
	"postcode" text NOT NULL,
	"language" text NOT NULL,
	"format" text NOT NULL,
	"is_deceased" boolean NOT NULL,
	"is_restricted" boolean NOT NULL,
	"household_key" text,
	"registered_from" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"list_upload_id" uuid NOT NULL,
	CONSTRAINT "people_nhs_number" UNIQUE("organisation_code","nhs_number_lookup"),
	CONSTRAINT "people_gender" CHECK ("people"."gender" in ('female', 'male', 'other', 'unknown')),
	CONSTRAINT "people_format" CHECK ("people"."format" in ('standard', 'large-print', 'easy-read', 'braille', 'audio'))
);
--> statement-breakpoint
CREATE TABLE "people_list_rejects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"upload_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"row_sealed" "bytea" NOT NULL,
	"reasons" jsonb NOT NULL,
	CONSTRAINT "people_list_rejects_row" UNIQUE("upload_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "people_list_uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"file_id" uuid NOT NULL,
	"state" text NOT NULL,
	"fault" jsonb,
	"headings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"ignored_columns" text[] DEFAULT '{}' NOT NULL,
	"bytes_total" bigint NOT NULL,
	"bytes_read" bigint DEFAULT 0 NOT NULL,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_kept" integer DEFAULT 0 NOT NULL,
	"rows_new" integer DEFAULT 0 NOT NULL,
	"rows_rejected" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"started_by" uuid,
	CONSTRAINT "people_list_uploads_state" CHECK ("people_list_uploads"."state" in ('received', 'reading', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "stored_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"digest" text NOT NULL,
	"content" "bytea" NOT NULL,
	"stored_at" timestamp (3) with time zone NOT NULL,
	"stored_by" uuid
);
--> statement-breakpoint
CREATE TABLE "choice_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"organisation_code" text NOT NULL,
	"kind" text NOT NULL,
	"project_ref" text,
	"effective_at" timestamp (3) with time zone,
	"effective_day" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"source" text NOT NULL,
	"sequence" text,
	"channel" text NOT NULL,
	"on_whose_word" text NOT NULL,
	"recorded_by" uuid,
	"reply_id" uuid,
	"retracts" uuid,
	"reference" text NOT NULL,
	"is_ambiguous" boolean DEFAULT false NOT NULL,
	CONSTRAINT "choice_events_reference_unique" UNIQUE("reference"),
	CONSTRAINT "choice_events_reply" UNIQUE("reply_id","person_id","kind"),
	CONSTRAINT "choice_events_kind" CHECK ("choice_events"."kind" in ('project-opt-out', 'project-opt-out-withdrawn', 'consent', 'consent-refused', 'consent-withdrawn', 'type-1-dissent', 'type-1-withdrawn', 'entered-in-error')),
	CONSTRAINT "choice_events_channel" CHECK ("choice_events"."channel" in ('slip', 'phone', 'desk', 'web', 'list', 'extract')),
	CONSTRAINT "choice_events_word" CHECK ("choice_events"."on_whose_word" in ('self', 'parent', 'attorney', 'deputy', 'practice')),
	CONSTRAINT "choice_events_one_effective_time" CHECK (not ("choice_events"."effective_at" is not null and "choice_events"."effective_day" is not null))
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"project_id" uuid NOT NULL,
	"organisation_code" text NOT NULL,
	"state" text NOT NULL,
	"closing_date" date,
	"letter_date" date,
	"document_version_id" uuid,
	"template" text,
	"letters_total" integer DEFAULT 0 NOT NULL,
	"letters_done" integer DEFAULT 0 NOT NULL,
	"fault" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	"letters_made_at" timestamp (3) with time zone,
	"posted_at" timestamp (3) with time zone,
	CONSTRAINT "campaigns_ref_unique" UNIQUE("ref"),
	CONSTRAINT "campaigns_project_practice" UNIQUE("project_id","organisation_code"),
	CONSTRAINT "campaigns_state" CHECK ("campaigns"."state" in ('draft', 'making', 'made', 'posted'))
);
--> statement-breakpoint
CREATE TABLE "letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"campaign_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"position" integer,
	"addressee" text NOT NULL,
	"suppression" text,
	"reply_code_sealed" "bytea" NOT NULL,
	"reply_code_lookup" "bytea" NOT NULL,
	"code_failures" integer DEFAULT 0 NOT NULL,
	"code_locked_until" timestamp (3) with time zone,
	"format" text NOT NULL,
	"language" text NOT NULL,
	"pages" integer NOT NULL,
	"told_at" timestamp (3) with time zone,
	"told_how" text,
	"told_by" uuid,
	"returned_at" timestamp (3) with time zone,
	CONSTRAINT "letters_reply_code_lookup_unique" UNIQUE("reply_code_lookup"),
	CONSTRAINT "letters_one_a_person" UNIQUE("campaign_id","person_id"),
	CONSTRAINT "letters_addressee" CHECK ("letters"."addressee" in ('self', 'parent-or-carer')),
	CONSTRAINT "letters_suppression" CHECK ("letters"."suppression" in ('deceased', 'restricted', 'left-the-practice', 'address-unusable', 'format-not-printable'))
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"message" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "replies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"campaign_id" uuid NOT NULL,
	"letter_id" uuid,
	"outcome" text NOT NULL,
	"channel" text NOT NULL,
	"on_whose_word" text NOT NULL,
	"is_signed" boolean NOT NULL,
	"received_day" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid,
	"query_kind" text,
	"settled_at" timestamp (3) with time zone,
	"settled_by" uuid,
	"settlement" text,
	"upload_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	"form_id" uuid,
	CONSTRAINT "replies_form_id_unique" UNIQUE("form_id"),
	CONSTRAINT "replies_outcome" CHECK ("replies"."outcome" in ('opt-out', 'opt-out-withdrawn', 'query')),
	CONSTRAINT "replies_channel" CHECK ("replies"."channel" in ('slip', 'phone', 'desk', 'web', 'list', 'extract')),
	CONSTRAINT "replies_word" CHECK ("replies"."on_whose_word" in ('self', 'parent', 'attorney', 'deputy', 'practice'))
);
--> statement-breakpoint
CREATE TABLE "reply_uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"campaign_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"rows_read" integer NOT NULL,
	"rows_kept" integer NOT NULL,
	"rows_repeated" integer NOT NULL,
	"rejects" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid
);
--> statement-breakpoint
CREATE TABLE "check_answers" (
	"check_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"answers" "bytea" NOT NULL,
	CONSTRAINT "check_answers_check_id_part_pk" PRIMARY KEY("check_id","part")
);
--> statement-breakpoint
CREATE TABLE "checks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"flow_ref" text NOT NULL,
	"project_id" uuid NOT NULL,
	"organisation_code" text NOT NULL,
	"api_key_id" uuid,
	"request_id" uuid,
	"state" text NOT NULL,
	"refusal" text,
	"content_type" text NOT NULL,
	"accept" text NOT NULL,
	"detail" text NOT NULL,
	"audit_seq" bigint NOT NULL,
	"rules_version" text NOT NULL,
	"document_version_id" uuid,
	"as_at" timestamp (3) with time zone NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"digest_in" text,
	"digest_out" text,
	"began_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "checks_state" CHECK ("checks"."state" in ('incomplete', 'complete', 'refused'))
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flows" ADD CONSTRAINT "flows_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_facts" ADD CONSTRAINT "project_facts_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_facts" ADD CONSTRAINT "project_facts_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_parties" ADD CONSTRAINT "project_parties_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_parties" ADD CONSTRAINT "project_parties_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_versions" ADD CONSTRAINT "document_versions_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_versions" ADD CONSTRAINT "document_versions_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_document_version_id_document_versions_id_fk" FOREIGN KEY ("document_version_id") REFERENCES "public"."document_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_list_upload_id_people_list_uploads_id_fk" FOREIGN KEY ("list_upload_id") REFERENCES "public"."people_list_uploads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people_list_rejects" ADD CONSTRAINT "people_list_rejects_upload_id_people_list_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."people_list_uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people_list_uploads" ADD CONSTRAINT "people_list_uploads_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people_list_uploads" ADD CONSTRAINT "people_list_uploads_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people_list_uploads" ADD CONSTRAINT "people_list_uploads_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stored_files" ADD CONSTRAINT "stored_files_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stored_files" ADD CONSTRAINT "stored_files_stored_by_users_id_fk" FOREIGN KEY ("stored_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "choice_events" ADD CONSTRAINT "choice_events_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_document_version_id_document_versions_id_fk" FOREIGN KEY ("document_version_id") REFERENCES "public"."document_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_told_by_users_id_fk" FOREIGN KEY ("told_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_letter_id_letters_id_fk" FOREIGN KEY ("letter_id") REFERENCES "public"."letters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_settled_by_users_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_uploads" ADD CONSTRAINT "reply_uploads_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_uploads" ADD CONSTRAINT "reply_uploads_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_uploads" ADD CONSTRAINT "reply_uploads_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_answers" ADD CONSTRAINT "check_answers_check_id_checks_id_fk" FOREIGN KEY ("check_id") REFERENCES "public"."checks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_organisation" ON "audit_entries" USING btree ("organisation_code","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_project" ON "audit_entries" USING btree ("project_ref","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject","seq");--> statement-breakpoint
CREATE INDEX "users_organisation" ON "users" USING btree ("organisation_code");--> statement-breakpoint
CREATE INDEX "project_parties_organisation" ON "project_parties" USING btree ("organisation_code");--> statement-breakpoint
CREATE INDEX "people_local_id" ON "people" USING btree ("organisation_code","local_id_lookup");--> statement-breakpoint
CREATE INDEX "people_name" ON "people" USING btree ("organisation_code",lower("family_name"),"date_of_birth");--> statement-breakpoint
CREATE INDEX "people_list_uploads_organisation" ON "people_list_uploads" USING btree ("organisation_code","started_at");--> statement-breakpoint
CREATE INDEX "choice_events_person" ON "choice_events" USING btree ("person_id","recorded_at");--> statement-breakpoint
CREATE INDEX "choice_events_organisation" ON "choice_events" USING btree ("organisation_code","project_ref");--> statement-breakpoint
CREATE INDEX "letters_person" ON "letters" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mails_organisation" ON "mails" USING btree ("organisation_code","made_at");--> statement-breakpoint
CREATE INDEX "replies_campaign" ON "replies" USING btree ("campaign_id","recorded_at");--> statement-breakpoint
CREATE INDEX "replies_letter" ON "replies" USING btree ("letter_id");--> statement-breakpoint
CREATE INDEX "checks_flow" ON "checks" USING btree ("flow_ref","began_at");--> statement-breakpoint
CREATE INDEX "checks_project" ON "checks" USING btree ("project_id","began_at");--> statement-breakpoint
CREATE INDEX "checks_request" ON "checks" USING btree ("api_key_id","request_id");