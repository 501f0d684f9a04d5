-- All that the reader's door can do in the database is to call the functions of this file.
create function share_open(token_sha256 bytea)
returns table (
  article text, style text, ticker text, period text, number integer, content_sha256 text, published_at timestamptz
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select publications.article, publications.style, revisions.content::json ->> 'ticker',
    revisions.content::json ->> 'period', revisions.number, revisions.content_sha256, revisions.published_at
  from public.share_links
  join public.publications on publications.revision_id = share_links.revision_id
  join public.revisions on revisions.id = share_links.revision_id
  join public.users on users.id = share_links.issued_by
  where share_links.token_sha256 = encode($1, 'hex')
    and share_links.revoked_at is null
    and (share_links.expires_at is null or share_links.expires_at > now())
    and users.disabled_at is null
$$;
--> statement-breakpoint
revoke all on function share_open(bytea) from public;
--> statement-breakpoint
grant execute on function share_open(bytea) to quarterdeck_share;
