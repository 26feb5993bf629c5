// "That was not me": what freezes a person, and what ends it.
#include <vector>

#include "storage/witness/persons.hpp"
#include "storage/witness/rows.hpp"
#include "storage/witness/stored_vouchings.hpp"

namespace skranke::storage {
namespace {

using base::Result;

// Of who gave the statement; empty where there is none.
Outcome<std::string> root_of_witness(Transaction& transaction, const std::string& statement_id) {
  const auto rows = transaction.run(
      "select p.root from witness_statement s join witness_person p on p.person_id = s.witness_id "
      "where s.statement_id = $1",
      std::vector<Value>{statement_id});
  if (!rows) return std::unexpected{rows.error()};
  return rows->empty() ? std::string{} : text_at(rows->front(), 0);
}

}  // namespace

Result<bool> StoredVouchings::dispute(const std::string& person_id, const std::string& statement_id,
                                      desk::Moment now) {
  bool is_theirs = false;
  const auto outcome = database_.write([&](Transaction& transaction) -> Outcome<void> {
    is_theirs = false;
    const auto person = find_person(transaction, person_id);
    if (!person) return std::unexpected{person.error()};
    if (!*person) return {};
    const auto root = root_of_witness(transaction, statement_id);
    if (!root) return std::unexpected{root.error()};
    if (*root != (*person)->root) return {};
    auto kept = done(transaction,
                     "insert into witness_dispute (statement_id, disputed_at) values ($1, $2) "
                     "on conflict (statement_id) do update set settled_at = null, settled_by = null",
                     {statement_id, now});
    if (!kept) return kept;
    is_theirs = true;
    return done(transaction, "update witness_person set frozen = 1 where person_id = $1", {(*person)->root});
  });
  if (!outcome) return ledger_unavailable(outcome.error());
  return is_theirs;
}

Result<std::vector<desk::OpenDispute>> StoredVouchings::open_disputes() {
  std::vector<desk::OpenDispute> all;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    const auto rows = transaction.run(
        "select s.statement_id, s.centre_id, s.officer_id, s.day, d.disputed_at from witness_dispute d "
        "join witness_statement s on s.statement_id = d.statement_id where d.settled_at is null "
        "order by d.disputed_at, s.statement_id");
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      all.push_back({.statement_id = text_at(row, 0),
                     .centre_id = text_at(row, 1),
                     .officer_id = text_at(row, 2),
                     .day = day_at(row, 3),
                     .disputed_at = integer_at(row, 4)});
    }
    return {};
  });
  if (!read) return ledger_unavailable(read.error());
  return all;
}

Result<bool> StoredVouchings::settle_dispute(const std::string& statement_id, const std::string& officer_id,
                                             desk::Moment now) {
  bool was_open = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    was_open = false;
    const auto root = root_of_witness(transaction, statement_id);
    if (!root) return std::unexpected{root.error()};
    const auto settled = transaction.run(
        "update witness_dispute set settled_at = $2, settled_by = $3 where statement_id = $1 "
        "and settled_at is null returning statement_id",
        std::vector<Value>{statement_id, now, officer_id});
    if (!settled) return std::unexpected{settled.error()};
    if (settled->empty()) return {};
    was_open = true;
    return done(
        transaction,
        "update witness_person set frozen = 0 where person_id = $1 and not exists (select 1 from "
        "witness_dispute d join witness_statement s on s.statement_id = d.statement_id "
        "join witness_person p on p.person_id = s.witness_id where p.root = $1 and d.settled_at is null)",
        {*root});
  });
  if (!written) return ledger_unavailable(written.error());
  return was_open;
}

}  // namespace skranke::storage
