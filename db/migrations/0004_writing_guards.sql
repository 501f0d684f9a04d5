grant select, insert, update, delete on presences, thread_members to quarterdeck_app;
--> statement-breakpoint
grant select, insert on threads, save_receipts to quarterdeck_app;
--> statement-breakpoint
-- Worth nothing after a restart, and written every few seconds.
alter table presences set unlogged;
--> statement-breakpoint
create trigger a_require_actor before insert or update or delete on threads
  for each statement execute function require_actor();
--> statement-breakpoint
create trigger a_require_actor before insert or update or delete on thread_members
  for each statement execute function require_actor();
--> statement-breakpoint
create trigger b_append_only before update or delete on threads for each row execute function refuse_change();
--> statement-breakpoint
create trigger b_append_only before update or delete on save_receipts for each row execute function refuse_change();
--> statement-breakpoint

-- A thread runs through the quarters of one company, and through items of one kind.
create function guard_thread_member() returns trigger language plpgsql as $$
begin
  if not exists (
    select from items join notes on notes.id = items.note_id join threads on threads.company_id = notes.company_id
    where items.id = new.item_id and threads.id = new.thread_id and threads.kind = items.kind
  ) then
    raise exception 'a thread of another company or of another kind of item' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_thread_member before insert or update on thread_members
  for each row execute function guard_thread_member();
--> statement-breakpoint

-- Whoever has a revision open hears of each event in its life, and of who else has it open, once that is committed.
create function announce_event() returns trigger language plpgsql as $$
begin
  perform pg_notify('revisions', json_build_object('revisionId', new.subject_id, 'seq', new.seq)::text);
  return null;
end $$;
--> statement-breakpoint
create trigger z_announce after insert on audit_events for each row
  when (new.subject_kind = 'revision') execute function announce_event();
--> statement-breakpoint
create function announce_presence() returns trigger language plpgsql as $$
declare
  revision uuid;
begin
  if tg_op = 'UPDATE' and (new.revision_id, new.item_id, new.field, new.user_id)
    is not distinct from (old.revision_id, old.item_id, old.field, old.user_id) then
    return null; -- still there, as before
  end if;
  for revision in
    select distinct id from unnest(array[
      case when tg_op <> 'INSERT' then old.revision_id end, case when tg_op <> 'DELETE' then new.revision_id end
    ]) as id where id is not null
  loop
    perform pg_notify('presences', revision::text);
  end loop;
  return null;
end $$;
--> statement-breakpoint
create trigger z_announce after insert or update or delete on presences
  for each row execute function announce_presence();
