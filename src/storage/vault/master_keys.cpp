#include "storage/vault/master_keys.hpp"

#include <utility>

#include "storage/rows.hpp"
#include "storage/vault/data_keys.hpp"

namespace skranke::storage {
namespace {

using base::Result;

std::unexpected<base::Problem> problem_of(const Fault& fault) {
  const bool is_damaged = fault.kind == FaultKind::corrupt;
  return base::fail(is_damaged ? base::Fault::invalid_value : base::Fault::unavailable, fault.text);
}

constexpr std::string_view newest_sql =
    "select generation, proof from master_key order by generation desc limit 1";

}  // namespace

Outcome<void> agree_on_master(Transaction& transaction, const desk::Sealer& sealer) {
  const auto rows = transaction.run(newest_sql);
  if (!rows) return std::unexpected{rows.error()};
  const std::int64_t known = rows->empty() ? 0 : integer_at(rows->front(), 0);
  desk::MasterKey newest = sealer.newest();
  if (newest.generation < known) {
    if (auto looked = sealer.look_again(); !looked) return sealing_fault(looked.error());
    newest = sealer.newest();
  }
  if (newest.generation < known) {
    return fail(FaultKind::unavailable, "the database's newest master key is generation " +
                                            std::to_string(known) + ", and the newest here is generation " +
                                            std::to_string(newest.generation));
  }
  if (newest.generation == known) {
    if (bytes_at(rows->front(), 1) == newest.proof) return {};
    return fail(FaultKind::unavailable, "the master key of generation " + std::to_string(known) +
                                            " is another one than the database's");
  }
  return done(
      transaction,
      "insert into master_key (generation, proof) values ($1, $2) on conflict (generation) do nothing",
      {newest.generation, bytes_value(newest.proof)});
}

Result<void> agree_on_master(Database& database, const desk::Sealer& sealer) {
  const auto written = database.write(
      [&](Transaction& transaction) -> Outcome<void> { return agree_on_master(transaction, sealer); });
  if (!written) return problem_of(written.error());
  return {};
}

// Wrapping takes place between two transactions: a token takes its time for it, and nobody waits for that.
Result<Rewrapped> rewrap_some(Database& database, const desk::Sealer& sealer, const std::string& after,
                              std::int64_t most) {
  std::vector<Row> rows;
  const auto found = database.write([&](Transaction& transaction) -> Outcome<void> {
    if (auto known = agree_on_master(transaction, sealer); !known) return known;
    auto older = transaction.run(
        "select subject, generation, wrapped from data_key where subject > $1 and generation < $2 "
        "order by subject limit $3",
        std::vector<Value>{after, sealer.newest().generation, most});
    if (!older) return std::unexpected{older.error()};
    rows = std::move(*older);
    return {};
  });
  if (!found) return problem_of(found.error());
  Rewrapped step;
  step.keys = static_cast<std::int64_t>(rows.size());
  if (rows.empty()) return step;
  if (step.keys == most) step.after = text_at(rows.back(), 0);
  std::vector<desk::DataKey> keys;
  for (const Row& row : rows) {
    auto anew = sealer.wrapped_anew(data_key_at(row, 1, text_at(row, 0)));
    if (!anew) return problem_of(sealing_fault(anew.error()).error());
    keys.push_back(std::move(*anew));
  }
  const auto written = database.write([&](Transaction& transaction) -> Outcome<void> {
    if (auto known = agree_on_master(transaction, sealer); !known) return known;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      // What was wrapped anew or destroyed meanwhile stays as it is.
      auto kept =
          done(transaction,
               "update data_key set generation = $2, wrapped = $3 where subject = $1 and generation = $4 "
               "and wrapped = $5",
               {rows[i][0], keys[i].generation, bytes_value(keys[i].wrapped), rows[i][1], rows[i][2]});
      if (!kept) return kept;
    }
    return {};
  });
  if (!written) return problem_of(written.error());
  return step;
}

Result<std::vector<MasterUse>> masters_in_use(Database& database) {
  std::vector<MasterUse> all;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    const auto rows = transaction.run(
        "select m.generation, (select count(*) from data_key d where d.generation = m.generation) from "
        "master_key m order by m.generation");
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows)
      all.push_back({.generation = integer_at(row, 0), .data_keys = integer_at(row, 1), .is_newest = false});
    if (!all.empty()) all.back().is_newest = true;
    return {};
  });
  if (!read) return problem_of(read.error());
  return all;
}

Result<bool> forget_master(Database& database, std::int64_t generation) {
  bool is_forgotten = false;
  const auto written = database.write([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run(
        "delete from master_key where generation = $1 and generation < (select max(generation) from "
        "master_key) "
        "and not exists (select 1 from data_key where generation = $1) returning generation",
        std::vector<Value>{generation});
    if (!rows) return std::unexpected{rows.error()};
    is_forgotten = !rows->empty();
    return {};
  });
  if (written) return is_forgotten;
  if (written.error().kind == FaultKind::foreign_key) return false;  // it was named meanwhile
  return problem_of(written.error());
}

}  // namespace skranke::storage
