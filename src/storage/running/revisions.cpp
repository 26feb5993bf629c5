#include "storage/running/revisions.hpp"

#include <vector>

#include "storage/rows.hpp"

namespace skranke::storage {

Outcome<std::optional<std::int64_t>> add_revision(Transaction& transaction, const std::string& centre,
                                                  const Revision& revision, const running::Author& author) {
  const auto latest =
      transaction.run("select coalesce(max(revision), 0) from centre_change where centre_id = $1",
                      std::vector<Value>{centre});
  if (!latest) return std::unexpected{latest.error()};
  const std::int64_t number = integer_at(latest->front(), 0) + 1;
  if (author.seen && *author.seen != number - 1) return std::nullopt;
  const auto added = transaction.run(
      "insert into centre_change (centre_id, revision, kind, day, reason, officer_id, changed_at) "
      "values ($1, $2, $3, $4, $5, $6, $7) on conflict (centre_id, revision) do nothing returning revision",
      std::vector<Value>{centre, number, std::string{revision.kind}, base::format_day(revision.day),
                         revision.reason, author.officer_id, author.at});
  if (!added) return std::unexpected{added.error()};
  if (added->empty()) return fail(FaultKind::busy, "somebody else changes the centre at the same moment");
  return number;
}

}  // namespace skranke::storage
