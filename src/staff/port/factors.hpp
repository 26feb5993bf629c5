// What proves who somebody is: passwords, one-time codes, passkeys; and the secrets that go with them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "staff/port/account.hpp"

namespace skranke::staff {

// What an authenticator has signed, as bytes.
struct Signed {
  std::string credential_id;
  std::string client_data;  // JSON, as the browser sent it
  std::string authenticator_data;
  std::string signature;
};

class Factors {
 public:
  virtual ~Factors() = default;

  [[nodiscard]] virtual std::string hash_password(const base::PersonalText& password) const = 0;
  // False for an empty hash too, after as long a time as for another one. Throws std::bad_alloc where it
  // can't be found out.
  [[nodiscard]] virtual bool is_password(const base::PersonalText& password,
                                         const std::string& hash) const = 0;

  // Six digits (RFC 6238 with SHA-1 and steps of 30 seconds).
  [[nodiscard]] virtual std::string one_time_code(std::string_view key, std::int64_t step) const = 0;

  // The key of an authenticator's answer to "create", for this relying party; empty if it can't be read, is
  // of another party, or nobody was there. No attestation is asked for.
  [[nodiscard]] virtual std::optional<Passkey> new_passkey(const std::string& authenticator_data,
                                                           const std::string& relying_party) const = 0;
  // The counter that the authenticator counts its signatures with; empty: the signature is wrong.
  [[nodiscard]] virtual std::optional<std::int64_t> is_signed(const Passkey& passkey, const Signed& signature,
                                                              const std::string& relying_party) const = 0;

  [[nodiscard]] virtual std::string random(std::size_t bytes) const = 0;
  [[nodiscard]] virtual std::string digest(std::string_view bytes) const = 0;  // SHA-256, 64 digits
  // A keyed hash of this installation, 32 bytes.
  [[nodiscard]] virtual std::string keyed(std::string_view kind, std::string_view value) const = 0;
  // Encrypted and authenticated with a key of this installation.
  [[nodiscard]] virtual std::string seal(std::string_view bytes) const = 0;
  [[nodiscard]] virtual std::optional<std::string> unseal(std::string_view sealed) const = 0;

  [[nodiscard]] virtual bool is_equal(std::string_view one,
                                      std::string_view other) const = 0;  // constant time
};

}  // namespace skranke::staff
