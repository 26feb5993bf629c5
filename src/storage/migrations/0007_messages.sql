-- The outbox of bookings: what is still to be said to somebody, once for each way to reach them. See docs/messages.md.
--
-- A row says what was so when it was written (its time, its place), so that a message that could not be sent for a while
-- still tells the event that it is about. Who sends it takes it for a time (claimed_until); after that anybody may.
--
-- PRIVACY: the address is here until the message is sent, and not any longer.

alter table booking_message rename to booking_message_before;
drop index booking_message_due;

create table booking_message (
  booking_id {text} not null references booking (booking_id),
  event {text} not null check (event in ('confirmed', 'moved', 'cancelled', 'reminder', 'closed', 'offered', 'invited')),
  sequence {integer} not null,
  channel {text} not null check (channel in ('mail', 'sms')),
  address {text} not null,
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
  primary key (booking_id, event, sequence, channel)
) {clustered};

create index booking_message_due on booking_message (due_at) where state = 'waiting';
create index booking_message_given_up on booking_message (due_at) where state = 'given-up';

insert into booking_message (booking_id, event, sequence, channel, address, centre_id, service, start, minutes, written_at,
  due_at, claimed_until, attempts, state, trouble, sent_at)
select m.booking_id, m.event, m.sequence, 'mail', b.email, b.centre_id, b.service, b.start, b.minutes, b.changed_at,
  m.due_at, null, m.attempts, case when m.sent_at is null then 'waiting' else 'sent' end, '', m.sent_at
from booking_message_before m join booking b on b.booking_id = m.booking_id where b.email <> '';

insert into booking_message (booking_id, event, sequence, channel, address, centre_id, service, start, minutes, written_at,
  due_at, claimed_until, attempts, state, trouble, sent_at)
select m.booking_id, m.event, m.sequence, 'sms', b.phone, b.centre_id, b.service, b.start, b.minutes, b.changed_at,
  m.due_at, null, m.attempts, case when m.sent_at is null then 'waiting' else 'sent' end, '', m.sent_at
from booking_message_before m join booking b on b.booking_id = m.booking_id where b.phone <> '';

drop table booking_message_before;
