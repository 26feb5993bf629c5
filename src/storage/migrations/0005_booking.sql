-- Visits that are booked, the seats that they take, and a centre's own hours. See docs/booking.md.
--
-- PRIVACY: of a citizen the name and the ways to be reached that they gave, until the visit is over and some days more; no
-- number, no document. The secret of the manage link is not here at all: it is made from the id with a key. Ids begin with the
-- time, so that what is written together lies together.

create table booking (
  booking_id {text} primary key,
  centre_id {text} not null,
  service {text} not null,
  start {integer} not null,
  minutes {integer} not null check (minutes > 0),
  counter {integer} not null check (counter between 0 and 63),
  name {text} not null,
  email {text} not null,
  phone {text} not null,
  language {text} not null,
  party {integer} not null check (party > 0),
  state {text} not null check (state in ('booked', 'cancelled')),
  sequence {integer} not null,
  created_at {integer} not null,
  changed_at {integer} not null
) {clustered};

create index booking_day on booking (centre_id, start);

-- One row for each cell of each counter that somebody has: the key is what makes a seat impossible to have twice. A hold has
-- its id for a booking, and a time after which anybody may take the row over.
create table booking_seat (
  centre_id {text} not null,
  start {integer} not null,
  counter {integer} not null check (counter between 0 and 63),
  booking_id {text} not null,
  held_until {integer},
  primary key (centre_id, start, counter)
) {clustered};

create index booking_seat_held on booking_seat (held_until) where held_until is not null;
create index booking_seat_booking on booking_seat (booking_id);

create table booking_hold (
  hold_id {text} primary key,
  centre_id {text} not null,
  service {text} not null,
  start {integer} not null,
  cells {integer} not null,
  grid {integer} not null,
  counter {integer} not null,
  held_until {integer} not null
) {clustered};

create index booking_hold_over on booking_hold (held_until);

-- A person at a time: nobody is in two places. Persons are keyed hashes.
create table booking_person (
  person {text} not null,
  start {integer} not null,
  booking_id {text} not null references booking (booking_id),
  primary key (person, start)
) {clustered};

create index booking_person_booking on booking_person (booking_id);

-- Requests that were answered, by the keyed hash of their Idempotency-Key.
create table booking_request (
  request {text} primary key,
  body {text} not null,
  booking_id {text} not null references booking (booking_id)
) {clustered};

-- 0 to 47: a visit has as many cells as it has of these.
create table booking_step (step {integer} primary key) {table};
insert into booking_step (step) values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15),
  (16), (17), (18), (19), (20), (21), (22), (23), (24), (25), (26), (27), (28), (29), (30), (31), (32), (33), (34), (35), (36),
  (37), (38), (39), (40), (41), (42), (43), (44), (45), (46), (47);

-- What is still to be said to somebody: written with what it is about, so that neither is there without the other. One row
-- an event, so that each has one effect.
create table booking_message (
  booking_id {text} not null references booking (booking_id),
  event {text} not null check (event in ('confirmed', 'moved', 'cancelled', 'reminder')),
  sequence {integer} not null,
  due_at {integer} not null,
  attempts {integer} not null,
  sent_at {integer},
  primary key (booking_id, event, sequence)
) {clustered};

create index booking_message_due on booking_message (due_at) where sent_at is null;

-- A centre's own weekly hours, by versions; without any the assumed ones hold. Weekdays from 0, Monday.
create table centre_hours (
  centre_id {text} not null,
  valid_from {text} not null,
  weekday {integer} not null check (weekday between 0 and 6),
  opens {integer} not null check (opens between 0 and 1440),
  closes {integer} not null check (closes between 0 and 1440),
  counters {integer} not null check (counters between 1 and 64),
  primary key (centre_id, valid_from, weekday, opens),
  check (opens < closes)
) {clustered};

-- Single days that are different: rows without hours (opens null) close the day.
create table centre_exception (
  centre_id {text} not null,
  day {text} not null,
  part {integer} not null,
  opens {integer},
  closes {integer},
  counters {integer},
  reason {text} not null,
  primary key (centre_id, day, part)
) {clustered};
