#include "storage/register/lookup.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "cpr/layout_current.hpp"
#include "cpr/packed_person.hpp"
#include "storage/register/keys.hpp"
#include "storage/register/seal.hpp"

namespace skranke::storage {
namespace {

// A number that was replaced by one that was replaced: more often than this it is a circle.
constexpr int steps_max = 8;

std::int64_t integer(const Value& value) { return std::get<std::int64_t>(value); }

Outcome<std::optional<StoredPerson>> newest_version(Transaction& transaction, const Readable& visible,
                                                    std::int64_t place) {
  const std::array<Value, 2> values{version_key(place, visible.first), version_key(place, visible.last)};
  auto rows = transaction.run(
      "select version, person_id, status, records from register_person "
      "where version between $1 and $2 order by version desc limit 1",
      values);
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  Row& row = rows->front();
  auto records = opened(visible.sealer, integer(row[0]), std::move(std::get<Bytes>(row[3])));
  if (!records) return std::unexpected{std::move(records.error())};
  return StoredPerson{.version = integer(row[0]),
                      .person_id = std::move(std::get<Bytes>(row[1])),
                      .status = integer(row[2]),
                      .records = std::move(*records)};
}

// The number that took this one's place (PNRGAELD); empty where there is none.
std::string replaced_by(const StoredPerson& person) {
  if (!is_replaced(person.status)) return {};
  const auto unpacked = cpr::unpack(person.records);
  if (!unpacked) return {};
  for (const std::string& record : unpacked->records) {
    if (!record.starts_with(cpr::r001::layout.type) || record.size() < 23) continue;
    const std::string current{cpr::r001::pnrgaeld.of(record)};
    const bool is_other = current != unpacked->number && current.find_first_not_of("0 ") != std::string::npos;
    return is_other ? current : std::string{};
  }
  return {};
}

// Adds the entries of what stands for a number, as if it stood there in the clear, and their places.
using Entries = std::vector<std::pair<std::int64_t, std::int64_t>>;
Outcome<void> add_entries(Transaction& transaction, std::int64_t standing, bool is_own, Entries& entries) {
  const std::array<Value, 2> values{number_key(standing, is_own, 0),
                                    number_key(standing, true, delivery_mask)};
  const auto rows = transaction.run(
      "select entry, place from register_number where entry between $1 and $2 order by entry desc", values);
  if (!rows) return std::unexpected{rows.error()};
  for (const Row& row : *rows)
    entries.emplace_back(integer(row[0]) - number_key(standing, false, 0), integer(row[1]));
  return {};
}

// The entries of a number less the number: own ones first, and the newest first.
Outcome<Entries> entries_of(Transaction& transaction, const Readable& visible, std::int64_t number,
                            bool is_own) {
  Entries entries;
  if (visible.is_sealed) {
    const std::int64_t sealed = sealed_number(*visible.sealer, number);
    if (auto added = add_entries(transaction, sealed, is_own, entries); !added)
      return std::unexpected{added.error()};
  }
  if (visible.has_clear) {
    if (auto added = add_entries(transaction, number, is_own, entries); !added)
      return std::unexpected{added.error()};
    std::ranges::sort(entries, std::greater{});
  }
  return entries;
}

}  // namespace

Outcome<Visible> visible_deliveries(Transaction& transaction) {
  const auto rows = transaction.run("select first_delivery, last_delivery from register_current");
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return Visible{};
  return Visible{.first = integer(rows->front()[0]), .last = integer(rows->front()[1])};
}

Outcome<Readable> readable_deliveries(Transaction& transaction, const desk::RegisterSealer* sealer) {
  const auto rows =
      transaction.run("select seal_check, has_clear, first_delivery, last_delivery from register_current");
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return Readable{};
  const Row& row = rows->front();
  const SealState state = seal_state_of(row);
  if (auto right = check_key(state, sealer); !right) return std::unexpected{std::move(right.error())};
  return Readable{
      {.first = integer(row[2]), .last = integer(row[3])}, sealer, !state.check.empty(), state.has_clear};
}

// INVARIANT: an entry counts only if the person's newest visible version came with the same delivery. So a
// former number that a newer delivery no longer names leads nowhere at once, before its row is removed.
Outcome<std::optional<StoredPerson>> find_number(Transaction& transaction, const Readable& visible,
                                                 std::string_view number, bool is_own) {
  const auto entries = entries_of(transaction, visible, clear_number(number), is_own);
  if (!entries) return std::unexpected{entries.error()};
  for (const auto& [entry, place] : *entries) {
    const std::int64_t delivery = delivery_of(entry);
    if (delivery < visible.first || delivery > visible.last) continue;
    auto found = newest_version(transaction, visible, place);
    if (!found) return found;
    const std::optional<StoredPerson>& person = *found;
    if (person && delivery_of(person->version) == delivery) return found;
  }
  return std::nullopt;
}

Outcome<std::optional<StoredPerson>> find_current(Transaction& transaction, const Readable& visible,
                                                  std::string_view number) {
  auto found = find_number(transaction, visible, number);
  for (int step = 0; step < steps_max && found; ++step) {
    const std::optional<StoredPerson>& person = *found;
    const std::string next = person ? replaced_by(*person) : std::string{};
    if (next.empty()) break;
    auto successor = find_number(transaction, visible, next);
    if (successor && !successor->has_value()) break;
    found = std::move(successor);
  }
  return found;
}

}  // namespace skranke::storage
