-- What register questions have cost a person, for life, and who looked people up. See docs/verifier.md.
--
-- PRIVACY: persons by their internal id; no number, no answer, nothing that an answer could be made from.

create table question_ledger (
  person_id {text} primary key,
  revision {integer} not null check (revision > 0),
  score {integer} not null check (score <= 0),
  sessions {integer} not null,
  failures {integer} not null,
  locked_until {integer}
) {clustered};

-- A question or a topic that was asked once is spent; the key makes sure that it is once.
create table question_spent (
  person_id {text} not null,
  what {text} not null check (what in ('question', 'topic')),
  spent {integer} not null,
  primary key (person_id, what, spent)
) {clustered};

create table register_look_up (
  look_up {integer} primary key,
  person_id {text} not null,
  case_id {text} not null,
  purpose {text} not null,
  outcome {text} not null,
  at_minute {integer} not null
) {table};

create index register_look_up_person on register_look_up (person_id, at_minute);

-- Part of the register: how guessable answers are, counted over it as of a delivery, and the names of its roads.
-- One row for each policy.
create table register_question_counts (
  policy {text} primary key,
  delivery {integer} not null,
  roads {bytes} not null,
  shares {bytes} not null
) {table};
