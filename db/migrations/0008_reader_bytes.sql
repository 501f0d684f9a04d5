CREATE TABLE "limits" (
	"name" text NOT NULL,
	"key_sha256" text NOT NULL,
	"points" integer NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "limits_name_key_sha256_pk" PRIMARY KEY("name","key_sha256"),
	CONSTRAINT "limits_key_sha256" CHECK ("limits"."key_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE INDEX "limits_end" ON "limits" USING btree ("ends_at");
--> statement-breakpoint
grant select, insert, update, delete on limits to quarterdeck_app;
--> statement-breakpoint
-- Worth nothing once its minute or hour is over, and a count must not wait for the disk.
alter table limits set unlogged;
--> statement-breakpoint

-- Adds to what was counted since the window began, or begins one; what stands there now, and how long it still will.
create function count_limit(counted text, hashed_key text, by_points integer, window_ms integer)
returns table (points integer, ms_left integer)
language sql volatile set search_path = pg_catalog, pg_temp as $$
  insert into public.limits as kept (name, key_sha256, points, ends_at)
  values ($1, $2, $3, statement_timestamp() + $4 * interval '1 millisecond')
  on conflict (name, key_sha256) do update set
    points = case when kept.ends_at <= statement_timestamp() then 0 else kept.points end + excluded.points,
    ends_at = case when kept.ends_at <= statement_timestamp() then excluded.ends_at else kept.ends_at end
  returning kept.points, ceil(extract(epoch from kept.ends_at - statement_timestamp()) * 1000)::integer
$$;
--> statement-breakpoint
revoke all on function count_limit(text, text, integer, integer) from public;
--> statement-breakpoint
grant execute on function count_limit(text, text, integer, integer) to quarterdeck_app;
--> statement-breakpoint
create function share_limit(counted text, hashed_key text, by_points integer, window_ms integer)
returns table (points integer, ms_left integer)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select counter.points, counter.ms_left from public.count_limit($1, $2, $3, $4) as counter where $1 like 'share.%'
$$;
--> statement-breakpoint
revoke all on function share_limit(text, text, integer, integer) from public;
--> statement-breakpoint
grant execute on function share_limit(text, text, integer, integer) to quarterdeck_share;
--> statement-breakpoint

-- What a link shows is asked at each request; the bytes, which never change, only by a process that does not have them.
drop function share_open(bytea);
--> statement-breakpoint
create function share_open(token_sha256 bytea)
returns table (
  revision_id uuid, number integer, content_sha256 text, published_at timestamptz,
  recalled_at timestamptz, reason text, ticker text, period text
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select revisions.id, revisions.number,
    case when recalls.revision_id is null then revisions.content_sha256 end,
    revisions.published_at, recalls.recalled_at, recalls.reason,
    case when recalls.revision_id is not null then revisions.content::json ->> 'ticker' end,
    case when recalls.revision_id is not null then revisions.content::json ->> 'period' end
  from public.share_links
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
create function share_article(token_sha256 bytea, of_revision uuid)
returns table (article text, style text, ticker text, period text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select publications.article, publications.style,
    revisions.content::json ->> 'ticker', revisions.content::json ->> 'period'
  from public.share_open($1) as opened
  join public.publications on publications.revision_id = opened.revision_id
  join public.revisions on revisions.id = opened.revision_id
  where opened.revision_id = $2 and opened.recalled_at is null
$$;
--> statement-breakpoint
revoke all on function share_article(bytea, uuid) from public;
--> statement-breakpoint
grant execute on function share_article(bytea, uuid) to quarterdeck_share;
