// Organisations whose registered members vouch as a profession (W7).
#include <utility>

#include "storage/witness/rows.hpp"
#include "storage/witness/stored_vouchings.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using desk::Organisation;

// Languages are kept as one text, a space between two.
std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return words;
}

}  // namespace

// Registering again changes how to reach it, and ends a suspension.
Result<void> StoredVouchings::register_organisation(const Organisation& organisation) {
  const auto written = database_.write([&](Transaction& transaction) {
    return done(
        transaction,
        "insert into witness_organisation (organisation_id, name, web, phone, email, languages, "
        "registered_on, suspended_from) values ($1, $2, $3, $4, $5, $6, $7, null) "
        "on conflict (organisation_id) do update set name = excluded.name, web = excluded.web, "
        "phone = excluded.phone, email = excluded.email, languages = excluded.languages, "
        "suspended_from = null",
        {organisation.organisation_id, organisation.name, organisation.web, organisation.phone,
         organisation.email, joined(organisation.languages), base::format_day(organisation.registered_on)});
  });
  if (!written) return ledger_unavailable(written.error());
  return {};
}

Result<bool> StoredVouchings::register_member(const std::string& organisation_id,
                                              const std::string& person_id, base::Day day) {
  return changed(
      "insert into witness_member (organisation_id, person_id, registered_on, suspended_from) "
      "select organisation_id, $2, $3, null from witness_organisation where organisation_id = $1 "
      "on conflict (organisation_id, person_id) do update set suspended_from = null returning person_id",
      {organisation_id, person_id, base::format_day(day)});
}

Result<bool> StoredVouchings::suspend_organisation(const std::string& organisation_id, base::Day from) {
  return changed(
      "update witness_organisation set suspended_from = $2 where organisation_id = $1 returning "
      "organisation_id",
      {organisation_id, base::format_day(from)});
}

Result<bool> StoredVouchings::suspend_member(const std::string& organisation_id, const std::string& person_id,
                                             base::Day from) {
  return changed(
      "update witness_member set suspended_from = $3 where organisation_id = $1 and person_id in "
      "(select person_id from witness_person where root = (select root from witness_person where person_id = "
      "$2)) "
      "returning person_id",
      {organisation_id, person_id, base::format_day(from)});
}

Result<std::vector<Organisation>> StoredVouchings::organisations(base::Day counted_from) {
  std::vector<Organisation> all;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    const auto rows = transaction.run(
        "select o.organisation_id, o.name, o.web, o.phone, o.email, o.languages, o.registered_on, "
        "o.suspended_from, (select count(*) from witness_statement s where s.organisation_id = "
        "o.organisation_id "
        "and s.withdrawn = 0 and s.day >= $1) from witness_organisation o order by o.name, o.organisation_id",
        std::vector<Value>{base::format_day(counted_from)});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      all.push_back({.organisation_id = text_at(row, 0),
                     .name = text_at(row, 1),
                     .web = text_at(row, 2),
                     .phone = text_at(row, 3),
                     .email = text_at(row, 4),
                     .languages = words_of(text_at(row, 5)),
                     .registered_on = day_at(row, 6),
                     .suspended_from = optional_day_at(row, 7),
                     .vouchings = integer_at(row, 8)});
    }
    return {};
  });
  if (!read) return ledger_unavailable(read.error());
  return all;
}

}  // namespace skranke::storage
