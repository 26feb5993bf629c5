-- Stands in for the guide's own step until it is merged.
alter table booking add column advised {text};
