-- The log: an entry for each change of what has to be beyond doubt, and for each look-up. See docs/log.md.
--
-- Triggers note each change in log_waiting, in the transaction that makes it. From there one writer at a time takes
-- them into the log in their order: an entry is a leaf of a tree of hashes, tiles are its hashes by 256, and the
-- state is its newest signed checkpoint.
--
-- PRIVACY: entries have tables and ids, and commitments under salts; a salt is kept for the newest entry of a row
-- only, and goes with the row.

create table log_waiting (
  waiting {serial},
  operation {text} not null check (operation in ('insert', 'update', 'delete')),
  table_name {text} not null,
  shape {integer} not null,
  row_key {text} not null,
  seal {bytes} not null
) {table};

create table log_entry (
  place {integer} primary key check (place >= 0),
  entry {bytes} not null
) {table};

create table log_row (
  table_name {text} not null,
  row_key {text} not null,
  place {integer} not null,
  previous {integer},
  salt {bytes} not null,
  primary key (table_name, row_key)
) {clustered};

create table log_tile (
  level {integer} not null check (level >= 0),
  number {integer} not null check (number >= 0),
  hashes {bytes} not null,
  primary key (level, number)
) {clustered};

create table log_state (
  only_row {integer} primary key check (only_row = 1),
  size {integer} not null check (size >= 0),
  frontier {bytes} not null,
  checkpoint {text} not null,
  signed_at {integer} not null
) {table};

insert into log_state (only_row, size, frontier, checkpoint, signed_at) values (1, 0, {engine x'' | ''::bytea}, '', 0);

{engine  | create function log_seal(salt bytea, contents bytea) returns bytea language sql immutable as 'select salt || sha256(salt || contents)';}

{watch witness_person 1: person_id text key, root text, frozen integer, depth integer}
{watch witness_permit 1: person_id text key, permit integer key, taken_on text}
{watch witness_statement 1: statement_id text key, case_id text, approval_id text, witness_id text, applicant_id text, officer_id text,
  second_officer_id text, centre_id text, organisation_id text, day text, given_at integer, face_bound integer, depth integer, record text,
  signature bytes, withdrawn integer}
{watch witness_withdrawal 1: statement_id text key, reason text, asked_by text, asked_at integer, agreed_by text, agreed_at integer}
{watch witness_dispute 1: statement_id text key, disputed_at integer, settled_at integer, settled_by text}
{watch witness_organisation 1: organisation_id text key, name text, web text, phone text, email text, languages text, registered_on text,
  suspended_from text}
{watch witness_member 1: organisation_id text key, person_id text key, registered_on text, suspended_from text}
{watch question_ledger 1: person_id text key, revision integer, score integer, sessions integer, failures integer, locked_until integer}
{watch register_look_up 1: look_up integer key, person_id text, case_id text, purpose text, outcome text, at_minute integer}
{watch register_delivery 1: delivery integer key, is_done integer, replaces integer, produced text, imported_at text, records integer,
  persons integer, quarantined integer}
{watch booking 1: booking_id text key, centre_id text, service text, start integer, minutes integer, counter integer, name text,
  email text, phone text, language text, party integer, state text, sequence integer, created_at integer, changed_at integer, plan text,
  advised text}
{watch desk_case 1: case_id text key, revision integer, centre_id text, officer_id text, purpose text, stage text, is_open integer,
  opened_at integer, closed_at integer, outcome text, proof text, is_training integer, applicant_id text, second_officer_id text,
  state bytes, applicant bytes}
{watch desk_refusal 1: case_id text key, code text key}
{watch desk_event 1: case_id text key, revision integer key, at integer, officer_id text, what text}
{watch desk_look_up 1: look_up_id text key, person_id text, case_id text, centre_id text, officer_id text, purpose text, reason text,
  what text, at integer}
{watch desk_flag 1: case_id text key, officer_id text key, kind text key, centre_id text, at integer}
{watch desk_record 1: case_id text key, sha256 text, record bytes}
{watch desk_wish 1: person_id text key, wish text, since integer}
{watch centre_change 1: centre_id text key, revision integer key, kind text, day text, reason text, officer_id text, changed_at integer}
{watch centre_change_hours 1: centre_id text key, revision integer key, weekday integer key, opens integer key, closes integer,
  counters integer}
{watch centre_closure 1: closure_id text key, centre_id text, starts integer, ends integer, counter integer, reason text, officer_id text,
  closed_at integer, lifted_by text, lifted_at integer}
{watch staff_account 1: account_id text key, sign_in_name text, shown_name text, centre_id text, is_active integer, trained_until text,
  mitid bytes, employee bytes, password text, totp_key bytes, totp_step integer, revision integer, created_at integer}
{watch staff_role 1: account_id text key, centre_id text key, role text key}
{watch staff_event 1: event_id text key, account_id text, made_by text, what text, detail text, made_at integer}
