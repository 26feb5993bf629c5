// What a log sends to a witness: a checkpoint, and the proof that it goes on from one that the witness has.
// SPEC: C2SP tlog-witness, add-checkpoint.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"
#include "ledger/proof.hpp"

namespace skranke::ledger {

inline constexpr std::size_t submitted_hashes_max = 63;

struct Submission {
  std::uint64_t old_size = 0;
  Proof proof;
  Note note;
  Checkpoint checkpoint;  // what the note says
};

// `note` is the checkpoint's, with its signatures.
[[nodiscard]] std::string submission_text(std::uint64_t old_size, const Proof& proof, std::string_view note);

// Problem (invalid_value): it is none. Whether the proof or a signature holds is not looked at, and neither
// is which of the sizes is larger.
[[nodiscard]] base::Result<Submission> read_submission(std::string_view text);

}  // namespace skranke::ledger
