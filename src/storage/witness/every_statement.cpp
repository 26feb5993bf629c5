#include "storage/witness/every_statement.hpp"

#include <string>
#include <utility>
#include <vector>

#include "storage/witness/rows.hpp"

namespace skranke::storage {

base::Result<void> every_statement(Database& database,
                                   const std::function<void(const LedgerStatement&)>& take) {
  constexpr std::int64_t page = 5000;
  std::string day;
  std::string id;
  for (std::int64_t taken = page; taken == page;) {
    Rows rows;
    const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
      auto found = transaction.run(
          "select s.day, s.statement_id, w.root, a.root, s.officer_id, s.centre_id, s.face_bound, "
          "s.organisation_id, d.disputed_at "
          "from witness_statement s join witness_person w on w.person_id = s.witness_id "
          "join witness_person a on a.person_id = s.applicant_id "
          "left join witness_dispute d on d.statement_id = s.statement_id and d.settled_at is null "
          "where (s.withdrawn = 0 or d.disputed_at is not null) and (s.day > $1 or (s.day = $1 and "
          "s.statement_id > $2)) "
          "order by s.day, s.statement_id limit $3",
          std::vector<Value>{day, id, page});
      if (!found) return std::unexpected{found.error()};
      rows = std::move(*found);
      return {};
    });
    if (!read) return ledger_unavailable(read.error());
    for (const Row& row : rows) {
      take({.day = day_at(row, 0),
            .witness = text_at(row, 2),
            .applicant = text_at(row, 3),
            .officer = text_at(row, 4),
            .centre = text_at(row, 5),
            .face_bound = integer_at(row, 6) != 0,
            .professional = !is_null(row, 7),
            .disputed = !is_null(row, 8)});
    }
    taken = static_cast<std::int64_t>(rows.size());
    if (taken > 0) {
      day = text_at(rows.back(), 0);
      id = text_at(rows.back(), 1);
    }
  }
  return {};
}

}  // namespace skranke::storage
