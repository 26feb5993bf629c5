// The answer to "are these documents enough?", with its reasons.
//
// A Verdict is a value of a fixed size: computed once, stored with the case and never recomputed for
// display, so that a reader years later sees the reasons that held on the day.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "base/limits.hpp"
#include "proofing/document.hpp"

namespace skranke::policy {

enum class Outcome : std::uint8_t {
  rejected,      // whatever the unknown facts turn out to be
  undetermined,  // an unknown fact can still change the answer: see DocumentVerdict::open
  accepted,      // whatever the unknown facts turn out to be
};

[[nodiscard]] constexpr std::string_view name(Outcome outcome) {
  switch (outcome) {
    case Outcome::rejected:
      return "rejected";
    case Outcome::undetermined:
      return "undetermined";
    case Outcome::accepted:
      return "accepted";
  }
  std::unreachable();
}

// Why a document serves in no line. In the order in which the contract lists them; the last is of policies
// that ask for scores.
enum class Reason : std::uint8_t {
  not_physical,
  temporary,
  name_differs,
  expired,
  too_old,
  not_yet_issued,
  wrong_year,
  elsewhere_only,
  not_listed,
  no_photo,
  no_cpr_number,
  score_too_low,
};
inline constexpr std::size_t reason_count = 12;

[[nodiscard]] constexpr std::string_view name(Reason reason) {
  switch (reason) {
    case Reason::not_physical:
      return "not-physical";
    case Reason::temporary:
      return "temporary";
    case Reason::name_differs:
      return "name-differs";
    case Reason::expired:
      return "expired";
    case Reason::too_old:
      return "too-old";
    case Reason::not_yet_issued:
      return "not-yet-issued";
    case Reason::wrong_year:
      return "wrong-year";
    case Reason::elsewhere_only:
      return "elsewhere-only";
    case Reason::not_listed:
      return "not-listed";
    case Reason::no_photo:
      return "no-photo";
    case Reason::no_cpr_number:
      return "no-cpr-number";
    case Reason::score_too_low:
      return "score-too-low";
  }
  std::unreachable();
}

// The reason that has this name; empty: none has.
[[nodiscard]] constexpr std::optional<Reason> find_reason(std::string_view code) {
  for (std::size_t i = 0; i < reason_count; ++i) {
    const auto reason = static_cast<Reason>(i);
    if (name(reason) == code) return reason;
  }
  return std::nullopt;
}

using Reasons = std::uint16_t;  // bit 1 << Reason
using Facts = std::uint16_t;    // bit 1 << proofing::Fact
using Mask = std::uint64_t;     // bits of a Program: its alternatives and its marks (program.hpp)

[[nodiscard]] constexpr Reasons bit(Reason reason) {
  return static_cast<Reasons>(1U << static_cast<unsigned>(reason));
}
[[nodiscard]] constexpr Facts bit(proofing::Fact fact) {
  return static_cast<Facts>(1U << static_cast<unsigned>(fact));
}

struct DocumentVerdict {
  Mask serves;  // the alternatives that it serves in at least one completion; Program::line_of names their
                // lines
  Reasons refused;  // the reasons that hold in every completion; 0 where `serves` is not empty
  Facts open;       // the unknown facts that can still change the outcome; 0 unless undetermined
};

inline constexpr std::uint8_t no_list = 0xFF;

// `documents[0 .. document_count)` and `used[0 .. used_count)` hold values, the rest is unspecified.
struct Verdict {
  Outcome outcome;
  std::uint8_t list;  // an index into the policy's lists where every completion agrees, else no_list
  std::uint8_t document_count;
  std::uint8_t used_count;
  // The first combination that is accepted in every completion: indexes in rising order.
  std::array<std::uint8_t, base::limits::combination_documents_max> used;
  std::array<DocumentVerdict, base::limits::documents_per_case_max> documents;
};

}  // namespace skranke::policy
