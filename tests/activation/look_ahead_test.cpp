// What a version would have changed: decided cases and visits with a plan, judged by two versions, on both
// engines.
#include "counter/look_ahead.hpp"

#include <memory>
#include <string>
#include <utility>

#include "cases/testing.hpp"
#include "connect/keys/envelope.hpp"
#include "policy/testing.hpp"
#include "storage/booking/planned_visits.hpp"
#include "storage/cases/stored_case_book.hpp"
#include "store.hpp"

namespace skranke::test {
namespace {

constexpr base::Day today = 20'700;
constexpr cases::Moment seconds_a_day = 86'400;
base::Day day_of(cases::Moment at) { return static_cast<base::Day>(at / seconds_a_day); }

const policy::Edition& before() { return policy::mitid_edition(); }
// A benefit counts for two months, and no longer for three.
const policy::Edition& after() {
  static const policy::Edition edition =
      policy::edition_of(policy::mitid_with("months_old_max = 3", "months_old_max = 2"));
  return edition;
}

// A passport of Sweden with the number on it, and a benefit of so many days before the decision.
std::vector<std::string> papers(base::Day decided, base::Day days) {
  return {
      R"({"kind":"passport","issuer":"SE","form":"physical","cpr_number":true,"temporary":false,"name_matches":true,"expires":null})",
      R"({"kind":"public-benefit-documentation","form":"physical","cpr_number":true,"temporary":false,"name_matches":true,"expires":null,"issued":")" +
          base::format_day(decided - days) + R"("})"};
}

class LookAhead : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    sealer_ = keys::Envelope::open(keys_.file("keys")).value();
    book_ = std::make_unique<storage::StoredCaseBook>(*own_, *sealer_);
  }

  // A case that was refused on this day with these documents.
  void decided(const std::string& id, base::Day on, const std::vector<std::string>& documents,
               const std::string& centre = "aarhus", bool is_training = false) {
    cases::Kept kept;
    kept.kase =
        cases::open_case({.case_id = id, .purpose = "first-mitid", .language = "en", .centre = centre},
                         cases::testing::anna, on * seconds_a_day + 100);
    kept.kase.is_training = is_training;
    ASSERT_TRUE(book_->open(
        kept, {.revision = 1, .at = on * seconds_a_day + 100, .officer_id = "anna", .what = "opened"}));
    for (const std::string& facts : documents)
      kept.kase.documents.push_back({.kind = "passport",
                                     .issuer = "",
                                     .form = "physical",
                                     .has_picture = false,
                                     .facts = facts,
                                     .read_by = "hand"});
    kept.kase.revision = 2;
    kept.kase.decision = cases::Decision{.outcome = cases::Outcome::refused,
                                         .reasons = {},
                                         .officer = cases::testing::anna,
                                         .at = on * seconds_a_day + 200};
    ASSERT_TRUE(book_
                    ->keep({.kept = kept,
                            .before = 1,
                            .event = {.revision = 2,
                                      .at = on * seconds_a_day + 200,
                                      .officer_id = "anna",
                                      .what = "refused"},
                            .look_up = {},
                            .sealing = {}})
                    .value());
  }
  counter::CasesAhead ahead(const cases::DecidedAt& from = {}) {
    auto said = counter::cases_ahead(*book_, before(), after(), from, today, day_of);
    EXPECT_TRUE(said) << said.error().text;
    return std::move(*said);
  }

  TemporaryFolder keys_;
  std::unique_ptr<storage::Database> own_;
  std::unique_ptr<keys::Envelope> sealer_;
  std::unique_ptr<storage::StoredCaseBook> book_;
};

TEST_P(LookAhead, CountsWhatFlipsOfTheLastMonthAsOfTheDayOfEachDecision) {
  decided("fresh", today - 1, papers(today - 1, 20));
  decided("older", today - 2, papers(today - 2, 75));
  decided("there", today - 30, papers(today - 30, 75), "odense");
  decided("long-ago", today - 32, papers(today - 32, 75));
  decided("training", today - 1, papers(today - 1, 75), "aarhus", true);
  decided("nothing", today - 1, {});
  decided("strange", today - 1, {R"({"kind":"library-card"})"});
  const auto said = ahead();
  EXPECT_EQ(said.all, 5);
  EXPECT_EQ(said.flips.cases, 5);
  EXPECT_EQ(said.flips.rejected, 2);
  EXPECT_EQ(said.flips.accepted, 0);
  EXPECT_EQ(said.flips.other, 0);
  EXPECT_EQ(said.flips.unread, 1);
  ASSERT_EQ(said.flipped.size(), 2U);
  EXPECT_EQ(said.flipped[0].case_id, "there");
  EXPECT_EQ(said.flipped[0].centre_id, "odense");
  EXPECT_EQ(said.flipped[1].before, policy::Outcome::accepted);
  EXPECT_EQ(said.flipped[1].after, policy::Outcome::rejected);
  EXPECT_FALSE(said.next);
}

TEST_P(LookAhead, GoesOnWhereAPieceEnds) {
  decided("a", today - 3, papers(today - 3, 75));
  decided("b", today - 3, papers(today - 3, 75));
  decided("c", today - 2, papers(today - 2, 75));
  const cases::Moment at = (today - 3) * seconds_a_day + 200;
  const auto piece = book_->decided(0, {}, 2).value();
  ASSERT_EQ(piece.size(), 2U);
  EXPECT_EQ(piece[1].kase.case_id, "b");
  EXPECT_EQ(piece[1].place.at, at);
  const auto rest = ahead(piece[1].place);
  EXPECT_EQ(rest.all, 3);
  EXPECT_EQ(rest.flips.cases, 1);
  ASSERT_EQ(rest.flipped.size(), 1U);
  EXPECT_EQ(rest.flipped[0].case_id, "c");
}

TEST_P(LookAhead, JudgesPlansOfVisitsToComeForTheirOwnDays) {
  constexpr std::int64_t minutes_a_day = 24 * 60;
  const std::string papers =
      ";passport:issuer=SE,form=physical,cpr_number=yes,temporary=no,name_matches=yes,expires=never;public-"
      "benefit-documentation:form=physical,"
      "cpr_number=yes,temporary=no,name_matches=yes,expires=never,issued=";
  const auto book = [&](const std::string& id, base::Day on, const std::string& plan,
                        const std::string& state = "booked") {
    const auto written = write_one(*own_,
                                   "insert into booking (booking_id, centre_id, service, start, minutes, "
                                   "counter, name, email, phone, language, "
                                   "party, state, sequence, created_at, changed_at, plan) values ($1, "
                                   "'aarhus', 'mitid-first', $2, 20, 0, 'A', "
                                   "'', '', 'da', 1, $4, 0, 1, 1, $3)",
                                   {text(id), number(on * minutes_a_day + 600), text(plan), text(state)});
    ASSERT_TRUE(written) << written.error().text;
  };
  const std::string head = "SKRANKE1;mitid;" + base::format_day(today) + ";citizen-service";
  book("b1", today + 5, head + papers + base::format_day(today - 70));   // 75 days old by then
  book("b2", today + 40, head + papers + base::format_day(today - 70));  // too old for both by then
  book("b3", today + 5, head);
  book("b4", today + 5, "");
  book("b5", today + 5, head + papers + base::format_day(today - 70), "cancelled");
  book("b6", today - 5, head + papers + base::format_day(today - 70));
  book("b7", today + 5, "no plan");
  book("b8", today + 5, "SKRANKE1;other;" + base::format_day(today) + ";citizen-service");
  std::vector<counter::PlannedVisit> visits;
  std::string after_id;
  while (true) {
    const auto piece = storage::planned_visits(*own_, today * minutes_a_day, after_id, 2).value();
    if (piece.empty()) break;
    after_id = piece.back().booking_id;
    for (const auto& each : piece)
      visits.push_back({.booking_id = each.booking_id,
                        .centre_id = each.centre_id,
                        .day = static_cast<base::Day>(each.start / minutes_a_day),
                        .plan = each.plan});
  }
  ASSERT_EQ(visits.size(), 5U);
  const auto flips = counter::visits_ahead(visits, before(), after());
  EXPECT_EQ(flips.cases, 4);  // that of another policy is none of these
  EXPECT_EQ(flips.rejected, 1);
  EXPECT_EQ(flips.unread, 1);
  EXPECT_EQ(flips.accepted + flips.other, 0);
}

SKRANKE_FOR_BOTH_ENGINES(LookAhead);

}  // namespace
}  // namespace skranke::test
