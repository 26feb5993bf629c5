#include "cases/steps.hpp"

#include <gtest/gtest.h>

#include "cases/testing.hpp"

namespace skranke::cases {
namespace {

using testing::anna;
using testing::bo;
using testing::carl;

// Gives commands one after another; all of them have to go through.
Case after(Case kase, const std::vector<Command>& commands, const Actor& actor = anna) {
  for (const Command& command : commands) {
    const auto refusal = apply(kase, command, actor, 200);
    EXPECT_FALSE(refusal) << name(command) << ": " << (refusal ? name(*refusal) : "");
  }
  return kase;
}

const std::vector<Command> plain_evidence{
    Identify{{.person_id = "p-applicant"}},
    testing::shows_passport(),
    DrawLook{.document = 0, .features = {"one", "two", "three"}},
    AnswerLook{.document = 0, .seen = {true, true, true}},
    CompareFace{{.document = 0, .features = {{"ears", "agrees"}}, .result = FaceResult::same}},
};
const std::vector<Command> passed_questions{OpenQuestions{{.state = QuestionState::open, .session = "s"}},
                                            ConcludeQuestions{.passed = true}};

TEST(Case, IsAcceptedWithAPassportAndQuestions) {
  const Case kase = after(after(after(testing::opened(), plain_evidence), passed_questions), {Accept{}});
  EXPECT_EQ(kase.decision->outcome, Outcome::accepted);
  EXPECT_EQ(stage(kase), Stage::decided);
  EXPECT_EQ(kase.revision, 9);
}

TEST(Case, SaysWhatIsMissingInTheOrderInWhichItIsAskedFor) {
  Case kase = testing::opened();
  EXPECT_EQ(missing(kase), (std::vector{Missing::applicant, Missing::documents, Missing::proof}));
  kase = after(kase, {plain_evidence[0], plain_evidence[1]});
  EXPECT_EQ(missing(kase), (std::vector{Missing::looks, Missing::face, Missing::proof}));
  EXPECT_EQ(stage(kase), Stage::documents);
}

TEST(Case, WithoutAPictureNeedsASecondOfficer) {
  Case kase = after(testing::opened(), {Identify{{.person_id = "p-applicant"}}, testing::shows_papers()});
  for (const std::uint8_t document : {std::uint8_t{0}, std::uint8_t{1}})
    kase = after(kase, {DrawLook{.document = document, .features = {"one"}},
                        AnswerLook{.document = document, .seen = {true}}});
  kase = after(kase, passed_questions);
  EXPECT_EQ(missing(kase), std::vector{Missing::second_look});
  EXPECT_EQ(apply(kase, Accept{}, anna, 200), Refusal::missing);
  EXPECT_EQ(apply(kase, AskSecondLook{.officer = anna, .note = {}}, anna, 200), Refusal::same_person);
  kase = after(kase, {AskSecondLook{.officer = bo, .note = {}}});
  EXPECT_EQ(apply(kase, AnswerSecondLook{.agrees = true, .note = {}}, anna, 200),
            Refusal::not_second_officer);
  kase = after(kase, {AnswerSecondLook{.agrees = true, .note = {}}}, bo);
  kase = after(kase, {Accept{}});
  EXPECT_EQ(kase.decision->officer, anna);
}

TEST(Case, ChangedAfterASecondLookIsLookedAtAgain) {
  Case kase = after(testing::opened(), plain_evidence);
  kase = after(kase, {AskSecondLook{.officer = bo, .note = {}}});
  kase = after(kase, {AnswerSecondLook{.agrees = true, .note = {}}}, bo);
  kase = after(
      kase, {CompareFace{{.document = 0, .features = {{"nose", "differs"}}, .result = FaceResult::doubt}}});
  EXPECT_EQ(kase.second_look.state, SecondLookState::asked);
}

TEST(Case, ThatASecondOfficerRefusesIsNotAccepted) {
  Case kase = after(after(testing::opened(), plain_evidence), passed_questions);
  kase = after(kase, {AskSecondLook{.officer = bo, .note = {}}});
  kase = after(kase, {AnswerSecondLook{.agrees = false, .note = {}}}, bo);
  EXPECT_EQ(apply(kase, Accept{}, anna, 200), Refusal::missing);
  EXPECT_EQ(apply(kase, AskSecondLook{.officer = carl, .note = {}}, anna, 9'999), Refusal::already);
}

TEST(Case, DrawsAnotherSecondOfficerWhereTheFirstOneDoesNotCome) {
  Case kase = after(after(testing::opened(), plain_evidence), {AskSecondLook{.officer = bo, .note = {}}});
  EXPECT_EQ(apply(kase, AskSecondLook{.officer = carl, .note = {}}, anna, 200 + second_look_wait_seconds - 1),
            Refusal::already);
  EXPECT_FALSE(apply(kase, AskSecondLook{.officer = carl, .note = {}}, anna, 200 + second_look_wait_seconds));
  EXPECT_EQ(kase.second_look.officer, carl);
}

TEST(Case, KeepsItsDrawWhereADocumentIsTakenAwayAndShownAgain) {
  Case kase = after(testing::opened(), {testing::shows_passport(),
                                        DrawLook{.document = 0, .features = {"one", "two", "three"}}});
  kase = after(kase, {ShowDocuments{}, testing::shows_passport(),
                      DrawLook{.document = 0, .features = {"four", "five", "six"}}});
  EXPECT_EQ(kase.looks.at(0).features, (std::vector<std::string>{"one", "two", "three"}));
  EXPECT_EQ(kase.looks.at(0).seen, std::vector(3, Sight::unanswered));
}

TEST(Case, IsPausedAndResumedAtAnotherCounter) {
  Case kase = after(testing::opened(), {Pause{}});
  EXPECT_EQ(apply(kase, testing::shows_passport(), anna, 200), Refusal::paused);
  EXPECT_EQ(apply(kase, testing::shows_passport(), bo, 200), Refusal::not_yours);
  kase = after(kase, {Resume{}}, bo);
  EXPECT_EQ(kase.officer, bo);
  EXPECT_EQ(apply(kase, testing::shows_passport(), anna, 200), Refusal::not_yours);
  EXPECT_EQ(apply(kase, AskSecondLook{.officer = anna, .note = {}}, bo, 200), Refusal::same_person);
}

TEST(Case, NeverHasOnePersonTwice) {
  Case kase = testing::opened();
  EXPECT_EQ(apply(kase, Identify{{.person_id = "p-anna"}}, anna, 200), Refusal::same_person);
  kase = after(kase, {Identify{{.person_id = "p-applicant"}}, BeginWitness{.approval_id = "w"}});
  for (const char* person : {"p-applicant", "p-anna"})
    EXPECT_EQ(apply(kase, Vouch{.statement_id = "s", .person_id = person}, anna, 200), Refusal::same_person);
  EXPECT_EQ(apply(kase, Identify{{.person_id = "p-other"}}, anna, 200), Refusal::too_late);
}

TEST(Case, AboutSomebodyElseKeepsNothingThatWasSaidOfTheFirst) {
  Case kase = after(testing::opened(), plain_evidence);
  kase = after(kase, {Identify{{.person_id = "p-applicant"}}});
  EXPECT_TRUE(kase.face);
  kase = after(kase, {Identify{{.person_id = "p-other"}}});
  EXPECT_TRUE(kase.documents.empty() && kase.looks.empty() && !kase.face && !kase.assessment.is_accepted);
}

TEST(Case, LooksAgainWhereACardBecomesAnApp) {
  const auto card = [](std::string form) {
    return ShowDocuments{.documents = {{.kind = "driving-licence",
                                        .issuer = "DK",
                                        .form = std::move(form),
                                        .has_picture = true,
                                        .facts = "{}",
                                        .read_by = "hand"}},
                         .assessment = {.is_accepted = true, .used = {0}}};
  };
  Case kase =
      after(testing::opened(), {card("unknown"), DrawLook{.document = 0, .features = {}}, card("physical")});
  EXPECT_TRUE(kase.looks.empty());
  kase = after(kase, {DrawLook{.document = 0, .features = {"one", "two", "three"}},
                      AnswerLook{.document = 0, .seen = {true, true, true}}, card("app")});
  EXPECT_TRUE(kase.looks.empty());
  kase = after(kase, {DrawLook{.document = 0, .features = {"moves", "opened", "valid"}}});
  EXPECT_EQ(kase.looks.at(0).features.front(), "moves");
}

TEST(Case, AsksASecondOfficerAgainForAWitnessWhoWasVouchedFor) {
  Case kase = after(after(testing::opened(), plain_evidence), {AskSecondLook{.officer = bo, .note = {}}});
  kase = after(kase, {AnswerSecondLook{.agrees = true, .note = "seen"}}, bo);
  kase = after(kase, {BeginWitness{.approval_id = "w"}, NeedSecondOfficer{.person_id = "p-deep"}});
  EXPECT_EQ(kase.second_look.state, SecondLookState::asked);
  EXPECT_EQ(kase.second_look.answer, "");
  // Asked now, so that the time to answer begins now.
  EXPECT_EQ(apply(kase, AskSecondLook{.officer = carl, .note = {}}, anna, 200 + second_look_wait_seconds - 1),
            Refusal::already);
  kase = after(kase, {AnswerSecondLook{.agrees = true, .note = {}}}, bo);
  kase = after(kase, {NeedSecondOfficer{.person_id = "p-deep"}});
  EXPECT_EQ(kase.second_look.state, SecondLookState::agreed);
  kase = after(kase, {Vouch{.statement_id = "s", .person_id = "p-other"}});
  EXPECT_EQ(second_look_reasons(kase), std::vector{SecondLookReason::doubt});
}

TEST(Case, IsNotAcceptedWhereThePersonForbidsIt) {
  Case kase = after(after(testing::opened(), plain_evidence), passed_questions);
  kase.applicant->is_forbidden = true;
  EXPECT_EQ(apply(kase, Accept{}, anna, 200), Refusal::missing);
  EXPECT_EQ(missing(kase), std::vector{Missing::applicant});
}

TEST(Case, ThatIsDecidedIsOver) {
  Case kase = after(testing::opened(), {Refuse{.reasons = {"withdrew"}}});
  for (const Command& command : testing::all_commands())
    EXPECT_TRUE(apply(kase, command, anna, 200)) << name(command);
  EXPECT_EQ(stage(kase), Stage::decided);
}

}  // namespace
}  // namespace skranke::cases
