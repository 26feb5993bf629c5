#include "staff/second_factor.hpp"

#include <algorithm>
#include <utility>

#include "base/hex.hpp"

namespace skranke::staff {

using base::Result;

namespace {

constexpr Moment step_seconds = 30;

Result<bool> is_right_totp(const Tools& tools, const Account& account, std::string_view code, Moment now) {
  if (account.totp_key.empty()) return false;
  const auto key = tools.factors.unseal(account.totp_key);
  if (!key) return false;
  const auto step = step_of(tools.factors, *key, code, now);
  if (!step) return false;
  return tools.store.use_totp(account.account_id, *step);
}

Result<bool> is_right_passkey(const Tools& tools, const Account& account, const std::string& session,
                              const Proof& proof, Moment now) {
  const auto challenge = tools.store.take_challenge(session, now);
  if (!challenge) return std::unexpected{challenge.error()};
  const ClientData& said = proof.client_data;
  if (challenge->empty() || said.type != "webauthn.get" || said.origin != tools.origin ||
      !tools.factors.is_equal(said.challenge, *challenge))
    return false;
  const auto passkey =
      std::ranges::find(account.passkeys, proof.signature.credential_id, &Passkey::credential_id);
  if (passkey == account.passkeys.end()) return false;
  const auto count = tools.factors.is_signed(*passkey, proof.signature, tools.relying_party);
  if (!count) return false;
  return tools.store.use_passkey(passkey->credential_id, *count, now);
}

Result<bool> is_right(const Tools& tools, const Account& account, const std::string& session,
                      const Proof& proof, Moment now) {
  switch (proof.kind) {
    case ProofKind::totp:
      return is_right_totp(tools, account, proof.text.reveal(), now);
    case ProofKind::recovery:
      return tools.store.use_recovery(
          recovery_digest(tools.factors, proof.text.reveal()),
          new_event(tools, account.account_id, account.account_id, "recovery-code-used", {}, now));
    case ProofKind::passkey:
      return is_right_passkey(tools, account, session, proof, now);
    case ProofKind::password:
      return tools.factors.is_password(proof.text, account.password);
  }
  std::unreachable();
}

}  // namespace

std::optional<std::int64_t> step_of(const Factors& factors, std::string_view key, std::string_view code,
                                    Moment now) {
  std::optional<std::int64_t> found;
  for (std::int64_t step = now / step_seconds - 1; step <= now / step_seconds + 1; ++step) {
    if (factors.is_equal(factors.one_time_code(key, step), code)) found = step;
  }
  return found;
}

std::string recovery_digest(const Factors& factors, std::string_view typed) {
  std::string code;
  for (const char c : typed) {
    if (c >= 'a' && c <= 'z') code += static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) code += c;
  }
  return base::hex_of(factors.keyed("staff-recovery", code));
}

Result<Outcome> prove(const Tools& tools, const Account& account, const std::string& session,
                      const Proof& proof, Moment now) {
  const std::string subject = try_subject(tools, "factor", account.account_id);
  const auto tries = tools.store.count_try(subject, now, limits::try_window);
  if (!tries) return std::unexpected{tries.error()};
  if (*tries > limits::tries_of_account) return Outcome::throttled;
  const auto right = is_right(tools, account, session, proof, now);
  if (!right) return std::unexpected{right.error()};
  if (!*right) return Outcome::refused;
  // The password alone proves nothing about the factor: who knows it must not guess codes anew after each
  // time that it was right.
  auto forgotten = proof.kind == ProofKind::password ? tools.store.take_back_try(subject)
                                                     : tools.store.forget_tries(subject);
  if (!forgotten) return std::unexpected{std::move(forgotten.error())};
  return Outcome::done;
}

}  // namespace skranke::staff
