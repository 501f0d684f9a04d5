-- Whoever enters waits for whoever changes the link: its row is locked before anything else is, by all of them, and only
-- then is read what opens it and what it asks. What was read before may be over: another token, password or list.
create or replace function share_admit(secret bytea, pass bytea, verified_hash text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  link uuid := (select entered_links.link_id from entered_links where secret_sha256 = encode(secret, 'hex'));
begin
  perform from share_links where id = link for key share;
  insert into share_passes (pass_sha256, link_id, gave_password, address, expires_at)
  select encode(pass, 'hex'), entered.link_id, true, entered.address, now() + interval '12 hours'
  from entered_links as entered
  where entered.secret_sha256 = encode(secret, 'hex') and entered.link_id = link
    and entered.asks_password and entered.password_hash = verified_hash;
  return found;
end $$;
--> statement-breakpoint
create or replace function share_use_code(secret bytea, code_id uuid, code bytea, pass bytea) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  entered entered_links;
  proved share_codes;
begin
  select * into entered from entered_links where secret_sha256 = encode(secret, 'hex');
  perform from share_links where id = entered.link_id for key share;
  select * into entered from entered_links
  where secret_sha256 = encode(secret, 'hex') and link_id = entered.link_id and asks_address and not asks_password;
  if not found then return false; end if;
  update share_codes set tries_left = tries_left - 1
  where id = code_id and link_id = entered.link_id and tries_left > 0 and expires_at > now()
  returning * into proved;
  if not found or proved.code_sha256 is distinct from encode(code, 'hex') then return false; end if;
  delete from share_codes where id = code_id;
  if not array[proved.address, '@' || split_part(proved.address, '@', 2)] && entered.recipients then return false; end if;
  insert into share_passes (pass_sha256, link_id, gave_password, address, expires_at)
  values (
    encode(pass, 'hex'), entered.link_id, entered.password_hash is not null, proved.address, now() + interval '12 hours'
  );
  return true;
end $$;
--> statement-breakpoint
create or replace function share_take_view(secret bytea) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  link uuid := (select entered_links.link_id from entered_links where secret_sha256 = encode(secret, 'hex'));
begin
  if link is null then return false; end if;
  perform from share_links where id = link for no key update;
  perform set_config('app.actor', 'link:' || link, true);
  update share_links set views_used = views_used + 1
  where id = link and views_used < views_max and exists (
    select from entered_links as entered
    where entered.secret_sha256 = encode(secret, 'hex') and entered.link_id = link
      and not entered.asks_password and not entered.asks_address and entered.recalled_at is null
  );
  return found;
end $$;
