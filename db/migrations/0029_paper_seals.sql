CREATE TABLE "paper_seals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"certificate" "bytea" NOT NULL,
	"key_sealed" "bytea",
	"used_from" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "paper_seals_fingerprint_unique" UNIQUE("fingerprint")
);
