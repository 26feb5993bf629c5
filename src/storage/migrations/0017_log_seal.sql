-- The commitment of a row, computed in half the time on PostgreSQL: a function in SQL that names a drawn value twice is not put into the
-- statement that calls it, and is begun anew for every row.
{engine  | create or replace function log_seal(salt bytea, contents bytea) returns bytea language plpgsql immutable as $$ begin return salt || sha256(salt || contents); end $$;}
