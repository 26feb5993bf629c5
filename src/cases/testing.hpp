// A small world for the tests of cases: few people, few documents, every command.
#pragma once

#include <string>
#include <vector>

#include "cases/missing.hpp"
#include "cases/steps.hpp"

namespace skranke::cases::testing {

inline const Actor anna{.officer_id = "anna", .person_id = "p-anna"};
inline const Actor bo{.officer_id = "bo", .person_id = "p-bo"};
inline const Actor carl{.officer_id = "carl", .person_id = "p-carl"};

inline ShownDocument passport() {
  return {.kind = "passport",
          .issuer = "DK",
          .form = "physical",
          .has_picture = true,
          .facts = R"({"kind":"passport"})",
          .read_by = "zone"};
}
inline ShownDocument paper(std::string kind) {
  return {.kind = std::move(kind),
          .issuer = "DK",
          .form = "physical",
          .has_picture = false,
          .facts = "{}",
          .read_by = "hand"};
}

inline Case opened() {
  return open_case({.case_id = "c1", .purpose = "first-mitid", .language = "en", .centre = "aarhus"}, anna,
                   100);
}

inline ShowDocuments shows_passport() {
  return {.documents = {passport()}, .assessment = {.is_accepted = true, .used = {0}}};
}
inline ShowDocuments shows_papers() {
  return {.documents = {paper("health-card"), paper("personal-certificate")},
          .assessment = {.is_accepted = true, .used = {0, 1}}};
}

// Every command that these tests know, as somebody careless or hostile might give them.
inline std::vector<Command> all_commands() {
  std::vector<Command> all;
  for (const char* person : {"p-applicant", "p-anna", "p-bo", "p-carl"})
    all.emplace_back(Identify{{.person_id = person, .has_obstacle = false}});
  all.emplace_back(Identify{{.person_id = "p-dead", .has_obstacle = true}});
  all.emplace_back(ShowDocuments{});
  all.emplace_back(ShowDocuments{.documents = {passport()}, .assessment = {}});
  all.emplace_back(shows_passport());
  all.emplace_back(shows_papers());
  for (const std::uint8_t document : {std::uint8_t{0}, std::uint8_t{1}}) {
    all.emplace_back(DrawLook{.document = document, .features = {"one", "two", "three"}});
    all.emplace_back(AnswerLook{.document = document, .seen = {true, true, true}});
    all.emplace_back(AnswerLook{.document = document, .seen = {true, false, true}});
  }
  for (const FaceResult result : {FaceResult::same, FaceResult::doubt, FaceResult::different})
    all.emplace_back(CompareFace{{.document = 0, .features = {{"ears", "agrees"}}, .result = result}});
  all.emplace_back(OpenQuestions{{.state = QuestionState::open, .session = "s", .drawn = "[]"}});
  all.emplace_back(OpenQuestions{{.state = QuestionState::locked}});
  all.emplace_back(AskVerifier{});
  all.emplace_back(AnswerQuestion{.question = 0});
  all.emplace_back(ConcludeQuestions{.passed = true});
  all.emplace_back(ConcludeQuestions{.passed = false});
  all.emplace_back(BeginWitness{.approval_id = "w"});
  for (const char* person : {"p-witness", "p-applicant", "p-anna", "p-bo", "p-carl"})
    all.emplace_back(Vouch{.statement_id = "s", .person_id = person, .depth = 1});
  all.emplace_back(NeedSecondOfficer{.person_id = "p-witness"});
  for (const Actor& officer : {anna, bo, carl})
    all.emplace_back(AskSecondLook{.officer = officer, .note = {}});
  all.emplace_back(AnswerSecondLook{.agrees = true, .note = {}});
  all.emplace_back(AnswerSecondLook{.agrees = false, .note = {}});
  all.emplace_back(Accept{});
  all.emplace_back(Refuse{.reasons = {"withdrew"}});
  all.emplace_back(Refuse{});
  all.emplace_back(Pause{});
  all.emplace_back(Resume{});
  all.emplace_back(End{});
  return all;
}

}  // namespace skranke::cases::testing
