// Decided cases in the order in which they were decided, read in pieces.
//
// PRIVACY: who a case is about stays sealed.
#include "storage/cases/stored_case_book.hpp"
#include "storage/cases/unavailable.hpp"
#include "storage/rows.hpp"
#include "storage/vault/data_keys.hpp"

namespace skranke::storage {

using base::Result;

Result<std::vector<cases::DecidedCase>> StoredCaseBook::decided(cases::Moment from,
                                                                const cases::DecidedAt& after,
                                                                std::int64_t most) {
  Rows found;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    auto rows = transaction.run(
        "select c.closed_at, c.case_id, c.state, k.generation, k.wrapped from desk_case c "
        "left join data_key k on k.subject = 'case.' || c.case_id where c.outcome in ('accepted', 'refused') "
        "and "
        "c.is_training = 0 and length(c.state) > 0 and c.closed_at >= $1 and (c.closed_at, c.case_id) > ($2, "
        "$3) "
        "order by c.closed_at, c.case_id limit $4",
        std::vector<Value>{from, after.at, after.case_id, most});
    if (!rows) return std::unexpected{rows.error()};
    found = std::move(*rows);
    return {};
  });
  if (!read) return cases_unavailable(read.error());
  std::vector<cases::DecidedCase> all;
  all.reserve(found.size());
  for (const Row& row : found) {
    auto kase =
        state_of(data_key_at(row, 3, case_subject(text_at(row, 1))), text_at(row, 1), bytes_at(row, 2));
    if (!kase) return std::unexpected{std::move(kase.error())};
    all.push_back(
        {.place = {.at = integer_at(row, 0), .case_id = text_at(row, 1)}, .kase = std::move(*kase)});
  }
  return all;
}

Result<std::int64_t> StoredCaseBook::decided_count(cases::Moment from) {
  std::int64_t count = 0;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run(
        "select count(*) from desk_case where outcome in ('accepted', 'refused') and is_training = 0 and "
        "length(state) > 0 and closed_at >= $1",
        std::vector<Value>{from});
    if (!rows) return std::unexpected{rows.error()};
    count = integer_at(rows->front(), 0);
    return {};
  });
  if (!read) return cases_unavailable(read.error());
  return count;
}

}  // namespace skranke::storage
