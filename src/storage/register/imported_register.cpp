#include "storage/register/imported_register.hpp"

#include <optional>
#include <utility>

#include "cpr/packed_person.hpp"
#include "storage/register/lookup.hpp"

namespace skranke::storage {
namespace {

std::string hex_of(const Bytes& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : bytes) {
    text.push_back(digits[std::to_integer<std::size_t>(byte >> 4)]);
    text.push_back(digits[std::to_integer<std::size_t>(byte & std::byte{15})]);
  }
  return text;
}

// The beginning of the day that the newest delivery was produced on.
std::string moment_of(std::string_view produced) {
  if (produced.size() != 8) return {};
  std::string text{produced.substr(0, 4)};
  text.append("-").append(produced.substr(4, 2)).append("-").append(produced.substr(6, 2));
  return text.append("T00:00:00Z");
}

struct Stored {
  StoredPerson person;
  std::string as_of;
};

Outcome<std::optional<Stored>> find_stored(Transaction& transaction, const desk::RegisterSealer* sealer,
                                           std::string_view number) {
  const auto visible = readable_deliveries(transaction, sealer);
  if (!visible) return std::unexpected{visible.error()};
  if (visible->is_empty()) return std::nullopt;
  auto person = find_current(transaction, *visible, number);
  if (!person) return std::unexpected{person.error()};
  if (!*person) return std::nullopt;
  const auto rows = transaction.run("select produced from register_delivery where delivery = $1",
                                    std::vector<Value>{visible->last});
  if (!rows) return std::unexpected{rows.error()};
  std::string as_of = rows->empty() ? std::string{} : moment_of(std::get<std::string>(rows->front()[0]));
  return Stored{.person = std::move(**person), .as_of = std::move(as_of)};
}

}  // namespace

base::Result<std::optional<desk::Found>> ImportedRegister::find(const proofing::CprNumber& number) {
  std::optional<Stored> stored;
  const auto done = database_.read([&](Transaction& transaction) -> Outcome<void> {
    auto found = find_stored(transaction, sealer_, number.reveal());
    if (!found) return std::unexpected{found.error()};
    stored = std::move(*found);
    return {};
  });
  if (!done) {
    std::string why = "the register can't be asked: ";
    return base::fail(base::Fault::unavailable, why.append(done.error().text));
  }
  if (!stored) return std::nullopt;
  auto person = cpr::person_from_packed(stored->person.records);
  if (!person)
    return base::fail(base::Fault::unavailable, "what the register holds of a person can't be read");
  return desk::Found{.person_id = hex_of(stored->person.person_id),
                     .person = std::move(*person),
                     .as_of = std::move(stored->as_of)};
}

Outcome<RegisterStats> register_stats(Database& database) {
  RegisterStats stats;
  const auto done = database.read([&](Transaction& transaction) -> Outcome<void> {
    stats = {};
    const auto visible = visible_deliveries(transaction);
    if (!visible) return std::unexpected{visible.error()};
    const auto totals = transaction.run("select kind, name, count from register_total where delivery = $1",
                                        std::vector<Value>{visible->last});
    if (!totals) return std::unexpected{totals.error()};
    for (const Row& row : *totals) {
      const auto count = std::get<std::int64_t>(row[2]);
      const bool is_status = std::get<std::string>(row[0]) == "status";
      (is_status ? stats.statuses : stats.records)[std::get<std::string>(row[1])] = count;
      if (is_status) stats.persons += count;
    }
    const auto deliveries = transaction.run(
        "select delivery, task, produced, imported_at, replaces, records, persons, quarantined "
        "from register_delivery where is_done = 1 and delivery between $1 and $2 order by delivery",
        std::vector<Value>{visible->first, visible->last});
    if (!deliveries) return std::unexpected{deliveries.error()};
    for (const Row& row : *deliveries) {
      stats.deliveries.push_back({.number = std::get<std::int64_t>(row[0]),
                                  .task = std::get<std::string>(row[1]),
                                  .produced = std::get<std::string>(row[2]),
                                  .imported_at = std::get<std::string>(row[3]),
                                  .replaces = std::get<std::int64_t>(row[4]) == 1,
                                  .records = std::get<std::int64_t>(row[5]),
                                  .persons = std::get<std::int64_t>(row[6]),
                                  .quarantined = std::get<std::int64_t>(row[7])});
    }
    return {};
  });
  if (!done) return std::unexpected{done.error()};
  return stats;
}

}  // namespace skranke::storage
