// When a hold on a case counts, as SQL: said once for everybody who asks.
#pragma once

// Of a row of case_order; asking for a hold has lapsed where it is not later than `asked_after`.
#define SKRANKE_HOLD_COUNTS(order, asked_after)                                                        \
  order ".kind = 'hold' and " order ".ended_by is null and (" order ".agreed_at is not null or " order \
        ".asked_at > " asked_after ")"

// Of a row of desk_case: whether anything that is sealed of it is left, which is what an erasure destroys;
// and whether anything that a hold keeps.
#define SKRANKE_SEALED_LEFT(kase)                                                                      \
  "(length(" kase ".state) > 0 or exists (select 1 from desk_record sr where sr.case_id = " kase       \
  ".case_id and length(sr.record) > 0) or exists (select 1 from witness_approval sa where sa.case_id " \
  "= " kase ".case_id and (length(sa.proof) > 0 or length(sa.secrets) > 0)))"
#define SKRANKE_SOMETHING_LEFT(kase)                                                                 \
  "(" SKRANKE_SEALED_LEFT(kase) " or exists (select 1 from desk_look_up sl where sl.case_id = " kase \
                                ".case_id))"
