-- What the portal's own database role may do. Run after every migration; each statement may be run again.
-- The role can add to the audit and read it, and cannot change or remove what is there.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'concordat_app') then
    create role concordat_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end
$$;
do $$
begin
  if not pg_has_role(current_user, 'concordat_app', 'member') then
    execute format('grant concordat_app to %I', current_user);
  end if;
end
$$;
grant usage on schema public to concordat_app;
grant select, insert, update, delete on all tables in schema public to concordat_app;
grant usage, select on all sequences in schema public to concordat_app;
revoke update, delete, truncate on audit_entries from concordat_app;
revoke delete, truncate, insert on audit_head from concordat_app;
revoke update, delete, truncate on audit_tree, signed_heads, receipts from concordat_app;
revoke update, delete, truncate on signing_keys from concordat_app;
grant update (used_to) on signing_keys to concordat_app;
revoke update, delete, truncate on installation from concordat_app;
-- Rows that are added and never changed.
revoke update, delete, truncate on project_facts, dpia_assessments, pia_files, action_reminders, document_versions, document_restatements, signatures, signature_schedules, choice_events, choice_authorities, national_check_messages from concordat_app;
-- What a check was answered from is kept as it was, until its days are over.
revoke update, truncate on answer_base_parts, answer_journals, answer_changes from concordat_app;
revoke truncate on answer_bases from concordat_app;
-- A run of the national check moves on and is never removed; the rows about single numbers must be.
revoke delete, truncate on national_check_runs, national_check_asks from concordat_app;
revoke update, delete, truncate on national_check_warnings from concordat_app;
revoke delete, truncate on reply_checks from concordat_app;
revoke update, delete, truncate on reply_samples_of_all, reply_scans, choice_import_repeats, choice_code_lists, choice_codes from concordat_app;
revoke delete, truncate on choice_imports, choice_holders from concordat_app;
revoke update, delete, truncate on declared_totals, raised_alarms, alarm_acknowledgements from concordat_app;
revoke delete, truncate on watched_sources, canaries from concordat_app;
revoke update, delete, truncate on pseudonym_key_wraps from concordat_app;
revoke delete, truncate on pseudonym_keys, public_keys from concordat_app;
-- What was put to bodies outside, what happened with it, and the letters that show it.
revoke update, delete, truncate on step_submissions, step_submission_papers, submission_events, approval_files from concordat_app;
-- What boards decided, what was asked for, and what came of it.
revoke update, delete, truncate on item_votes, item_outcomes, sitting_minutes, board_submission_papers, approval_routes, approval_conditions, condition_ends, flow_suspensions, suspension_ends from concordat_app;
-- Whom people were told of, and of what: an occasion that was told is never told again.
revoke update, delete, truncate on due_reminders, approval_notices from concordat_app;
revoke delete, truncate on calendar_feeds from concordat_app;
-- How the public was asked, and how options were weighed.
revoke update, delete, truncate on involvement_events, options_appraisals from concordat_app;
-- Who let whom sign is never removed; that it ended is written beside it.
revoke delete, truncate on signing_delegations from concordat_app;
-- A number is added once and never removed: everything that was ever recorded refers to it.
revoke delete, truncate on nhs_numbers, person_local_ids from concordat_app;
-- What is known of numbers and of people, entry by entry.
revoke update, delete, truncate on number_events, person_facts from concordat_app;
-- The queue of background work.
grant usage on schema graphile_worker to concordat_app;
grant select, insert, update, delete on all tables in schema graphile_worker to concordat_app;
grant usage, select on all sequences in schema graphile_worker to concordat_app;
grant execute on all functions in schema graphile_worker to concordat_app;
-- The queue guards its tables row by row; without a policy the role would see and add nothing.
do $$
declare
  guarded text;
begin
  for guarded in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
    execute format('drop policy if exists concordat_app_works on graphile_worker.%I', guarded);
    execute format('create policy concordat_app_works on graphile_worker.%I to concordat_app using (true) with check (true)', guarded);
  end loop;
end
$$;
-- The owner could still change the audit by hand; this refuses even that, short of dropping the trigger.
create or replace function audit_is_insert_only() returns trigger language plpgsql as $$
begin
  raise exception 'The audit record cannot be changed or removed';
end
$$;
drop trigger if exists audit_entries_insert_only on audit_entries;
create trigger audit_entries_insert_only before update or delete or truncate on audit_entries
  for each statement execute function audit_is_insert_only();
drop trigger if exists audit_tree_insert_only on audit_tree;
create trigger audit_tree_insert_only before update or delete or truncate on audit_tree
  for each statement execute function audit_is_insert_only();
drop trigger if exists signed_heads_insert_only on signed_heads;
create trigger signed_heads_insert_only before update or delete or truncate on signed_heads
  for each statement execute function audit_is_insert_only();
insert into audit_head (id, seq, hash) values ('head', 0, repeat('0', 64)) on conflict (id) do nothing;
