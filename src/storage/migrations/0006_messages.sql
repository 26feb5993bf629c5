-- Stands in for the messages' own step until it is merged.
create table messages_stand_in (only_row {integer} primary key) {table};
