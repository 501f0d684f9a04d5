grant select, delete on share_passes, share_codes, share_views to quarterdeck_app;
--> statement-breakpoint
grant update on share_codes to quarterdeck_app;
--> statement-breakpoint
grant select, update on sharing_settings to quarterdeck_app;
--> statement-breakpoint
insert into sharing_settings default values;
--> statement-breakpoint
create trigger a_require_actor before insert or update or delete on sharing_settings
  for each statement execute function require_actor();
--> statement-breakpoint
create trigger b_no_delete before delete on sharing_settings for each row execute function refuse_change();
--> statement-breakpoint

-- A link leads for good to what it was made for, and is taken back for good. What it allows changes while it lives.
create or replace function guard_link() returns trigger language plpgsql as $$
begin
  if (new.id, new.revision_id, new.issued_by, new.issued_at)
    is distinct from (old.id, old.revision_id, old.issued_by, old.issued_at) then
    raise exception 'where a link leads and who made it never change' using errcode = '42501';
  end if;
  if old.revoked_at is not null and new is distinct from old then
    raise exception 'a link that was revoked stays as it was' using errcode = '42501';
  end if;
  return new;
end $$;
--> statement-breakpoint

-- The links that open, with the revision that each shows now. Only the functions below read it.
create view open_links as
select
  share_links.id as link_id, share_links.policy, share_links.password_hash, share_links.recipients,
  share_links.may_download, share_links.shows_newer, share_links.views_max - share_links.views_used as views_left,
  sharing_settings.logs_views, sharing_settings.views_kept_days,
  shown.id as revision_id, shown.note_id, shown.number, shown.content, shown.content_sha256, shown.published_at,
  recalls.recalled_at, recalls.reason
from share_links
join users on users.id = share_links.issued_by and users.disabled_at is null
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

-- What a request has in hand: the hash of a link's token, or that of a pass which its password or a code gave.
create view entered_links as
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
    share_links.recipients <> '{}' and share_passes.address is null
  from share_passes join share_links on share_links.id = share_passes.link_id
  where share_passes.expires_at > now()
) as entries
join open_links on open_links.link_id = entries.link_id;
--> statement-breakpoint

-- All that the reader's door can do in the database is to call the functions `share_*`. A link that asks for more than
-- was given tells that it does, and nothing else.
drop function share_open(bytea);
--> statement-breakpoint
create function share_open(secret bytea)
returns table (
  link_id uuid, asks_password boolean, asks_address boolean, views_left integer, address text,
  policy text, may_download boolean, logs_views boolean, views_kept_days integer,
  revision_id uuid, number integer, content_sha256 text, published_at timestamptz,
  recalled_at timestamptz, reason text, ticker text, period text,
  newer_number integer, newer_published_at timestamptz, newer_sha256 text
)
language sql stable security definer set search_path = public, pg_temp as $$
  select
    link.link_id, link.asks_password, link.asks_address, link.views_left, link.address,
    link.policy, link.may_download, link.logs_views, link.views_kept_days,
    told.revision_id, told.number, told.content_sha256, told.published_at, told.recalled_at, told.reason,
    case when told.recalled_at is not null then link.content::json ->> 'ticker' end,
    case when told.recalled_at is not null then link.content::json ->> 'period' end,
    newer.number, newer.published_at, newer.content_sha256
  from entered_links as link
  left join lateral (
    select link.revision_id, link.number, link.published_at, link.recalled_at, link.reason,
      case when link.recalled_at is null then link.content_sha256 end as content_sha256
    where not link.asks_password and not link.asks_address
  ) as told on true
  left join lateral (
    select revisions.number, revisions.published_at, revisions.content_sha256 from revisions
    where link.shows_newer and link.policy = 'revision' and told.content_sha256 is not null
      and revisions.note_id = link.note_id and revisions.state = 'published' and revisions.number > link.number
      and not exists (select from recalls where recalls.revision_id = revisions.id)
    order by revisions.number desc limit 1
  ) as newer on true
  where link.secret_sha256 = encode(secret, 'hex')
$$;
--> statement-breakpoint

-- The stored bytes of what a link shows, once for each door: they never change.
create function share_bytes(secret bytea)
returns table (content_sha256 text, article text, article_sha256 text, style text, ticker text, period text)
language sql stable security definer set search_path = public, pg_temp as $$
  select link.content_sha256, publications.article, publications.article_sha256, publications.style,
    link.content::json ->> 'ticker', link.content::json ->> 'period'
  from entered_links as link join publications on publications.revision_id = link.revision_id
  where link.secret_sha256 = encode($1, 'hex')
    and not link.asks_password and not link.asks_address and link.recalled_at is null
$$;
--> statement-breakpoint

-- The content of what a link shows, and that of the newer revision which its readers are told of; both are published.
create function share_contents(secret bytea)
returns table (content text, newer_content text, may_download boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select link.content, newer.content, link.may_download
  from entered_links as link
  left join lateral (
    select revisions.content from revisions
    where link.shows_newer and link.policy = 'revision'
      and revisions.note_id = link.note_id and revisions.state = 'published' and revisions.number > link.number
      and not exists (select from recalls where recalls.revision_id = revisions.id)
    order by revisions.number desc limit 1
  ) as newer on true
  where link.secret_sha256 = encode($1, 'hex')
    and not link.asks_password and not link.asks_address and link.recalled_at is null
    and (link.may_download or newer.content is not null)
$$;
--> statement-breakpoint

-- What came out under a link that follows its note and asks for nothing: what a feed reader is told.
create function share_feed(secret bytea)
returns table (number integer, published_at timestamptz, recalled_at timestamptz, content_sha256 text)
language sql stable security definer set search_path = public, pg_temp as $$
  select revisions.number, revisions.published_at, recalls.recalled_at, revisions.content_sha256
  from entered_links as link
  join revisions on revisions.note_id = link.note_id and revisions.state = 'published'
  left join recalls on recalls.revision_id = revisions.id
  where link.secret_sha256 = encode($1, 'hex') and link.policy = 'latest'
    and link.password_hash is null and link.recipients = '{}' and link.views_left is null
  order by revisions.number desc limit 50
$$;
--> statement-breakpoint

-- Takes one view of a link that has a limit; false: none was left.
create function share_take_view(secret bytea) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  link uuid;
begin
  select entered_links.link_id into link from entered_links
  where secret_sha256 = encode(secret, 'hex') and not asks_password and not asks_address and recalled_at is null;
  if link is null then return false; end if;
  perform set_config('app.actor', 'link:' || link, true);
  update share_links set views_used = views_used + 1 where id = link and views_used < views_max;
  return found;
end $$;
--> statement-breakpoint

-- The argon2 hash of a link's password: the door compares, since the database cannot.
create function share_password(secret bytea) returns table (link_id uuid, password_hash text)
language sql stable security definer set search_path = public, pg_temp as $$
  select link.link_id, link.password_hash from entered_links as link where link.secret_sha256 = encode($1, 'hex')
$$;
--> statement-breakpoint

-- Lets a browser that gave the password come back with a pass, for half a day.
create function share_admit(secret bytea, pass bytea) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into share_passes (pass_sha256, link_id, gave_password, address, expires_at)
  select encode(pass, 'hex'), link_id, true, address, now() + interval '12 hours'
  from entered_links where secret_sha256 = encode(secret, 'hex') and asks_password;
  return found;
end $$;
--> statement-breakpoint

-- Notes that somebody asks for a code: also when the address is none of the link's, so that neither answer nor time tells.
create function share_ask_code(secret bytea, code_id uuid, to_address text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into share_codes (id, link_id, address, expires_at)
  select code_id, link_id, to_address, now() + interval '15 minutes'
  from entered_links where secret_sha256 = encode(secret, 'hex') and asks_address and not asks_password;
  if not found then return false; end if;
  perform graphile_worker.add_job('share.code', json_build_object('codeId', code_id), max_attempts => 3);
  return true;
end $$;
--> statement-breakpoint

-- One try of a code; true: the pass now proves its address. Five tries, one use.
create function share_use_code(secret bytea, code_id uuid, code bytea, pass bytea) returns boolean
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
  insert into share_passes (pass_sha256, link_id, gave_password, address, expires_at)
  values (encode(pass, 'hex'), link.link_id, link.password_hash is not null, proved.address, now() + interval '12 hours');
  return true;
end $$;
--> statement-breakpoint

-- Keeps what readers were given, many at once, for links whose workspace wants that kept.
create function share_log(views json) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  kept integer;
begin
  insert into share_views (link_id, revision_id, at, what, network, browser, address)
  select view."linkId", view."revisionId", view.at, view.what, view.network, view.browser, view.address
  from json_to_recordset(views) as view (
    "linkId" uuid, "revisionId" uuid, at timestamptz, what text, network text, browser text, address text
  )
  join share_links on share_links.id = view."linkId"
  join sharing_settings on sharing_settings.logs_views
  order by view.at;
  get diagnostics kept = row_count;
  return kept;
end $$;
--> statement-breakpoint

revoke all on open_links, entered_links from public, quarterdeck_app, quarterdeck_share;
--> statement-breakpoint
do $$
declare f regprocedure;
begin
  for f in select oid from pg_proc where pronamespace = 'public'::regnamespace and proname like 'share\_%' loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to quarterdeck_share', f);
  end loop;
end $$;
