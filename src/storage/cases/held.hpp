// When a hold on a case counts, as SQL: said once for everybody who asks.
#pragma once

// Of a row of case_order; asking for a hold has lapsed where it is not later than `asked_after`.
#define SKRANKE_HOLD_COUNTS(order, asked_after)                                                        \
  order ".kind = 'hold' and " order ".ended_by is null and (" order ".agreed_at is not null or " order \
        ".asked_at > " asked_after ")"

// Of a row of desk_case, its name one letter: whether anything of it is left.
#define SKRANKE_SOMETHING_LEFT(kase)                                                           \
  "(length(" kase ".state) > 0 or exists (select 1 from desk_record r where r.case_id = " kase \
  ".case_id and length(r.record) > 0))"
