-- A visit that is sent again, because nobody heard that it was kept, is kept once.
create or replace function share_log(views json) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  kept integer;
begin
  insert into share_views (key, link_id, revision_id, at, what, network, browser, address)
  select coalesce(view.key, gen_random_uuid()), view."linkId", view."revisionId", view.at, view.what, view.network, view.browser, view.address
  from json_to_recordset(views) as view (
    key uuid, "linkId" uuid, "revisionId" uuid, at timestamptz, what text, network text, browser text, address text
  )
  join share_links on share_links.id = view."linkId"
  join sharing_settings on sharing_settings.logs_views
  order by view.at
  on conflict (key) do nothing;
  get diagnostics kept = row_count;
  return kept;
end $$;
