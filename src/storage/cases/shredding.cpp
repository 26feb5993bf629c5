#include "storage/cases/shredding.hpp"

#include <utility>

#include "cases/port/case_orders.hpp"
#include "storage/cases/held.hpp"
#include "storage/cases/unavailable.hpp"
#include "storage/rows.hpp"
#include "storage/vault/data_keys.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using cases::Moment;

// Of a row `x` with a case_id; $2 is the moment before which asking for a hold has lapsed.
#define SKRANKE_NOT_HELD                                                                             \
  "not exists (select 1 from case_order h where h.case_id = x.case_id and " SKRANKE_HOLD_COUNTS("h", \
                                                                                                "$2") ") "

std::string_view due_sql(FieldClass what) {
  switch (what) {
    case FieldClass::working_state:
      return "select x.case_id from desk_case x where x.is_open = 0 and x.closed_at < $1 and length(x.state) "
             "> 0 "
             "and " SKRANKE_NOT_HELD "order by x.closed_at, x.case_id limit $3";
    case FieldClass::record:
      return "select x.case_id from desk_record x join desk_case c on c.case_id = x.case_id where "
             "c.closed_at < $1 "
             "and length(x.record) > 0 and " SKRANKE_NOT_HELD "order by c.closed_at, x.case_id limit $3";
    case FieldClass::witness_tokens:
      return "select x.approval_id from witness_approval x where x.begun_at < $1 and "
             "(length(x.proof) > 0 or length(x.secrets) > 0) and " SKRANKE_NOT_HELD
             "order by x.begun_at, x.approval_id limit $3";
    case FieldClass::look_ups:
      return "select x.look_up_id from desk_look_up x where x.at < $1 and " SKRANKE_NOT_HELD
             "order by x.at, x.look_up_id limit $3";
  }
  std::unreachable();
}

Outcome<void> note(Transaction& transaction, const std::string& subject, std::string_view why, Moment now) {
  return done(transaction,
              "insert into shredding (subject, why, at) values ($1, $2, $3) on conflict (subject) do nothing",
              {subject, std::string{why}, now});
}

Outcome<void> all_of(Transaction& transaction, const std::vector<std::string_view>& statements,
                     const std::string& id) {
  for (const std::string_view sql : statements) {
    auto changed = done(transaction, sql, {id, Bytes{}});
    if (!changed) return changed;
  }
  return {};
}

Outcome<void> shred_state(Transaction& transaction, const std::string& case_id, std::string_view why,
                          Moment now) {
  if (auto gone = destroy_data_key(transaction, case_subject(case_id)); !gone) return gone;
  // Another revision, so that a step that has read the case before does not write it anew.
  auto emptied =
      all_of(transaction,
             {"update desk_case set state = $2, applicant = $2, revision = revision + 1 where case_id = $1",
              "update case_sample set note = $2 where case_id = $1 and note is not null"},
             case_id);
  if (!emptied) return emptied;
  // What was not told yet never is: what has no payload can't be asked for again.
  if (auto untold = done(transaction,
                         "update handover set payload = $2, answer = '', claimed_until = null, "
                         "ended_at = coalesce(ended_at, $3), "
                         "state = case state when 'waiting' then 'failed' else state end where case_id = $1",
                         {case_id, Bytes{}, now});
      !untold)
    return untold;
  // Nobody is asked about a case of which nothing is left.
  if (auto unasked =
          done(transaction, "delete from case_sample where case_id = $1 and result is null", {case_id});
      !unasked)
    return unasked;
  return note(transaction, case_subject(case_id), why, now);
}

Outcome<void> shred_record(Transaction& transaction, const std::string& case_id, std::string_view why,
                           Moment now) {
  if (auto gone = destroy_data_key(transaction, record_subject(case_id)); !gone) return gone;
  auto emptied = all_of(transaction, {"update desk_record set record = $2 where case_id = $1"}, case_id);
  if (!emptied) return emptied;
  return note(transaction, record_subject(case_id), why, now);
}

Outcome<void> shred_approval(Transaction& transaction, const std::string& approval_id, std::string_view why,
                             Moment now) {
  if (auto gone = destroy_data_key(transaction, approval_subject(approval_id)); !gone) return gone;
  auto emptied = all_of(
      transaction,
      {"update witness_approval set proof = $2, secrets = $2, proof_is_clear = 0 where approval_id = $1"},
      approval_id);
  if (!emptied) return emptied;
  return note(transaction, approval_subject(approval_id), why, now);
}

Outcome<void> shred_one(Transaction& transaction, FieldClass what, const std::string& id, Moment now) {
  constexpr std::string_view why = "retention";
  switch (what) {
    case FieldClass::working_state:
      return shred_state(transaction, id, why, now);
    case FieldClass::record:
      return shred_record(transaction, id, why, now);
    case FieldClass::witness_tokens:
      return shred_approval(transaction, id, why, now);
    case FieldClass::look_ups:
      return done(transaction, "delete from desk_look_up where look_up_id = $1", {id});
  }
  std::unreachable();
}

std::string_view case_sql(FieldClass what) {
  switch (what) {
    case FieldClass::working_state:
    case FieldClass::record:
      return "select case_id from desk_case where case_id = $1";
    case FieldClass::witness_tokens:
      return "select case_id from witness_approval where approval_id = $1";
    case FieldClass::look_ups:
      return "select case_id from desk_look_up where look_up_id = $1";
  }
  std::unreachable();
}

}  // namespace

Outcome<void> forget_files(Transaction& transaction) {
  return done(transaction, "select skranke_forget()", {});
}

Outcome<bool> is_held(Transaction& transaction, const std::string& case_id, Moment now) {
  const auto rows = transaction.run(
      "select x.case_id from (select cast($1 as text) as case_id) x "
      "where " SKRANKE_NOT_HELD,
      std::vector<Value>{case_id, now - cases::hold_asked_for});
  if (!rows) return std::unexpected{rows.error()};
  return rows->empty();
}

Result<std::vector<std::string>> due_for_shredding(Database& database, FieldClass what, Moment before,
                                                   Moment now, std::int64_t most) {
  std::vector<std::string> ids;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    ids.clear();
    const auto rows =
        transaction.run(due_sql(what), std::vector<Value>{before, now - cases::hold_asked_for, most});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) ids.push_back(text_at(row, 0));
    return {};
  });
  if (!read) return cases_unavailable(read.error());
  return ids;
}

// Asked again whether it is held: somebody may have asked for that since it was found due.
Result<std::int64_t> shred(Database& database, FieldClass what, const std::vector<std::string>& ids,
                           Moment now) {
  std::int64_t count = 0;
  const auto written = database.write([&](Transaction& transaction) -> Outcome<void> {
    count = 0;
    for (const std::string& id : ids) {
      const auto rows = transaction.run(case_sql(what), std::vector<Value>{id});
      if (!rows) return std::unexpected{rows.error()};
      if (rows->empty()) continue;
      const auto held = is_held(transaction, text_at(rows->front(), 0), now);
      if (!held) return std::unexpected{held.error()};
      if (*held) continue;
      if (auto gone = shred_one(transaction, what, id, now); !gone) return gone;
      ++count;
    }
    return forget_files(transaction);
  });
  if (!written) return cases_unavailable(written.error());
  return count;
}

Outcome<bool> shred_subject(Transaction& transaction, const std::string& subject, Moment now) {
  constexpr std::string_view why = "retention";
  const std::size_t dot = subject.find('.');
  if (dot == std::string::npos) return false;
  const std::string id = subject.substr(dot + 1);
  Outcome<void> gone;
  if (subject == case_subject(id))
    gone = shred_state(transaction, id, why, now);
  else if (subject == record_subject(id))
    gone = shred_record(transaction, id, why, now);
  else if (subject == approval_subject(id))
    gone = shred_approval(transaction, id, why, now);
  else
    return false;
  if (!gone) return std::unexpected{gone.error()};
  return true;
}

Outcome<void> erase_case(Transaction& transaction, const std::string& case_id, Moment now) {
  constexpr std::string_view why = "erasure";
  if (auto gone = shred_state(transaction, case_id, why, now); !gone) return gone;
  if (auto gone = shred_record(transaction, case_id, why, now); !gone) return gone;
  const auto approvals = transaction.run("select approval_id from witness_approval where case_id = $1",
                                         std::vector<Value>{case_id});
  if (!approvals) return std::unexpected{approvals.error()};
  for (const Row& row : *approvals)
    if (auto gone = shred_approval(transaction, text_at(row, 0), why, now); !gone) return gone;
  return forget_files(transaction);
}

}  // namespace skranke::storage
