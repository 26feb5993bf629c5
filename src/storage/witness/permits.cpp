#include "storage/witness/permits.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "storage/witness/persons.hpp"
#include "storage/witness/rows.hpp"

namespace skranke::storage {
namespace {

constexpr std::string_view never_taken = "0001-01-01";
constexpr int tries_max = 64;

// So that two who make a person's permits anew do so one after the other. False where the person has just
// been found to be another one too.
Outcome<bool> lock_person(Transaction& transaction, const std::string& root) {
  const auto locked = transaction.run(
      "update witness_person set root = root where person_id = $1 and root = $1 returning person_id",
      std::vector<Value>{root});
  if (!locked) return std::unexpected{locked.error()};
  return !locked->empty();
}

Outcome<void> delete_permits(Transaction& transaction, const std::string& root) {
  return done(transaction, "delete from witness_permit where person_id = $1", {root});
}

// The days of the latest statements that count, as many as there are permits; never_taken where there are
// fewer.
Outcome<std::vector<std::string>> latest_days(Transaction& transaction, const std::string& root,
                                              std::int32_t times) {
  auto days = counted_days(transaction, root, std::string{never_taken});
  if (!days) return days;
  std::ranges::sort(*days, std::ranges::greater{});
  days->resize(static_cast<std::size_t>(times), std::string{never_taken});
  return days;
}

// Makes them again, with one taken on `day` if one is free.
// INVARIANT: deletes before it reads. Whoever takes a permit at the same moment holds one of the rows, so
// that deleting waits for them, and what they gave is among the statements that are read next.
Outcome<Taking> make_again(Transaction& transaction, const std::string& root, base::Day day,
                           const desk::PermitRule& quota) {
  const auto locked = lock_person(transaction, root);
  if (!locked) return std::unexpected{locked.error()};
  if (!*locked) return fail(FaultKind::busy, "the person has just been found to be another one too");
  if (auto deleted = delete_permits(transaction, root); !deleted) return std::unexpected{deleted.error()};
  auto days = latest_days(transaction, root, quota.times);
  if (!days) return std::unexpected{days.error()};
  const std::string cutoff = base::format_day(day - quota.days);
  const auto free =
      std::ranges::find_if(*days, [&](const std::string& taken_on) { return taken_on <= cutoff; });
  const bool is_free = free != days->end();
  if (is_free) *free = base::format_day(day);
  std::vector<Argument> rows;
  for (std::size_t i = 0; i < days->size(); ++i) {
    rows.insert(rows.end(),
                {std::string_view{root}, static_cast<std::int64_t>(i) + 1, std::string_view{(*days)[i]}});
  }
  const auto made = transaction.run_many(
      "insert into witness_permit (person_id, permit, taken_on) values ($1, $2, $3) "
      "on conflict (person_id, permit) do nothing",
      3, rows);
  if (!made) return std::unexpected{made.error()};
  if (*made != quota.times) return fail(FaultKind::busy, "somebody else made the permits at the same moment");
  return is_free ? Taking::taken : Taking::none_free;
}

// Empty where no row was free, or there are not as many as there should be.
Outcome<bool> take_free(Transaction& transaction, const std::string& root, base::Day day,
                        const desk::PermitRule& quota) {
  const auto taken = transaction.run(
      "update witness_permit set taken_on = $3 where person_id = $1 and taken_on <= $2 and permit = "
      "(select min(permit) from witness_permit where person_id = $1 and taken_on <= $2) and "
      "(select count(*) from witness_permit where person_id = $1) = $4 returning permit",
      std::vector<Value>{root, base::format_day(day - quota.days), base::format_day(day),
                         std::int64_t{quota.times}});
  if (!taken) return std::unexpected{taken.error()};
  return !taken->empty();
}

struct PermitCount {
  std::int64_t all = 0;
  std::int64_t free = 0;
};

Outcome<PermitCount> count_permits(Transaction& transaction, const std::string& root,
                                   const std::string& cutoff) {
  const auto rows = transaction.run(
      "select count(*), count(case when taken_on <= $2 then 1 end) from witness_permit where person_id = $1",
      std::vector<Value>{root, cutoff});
  if (!rows) return std::unexpected{rows.error()};
  return PermitCount{.all = integer_at(rows->front(), 0), .free = integer_at(rows->front(), 1)};
}

}  // namespace

Outcome<Taking> take_permit(Transaction& transaction, const std::string& root, std::int64_t rows,
                            base::Day day, const desk::PermitRule& quota) {
  if (rows != quota.times) return make_again(transaction, root, day, quota);
  const std::string cutoff = base::format_day(day - quota.days);
  for (int tried = 0; tried < tries_max; ++tried) {
    const auto taken = take_free(transaction, root, day, quota);
    if (!taken) return std::unexpected{taken.error()};
    if (*taken) return Taking::taken;
    const auto now = count_permits(transaction, root, cutoff);
    if (!now) return std::unexpected{now.error()};
    if (now->all != quota.times) return make_again(transaction, root, day, quota);
    if (now->free == 0) return Taking::none_free;
  }
  return fail(FaultKind::busy, "others took permits of this witness at the same time");
}

Outcome<void> forget_permits(Transaction& transaction, const std::string& root) {
  if (const auto locked = lock_person(transaction, root); !locked) return std::unexpected{locked.error()};
  return delete_permits(transaction, root);
}

}  // namespace skranke::storage
