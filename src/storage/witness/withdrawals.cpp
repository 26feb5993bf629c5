// Undoing a clerical error (W6).
#include <utility>

#include "storage/witness/permits.hpp"
#include "storage/witness/persons.hpp"
#include "storage/witness/rows.hpp"
#include "storage/witness/stored_vouchings.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using desk::Withdrawing;

struct StatementState {
  std::string witness_id;
  std::string centre_id;
  bool withdrawn = false;
  bool is_asked = false;
  std::string asked_by;
  std::string reason;
  std::string agreed_by;
};

Outcome<std::optional<StatementState>> find_statement(Transaction& transaction,
                                                      const std::string& statement_id) {
  const auto rows = transaction.run(
      "select s.witness_id, s.withdrawn, w.asked_by, s.centre_id, w.reason, w.agreed_by from "
      "witness_statement s "
      "left join witness_withdrawal w on w.statement_id = s.statement_id where s.statement_id = $1",
      std::vector<Value>{statement_id});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  const Row& row = rows->front();
  return StatementState{.witness_id = text_at(row, 0),
                        .centre_id = text_at(row, 3),
                        .withdrawn = integer_at(row, 1) != 0,
                        .is_asked = !is_null(row, 2),
                        .asked_by = optional_text_at(row, 2),
                        .reason = optional_text_at(row, 4),
                        .agreed_by = optional_text_at(row, 5)};
}

Outcome<Withdrawing> ask(Transaction& transaction, const std::string& statement_id, const desk::Desk& desk,
                         const std::string& reason, desk::Moment now) {
  const auto statement = find_statement(transaction, statement_id);
  if (!statement) return std::unexpected{statement.error()};
  if (!*statement || (*statement)->centre_id != desk.centre_id) return Withdrawing::unknown;
  const auto asked = transaction.run(
      "insert into witness_withdrawal (statement_id, reason, asked_by, asked_at) values ($1, $2, $3, $4) "
      "on conflict (statement_id) do nothing returning statement_id",
      std::vector<Value>{statement_id, reason, desk.officer_id, now});
  if (!asked) return std::unexpected{asked.error()};
  if (!asked->empty()) return Withdrawing::asked;
  // The same wish once more, by somebody who has not heard the answer, is answered as it was.
  const bool is_repeated =
      !(*statement)->withdrawn && (*statement)->asked_by == desk.officer_id && (*statement)->reason == reason;
  return is_repeated ? Withdrawing::asked : Withdrawing::already;
}

Outcome<Withdrawing> agree(Transaction& transaction, const std::string& statement_id, const desk::Desk& desk,
                           desk::Moment now) {
  const auto statement = find_statement(transaction, statement_id);
  if (!statement) return std::unexpected{statement.error()};
  if (!*statement || (*statement)->centre_id != desk.centre_id) return Withdrawing::unknown;
  if (!(*statement)->is_asked) return Withdrawing::not_asked;
  if ((*statement)->withdrawn)
    return (*statement)->agreed_by == desk.officer_id ? Withdrawing::withdrawn : Withdrawing::already;
  if ((*statement)->asked_by == desk.officer_id) return Withdrawing::same_officer;
  const auto agreed = transaction.run(
      "update witness_withdrawal set agreed_by = $2, agreed_at = $3 where statement_id = $1 and agreed_by is "
      "null "
      "returning statement_id",
      std::vector<Value>{statement_id, desk.officer_id, now});
  if (!agreed) return std::unexpected{agreed.error()};
  if (agreed->empty()) return Withdrawing::already;
  auto undone =
      done(transaction, "update witness_statement set withdrawn = 1 where statement_id = $1", {statement_id});
  if (!undone) return std::unexpected{undone.error()};
  const auto witness = find_person(transaction, (*statement)->witness_id);
  if (!witness) return std::unexpected{witness.error()};
  if (*witness) {
    if (auto freed = forget_permits(transaction, (*witness)->root); !freed)
      return std::unexpected{freed.error()};
  }
  return Withdrawing::withdrawn;
}

Result<Withdrawing> written(Database& database, const auto& work) {
  Withdrawing result = Withdrawing::unknown;
  const auto outcome = database.write([&](Transaction& transaction) -> Outcome<void> {
    auto found = work(transaction);
    if (!found) return std::unexpected{found.error()};
    result = *found;
    return {};
  });
  if (!outcome) return ledger_unavailable(outcome.error());
  return result;
}

}  // namespace

Result<std::optional<desk::StatementOfCase>> StoredVouchings::statement_of_case(const std::string& case_id) {
  std::optional<desk::StatementOfCase> found;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    found.reset();
    const auto rows = transaction.run(
        "select statement_id, witness_id, depth, record from witness_statement where case_id = $1 and "
        "withdrawn = 0",
        std::vector<Value>{case_id});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    const Row& row = rows->front();
    found = desk::StatementOfCase{.statement_id = text_at(row, 0),
                                  .witness_id = text_at(row, 1),
                                  .depth = static_cast<std::int32_t>(integer_at(row, 2)),
                                  .record = text_at(row, 3)};
    return {};
  });
  if (!read) return ledger_unavailable(read.error());
  return found;
}

Result<Withdrawing> StoredVouchings::ask_withdrawal(const std::string& statement_id, const desk::Desk& desk,
                                                    const std::string& reason, desk::Moment now) {
  return written(database_,
                 [&](Transaction& transaction) { return ask(transaction, statement_id, desk, reason, now); });
}

Result<Withdrawing> StoredVouchings::agree_withdrawal(const std::string& statement_id, const desk::Desk& desk,
                                                      desk::Moment now) {
  return written(database_,
                 [&](Transaction& transaction) { return agree(transaction, statement_id, desk, now); });
}

}  // namespace skranke::storage
