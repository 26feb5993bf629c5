// Whether a witness of logs cosigns a checkpoint: only one that goes on from the last one that it cosigned.
// SPEC: C2SP tlog-witness, add-checkpoint.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/hash.hpp"
#include "ledger/submission.hpp"

namespace skranke::cosigning {

// The last checkpoint of a log that was cosigned; of none, a log of no entries.
struct Kept {
  std::uint64_t size = 0;
  ledger::Hash root = ledger::sha256({});
};

// How a submission ends, in the order in which it is looked at.
enum class Ending : std::uint8_t {
  malformed,
  unknown_log,    // of no log that is trusted here
  not_signed,     // by no key that is trusted for the log
  old_is_larger,  // than the checkpoint itself
  other_size,     // the last one that was cosigned has another size than `old`
  other_root,     // the same size as the last one, and another root: the log was forked
  no_proof,       // the proof does not hold: the log was forked, or its sender is mistaken
  unavailable,    // the state can't be kept
  cosigned,
};

// What a witness answers.
struct Told {
  Ending ending = Ending::malformed;
  std::uint64_t size = 0;        // of the last one that was cosigned; where it is other_size or other_root
  std::string cosignature = {};  // a line of a note; where it is cosigned
  std::string reason = {};       // where it is malformed or unavailable
};

// Of what the state decides: old_is_larger, other_size, other_root, no_proof or cosigned.
[[nodiscard]] Ending judge(const Kept& kept, const ledger::Submission& submission);

}  // namespace skranke::cosigning
