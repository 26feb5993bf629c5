-- What is kept no longer than it may be. See docs/retention.md.

-- What two people want of a case: that nothing of it is destroyed, that this ends, or that everything of it is destroyed now.
--
-- PRIVACY: reasons name nobody; a case's reference is enough.
create table case_order (
  order_id {text} primary key,
  case_id {text} not null references desk_case (case_id),
  kind {text} not null check (kind in ('hold', 'lift', 'erase')),
  reason {text} not null,
  asked_by {text} not null,
  asked_at {integer} not null,
  agreed_by {text},
  agreed_at {integer},
  check (agreed_by is null or agreed_by <> asked_by),
  check ((agreed_by is null) = (agreed_at is null))
) {clustered};

create index case_order_case on case_order (case_id);

-- Which data keys were destroyed, and why. Ids alone, which name nobody.
create table shredding (
  subject {text} primary key,
  why {text} not null check (why in ('retention', 'erasure')),
  at {integer} not null
) {clustered};

-- Says that what this transaction overwrites must not stay in files beside the tables: SQLite's writer empties its log once it
-- is committed.
{engine  | create function skranke_forget() returns bigint language sql as 'select 1::bigint';}

{watch case_order 1: order_id text key, case_id text, kind text, reason text, asked_by text, asked_at integer, agreed_by text,
  agreed_at integer}
{watch shredding 1: subject text key, why text, at integer}
