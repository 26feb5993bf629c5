// Passwords by Argon2id and sealing by libsodium, one-time codes by liboath, passkeys by libfido2.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "desk/port/keys.hpp"
#include "staff/port/factors.hpp"

namespace skranke::factors {

class RealFactors final : public staff::Factors {
 public:
  // `keys` outlives this. Problem (unavailable): a library does not start.
  [[nodiscard]] static base::Result<std::unique_ptr<RealFactors>> open(const desk::Pseudonyms& keys);
  ~RealFactors() override;
  RealFactors(const RealFactors&) = delete;
  RealFactors& operator=(const RealFactors&) = delete;
  RealFactors(RealFactors&&) = delete;
  RealFactors& operator=(RealFactors&&) = delete;

  [[nodiscard]] std::string hash_password(const base::PersonalText& password) const override;
  [[nodiscard]] bool is_password(const base::PersonalText& password, const std::string& hash) const override;
  [[nodiscard]] std::string one_time_code(std::string_view key, std::int64_t step) const override;
  [[nodiscard]] std::optional<staff::Passkey> new_passkey(const std::string& authenticator_data,
                                                          const std::string& relying_party) const override;
  [[nodiscard]] std::optional<std::int64_t> is_signed(const staff::Passkey& passkey,
                                                      const staff::Signed& signature,
                                                      const std::string& relying_party) const override;
  [[nodiscard]] std::string random(std::size_t bytes) const override;
  [[nodiscard]] std::string digest(std::string_view bytes) const override;
  [[nodiscard]] std::string keyed(std::string_view kind, std::string_view value) const override;
  [[nodiscard]] std::string seal(std::string_view bytes) const override;
  [[nodiscard]] std::optional<std::string> unseal(std::string_view sealed) const override;
  [[nodiscard]] bool is_equal(std::string_view one, std::string_view other) const override;

 private:
  struct Turns;  // of hashing: each takes much memory
  explicit RealFactors(const desk::Pseudonyms& keys);

  const desk::Pseudonyms& keys_;
  std::unique_ptr<Turns> turns_;
  std::string nobody_;  // the hash of a password that nobody has
};

// Codes of `digits` digits, for the values of RFC 6238, appendix B.
[[nodiscard]] std::string code_of(std::string_view key, std::int64_t step, unsigned digits);

}  // namespace skranke::factors
