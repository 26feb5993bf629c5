// What an officer's client sends about a witness, from JSON text.
//
// As strict as a case: an unknown or duplicate key, a wrong type, a text that is too long is a Problem that
// names the place. No problem repeats a value.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "codec/case_reader.hpp"
#include "policy/catalogue.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::codec {

// {"case_id", "applicant", "initials", "relation", "known_years", "language"}
struct ApprovalBody {
  std::string case_id;
  proofing::CprNumber applicant;
  std::string initials;
  std::string relation;
  std::int32_t known_years = 0;
  std::string language;
};

// {"approval_id", "case_id", "documents", "likeness", "face_bound"?, "centre"?, "mitid_since"?,
//  "mitid_since_source"?, "organisation_id"?, "second_officer"?}
struct StatementBody {
  std::string approval_id;
  std::string case_id;
  ReadCase documents;  // on today, under the policy in force
  bool likeness = false;
  bool face_bound = false;
  std::optional<base::Day> mitid_since;
  std::string mitid_since_source;
  std::string organisation_id;
  std::string second_officer;  // a second officer's access token
};

// {"organisation_id", "name", "web"?, "phone"?, "email"?, "languages"?}; one way to reach it at least
struct OrganisationBody {
  std::string organisation_id;
  std::string name;
  std::string web;
  std::string phone;
  std::string email;
  std::vector<std::string> languages;
};

// {"number", "from"?}: a member, and the day of a suspension
struct MemberBody {
  proofing::CprNumber number;
  std::optional<base::Day> from;
};

// {"number", "shown"?, "case_id"}: whom register questions are about, and the kinds of documents shown
struct QuestionsBody {
  proofing::CprNumber number;
  std::vector<std::string> shown;
  std::string case_id;
};

// {"question", "text"?}: an answer to the question of this number, from 0; without a text nobody knew
struct AnswerBody {
  std::size_t question = 0;
  base::PersonalText text;
};

// Holds the parser's buffers: one object serves one thread. The catalogue is borrowed.
class DeskBodies {
 public:
  explicit DeskBodies(const policy::Catalogue& catalogue);
  ~DeskBodies();
  DeskBodies(DeskBodies&&) noexcept;
  DeskBodies& operator=(DeskBodies&&) noexcept;

  [[nodiscard]] base::Result<ApprovalBody> approval(std::string_view text, base::Day today);
  [[nodiscard]] base::Result<StatementBody> statement(std::string_view text, base::Day today);
  [[nodiscard]] base::Result<OrganisationBody> organisation(std::string_view text);
  [[nodiscard]] base::Result<MemberBody> member(std::string_view text, base::Day today);
  // {"from"}: the day of a suspension
  [[nodiscard]] base::Result<base::Day> from(std::string_view text);
  [[nodiscard]] base::Result<QuestionsBody> questions(std::string_view text, base::Day today);
  [[nodiscard]] base::Result<AnswerBody> answer(std::string_view text);
  // {"reason"}
  [[nodiscard]] base::Result<std::string> reason(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace skranke::codec
