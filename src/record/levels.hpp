// Which levels of others a case would reach, as information beside the verdict and never in its place.
//
// Computed from what was really compared: a document counts with the strength of its kind only where its
// security features were looked for and seen, a face only where it was compared with the picture of the
// strongest document. Register questions bind nobody to anything (NIST SP 800-63A-4, 2.5.1), so that no level
// rests on them. What each rule is read from stands in docs/record.md.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "record/case_facts.hpp"

namespace skranke::record {

// NIST SP 800-63A-4, 2.4.1, with one more for what is below FAIR.
enum class Strength : std::uint8_t { none, weak, fair, strong };

[[nodiscard]] constexpr std::string_view name(Strength strength) {
  switch (strength) {
    case Strength::none:
      return "none";
    case Strength::weak:
      return "weak";
    case Strength::fair:
      return "fair";
    case Strength::strong:
      return "strong";
  }
  std::unreachable();
}

// Of a kind of document with the facts of this one, were it validated.
[[nodiscard]] Strength strength_of(const ShownDocument& document);

// Whether at least three security features were drawn for it and all of them were seen.
[[nodiscard]] bool is_validated(const ShownDocument& document);

// What binds the person to the claimed identity.
enum class Binding : std::uint8_t { none, vouching, face };

[[nodiscard]] constexpr std::string_view name(Binding binding) {
  switch (binding) {
    case Binding::none:
      return "none";
    case Binding::vouching:
      return "vouching";
    case Binding::face:
      return "face";
  }
  std::unreachable();
}

// NIST's identity assurance levels. The third needs biometrics collected, which this never has.
enum class Ial : std::uint8_t { none, ial1, ial2 };

[[nodiscard]] constexpr std::string_view name(Ial level) {
  switch (level) {
    case Ial::none:
      return "none";
    case Ial::ial1:
      return "IAL1";
    case Ial::ial2:
      return "IAL2";
  }
  std::unreachable();
}

// Of Regulation (EU) 2015/1502; NSIS has the same three (Lav, Betydelig, Høj).
enum class Assurance : std::uint8_t { none, low, substantial, high };

[[nodiscard]] constexpr std::string_view name(Assurance level) {
  switch (level) {
    case Assurance::none:
      return "none";
    case Assurance::low:
      return "Low";
    case Assurance::substantial:
      return "Substantial";
    case Assurance::high:
      return "High";
  }
  std::unreachable();
}

// GPG 45's five parts, each with its own score. They are compared with profiles and never summed.
struct PartScores {
  std::int32_t strength = 0;
  std::int32_t validity = 0;
  std::int32_t activity = 0;
  std::int32_t fraud = 0;
  std::int32_t verification = 0;
};

struct Levels {
  Binding binding = Binding::none;
  Ial ial = Ial::none;
  Assurance assurance = Assurance::none;
  PartScores parts;
  // Why they are not higher, in this order: "refused", "no-register", "no-document-validated", "no-picture",
  // "face-not-compared", "face-not-of-strongest", "evidence-not-strong", "not-known-in-force".
  std::vector<std::string_view> limits;
};

[[nodiscard]] Levels levels_of(const CaseFacts& facts);

}  // namespace skranke::record
