// A centre's hours as its administrators say them: what holds now, and every change.
#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "storage/rows.hpp"
#include "storage/running/revisions.hpp"
#include "storage/running/stored_running.hpp"
#include "storage/running/unavailable.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using booking::Opening;
using running::Author;
using running::ChangeKind;

constexpr std::array<std::string_view, 5> kinds{"hours", "exception", "removal", "closure", "reopening"};

Outcome<void> keep_openings(Transaction& transaction, const std::string& centre, std::int64_t revision,
                            std::size_t weekday, const std::vector<Opening>& openings) {
  for (const Opening& opening : openings) {
    auto kept =
        done(transaction,
             "insert into centre_change_hours (centre_id, revision, weekday, opens, closes, counters) "
             "values ($1, $2, $3, $4, $5, $6)",
             {centre, revision, static_cast<std::int64_t>(weekday), std::int64_t{opening.opens},
              std::int64_t{opening.closes}, std::int64_t{opening.counters}});
    if (!kept) return kept;
  }
  return {};
}

Outcome<void> say_hours_in(Transaction& transaction, const std::string& centre,
                           const booking::WeeklyHours& hours, const Author& author, bool& is_said) {
  is_said = false;
  const auto revision =
      add_revision(transaction, centre, {.kind = kinds[0], .day = hours.from, .reason = {}}, author);
  if (!revision) return std::unexpected{revision.error()};
  if (!*revision) return {};
  const std::string from = base::format_day(hours.from);
  if (auto gone = done(transaction, "delete from centre_hours where centre_id = $1 and valid_from = $2",
                       {centre, from});
      !gone)
    return gone;
  for (std::size_t weekday = 0; weekday < hours.days.size(); ++weekday) {
    if (auto kept = keep_openings(transaction, centre, **revision, weekday, hours.days.at(weekday)); !kept)
      return kept;
    for (const Opening& opening : hours.days.at(weekday)) {
      auto kept = done(transaction,
                       "insert into centre_hours (centre_id, valid_from, weekday, opens, closes, counters) "
                       "values ($1, $2, $3, $4, $5, $6)",
                       {centre, from, static_cast<std::int64_t>(weekday), std::int64_t{opening.opens},
                        std::int64_t{opening.closes}, std::int64_t{opening.counters}});
      if (!kept) return kept;
    }
  }
  is_said = true;
  return {};
}

Outcome<void> forget_exception(Transaction& transaction, const std::string& centre, base::Day day) {
  return done(transaction, "delete from centre_exception where centre_id = $1 and day = $2",
              {centre, base::format_day(day)});
}

Outcome<void> keep_exception(Transaction& transaction, const std::string& centre,
                             const booking::DayException& exception) {
  constexpr std::string_view sql =
      "insert into centre_exception (centre_id, day, part, opens, closes, counters, reason) "
      "values ($1, $2, $3, $4, $5, $6, $7)";
  const std::string day = base::format_day(exception.day);
  if (exception.openings.empty())
    return done(transaction, sql,
                {centre, day, std::int64_t{0}, Value{}, Value{}, Value{}, exception.reason});
  std::int64_t part = 0;
  for (const Opening& opening : exception.openings) {
    auto kept = done(transaction, sql,
                     {centre, day, part++, std::int64_t{opening.opens}, std::int64_t{opening.closes},
                      std::int64_t{opening.counters}, exception.reason});
    if (!kept) return kept;
  }
  return {};
}

Outcome<void> say_exception_in(Transaction& transaction, const std::string& centre,
                               const booking::DayException& exception, const Author& author, bool& is_said) {
  is_said = false;
  const auto revision = add_revision(
      transaction, centre, {.kind = kinds[1], .day = exception.day, .reason = exception.reason}, author);
  if (!revision) return std::unexpected{revision.error()};
  if (!*revision) return {};
  const std::size_t weekday = booking::weekday_of(exception.day);
  if (auto kept = keep_openings(transaction, centre, **revision, weekday, exception.openings); !kept)
    return kept;
  if (auto gone = forget_exception(transaction, centre, exception.day); !gone) return gone;
  if (auto kept = keep_exception(transaction, centre, exception); !kept) return kept;
  is_said = true;
  return {};
}

// What a change gave, or why it failed.
Result<bool> result_of(const Outcome<void>& written, bool is_done) {
  if (!written) return centre_unavailable(written.error());
  return is_done;
}

}  // namespace

Result<bool> StoredRunning::say_hours(const std::string& centre, const booking::WeeklyHours& hours,
                                      const Author& author) {
  bool is_said = false;
  const auto written = database_.write(
      [&](Transaction& transaction) { return say_hours_in(transaction, centre, hours, author, is_said); });
  return result_of(written, is_said);
}

Result<bool> StoredRunning::say_exception(const std::string& centre, const booking::DayException& exception,
                                          const Author& author) {
  bool is_said = false;
  const auto written = database_.write([&](Transaction& transaction) {
    return say_exception_in(transaction, centre, exception, author, is_said);
  });
  return result_of(written, is_said);
}

Result<bool> StoredRunning::remove_exception(const std::string& centre, base::Day day, const Author& author) {
  bool is_removed = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    is_removed = false;
    const auto revision =
        add_revision(transaction, centre, {.kind = kinds[2], .day = day, .reason = {}}, author);
    if (!revision) return std::unexpected{revision.error()};
    if (!*revision) return {};
    is_removed = true;
    return forget_exception(transaction, centre, day);
  });
  return result_of(written, is_removed);
}

Result<std::vector<running::Change>> StoredRunning::changes(const std::string& centre, std::int32_t most) {
  std::vector<running::Change> changes;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    changes.clear();
    const auto rows = transaction.run(
        "select revision, kind, day, reason, officer_id, changed_at from centre_change where centre_id = $1 "
        "order by revision desc limit $2",
        std::vector<Value>{centre, std::int64_t{most}});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      const auto* const kind = std::ranges::find(kinds, text_at(row, 1));
      changes.push_back({.revision = integer_at(row, 0),
                         .kind = static_cast<ChangeKind>(kind - kinds.begin()),
                         .day = day_at(row, 2),
                         .reason = text_at(row, 3),
                         .officer_id = text_at(row, 4),
                         .at = integer_at(row, 5)});
    }
    return {};
  });
  if (!read) return centre_unavailable(read.error());
  return changes;
}

}  // namespace skranke::storage
