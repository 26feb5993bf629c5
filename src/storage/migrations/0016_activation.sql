-- Who let which text of a policy into force, and the sample of decided cases that supervisors look at again. See docs/policy.md and
-- docs/cases.md.

-- Four eyes: the row of an active version has two people in it, and they are not the same.
create table policy_activation (
  activation_id {text} primary key,
  policy_id {text} not null,
  version {text} not null,
  sha256 {text} not null,
  effective {text} not null,
  state {text} not null check (state in ('installed', 'proposed', 'active', 'withdrawn', 'superseded')),
  proposed_by {text},
  proposed_at {integer} not null,
  activated_by {text},
  activated_at {integer},
  withdrawn_by {text},
  withdrawn_at {integer},
  check (activated_by is null or activated_by <> proposed_by),
  check (state = 'installed' or state = 'superseded' or proposed_by is not null),
  check (state <> 'active' or (proposed_by is not null and activated_by is not null and activated_at is not null)),
  check (state <> 'withdrawn' or (withdrawn_by is not null and withdrawn_at is not null))
) {clustered};

-- Of a version one text stands, and one waits.
create unique index policy_activation_standing on policy_activation (policy_id, version) where state in ('installed', 'active');
create unique index policy_activation_proposed on policy_activation (policy_id, version) where state = 'proposed';

-- When the database first heard of activations: what was loaded then counts as activated by the installation.
create table policy_activation_begin (
  only_row {integer} primary key check (only_row = 1),
  begun_at {integer}
) {table};
insert into policy_activation_begin (only_row, begun_at) values (1, null);

-- Of a centre and a week (by its Monday) the cases that were drawn, once and for good.
create table case_sample_week (
  centre_id {text} not null,
  week {text} not null,
  drawn_at {integer} not null,
  accepted {integer} not null check (accepted >= 0),
  primary key (centre_id, week)
) {clustered};

-- PRIVACY: what was found wrong is sealed.
create table case_sample (
  case_id {text} primary key references desk_case (case_id),
  centre_id {text} not null,
  week {text} not null,
  officer_id {text} not null,
  looked_by {text},
  looked_at {integer},
  result {text} check (result in ('right', 'wrong')),
  note {bytes},
  check ((result is null) = (looked_by is null)),
  check ((result is null) = (looked_at is null)),
  check (looked_by is null or looked_by <> officer_id),
  check ((note is null) = (result is null or result = 'right'))
) {clustered};

create index case_sample_week_at on case_sample (centre_id, week);

-- What was decided lately, for samples and for a look ahead at a new version.
create index desk_case_decided on desk_case (closed_at, case_id) where outcome in ('accepted', 'refused') and is_training = 0;

{watch policy_activation 1: activation_id text key, policy_id text, version text, sha256 text, effective text, state text,
  proposed_by text, proposed_at integer, activated_by text, activated_at integer, withdrawn_by text, withdrawn_at integer}
{watch case_sample_week 1: centre_id text key, week text key, drawn_at integer, accepted integer}
{watch case_sample 1: case_id text key, centre_id text, week text, officer_id text, looked_by text, looked_at integer, result text,
  note bytes}
