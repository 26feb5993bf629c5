#include "messages/mail.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "messages/calendar.hpp"
#include "messages/letter.hpp"
#include "messages/mime.hpp"

namespace skranke::messages {
namespace {

// What an event does to the citizen's calendar; empty: nothing.
std::optional<Method> method_of(Event event) {
  switch (event) {
    case Event::confirmed:
    case Event::moved:
      return Method::request;
    case Event::cancelled:
    case Event::closed:
      return Method::cancel;
    case Event::reminder:
    case Event::offered:
    case Event::invited:
    case Event::uninvited:
      return std::nullopt;
  }
  std::unreachable();
}

}  // namespace

base::Result<Mail> write_mail(const Notice& notice, const Language& own, const Language& english,
                              const std::string& from, Moment now) {
  if (!is_plain_mailbox(notice.address) || !is_plain_mailbox(from))
    return base::fail(base::Fault::invalid_value, "expected a mailbox as sender and as recipient");
  const auto wording = Wording::of(notice.key.event, own, english);
  if (!wording) return std::unexpected{wording.error()};
  const Letter letter = write_letter(notice, *wording);
  Mail mail{.id = booking::to_string(notice.key),
            .from = from,
            .to = notice.address,
            .message_id = {},
            .bytes = {}};
  mail.message_id = "<" + mail.id + from.substr(from.find('@')) + ">";
  std::vector<Part> parts{{.content_type = "text/plain; charset=utf-8", .text = letter.text}};
  if (const auto method = method_of(notice.key.event)) {
    parts.push_back(
        {.content_type = std::string{"text/calendar; charset=utf-8; method="}.append(name(*method)) +
                         ";\r\n component=VEVENT",
         .text = write_calendar(notice, *wording, *method, from)});
  }
  // A sequence that quoted-printable text can't hold (RFC 2045, 6.7).
  const std::string boundary = "=_" + mail.id;
  mail.bytes = write_mime({{"Date", header_date(now)},
                           {"From", header_mailbox(notice.centre_name, from)},
                           {"To", header_mailbox(notice.booking.name, notice.address)},
                           {"Subject", header_text(letter.subject)},
                           {"Message-ID", mail.message_id},
                           {"Auto-Submitted", "auto-generated"},
                           {"Content-Language", wording->code()}},
                          parts, boundary);
  return mail;
}

}  // namespace skranke::messages
