#include "storage/cases/stored_samples.hpp"

#include <utility>

#include "storage/cases/unavailable.hpp"
#include "storage/rows.hpp"
#include "storage/vault/data_keys.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using cases::AcceptedCase;
using cases::Sample;
using cases::SampleKept;

std::string context(const std::string& case_id) { return "case_sample.note:" + case_id; }

struct Accepted {
  std::int64_t count = 0;
  std::vector<AcceptedCase> left;  // of which there is still something to look at
};

// What was accepted at the centre in the week.
Outcome<Accepted> accepted_in(Transaction& transaction, const std::string& centre_id, base::Day week,
                              const std::function<base::Day(cases::Moment)>& day_of) {
  constexpr cases::Moment seconds_a_day = 86'400;
  constexpr base::Day days = 7;
  // A day more on both sides holds the days of any time zone.
  const auto rows = transaction.run(
      "select c.case_id, e.officer_id, c.closed_at, length(c.state) from desk_case c join desk_event e on "
      "e.case_id = "
      "c.case_id "
      "and e.what = 'accepted' where c.outcome in ('accepted', 'refused') and c.outcome = 'accepted' and "
      "c.is_training = 0 and c.closed_at >= $1 and c.closed_at < $2 and c.centre_id = $3 order by c.case_id",
      std::vector<Value>{(cases::Moment{week} - 1) * seconds_a_day,
                         (cases::Moment{week} + days + 1) * seconds_a_day, centre_id});
  if (!rows) return std::unexpected{rows.error()};
  Accepted accepted;
  for (const Row& row : *rows) {
    const base::Day day = day_of(integer_at(row, 2));
    if (day < week || day >= week + days) continue;
    ++accepted.count;
    if (integer_at(row, 3) > 0)
      accepted.left.push_back({.case_id = text_at(row, 0), .officer_id = text_at(row, 1)});
  }
  return accepted;
}

// What was wrong, sealed; empty: the case is gone.
Outcome<std::optional<std::string>> sealed_note(Transaction& transaction, const desk::Sealer& sealer,
                                                const std::string& case_id,
                                                const cases::SampleAnswer& answer) {
  const auto key = data_key_of(transaction, sealer, case_subject(case_id));
  if (!key) return std::unexpected{key.error()};
  if (!*key) return std::nullopt;
  auto note = sealer.seal(**key, context(case_id), answer.note);
  if (!note) return sealing_fault(note.error());
  return std::optional{std::move(*note)};
}

}  // namespace

Result<void> StoredSamples::draw(
    const std::string& centre_id, base::Day week, const std::function<base::Day(cases::Moment)>& day_of,
    const std::function<std::vector<AcceptedCase>(std::span<const AcceptedCase>)>& choose,
    cases::Moment now) {
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    // Of two who come at once the second one waits here, and finds it drawn.
    const auto first = transaction.run(
        "insert into case_sample_week (centre_id, week, drawn_at, accepted) values ($1, $2, $3, 0) "
        "on conflict (centre_id, week) do nothing returning week",
        std::vector<Value>{centre_id, day_value(week), now});
    if (!first) return std::unexpected{first.error()};
    if (first->empty()) return {};
    const auto accepted = accepted_in(transaction, centre_id, week, day_of);
    if (!accepted) return std::unexpected{accepted.error()};
    for (const AcceptedCase& each : choose(accepted->left)) {
      auto kept =
          done(transaction,
               "insert into case_sample (case_id, centre_id, week, officer_id) values ($1, $2, $3, $4)",
               {each.case_id, centre_id, day_value(week), each.officer_id});
      if (!kept) return kept;
    }
    return done(transaction, "update case_sample_week set accepted = $3 where centre_id = $1 and week = $2",
                {centre_id, day_value(week), accepted->count});
  });
  if (!written) return cases_unavailable(written.error());
  return {};
}

Result<std::vector<Sample>> StoredSamples::samples(const std::string& centre_id, base::Day from) {
  Rows found;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    auto rows = transaction.run(
        "select s.case_id, s.officer_id, s.week, s.looked_by, s.looked_at, s.result, s.note, k.generation, "
        "k.wrapped "
        "from case_sample s left join data_key k on k.subject = 'case.' || s.case_id "
        "where s.centre_id = $1 and (s.week >= $2 or s.result is null) order by s.week desc, s.case_id",
        std::vector<Value>{centre_id, day_value(from)});
    if (!rows) return std::unexpected{rows.error()};
    found = std::move(*rows);
    return {};
  });
  if (!read) return cases_unavailable(read.error());
  std::vector<Sample> samples;
  for (const Row& row : found) {
    Sample sample{
        .case_id = text_at(row, 0), .officer_id = text_at(row, 1), .week = day_at(row, 2), .answer = {}};
    if (!is_null(row, 5)) {
      sample.answer = cases::SampleAnswer{.by = text_at(row, 3),
                                          .at = integer_at(row, 4),
                                          .is_right = text_at(row, 5) == "right",
                                          .note = {}};
      if (!is_null(row, 6) && !bytes_at(row, 6).empty()) {
        auto note = sealer_.open(data_key_at(row, 7, case_subject(sample.case_id)), context(sample.case_id),
                                 bytes_at(row, 6));
        if (!note) return std::unexpected{std::move(note.error())};
        sample.answer->note = std::move(*note);
      }
    }
    samples.push_back(std::move(sample));
  }
  return samples;
}

Result<SampleKept> StoredSamples::answer(const std::string& centre_id, const std::string& case_id,
                                         const cases::SampleAnswer& answer) {
  SampleKept kept = SampleKept::unknown;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    kept = SampleKept::unknown;
    Value note;  // NULL where nothing was wrong
    if (!answer.is_right) {
      const auto sealed = sealed_note(transaction, sealer_, case_id, answer);
      if (!sealed) return std::unexpected{sealed.error()};
      if (!*sealed) return {};
      note = bytes_value(**sealed);
    }
    const auto rows = transaction.run(
        "update case_sample set looked_by = $3, looked_at = $4, result = $5, note = $6 where case_id = $1 "
        "and "
        "centre_id = $2 and result is null returning case_id",
        std::vector<Value>{case_id, centre_id, answer.by, answer.at,
                           std::string{answer.is_right ? "right" : "wrong"}, note});
    if (!rows) return std::unexpected{rows.error()};
    if (!rows->empty()) return kept = SampleKept::done, Outcome<void>{};
    const auto there =
        transaction.run("select case_id from case_sample where case_id = $1 and centre_id = $2",
                        std::vector<Value>{case_id, centre_id});
    if (!there) return std::unexpected{there.error()};
    if (!there->empty()) kept = SampleKept::answered;
    return {};
  });
  if (!written) return cases_unavailable(written.error());
  return kept;
}

}  // namespace skranke::storage
