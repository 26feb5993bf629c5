// Text messages: their alphabet, their length, and their link.
#include "messages/text_message.hpp"

#include <string>

#include <gtest/gtest.h>

#include "messages/gsm.hpp"
#include "messages/testing.hpp"

namespace skranke::messages {
namespace {

const testing::DanishZone zone;

TextMessage message_of(Notice notice) {
  const Language english = testing::english();
  notice.address = notice.booking.phone;
  auto message = write_text_message(notice, english, english);
  EXPECT_TRUE(message.has_value());
  return message ? *message : TextMessage{};
}

TEST(GsmAlphabet, TakesItsOwnCharactersAsTheyAre) {
  constexpr std::string_view own =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
      "abcdefghijklmnopqrstuvwxyzäöñüà";
  EXPECT_EQ(in_gsm_alphabet(own), own);
  EXPECT_EQ(septets(own), 127U) << "128 codes, of which one is the escape";
  EXPECT_EQ(in_gsm_alphabet("^{}\\[~]|€"), "^{}\\[~]|€");
  EXPECT_EQ(septets("^{}\\[~]|€"), 18U);
}

TEST(GsmAlphabet, FoldsWhatItDoesNotHave) {
  EXPECT_EQ(in_gsm_alphabet("Tórshavn, Føroyar"), "Torshavn, Føroyar");
  EXPECT_EQ(in_gsm_alphabet("áíóúýð ÁÍÓÚÝÐ ç ł ž"), "aiouyd AIOUYD c l z");
  EXPECT_EQ(in_gsm_alphabet("Москва"), "Moskva");
  EXPECT_EQ(in_gsm_alphabet("“so” – so…"), "\"so\" - so...");
  EXPECT_EQ(in_gsm_alphabet("a\xF0\x9F\x98\x80z"), "a?z");
}

TEST(GsmAlphabet, IsCutBetweenCharacters) {
  EXPECT_EQ(cut_to_septets("ab€d", 3), "ab");
  EXPECT_EQ(cut_to_septets("ab€d", 4), "ab€");
  EXPECT_EQ(cut_to_septets("ab cd", 3), "ab");
}

TEST(TextMessages, HaveTheWholeLinkWhereItFitsElseTheShortOneElseNone) {
  Notice notice = testing::notice(zone);
  const std::string said = "confirmed: Tue 1 Dec 10:00, Aarhus Kommune.";
  EXPECT_EQ(message_of(notice).text, said + " " + notice.manage_url);
  notice.manage_url = "https://x.dk/" + std::string(160 - said.size() - 1 - 13, 'a');
  EXPECT_EQ(message_of(notice).text, said + " " + notice.manage_url);
  EXPECT_EQ(septets(message_of(notice).text), 160U);
  notice.manage_url += "a";
  EXPECT_EQ(message_of(notice).text, said + " " + notice.short_url);
  notice.short_url = notice.manage_url;
  EXPECT_EQ(message_of(notice).text, said);
}

TEST(TextMessages, AreOneMessageWhateverTheCentreIsCalled) {
  for (std::size_t size = 1; size < 300; ++size) {
    Notice notice = testing::notice(zone);
    notice.centre_name = std::string(size, '{');
    const std::string text = message_of(notice).text;
    EXPECT_LE(septets(text), septets_max);
    EXPECT_TRUE(text.starts_with("confirmed: Tue 1 Dec 10:00, ")) << text;
  }
}

TEST(TextMessages, OfAVisitThatIsOffHaveNoSecret) {
  const std::string text = message_of(testing::notice(zone, Event::closed)).text;
  EXPECT_EQ(text,
            "closed: Tue 1 Dec 10:00, Aarhus Kommune. https://booking.example.dk/en/book/#centre=aarhus");
}

TEST(TextMessages, GoToNumbersWithACountrysCode) {
  using booking::Part;
  EXPECT_EQ(phone_number("12 34 56 78", Part::denmark), "+4512345678");
  EXPECT_EQ(phone_number("+46 (0)8-123 456", Part::denmark), "+468123456");
  EXPECT_EQ(phone_number("0046 8 123456", Part::denmark), "+468123456");
  EXPECT_EQ(phone_number("12 34 56", Part::greenland), "+299123456");
  EXPECT_EQ(phone_number("123456", Part::faroe), "+298123456");
  EXPECT_EQ(phone_number("12345", Part::denmark), "12345") << "no number of there: as it is";
  EXPECT_EQ(phone_number("call me", Part::denmark), "");
}

}  // namespace
}  // namespace skranke::messages
