-- What was counted and turned out right is given back: never below nothing, and nothing of a window that is over.
create or replace function count_limit(counted text, hashed_key text, by_points integer, window_ms integer)
returns table (points integer, ms_left integer)
language sql volatile set search_path = pg_catalog, pg_temp as $$
  insert into public.limits as kept (name, key_sha256, points, ends_at)
  values ($1, $2, greatest(0, $3), statement_timestamp() + $4 * interval '1 millisecond')
  on conflict (name, key_sha256) do update set
    points = greatest(0, case when kept.ends_at <= statement_timestamp() then 0 else kept.points end + $3),
    ends_at = case when kept.ends_at <= statement_timestamp() then excluded.ends_at else kept.ends_at end
  returning kept.points, ceil(extract(epoch from kept.ends_at - statement_timestamp()) * 1000)::integer
$$;
