// Mails over SMTP (RFC 5321), with libcurl.
//
// A server elsewhere is spoken to over TLS 1.2 or newer only, with its certificate and name checked:
// `smtps://` from the first byte, `smtp://` by STARTTLS (RFC 3207). A server on this machine (loopback) is
// spoken to as it is with `smtp://`, since nobody else hears it and its certificate is rarely anybody's.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/personal.hpp"
#include "base/result.hpp"
#include "base/service_limits.hpp"
#include "messages/carrier.hpp"

namespace skranke::mail {

struct SmtpSettings {
  std::string url;              // smtp://HOST[:PORT] or smtps://HOST[:PORT]; no user in it
  std::string user;             // empty: no login
  base::PersonalText password;  // a secret: as unprintable as a person's
  std::string ca_file;          // PEM; empty: the system's
  std::chrono::milliseconds connect_deadline = base::limits::smtp_connect_deadline;
  std::chrono::milliseconds deadline = base::limits::smtp_deadline;
};

class SmtpCarrier final : public messages::MailCarrier {
 public:
  // Problem (invalid_value): an address that is none of those above. Connects to nobody yet.
  [[nodiscard]] static base::Result<std::unique_ptr<SmtpCarrier>> make(SmtpSettings settings);
  ~SmtpCarrier() override;
  SmtpCarrier(const SmtpCarrier&) = delete;
  SmtpCarrier& operator=(const SmtpCarrier&) = delete;
  SmtpCarrier(SmtpCarrier&&) = delete;
  SmtpCarrier& operator=(SmtpCarrier&&) = delete;

  // Refused only where the server said so for good (5yz) of this recipient or this mail. Whatever it says
  // before, of the login or of us as a sender, is for the installation to mend, so the mail waits.
  [[nodiscard]] std::optional<booking::Trouble> carry(const messages::Mail& mail) override;

 private:
  struct Connection;
  explicit SmtpCarrier(SmtpSettings settings);
  SmtpSettings settings_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace skranke::mail
