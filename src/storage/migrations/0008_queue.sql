-- The day at a centre: tickets, and how far the day is. See docs/queue.md.
--
-- PRIVACY: a ticket has no name; that of somebody who booked stays with the booking.

-- The row of a day is locked by whatever changes the day, so that changes come one after another; its counts are the numbers
-- that were given, and its sequence is what other servers look at.
create table queue_day (
  centre_id {text} not null,
  day {text} not null,
  sequence {integer} not null,
  booked {integer} not null,
  walk_ins {integer} not null,
  primary key (centre_id, day)
) {clustered};

create index queue_day_day on queue_day (day);

create table ticket (
  ticket_id {text} primary key,
  centre_id {text} not null,
  day {text} not null,
  number {integer} not null check (number > 0),
  kind {text} not null check (kind in ('booked', 'walk-in')),
  booking_id {text} unique references booking (booking_id),
  service {text} not null,
  language {text} not null,
  party {integer} not null check (party > 0),
  due {integer} not null,
  arrived_at {integer} not null,
  made {integer} not null,
  state {text} not null check (state in ('waiting', 'called', 'serving', 'away', 'done', 'left')),
  counter {integer} check (counter between 1 and 64),
  wanted_counter {integer} check (wanted_counter between 1 and 64),
  called_at {integer},
  serving_at {integer},
  ended_at {integer},
  away_at {integer},
  calls {integer} not null,
  unheeded {integer} not null,
  outcome {text} check (outcome in ('helped', 'documents', 'witness', 'questions', 'other')),
  sequence {integer} not null,
  undo {text},
  request {text} not null,
  request_body {text} not null,
  unique (centre_id, day, kind, number),
  check ((kind = 'booked') = (booking_id is not null)),
  check (state not in ('called', 'serving') or counter is not null)
) {clustered};

-- A counter has one ticket at most.
create unique index ticket_counter on ticket (centre_id, day, counter) where state in ('called', 'serving');
