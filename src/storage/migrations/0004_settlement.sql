-- Disputes that somebody has looked into, and what a citizen signed in for.

alter table witness_dispute add column settled_at {integer};
alter table witness_dispute add column settled_by {text};

-- "vouchings": what was said in one's name. "questions": whether register questions can work, answered once, at the login;
-- the number that it was asked with is not kept.
alter table citizen_session add column purpose {text} not null default 'vouchings'
  check (purpose in ('vouchings', 'questions'));
alter table citizen_session add column feasible {integer} check (feasible in (0, 1));
