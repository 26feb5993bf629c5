-- Who is affected by what somebody could see: one query, on SQLite and PostgreSQL (docs/runbooks/breach.md).
--
-- Fill in the first lines: an officer's id or '*', a centre's id or '*', and two moments in seconds since 1970.
-- `person_id` is the one of witness_person. Bookings are of people who gave a name and perhaps an address, without
-- having proven who they are: they stand at the end, by booking.
with incident (officer_id, centre_id, begun, ended) as (values ('*', '*', 0, 4102444800)),
seen (person_id, booking_id, as_applicant, as_witness, looked_up, at) as (
  select case_.applicant_id, null, 1, 0, 0, event.at
    from desk_event event join desk_case case_ on case_.case_id = event.case_id cross join incident
    where case_.applicant_id is not null and incident.officer_id in ('*', event.officer_id)
      and incident.centre_id in ('*', case_.centre_id) and event.at between incident.begun and incident.ended
  union all
  select look_up.person_id, null, 0, 0, 1, look_up.at
    from desk_look_up look_up cross join incident
    where incident.officer_id in ('*', look_up.officer_id) and incident.centre_id in ('*', look_up.centre_id)
      and look_up.at between incident.begun and incident.ended
  union all
  select statement.witness_id, null, 0, 1, 0, statement.given_at
    from witness_statement statement cross join incident
    where incident.officer_id in ('*', statement.officer_id, coalesce(statement.second_officer_id, ''))
      and incident.centre_id in ('*', statement.centre_id) and statement.given_at between incident.begun and incident.ended
  union all
  select statement.applicant_id, null, 1, 0, 0, statement.given_at
    from witness_statement statement cross join incident
    where incident.officer_id in ('*', statement.officer_id, coalesce(statement.second_officer_id, ''))
      and incident.centre_id in ('*', statement.centre_id) and statement.given_at between incident.begun and incident.ended
  union all
  -- Whoever can sign in at a centre can read its bookings of those days: made before the end, and not over before the beginning.
  select null, booking.booking_id, 0, 0, 0, booking.created_at
    from booking cross join incident
    where incident.centre_id in ('*', booking.centre_id) and booking.name <> ''
      and booking.created_at <= incident.ended and booking.start >= incident.begun
)
select person_id, booking_id, max(as_applicant) as as_applicant, max(as_witness) as as_witness, max(looked_up) as looked_up,
  count(*) as times, min(at) as first_at, max(at) as last_at
from seen group by person_id, booking_id order by person_id is null, person_id, booking_id;
