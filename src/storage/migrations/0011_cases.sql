-- Cases at the counter, what happened to them, and who looked whom up. See docs/desk.md.
--
-- PRIVACY: a case and who it is about are sealed; what stands beside it in the clear names nobody. Persons by ids of the
-- ledger.

create table desk_case (
  case_id {text} primary key,
  revision {integer} not null check (revision > 0),
  centre_id {text} not null,
  officer_id {text} not null,
  purpose {text} not null,
  stage {text} not null,
  is_open {integer} not null check (is_open in (0, 1)),
  opened_at {integer} not null,
  closed_at {integer},
  outcome {text} not null check (outcome in ('open', 'accepted', 'refused', 'ended')),
  proof {text} not null check (proof in ('none', 'questions', 'witness')),
  is_training {integer} not null check (is_training in (0, 1)),
  applicant_id {text} references witness_person (person_id),
  second_officer_id {text},
  state {bytes} not null,
  applicant {bytes} not null
) {clustered};

create index desk_case_open on desk_case (centre_id, opened_at) where is_open = 1;
create index desk_case_opened on desk_case (centre_id, opened_at);
create index desk_case_second on desk_case (second_officer_id) where second_officer_id is not null;
create index desk_case_applicant on desk_case (applicant_id);
create index desk_case_closed on desk_case (centre_id, closed_at);

-- Why cases were refused, for the figures.
create table desk_refusal (
  case_id {text} not null references desk_case (case_id),
  code {text} not null,
  primary key (case_id, code)
) {clustered};

-- What was done, one row for each revision.
create table desk_event (
  case_id {text} not null references desk_case (case_id),
  revision {integer} not null,
  at {integer} not null,
  officer_id {text} not null,
  what {text} not null,
  primary key (case_id, revision)
) {clustered};

-- That the register was asked about somebody: in the person's own list, one to one. The case may be one of a client of the
-- desk's API, which keeps its own.
create table desk_look_up (
  look_up_id {text} primary key,
  person_id {text} not null references witness_person (person_id),
  case_id {text} not null,
  centre_id {text} not null,
  officer_id {text} not null,
  purpose {text} not null,
  reason {text} not null,
  what {text} not null check (what in ('register', 'questions')),
  at {integer} not null
) {clustered};

create index desk_look_up_person on desk_look_up (person_id, at);

-- Said silently at the counter, or by the registered person, for whoever looks into it.
create table desk_flag (
  case_id {text} not null references desk_case (case_id),
  officer_id {text} not null,
  kind {text} not null check (kind in ('coercion', 'suspicion', 'disputed')),
  centre_id {text} not null,
  at {integer} not null,
  primary key (case_id, officer_id, kind)
) {clustered};

create index desk_flag_centre on desk_flag (centre_id, at);

create table desk_record (
  case_id {text} primary key references desk_case (case_id),
  sha256 {text} not null,
  record {bytes} not null
) {clustered};

-- What somebody wants of cases in their name.
create table desk_wish (
  person_id {text} primary key references witness_person (person_id),
  wish {text} not null check (wish in ('delayed', 'forbidden')),
  since {integer} not null
) {clustered};
