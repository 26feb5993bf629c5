// Cases decided by one version of a policy, whatever their day: what would it have said?
#pragma once

#include <optional>
#include <string_view>

#include "base/civil.hpp"
#include "codec/case_reader.hpp"
#include "policy/catalogue.hpp"
#include "policy/verdict.hpp"

namespace skranke::codec {

// Reuses its buffers, so one object serves one thread, any number of cases.
class OneVersion {
 public:
  // Copies the edition.
  explicit OneVersion(const policy::Edition& edition);
  // The reader refers to the catalogue beside it.
  OneVersion(const OneVersion&) = delete;
  OneVersion& operator=(const OneVersion&) = delete;
  OneVersion(OneVersion&&) = delete;
  OneVersion& operator=(OneVersion&&) = delete;
  ~OneVersion() = default;

  // Of a case as `check` takes it; `today` is the day of a case that names none. Empty: it is none of this
  // version.
  [[nodiscard]] std::optional<policy::Outcome> decide(std::string_view text, base::Day today);

  // The place of the version that a centre is: a centre that it doesn't name is one as any.
  [[nodiscard]] std::string_view place_of(std::string_view centre) const;

 private:
  policy::Catalogue catalogue_;
  const policy::Edition* edition_ = nullptr;
  CaseReader reader_{catalogue_};
};

}  // namespace skranke::codec
