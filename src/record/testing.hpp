// Cases for tests: each as a counter would have decided it. Everybody in them is invented.
#pragma once

#include <string>

#include "record/case_facts.hpp"

namespace skranke::record {

inline constexpr Moment decided = 1'795'945'320;  // 2026-11-29T09:42:00Z

// A document of which three features were seen; without a picture.
[[nodiscard]] inline ShownDocument paper(std::string kind, std::string issuer = "DK") {
  ShownDocument document;
  document.kind = std::move(kind);
  document.issuer = std::move(issuer);
  document.form = proofing::Form::physical;
  document.picture = proofing::Tri::no;
  document.cpr_number = proofing::Tri::yes;
  document.used = true;
  document.features = {
      {.id = "one", .seen = true}, {.id = "two", .seen = true}, {.id = "three", .seen = true}};
  document.looked_at = decided - 1200;
  return document;
}

// The same with a picture, with which the face was compared.
[[nodiscard]] inline ShownDocument portrait(std::string kind, std::string issuer = "DK",
                                            Likeness result = Likeness::same) {
  ShownDocument document = paper(std::move(kind), std::move(issuer));
  document.picture = proofing::Tri::yes;
  document.expires = base::parse_day("2031-05-04");
  document.read_by = ReadBy::zone;
  document.face = FaceComparison{
      .result = result, .features = {{"ears", "agrees"}, {"eyes", "agrees"}}, .at = decided - 1100};
  return document;
}

// Opened, identified, and nothing more.
[[nodiscard]] inline CaseFacts bare_case() {
  CaseFacts facts;
  facts.issuer = "https://citizen-service.example";
  facts.case_id = "c0123456789abcdef";
  facts.purpose = "first-mitid";
  facts.centre = "aarhus";
  facts.organization = "Citizen Service Aarhus";
  facts.officer = "anna";
  facts.opened_at = decided - 1500;
  facts.decided_at = decided;
  facts.policy = "mitid";
  facts.policy_version = "2024-01-01";
  facts.policy_sha256 = std::string(64, 'a');
  facts.applicant = Applicant{.given_name = base::PersonalText{"Test Årre"},
                              .family_name = base::PersonalText{"Testesen"},
                              .born = base::Personal<base::Day>{*base::parse_day("1990-02-03")},
                              .number_hash = std::string(64, 'b'),
                              .number = std::nullopt,
                              .is_in_register = true,
                              .looked_up_at = decided - 1450};
  return facts;
}

[[nodiscard]] inline Questions passed_questions() {
  return {.policy = "questions", .policy_version = "2026-01-01", .passed = true, .at = decided - 600};
}

[[nodiscard]] inline Vouching witness() {
  return {.statement_id = "s0123",
          .level = "Substantial",
          .is_professional = false,
          .relation = "friend",
          .known_years = 7,
          .text_version = "2026-01",
          .text_language = "en",
          .text_sha256 = std::string(64, 'c'),
          .at = decided - 500};
}

[[nodiscard]] inline CaseFacts accepted_case(std::string list, std::vector<ShownDocument> documents) {
  CaseFacts facts = bare_case();
  facts.outcome = Outcome::accepted;
  facts.verdict = "accepted";
  facts.list = std::move(list);
  facts.documents = std::move(documents);
  return facts;
}

// The three cases of the conformance examples, and one that is refused.
[[nodiscard]] inline CaseFacts list_a_with_questions() {
  CaseFacts facts = accepted_case("A", {portrait("passport")});
  facts.questions = passed_questions();
  return facts;
}
[[nodiscard]] inline CaseFacts list_b_with_witness() {
  CaseFacts facts = accepted_case("B", {portrait("passport", "SE"), paper("health-card")});
  facts.vouching = witness();
  return facts;
}
[[nodiscard]] inline CaseFacts two_papers_with_questions() {
  CaseFacts facts = accepted_case("C", {paper("personal-certificate"), paper("health-card")});
  facts.questions = passed_questions();
  facts.second_look =
      SecondLook{.officer = "bent", .why = {"no-picture"}, .agrees = true, .at = decided - 60};
  return facts;
}
[[nodiscard]] inline CaseFacts refused_case() {
  CaseFacts facts = bare_case();
  facts.outcome = Outcome::refused;
  facts.verdict = "rejected";
  facts.reasons = {"expired", "documents-missing"};
  ShownDocument expired = portrait("passport");
  expired.used = false;
  expired.refused = {"expired"};
  expired.expires = base::parse_day("2026-11-28");
  facts.documents = {expired};
  return facts;
}

}  // namespace skranke::record
