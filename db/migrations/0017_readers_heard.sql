-- Whoever has a draft open hears of each event in its life, and of what changes for readers of its note.
create or replace function announce_event() returns trigger language plpgsql as $$
declare
  revision text;
begin
  for revision in
    select id from unnest(array[new.subject_id::text, new.after ->> 'cutFrom']) as id where id is not null
    union
    select other.id::text from revisions as own join revisions as other on other.note_id = own.note_id
    where new.action in ('revision.published', 'revision.cut', 'revision.recalled') and own.id::text = new.subject_id::text
      and other.state in ('draft', 'in_review', 'changes_requested')
  loop
    perform pg_notify('revisions', json_build_object('revisionId', revision, 'seq', new.seq)::text);
  end loop;
  return null;
end $$;
