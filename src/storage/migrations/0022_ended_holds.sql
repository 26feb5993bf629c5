-- A hold is ended by the lift that two people agreed to, and not by whichever lift has a later time: a clock that was ahead must not
-- end holds to come.
alter table case_order add column ended_by {text};

update case_order set ended_by = (select l.order_id from case_order l where l.case_id = case_order.case_id and l.kind = 'lift'
  and l.agreed_at >= case_order.agreed_at order by l.agreed_at, l.order_id limit 1) where kind = 'hold';

{watch case_order 2: order_id text key, case_id text, kind text, reason text, asked_by text, asked_at integer, agreed_by text,
  agreed_at integer, ended_by text}

-- Nothing reads where a row's entry before its newest is: the newest says so itself.
alter table log_row drop column previous;
