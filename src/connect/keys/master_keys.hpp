// What wraps data keys: the master keys of this installation, in generations.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "connect/keys/key_file.hpp"
#include "desk/port/sealer.hpp"

namespace skranke::keys {

class MasterKeys {
 public:
  virtual ~MasterKeys() = default;

  // The one with the highest number.
  [[nodiscard]] virtual desk::MasterKey newest() const = 0;
  // Looks for those that came since, and forgets those that are gone. Problem (unavailable): they can't be
  // read, or none is left.
  [[nodiscard]] virtual base::Result<void> look_again() = 0;

  // The key wrapped for this subject, and no other. Problem (unavailable): that generation is not there.
  [[nodiscard]] virtual base::Result<std::string> wrap(std::int64_t generation, std::string_view subject,
                                                       const Key& key) const = 0;
  // Problem (unavailable): that generation is not there. Problem (invalid_value): not wrapped by it for this
  // subject, or changed since.
  [[nodiscard]] virtual base::Result<Key> unwrap(std::int64_t generation, std::string_view subject,
                                                 std::string_view wrapped) const = 0;
};

// Those that are kept somewhere, where new ones are drawn and old ones taken away.
class MasterStore : public MasterKeys {
 public:
  // In rising order.
  [[nodiscard]] virtual std::vector<std::int64_t> generations() const = 0;
  // Draws the next one, which is the newest then, and gives its number. Problem (unavailable): it can't be
  // kept.
  [[nodiscard]] virtual base::Result<std::int64_t> draw_next() = 0;
  // Else it is a file.
  [[nodiscard]] virtual bool is_in_token(std::int64_t generation) const = 0;
  // Destroys it; one that is not there is no problem. The caller has made sure that nothing needs it. Problem
  // (unavailable): it can't be destroyed.
  [[nodiscard]] virtual base::Result<void> remove(std::int64_t generation) = 0;
};

// What happens where there is none: the first is drawn, or that is a Problem.
enum class NoMaster : std::uint8_t { draw, refuse };

// A file in the key folder, or a credential of systemd, with the URI of the token that has them.
inline constexpr std::string_view token_file = "master.pkcs11";

// The master keys of an installation: of the token that `master.pkcs11` names (master_token.hpp), or else of
// the folder and of systemd's credentials (master_folder.hpp), which may be empty. Problem (unavailable or
// invalid_value): as they say.
[[nodiscard]] base::Result<std::unique_ptr<MasterStore>> open_masters(
    const std::filesystem::path& folder, const std::filesystem::path& credentials = {},
    NoMaster none = NoMaster::draw);

// Where systemd puts what it hands over; empty where it hands over nothing.
[[nodiscard]] std::filesystem::path credentials_folder();

inline constexpr std::int64_t generation_max = 999'999;

// What a data key is bound to beside the key that wraps it.
[[nodiscard]] std::string wrapping_context(std::int64_t generation, std::string_view subject);

[[nodiscard]] std::unexpected<base::Problem> no_master(std::int64_t generation);
[[nodiscard]] std::unexpected<base::Problem> not_wrapped_here();

}  // namespace skranke::keys
