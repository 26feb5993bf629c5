#include "storage/handover/handover.hpp"

#include "storage/handover/handover_rows.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {

std::string handover_context(std::string_view event_id) { return std::string{"handover."}.append(event_id); }

Outcome<void> put_handover(Transaction& transaction, const Handover& handover) {
  return done(transaction,
              "insert into handover (event_id, case_id, target, type, payload, created_at, due_at, attempts, "
              "state, trouble, answer_status, answer) "
              "values ($1, $2, $3, $4, $5, $6, $7, 0, 'waiting', '', 0, '') on conflict do nothing",
              {handover.event_id, handover.case_id, std::string{name(handover.target)}, handover.type,
               bytes_value(handover.payload), handover.created_at,
               handover.due_at == 0 ? handover.created_at : handover.due_at});
}

Outcome<void> withdraw_handover(Transaction& transaction, const std::string& case_id, std::int64_t now) {
  return done(transaction,
              "update handover set state = 'failed', withdrawn_at = $2, ended_at = $2, claimed_until = null, "
              "payload = $3 where case_id = $1 and target = 'registration' and state = 'waiting'",
              {case_id, now, bytes_value("")});
}

Outcome<std::vector<StandingHandover>> handovers_of(Transaction& transaction, const std::string& case_id) {
  const auto rows = transaction.run(
      "select event_id, case_id, target, type, state, attempts, created_at, due_at, answer_status, answer, "
      "case when state = 'failed' and withdrawn_at is not null then 'withdrawn' else trouble end from "
      "handover where case_id = $1 "
      "order by created_at, event_id",
      std::vector<Value>{case_id});
  if (!rows) return std::unexpected{rows.error()};
  std::vector<StandingHandover> all;
  for (const Row& row : *rows) all.push_back(standing_handover(row));
  return all;
}

}  // namespace skranke::storage
