// What a case still needs before it may be accepted, in one place.
//
// SPEC: clause S2: valid documents, and register questions passed or a witness. On top of it: the documents
// and the face were looked at, and a second officer has agreed where the evidence alone is too thin.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "cases/case.hpp"

namespace skranke::cases {

// In the order in which it is asked for.
enum class Missing : std::uint8_t { applicant, documents, looks, face, proof, second_look };

[[nodiscard]] constexpr std::string_view name(Missing missing) {
  switch (missing) {
    case Missing::applicant:
      return "applicant";
    case Missing::documents:
      return "documents";
    case Missing::looks:
      return "looks";
    case Missing::face:
      return "face";
    case Missing::proof:
      return "proof";
    case Missing::second_look:
      return "second-look";
  }
  std::unreachable();
}

// Why a second officer has to agree.
enum class SecondLookReason : std::uint8_t {
  no_picture,   // no document of the accepted combination carries one, so no face was compared
  doubt,        // about the face, or a feature was not seen, or the officer asks
  chain_depth,  // the witness was vouched for, as was that one's witness
};

[[nodiscard]] constexpr std::string_view name(SecondLookReason reason) {
  switch (reason) {
    case SecondLookReason::no_picture:
      return "no-picture";
    case SecondLookReason::doubt:
      return "doubt";
    case SecondLookReason::chain_depth:
      return "chain-depth";
  }
  std::unreachable();
}

// Empty: it may be accepted.
[[nodiscard]] std::vector<Missing> missing(const Case& kase);

[[nodiscard]] std::vector<SecondLookReason> second_look_reasons(const Case& kase);

// Whether one of the documents that are used carries a picture.
[[nodiscard]] bool has_used_picture(const Case& kase);

// Whether the register questions were passed, or a witness has vouched (S2).
[[nodiscard]] bool is_proven(const Case& kase);

// Where a case stands, for whoever looks at a list of them.
enum class Stage : std::uint8_t {
  opened,
  identified,
  documents,  // being shown and looked at
  proof,
  second_look,
  ready,
  decided,
  handed_over,
  ended,
};

[[nodiscard]] constexpr std::string_view name(Stage stage) {
  switch (stage) {
    case Stage::opened:
      return "opened";
    case Stage::identified:
      return "identified";
    case Stage::documents:
      return "documents";
    case Stage::proof:
      return "proof";
    case Stage::second_look:
      return "second-look";
    case Stage::ready:
      return "ready";
    case Stage::decided:
      return "decided";
    case Stage::handed_over:
      return "handed-over";
    case Stage::ended:
      return "ended";
  }
  std::unreachable();
}

// Whether an accepted case was handed over is known to the outbox alone.
[[nodiscard]] Stage stage(const Case& kase, bool is_handed_over = false);

}  // namespace skranke::cases
