-- Who works at the desks, how they sign in, their sessions, and what was done to them. See docs/staff.md.
--
-- PRIVACY: of secrets digests, Argon2id hashes and sealed bytes only; of MitID and employee ids keyed hashes. What throttles is
-- known by keyed hashes too, so that nobody reads here who was tried, or from where.

create table staff_account (
  account_id {text} primary key,
  sign_in_name {text} not null unique,
  shown_name {text} not null,
  centre_id {text} not null,
  is_active {integer} not null check (is_active in (0, 1)),
  trained_until {text},
  mitid {bytes},
  employee {bytes},
  password {text} not null,
  totp_key {bytes} not null,
  totp_step {integer} not null,
  revision {integer} not null check (revision > 0),
  created_at {integer} not null
) {clustered};

create unique index staff_account_mitid on staff_account (mitid) where mitid is not null;
create unique index staff_account_employee on staff_account (employee) where employee is not null;

-- centre_id '*': at every centre.
create table staff_role (
  account_id {text} not null references staff_account (account_id),
  centre_id {text} not null,
  role {text} not null check (role in ('officer', 'second-officer', 'supervisor', 'administrator', 'auditor')),
  primary key (account_id, centre_id, role)
) {clustered};

create table staff_passkey (
  credential_id {bytes} primary key,
  account_id {text} not null references staff_account (account_id),
  public_key {bytes} not null,
  algorithm {integer} not null,
  sign_count {integer} not null,
  label {text} not null,
  added_at {integer} not null,
  used_at {integer}
) {clustered};

create index staff_passkey_account on staff_passkey (account_id);

create table staff_recovery (
  account_id {text} not null references staff_account (account_id),
  code {text} not null,
  used_at {integer},
  primary key (account_id, code)
) {clustered};

create table staff_invitation (
  digest {text} primary key,
  account_id {text} not null references staff_account (account_id),
  made_by {text} not null,
  made_at {integer} not null,
  until {integer} not null,
  used_at {integer}
) {clustered};

create index staff_invitation_account on staff_invitation (account_id);

create table staff_session (
  session {text} primary key,
  account_id {text} not null references staff_account (account_id),
  centre_id {text} not null,
  state {text} not null check (state in ('half', 'open', 'locked')),
  begun_at {integer} not null,
  used_at {integer} not null,
  stepped_up_at {integer},
  challenge {bytes} not null,
  challenge_until {integer} not null
) {clustered};

create index staff_session_account on staff_session (account_id);
create index staff_session_begun on staff_session (begun_at);

-- A login at the broker that has begun: `secrets` is what finishing it needs.
create table staff_login (
  state {text} primary key,
  browser {text} not null,
  secrets {bytes} not null,
  language {text} not null,
  until {integer} not null
) {clustered};

-- Tries of a subject (an account's name, a second factor, an address) in a window that begins with the first.
create table staff_try (
  subject {text} primary key,
  begun_at {integer} not null,
  tries {integer} not null check (tries >= 0)
) {clustered};

create index staff_try_begun on staff_try (begun_at);

create table staff_event (
  event_id {text} primary key,
  account_id {text} not null references staff_account (account_id),
  made_by {text} not null,
  what {text} not null,
  detail {text} not null,
  made_at {integer} not null
) {clustered};

create index staff_event_made on staff_event (made_at);
