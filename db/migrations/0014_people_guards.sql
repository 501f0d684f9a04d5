grant select, insert, update on invitations, sign_ins to quarterdeck_app;
--> statement-breakpoint
grant select, insert, delete on set_up_codes to quarterdeck_app;
--> statement-breakpoint
create trigger a_require_actor before insert or update or delete on invitations
  for each statement execute function require_actor();
--> statement-breakpoint
create trigger b_no_delete before delete on invitations for each row execute function refuse_change();
--> statement-breakpoint

-- However a session begins, it is one of somebody who is not disabled, and tells when they last signed in. The lock makes
-- it wait for a disabling under way, which ends the sessions that it finds.
create function begin_session() returns trigger language plpgsql as $$
begin
  perform from users where id = new.user_id and disabled_at is null for share;
  if not found then
    raise exception 'a session of somebody who is disabled' using errcode = '23514';
  end if;
  insert into sign_ins values (new.user_id, new.created_at)
  on conflict (user_id) do update set last_at = greatest(sign_ins.last_at, excluded.last_at);
  return new;
end $$;
--> statement-breakpoint
create trigger c_begin_session before insert on sessions for each row execute function begin_session();
--> statement-breakpoint

-- A workspace that has an admin keeps one. One at a time gives theirs up, so that two cannot do it together.
create function keep_an_admin() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'users' then
    if not exists (select from user_roles where user_id = new.id and role = 'admin') then return null; end if;
  end if;
  perform pg_advisory_xact_lock(7260004);
  if not exists (
    select from users join user_roles on user_roles.user_id = users.id
    where user_roles.role = 'admin' and users.disabled_at is null
  ) then
    raise exception 'nobody removes the last admin' using errcode = '23514';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger e_keep_an_admin after delete or update on user_roles
  for each row when (old.role = 'admin') execute function keep_an_admin();
--> statement-breakpoint
create trigger e_keep_an_admin after update on users
  for each row when (old.disabled_at is null and new.disabled_at is not null) execute function keep_an_admin();
--> statement-breakpoint

-- An invitation is for one address and its roles, and is used once, in time, by whoever becomes exactly that.
create function guard_invitation() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.accepted_at is not null or new.withdrawn_at is not null then
      raise exception 'an invitation begins open' using errcode = '23514';
    end if;
    return new;
  end if;
  if (new.id, new.email, new.roles, new.invited_by, new.invited_at)
    is distinct from (old.id, old.email, old.roles, old.invited_by, old.invited_at) then
    raise exception 'whom an invitation is for and what it gives never change' using errcode = '42501';
  end if;
  if old.accepted_at is not null or old.withdrawn_at is not null then
    raise exception 'an invitation that is over stays so' using errcode = '42501';
  end if;
  if new.accepted_at is null then return new; end if;
  if new.accepted_at >= old.expires_at then
    raise exception 'an invitation is used in time' using errcode = '23514';
  end if;
  if not exists (select from users where id = new.accepted_by and email = new.email) or exists (
    select from user_roles where user_id = new.accepted_by and role <> all (new.roles)
  ) then
    raise exception 'an invitation is used by whom it is for, for the roles that it gives' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_guard_invitation before insert or update on invitations
  for each row execute function guard_invitation();
--> statement-breakpoint

-- Who made a link stays on record. Whose access it depends on changes while it lives, to somebody who is not disabled.
create or replace function guard_link() returns trigger language plpgsql as $$
begin
  if (new.id, new.revision_id, new.issued_by, new.issued_at)
    is distinct from (old.id, old.revision_id, old.issued_by, old.issued_at) then
    raise exception 'where a link leads and who made it never change' using errcode = '42501';
  end if;
  if old.revoked_at is not null and new is distinct from old then
    raise exception 'a link that was revoked stays as it was' using errcode = '42501';
  end if;
  if new.kept_by is distinct from old.kept_by
    and not exists (select from users where id = new.kept_by and disabled_at is null) then
    raise exception 'a link is kept by somebody who is not disabled' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create or replace view open_links as
select
  share_links.id as link_id, share_links.policy, share_links.password_hash, share_links.recipients,
  share_links.may_download, share_links.shows_newer, share_links.views_max - share_links.views_used as views_left,
  sharing_settings.logs_views, sharing_settings.views_kept_days,
  shown.id as revision_id, shown.note_id, shown.number, shown.content, shown.content_sha256, shown.published_at,
  recalls.recalled_at, recalls.reason
from share_links
join users on users.id = coalesce(share_links.kept_by, share_links.issued_by) and users.disabled_at is null
join sharing_settings on sharing_settings.is_on
join revisions as made_of on made_of.id = share_links.revision_id
join lateral (
  select * from revisions
  where note_id = made_of.note_id and state = 'published' and (share_links.policy = 'latest' or id = made_of.id)
  order by number desc limit 1
) as shown on true
left join recalls on recalls.revision_id = shown.id
where share_links.revoked_at is null and (share_links.expires_at is null or share_links.expires_at > now());
