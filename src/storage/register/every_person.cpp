#include "storage/register/every_person.hpp"

#include <array>
#include <utility>

#include "storage/register/keys.hpp"
#include "storage/register/seal.hpp"

namespace skranke::storage {
namespace {

constexpr std::string_view next_rows =
    "select version, records from register_person where version > $1 order by version limit 512";

// The versions of one person lie side by side, the newest last.
Outcome<void> walk(Transaction& transaction, const Readable& visible,
                   const std::function<void(std::span<const std::byte>)>& with) {
  std::int64_t after = -1;
  std::int64_t place = -1;
  std::int64_t version = 0;
  Bytes newest;
  const auto pass_on = [&]() -> Outcome<void> {
    if (newest.empty()) return {};
    const auto records = opened(visible.sealer, version, std::move(newest));
    if (!records) return std::unexpected{records.error()};
    with(*records);
    return {};
  };
  while (true) {
    const std::array<Value, 1> from{after};
    auto rows = transaction.run(next_rows, from);
    if (!rows) return std::unexpected{rows.error()};
    for (Row& row : *rows) {
      after = std::get<std::int64_t>(row[0]);
      const std::int64_t delivery = delivery_of(after);
      if (delivery < visible.first || delivery > visible.last) continue;
      if (place_of(after) != place) {
        if (auto passed = pass_on(); !passed) return passed;
      }
      place = place_of(after);
      version = after;
      newest = std::move(std::get<Bytes>(row[1]));
    }
    if (rows->empty()) break;
  }
  return pass_on();
}

}  // namespace

Outcome<std::int64_t> every_person(Database& database, const desk::RegisterSealer* sealer,
                                   const std::function<void(std::span<const std::byte>)>& with) {
  std::int64_t delivery = 0;
  const auto done = database.read([&](Transaction& transaction) -> Outcome<void> {
    const auto visible = readable_deliveries(transaction, sealer);
    if (!visible) return std::unexpected{visible.error()};
    delivery = visible->last;
    if (visible->is_empty()) return {};
    return walk(transaction, *visible, with);
  });
  if (!done) return std::unexpected{done.error()};
  return delivery;
}

}  // namespace skranke::storage
