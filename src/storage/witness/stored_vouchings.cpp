// Persons and statements; approvals, withdrawals and organisations have files of their own.
#include "storage/witness/stored_vouchings.hpp"

#include <utility>

#include "storage/witness/permits.hpp"
#include "storage/witness/persons.hpp"
#include "storage/witness/rows.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using desk::Given;
using desk::NewStatement;
using desk::VouchRefusal;

// All that decides about a statement, at one moment; people as the ledger knows them now.
struct Standby {
  std::string case_id;
  std::string centre_id;
  std::string stage;
  desk::Moment expires_at = 0;
  std::string applicant_id;
  std::string witness_id;
  LedgerPerson witness;  // only where the approval was proven
  LedgerPerson applicant;
  bool case_has_statement = false;
  std::int64_t permits = 0;
  bool is_forbidden = false;  // by the witness themselves: nobody acts in their name at a counter
};

Outcome<std::optional<Standby>> find_standby(Transaction& transaction, const std::string& approval_id) {
  const auto rows = transaction.run(
      "select a.case_id, a.centre_id, a.stage, a.expires_at, a.applicant_id, a.witness_id, "
      "ar.person_id, ar.frozen, ar.depth, wr.person_id, wr.frozen, wr.depth, "
      "(select count(*) from witness_statement s where s.case_id = a.case_id and s.withdrawn = 0), "
      "(select count(*) from witness_permit m where m.person_id = w.root), "
      "(select count(*) from desk_wish d join witness_person dp on dp.person_id = d.person_id "
      "where dp.root = w.root and d.wish = 'forbidden') "
      "from witness_approval a "
      "join witness_person p on p.person_id = a.applicant_id join witness_person ar on ar.person_id = p.root "
      "left join witness_person w on w.person_id = a.witness_id "
      "left join witness_person wr on wr.person_id = w.root where a.approval_id = $1",
      std::vector<Value>{approval_id});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  const Row& row = rows->front();
  const auto person_at = [&row](std::size_t column) {
    if (is_null(row, column)) return LedgerPerson{};
    return LedgerPerson{.root = text_at(row, column),
                        .is_frozen = integer_at(row, column + 1) != 0,
                        .depth = static_cast<std::int32_t>(integer_at(row, column + 2))};
  };
  return Standby{.case_id = text_at(row, 0),
                 .centre_id = text_at(row, 1),
                 .stage = text_at(row, 2),
                 .expires_at = integer_at(row, 3),
                 .applicant_id = text_at(row, 4),
                 .witness_id = optional_text_at(row, 5),
                 .witness = person_at(9),
                 .applicant = person_at(6),
                 .case_has_statement = integer_at(row, 12) != 0,
                 .permits = integer_at(row, 13),
                 .is_forbidden = integer_at(row, 14) != 0};
}

// Why the approval as such serves no statement.
std::optional<VouchRefusal> refusal_of(const std::optional<Standby>& approval,
                                       const NewStatement& statement) {
  if (!approval) return VouchRefusal::approval_unknown;
  if (approval->case_id != statement.case_id || approval->centre_id != statement.centre_id)
    return VouchRefusal::approval_of_another_case;
  if (approval->stage == "used") return VouchRefusal::approval_used;
  if (approval->stage != "proven") return VouchRefusal::approval_not_proven;
  if (approval->expires_at <= statement.given_at) return VouchRefusal::approval_expired;
  if (approval->case_has_statement) return VouchRefusal::case_has_statement;
  if (approval->witness.root == approval->applicant.root) return VouchRefusal::self;
  if (approval->witness.is_frozen || approval->is_forbidden) return VouchRefusal::frozen;
  return std::nullopt;
}

Outcome<bool> is_active_member(Transaction& transaction, const std::string& organisation_id,
                               const std::string& root, base::Day day) {
  const auto rows = transaction.run(
      "select 1 from witness_member m join witness_organisation o on o.organisation_id = m.organisation_id "
      "join witness_person p on p.person_id = m.person_id "
      "where m.organisation_id = $1 and p.root = $2 and m.registered_on <= $3 and o.registered_on <= $3 "
      "and (m.suspended_from is null or m.suspended_from > $3) "
      "and (o.suspended_from is null or o.suspended_from > $3)",
      std::vector<Value>{organisation_id, root, base::format_day(day)});
  if (!rows) return std::unexpected{rows.error()};
  return !rows->empty();
}

Outcome<void> insert_statement(Transaction& transaction, const NewStatement& statement,
                               const Standby& approval, std::int32_t depth) {
  return done(
      transaction,
      "insert into witness_statement (statement_id, case_id, approval_id, witness_id, applicant_id, "
      "officer_id, "
      "second_officer_id, centre_id, organisation_id, day, given_at, face_bound, depth, record, signature, "
      "withdrawn) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0)",
      {statement.statement_id, statement.case_id, statement.approval_id, approval.witness_id,
       approval.applicant_id, statement.officer_id, optional_text(statement.second_officer_id),
       statement.centre_id, optional_text(statement.organisation_id), base::format_day(statement.day),
       statement.given_at, flag_value(statement.face_bound), std::int64_t{depth}, statement.record,
       bytes_value(statement.signature)});
}

// Everything that can refuse comes before anything is changed.
Outcome<Given> give_in(Transaction& transaction, const NewStatement& statement) {
  const auto approval = find_standby(transaction, statement.approval_id);
  if (!approval) return std::unexpected{approval.error()};
  if (const auto refusal = refusal_of(*approval, statement)) return Given{.refusal = refusal};
  const LedgerPerson& witness = (*approval)->witness;
  const LedgerPerson& applicant = (*approval)->applicant;
  const std::int32_t depth = statement.face_bound ? 0 : witness.depth + 1;
  if (statement.second_officer_from > 0 && depth >= statement.second_officer_from &&
      statement.second_officer_id.empty())
    return Given{.refusal = VouchRefusal::second_officer_needed, .depth = depth};
  if (!statement.organisation_id.empty()) {
    const auto active = is_active_member(transaction, statement.organisation_id, witness.root, statement.day);
    if (!active) return std::unexpected{active.error()};
    if (!*active) return Given{.refusal = VouchRefusal::member_suspended};
  }
  if (statement.quota.applies) {
    const auto permit =
        take_permit(transaction, witness.root, (*approval)->permits, statement.day, statement.quota);
    if (!permit) return std::unexpected{permit.error()};
    if (*permit == Taking::none_free) return Given{.refusal = VouchRefusal::quota_used};
  }
  const auto used = transaction.run(
      "update witness_approval set stage = 'used' where approval_id = $1 and stage = 'proven' returning "
      "case_id",
      std::vector<Value>{statement.approval_id});
  if (!used) return std::unexpected{used.error()};
  // Somebody else has just used it: nothing is kept, and the next try says so.
  if (used->empty()) return fail(FaultKind::busy, "the approval was used at the same moment");
  if (auto kept = insert_statement(transaction, statement, **approval, depth); !kept)
    return std::unexpected{kept.error()};
  if (applicant.depth != depth) {
    auto deepened = done(transaction, "update witness_person set depth = $2 where person_id = $1",
                         {applicant.root, std::int64_t{depth}});
    if (!deepened) return std::unexpected{deepened.error()};
  }
  return Given{.refusal = std::nullopt, .depth = depth};
}

}  // namespace

Result<std::string> StoredVouchings::person_of(const desk::PersonKeys& keys) {
  std::string root;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    auto found = person_of_keys(transaction, keys, new_person_id_);
    if (!found) return std::unexpected{found.error()};
    root = std::move(*found);
    return {};
  });
  if (!written) return ledger_unavailable(written.error());
  return root;
}

Result<desk::Standing> StoredVouchings::standing(const std::string& person_id) {
  desk::Standing standing;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    standing = {};
    const auto person = find_person(transaction, person_id);
    if (!person) return std::unexpected{person.error()};
    if (!*person) return {};
    standing.is_frozen = (*person)->is_frozen;
    standing.depth = (*person)->depth;
    const auto rows = transaction.run(
        "select s.statement_id, s.centre_id, s.day, s.withdrawn, s.organisation_id, d.disputed_at "
        "from witness_statement s join witness_person p on p.person_id = s.witness_id "
        "left join witness_dispute d on d.statement_id = s.statement_id "
        "where p.root = $1 order by s.day desc, s.statement_id",
        std::vector<Value>{(*person)->root});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      const bool withdrawn = integer_at(row, 3) != 0;
      standing.given.push_back({.statement_id = text_at(row, 0),
                                .centre_id = text_at(row, 1),
                                .day = day_at(row, 2),
                                .withdrawn = withdrawn,
                                .disputed = !is_null(row, 5),
                                .counts = !withdrawn && is_null(row, 4)});
    }
    return {};
  });
  if (!read) return ledger_unavailable(read.error());
  return standing;
}

Result<bool> StoredVouchings::same_person(const std::string& one, const std::string& other) {
  bool same = false;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    const auto first = find_person(transaction, one);
    if (!first) return std::unexpected{first.error()};
    const auto second = find_person(transaction, other);
    if (!second) return std::unexpected{second.error()};
    same = *first && *second && (*first)->root == (*second)->root;
    return {};
  });
  if (!read) return ledger_unavailable(read.error());
  return same;
}

Result<Given> StoredVouchings::give(const NewStatement& statement) {
  Given given;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    auto outcome = give_in(transaction, statement);
    if (!outcome) return std::unexpected{outcome.error()};
    given = *outcome;
    return {};
  });
  if (written) return given;
  // Two statements of one case at the same moment: the schema keeps one.
  if (written.error().kind == FaultKind::unique) return Given{.refusal = VouchRefusal::case_has_statement};
  return ledger_unavailable(written.error());
}

Result<bool> StoredVouchings::changed(std::string_view sql, const std::vector<Value>& values) {
  bool any = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run(sql, values);
    if (!rows) return std::unexpected{rows.error()};
    any = !rows->empty();
    return {};
  });
  if (!written) return ledger_unavailable(written.error());
  return any;
}

}  // namespace skranke::storage
