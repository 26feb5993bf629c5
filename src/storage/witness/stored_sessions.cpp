#include "storage/witness/stored_sessions.hpp"

#include <string_view>
#include <vector>

#include "storage/witness/rows.hpp"

namespace skranke::storage {

using base::Result;
using desk::CitizenSession;
using desk::SignInPurpose;

namespace {

std::string_view name(SignInPurpose purpose) {
  return purpose == SignInPurpose::questions ? "questions" : "vouchings";
}

}  // namespace

Result<void> StoredSessions::open(const CitizenSession& session, desk::Moment now) {
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    if (auto gone = done(transaction, "delete from citizen_session where expires_at <= $1", {now}); !gone)
      return gone;
    return done(
        transaction,
        "insert into citizen_session (session, state, secrets, language, purpose, person_id, expires_at) "
        "values ($1, $2, $3, $4, $5, null, $6)",
        {session.session, session.state, bytes_value(session.secrets), session.language,
         std::string{name(session.purpose)}, session.expires_at});
  });
  if (!written) return ledger_unavailable(written.error());
  return {};
}

Result<std::optional<CitizenSession>> StoredSessions::find(std::string_view where, const std::string& value) {
  std::string sql{
      "select session, state, secrets, language, purpose, person_id, feasible, expires_at from "
      "citizen_session"};
  sql.append(where);
  std::optional<CitizenSession> found;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    found.reset();
    const auto rows = transaction.run(sql, std::vector<Value>{value});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    const Row& row = rows->front();
    found = CitizenSession{
        .session = text_at(row, 0),
        .state = text_at(row, 1),
        .secrets = bytes_at(row, 2),
        .language = text_at(row, 3),
        .purpose = text_at(row, 4) == name(SignInPurpose::questions) ? SignInPurpose::questions
                                                                     : SignInPurpose::vouchings,
        .person_id = optional_text_at(row, 5),
        .feasible = is_null(row, 6) ? std::nullopt : std::optional{integer_at(row, 6) != 0},
        .expires_at = integer_at(row, 7)};
    return {};
  });
  if (!read) return ledger_unavailable(read.error());
  return found;
}

Result<std::optional<CitizenSession>> StoredSessions::by_state(const std::string& state) {
  return find(" where state = $1", state);
}

Result<std::optional<CitizenSession>> StoredSessions::by_session(const std::string& session) {
  return find(" where session = $1", session);
}

Result<bool> StoredSessions::sign_in(const std::string& session, const desk::SignedIn& person) {
  bool is_first = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run(
        "update citizen_session set session = $2, person_id = $3, expires_at = $4, secrets = $5, feasible = "
        "$6 "
        "where session = $1 and person_id is null returning session",
        std::vector<Value>{session, person.session, person.person_id, person.expires_at, Bytes{},
                           person.feasible ? flag_value(*person.feasible) : Value{}});
    if (!rows) return std::unexpected{rows.error()};
    is_first = !rows->empty();
    return {};
  });
  if (!written) return ledger_unavailable(written.error());
  return is_first;
}

Result<void> StoredSessions::close(const std::string& session) {
  const auto written = database_.write([&](Transaction& transaction) {
    return done(transaction, "delete from citizen_session where session = $1", {session});
  });
  if (!written) return ledger_unavailable(written.error());
  return {};
}

}  // namespace skranke::storage
