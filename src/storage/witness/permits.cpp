#include "storage/witness/permits.hpp"

#include <vector>

#include "storage/witness/rows.hpp"

namespace skranke::storage {
namespace {

constexpr std::string_view never_taken = "0001-01-01";
constexpr int tries_max = 64;

struct PermitCount {
  std::int64_t all = 0;
  std::int64_t free = 0;
};

Outcome<PermitCount> count_rows(Transaction& transaction, const std::string& root,
                                const std::string& cutoff) {
  const auto rows = transaction.run(
      "select count(*), count(case when taken_on <= $2 then 1 end) from witness_permit where person_id = $1",
      std::vector<Value>{root, cutoff});
  if (!rows) return std::unexpected{rows.error()};
  return PermitCount{.all = integer_at(rows->front(), 0), .free = integer_at(rows->front(), 1)};
}

// INVARIANT: deletes before it reads. Whoever takes a permit at the same moment holds one of the rows, so
// that deleting waits for them, and what they gave is among the statements that are read next.
Outcome<void> make_again(Transaction& transaction, const std::string& root, std::int32_t times) {
  // The person's row is locked first, so that two who make them again do so one after the other.
  const auto locked = transaction.run(
      "update witness_person set root = root where person_id = $1 and root = $1 returning person_id",
      std::vector<Value>{root});
  if (!locked) return std::unexpected{locked.error()};
  if (locked->empty()) return fail(FaultKind::busy, "the person has just been found to be another one too");
  auto made = forget_permits(transaction, root);
  if (!made) return made;
  const auto latest = transaction.run(
      "select s.day from witness_statement s join witness_person p on p.person_id = s.witness_id "
      "where p.root = $1 and s.withdrawn = 0 and s.organisation_id is null order by s.day desc limit $2",
      std::vector<Value>{root, std::int64_t{times}});
  if (!latest) return std::unexpected{latest.error()};
  for (std::int32_t permit = 1; permit <= times; ++permit) {
    const auto at = static_cast<std::size_t>(permit - 1);
    const std::string taken_on = at < latest->size() ? text_at((*latest)[at], 0) : std::string{never_taken};
    made = done(transaction,
                "insert into witness_permit (person_id, permit, taken_on) values ($1, $2, $3) "
                "on conflict (person_id, permit) do nothing",
                {root, std::int64_t{permit}, taken_on});
    if (!made) return made;
  }
  return {};
}

}  // namespace

Outcome<Taking> take_permit(Transaction& transaction, const std::string& root, base::Day day,
                            const desk::PermitRule& quota) {
  const std::string cutoff = base::format_day(day - quota.days);
  for (int tried = 0; tried < tries_max; ++tried) {
    const auto taken = transaction.run(
        "update witness_permit set taken_on = $3 where person_id = $1 and taken_on <= $2 and permit = "
        "(select min(permit) from witness_permit where person_id = $1 and taken_on <= $2) and "
        "(select count(*) from witness_permit where person_id = $1) = $4 returning permit",
        std::vector<Value>{root, cutoff, base::format_day(day), std::int64_t{quota.times}});
    if (!taken) return std::unexpected{taken.error()};
    if (!taken->empty()) return Taking::taken;
    const auto rows = count_rows(transaction, root, cutoff);
    if (!rows) return std::unexpected{rows.error()};
    if (rows->all != quota.times) {
      if (auto made = make_again(transaction, root, quota.times); !made) return std::unexpected{made.error()};
    } else if (rows->free == 0) {
      return Taking::none_free;
    }
  }
  return fail(FaultKind::busy, "others took permits of this witness at the same time");
}

Outcome<void> forget_permits(Transaction& transaction, const std::string& root) {
  return done(transaction, "delete from witness_permit where person_id = $1", {root});
}

}  // namespace skranke::storage
