#include "storage/register/remove_invisible.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "cpr/layout_history.hpp"
#include "cpr/packed_person.hpp"
#include "storage/register/keys.hpp"
#include "storage/register/lookup.hpp"
#include "storage/register/seal.hpp"

namespace skranke::storage {
namespace {

constexpr std::int64_t places_per_step = 20'000;
constexpr std::int64_t numbers_per_step = 20'000'000;  // of the ten billion of a key
constexpr std::size_t versions_per_step = 2'000;

std::int64_t integer(const Value& value) { return std::get<std::int64_t>(value); }

Outcome<void> run(Transaction& transaction, std::string_view sql, const std::vector<Value>& values = {}) {
  const auto done = transaction.run(sql, values);
  if (!done) return std::unexpected{done.error()};
  return {};
}

// Deletes, step by step, every row of a delivery before `first` or after `last`.
Outcome<void> remove_outside(Database& database, std::int64_t first, std::int64_t last) {
  std::int64_t end = 0;
  std::int64_t first_number = 0;
  std::int64_t last_number = -1;
  auto done = database.read([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run("select max(version) from register_person");
    if (!rows) return std::unexpected{rows.error()};
    const auto* newest = rows->empty() ? nullptr : std::get_if<std::int64_t>(rows->front().data());
    end = newest == nullptr ? 0 : place_of(*newest) + 1;
    const auto range = transaction.run("select min(entry), max(entry) from register_number");
    if (!range) return std::unexpected{range.error()};
    const auto* least = range->empty() ? nullptr : std::get_if<std::int64_t>(range->front().data());
    if (least == nullptr) return {};
    first_number = number_of(*least);
    last_number = number_of(integer(range->front()[1]));
    return {};
  });
  for (std::int64_t place = 0; done && place < end; place += places_per_step) {
    done = database.write([&](Transaction& transaction) {
      return run(transaction,
                 "delete from register_person where version >= $1 and version < $2 "
                 "and (version & 1048575 < $3 or version & 1048575 > $4)",
                 {version_key(place, 0), version_key(place + places_per_step, 0), first, last});
    });
  }
  for (std::int64_t number = first_number; done && number <= last_number; number += numbers_per_step) {
    done = database.write([&](Transaction& transaction) {
      return run(
          transaction,
          "delete from register_number where entry >= $1 and entry < $2 "
          "and (entry & 1048575 < $3 or entry & 1048575 > $4)",
          {number * 2 << delivery_bits, (number + numbers_per_step) * 2 << delivery_bits, first, last});
    });
  }
  return done;
}

struct Old {
  std::vector<Argument> versions;
  std::vector<Argument> entries;
};

// The entries of the numbers that came with a version.
Outcome<void> collect(Transaction& transaction, const desk::RegisterSealer& sealer, std::int64_t version,
                      Old& old) {
  const auto rows =
      transaction.run("select records from register_person where version = $1", std::vector<Value>{version});
  if (!rows) return std::unexpected{rows.error()};
  old.versions.emplace_back(version);
  if (rows->empty()) return {};
  const auto records = opened(&sealer, version, std::get<Bytes>(rows->front()[0]));
  if (!records) return std::unexpected{records.error()};
  const auto unpacked = cpr::unpack(*records);
  if (!unpacked) return {};
  const auto add = [&](std::string_view number, bool is_own, std::int64_t delivery) {
    const std::int64_t sealed = sealed_number(sealer, clear_number(number));
    old.entries.emplace_back(number_key(sealed, is_own, delivery));
  };
  const std::int64_t delivery = delivery_of(version);
  add(unpacked->number, true, delivery);
  for (const std::string& record : unpacked->records) {
    const cpr::Field& former = cpr::r022::former_pnr;
    if (record.starts_with(cpr::r022::layout.type) && record.size() >= std::size_t{former.at} + former.length)
      add(former.of(record), false, delivery);
  }
  return {};
}

// One step of removing old versions; sets `count` to how many there were.
Outcome<void> remove_versions(Transaction& transaction, const desk::RegisterSealer& sealer, std::int64_t last,
                              std::size_t& count) {
  const auto rows = transaction.run(
      "select version from register_superseded where by_delivery <= $1 order by version limit 2000",
      std::vector<Value>{last});
  if (!rows) return std::unexpected{rows.error()};
  count = rows->size();
  Old old;
  for (const Row& row : *rows) {
    if (auto done = collect(transaction, sealer, integer(row[0]), old); !done) return done;
  }
  for (const auto& [sql, keys] :
       {std::pair{"delete from register_number where entry = $1", &old.entries},
        std::pair{"delete from register_person where version = $1", &old.versions},
        std::pair{"delete from register_superseded where version = $1", &old.versions}}) {
    const auto done = transaction.run_many(sql, 1, *keys);
    if (!done) return std::unexpected{done.error()};
  }
  return {};
}

}  // namespace

Outcome<void> remove_unfinished(Database& database, const Bytes& token) {
  Visible visible;
  bool is_any = false;
  auto done = database.write([&](Transaction& transaction) -> Outcome<void> {
    const auto found = visible_deliveries(transaction);
    if (!found) return std::unexpected{found.error()};
    visible = *found;
    const auto rows = transaction.run("select count(*) from register_delivery where is_done = 0");
    if (!rows) return std::unexpected{rows.error()};
    is_any = integer(rows->front()[0]) > 0;
    return run(transaction, "update register_delivery set token = $1 where is_done = 0", {token});
  });
  if (!done || !is_any) return done;
  if (done = remove_outside(database, visible.first, visible.last); !done) return done;
  return database.write([&](Transaction& transaction) -> Outcome<void> {
    for (const auto* sql : {"delete from register_superseded where by_delivery > $1",
                            "delete from register_total where delivery > $1",
                            "delete from register_delivery where delivery > $1 and is_done = 0"}) {
      if (auto removed = run(transaction, sql, {visible.last}); !removed) return removed;
    }
    return {};
  });
}

Outcome<void> remove_old(Database& database, const desk::RegisterSealer& sealer) {
  Visible visible;
  std::int64_t removed_below = 0;
  auto done = database.read([&](Transaction& transaction) -> Outcome<void> {
    const auto rows =
        transaction.run("select first_delivery, last_delivery, removed_below from register_current");
    if (!rows) return std::unexpected{rows.error()};
    visible = {.first = integer(rows->front()[0]), .last = integer(rows->front()[1])};
    removed_below = integer(rows->front()[2]);
    return {};
  });
  if (done && removed_below < visible.first) {
    if (done = remove_outside(database, visible.first, delivery_mask); !done) return done;
    done = database.write([&](Transaction& transaction) {
      return run(transaction, "update register_current set removed_below = $1", {visible.first});
    });
  }
  std::size_t count = versions_per_step;
  while (done && count == versions_per_step) {
    done = database.write(
        [&](Transaction& transaction) { return remove_versions(transaction, sealer, visible.last, count); });
  }
  return done;
}

}  // namespace skranke::storage
