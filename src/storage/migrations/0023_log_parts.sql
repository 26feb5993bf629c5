-- The log in parts, on PostgreSQL: it only grows, and a country's has 30 million entries a year. See docs/log.md, "In parts".
--
-- Entries lie by time: 2^24 to a part, log_entry_0 and so on. A part that is full is written no more: it can lie on another disk, and is in
-- one backup for good. What was there before is one part, the first. Rows lie by the hash of their keys, in sixteen parts.
--
-- A part is made when the one before it is begun, by the transaction that takes entries in: a log of `size` entries has the part of its next
-- one, and the part after that. log_make_room says how many were missing.
{engine  | lock table log_state in access exclusive mode;

create function log_make_room(size bigint) returns bigint language plpgsql as $$
declare
  part bigint := size / 16777216 + 1;
  made bigint := 0;
begin
  while to_regclass('log_entry_' || part) is null loop
    execute format('create table log_entry_%s (like log_entry including all)', part);
    execute format('alter table log_entry attach partition log_entry_%s for values from (%s) to (%s)',
                   part, part * 16777216, (part + 1) * 16777216);
    part := part - 1;
    made := made + 1;
  end loop;
  return made;
end $$;

create function log_state_room() returns trigger language plpgsql as $$
begin
  perform log_make_room(new.size);
  return null;
end $$;

alter table log_entry rename to log_entry_before;
alter index log_entry_pkey rename to log_entry_before_pkey;
create table log_entry (place bigint primary key, entry bytea not null) partition by range (place);
do $$
declare
  part bigint := (select size / 16777216 from log_state);
begin
  execute format('alter table log_entry_before rename to log_entry_%s', part);
  execute format('alter table log_entry attach partition log_entry_%s for values from (0) to (%s)', part, (part + 1) * 16777216);
  perform log_make_room(part * 16777216);
end $$;
create trigger log_state_room after update on log_state for each row
  when (new.size / 16777216 <> old.size / 16777216) execute function log_state_room();

alter table log_row rename to log_row_before;
alter index log_row_pkey rename to log_row_before_pkey;
create table log_row (
  table_name text collate "C" not null,
  row_key text collate "C" not null,
  place bigint not null,
  salt bytea not null,
  primary key (table_name, row_key)
) partition by hash (row_key);
do $$
begin
  for part in 0..15 loop
    execute format('create table log_row_%s partition of log_row for values with (modulus 16, remainder %s)', part, part);
  end loop;
end $$;
insert into log_row (table_name, row_key, place, salt) select table_name, row_key, place, salt from log_row_before;
drop table log_row_before;
}
