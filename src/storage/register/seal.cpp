#include "storage/register/seal.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "storage/register/keys.hpp"

namespace skranke::storage {
namespace {

constexpr std::byte sealed_bit{128};
constexpr const char* next_numbers =
    "select entry, place from register_number where entry < $1 order by entry limit 2000";
constexpr const char* next_persons =
    "select version, records from register_person where version > $1 order by version limit 1000";

Bytes bytes_of(const std::string& text) {
  const auto bytes = std::as_bytes(std::span{text});
  return {bytes.begin(), bytes.end()};
}

std::int64_t integer(const Value& value) { return std::get<std::int64_t>(value); }

// Puts one step's entries in their sealed places; sets `count` to how many there were.
Outcome<void> seal_numbers(Transaction& transaction, const desk::RegisterSealer& sealer,
                           std::int64_t& count) {
  const auto rows = transaction.run(next_numbers, std::vector<Value>{sealed_entries});
  if (!rows) return std::unexpected{rows.error()};
  count = static_cast<std::int64_t>(rows->size());
  std::vector<std::pair<std::int64_t, std::int64_t>> sealed;
  std::vector<Argument> before;
  for (const Row& row : *rows) {
    const std::int64_t entry = integer(row[0]);
    sealed.emplace_back(
        number_key(sealed_number(sealer, number_of(entry)), is_own_entry(entry), delivery_of(entry)),
        integer(row[1]));
    before.emplace_back(entry);
  }
  std::ranges::sort(sealed);
  std::vector<Argument> after;
  for (const auto& [entry, place] : sealed) after.insert(after.end(), {entry, place});
  const auto removed = transaction.run_many("delete from register_number where entry = $1", 1, before);
  if (!removed) return std::unexpected{removed.error()};
  const auto added = transaction.run_many(
      "insert into register_number (entry, place) values ($1, $2) on conflict (entry) do nothing", 2, after);
  if (!added) return std::unexpected{added.error()};
  return {};
}

// Seals the step's records after the version `after`, which becomes the last one; `count` are those sealed.
Outcome<void> seal_persons(Transaction& transaction, const desk::RegisterSealer& sealer, std::int64_t& after,
                           std::int64_t& count, bool& is_end) {
  const auto rows = transaction.run(next_persons, std::vector<Value>{after});
  if (!rows) return std::unexpected{rows.error()};
  is_end = rows->empty();
  std::vector<Bytes> sealed;
  sealed.reserve(rows->size());
  std::vector<Argument> arguments;
  for (const Row& row : *rows) {
    after = integer(row[0]);
    const auto& records = std::get<Bytes>(row[1]);
    if (is_sealed(records)) continue;
    sealed.push_back(sealer.seal(after, records));
    arguments.emplace_back(std::span<const std::byte>{sealed.back()});
    arguments.emplace_back(after);
  }
  count = static_cast<std::int64_t>(sealed.size());
  const auto written =
      transaction.run_many("update register_person set records = $1 where version = $2", 2, arguments);
  if (!written) return std::unexpected{written.error()};
  return {};
}

}  // namespace

SealState seal_state_of(const Row& row) {
  const auto* check = std::get_if<Bytes>(row.data());
  return {.check = check == nullptr ? Bytes{} : *check, .has_clear = integer(row[1]) != 0};
}

Outcome<SealState> seal_state(Transaction& transaction) {
  const auto rows = transaction.run("select seal_check, has_clear from register_current");
  if (!rows) return std::unexpected{rows.error()};
  return rows->empty() ? SealState{} : seal_state_of(rows->front());
}

Outcome<SealState> seal_state(Database& database) {
  SealState state;
  const auto done = database.read([&](Transaction& transaction) -> Outcome<void> {
    auto found = seal_state(transaction);
    if (!found) return std::unexpected{found.error()};
    state = std::move(*found);
    return {};
  });
  if (!done) return std::unexpected{done.error()};
  return state;
}

Outcome<void> check_key(const SealState& state, const desk::RegisterSealer* sealer) {
  if (state.check.empty()) return {};
  if (sealer == nullptr)
    return fail(FaultKind::invalid,
                "its register is sealed, and the key folder has no register.key; expected the folder that it "
                "was imported with (--keys or SKRANKE_KEYS)");
  if (bytes_of(sealer->check()) == state.check) return {};
  return fail(FaultKind::invalid,
              "its register is sealed by another key than the register.key of the key folder; expected the "
              "folder that it was imported with (--keys or SKRANKE_KEYS)");
}

Outcome<void> take_key(Transaction& transaction, const desk::RegisterSealer& sealer) {
  auto state = seal_state(transaction);
  if (!state) return std::unexpected{state.error()};
  if (!state->check.empty()) return check_key(*state, &sealer);
  const auto written = transaction.run("update register_current set seal_check = $1",
                                       std::vector<Value>{bytes_of(sealer.check())});
  if (!written) return std::unexpected{written.error()};
  return {};
}

bool is_sealed(const Bytes& records) {
  return !records.empty() && (records.front() & sealed_bit) != std::byte{0};
}

Outcome<Bytes> opened(const desk::RegisterSealer* sealer, std::int64_t version, Bytes records) {
  if (!is_sealed(records)) return records;
  if (sealer == nullptr) return fail(FaultKind::invalid, "sealed records, and no key to open them");
  auto plain = sealer->open(version, records);
  if (!plain) return fail(FaultKind::corrupt, "a person of the register: " + plain.error().text);
  return std::move(*plain);
}

Outcome<Sealed> seal_register(Database& database, const desk::RegisterSealer& sealer,
                              const std::function<void(const Sealed&)>& progress) {
  bool is_any = false;
  auto done = database.write([&](Transaction& transaction) -> Outcome<void> {
    const auto state = seal_state(transaction);
    if (!state) return std::unexpected{state.error()};
    is_any = state->has_clear;
    return take_key(transaction, sealer);
  });
  Sealed sealed;
  for (std::int64_t count = 1; done && is_any && count > 0;) {
    done = database.write([&](Transaction& transaction) { return seal_numbers(transaction, sealer, count); });
    sealed.numbers += count;
    if (done && progress) progress(sealed);
  }
  std::int64_t after = -1;
  for (bool is_end = false; done && is_any && !is_end;) {
    std::int64_t count = 0;
    std::int64_t last = after;
    done = database.write([&](Transaction& transaction) {
      last = after;
      return seal_persons(transaction, sealer, last, count, is_end);
    });
    after = last;
    sealed.persons += count;
    if (done && progress) progress(sealed);
  }
  if (!done) return std::unexpected{done.error()};
  return sealed;
}

Outcome<void> end_sealing(Database& database) {
  return database.write([](Transaction& transaction) -> Outcome<void> {
    const auto written = transaction.run("update register_current set has_clear = 0");
    if (!written) return std::unexpected{written.error()};
    return {};
  });
}

}  // namespace skranke::storage
