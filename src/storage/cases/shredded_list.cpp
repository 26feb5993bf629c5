#include "storage/cases/shredded_list.hpp"

#include <span>
#include <string_view>

#include "storage/cases/shredding.hpp"
#include "storage/cases/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {

using base::Result;

Result<ShreddedDifference> compare_shredded(Database& database, const std::vector<std::string>& listed) {
  ShreddedDifference found;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    found = {};
    auto next = listed.begin();
    const auto take = [&](std::span<const Argument> row) {
      const auto subject = std::get<std::string_view>(row.front());
      for (; next != listed.end() && *next < subject; ++next) found.unknown.push_back(*next);
      const bool is_listed = next != listed.end() && *next == subject;
      if (!is_listed) found.unlisted.emplace_back(subject);
      while (next != listed.end() && *next == subject) ++next;
    };
    auto all = transaction.run_each("select subject from shredding order by subject", {}, take);
    found.unknown.insert(found.unknown.end(), next, listed.end());
    return all;
  });
  if (!read) return cases_unavailable(read.error());
  return found;
}

Result<std::int64_t> shred_again(Database& database, const std::vector<std::string>& subjects,
                                 cases::Moment now) {
  std::int64_t count = 0;
  const auto written = database.write([&](Transaction& transaction) -> Outcome<void> {
    count = 0;
    for (const std::string& subject : subjects) {
      const auto known =
          transaction.run("select subject from shredding where subject = $1", std::vector<Value>{subject});
      if (!known) return std::unexpected{known.error()};
      if (!known->empty()) continue;
      const auto gone = shred_subject(transaction, subject, now);
      if (!gone) return std::unexpected{gone.error()};
      count += *gone ? 1 : 0;
    }
    return count == 0 ? Outcome<void>{} : forget_files(transaction);
  });
  if (!written) return cases_unavailable(written.error());
  return count;
}

}  // namespace skranke::storage
