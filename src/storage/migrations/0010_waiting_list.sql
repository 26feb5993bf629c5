-- Who waits for a time at a centre, what was offered to them, and the witness who is asked to come along to a visit.
-- See docs/booking.md.
--
-- PRIVACY: of who waits the name and the ways to be reached that they gave, of a witness only the ways to be reached; blank some
-- days after their days are over. The secrets of the links are not here: they are made from the ids with a key.

-- Starts that are wanted lie from from_start until before until_start. An entry with is_earlier belongs to a visit that is
-- wanted earlier; else booking_id is the visit that came of it. Who has no ended_at is in line, the oldest first.
create table waiting (
  waiting_id {text} primary key,
  is_earlier {integer} not null check (is_earlier in (0, 1)),
  booking_id {text},
  centre_id {text} not null,
  service {text} not null,
  from_start {integer} not null,
  until_start {integer} not null,
  name {text} not null,
  email {text} not null,
  phone {text} not null,
  language {text} not null,
  party {integer} not null check (party > 0),
  person {text} not null,
  contact {text} not null,
  state {text} not null check (state in ('waiting', 'offered', 'taken', 'over')),
  ending {text} not null check (ending in ('', 'unanswered', 'left', 'days-over', 'visit-cancelled', 'visit-changed')),
  missed {integer} not null,
  sequence {integer} not null,
  created_at {integer} not null,
  changed_at {integer} not null,
  ended_at {integer},
  check (from_start < until_start)
) {clustered};

create index waiting_line on waiting (centre_id, created_at, waiting_id) where ended_at is null;
create index waiting_visit on waiting (booking_id) where ended_at is null;
create index waiting_over on waiting (until_start);

-- Nobody is in line twice: keyed hashes of what who waits is known by, with the centre and the service.
create table waiting_claim (
  claim {text} primary key,
  waiting_id {text} not null references waiting (waiting_id)
) {clustered};

create index waiting_claim_entry on waiting_claim (waiting_id);

-- Requests that were answered, by the keyed hash of their Idempotency-Key.
create table waiting_request (
  request {text} primary key,
  body {text} not null,
  waiting_id {text} not null references waiting (waiting_id)
) {clustered};

create index waiting_request_entry on waiting_request (waiting_id);

-- What was offered: a time once, and one at a time (answer null: it stands). The hold keeps its seats until then.
create table waiting_offer (
  waiting_id {text} not null references waiting (waiting_id),
  start {integer} not null,
  minutes {integer} not null check (minutes > 0),
  hold_id {text} not null,
  until {integer} not null,
  answer {text} check (answer in ('accepted', 'declined', 'unanswered', 'withdrawn')),
  primary key (waiting_id, start)
) {clustered};

create unique index waiting_offer_one on waiting_offer (waiting_id) where answer is null;
create index waiting_offer_over on waiting_offer (until) where answer is null;

-- A witness who is asked to come along: one a visit.
create table invitation (
  invitation_id {text} primary key,
  booking_id {text} not null,
  email {text} not null,
  phone {text} not null,
  language {text} not null,
  state {text} not null check (state in ('invited', 'confirmed', 'declined', 'withdrawn')),
  sequence {integer} not null,
  created_at {integer} not null,
  changed_at {integer} not null
) {clustered};

create unique index invitation_one on invitation (booking_id) where state <> 'withdrawn';
create index invitation_visit on invitation (booking_id);

-- What is still to be said to who waits (subject_id: waiting_id) and to a witness (subject_id: invitation_id), in the shape that
-- booking_message has: once for each event and way to reach them, as things were when it was written.
--
-- PRIVACY: the address is here until the message is sent, and not any longer.
create table waiting_message (
  subject_id {text} not null,
  event {text} not null check (event in ('offered', 'invited', 'uninvited')),
  sequence {integer} not null,
  channel {text} not null check (channel in ('mail', 'sms')),
  address {text} not null,
  language {text} not null,
  centre_id {text} not null,
  service {text} not null,
  start {integer} not null,
  minutes {integer} not null,
  written_at {integer} not null,
  due_at {integer} not null,
  claimed_until {integer},
  attempts {integer} not null,
  state {text} not null check (state in ('waiting', 'sent', 'given-up', 'overtaken')),
  trouble {text} not null check (trouble in ('', 'unreachable', 'postponed', 'refused', 'unwritable')),
  sent_at {integer},
  primary key (subject_id, event, sequence, channel)
) {clustered};

create index waiting_message_due on waiting_message (due_at) where state = 'waiting';
create index waiting_message_given_up on waiting_message (due_at) where state = 'given-up';
