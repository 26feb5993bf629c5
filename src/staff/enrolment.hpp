// An invited person sets their password and second factor, once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/personal.hpp"
#include "staff/second_factor.hpp"
#include "staff/tools.hpp"

namespace skranke::staff {

// What opens an invitation: its secret, and 16 random bytes that the page drew and keeps until it is done.
// Without those nobody who has seen the secret learns which key of one-time codes the page was offered.
struct Opening {
  base::PersonalText secret;
  base::PersonalText nonce;
};

// What is shown to who has the invitation. The same each time, so that a page can be loaded again.
struct Offer {
  Account account;
  std::string totp_key;   // bytes
  std::string challenge;  // for a new passkey, bytes
};

// Empty: no such invitation, or it is over or used.
[[nodiscard]] base::Result<std::optional<Offer>> offer(const Tools& tools, const Opening& opening,
                                                       Moment now);

struct NewPasskey {
  std::string authenticator_data;
  ClientData client_data;
  std::string label;
};

struct EnrolmentWish {
  base::PersonalText password;
  std::string code;  // of the offered key; empty: no one-time codes
  std::optional<NewPasskey> passkey;
};

enum class EnrolmentRefusal : std::uint8_t {
  invitation_over,
  password_short,
  password_long,
  password_guessable,  // one letter again and again, or with one's own name in it
  no_factor,
  code_wrong,
  passkey_wrong,
};

struct Enrolled {
  std::optional<EnrolmentRefusal> refusal;
  std::vector<std::string> recovery_codes;
};

[[nodiscard]] base::Result<Enrolled> enrol(const Tools& tools, const Opening& opening,
                                           const EnrolmentWish& wish, Moment now);

// What is wrong with a password; empty: nothing.
[[nodiscard]] std::optional<EnrolmentRefusal> mistake_in(const base::PersonalText& password,
                                                         const Account& account);

// A new passkey that was asked for with this challenge.
[[nodiscard]] std::optional<Passkey> passkey_of(const Tools& tools, const NewPasskey& made,
                                                const std::string& challenge);

}  // namespace skranke::staff
