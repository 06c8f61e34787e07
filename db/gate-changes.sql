-- Writes down what changes of all that a check's answers rest on, in `gate_changes`, in the transaction that changes it. Run
-- after every migration; each statement may be run again. Triggers do it and not the portal's code, so that no way of writing
-- can be forgotten: a change by hand is seen too. A test holds the tables that deciding reads against those watched here.
insert into gate_horizon (id, xid) values ('horizon', '0') on conflict (id) do nothing;
-- Watches a table. `says` gives organisation, person, number and what else it is about, out of a row called `r`. An update
-- counts when any column differs but those named in `idle`: a column that comes later counts. `events`: all but those of a
-- table whose new rows nothing can rest on yet.
create or replace function gate_watch(watched regclass, says text, idle text[] default '{}', events text[] default '{insert,update,delete,truncate}') returns void language plpgsql as $$
declare
  bare text := (select relname from pg_class where oid = watched);
  columns text[] := (select array_agg(attname::text) from pg_attribute where attrelid = watched and attnum > 0 and not attisdropped);
  same_row text := (
    select string_agg(format('o.%1$I = n.%1$I', attname), ' and ') from pg_index
    join pg_attribute on attrelid = indrelid and attnum = any (indkey::int2[]) where indrelid = watched and indisprimary);
  counts text[] := (select array_agg(quote_ident(name)) from unnest(columns) name where name <> all (idle));
  differs text := format('row(%s) is distinct from row(%s)',
    (select string_agg('o.' || name, ', ') from unnest(counts) name), (select string_agg('n.' || name, ', ') from unnest(counts) name));
  note text := format('insert into public.gate_changes (source, organisation_code, person_id, number_id, about) select distinct %L, said.* from ', bare);
  body text;
  event text;
begin
  if not idle <@ columns then raise exception 'The table % has not all of the columns %', bare, idle; end if;
  if same_row is null then raise exception 'The table % has no primary key', bare; end if;
  foreach event in array events loop
    body := case event
      when 'insert' then note || format('(select %s from new_rows r) said (a, b, c, d)', says)
      when 'delete' then note || format('(select %s from old_rows r) said (a, b, c, d)', says)
      when 'truncate' then format('insert into public.gate_changes (source) values (%L)', bare || ':truncated')
      else note || format('old_rows o full join new_rows n on %s cross join lateral (
        select %s from (select o.*) r where not (r is null) union select %s from (select n.*) r where not (r is null)) said (a, b, c, d) where %s', same_row, says, says, differs)
    end;
    -- Built-in names mean what is built in, whatever the one who writes has set.
    execute format('create or replace function %I() returns trigger language plpgsql set search_path = pg_catalog, public as $f$ begin %s; return null; end $f$',
      'gate_' || event || '_' || bare, body);
    execute format('create or replace trigger gate_%s after %s on %s %s for each statement execute function %I()', event, event, watched,
      case event when 'insert' then 'referencing new table as new_rows' when 'delete' then 'referencing old table as old_rows'
        when 'update' then 'referencing old table as old_rows new table as new_rows' else '' end,
      'gate_' || event || '_' || bare);
    -- Whoever turns triggers off to mend something is seen too.
    execute format('alter table %s enable always trigger gate_%s', watched, event);
  end loop;
end
$$;
-- About people and their numbers: they alone are decided again.
select gate_watch('people', 'r.organisation_code, r.id, r.number_id, null::text',
  array['given_name', 'family_name', 'gender', 'address_lines', 'postcode', 'language', 'format', 'updated_at', 'list_upload_id']);
select gate_watch('choice_events', 'r.organisation_code, r.person_id, r.number_id, r.project_ref');
select gate_watch('letters', 'null::text, r.person_id, null::bigint, r.campaign_id::text',
  array['addressee', 'reply_code_sealed', 'reply_code_lookup', 'code_failures', 'code_locked_until', 'format', 'language', 'pages', 'told_how', 'told_by']);
-- Which numbers are one person's, and which a record had before. Whoever else is tied to the number is found by the entries.
select gate_watch('number_events', 'null::text, null::uuid, r.number_id, null::text', array['recorded_by', 'evidence']);
select gate_watch('person_facts', 'r.organisation_code, r.person_id, r.number_id, null::text');
-- A number stays what it is: a new key seals it anew, and says nothing else.
select gate_watch('nhs_numbers', 'null::text, null::uuid, r.id, null::text', array['lookup', 'sealed'], '{update,delete,truncate}');
-- About a run of the national check.
select gate_watch('national_check_numbers', 'null::text, null::uuid, null::bigint, r.run_id::text', array['line']);
-- About flows as a whole: their facts are read again.
select gate_watch('national_check_runs', 'r.organisation_code, null::uuid, null::bigint, r.flow_ref');
select gate_watch('campaigns', 'r.organisation_code, null::uuid, null::bigint, r.project_id::text', array['letters_total', 'letters_done', 'fault', 'revision', 'template']);
select gate_watch('canaries', 'r.source, null::uuid, r.number_id, r.flow_ref');
select gate_watch('projects', 'r.organisation_code, null::uuid, null::bigint, r.ref');
select gate_watch('project_facts', 'null::text, null::uuid, null::bigint, r.project_id::text');
select gate_watch('flows', 'null::text, null::uuid, null::bigint, r.ref');
select gate_watch('documents', 'null::text, null::uuid, null::bigint, r.project_id::text');
select gate_watch('document_versions', 'null::text, null::uuid, null::bigint, r.document_id::text');
select gate_watch('document_restatements', 'null::text, null::uuid, null::bigint, r.document_version_id::text');
select gate_watch('dpia_assessments', 'null::text, null::uuid, null::bigint, r.project_id::text', array['assessment', 'assessment_hash', 'part']);
select gate_watch('signatures', 'r.organisation_code, null::uuid, null::bigint, r.document_version_id::text');
select gate_watch('signature_schedules', 'null::text, null::uuid, null::bigint, r.signature_id::text', array['name', 'job_title', 'role', 'authorised_by', 'user_id']);
select gate_watch('member_acts', 'r.organisation_code, null::uuid, null::bigint, r.project_id::text', array['reason', 'recorded_by']);
select gate_watch('approval_decisions', 'r.organisation_code, null::uuid, null::bigint, r.project_id::text');
select gate_watch('approval_conditions', 'null::text, null::uuid, null::bigint, r.project_id::text');
select gate_watch('condition_ends', 'null::text, null::uuid, null::bigint, r.condition_id::text');
select gate_watch('flow_suspensions', 'null::text, null::uuid, null::bigint, r.project_id::text');
select gate_watch('suspension_ends', 'null::text, null::uuid, null::bigint, r.suspension_id::text');
select gate_watch('approval_decision_clauses', 'null::text, null::uuid, null::bigint, r.decision_id::text');
select gate_watch('organisations', 'r.code, null::uuid, null::bigint, null::text');
