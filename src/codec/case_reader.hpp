// A case from JSON text (contract: `skranke check`, input).
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "policy/catalogue.hpp"
#include "proofing/evidence.hpp"

namespace skranke::codec {

struct ReadCase {
  bool has_id = false;
  std::string id;                            // as given, if has_id
  const policy::Edition* edition = nullptr;  // the version that decides
  base::Day date = 0;
  std::uint8_t place = 0;
  std::size_t document_count = 0;
  // Of a policy that asks something of the applicant: they stand behind the documents, as one more.
  bool has_applicant = false;
  std::array<proofing::Document, base::limits::documents_per_case_max> documents;

  [[nodiscard]] std::optional<std::string_view> shown_id() const {
    return has_id ? std::optional<std::string_view>{id} : std::nullopt;
  }
  [[nodiscard]] proofing::Evidence evidence() const {
    const std::size_t count = document_count + (has_applicant ? 1 : 0);
    return {.visit = date, .place = place, .documents = std::span{documents}.first(count)};
  }
};

// Reads cases one after the other, reusing its buffers. Not thread-safe.
class CaseReader {
 public:
  explicit CaseReader(const policy::Catalogue& catalogue);
  ~CaseReader();
  CaseReader(const CaseReader&) = delete;
  CaseReader& operator=(const CaseReader&) = delete;
  CaseReader(CaseReader&&) = delete;
  CaseReader& operator=(CaseReader&&) = delete;

  // Reads `text` into `into`; `today` is the day of a case that names none. Strict: an unknown or duplicate
  // key, a wrong type, a value that does not exist, or more than limits.hpp allows is a Problem with the
  // place as a JSON pointer. Where the problem is not with the id, `into` holds the id all the same.
  // `version`: of a case that names none; empty: the one in force on its day.
  [[nodiscard]] base::Result<void> read(std::string_view text, base::Day today, ReadCase& into,
                                        std::string_view version = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace skranke::codec
