-- The CPR register as imported. See docs/decisions/0017-register-storage.md.
--
-- Every row carries the delivery that it came with in the lowest 20 bits of its key, and readers see
-- the deliveries that register_current names. So an import of any size becomes visible in one small commit.

create table register_current (
  only_row {integer} primary key check (only_row = 1),
  first_delivery {integer} not null,
  last_delivery {integer} not null,
  removed_below {integer} not null
) {table};

insert into register_current (only_row, first_delivery, last_delivery, removed_below) values (1, 1, 0, 1);

create table register_delivery (
  delivery {integer} primary key,
  token {bytes} not null,
  is_done {integer} not null check (is_done in (0, 1)),
  replaces {integer} not null check (replaces in (0, 1)),
  task {text} not null,
  produced {text} not null,
  imported_at {text} not null,
  records {integer} not null,
  persons {integer} not null,
  quarantined {integer} not null
) {table};

-- version: the person's place * 2^20 + delivery.
create table register_person (
  version {integer} primary key,
  person_id {bytes} not null,
  status {integer} not null,
  records {bytes} not null
) {table};

-- entry: (number * 2 + 1 if the number has records of its own) * 2^20 + delivery.
create table register_number (
  entry {integer} primary key,
  place {integer} not null
) {table};

-- Versions that a delivery made old; removed once that delivery is the current one.
create table register_superseded (
  version {integer} primary key,
  by_delivery {integer} not null
) {table};

-- How many persons there are of each status, and records of each type, as of a delivery.
create table register_total (
  delivery {integer} not null,
  kind {text} not null check (kind in ('status', 'record')),
  name {text} not null,
  count {integer} not null,
  primary key (delivery, kind, name)
) {clustered};
