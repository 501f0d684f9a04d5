-- Run as superuser in Quarterdeck's database, before the first migration. It may run again at any time.
-- It sets no passwords: give each role its own with `alter role … password …`.

do $$
declare
  wanted text;
begin
  foreach wanted in array array['quarterdeck_owner', 'quarterdeck_app', 'quarterdeck_share'] loop
    begin
      execute format('create role %I', wanted);
    exception when duplicate_object or unique_violation then
      null; -- another run made it
    end;
    execute format('alter role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls', wanted);
  end loop;

  execute format('alter database %I owner to quarterdeck_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('revoke all on database %I from quarterdeck_app, quarterdeck_share', current_database());
  execute format('grant connect on database %I to quarterdeck_app, quarterdeck_share', current_database());
end
$$;

-- A statement that hangs must not hold a row that others wait for.
alter role quarterdeck_app set statement_timeout = '5s';
alter role quarterdeck_app set lock_timeout = '2s';
alter role quarterdeck_app set idle_in_transaction_session_timeout = '10s';
alter role quarterdeck_share set statement_timeout = '5s';
alter role quarterdeck_share set lock_timeout = '2s';
alter role quarterdeck_share set idle_in_transaction_session_timeout = '10s';

revoke all on schema public from public;
revoke all on schema public from quarterdeck_app, quarterdeck_share;
grant usage, create on schema public to quarterdeck_owner;
grant usage on schema public to quarterdeck_app, quarterdeck_share;

-- Functions are executable by everyone unless this is taken back for those to come.
alter default privileges for role quarterdeck_owner revoke execute on functions from public;
