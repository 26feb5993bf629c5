// The keys under records of cases: signatures that others can check for as long as records are kept.
#pragma once

#include <string>
#include <string_view>

namespace skranke::desk {

class RecordKeys {
 public:
  virtual ~RecordKeys() = default;

  // The payload, which is JSON, as a signed JWT: a compact JWS (RFC 7515) with ES256 (RFC 7518) by the
  // current key, whose id is in the header.
  [[nodiscard]] virtual std::string sign(std::string_view payload) const = 0;

  // Every key that a record may be checked with, as a JWK Set (RFC 7517): the current one first, then those
  // before it, which sign no more.
  [[nodiscard]] virtual const std::string& key_set() const = 0;
};

}  // namespace skranke::desk
