-- What the application may touch. It owns nothing, and what is append-only it can only append to.
grant select, insert, update on users, companies, listings, notes, revisions, sources, share_links to quarterdeck_app;
--> statement-breakpoint
grant select, insert, delete on user_roles to quarterdeck_app;
--> statement-breakpoint
grant select, insert, update, delete on
  sessions, revision_items, headlines, takeaways, covering_analysts, guidance_rows, topic_rows, topic_mentions,
  exchanges, risk_assessments, citations
to quarterdeck_app;
--> statement-breakpoint
grant select, insert on items, note_imports, revision_editors, approvals, publications, audit_events to quarterdeck_app;
--> statement-breakpoint

-- Every write of content or authority stands in a transaction that says who acts. It names the actor for the audit
-- trail, and it stops statements that a broken connection lets fall out of their transaction.
create function require_actor() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('app.actor', true), '') !~ '^(user:[0-9a-f-]{36}|link:[0-9a-f-]{36}|system:[a-z-]+)$' then
    raise exception 'a write to % outside a transaction that names its actor', tg_table_name using errcode = '42501';
  end if;
  return null;
end $$;
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array[
    'users', 'user_roles', 'companies', 'listings', 'notes', 'revisions', 'revision_editors', 'note_imports', 'items',
    'revision_items', 'headlines', 'takeaways', 'covering_analysts', 'guidance_rows', 'topic_rows', 'topic_mentions',
    'exchanges', 'risk_assessments', 'sources', 'citations', 'approvals', 'publications', 'share_links', 'audit_events'
  ] loop
    execute format('create trigger a_require_actor before insert or update or delete on %I
      for each statement execute function require_actor()', t);
  end loop;
end $$;
--> statement-breakpoint

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: no %', tg_table_name, lower(tg_op) using errcode = '42501';
end $$;
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['notes', 'items', 'note_imports', 'revision_editors', 'approvals', 'publications', 'audit_events'] loop
    execute format('create trigger b_append_only before update or delete on %I
      for each row execute function refuse_change()', t);
  end loop;
  foreach t in array array[
    'items', 'note_imports', 'revision_editors', 'approvals', 'publications', 'audit_events', 'notes', 'revisions',
    'revision_items', 'headlines', 'takeaways', 'covering_analysts', 'guidance_rows', 'topic_rows', 'topic_mentions',
    'exchanges', 'risk_assessments', 'citations'
  ] loop
    execute format('create trigger b_no_truncate before truncate on %I
      for each statement execute function refuse_change()', t);
  end loop;
  foreach t in array array['revisions', 'users', 'companies', 'sources', 'share_links'] loop
    execute format('create trigger b_no_delete before delete on %I
      for each row execute function refuse_change()', t);
  end loop;
end $$;
--> statement-breakpoint

-- Items are edited while their revision is a draft or has changes requested, and at no other time. The share lock makes
-- a submit or a publish, which take the row for update, wait for edits under way, and edits wait for them.
create function require_editable_revision() returns trigger language plpgsql as $$
declare
  revision record;
begin
  for revision in
    select state from revisions
    where id in (case when tg_op <> 'INSERT' then old.revision_id end, case when tg_op <> 'DELETE' then new.revision_id end)
    order by id for share
  loop
    if revision.state not in ('draft', 'changes_requested') then
      raise exception 'a revision that is % cannot be edited', revision.state using errcode = '42501';
    end if;
  end loop;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array[
    'revision_items', 'headlines', 'takeaways', 'covering_analysts', 'guidance_rows', 'topic_rows', 'topic_mentions',
    'exchanges', 'risk_assessments', 'citations', 'revision_editors'
  ] loop
    execute format('create trigger c_editable before insert or update or delete on %I
      for each row execute function require_editable_revision()', t);
  end loop;
end $$;
--> statement-breakpoint

-- Whose words they are is on record before they are written. Only a row that is the base's to the letter makes nobody
-- an editor.
create function require_editor() returns trigger language plpgsql as $$
declare
  edited uuid;
  copied boolean := false;
begin
  for edited in
    select distinct id from unnest(array[
      case when tg_op <> 'INSERT' then old.revision_id end, case when tg_op <> 'DELETE' then new.revision_id end
    ]) as id where id is not null
  loop
    if exists (
      select from revision_editors where revision_id = edited and 'user:' || user_id = current_setting('app.actor', true)
    ) then continue; end if;
    if tg_op = 'INSERT' then
      execute format('select exists (
        select from %I as kept join revisions on revisions.based_on = kept.revision_id
        where revisions.id = ($1).revision_id and kept.item_id = ($1).item_id
          and to_jsonb(kept) - ''{id,revision_id}''::text[] = to_jsonb($1) - ''{id,revision_id}''::text[]
      )', tg_table_name) using new into copied;
    end if;
    if not copied then
      raise exception 'an edit of % by somebody who is not an editor of the revision', tg_table_name using errcode = '42501';
    end if;
  end loop;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array[
    'revision_items', 'headlines', 'takeaways', 'covering_analysts', 'guidance_rows', 'topic_rows', 'topic_mentions',
    'exchanges', 'risk_assessments', 'citations'
  ] loop
    execute format('create trigger d_editor before insert or update or delete on %I
      for each row execute function require_editor()', t);
  end loop;
end $$;
--> statement-breakpoint

-- A citation leads to a source of its own note, which then holds still until the citation is committed.
create function require_own_source() returns trigger language plpgsql as $$
declare
  source record;
begin
  select note_id into source from sources where id = new.source_id for share;
  if not exists (select from revisions where id = new.revision_id and note_id = source.note_id) then
    raise exception 'a citation of another note''s source' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger e_own_source before insert or update on citations for each row execute function require_own_source();
--> statement-breakpoint

-- What a source is called and where it lies is part of every content that cites it: it changes only while all of these
-- are being edited, and by an editor of each.
create function guard_source() returns trigger language plpgsql as $$
declare
  revision record;
begin
  if (new.id, new.note_id) is distinct from (old.id, old.note_id) then
    raise exception 'a source stays with its note' using errcode = '42501';
  end if;
  for revision in
    select id, state from revisions where id in (select revision_id from citations where source_id = old.id)
    order by id for share
  loop
    if revision.state not in ('draft', 'changes_requested') then
      raise exception 'a source that a revision which is % cites cannot be changed', revision.state using errcode = '42501';
    end if;
    if not exists (
      select from revision_editors
      where revision_id = revision.id and 'user:' || user_id = current_setting('app.actor', true)
    ) then
      raise exception 'a change of a source by somebody who is not an editor of what cites it' using errcode = '42501';
    end if;
  end loop;
  return new;
end $$;
--> statement-breakpoint
create trigger d_guard_source before update on sources for each row execute function guard_source();
--> statement-breakpoint

-- Who holds the role now, and is not disabled.
create function is_reviewer(person uuid) returns boolean language sql stable as $$
  select exists (
    select from users join user_roles on user_roles.user_id = users.id
    where users.id = person and users.disabled_at is null and user_roles.role = 'reviewer'
  )
$$;
--> statement-breakpoint

-- Four eyes: an approval is its maker's own, of exactly what stands in review, by a reviewer who wrote none of it.
create function require_four_eyes() returns trigger language plpgsql as $$
declare
  revision record;
begin
  select state, content_sha256 into revision from revisions where id = new.revision_id for update;
  if current_setting('app.actor', true) is distinct from 'user:' || new.approver_id then
    raise exception 'an approval in the name of somebody else' using errcode = '23514';
  end if;
  if revision.state is distinct from 'in_review' or revision.content_sha256 is distinct from new.content_sha256 then
    raise exception 'an approval of a content that is not in review' using errcode = '23514';
  end if;
  if exists (select from revision_editors where revision_id = new.revision_id and user_id = new.approver_id) then
    raise exception 'an approval by somebody who had a hand in the revision' using errcode = '23514';
  end if;
  if not is_reviewer(new.approver_id) then
    raise exception 'an approval by somebody who is no reviewer' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_four_eyes before insert on approvals for each row execute function require_four_eyes();
--> statement-breakpoint

create function guard_revision() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a revision begins as a draft' using errcode = '42501';
    end if;
    if new.based_on is not null and not exists (
      select from revisions where id = new.based_on and state = 'published'
    ) then
      raise exception 'a draft is based on a published revision or on nothing' using errcode = '23514';
    end if;
    return new;
  end if;
  if old.state in ('published', 'discarded') then
    raise exception 'a revision that is % never changes', old.state using errcode = '42501';
  end if;
  if (new.id, new.note_id, new.based_on, new.created_by, new.created_at)
    is distinct from (old.id, old.note_id, old.based_on, old.created_by, old.created_at) then
    raise exception 'what a revision is and where it comes from never changes' using errcode = '42501';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
    ('draft', 'in_review'), ('changes_requested', 'in_review'), ('in_review', 'draft'),
    ('in_review', 'changes_requested'), ('in_review', 'published'),
    ('draft', 'discarded'), ('in_review', 'discarded'), ('changes_requested', 'discarded')
  ) then
    raise exception 'a revision does not go from % to %', old.state, new.state using errcode = '23514';
  end if;
  if old.state = 'in_review' and new.state in ('in_review', 'published')
    and (new.content_sha256, new.content_format, new.summary, new.submitted_by, new.submitted_at)
    is distinct from (old.content_sha256, old.content_format, old.summary, old.submitted_by, old.submitted_at) then
    raise exception 'what is in review is not exchanged' using errcode = '42501';
  end if;
  if new.state = 'published' then
    if not exists (
      select from approvals
      where approvals.revision_id = new.id and approvals.content_sha256 = new.content_sha256
        and is_reviewer(approvals.approver_id)
        and not exists (
          select from revision_editors
          where revision_editors.revision_id = new.id and revision_editors.user_id = approvals.approver_id
        )
    ) then
      raise exception 'nothing is published without an approval of its content' using errcode = '23514';
    end if;
    if new.based_on is distinct from (
      select id from revisions where note_id = new.note_id and state = 'published' order by number desc limit 1
    ) then
      raise exception 'another revision was published since this draft was begun' using errcode = '23514';
    end if;
    if new.number is distinct from (
      select coalesce(max(number), 0) + 1 from revisions where note_id = new.note_id
    ) then
      raise exception 'revisions are numbered without gaps' using errcode = '23514';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_guard_revision before insert or update on revisions for each row execute function guard_revision();
--> statement-breakpoint

-- A publication is of a published revision, and links lead only to what is published.
create function require_published() returns trigger language plpgsql as $$
begin
  if not exists (select from revisions where id = new.revision_id and state = 'published') then
    raise exception '% of a revision that is not published', tg_table_name using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_published before insert on publications for each row execute function require_published();
--> statement-breakpoint
create trigger d_published before insert on share_links for each row execute function require_published();
--> statement-breakpoint

-- A link leads for good to what it was made for, and is taken back for good.
create function guard_link() returns trigger language plpgsql as $$
begin
  if (new.id, new.revision_id, new.token_sha256, new.issued_by, new.issued_at)
    is distinct from (old.id, old.revision_id, old.token_sha256, old.issued_by, old.issued_at) then
    raise exception 'what a link is and where it leads never changes' using errcode = '42501';
  end if;
  if old.revoked_at is not null and (new.revoked_at, new.revoked_by) is distinct from (old.revoked_at, old.revoked_by) then
    raise exception 'a link that was revoked stays so' using errcode = '42501';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_guard_link before update on share_links for each row execute function guard_link();
--> statement-breakpoint

-- One writer at a time gives each event its number, its time, the actor of its transaction, and the hash of itself and
-- of the event before it.
create function audit_sha256(event audit_events) returns text language sql stable as $$
  select encode(sha256(convert_to(json_build_array(
    event.hash_version, event.seq, to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event.actor,
    event.action, event.subject_kind, event.subject_id, event.before::text, event.after::text, event.previous_sha256
  )::text, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
create function chain_audit_event() returns trigger language plpgsql as $$
declare
  last record;
begin
  perform pg_advisory_xact_lock(7260001);
  select seq, sha256 into last from audit_events order by seq desc limit 1;
  new.seq := coalesce(last.seq, 0) + 1;
  new.at := clock_timestamp();
  new.actor := current_setting('app.actor');
  new.previous_sha256 := coalesce(last.sha256, repeat('0', 64));
  new.hash_version := 1;
  new.sha256 := audit_sha256(new);
  return new;
end $$;
--> statement-breakpoint
create trigger d_chain before insert on audit_events for each row execute function chain_audit_event();
--> statement-breakpoint

-- The first event whose hash, or whose place in the chain, is not what it should be; null when all hold.
create function audit_verify() returns bigint language sql stable as $$
  select min(seq) from (
    select event.seq from (
      select audit_events.*, lag(sha256) over (order by seq) as expected_previous, row_number() over (order by seq) as place
      from audit_events
    ) as checked join audit_events as event using (seq)
    where event.sha256 <> audit_sha256(event)
      or event.previous_sha256 <> coalesce(checked.expected_previous, repeat('0', 64))
      or event.seq <> checked.place
  ) as broken
$$;
--> statement-breakpoint
grant execute on function is_reviewer(uuid), audit_sha256(audit_events), audit_verify() to quarterdeck_app;
