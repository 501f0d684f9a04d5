grant select, insert on decisions, recalls, comment_mentions, review_looks to quarterdeck_app;
--> statement-breakpoint
grant select, insert, update on comments to quarterdeck_app;
--> statement-breakpoint
grant select, insert, delete on review_requests to quarterdeck_app;
--> statement-breakpoint
grant select, update on review_settings to quarterdeck_app;
--> statement-breakpoint
insert into review_settings default values;
--> statement-breakpoint

do $$
declare t text;
begin
  foreach t in array array['decisions', 'recalls', 'comments', 'comment_mentions', 'review_requests', 'review_settings'] loop
    execute format('create trigger a_require_actor before insert or update or delete on %I
      for each statement execute function require_actor()', t);
  end loop;
  foreach t in array array['decisions', 'recalls', 'comment_mentions'] loop
    execute format('create trigger b_append_only before update or delete on %I
      for each row execute function refuse_change()', t);
  end loop;
  foreach t in array array['decisions', 'recalls', 'comments', 'comment_mentions', 'review_settings'] loop
    execute format('create trigger b_no_truncate before truncate on %I
      for each statement execute function refuse_change()', t);
  end loop;
  foreach t in array array['comments', 'review_settings'] loop
    execute format('create trigger b_no_delete before delete on %I
      for each row execute function refuse_change()', t);
  end loop;
end $$;
--> statement-breakpoint

-- Whoever wrote any of it, or of what it was cut from.
create function had_a_hand(revision uuid, person uuid) returns boolean language sql stable as $$
  select exists (
    select from revision_editors
    where user_id = person and (revision_id = revision or revision_id = (select cut_from from revisions where id = revision))
  )
$$;
--> statement-breakpoint
grant execute on function had_a_hand(uuid, uuid) to quarterdeck_app;
--> statement-breakpoint

-- A part that is cut out of a revision in review is copied, row for row, from that revision or from its base, by somebody
-- who wrote neither. On which side a takeaway stands is a change by itself, and so is an item's place.
create or replace function require_editor() returns trigger language plpgsql as $$
declare
  edited uuid;
  copied boolean;
begin
  for edited in
    select distinct id from unnest(array[
      case when tg_op <> 'INSERT' then old.revision_id end, case when tg_op <> 'DELETE' then new.revision_id end
    ]) as id where id is not null
  loop
    if exists (
      select from revision_editors where revision_id = edited and 'user:' || user_id = current_setting('app.actor', true)
    ) then continue; end if;
    copied := false;
    if tg_op = 'INSERT' then
      execute format('select exists (
        select from %1$I as kept join revisions on revisions.based_on = kept.revision_id
        where revisions.id = ($1).revision_id and kept.item_id = ($1).item_id
          and to_jsonb(kept) - ''{id,revision_id}''::text[] = to_jsonb($1) - ''{id,revision_id}''::text[]
      ) or (
        exists (
          select from %1$I as kept join revisions on kept.revision_id in (revisions.based_on, revisions.cut_from)
          where revisions.id = ($1).revision_id and revisions.cut_from is not null and kept.item_id = ($1).item_id
            and to_jsonb(kept) - ''{id,revision_id,rank,kind}''::text[] = to_jsonb($1) - ''{id,revision_id,rank,kind}''::text[]
        ) and exists (
          select from %1$I as kept join revisions on kept.revision_id in (revisions.based_on, revisions.cut_from)
          where revisions.id = ($1).revision_id and kept.item_id = ($1).item_id
            and (to_jsonb(kept) -> ''kind'') is not distinct from (to_jsonb($1) -> ''kind'')
        )
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

create or replace function require_four_eyes() returns trigger language plpgsql as $$
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
  if had_a_hand(new.revision_id, new.approver_id) then
    raise exception 'an approval by somebody who had a hand in the revision' using errcode = '23514';
  end if;
  if not is_reviewer(new.approver_id) then
    raise exception 'an approval by somebody who is no reviewer' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint

-- A decision is its maker's own, on a revision in review, by a reviewer who wrote none of it.
create function guard_decision() returns trigger language plpgsql as $$
declare
  revision record;
begin
  select state, note_id into revision from revisions where id = new.revision_id for share;
  if current_setting('app.actor', true) is distinct from 'user:' || new.decided_by then
    raise exception 'a decision in the name of somebody else' using errcode = '23514';
  end if;
  if revision.state is distinct from 'in_review' then
    raise exception 'a decision on a revision that is not in review' using errcode = '23514';
  end if;
  if had_a_hand(new.revision_id, new.decided_by) or not is_reviewer(new.decided_by) then
    raise exception 'a decision by somebody who had a hand in the revision, or is no reviewer' using errcode = '23514';
  end if;
  if not exists (select from items where id = new.item_id and note_id = revision.note_id) then
    raise exception 'a decision on an item of another note' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_decision before insert on decisions for each row execute function guard_decision();
--> statement-breakpoint

-- A comment is its writer's own, on an item of the note that they had open, and answers the first of its thread.
create function guard_comment() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - '{resolved_by,resolved_at}'::text[] <> to_jsonb(old) - '{resolved_by,resolved_at}'::text[] then
      raise exception 'what was said stays as it was said' using errcode = '42501';
    end if;
    if new.resolved_by is not null and current_setting('app.actor', true) is distinct from 'user:' || new.resolved_by then
      raise exception 'a thread resolved in the name of somebody else' using errcode = '23514';
    end if;
    return new;
  end if;
  if current_setting('app.actor', true) is distinct from 'user:' || new.written_by then
    raise exception 'a comment in the name of somebody else' using errcode = '23514';
  end if;
  if not exists (
    select from items join revisions on revisions.note_id = items.note_id
    where items.id = new.item_id and revisions.id = new.revision_id
  ) then
    raise exception 'a comment on an item of another note' using errcode = '23514';
  end if;
  if new.replies_to is not null and not exists (
    select from comments where id = new.replies_to and item_id = new.item_id and replies_to is null
  ) then
    raise exception 'a reply to what is not the first comment of a thread on the item' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_comment before insert or update on comments for each row execute function guard_comment();
--> statement-breakpoint

create function guard_mention() returns trigger language plpgsql as $$
begin
  if not exists (
    select from comments where id = new.comment_id and 'user:' || written_by = current_setting('app.actor', true)
  ) then
    raise exception 'a mention in somebody else''s comment' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_mention before insert on comment_mentions for each row execute function guard_mention();
--> statement-breakpoint

create function guard_recall() returns trigger language plpgsql as $$
begin
  if not exists (select from revisions where id = new.revision_id and state = 'published') then
    raise exception 'a recall of a revision that is not published' using errcode = '23514';
  end if;
  if current_setting('app.actor', true) is distinct from 'user:' || new.recalled_by or not is_reviewer(new.recalled_by) then
    raise exception 'a recall in the name of somebody else, or by somebody who is no reviewer' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_recall before insert on recalls for each row execute function guard_recall();
--> statement-breakpoint

-- What a note's next revision may be based on: the newest that is out, recalled or not, or the newest that readers can
-- still have; nothing, where there is none.
create function may_follow(base uuid, note uuid) returns boolean language sql stable as $$
  select base is not distinct from (
    select id from revisions where note_id = note and state = 'published' order by number desc limit 1
  ) or base is not distinct from (
    select id from revisions where note_id = note and state = 'published'
      and not exists (select from recalls where recalls.revision_id = revisions.id)
    order by number desc limit 1
  )
$$;
--> statement-breakpoint
grant execute on function may_follow(uuid, uuid) to quarterdeck_app;
--> statement-breakpoint

create or replace function guard_revision() returns trigger language plpgsql as $$
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
    if new.cut_from is not null and not exists (
      select from revisions where id = new.cut_from and state = 'in_review' and based_on is not distinct from new.based_on
    ) then
      raise exception 'a part is cut from a revision in review, on the same base' using errcode = '23514';
    end if;
    return new;
  end if;
  if old.state in ('published', 'discarded') then
    raise exception 'a revision that is % never changes', old.state using errcode = '42501';
  end if;
  if (new.id, new.note_id, new.cut_from, new.created_by, new.created_at)
    is distinct from (old.id, old.note_id, old.cut_from, old.created_by, old.created_at) then
    raise exception 'what a revision is and where it comes from never changes' using errcode = '42501';
  end if;
  -- Brought up to date: what was published meanwhile is in it, and it is on its way back to review.
  if new.based_on is distinct from old.based_on and (
    new.state not in ('draft', 'changes_requested') or new.based_on is null
    or not may_follow(new.based_on, new.note_id)
  ) then
    raise exception 'the base of a draft changes only to what is newest' using errcode = '42501';
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
    if (
      select count(distinct approvals.approver_id) from approvals
      where approvals.revision_id = new.id and approvals.content_sha256 = new.content_sha256
        and is_reviewer(approvals.approver_id) and not had_a_hand(new.id, approvals.approver_id)
    ) < (select approvals_needed from review_settings) then
      raise exception 'nothing is published without the approvals of its content that are asked for' using errcode = '23514';
    end if;
    if not may_follow(new.based_on, new.note_id) then
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

-- A part that is cut out takes what it was cut from out of review: who has that open hears of it too.
create or replace function announce_event() returns trigger language plpgsql as $$
declare
  revision text;
begin
  for revision in
    select distinct id from unnest(array[new.subject_id::text, new.after ->> 'cutFrom']) as id where id is not null
  loop
    perform pg_notify('revisions', json_build_object('revisionId', revision, 'seq', new.seq)::text);
  end loop;
  return null;
end $$;
