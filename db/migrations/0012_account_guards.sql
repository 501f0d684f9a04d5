grant select, insert, update on preferences to quarterdeck_app;
--> statement-breakpoint
grant select, insert, update, delete on second_factors, factor_setups, entry_mails to quarterdeck_app;
--> statement-breakpoint
grant select, insert on issued_identities to quarterdeck_app;
--> statement-breakpoint
grant select, update on sign_in_settings to quarterdeck_app;
--> statement-breakpoint
insert into sign_in_settings default values;
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['second_factors', 'issued_identities', 'sign_in_settings'] loop
    execute format('create trigger a_require_actor before insert or update or delete on %I
      for each statement execute function require_actor()', t);
  end loop;
end $$;
--> statement-breakpoint
create trigger b_no_delete before delete on sign_in_settings for each row execute function refuse_change();
--> statement-breakpoint
create trigger b_append_only before update or delete on issued_identities for each row execute function refuse_change();
--> statement-breakpoint

-- A code counts once: what was taken is never untaken, not even by a statement that comes late.
create function guard_factor() returns trigger language plpgsql as $$
begin
  if new.user_id <> old.user_id or new.last_step < old.last_step or not new.recovery_sha256 <@ old.recovery_sha256
    and new.last_step = old.last_step then
    raise exception 'a code that was used is given back' using errcode = '42501';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_guard_factor before update on second_factors for each row execute function guard_factor();
