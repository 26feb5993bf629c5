// What every case has, whoever it is about: a day, a place, the version that decides, and documents.
//
// Only the .cpp files of this folder include this: it brings simdjson.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "codec/case_reader.hpp"
#include "codec/document_reader.hpp"
#include "codec/json_input.hpp"

namespace skranke::codec {

// The top-level members, found before any is judged, so that policy and date are known first.
struct CaseMembers {
  enum : std::size_t {
    id_at,
    date_at,
    centre_at,
    policy_at,
    version_at,
    documents_at,
    applicant_at,
    witness_at
  };
  static constexpr std::array<std::string_view, 8> names{"id",      "date",      "centre",    "policy",
                                                         "version", "documents", "applicant", "witness"};

  std::array<simdjson::dom::element, names.size()> values;
  std::array<bool, names.size()> present{};

  [[nodiscard]] bool has(std::size_t i) const { return present[i]; }
  [[nodiscard]] simdjson::dom::element operator[](std::size_t i) const { return values[i]; }
};

// The members of `object`, of which only the first `known` names exist.
[[nodiscard]] base::Result<CaseMembers> members_of(simdjson::dom::object object, std::size_t known);

class CaseParts {
 public:
  // `catalogue` is borrowed.
  explicit CaseParts(const policy::Catalogue& catalogue) : catalogue_{catalogue} {}

  // Parses a text, takes its id into `into` and gives its members, valid until the next call.
  [[nodiscard]] base::Result<CaseMembers> open(std::string_view text, std::size_t known, ReadCase& into);

  // The version, the day and the place; then the documents.
  [[nodiscard]] base::Result<void> resolve(const CaseMembers& members, base::Day today, ReadCase& into,
                                           std::string_view default_version = {}) const;
  [[nodiscard]] base::Result<void> read_documents(const CaseMembers& members, ReadCase& into);

 private:
  const KindTable& kinds_of(const policy::Program& program);
  static base::Result<void> read_applicant(const CaseMembers& members, ReadCase& into);
  static base::Result<void> resolve_place(const CaseMembers& members, ReadCase& into);

  const policy::Catalogue& catalogue_;
  JsonInput input_;
  std::vector<KindTable> kinds_;  // of the editions met so far
};

}  // namespace skranke::codec
