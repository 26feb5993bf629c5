#include "storage/handover/stored_handovers.hpp"

#include <algorithm>
#include <array>

#include "storage/handover/handover_rows.hpp"
#include "storage/rows.hpp"
#include "storage/text.hpp"
#include "storage/vault/data_keys.hpp"

namespace skranke::storage {
namespace {

using base::Result;

std::unexpected<base::Problem> unavailable(const Fault& fault) {
  std::string text{"the outbox of cases can't be read or kept: "};
  return base::fail(base::Fault::unavailable, text.append(fault.text));
}

constexpr std::string_view is_due_sql =
    "select 1 from handover where target = $2 and state = 'waiting' and due_at <= $1 "
    "and (claimed_until is null or claimed_until <= $1) limit 1";

// Where two claim at once the second finds claimed what the first one took: the conditions stand outside the
// choice too, and are looked at again once the row is free.
constexpr std::string_view claim_sql =
    "update handover set claimed_until = $3, attempts = attempts + 1 "
    "where state = 'waiting' and (claimed_until is null or claimed_until <= $1) and event_id in ("
    "select h.event_id from handover h where h.target = $2 and h.state = 'waiting' and h.due_at <= $1 "
    "and (h.claimed_until is null or h.claimed_until <= $1) "
    "and not exists (select 1 from handover e where e.case_id = h.case_id and e.target = h.target "
    "and e.state = 'waiting' and (e.created_at < h.created_at or (e.created_at = h.created_at "
    "and e.event_id < h.event_id))) order by h.due_at, h.event_id limit $4) "
    "returning event_id, case_id, type, payload, created_at, attempts, due_at";

Result<void> write_about(Database& database, std::string_view sql, const std::vector<Value>& values) {
  const auto written =
      database.write([&](Transaction& transaction) { return done(transaction, sql, values); });
  if (!written) return unavailable(written.error());
  return {};
}

// What can be kept as text: the beginning, and valid UTF-8 without NUL.
std::string kept(const std::string& body) {
  std::string text = body.substr(0, handover_answer_bytes_max);
  const bool is_text = can_be_stored(text);
  if (is_text) return text;
  // A letter that the cut broke, or no text at all.
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) >= 0x80 || c == '\0'; }, '?');
  return text;
}

bool is_any_due(Transaction& transaction, const std::vector<Value>& values, Outcome<void>& fault) {
  const auto rows = transaction.run(is_due_sql, values);
  if (!rows) fault = std::unexpected{rows.error()};
  return rows && !rows->empty();
}

}  // namespace

std::int64_t handover_pause_after(std::int32_t attempts, std::int64_t first_pause) {
  constexpr std::array<std::int64_t, handover_tries_max - 1> pauses{1,    60,    360,   1440, 3600,
                                                                    7200, 10080, 14400, 17280};
  const auto last = static_cast<std::int32_t>(pauses.size());
  return pauses.at(static_cast<std::size_t>(std::clamp(attempts, 1, last) - 1)) * first_pause;
}

Result<std::vector<DueHandover>> StoredHandovers::claim(HandoverTarget target, std::int64_t now,
                                                        std::int64_t until, std::size_t count) {
  const std::string of{name(target)};
  // Most times nothing is due: the writer is left alone then.
  bool is_due = false;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    Outcome<void> fault;
    is_due = is_any_due(transaction, {now, of}, fault);
    return fault;
  });
  if (!read) return unavailable(read.error());
  std::vector<DueHandover> events;
  if (!is_due) return events;
  std::vector<std::pair<std::int64_t, DueHandover>> by_due;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    by_due.clear();
    const auto rows =
        transaction.run(claim_sql, std::vector<Value>{now, of, until, static_cast<std::int64_t>(count)});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      auto key = find_data_key(transaction, case_subject(text_at(row, 1)));
      if (!key) return std::unexpected{std::move(key.error())};
      by_due.emplace_back(integer_at(row, 6),
                          DueHandover{.event = {.event_id = text_at(row, 0),
                                                .case_id = text_at(row, 1),
                                                .type = text_at(row, 2),
                                                .payload = bytes_at(row, 3),
                                                .created_at = integer_at(row, 4),
                                                .target = target},
                                      .key = std::move(*key),
                                      .attempts = static_cast<std::int32_t>(integer_at(row, 5))});
    }
    return {};
  });
  if (!written) return unavailable(written.error());
  std::ranges::stable_sort(by_due, {}, &std::pair<std::int64_t, DueHandover>::first);
  for (auto& [due_at, event] : by_due) events.push_back(std::move(event));
  return events;
}

Result<void> StoredHandovers::mark_delivered(const std::string& event_id, std::int64_t now,
                                             const HandoverAnswer& answer) {
  return write_about(database_,
                     "update handover set state = 'delivered', ended_at = $2, claimed_until = null, "
                     "payload = $3, trouble = '', answer_status = $4, "
                     // Of a case that was destroyed meanwhile nothing comes back.
                     "answer = case when state = 'waiting' then $5 else '' end where event_id = $1",
                     {event_id, now, bytes_value(""), answer.status, kept(answer.body)});
}

Result<void> StoredHandovers::mark_failed(const std::string& event_id, std::int64_t now,
                                          HandoverTrouble trouble, const HandoverAnswer& answer,
                                          std::optional<std::int64_t> again) {
  const std::string said{name(trouble)};
  if (again) {
    return write_about(database_,
                       "update handover set claimed_until = null, trouble = $2, answer_status = $3, "
                       "answer = $4, due_at = $5 where event_id = $1 and state = 'waiting'",
                       {event_id, said, answer.status, kept(answer.body), *again});
  }
  return write_about(database_,
                     "update handover set claimed_until = null, trouble = $2, answer_status = $3, "
                     "answer = $4, state = 'failed', ended_at = $5 where event_id = $1 and state = 'waiting'",
                     {event_id, said, answer.status, kept(answer.body), now});
}

Result<void> StoredHandovers::put_back(const std::string& event_id, std::int64_t again) {
  return write_about(database_,
                     "update handover set claimed_until = null, attempts = attempts - 1, due_at = $2 "
                     "where event_id = $1 and state = 'waiting'",
                     {event_id, again});
}

Result<HandoverCounts> StoredHandovers::count() {
  HandoverCounts counts;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    counts = {};
    const auto rows = transaction.run("select state, count(*) from handover group by state");
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      const std::string& state = text_at(row, 0);
      (state == "waiting"     ? counts.waiting
       : state == "delivered" ? counts.delivered
                              : counts.failed) = integer_at(row, 1);
    }
    return {};
  });
  if (!read) return unavailable(read.error());
  return counts;
}

Result<std::vector<StandingHandover>> StoredHandovers::standing(std::size_t count) {
  std::vector<StandingHandover> all;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    const auto rows = transaction.run(
        "select event_id, case_id, target, type, state, attempts, created_at, due_at, answer_status, answer, "
        "case when state = 'failed' and withdrawn_at is not null then 'withdrawn' else trouble end from "
        "handover "
        "where state in ('waiting', 'failed') order by state, due_at, event_id limit $1",
        std::vector<Value>{static_cast<std::int64_t>(count)});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) all.push_back(standing_handover(row));
    return {};
  });
  if (!read) return unavailable(read.error());
  return all;
}

Result<bool> StoredHandovers::retry(const std::string& event_id, std::int64_t now) {
  bool is_there = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run(
        "update handover set state = 'waiting', attempts = 0, due_at = $2, claimed_until = null, "
        "ended_at = null where event_id = $1 and withdrawn_at is null "
        "and length(payload) > 0 and (state = 'failed' or (state = 'waiting' and (claimed_until is null or "
        "claimed_until <= $2))) "
        "returning event_id",
        std::vector<Value>{event_id, now});
    if (!rows) return std::unexpected{rows.error()};
    is_there = !rows->empty();
    return {};
  });
  if (!written) return unavailable(written.error());
  return is_there;
}

}  // namespace skranke::storage
