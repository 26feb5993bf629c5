-- What somebody means to bring, the places that a contact's visits take, and forgetting.

-- The plan as text (docs/plan-format.md): kinds and facts of documents, nothing of a person. Empty: none. What the guide said of
-- it for the day of the visit: null where there is no plan.
alter table booking add column plan {text} not null default '';
alter table booking add column advised {text} check (advised in ('enough', 'not-enough', 'unknown'));

-- Who has a name or a contact still.
create index booking_named on booking (start) where name <> '';

-- How many visits to come one contact may have is how many rows it can take: no count that two could read at once. Contacts are
-- keyed hashes; a row is free again once its visit is over.
create table booking_contact (
  contact {text} not null,
  place {integer} not null check (place between 0 and 47),
  booking_id {text} not null references booking (booking_id),
  until {integer} not null,
  primary key (contact, place)
) {clustered};

create index booking_contact_booking on booking_contact (booking_id);
