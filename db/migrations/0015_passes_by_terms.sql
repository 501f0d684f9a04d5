-- A limit that was lowered below what is used leaves no views, not fewer than none.
create or replace view open_links as
select
  share_links.id as link_id, share_links.policy, share_links.password_hash, share_links.recipients,
  share_links.may_download, share_links.shows_newer,
  greatest(share_links.views_max - share_links.views_used, 0 * share_links.views_max) as views_left,
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
--> statement-breakpoint

-- A pass holds for an address while the link is for it.
create or replace view entered_links as
select open_links.*, entries.secret_sha256, entries.asks_password, entries.asks_address, entries.address
from (
  select
    share_links.id as link_id, share_links.token_sha256 as secret_sha256, null::text as address,
    share_links.password_hash is not null as asks_password, share_links.recipients <> '{}' as asks_address
  from share_links
  union all
  select
    share_links.id, share_passes.pass_sha256, share_passes.address,
    share_links.password_hash is not null and not share_passes.gave_password,
    share_links.recipients <> '{}' and not coalesce(
      array[share_passes.address, '@' || split_part(share_passes.address, '@', 2)] && share_links.recipients, false
    )
  from share_passes join share_links on share_links.id = share_passes.link_id
  where share_passes.expires_at > now()
) as entries
join open_links on open_links.link_id = entries.link_id;
--> statement-breakpoint

-- The lock makes whoever changes the terms and whoever enters go one after the other; after it the terms are read anew.
drop function share_admit(bytea, bytea);
--> statement-breakpoint
create function share_admit(secret bytea, pass bytea, verified_hash text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  entered entered_links;
begin
  select * into entered from entered_links where secret_sha256 = encode(secret, 'hex') and asks_password;
  if not found then return false; end if;
  perform from share_links where id = entered.link_id and password_hash = verified_hash for key share;
  if not found then return false; end if;
  insert into share_passes (pass_sha256, link_id, gave_password, address, expires_at)
  values (encode(pass, 'hex'), entered.link_id, true, entered.address, now() + interval '12 hours');
  return true;
end $$;
--> statement-breakpoint
revoke all on function share_admit(bytea, bytea, text) from public;
--> statement-breakpoint
grant execute on function share_admit(bytea, bytea, text) to quarterdeck_share;
--> statement-breakpoint
create or replace function share_use_code(secret bytea, code_id uuid, code bytea, pass bytea) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  link entered_links;
  proved share_codes;
begin
  select * into link from entered_links
  where secret_sha256 = encode(secret, 'hex') and asks_address and not asks_password;
  if not found then return false; end if;
  update share_codes set tries_left = tries_left - 1
  where id = code_id and link_id = link.link_id and tries_left > 0 and expires_at > now()
  returning * into proved;
  if not found or proved.code_sha256 is distinct from encode(code, 'hex') then return false; end if;
  delete from share_codes where id = code_id;
  perform from share_links
  where id = link.link_id and password_hash is not distinct from link.password_hash
    and array[proved.address, '@' || split_part(proved.address, '@', 2)] && recipients
  for key share;
  if not found then return false; end if;
  insert into share_passes (pass_sha256, link_id, gave_password, address, expires_at)
  values (encode(pass, 'hex'), link.link_id, link.password_hash is not null, proved.address, now() + interval '12 hours');
  return true;
end $$;
--> statement-breakpoint
create or replace function share_feed(secret bytea)
returns table (number integer, published_at timestamptz, recalled_at timestamptz, content_sha256 text)
language sql stable security definer set search_path = public, pg_temp as $$
  select revisions.number, revisions.published_at, recalls.recalled_at,
    case when recalls.revision_id is null then revisions.content_sha256 end
  from entered_links as link
  join revisions on revisions.note_id = link.note_id and revisions.state = 'published'
  left join recalls on recalls.revision_id = revisions.id
  where link.secret_sha256 = encode($1, 'hex') and link.policy = 'latest'
    and link.password_hash is null and link.recipients = '{}' and link.views_left is null
  order by revisions.number desc limit 50
$$;
