-- The register sealed by the installation's register.key. See docs/register.md, "At rest".
--
-- seal_check: what the right key alone gives; null where nothing is sealed. has_clear: rows from before may lie in the clear.

alter table register_current add column seal_check {bytes};
alter table register_current add column has_clear {integer} not null default 0 check (has_clear in (0, 1));

update register_current set has_clear = 1 where exists (select 1 from register_person) or exists (select 1 from register_number);
