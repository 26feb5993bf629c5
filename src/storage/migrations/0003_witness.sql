-- Who vouched for whom, and the permits that keep a witness within the quota. See docs/witness.md.
--
-- PRIVACY: persons by internal ids; numbers and MitID ids as keyed hashes only, so that this table alone
-- names nobody.

-- A person of this ledger. Two rows that turn out to be one person share a root; statements keep the id that
-- they were given under.
create table witness_person (
  person_id {text} primary key,
  root {text} not null,
  frozen {integer} not null check (frozen in (0, 1)),
  depth {integer} not null check (depth >= 0)
) {clustered};

create index witness_person_root on witness_person (root);

-- What a person can be recognised by: the register's id, a number, a MitID. A changed one is one row more.
create table witness_identifier (
  kind {text} not null check (kind in ('register', 'number', 'mitid')),
  digest {bytes} not null,
  person_id {text} not null references witness_person (person_id),
  primary key (kind, digest)
) {clustered};

-- As many rows a person (a root) as the quota has times; a row is free again once enough days have passed
-- since it was taken. What is here can be made again from the statements.
create table witness_permit (
  person_id {text} not null,
  permit {integer} not null check (permit > 0),
  taken_on {text} not null,
  primary key (person_id, permit)
) {clustered};

-- A witness's approval in MitID of one statement in one case.
create table witness_approval (
  approval_id {text} primary key,
  case_id {text} not null,
  officer_id {text} not null,
  centre_id {text} not null,
  applicant_id {text} not null references witness_person (person_id),
  state {text} not null unique,
  secrets {bytes} not null,
  statement {text} not null,
  begun_at {integer} not null,
  expires_at {integer} not null,
  stage {text} not null check (stage in ('begun', 'proven', 'refused', 'used')),
  refusal {text} not null,
  witness_id {text},
  born {text},
  mitid_since {text},
  level {text} not null,
  proof {bytes} not null
) {table};

create table witness_statement (
  statement_id {text} primary key,
  case_id {text} not null,
  approval_id {text} not null unique references witness_approval (approval_id),
  witness_id {text} not null references witness_person (person_id),
  applicant_id {text} not null references witness_person (person_id),
  officer_id {text} not null,
  second_officer_id {text},
  centre_id {text} not null,
  organisation_id {text},
  day {text} not null,
  given_at {integer} not null,
  face_bound {integer} not null check (face_bound in (0, 1)),
  depth {integer} not null check (depth >= 0),
  record {text} not null,
  signature {bytes} not null,
  withdrawn {integer} not null check (withdrawn in (0, 1)),
  check (witness_id <> applicant_id),
  check (second_officer_id is null or second_officer_id <> officer_id)
) {table};

-- One witness a case.
create unique index witness_statement_case on witness_statement (case_id) where withdrawn = 0;
create index witness_statement_witness on witness_statement (witness_id, day);
create index witness_statement_applicant on witness_statement (applicant_id);
create index witness_statement_day on witness_statement (day);

-- A clerical error: one officer asks, another agrees.
create table witness_withdrawal (
  statement_id {text} primary key references witness_statement (statement_id),
  reason {text} not null,
  asked_by {text} not null,
  asked_at {integer} not null,
  agreed_by {text},
  agreed_at {integer},
  check (agreed_by is null or agreed_by <> asked_by)
) {clustered};

-- "That was not me."
create table witness_dispute (
  statement_id {text} primary key references witness_statement (statement_id),
  disputed_at {integer} not null
) {clustered};

-- Organisations whose registered members vouch as a profession (W7).
create table witness_organisation (
  organisation_id {text} primary key,
  name {text} not null,
  web {text} not null,
  phone {text} not null,
  email {text} not null,
  languages {text} not null,
  registered_on {text} not null,
  suspended_from {text}
) {clustered};

create table witness_member (
  organisation_id {text} not null references witness_organisation (organisation_id),
  person_id {text} not null references witness_person (person_id),
  registered_on {text} not null,
  suspended_from {text},
  primary key (organisation_id, person_id)
) {clustered};

-- A citizen who has signed in, or is about to, to see what was said in their name. Sessions and states are known
-- by their hashes.
create table citizen_session (
  session {text} primary key,
  state {text} not null unique,
  secrets {bytes} not null,
  language {text} not null,
  person_id {text} references witness_person (person_id),
  expires_at {integer} not null
) {table};
