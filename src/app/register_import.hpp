// One extract from a file into the register: read and checked on one thread, stored on another.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "cpr/extract_reader.hpp"
#include "storage/database.hpp"
#include "storage/register/delivery_import.hpp"

namespace skranke::app {

struct ImportOptions {
  bool is_strict = false;  // one broken line refuses the whole delivery
  storage::Mode mode = storage::Mode::update;
};

// How far it is; read by another thread than the one that counts.
struct ImportProgress {
  std::atomic<std::uint64_t> bytes = 0;
  std::atomic<std::uint64_t> records = 0;
};

struct ImportOutcome {
  std::int64_t number = 0;  // of the delivery
  cpr::ExtractSummary summary;
  std::optional<std::string> warning;
};

// What stopped an import, and whose fault it is. The register is what it was.
struct ImportFailure {
  enum class Kind : std::uint8_t { bad_input, outside };
  Kind kind = Kind::outside;
  std::string text;
};

using OnQuarantined = std::function<void(const cpr::QuarantinedLine&)>;
using OnProgress = std::function<void(const ImportProgress&)>;

// Reads `descriptor` to its end, which stays the caller's. `on_quarantined` and `on_progress` are called on
// other threads, one call at a time each; the latter after every batch that was stored.
[[nodiscard]] std::expected<ImportOutcome, ImportFailure> import_extract(
    int descriptor, storage::Database& database, const desk::RegisterSealer& sealer,
    const ImportOptions& options, const OnQuarantined& on_quarantined, const OnProgress& on_progress);

}  // namespace skranke::app
