CREATE TABLE "alarm_acknowledgements" (
	"alarm_id" uuid PRIMARY KEY NOT NULL,
	"found" text NOT NULL,
	"acknowledged_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_by" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "canaries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"reference" text NOT NULL,
	"source" text NOT NULL,
	"flow_ref" text NOT NULL,
	"nhs_number_sealed" "bytea" NOT NULL,
	"nhs_number_lookup" "bytea" NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"placed_by" uuid NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"retired_by" uuid,
	CONSTRAINT "canaries_reference" UNIQUE("organisation_code","reference")
);
--> statement-breakpoint
CREATE TABLE "counted_imports" (
	"import_id" uuid NOT NULL,
	"imports_undone" integer NOT NULL,
	"counts" jsonb NOT NULL,
	CONSTRAINT "counted_imports_import_id_imports_undone_pk" PRIMARY KEY("import_id","imports_undone")
);
--> statement-breakpoint
CREATE TABLE "declared_totals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"watched_source_id" uuid NOT NULL,
	"code" text NOT NULL,
	"due" date NOT NULL,
	"declared_new" integer NOT NULL,
	"declared_at" timestamp (3) with time zone NOT NULL,
	"declared_by" uuid NOT NULL,
	CONSTRAINT "declared_totals_code" CHECK ("declared_totals"."code" in ('T1_DISSENT', 'T1_WITHDRAW', 'T2_DISSENT', 'T2_WITHDRAW', 'SHARED_CARE_SUMMARY_DISSENT', 'SHARED_CARE_LOCAL_DISSENT', 'SHARED_CARE_AUDIT_DISSENT', 'PROJECT_OPT_OUT', 'PROJECT_OPT_OUT_WITHDRAWN', 'CONSENT', 'CONSENT_REFUSED', 'CONSENT_WITHDRAWN')),
	CONSTRAINT "declared_totals_count" CHECK ("declared_totals"."declared_new" >= 0)
);
--> statement-breakpoint
CREATE TABLE "raised_alarms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"alarm_key" text NOT NULL,
	"kind" text NOT NULL,
	"due" date NOT NULL,
	"facts" jsonb NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "raised_alarms_once" UNIQUE("organisation_code","alarm_key","due"),
	CONSTRAINT "raised_alarms_kind" CHECK ("raised_alarms"."kind" in ('below-expected', 'no-change', 'code-vanished', 'sudden-jump', 'source-missing'))
);
--> statement-breakpoint
CREATE TABLE "watched_sources" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_code" text NOT NULL,
	"source" text NOT NULL,
	"supplier" text NOT NULL,
	"cycle" text NOT NULL,
	"holds" text NOT NULL,
	"list_size" integer NOT NULL,
	"watched_from" date NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" uuid NOT NULL,
	CONSTRAINT "watched_sources_source" UNIQUE("organisation_code","source"),
	CONSTRAINT "watched_sources_supplier" CHECK ("watched_sources"."supplier" in ('emis-web', 'systmone', 'medicus', 'vision', 'other')),
	CONSTRAINT "watched_sources_cycle" CHECK ("watched_sources"."cycle" in ('weekly', 'monthly')),
	CONSTRAINT "watched_sources_holds" CHECK ("watched_sources"."holds" in ('everyone', 'only-new')),
	CONSTRAINT "watched_sources_list_size" CHECK ("watched_sources"."list_size" > 0)
);
--> statement-breakpoint
ALTER TABLE "alarm_acknowledgements" ADD CONSTRAINT "alarm_acknowledgements_alarm_id_raised_alarms_id_fk" FOREIGN KEY ("alarm_id") REFERENCES "public"."raised_alarms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarm_acknowledgements" ADD CONSTRAINT "alarm_acknowledgements_acknowledged_by_users_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canaries" ADD CONSTRAINT "canaries_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canaries" ADD CONSTRAINT "canaries_source_organisations_code_fk" FOREIGN KEY ("source") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canaries" ADD CONSTRAINT "canaries_flow_ref_flows_ref_fk" FOREIGN KEY ("flow_ref") REFERENCES "public"."flows"("ref") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canaries" ADD CONSTRAINT "canaries_placed_by_users_id_fk" FOREIGN KEY ("placed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canaries" ADD CONSTRAINT "canaries_retired_by_users_id_fk" FOREIGN KEY ("retired_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counted_imports" ADD CONSTRAINT "counted_imports_import_id_choice_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."choice_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declared_totals" ADD CONSTRAINT "declared_totals_watched_source_id_watched_sources_id_fk" FOREIGN KEY ("watched_source_id") REFERENCES "public"."watched_sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declared_totals" ADD CONSTRAINT "declared_totals_declared_by_users_id_fk" FOREIGN KEY ("declared_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "raised_alarms" ADD CONSTRAINT "raised_alarms_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watched_sources" ADD CONSTRAINT "watched_sources_organisation_code_organisations_code_fk" FOREIGN KEY ("organisation_code") REFERENCES "public"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watched_sources" ADD CONSTRAINT "watched_sources_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "canaries_one_a_flow" ON "canaries" USING btree ("organisation_code","flow_ref","nhs_number_lookup") WHERE "canaries"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "canaries_flow" ON "canaries" USING btree ("flow_ref","source");--> statement-breakpoint
CREATE INDEX "declared_totals_due" ON "declared_totals" USING btree ("watched_source_id","due");