CREATE TABLE "installation" (
	"id" text PRIMARY KEY NOT NULL,
	"key_check" "bytea" NOT NULL
);
