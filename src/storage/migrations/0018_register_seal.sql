-- The register sealed by the installation's register.key. See docs/register.md, "At rest".
--
-- seal_check: what the right key alone gives; null where nothing is sealed. has_clear: rows from before may lie in the clear.

alter table register_current add column seal_check {bytes};
alter table register_current add column has_clear {integer} not null default 0 check (has_clear in (0, 1));

update register_current set has_clear = 1 where exists (select 1 from register_person) or exists (select 1 from register_number);

-- The broker's tokens of an approval have the witness's number in them, and are sealed. Those from before are sealed when a server
-- starts.
alter table witness_approval add column proof_is_clear {integer} not null default 0 check (proof_is_clear in (0, 1));
update witness_approval set proof_is_clear = 1 where length(proof) > 0;
create index witness_approval_clear on witness_approval (approval_id) where proof_is_clear = 1;
