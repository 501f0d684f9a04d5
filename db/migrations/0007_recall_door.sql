-- Of a revision that was recalled a reader gets to know which one it was, when and why; nothing of what it said leaves.
drop function share_open(bytea);
--> statement-breakpoint
create function share_open(token_sha256 bytea)
returns table (
  article text, style text, ticker text, period text, number integer, content_sha256 text, published_at timestamptz,
  recalled_at timestamptz, reason text
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select
    case when recalls.revision_id is null then publications.article end,
    case when recalls.revision_id is null then publications.style end,
    revisions.content::json ->> 'ticker', revisions.content::json ->> 'period', revisions.number,
    case when recalls.revision_id is null then revisions.content_sha256 end,
    revisions.published_at, recalls.recalled_at, recalls.reason
  from public.share_links
  join public.publications on publications.revision_id = share_links.revision_id
  join public.revisions on revisions.id = share_links.revision_id
  join public.users on users.id = share_links.issued_by
  left join public.recalls on recalls.revision_id = share_links.revision_id
  where share_links.token_sha256 = encode($1, 'hex')
    and share_links.revoked_at is null
    and (share_links.expires_at is null or share_links.expires_at > now())
    and users.disabled_at is null
$$;
--> statement-breakpoint
revoke all on function share_open(bytea) from public;
--> statement-breakpoint
grant execute on function share_open(bytea) to quarterdeck_share;
--> statement-breakpoint

-- Nobody is newly led to what was recalled.
create or replace function require_published() returns trigger language plpgsql as $$
begin
  if not exists (select from revisions where id = new.revision_id and state = 'published') then
    raise exception '% of a revision that is not published', tg_table_name using errcode = '23514';
  end if;
  if exists (select from recalls where revision_id = new.revision_id) then
    raise exception '% of a revision that was recalled', tg_table_name using errcode = '23514';
  end if;
  return new;
end $$;
