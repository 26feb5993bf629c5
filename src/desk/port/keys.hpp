// What needs a secret of this installation: names for people that only it can make, and signatures under
// what was done at a counter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/personal.hpp"

namespace skranke::desk {

class Pseudonyms {
 public:
  virtual ~Pseudonyms() = default;

  // A keyed hash (HMAC-SHA-256, RFC 2104), as 32 bytes: the same value of the same kind gives the same hash,
  // and without the key nobody can try values. Kinds ("number", "mitid") never meet.
  [[nodiscard]] virtual std::string of(std::string_view kind, const base::PersonalText& value) const = 0;
};

class RecordSigner {
 public:
  virtual ~RecordSigner() = default;

  // Ed25519 (RFC 8032) over the record's bytes: 64 bytes.
  [[nodiscard]] virtual std::string sign(std::string_view record) const = 0;
  // SHA-256 (FIPS 180-4) of what a record names by its hash, as 64 hexadecimal digits.
  [[nodiscard]] virtual std::string sha256(std::string_view bytes) const = 0;
  // The key that checks it, as 64 hexadecimal digits.
  [[nodiscard]] virtual const std::string& public_key() const = 0;
};

}  // namespace skranke::desk
