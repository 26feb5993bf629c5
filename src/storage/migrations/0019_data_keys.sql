-- Data keys, and which master keys wrap them. See docs/retention.md.
--
-- PRIVACY: a data key opens what is sealed of one subject; here it is wrapped, by a key that is not in the database.

-- The master keys that the database knows: by their proof, which says which key it is and nothing more. A row goes once no
-- data key needs it, and not before.
create table master_key (
  generation {integer} primary key check (generation > 0),
  proof {bytes} not null
) {table};

create table data_key (
  subject {text} primary key,
  generation {integer} not null references master_key (generation),
  wrapped {bytes} not null
) {clustered};
