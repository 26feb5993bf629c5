// What a witness says of a checkpoint: that at a time it was the largest consistent one that it had seen.
// SPEC: C2SP tlog-cosignature, of Ed25519.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skranke::ledger {

struct Cosignature {
  std::int64_t at = 0;    // seconds since 1970
  std::string signature;  // 64 bytes, over cosigned_text()
};

// The bytes that are signed. `text` is that of the checkpoint's note, lines after the third included.
[[nodiscard]] std::string cosigned_text(std::string_view text, std::int64_t at);

// The bytes of the note's signature, behind the key's id.
[[nodiscard]] std::string cosignature_bytes(const Cosignature& cosignature);
// Empty where they are of another length, or the time is not one.
[[nodiscard]] std::optional<Cosignature> read_cosignature(std::string_view bytes);

}  // namespace skranke::ledger
