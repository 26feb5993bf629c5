-- The outbox of decided cases: what is still to be told to systems of others, once each. See docs/handover.md.
--
-- Written in the transaction that decides. Who tells it takes it for a time (claimed_until); after that anybody may.
--
-- PRIVACY: the payload is sealed (AES-256-GCM), and is here until the event was delivered and not any longer.

create table handover (
  event_id {text} not null primary key,
  case_id {text} not null,
  target {text} not null check (target in ('registration', 'post')),
  type {text} not null,
  payload {bytes} not null,
  created_at {integer} not null,
  due_at {integer} not null,
  claimed_until {integer},
  attempts {integer} not null,
  state {text} not null check (state in ('waiting', 'delivered', 'failed')),
  trouble {text} not null check (trouble in ('', 'unreachable', 'refused', 'unreadable')),
  answer_status {integer} not null,
  answer {text} not null,
  ended_at {integer}
) {clustered};

create index handover_due on handover (target, due_at) where state = 'waiting';
create index handover_case on handover (case_id);
create index handover_failed on handover (ended_at) where state = 'failed';
