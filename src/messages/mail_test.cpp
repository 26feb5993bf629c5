// Mails as they go over the wire, and what people type into names.
#include "messages/mail.hpp"

#include <algorithm>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "messages/letter.hpp"
#include "messages/mime.hpp"
#include "messages/testing.hpp"

namespace skranke::messages {
namespace {

const testing::DanishZone zone;
constexpr const char* sender = "no-reply@booking.example.dk";
constexpr Moment sent_at = 1'795'600'000;

Mail mail_of(const Notice& notice) {
  const Language english = testing::english();
  auto mail = write_mail(notice, english, english, sender, sent_at);
  EXPECT_TRUE(mail.has_value());
  return mail ? *mail : Mail{};
}

std::string head_of(const Mail& mail) { return mail.bytes.substr(0, mail.bytes.find("\r\n\r\n")); }

// A file of tests/messages, with the line ends of a mail.
std::string golden(const std::string& name) {
  std::ifstream file{std::string{SKRANKE_SOURCE_DIR} + "/tests/messages/" + name};
  std::string out;
  for (std::string line; std::getline(file, line);) out.append(line).append("\r\n");
  return out;
}

TEST(Mails, AConfirmationIsThisMail) {
  const Mail mail = mail_of(testing::notice(zone));
  EXPECT_EQ(mail.from, sender);
  EXPECT_EQ(mail.to, "ida@example.org");
  EXPECT_EQ(mail.id, "0123456789abcdef0123456789abcdef.confirmed.0.mail");
  EXPECT_EQ(mail.bytes, golden("confirmation.eml"));
}

TEST(Mails, ThePlanGoesAlongAsAListOfKindsAndWhatIsSaidOfIt) {
  const Language english = testing::english();
  for (const std::string advised : {"enough", "not-enough", "unknown"}) {
    Notice notice = testing::notice(zone);
    notice.bring = {"policy.mitid.kind.passport", "policy.mitid.kind.unheard-of"};
    notice.advised = advised;
    const auto wording = Wording::of(Event::confirmed, english, english);
    const std::string text = write_letter(notice, *wording).text;
    const std::string said = advised == "enough"    ? "Enough"
                             : advised == "unknown" ? "Not known"
                                                    : "Not enough";
    EXPECT_NE(text.find("Bring:\n[ ] Passport\n[ ] policy.mitid.kind.unheard-of\n\n" + said +
                        ". See:\n"
                        "https://booking.example.dk/en/check/\n"),
              std::string::npos)
        << text;
    // A visit that is over needs no list.
    const auto ended = Wording::of(Event::cancelled, english, english);
    notice.key.event = Event::cancelled;
    EXPECT_EQ(write_letter(notice, *ended).text.find("Bring:"), std::string::npos);
  }
}

TEST(Mails, TheSameNoticeGivesTheSameMailButForItsDate) {
  const Language english = testing::english();
  const Notice notice = testing::notice(zone);
  const std::string first = mail_of(notice).bytes;
  const std::string second = write_mail(notice, english, english, sender, sent_at + 7200)->bytes;
  EXPECT_NE(first, second);
  EXPECT_EQ(first.substr(first.find("\r\nFrom:")), second.substr(second.find("\r\nFrom:")));
}

TEST(Mails, WhatEndsAVisitCancelsItInTheCalendar) {
  for (const Event event : {Event::cancelled, Event::closed}) {
    const std::string bytes = mail_of(testing::notice(zone, event)).bytes;
    EXPECT_TRUE(bytes.contains("method=CANCEL;")) << bytes;
    EXPECT_TRUE(bytes.contains("METHOD:CANCEL\r\n"));
    EXPECT_TRUE(bytes.contains("STATUS:CANCELLED\r\n"));
    EXPECT_FALSE(bytes.contains("/booking/7")) << "the link opens nothing any more";
    EXPECT_TRUE(bytes.contains("/book/#centre"));
  }
}

TEST(Mails, AReminderLeavesTheCalendarAlone) {
  const std::string bytes = mail_of(testing::notice(zone, Event::reminder)).bytes;
  EXPECT_FALSE(bytes.contains("VCALENDAR"));
  EXPECT_TRUE(bytes.contains("\r\nContent-Type: text/plain; charset=utf-8\r\n"));
}

TEST(Mails, WhatIsTypedIntoANameIsNoHeaderAndNoPart) {
  for (const std::string name :
       {"Ida\r\nBcc: all@example.org", "Ida\nBcc: all@example.org", "Ida\rBcc: all@example.org",
        "Ida <all@example.org>, ", "\"Ida\" <all@example.org>", "=?utf-8?Q?Ida=0D=0ABcc:_all@example.org?=",
        "Ida\r\n\r\n--=_0123456789abcdef0123456789abcdef.confirmed.0.mail\r\nContent-Type: text/html",
        "Ida\r\nEND:VEVENT\r\nBEGIN:VEVENT", "Ida\";X=\"y\":mailto:all@example.org", ".\r\n", "\x00\x01 Ida",
        "Ida,\\;", "   ", "{name}{centre}"}) {
    Notice notice = testing::notice(zone);
    notice.booking.name = name;
    notice.centre_name = "Prøve\r\nBcc: all@example.org";
    const Mail mail = mail_of(notice);
    const std::string head = head_of(mail);
    EXPECT_FALSE(head.contains("\nBcc")) << head;
    EXPECT_EQ(std::ranges::count(head, '\n'), std::ranges::count(head, '\r'));
    // Every line of the head is a field of ours or continues one.
    std::size_t fields = 0;
    for (std::size_t at = 0; at < head.size();) {
      const std::size_t end = std::min(head.find("\r\n", at), head.size());
      const std::string line = head.substr(at, end - at);
      EXPECT_TRUE(line.size() <= 78U || line.starts_with("Message-ID: ")) << line;
      if (!line.starts_with(' ')) ++fields;
      at = end + 2;
    }
    EXPECT_EQ(fields, 9U) << head;
    EXPECT_TRUE(head.contains("<ida@example.org>"));
    const std::string body = mail.bytes.substr(head.size());
    std::size_t parts = 0;
    for (std::size_t at = body.find("\r\n--=_"); at != std::string::npos; at = body.find("\r\n--=_", at + 1))
      ++parts;
    EXPECT_EQ(parts, 3U) << "two begin, one ends";
    EXPECT_FALSE(mail.bytes.contains("\r\nX=")) << mail.bytes;
  }
}

TEST(Mails, AnAddressThatCouldBeMoreIsRefused) {
  const Language english = testing::english();
  for (const char* address :
       {"", "ida", "@", "ida@", "@example.org", "ida@example.org>", "a b@example.org",
        "ida@example.org,all@example.org", "ida@example.org\r\nBcc: x@example.org", "<ida@example.org>",
        "ida@example.org\n", "\"i d a\"@example.org", "a@b@c", "prø@example.org"}) {
    Notice notice = testing::notice(zone);
    notice.address = address;
    EXPECT_FALSE(write_mail(notice, english, english, sender, sent_at).has_value()) << address;
  }
}

TEST(Mails, ALanguageWithoutWordsIsExcused) {
  const Language faroese = testing::language("fo", "Føroyskt", {{"language.name", "Føroyskt"}});
  const auto mail = write_mail(testing::notice(zone), faroese, testing::english(), sender, sent_at);
  ASSERT_TRUE(mail.has_value());
  EXPECT_TRUE(mail->bytes.contains("\r\nNot available in F=C3=B8royskt.\r\n"));
  EXPECT_TRUE(head_of(*mail).contains("Content-Language: en"));
}

TEST(Mails, WhatHasNoWordsIsNotSent) {
  const Language english = testing::english();
  EXPECT_FALSE(
      write_mail(testing::notice(zone, Event::invited), english, english, sender, sent_at).has_value());
}

TEST(Headers, WhatIsNotPlainIsEncoded) {
  EXPECT_EQ(header_text("Plain text."), "Plain text.");
  EXPECT_EQ(header_text("a\r\nBcc: x"), "=?utf-8?Q?a=0D=0ABcc=3A_x?=");
  EXPECT_EQ(header_text("a\nb"), "=?utf-8?Q?a=0Ab?=");
  EXPECT_EQ(header_text("bl\u00e5"), "=?utf-8?Q?bl=C3=A5?=");
  EXPECT_EQ(header_text("=?utf-8?Q?x?="), "=?utf-8?Q?=3D=3Futf=2D8=3FQ=3Fx=3F=3D?=");
  EXPECT_EQ(header_text(" x "), "=?utf-8?Q?_x_?=");
}

TEST(Headers, ALongTextIsFoldedBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 60; ++i) text.append("æ€");
  const std::string folded = header_text(text);
  std::size_t words = 0;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find("\r\n", at), folded.size());
    const std::string_view line{folded.data() + at, end - at};
    EXPECT_LE(line.size(), 67U) << line;
    EXPECT_TRUE(line.ends_with("?=")) << line;
    // Whole characters only: æ is two bytes, € three.
    EXPECT_TRUE(line.ends_with("=A6?=") || line.ends_with("=AC?=")) << line;
    ++words;
    at = end + 2;
  }
  EXPECT_GT(words, 15U);
}

TEST(QuotedPrintable, LinesStayShortAndSpacesAtTheirEndsStayThere) {
  EXPECT_EQ(quoted_printable("a = b \nø\t\n"), "a =3D b=20\r\n=C3=B8=09\r\n");
  for (std::size_t size = 70; size < 82; ++size) {
    for (const std::string last : {"x", "=", "ø"}) {
      const std::string encoded = quoted_printable(std::string(size, 'x') + last);
      for (std::size_t at = 0; at < encoded.size();) {
        const std::size_t end = encoded.find("\r\n", at);
        ASSERT_NE(end, std::string::npos);
        EXPECT_LE(end - at, 76U);
        at = end + 2;
      }
    }
  }
}

}  // namespace
}  // namespace skranke::messages
