// X1 and X4 of the promises: no way around the evidence, searched exhaustively and at random.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <random>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include <gtest/gtest.h>

#include "cases/testing.hpp"

namespace skranke::cases {
namespace {

using testing::all_commands;

// What has been done, as a list. The oracle below reads nothing else: not a Case.
struct Deed {
  Command command;
  Actor actor;
};

// A second reading of the rules, by looking back over everything that was done.
class Oracle {
 public:
  explicit Oracle(const std::vector<Deed>& deeds) : deeds_{deeds} {}

  bool may_accept() const {
    const auto* who = last<Identify>();
    const auto* shown = shown_of_person();
    if (who == nullptr || who->applicant.has_obstacle || who->applicant.is_forbidden) return false;
    if (shown == nullptr || !shown->assessment.is_accepted) return false;
    bool doubt = false;
    bool picture = false;
    for (const std::uint8_t used : shown->assessment.used) {
      const AnswerLook* answer = answered(used);
      if (answer == nullptr) return false;
      if (std::ranges::find(answer->seen, false) != answer->seen.end()) doubt = true;
      if (shown->documents[used].has_picture) picture = true;
    }
    const CompareFace* face = compared();
    if (picture && (face == nullptr || face->face.result == FaceResult::different)) return false;
    if (face != nullptr && face->face.result == FaceResult::doubt) doubt = true;
    if (!questions_passed() && last<Vouch>() == nullptr) return false;
    const bool deep = is_deep() && (last<Vouch>() != nullptr || !questions_passed());
    const bool asked = last<AskSecondLook>() != nullptr;
    return (picture && !doubt && !deep && !asked) || second_officer_agrees();
  }

  std::vector<std::string> people() const {
    std::set<std::string> handlers{testing::anna.person_id};
    std::vector<std::string> all;
    for (const Deed& deed : deeds_)
      if (std::holds_alternative<Resume>(deed.command)) handlers.insert(deed.actor.person_id);
    all.assign(handlers.begin(), handlers.end());
    if (const auto* who = last<Identify>()) all.push_back(who->applicant.person_id);
    if (const auto* vouched = last<Vouch>()) all.push_back(vouched->person_id);
    if (const auto* asked = last<AskSecondLook>()) all.push_back(asked->officer.person_id);
    return all;
  }

 private:
  template <class C>
  std::size_t last_at() const {
    for (std::size_t i = deeds_.size(); i-- > 0;)
      if (std::holds_alternative<C>(deeds_[i].command)) return i;
    return deeds_.size();
  }
  template <class C>
  const C* last() const {
    const std::size_t at = last_at<C>();
    return at == deeds_.size() ? nullptr : &std::get<C>(deeds_[at].command);
  }
  // Since when the case has been about the person that it is about now; what was shown before was another's.
  std::size_t about_since() const {
    std::size_t since = 0;
    const Identify* before = nullptr;
    for (std::size_t i = 0; i < deeds_.size(); ++i) {
      const auto* who = std::get_if<Identify>(&deeds_[i].command);
      if (who == nullptr) continue;
      if (before != nullptr && before->applicant.person_id != who->applicant.person_id) since = i;
      before = who;
    }
    return since;
  }
  const ShowDocuments* shown_of_person() const {
    const std::size_t at = last_at<ShowDocuments>();
    return at == deeds_.size() || at < about_since() ? nullptr : &std::get<ShowDocuments>(deeds_[at].command);
  }
  // Whether the ledger asked for a second officer for who is the witness, or may still be.
  bool is_deep() const {
    const auto* need = last<NeedSecondOfficer>();
    const auto* vouched = last<Vouch>();
    return need != nullptr && (vouched == nullptr || vouched->person_id == need->person_id);
  }
  // Since when the document at this index has been of this kind.
  std::size_t shown_since(std::size_t document) const {
    std::size_t since = deeds_.size();
    const ShownDocument* now = nullptr;
    for (std::size_t i = deeds_.size(); i-- > about_since();) {
      const auto* shown = std::get_if<ShowDocuments>(&deeds_[i].command);
      if (shown == nullptr) continue;
      if (document >= shown->documents.size()) break;
      const ShownDocument& then = shown->documents[document];
      if (now != nullptr && (then.kind != now->kind || then.issuer != now->issuer || then.form != now->form))
        break;
      now = &then;
      since = i;
    }
    return since;
  }
  const AnswerLook* answered(std::uint8_t document) const {
    const std::size_t since = shown_since(document);
    for (std::size_t i = deeds_.size(); i-- > since;) {
      const auto* answer = std::get_if<AnswerLook>(&deeds_[i].command);
      if (answer != nullptr && answer->document == document) return answer;
    }
    return nullptr;
  }
  const CompareFace* compared() const {
    const std::size_t at = last_at<CompareFace>();
    if (at == deeds_.size()) return nullptr;
    const auto* face = &std::get<CompareFace>(deeds_[at].command);
    return at > shown_since(face->face.document) ? face : nullptr;
  }
  bool questions_passed() const {
    const std::size_t at = last_at<ConcludeQuestions>();
    const std::size_t opened = last_at<OpenQuestions>();
    return at != deeds_.size() && opened < at && std::get<ConcludeQuestions>(deeds_[at].command).passed;
  }
  // Agreed, and nothing that they saw has changed since.
  bool second_officer_agrees() const {
    const std::size_t at = last_at<AnswerSecondLook>();
    if (at == deeds_.size() || !std::get<AnswerSecondLook>(deeds_[at].command).agrees) return false;
    const ShowDocuments* before = nullptr;
    std::string deep;
    for (std::size_t i = 0; i < deeds_.size(); ++i) {
      const Command& command = deeds_[i].command;
      if (const auto* shown = std::get_if<ShowDocuments>(&command)) {
        const bool is_change =
            before == nullptr ? !shown->documents.empty() : shown->documents != before->documents;
        if (i > at && is_change) return false;
        before = shown;
      }
      if (i > 0 && i == about_since()) before = nullptr;
      if (const auto* need = std::get_if<NeedSecondOfficer>(&command)) {
        if (i > at && deep != need->person_id) return false;
        deep = need->person_id;
      }
      if (i > at &&
          (std::holds_alternative<Identify>(command) || std::holds_alternative<AnswerLook>(command) ||
           std::holds_alternative<CompareFace>(command)))
        return false;
    }
    return true;
  }

  const std::vector<Deed>& deeds_;
};

constexpr std::size_t endings = 5;  // of all_commands(): Refuse and what follows it

std::vector<Deed> likely_deeds() {
  using testing::anna;
  using testing::bo;
  std::vector<Deed> all;
  for (const std::uint8_t document : {std::uint8_t{0}, std::uint8_t{1}}) {
    all.push_back({DrawLook{.document = document, .features = {"one", "two", "three"}}, anna});
    all.push_back({AnswerLook{.document = document, .seen = {true, true, true}}, anna});
  }
  all.push_back({Identify{{.person_id = "p-applicant"}}, anna});
  all.push_back({testing::shows_passport(), anna});
  all.push_back({testing::shows_papers(), anna});
  all.push_back(
      {CompareFace{{.document = 0, .features = {{"ears", "agrees"}}, .result = FaceResult::same}}, anna});
  all.push_back({OpenQuestions{{.state = QuestionState::open, .session = "s"}}, anna});
  all.push_back({ConcludeQuestions{.passed = true}, anna});
  all.push_back({BeginWitness{.approval_id = "w"}, anna});
  all.push_back({Vouch{.statement_id = "s", .person_id = "p-witness"}, anna});
  all.push_back({AskSecondLook{.officer = bo, .note = {}}, anna});
  all.push_back({AnswerSecondLook{.agrees = true, .note = {}}, bo});
  all.push_back({Accept{}, anna});
  all.push_back({Accept{}, anna});
  return all;
}

// Everything of a case that can matter, and nothing that only counts.
std::string key_of(const Case& kase) {
  std::string key;
  const auto put = [&](std::string_view text) { key.append(text).push_back('|'); };
  const auto number = [&](auto value) { put(std::to_string(static_cast<int>(value))); };
  put(kase.officer.officer_id);
  for (const Actor& each : kase.handlers) put(each.officer_id);
  number(kase.is_paused);
  number(kase.is_ended);
  if (kase.applicant) put(kase.applicant->person_id);
  put("documents");
  for (const ShownDocument& each : kase.documents) put(each.kind);
  number(kase.assessment.is_accepted);
  for (const auto& [document, look] : kase.looks) {
    number(document);
    for (const Sight sight : look.seen) number(sight);
  }
  number(kase.face ? 1 + static_cast<int>(kase.face->result) : 0);
  number(kase.questions.state);
  number(kase.witness.state);
  put(kase.witness.person_id);
  put(kase.witness.deep_person_id);
  number(kase.second_look.state);
  put(kase.second_look.officer.officer_id);
  if (kase.decision) number(kase.decision->outcome);
  return key;
}

void expect_sound(const Case& kase) {
  ASSERT_TRUE(missing(kase).empty());
  ASSERT_TRUE(kase.assessment.is_accepted);
  ASSERT_TRUE(kase.questions.state == QuestionState::passed || kase.witness.state == WitnessState::vouched);
  std::vector<std::string> people{kase.applicant->person_id};
  for (const Actor& each : kase.handlers) people.push_back(each.person_id);
  if (!kase.witness.person_id.empty()) people.push_back(kase.witness.person_id);
  if (kase.second_look.state != SecondLookState::none) people.push_back(kase.second_look.officer.person_id);
  const std::set<std::string> different{people.begin(), people.end()};
  ASSERT_EQ(different.size(), people.size());
  ASSERT_TRUE(has_used_picture(kase) || kase.second_look.state == SecondLookState::agreed);
}

TEST(NoWayAround, EveryStateThatCanBeReachedIsSearched) {
  const std::vector<Command> commands = all_commands();
  std::unordered_set<std::string> known;
  std::deque<Case> frontier{testing::opened()};
  known.insert(key_of(frontier.front()));
  std::int64_t accepted = 0;
  while (!frontier.empty()) {
    const Case from = std::move(frontier.front());
    frontier.pop_front();
    if (from.decision && from.decision->outcome == Outcome::accepted) ++accepted;
    Case to = from;  // again after each command that goes through
    for (const Command& command : commands) {
      for (const Actor& actor : {testing::anna, testing::bo, testing::carl}) {
        if (apply(to, command, actor, 200)) {
          ASSERT_EQ(to, from) << name(command) << " was refused and changed something";
          continue;
        }
        ASSERT_FALSE(from.decision || from.is_ended) << name(command);
        if (to.decision && to.decision->outcome == Outcome::accepted) {
          expect_sound(to);
          if (HasFatalFailure()) return;
        }
        if (known.insert(key_of(to)).second) frontier.push_back(to);
        to = from;
      }
    }
  }
  std::printf("%zu states, %lld of them accepted\n", known.size(), static_cast<long long>(accepted));
  EXPECT_GT(accepted, 100);
}

TEST(NoWayAround, TenMillionRandomCommandsAgreeWithTheOracle) {
  constexpr std::int64_t commands_wanted = 10'000'000;
  const std::vector<Command> commands = all_commands();
  const std::vector<Actor> actors{testing::anna, testing::anna, testing::anna, testing::bo, testing::carl};
  // What leads somewhere, given as often as everything else together.
  const std::vector<Deed> likely = likely_deeds();
  std::mt19937_64 random{20261129};
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>{0, n - 1}(random);
  };
  std::int64_t tried = 0;
  std::int64_t accepted = 0;
  std::int64_t asked = 0;
  while (tried < commands_wanted) {
    Case kase = testing::opened();
    std::vector<Deed> deeds;
    const std::size_t length = 20 + below(60);
    for (std::size_t i = 0; i < length && tried < commands_wanted; ++i, ++tried) {
      const bool is_likely = below(2) == 0;
      const Deed& hint = likely[below(likely.size())];
      // What ends a case early is among the last ones, and rare.
      const std::size_t among = below(40) == 0 ? commands.size() : commands.size() - endings;
      const Command& chosen = is_likely ? hint.command : commands[below(among)];
      const Actor& actor = is_likely ? hint.actor : actors[below(actors.size())];
      const bool is_accept = std::holds_alternative<Accept>(chosen);
      const bool may_try = is_accept && !kase.decision && !kase.is_ended && !kase.is_paused &&
                           kase.officer.officer_id == actor.officer_id;
      const auto refusal = apply(kase, chosen, actor, 200);
      if (may_try) {
        ++asked;
        ASSERT_EQ(!refusal, Oracle{deeds}.may_accept()) << "after " << deeds.size() << " deeds";
      }
      if (refusal) continue;
      deeds.push_back({chosen, actor});
      if (!is_accept) continue;
      ++accepted;
      const std::vector<std::string> people = Oracle{deeds}.people();
      ASSERT_EQ((std::set<std::string>{people.begin(), people.end()}).size(), people.size());
    }
  }
  std::printf("%lld commands, %lld times asked, %lld accepted\n", static_cast<long long>(tried),
              static_cast<long long>(asked), static_cast<long long>(accepted));
  EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace skranke::cases
