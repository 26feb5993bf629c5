// A mail about a visit, ready to be sent.
#pragma once

#include <string>

#include "base/result.hpp"
#include "messages/wording.hpp"

namespace skranke::messages {

// PRIVACY: `to` and `bytes` are of a person.
struct Mail {
  std::string id;    // of the message, the same at each try: a file's name, and the Message-ID before its @
  std::string from;  // a mailbox: the envelope's too
  std::string to;    // a mailbox
  std::string message_id;  // with < and >
  std::string bytes;       // RFC 5322, lines that end in CRLF, at most 998 octets long
};

// The mail of a notice, from the mailbox `from`, at the moment `now`. It carries the visit as a calendar
// object where the event changes it. The same notice gives the same mail but for its Date, so that who gets
// it twice can see it. Problem (invalid_value): an address that is no mailbox, or no words for the event.
[[nodiscard]] base::Result<Mail> write_mail(const Notice& notice, const Language& own,
                                            const Language& english, const std::string& from, Moment now);

}  // namespace skranke::messages
