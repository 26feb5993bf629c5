// Showing the log's checkpoint to one witness, and what its answer means.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ledger/note.hpp"
#include "ledger/proof.hpp"
#include "storage/log/witnesses.hpp"

namespace skranke::app {

struct LogWitness {
  std::string url = {};         // its submission prefix
  std::string public_key = {};  // as it is handed out
  ledger::PublicKey key;
};

// "URL#KEY,URL#KEY", the key as `skranke log-witness key` prints it. Problem (invalid_value, too_many).
[[nodiscard]] base::Result<std::vector<LogWitness>> read_log_witnesses(std::string_view text);

// Why a checkpoint has no cosignature. The last two can't be where the log only grew.
enum class WitnessTrouble : std::uint8_t {
  none,
  away,          // it can't be reached, or has no time
  not_known,     // it does not know the log, or another key of it
  wrong_answer,  // something that no witness says
  ahead,         // it has a newer checkpoint of this log already
  rolled_back,   // it has a checkpoint that is larger than the log is
  forked,        // it has a checkpoint that the log does not go on from
};
[[nodiscard]] std::string_view name(WitnessTrouble trouble);
// Whether it means that this log, or its database, is not what it was.
[[nodiscard]] bool is_alarm(WitnessTrouble trouble);

struct Heard {
  WitnessTrouble trouble = WitnessTrouble::none;
  std::string line = {};         // the cosignature, checked; where there is no trouble
  std::int64_t at = 0;           // its time
  std::uint64_t size = 0;        // that the witness says it has; where it said so
  std::string_view reason = {};  // where it is away: why
  long status = 0;               // of HTTP
};

// What the talk needs of the log. Callable from any thread.
struct OfLog {
  std::function<base::Result<std::uint64_t>()> size;  // now
  std::function<base::Result<ledger::Proof>(std::uint64_t before, std::uint64_t size)> consistency;
};

// Shows `shown` to a witness that had `known` entries when it was last heard of, and once more where it says
// that it has another number. Problem (unavailable): the log can't be read.
[[nodiscard]] base::Result<Heard> show(const LogWitness& witness, const std::string& ca_file,
                                       const storage::Shown& shown, std::uint64_t known, const OfLog& log);

}  // namespace skranke::app
