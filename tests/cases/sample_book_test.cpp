// Samples of a week's accepted cases, on either engine: drawn once, of the right week, and answered once.
#include <memory>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "connect/keys/envelope.hpp"
#include "storage/cases/stored_samples.hpp"
#include "store.hpp"

namespace skranke::test {
namespace {

using base::PersonalText;
using cases::AcceptedCase;
using cases::SampleKept;

constexpr cases::Moment seconds_a_day = 86'400;
constexpr cases::Moment hour = 3600;
const base::Day monday = *base::parse_day("2026-11-23");

// As at a counter that is an hour ahead of UTC.
base::Day day_of(cases::Moment at) { return static_cast<base::Day>((at + hour) / seconds_a_day); }
std::vector<AcceptedCase> everything(std::span<const AcceptedCase> accepted) {
  return {accepted.begin(), accepted.end()};
}

class Samples : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    sealer_ = keys::Envelope::open(keys_.file("keys")).value();
    book_ = std::make_unique<storage::StoredSamples>(*own_, *sealer_);
  }
  void decided(const std::string& id, cases::Moment at, const std::string& outcome = "accepted",
               const std::string& centre = "aarhus", std::int64_t is_training = 0) {
    const auto kept = write_one(
        *own_,
        "insert into desk_case (case_id, revision, centre_id, officer_id, purpose, stage, is_open, "
        "opened_at, "
        "closed_at, outcome, proof, is_training, state, applicant) values ($1, 2, $2, 'somebody-later', "
        "'first-mitid', 'decided', 0, 1, $3, $4, 'none', $5, $6, $6)",
        {text(id), text(centre), number(at), text(outcome), number(is_training), bytes("x")});
    ASSERT_TRUE(kept) << kept.error().text;
    const auto event = write_one(
        *own_,
        "insert into desk_event (case_id, revision, at, officer_id, what) values ($1, 2, $2, 'anna', $3)",
        {text(id), number(at), text(outcome)});
    ASSERT_TRUE(event) << event.error().text;
  }
  std::set<std::string> drawn(const std::string& centre = "aarhus", base::Day from = monday) {
    std::set<std::string> ids;
    const auto all = book_->samples(centre, from).value();
    for (const cases::Sample& sample : all) ids.insert(sample.case_id);
    return ids;
  }
  SampleKept answer(const std::string& id, bool is_right, const std::string& by = "lis") {
    return book_
        ->answer(
            "aarhus", id,
            {.by = by, .at = 5, .is_right = is_right, .note = PersonalText{is_right ? "" : "no picture"}})
        .value();
  }

  TemporaryFolder keys_;
  std::unique_ptr<storage::Database> own_;
  std::unique_ptr<keys::Envelope> sealer_;
  std::unique_ptr<storage::StoredSamples> book_;
};

TEST_P(Samples, AreOfTheWeekAtTheCounterAndOfAcceptedCasesThere) {
  const cases::Moment begins = monday * seconds_a_day - hour;
  decided("first", begins);
  decided("last", begins + 7 * seconds_a_day - 1);
  decided("before", begins - 1);
  decided("after", begins + 7 * seconds_a_day);
  decided("refused", begins + 1, "refused");
  decided("there", begins + 1, "accepted", "vejle");
  decided("training", begins + 1, "accepted", "aarhus", 1);
  ASSERT_TRUE(book_->draw("aarhus", monday, day_of, everything, 9));
  EXPECT_EQ(drawn(), (std::set<std::string>{"first", "last"}));
  EXPECT_EQ(book_->samples("aarhus", monday)->front().officer_id, "anna")
      << "who decided, not who has it now";
  EXPECT_EQ(integer(*own_, "select accepted from case_sample_week"), 2);
}

TEST_P(Samples, AreNotDrawnOfWhatWasDestroyedMeanwhile) {
  decided("one", monday * seconds_a_day);
  decided("gone", monday * seconds_a_day);
  ASSERT_TRUE(write_one(*own_, "update desk_case set state = $1, applicant = $1 where case_id = 'gone'",
                        {bytes("")}));
  ASSERT_TRUE(book_->draw("aarhus", monday, day_of, everything, 9));
  EXPECT_EQ(drawn(), std::set<std::string>{"one"});
  EXPECT_EQ(integer(*own_, "select accepted from case_sample_week"), 2) << "it was accepted all the same";
}

TEST_P(Samples, AreDrawnOnceAndForGood) {
  decided("one", monday * seconds_a_day);
  decided("two", monday * seconds_a_day);
  const auto first_one = [](std::span<const AcceptedCase> accepted) {
    return std::vector<AcceptedCase>{accepted.front()};
  };
  ASSERT_TRUE(book_->draw("aarhus", monday, day_of, first_one, 9));
  ASSERT_TRUE(book_->draw("aarhus", monday, day_of, everything, 10));
  EXPECT_EQ(drawn(), std::set<std::string>{"one"});
}

TEST_P(Samples, AreAnsweredOnceAndStayUntilTheyAre) {
  decided("one", monday * seconds_a_day);
  decided("two", monday * seconds_a_day);
  ASSERT_TRUE(book_->draw("aarhus", monday, day_of, everything, 9));
  EXPECT_EQ(answer("one", false), SampleKept::done);
  EXPECT_EQ(answer("one", true), SampleKept::answered);
  EXPECT_EQ(answer("none", true), SampleKept::unknown);
  EXPECT_EQ(book_->answer("vejle", "two", {.by = "lis", .at = 5, .is_right = true, .note = {}}).value(),
            SampleKept::unknown);
  const auto all = book_->samples("aarhus", monday).value();
  ASSERT_TRUE(all[0].answer);
  EXPECT_EQ(all[0].answer->note.reveal(), "no picture");
  EXPECT_FALSE(all[0].answer->is_right);
  EXPECT_EQ(drawn("aarhus", monday + 7), std::set<std::string>{"two"})
      << "of an earlier week, what has no answer";
  EXPECT_EQ(integer(*own_, "select count(*) from case_sample where note = $1", {bytes("no picture")}), 0);
}

TEST_P(Samples, AreNotAnsweredByWhoDecidedWhateverAProgramDoes) {
  decided("one", monday * seconds_a_day);
  ASSERT_TRUE(book_->draw("aarhus", monday, day_of, everything, 9));
  EXPECT_FALSE(book_->answer("aarhus", "one", {.by = "anna", .at = 5, .is_right = true, .note = {}}));
}

SKRANKE_FOR_BOTH_ENGINES(Samples);

}  // namespace
}  // namespace skranke::test
