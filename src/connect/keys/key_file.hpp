// A secret in a file that only its owner can read: there as a whole or not at all.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace skranke::keys {

inline constexpr std::size_t key_bytes = 32;
using Key = std::array<unsigned char, key_bytes>;

// Makes the folder, for its owner alone, where it is not there. Problem (unavailable): it can't be made.
[[nodiscard]] base::Result<void> make_key_folder(const std::filesystem::path& folder);

// Writes `bytes` under this name with mode 600, so that they survive a crash. A file that is there already
// stays as it is: whoever was first, wins. Problem (unavailable): the disk refuses.
[[nodiscard]] base::Result<void> write_new(const std::filesystem::path& file, std::string_view bytes);

// The bytes of a file that only its owner can read. Problem (unavailable): it can't be read, others can read
// it, or it is longer than `bytes_max`.
[[nodiscard]] base::Result<std::string> read_secret(const std::filesystem::path& file, std::size_t bytes_max);

// The same of what systemd hands over as a credential: who may read it, it decides.
[[nodiscard]] base::Result<std::string> read_credential(const std::filesystem::path& file,
                                                        std::size_t bytes_max);

// The key of 32 bytes in the file; nothing where it is not there. Problem (unavailable): as above, or the key
// has another length.
[[nodiscard]] base::Result<std::optional<Key>> find_key(const std::filesystem::path& file);

// The same of a credential.
[[nodiscard]] base::Result<std::optional<Key>> find_credential(const std::filesystem::path& file);

// The key of 32 bytes in the file, drawn and written where it is not there. Problem (unavailable): as above,
// or the key has another length.
[[nodiscard]] base::Result<Key> key_of(const std::filesystem::path& file);

[[nodiscard]] std::unexpected<base::Problem> wrong_file(const std::filesystem::path& file,
                                                        std::string_view what);

}  // namespace skranke::keys
