-- An event that is not to be told any more, since who the case is about says that it was not them: it stays, failed for good, and
-- its payload is gone.
alter table handover add column withdrawn_at {integer};

-- Nothing reads closed cases by their time of closing.
drop index desk_case_closed;
