// Who carries messages away: a mail server, a folder, the gateway of text messages.
#pragma once

#include <optional>

#include "booking/port/outbox.hpp"
#include "messages/mail.hpp"
#include "messages/text_message.hpp"

namespace skranke::messages {

class MailCarrier {
 public:
  virtual ~MailCarrier() = default;

  // Empty: it was taken, and whoever took it answers for it. Used from one thread at a time.
  [[nodiscard]] virtual std::optional<booking::Trouble> carry(const Mail& mail) = 0;
};

class TextMessageCarrier {
 public:
  virtual ~TextMessageCarrier() = default;

  // The same.
  [[nodiscard]] virtual std::optional<booking::Trouble> carry(const TextMessage& message) = 0;
};

}  // namespace skranke::messages
