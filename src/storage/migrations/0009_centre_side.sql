-- The centre's side: who said which hours when and why, and what was closed suddenly. See docs/centre-side.md.
--
-- centre_hours and centre_exception hold what holds; here is how it came about, and nothing here is overwritten.
-- PRIVACY: of officers their id. Of citizens the ids of bookings only.

-- One row a change, numbered from 1 at each centre: the number is what two administrators at once tell each other
-- apart by.
create table centre_change (
  centre_id {text} not null,
  revision {integer} not null check (revision > 0),
  kind {text} not null check (kind in ('hours', 'exception', 'removal', 'closure', 'reopening')),
  day {text} not null,
  reason {text} not null,
  officer_id {text} not null,
  changed_at {integer} not null,
  primary key (centre_id, revision)
) {clustered};

-- The hours that a change said; of an exception those of its weekday.
create table centre_change_hours (
  centre_id {text} not null,
  revision {integer} not null,
  weekday {integer} not null check (weekday between 0 and 6),
  opens {integer} not null,
  closes {integer} not null,
  counters {integer} not null,
  primary key (centre_id, revision, weekday, opens),
  foreign key (centre_id, revision) references centre_change (centre_id, revision)
) {clustered};

-- A counter, or with -1 all of them, closed for some time. Its seats are rows of booking_seat with its id for a
-- booking, so that nobody can take them.
create table centre_closure (
  closure_id {text} primary key,
  centre_id {text} not null,
  starts {integer} not null,
  ends {integer} not null,
  counter {integer} not null check (counter between -1 and 63),
  reason {text} not null,
  officer_id {text} not null,
  closed_at {integer} not null,
  lifted_by {text},
  lifted_at {integer},
  check (starts < ends)
) {clustered};

create unique index centre_closure_standing on centre_closure (centre_id, starts, ends, counter) where lifted_at is null;

-- The parts of days at which the whole centre is closed, in local minutes, for whoever works out its hours.
create table centre_closure_part (
  closure_id {text} not null references centre_closure (closure_id),
  centre_id {text} not null,
  day {text} not null,
  from_minute {integer} not null,
  to_minute {integer} not null,
  reason {text} not null,
  primary key (closure_id, day)
) {clustered};

create index centre_closure_part_day on centre_closure_part (centre_id, day);

-- What became of each visit of a closure; without to_start it was offered again. It outlives the booking.
create table centre_closure_visit (
  closure_id {text} not null references centre_closure (closure_id),
  booking_id {text} not null,
  from_start {integer} not null,
  from_counter {integer} not null,
  to_start {integer},
  to_counter {integer},
  done_at {integer} not null,
  primary key (closure_id, booking_id)
) {clustered};
