// Where cases are kept, with what happened to them and who looked whom up.
//
// INVARIANT: a change is kept whole or not at all: the case, what happened, the look-up that it took and the
// record that it ends in. A look-up is kept before anybody sees what was found.
//
// PRIVACY: who the applicant is comes as one text, sealed where it is kept; persons else by ids of the
// ledger.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "cases/case.hpp"

namespace skranke::cases {

// What was done to a case, for its history and for the figures.
struct Event {
  std::int64_t revision = 0;
  Moment at = 0;
  std::string officer_id;
  std::string what;  // a command's name, or "opened"
};

// That the register was asked about somebody.
struct LookUp {
  std::string look_up_id;
  std::string person_id;  // of the ledger
  std::string case_id;
  std::string centre_id;
  std::string officer_id;
  std::string purpose;
  std::string reason;  // as the officer gave it
  std::string what;    // "register", "questions"
  Moment at = 0;
};

// What somebody else is told of a decided case.
struct Outgoing {
  std::string event_id;
  bool is_post = false;  // a notice by Digital Post; else the registration authority's system is told
  std::string type;      // "case.accepted"
  base::PersonalText payload;
  Moment not_before = 0;  // the registered person may want it delayed
};

// What leaves the house when a case is decided.
struct Sealing {
  base::PersonalText record;  // signed, compact
  std::string record_sha256;
  std::vector<Outgoing> outgoing;
};

struct Kept {
  Case kase;
  base::PersonalText applicant;  // as whoever kept it wrote it; empty: not identified yet
};

struct Change {
  Kept kept;                // as it is from now on
  std::int64_t before = 0;  // the revision that it was made from
  Event event;
  std::optional<LookUp> look_up;
  std::optional<Sealing> sealing;
};

struct Flag {
  std::string case_id;
  std::string officer_id;
  std::string kind;  // "coercion", "suspicion"
  Moment at = 0;
};

// What somebody may want of cases in their name, whoever asks at a counter.
enum class Wish : std::uint8_t {
  allowed,
  delayed,    // handed over 24 hours later, so that they can object
  forbidden,  // no acceptance, and no vouching by them
};

struct CaseOfPerson {
  std::string case_id;
  std::string centre_id;
  std::string purpose;
  std::string outcome;  // "open", "accepted", "refused", "ended"
  Moment opened_at = 0;
};

// How far the handing over of a decided case is.
struct StandingHandover {
  std::string state;   // "waiting", "delivered", "failed"
  std::string answer;  // what the system that it is for has said; empty: nothing yet
};

// What became of the cases that were opened at a centre on a day.
struct DayFigures {
  base::Day day = 0;
  std::int64_t opened = 0;
  std::int64_t accepted = 0;
  std::int64_t refused = 0;
  std::int64_t ended = 0;
  std::int64_t with_questions = 0;  // of those accepted
  std::int64_t with_witness = 0;
};
struct ReasonCount {
  std::string code;
  std::int64_t count = 0;
};
// How long a part of a case takes, of those that had it.
struct StepTime {
  std::string step;  // "applicant", "documents", "looks", "proof", "second-look", "decision"
  std::int64_t median_seconds = 0;
  std::int64_t p90_seconds = 0;
};
struct Figures {
  std::vector<DayFigures> days;
  std::vector<ReasonCount> reasons;
  std::vector<StepTime> steps;
};

// Where a decided case stands in the order in which cases were decided.
struct DecidedAt {
  Moment at = 0;
  std::string case_id;
};

// Without who it is about.
struct DecidedCase {
  DecidedAt place;
  Case kase;
};

class CaseBook {
 public:
  virtual ~CaseBook() = default;

  [[nodiscard]] virtual base::Result<void> open(const Kept& kept, const Event& event) = 0;

  // Empty where there is no such case.
  [[nodiscard]] virtual base::Result<std::optional<Kept>> find(const std::string& case_id) = 0;
  [[nodiscard]] virtual base::Result<std::vector<Event>> history(const std::string& case_id) = 0;

  // False, and nothing is kept, where somebody else has changed the case since.
  [[nodiscard]] virtual base::Result<bool> keep(const Change& change) = 0;

  // A look-up that no change is kept with.
  [[nodiscard]] virtual base::Result<void> note(const LookUp& look_up) = 0;

  // Neither decided nor ended, the newest first; at most limits::open_cases_shown_max.
  [[nodiscard]] virtual base::Result<std::vector<Kept>> open_at(const std::string& centre_id) = 0;
  // Those that wait for this officer's second look.
  [[nodiscard]] virtual base::Result<std::vector<Kept>> waiting_for(const std::string& officer_id) = 0;

  // Of every centre, decided from `from` on and after `after`, the first ones first. Training does not count.
  [[nodiscard]] virtual base::Result<std::vector<DecidedCase>> decided(Moment from, const DecidedAt& after,
                                                                       std::int64_t most) = 0;
  [[nodiscard]] virtual base::Result<std::int64_t> decided_count(Moment from) = 0;

  [[nodiscard]] virtual base::Result<void> flag(const Flag& flag) = 0;
  [[nodiscard]] virtual base::Result<std::vector<Flag>> flags(const std::string& centre_id, Moment from) = 0;

  // The signed record of a decided case.
  [[nodiscard]] virtual base::Result<std::optional<base::PersonalText>> record(
      const std::string& case_id) = 0;

  // Of a decided case; empty: nobody is told.
  [[nodiscard]] virtual base::Result<std::optional<StandingHandover>> handover(
      const std::string& case_id) = 0;

  // Of the days from `from` to `to`, both included. Which day a moment is, `day_of` says. Training does not
  // count.
  [[nodiscard]] virtual base::Result<Figures> figures(const std::string& centre_id, base::Day from,
                                                      base::Day to,
                                                      const std::function<base::Day(Moment)>& day_of) = 0;

  // Everything about a person of the ledger, under whatever id they were known then; the newest first.
  [[nodiscard]] virtual base::Result<std::vector<LookUp>> look_ups(const std::string& person_id) = 0;
  [[nodiscard]] virtual base::Result<std::vector<CaseOfPerson>> cases_of(const std::string& person_id) = 0;
  [[nodiscard]] virtual base::Result<Wish> wish(const std::string& person_id) = 0;
  // "That was not me": the case is marked for its centre, nothing more is accepted in their name, and what
  // the registration authority has not been told yet it is not told. False: the case is not about them.
  [[nodiscard]] virtual base::Result<bool> dispute(const std::string& case_id, const std::string& person_id,
                                                   Moment at) = 0;
  [[nodiscard]] virtual base::Result<void> set_wish(const std::string& person_id, Wish wish, Moment at) = 0;
};

}  // namespace skranke::cases
