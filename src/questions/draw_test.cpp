// Sessions: what is drawn, what is never drawn, and what a session costs.
#include "questions/draw.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "questions/testing.hpp"

namespace skranke::questions {
namespace {

class Sessions : public testing::Test {
 protected:
  static constexpr std::size_t persons = 4000;
  // Counted once for all tests.
  static const TestRegister& people() {
    static const TestRegister made{persons};
    return made;
  }
  static const Policy& rules() {
    static const Policy made = policy();
    return made;
  }
  static Register known() {
    static const Roads roads = people().roads();
    static const Shares shares = people().shares(rules(), roads);
    return {.roads = roads, .shares = shares};
  }

  Drawn drawn(const cpr::Person& person, const Ledger& ledger = {}, std::uint64_t seed = 7,
              Minutes now = test_minute) const {
    return draw(rules(), {.person = person, .relations = relations, .shown = shown, .ledger = ledger},
                known(), now, seed);
  }
  [[nodiscard]] bool can(const cpr::Person& person, const Ledger& ledger = {}) const {
    return feasible(rules(), {.person = person, .relations = relations, .shown = shown, .ledger = ledger},
                    known());
  }
  // Somebody whom the register knows well.
  [[nodiscard]] const cpr::Person& well_known() const {
    const auto found = std::ranges::find_if(people().people(), [&](const cpr::Person& p) { return can(p); });
    EXPECT_NE(found, people().people().end());
    return *found;
  }

  Relations relations = TestRegister::relations();
  Shown shown{.today = test_day, .kinds = {"passport"}};
};

constexpr std::array<bool, questions_limit> all_right = [] {
  std::array<bool, questions_limit> right{};
  right.fill(true);
  return right;
}();

bool equal(const Session& a, const Session& b) {
  if (a.questions.size() != b.questions.size()) return false;
  for (std::size_t i = 0; i < a.questions.size(); ++i) {
    const Question& left = a.questions[i];
    const Question& right = b.questions[i];
    if (left.key != right.key || left.options != right.options || !(left.weight == right.weight))
      return false;
  }
  return true;
}

TEST_F(Sessions, TheSameSeedGivesTheSameSessionAndOthersDiffer) {
  std::size_t different = 0;
  for (std::size_t i = 0; i < 200; ++i) {
    const cpr::Person& person = people().people()[i];
    EXPECT_TRUE(equal(drawn(person, {}, 1).session, drawn(person, {}, 1).session));
    if (!equal(drawn(person, {}, 1).session, drawn(person, {}, 2).session)) ++different;
  }
  EXPECT_GT(different, 20U);
}

TEST_F(Sessions, FeasibleSaysWhetherASessionIsDrawnWhateverTheSeed) {
  std::size_t yes = 0;
  for (std::size_t i = 0; i < 1000; ++i) {
    const cpr::Person& person = people().people()[i];
    const bool is_feasible = can(person);
    if (is_feasible) ++yes;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      EXPECT_EQ(is_feasible, drawn(person, {}, seed).answerable == Answerable::yes);
    }
  }
  EXPECT_GT(yes, 100U);
  EXPECT_LT(yes, 1000U);
}

TEST_F(Sessions, NoTopicComesTwiceAndNothingIsAskedAgainInALife) {
  Policy quick = rules();  // short sessions, so that a life has several
  quick.threshold = log2_up(8);
  quick.questions_min = 2;
  std::size_t second_sessions = 0;
  for (std::size_t i = 0; i < 500; ++i) {
    Ledger ledger;
    std::set<std::uint64_t> keys;
    std::set<std::uint64_t> topics;
    Minutes now = test_minute;
    for (std::uint64_t session = 0;; ++session) {
      const Drawn got = draw(
          quick, {.person = people().people()[i], .relations = relations, .shown = shown, .ledger = ledger},
          known(), now, session);
      if (got.answerable != Answerable::yes) break;
      if (session > 0) ++second_sessions;
      std::size_t weak = 0;
      for (const Question& question : got.session.questions) {
        EXPECT_TRUE(keys.insert(question.key).second);
        for (const std::uint64_t topic : question.topics) EXPECT_TRUE(topics.insert(topic).second);
        const auto source = std::ranges::find(rules().templates, question.id, &Template::id);
        weak += source->strength == Class::weak ? 1 : 0;
      }
      EXPECT_LE(weak, rules().weak_max);
      ledger = begin(rules(), got.session, ledger, now);
      ledger = conclude(rules(), got.session, all_right, ledger, now).ledger;
      now += 60;
    }
  }
  EXPECT_GT(second_sessions, 0U);
}

TEST_F(Sessions, NoQuestionIsDrawnThatAShownDocumentGivesAway) {
  std::size_t drawn_at_all = 0;
  for (const ShownBy& document : rules().documents) {
    shown.kinds = {document.kind};
    for (std::size_t i = 0; i < 300; ++i) {
      for (const Question& question : drawn(people().people()[i]).session.questions) {
        ++drawn_at_all;
        const auto source = std::ranges::find(rules().templates, question.id, &Template::id);
        for (const std::string& subject : source->subjects) {
          EXPECT_EQ(std::ranges::find(document.subjects, subject), document.subjects.end())
              << document.kind << " gives " << question.id << " away";
        }
      }
    }
  }
  EXPECT_GT(drawn_at_all, 1000U);
}

TEST_F(Sessions, ADocumentThatThePolicyDoesNotNameGivesEverythingAway) {
  shown.kinds = {"library-card"};
  for (std::size_t i = 0; i < 300; ++i) EXPECT_FALSE(can(people().people()[i]));
}

TEST_F(Sessions, NobodyIsAskedAboutAThirdPersonWhoIsProtectedOrNotKnown) {
  for (const Mark mark : {Mark::is_protected, Mark::unknown}) {
    relations = TestRegister::relations();
    relations.mother.mark = mark;
    relations.eldest_child.mark = mark;
    for (std::size_t i = 0; i < 500; ++i) {
      for (const Candidate& candidate :
           candidates(rules(), people().people()[i], relations, shown, known())) {
        EXPECT_NE(candidate.question->concerns, Role::mother);
        EXPECT_NE(candidate.question->concerns, Role::eldest_child);
      }
    }
  }
}

TEST_F(Sessions, AProtectedPersonIsAskedNothingAboutAddresses) {
  cpr::Person person = well_known();
  const auto about_address = [&] {
    const auto all = candidates(rules(), person, relations, shown, known());
    return std::ranges::count_if(all, [](const Candidate& one) { return one.question->about_address; });
  };
  EXPECT_GT(about_address(), 0);
  person.protections.push_back({.kind = cpr::Protection::name_and_address, .from = {}, .to = {}});
  EXPECT_EQ(about_address(), 0);
  person.protections.back().to = {.year = 2026, .month = 3, .day = 1};
  EXPECT_GT(about_address(), 0);
  person.protections.back().to = {.year = 2026, .month = 3, .day = 2};
  EXPECT_EQ(about_address(), 0);
}

TEST(Relatives, AreProtectedByTheirOwnRecordOrByThePersons) {
  cpr::Person person;
  person.mother.number = proofing::CprNumber::from_digits("1405710110");
  cpr::Person mother;
  const auto mark = [&] {
    return relations_of(person, [&](const proofing::CprNumber&) { return &mother; }, test_day).mother.mark;
  };
  EXPECT_EQ(mark(), Mark::free);
  person.relatives.push_back(
      {.kind = cpr::Relative::Kind::mother, .number = person.mother.number, .protected_from = {}});
  EXPECT_EQ(mark(), Mark::free);
  person.relatives.back().protected_from = {.year = 2025, .month = 3, .day = 2};
  EXPECT_EQ(mark(), Mark::is_protected);
  person.relatives.clear();
  mother.protections.push_back({.kind = cpr::Protection::name_and_address, .from = {}, .to = {}});
  EXPECT_EQ(mark(), Mark::is_protected);
}

TEST_F(Sessions, ChildrenNewcomersAndNumbersOutOfUseNeedAWitness) {
  cpr::Person person = well_known();
  person.born = {.year = 2008, .month = 3, .day = 2};
  EXPECT_TRUE(is_for(rules(), person, test_day));
  person.born.day = 3;
  EXPECT_FALSE(is_for(rules(), person, test_day));
  person = well_known();
  cpr::StayAbroad stay;
  stay.country = "5140";
  stay.returned = {.year = 2024, .month = 3, .day = 2};
  person.former_stays_abroad.push_back(stay);
  EXPECT_TRUE(is_for(rules(), person, test_day));
  person.former_stays_abroad.back().returned.day = 3;
  EXPECT_FALSE(is_for(rules(), person, test_day));
  for (const cpr::Status status : {cpr::Status::dead, cpr::Status::disappeared, cpr::Status::annulled,
                                   cpr::Status::deleted_duplicate, cpr::Status::changed_number}) {
    person = well_known();
    person.status = status;
    EXPECT_FALSE(is_for(rules(), person, test_day));
  }
}

TEST_F(Sessions, AnUncertainOrAnnulledEntryAnswersNothing) {
  cpr::Person person = well_known();
  cpr::CivilStatus marriage;
  marriage.code = 'G';
  marriage.from = {.year = 1999, .month = 6, .day = 5};
  person.civil_status = marriage;
  const Roads& roads = known().roads;
  EXPECT_EQ(extract(Fact::married_year, person, roads).size(), 1U);
  person.civil_status->from.uncertain = true;
  EXPECT_TRUE(extract(Fact::married_year, person, roads).empty());
  const std::size_t homes = extract(Fact::former_house, person, roads).size();
  ASSERT_GT(homes, 0U);
  person.former_addresses.front().correction = cpr::Correction::annulled;
  EXPECT_EQ(extract(Fact::former_house, person, roads).size(), homes - 1);
}

TEST_F(Sessions, AHomeThatWasAskedAboutStaysSpentWhenThePersonMovesOn) {
  cpr::Person person = well_known();
  const auto topics_of_homes = [&] {
    std::set<std::uint64_t> topics;
    for (const Candidate& candidate : candidates(rules(), person, relations, shown, known())) {
      if (candidate.question->fact == Fact::former_road) topics.insert(candidate.topics.front());
    }
    return topics;
  };
  const std::set<std::uint64_t> before = topics_of_homes();
  ASSERT_FALSE(before.empty());
  const cpr::Address left = *person.address;
  person.former_addresses.insert(person.former_addresses.begin(), left);
  person.address->road = "9998";
  person.address->road_name = base::PersonalText{"Nyvej"};
  person.address->from = {.year = 2026, .month = 2, .day = 2};
  const std::set<std::uint64_t> after = topics_of_homes();
  EXPECT_EQ(after.size(), before.size() + 1);
  for (const std::uint64_t topic : before) EXPECT_TRUE(after.contains(topic));
}

TEST_F(Sessions, ABegunSessionIsSpentAndLostUntilItIsConcluded) {
  const Session session = drawn(well_known()).session;
  const Ledger begun = begin(rules(), session, {}, test_minute);
  EXPECT_EQ(begun.asked.size(), session.questions.size());
  EXPECT_EQ(begun.failures, 1);
  EXPECT_LT(begun.score, 0);
  EXPECT_EQ(drawn(well_known(), begun, 1, test_minute + 1).answerable, Answerable::locked);
  EXPECT_EQ(drawn(well_known(), begun, 1, test_minute + 24 * 60 - 1).answerable, Answerable::locked);
  EXPECT_NE(drawn(well_known(), begun, 1, test_minute + 24 * 60).answerable, Answerable::locked);
}

TEST_F(Sessions, RightAnswersPassAndGainNoHeadStart) {
  const Session session = drawn(well_known()).session;
  const Ledger begun = begin(rules(), session, {}, test_minute);
  const Concluded all = conclude(rules(), session, all_right, begun, test_minute);
  EXPECT_TRUE(all.passed);
  EXPECT_EQ(all.ledger.score, 0);
  EXPECT_EQ(all.ledger.failures, 0);
  EXPECT_FALSE(all.ledger.locked_until);
  const Concluded none = conclude(rules(), session, {}, begun, test_minute);
  EXPECT_FALSE(none.passed);
  EXPECT_EQ(none.ledger.score, begun.score);
  EXPECT_EQ(none.ledger.failures, 1);
  EXPECT_TRUE(none.ledger.locked_until);
}

TEST_F(Sessions, AfterTheLastAttemptAWitnessIsNeeded) {
  Ledger ledger;
  ledger.failures = rules().failures_max;
  EXPECT_EQ(drawn(well_known(), ledger).answerable, Answerable::witness_needed);
  EXPECT_FALSE(can(well_known(), ledger));
}

TEST_F(Sessions, EveryPIsAtLeastTheFloorAndTheShareOfTheMostCommonAnswer) {
  for (std::size_t i = 0; i < 500; ++i) {
    const cpr::Person& person = people().people()[i];
    for (const Candidate& candidate : candidates(rules(), person, relations, shown, known())) {
      const Template& question = *candidate.question;
      EXPECT_GE(candidate.p, question.p_min);
      EXPECT_GE(candidate.p, question.knows[1]);
      EXPECT_LT(candidate.p, candidate.q);
      const Group* group = known().shares.first_of(groups_by_place(question, person));
      ASSERT_NE(group, nullptr);
      EXPECT_GE(group->size, rules().small_group);
      if (question.options == 0) {
        EXPECT_GE(std::uint64_t{candidate.p} * group->size, std::uint64_t{group->top} * certain);
      }
    }
  }
}

TEST_F(Sessions, AChoiceAlwaysHoldsTheAnswerAndIsTheSameForTheSameAnswer) {
  std::size_t choices = 0;
  for (std::size_t i = 0; i < 500; ++i) {
    for (const Candidate& candidate : candidates(rules(), people().people()[i], relations, shown, known())) {
      if (candidate.options.empty()) continue;
      ++choices;
      EXPECT_EQ(std::ranges::count(candidate.options, candidate.slot.answer), 1);
      EXPECT_GE(std::uint64_t{candidate.p} * candidate.options.size(), certain);
    }
  }
  EXPECT_GT(choices, 50U);
}

}  // namespace
}  // namespace skranke::questions
