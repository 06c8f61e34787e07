ALTER TABLE "approval_conditions" ADD COLUMN "begun_on" text;--> statement-breakpoint
-- A clock that is running says the day on which it began at the end of its words alone.
UPDATE "approval_conditions" SET "begun_on" = to_char(to_date(substring("what" from '\((\d{1,2} [A-Z][a-z]+ \d{4})\)$'), 'DD Month YYYY'), 'YYYY-MM-DD') WHERE "kind" = 'de-personalisation' AND "what" ~ '\(\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\)$';
