-- Witnesses of the log: what is shown to them, and what they have cosigned. See docs/log.md.
--
-- All of them are shown one checkpoint until enough of them have cosigned it: a quorum is of one size.

create table log_shown (
  only_row {integer} primary key check (only_row = 1),
  size {integer} not null check (size >= 0),
  checkpoint {text} not null,
  published_size {integer} not null check (published_size >= 0),
  published {text} not null,
  taken_until {integer} not null
) {table};

insert into log_shown (only_row, size, checkpoint, published_size, published, taken_until) values (1, 0, '', 0, '', 0);

-- By the witness's public key. The size and the line are of the last checkpoint that it cosigned; trouble is why the last try failed.
create table log_witness (
  public_key {text} primary key,
  size {integer} not null check (size >= 0),
  line {text} not null,
  cosigned_at {integer} not null,
  tries {integer} not null check (tries >= 0),
  next_at {integer} not null,
  trouble {text} not null
) {clustered};
