#include "storage/cases/stored_case_book.hpp"

#include <string>
#include <utility>

#include "base/service_limits.hpp"
#include "cases/missing.hpp"
#include "cases/state_text.hpp"
#include "storage/cases/unavailable.hpp"
#include "storage/handover/handover.hpp"
#include "storage/rows.hpp"
#include "storage/vault/data_keys.hpp"

namespace skranke::storage {
namespace {

using base::PersonalText;
using base::Result;
using cases::Case;
using cases::Kept;

// A sealed text belongs to one case and one column.
std::string context(std::string_view column, const std::string& case_id) {
  std::string text{"desk_case."};
  return text.append(column).append(":").append(case_id);
}

std::string_view proof_of(const Case& kase) {
  if (kase.questions.state == cases::QuestionState::passed) return "questions";
  return kase.witness.state == cases::WitnessState::vouched ? "witness" : "none";
}

std::string_view outcome_of(const Case& kase) {
  if (kase.decision) return kase.decision->outcome == cases::Outcome::accepted ? "accepted" : "refused";
  return kase.is_ended ? "ended" : "open";
}

// The columns in the clear, made from the case and from nothing else.
Outcome<std::vector<Value>> columns_of(const Kept& kept, const desk::Sealer& sealer, const desk::DataKey& key,
                                       cases::Moment at) {
  const Case& kase = kept.kase;
  const bool is_open = !kase.decision && !kase.is_ended;
  const bool is_asked = kase.second_look.state == cases::SecondLookState::asked && is_open;
  const auto state = sealer.seal(key, context("state", kase.case_id), PersonalText{cases::to_text(kase)});
  if (!state) return sealing_fault(state.error());
  const auto applicant = sealer.seal(key, context("applicant", kase.case_id), kept.applicant);
  if (!applicant) return sealing_fault(applicant.error());
  return std::vector<Value>{kase.case_id,
                            kase.revision,
                            kase.officer.officer_id,
                            std::string{name(cases::stage(kase))},
                            flag_value(is_open),
                            is_open ? Value{} : Value{at},
                            std::string{outcome_of(kase)},
                            kase.applicant ? optional_text(kase.applicant->person_id) : Value{},
                            is_asked ? Value{kase.second_look.officer.officer_id} : Value{},
                            bytes_value(*state),
                            bytes_value(*applicant),
                            std::string{proof_of(kase)}};
}

Outcome<void> put(Transaction& transaction, const std::string& case_id, const cases::Event& event) {
  return done(transaction,
              "insert into desk_event (case_id, revision, at, officer_id, what) values ($1, $2, $3, $4, $5)",
              {case_id, event.revision, event.at, event.officer_id, event.what});
}

Outcome<void> put(Transaction& transaction, const cases::LookUp& look_up) {
  return done(transaction,
              "insert into desk_look_up (look_up_id, person_id, case_id, centre_id, officer_id, purpose, "
              "reason, what, at) "
              "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
              {look_up.look_up_id, look_up.person_id, look_up.case_id, look_up.centre_id, look_up.officer_id,
               look_up.purpose, look_up.reason, look_up.what, look_up.at});
}

// The record, and what others are told, in the transaction that decides.
Outcome<void> put(Transaction& transaction, const desk::Sealer& sealer, const desk::DataKey& key,
                  const Case& kase, const cases::Sealing& sealing) {
  const auto record_key = new_data_key(transaction, sealer, record_subject(kase.case_id));
  if (!record_key) return std::unexpected{record_key.error()};
  const auto record = sealer.seal(*record_key, context("record", kase.case_id), sealing.record);
  if (!record) return sealing_fault(record.error());
  if (auto kept = done(transaction, "insert into desk_record (case_id, sha256, record) values ($1, $2, $3)",
                       {kase.case_id, sealing.record_sha256, bytes_value(*record)});
      !kept)
    return kept;
  for (const cases::Outgoing& outgoing : sealing.outgoing) {
    const auto payload = sealer.seal(key, handover_context(outgoing.event_id), outgoing.payload);
    if (!payload) return sealing_fault(payload.error());
    auto kept = put_handover(
        transaction, {.event_id = outgoing.event_id,
                      .case_id = kase.case_id,
                      .type = outgoing.type,
                      .payload = *payload,
                      .created_at = kase.decision->at,
                      .target = outgoing.is_post ? HandoverTarget::post : HandoverTarget::registration,
                      .due_at = outgoing.not_before});
    if (!kept) return kept;
  }
  return {};
}

// Of `c`, with the key of each. One that was destroyed has no state, and is not there for anybody who asks.
constexpr std::string_view case_columns =
    "select c.case_id, c.state, c.applicant, k.generation, k.wrapped from desk_case c "
    "left join data_key k on k.subject = 'case.' || c.case_id ";

}  // namespace

Result<Case> StoredCaseBook::state_of(const desk::DataKey& key, const std::string& case_id,
                                      const std::string& sealed) const {
  const auto state = sealer_.open(key, context("state", case_id), sealed);
  if (!state) return std::unexpected{state.error()};
  auto kase = cases::read_state(state->reveal());
  if (!kase) return base::fail(base::Fault::unavailable, "a case in the database can't be read");
  return std::move(*kase);
}

Result<Kept> StoredCaseBook::opened(const Row& row) const {
  const std::string& case_id = text_at(row, 0);
  const desk::DataKey key = data_key_at(row, 3, case_subject(case_id));
  auto kase = state_of(key, case_id, bytes_at(row, 1));
  if (!kase) return std::unexpected{std::move(kase.error())};
  auto applicant = sealer_.open(key, context("applicant", case_id), bytes_at(row, 2));
  if (!applicant) return std::unexpected{applicant.error()};
  return Kept{.kase = std::move(*kase), .applicant = std::move(*applicant)};
}

Result<void> StoredCaseBook::open(const Kept& kept, const cases::Event& event) {
  const Case& kase = kept.kase;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto key = new_data_key(transaction, sealer_, case_subject(kase.case_id));
    if (!key) return std::unexpected{key.error()};
    auto values = columns_of(kept, sealer_, *key, event.at);
    if (!values) return std::unexpected{std::move(values.error())};
    values->insert(values->end(), {kase.centre, kase.purpose, kase.opened_at, flag_value(kase.is_training)});
    if (auto inserted =
            done(transaction,
                 "insert into desk_case (case_id, revision, officer_id, stage, is_open, closed_at, outcome, "
                 "applicant_id, second_officer_id, state, applicant, proof, centre_id, purpose, opened_at, "
                 "is_training) "
                 "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
                 *values);
        !inserted)
      return inserted;
    return put(transaction, kase.case_id, event);
  });
  if (!written) return cases_unavailable(written.error());
  return {};
}

Result<std::vector<Kept>> StoredCaseBook::kept_where(std::string_view where,
                                                     const std::vector<Value>& values) {
  std::string sql{case_columns};
  sql.append(where);
  Rows found;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    auto rows = transaction.run(sql, values);
    if (!rows) return std::unexpected{rows.error()};
    found = std::move(*rows);
    return {};
  });
  if (!read) return cases_unavailable(read.error());
  std::vector<Kept> all;
  all.reserve(found.size());
  for (const Row& row : found) {
    auto kept = opened(row);
    if (!kept) return std::unexpected{std::move(kept.error())};
    all.push_back(std::move(*kept));
  }
  return all;
}

Result<std::optional<Kept>> StoredCaseBook::find(const std::string& case_id) {
  auto found = kept_where("where c.case_id = $1 and length(c.state) > 0", {case_id});
  if (!found) return std::unexpected{std::move(found.error())};
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<std::vector<Kept>> StoredCaseBook::open_at(const std::string& centre_id) {
  return kept_where("where c.centre_id = $1 and c.is_open = 1 order by c.opened_at desc, c.case_id limit $2",
                    {centre_id, std::int64_t{base::limits::open_cases_shown_max}});
}

Result<std::vector<Kept>> StoredCaseBook::waiting_for(const std::string& officer_id) {
  return kept_where("where c.second_officer_id = $1 order by c.opened_at, c.case_id", {officer_id});
}

Result<bool> StoredCaseBook::keep(const cases::Change& change) {
  const Case& kase = change.kept.kase;
  bool is_kept = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    is_kept = false;
    // A case of before data keys gets its own with its next step.
    const auto key = data_key_of(transaction, sealer_, case_subject(kase.case_id));
    if (!key) return std::unexpected{key.error()};
    if (!*key) return {};  // it is gone, and so is what the step was made from
    auto values = columns_of(change.kept, sealer_, **key, change.event.at);
    if (!values) return std::unexpected{std::move(values.error())};
    values->emplace_back(change.before);
    const auto updated = transaction.run(
        "update desk_case set revision = $2, officer_id = $3, stage = $4, is_open = $5, closed_at = "
        "coalesce(closed_at, $6), "
        "outcome = $7, applicant_id = $8, second_officer_id = $9, state = $10, applicant = $11, proof = $12 "
        "where case_id = $1 and revision = $13 returning revision",
        *values);
    if (!updated) return std::unexpected{updated.error()};
    if (updated->empty()) return {};
    is_kept = true;
    if (auto kept = put(transaction, kase.case_id, change.event); !kept) return kept;
    if (change.look_up) {
      if (auto kept = put(transaction, *change.look_up); !kept) return kept;
    }
    if (kase.decision) {
      for (const std::string& code : kase.decision->reasons) {
        auto counted = done(
            transaction,
            "insert into desk_refusal (case_id, code) values ($1, $2) on conflict (case_id, code) do nothing",
            {kase.case_id, code});
        if (!counted) return counted;
      }
    }
    if (!change.sealing) return {};
    return put(transaction, sealer_, **key, kase, *change.sealing);
  });
  if (!written) return cases_unavailable(written.error());
  return is_kept;
}

Result<std::optional<cases::StandingHandover>> StoredCaseBook::handover(const std::string& case_id) {
  std::optional<cases::StandingHandover> standing;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    standing.reset();
    const auto all = handovers_of(transaction, case_id);
    if (!all) return std::unexpected{all.error()};
    for (const StandingHandover& each : *all)
      if (each.target == HandoverTarget::registration)
        standing = cases::StandingHandover{.state = std::string{name(each.state)}, .answer = each.answer};
    return {};
  });
  if (!read) return cases_unavailable(read.error());
  return standing;
}

Result<void> StoredCaseBook::note(const cases::LookUp& look_up) {
  const auto written = database_.write([&](Transaction& transaction) { return put(transaction, look_up); });
  if (!written) return cases_unavailable(written.error());
  return {};
}

Result<std::optional<PersonalText>> StoredCaseBook::record(const std::string& case_id) {
  std::optional<std::string> sealed;
  desk::DataKey key;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    sealed.reset();
    const auto rows = transaction.run(
        "select r.record, k.generation, k.wrapped from desk_record r "
        "left join data_key k on k.subject = 'record.' || r.case_id where r.case_id = $1 and "
        "length(r.record) > 0",
        std::vector<Value>{case_id});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    sealed = bytes_at(rows->front(), 0);
    key = data_key_at(rows->front(), 1, record_subject(case_id));
    return {};
  });
  if (!read) return cases_unavailable(read.error());
  if (!sealed) return std::nullopt;
  auto record = sealer_.open(key, context("record", case_id), *sealed);
  if (!record) return std::unexpected{std::move(record.error())};
  return std::move(*record);
}

}  // namespace skranke::storage
