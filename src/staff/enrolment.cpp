#include "staff/enrolment.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace skranke::staff {

using base::Result;

namespace {

constexpr std::size_t totp_key_bytes = 20;  // of SHA-1's block of output (RFC 4226, 4, R6)

// Ten letters of 32 that can't be taken for each other: 50 bits.
std::string recovery_code(const Factors& factors) {
  constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  constexpr std::size_t length = 10;
  std::string code;
  for (const char byte : factors.random(length)) {
    if (code.size() == length / 2) code += '-';
    code += letters[static_cast<unsigned char>(byte) & 31U];
  }
  return code;
}

// In words for auditors.
std::string factors_in(const Enrolment& enrolment) {
  if (!enrolment.passkey) return "one-time codes";
  return enrolment.totp_key.empty() ? "passkey" : "one-time codes; passkey";
}

std::string lower(std::string_view text) {
  std::string folded{text};
  std::ranges::transform(folded, folded.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return folded;
}

}  // namespace

std::optional<EnrolmentRefusal> mistake_in(const base::PersonalText& password, const Account& account) {
  const std::string& text = password.reveal();
  if (text.size() < limits::password_bytes_min) return EnrolmentRefusal::password_short;
  if (text.size() > limits::password_bytes_max) return EnrolmentRefusal::password_long;
  const bool is_one_letter = std::ranges::all_of(text, [&](char c) { return c == text.front(); });
  if (is_one_letter || lower(text).contains(lower(account.sign_in_name)))
    return EnrolmentRefusal::password_guessable;
  return std::nullopt;
}

std::optional<Passkey> passkey_of(const Tools& tools, const NewPasskey& made, const std::string& challenge) {
  if (made.client_data.type != "webauthn.create" || made.client_data.origin != tools.origin ||
      !tools.factors.is_equal(made.client_data.challenge, challenge))
    return std::nullopt;
  auto passkey = tools.factors.new_passkey(made.authenticator_data, tools.relying_party);
  if (passkey) passkey->label = made.label;
  return passkey;
}

Result<std::optional<Offer>> offer(const Tools& tools, const Opening& opening, Moment now) {
  auto account = tools.store.invited(tools.factors.digest(opening.secret.reveal()), now);
  if (!account) return std::unexpected{std::move(account.error())};
  if (!*account) return std::optional<Offer>{};
  const std::string opened = opening.secret.reveal() + opening.nonce.reveal();
  return Offer{.account = std::move(**account),
               .totp_key = tools.factors.keyed("staff-totp", opened).substr(0, totp_key_bytes),
               .challenge = tools.factors.keyed("staff-passkey", opened)};
}

Result<Enrolled> enrol(const Tools& tools, const Opening& opening, const EnrolmentWish& wish, Moment now) {
  const auto refused = [](EnrolmentRefusal why) { return Enrolled{.refusal = why, .recovery_codes = {}}; };
  const auto offered = offer(tools, opening, now);
  if (!offered) return std::unexpected{offered.error()};
  if (!*offered) return refused(EnrolmentRefusal::invitation_over);
  if (const auto mistake = mistake_in(wish.password, (*offered)->account)) return refused(*mistake);
  if (wish.code.empty() && !wish.passkey) return refused(EnrolmentRefusal::no_factor);
  Enrolment enrolment;
  if (!wish.code.empty()) {
    const auto step = step_of(tools.factors, (*offered)->totp_key, wish.code, now);
    if (!step) return refused(EnrolmentRefusal::code_wrong);
    enrolment.totp_key = tools.factors.seal((*offered)->totp_key);
    enrolment.totp_step = *step;
  }
  if (wish.passkey) {
    enrolment.passkey = passkey_of(tools, *wish.passkey, (*offered)->challenge);
    if (!enrolment.passkey) return refused(EnrolmentRefusal::passkey_wrong);
  }
  enrolment.password = tools.factors.hash_password(wish.password);
  Enrolled enrolled;
  while (enrolled.recovery_codes.size() < limits::recovery_codes) {
    enrolled.recovery_codes.push_back(recovery_code(tools.factors));
    enrolment.recovery.push_back(recovery_digest(tools.factors, enrolled.recovery_codes.back()));
  }
  const std::string& id = (*offered)->account.account_id;
  const auto done = tools.store.enrol(tools.factors.digest(opening.secret.reveal()), enrolment,
                                      new_event(tools, id, id, "enrolled", factors_in(enrolment), now));
  if (!done) return std::unexpected{done.error()};
  return *done ? enrolled : refused(EnrolmentRefusal::invitation_over);
}

}  // namespace skranke::staff
