// Letters and receipts as others read them: poppler for the text and the tags, zbar for the code.
#include "letters/letter.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letters/testing.hpp"

namespace skranke::letters {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Words words_of(const std::string& language) {
  std::ifstream file{std::string{SKRANKE_SOURCE_DIR} + "/locales/" + language + ".json"};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  const auto table = std::make_shared<boost::json::object>(boost::json::parse(text).as_object());
  return {.code = language, .text = [table](std::string_view key) {
            const auto* value = table->if_contains(key);
            return value == nullptr ? std::string{} : std::string{value->as_string()};
          }};
}

class Letters : public Papers {};

constexpr base::Day visit = 20'786;  // 2026-11-29, a Sunday

LetterFacts refusal() {
  LetterFacts facts;
  facts.is_accepted = false;
  facts.name = base::PersonalText{"Åse Ødegård-Kjær"};
  facts.case_id = "c0123456789abcdef";
  facts.centre = "Borgerservice Aarhus";
  facts.purpose = "service.mitid-first";
  facts.decided = {.day = visit, .minute = 642};
  facts.reasons = {{.document = "policy.mitid.kind.passport",
                    .sentence = "refusal.expired",
                    .clause = "G4",
                    .clause_text = "policy.mitid.clause.G4"},
                   {.document = "policy.mitid.kind.health-card",
                    .sentence = "refusal.temporary",
                    .clause = "G2",
                    .clause_text = "policy.mitid.clause.G2"}};
  facts.advice = {{"policy.mitid.line.A1"}, {"policy.mitid.line.B1.2", "policy.mitid.line.B2.8"}};
  facts.next_free = LocalTime{.day = visit + 1, .minute = 9 * 60};
  facts.booking_url = "https://citizen-service.example/da/book/";
  facts.values = {{"months", "3"}};
  return facts;
}

LetterFacts acceptance() {
  LetterFacts facts = refusal();
  facts.is_accepted = true;
  facts.reasons.clear();
  facts.advice.clear();
  return facts;
}

ReceiptFacts receipt_facts() {
  return {.case_id = "c0123456789abcdef",
          .initials = "Å.Ø.",
          .centre = "Borgerservice Aarhus",
          .purpose = "service.mitid-first",
          .is_accepted = true,
          .decided = {.day = visit, .minute = 642},
          .steps = {{.at = {.day = visit, .minute = 620}, .what = "opened", .who = "anna"},
                    {.at = {.day = visit, .minute = 642}, .what = "accepted", .who = "anna"}},
          .check_url = "https://citizen-service.example/da/my-cases/#c0123456789abcdef",
          .proof = {}};
}

TEST_F(Letters, OfARefusalSayWhyWhatWouldHaveBeenEnoughAndHowToComplain) {
  const std::string danish = text(decision_letter(refusal(), words_of("da")));
  EXPECT_THAT(danish, HasSubstr("Åse Ødegård-Kjær"));
  EXPECT_THAT(danish, HasSubstr("(regel G4)"));
  EXPECT_THAT(danish, HasSubstr("G4: "));
  EXPECT_THAT(danish, HasSubstr("søndag den 29. november 2026 kl. 10:42"));
  EXPECT_THAT(danish, HasSubstr("mandag den 30. november 2026 kl. 09:00"));
  EXPECT_THAT(danish, HasSubstr("Du kan klage over denne afgørelse."));
  EXPECT_THAT(danish, HasSubstr("Digitaliseringsstyrelsen"));
  EXPECT_THAT(danish, HasSubstr("sammen med"));
  const std::string english = text(decision_letter(refusal(), words_of("en")));
  EXPECT_THAT(english, HasSubstr("Passport: It has expired on the day of your visit. (rule G4)"));
  EXPECT_THAT(english, HasSubstr("Driving licence issued in Denmark or Greenland"));
  EXPECT_THAT(english, HasSubstr("maximum 3 months old"));
  EXPECT_THAT(english, HasSubstr("You can complain about this decision."));
}

TEST_F(Letters, HaveNoKeyAndNoPlaceholderLeft) {
  for (const char* language : {"da", "en"}) {
    for (const std::string& pdf :
         {decision_letter(refusal(), words_of(language)), decision_letter(acceptance(), words_of(language)),
          receipt(receipt_facts(), words_of(language))}) {
      const std::string shown = text(pdf);
      EXPECT_THAT(shown, Not(HasSubstr("letter."))) << language;
      EXPECT_THAT(shown, Not(HasSubstr("policy."))) << language;
      EXPECT_THAT(shown, Not(HasSubstr("{"))) << language;
    }
  }
}

TEST_F(Letters, OfAnAcceptanceSayNothingOfComplaints) {
  const std::string english = text(decision_letter(acceptance(), words_of("en")));
  EXPECT_THAT(english, HasSubstr("we have accepted that you are who you say you are"));
  EXPECT_THAT(english, HasSubstr("If it was not you"));
  EXPECT_THAT(english, Not(HasSubstr("complain")));
}

TEST_F(Letters, AreTaggedA4AndTheSameBytesEveryTime) {
  for (const std::string& pdf :
       {decision_letter(refusal(), words_of("da")), receipt(receipt_facts(), words_of("da"))}) {
    const std::string about = say(pdf, "pdfinfo x.pdf");
    EXPECT_THAT(about, HasSubstr("Tagged:          yes"));
    EXPECT_THAT(about, HasSubstr("595.28 x 841.89 pts (A4)"));
    EXPECT_THAT(say(pdf, "pdfinfo -struct x.pdf"), HasSubstr("H1"));
    EXPECT_THAT(pdf, HasSubstr("/Lang (da)")) << "or it is read with the voice of another language";
    EXPECT_THAT(say(pdf, "TZ=UTC pdfinfo -isodates x.pdf"),
                testing::ContainsRegex("CreationDate: +2026-11-29T00:00:00Z"))
        << "not when it was printed";
  }
  EXPECT_EQ(decision_letter(refusal(), words_of("da")), decision_letter(refusal(), words_of("da")));
  EXPECT_EQ(receipt(receipt_facts(), words_of("en")), receipt(receipt_facts(), words_of("en")));
}

TEST_F(Letters, ThatAreLongGoOnOnAnotherPage) {
  LetterFacts facts = refusal();
  for (int i = 0; i < 40; ++i) facts.reasons.push_back(facts.reasons.front());
  const std::string pdf = decision_letter(facts, words_of("da"));
  EXPECT_THAT(say(pdf, "pdfinfo x.pdf"), testing::ContainsRegex("Pages: +[2-9]"));
  EXPECT_THAT(text(pdf), HasSubstr("33 98 00 10")) << "the last paragraph is there too";
  EXPECT_THAT(say(pdf, "pdfinfo x.pdf"), HasSubstr("Tagged:          yes"));
}

TEST_F(Letters, ReceiptsHaveACodeThatIsTheAddress) {
  const std::string pdf = receipt(receipt_facts(), words_of("en"));
  EXPECT_THAT(say(pdf, "pdftoppm -r 150 -png x.pdf x && zbarimg --quiet --raw x-1.png"),
              HasSubstr("https://citizen-service.example/da/my-cases/#c0123456789abcdef"));
  EXPECT_THAT(text(pdf), HasSubstr("2026-11-29 10:20: The case was opened (anna)"));
  EXPECT_THAT(text(pdf), HasSubstr("Å.Ø."));
  EXPECT_THAT(pdf, HasSubstr("/Alt <FEFF00680074007400700073003A")) << "https:";
}

// The texts of a file's figures, in the order in which the figures were begun: their objects count up.
std::vector<std::string> alternatives(const std::string& pdf) {
  std::map<int, std::string> by_object;
  for (std::size_t at = pdf.find("/Alt <"); at != std::string::npos; at = pdf.find("/Alt <", at + 1)) {
    const std::size_t begin = pdf.rfind(" 0 obj", at);
    by_object[std::stoi(pdf.substr(pdf.rfind('\n', begin) + 1))] = pdf.substr(at, pdf.find('>', at) - at);
  }
  std::vector<std::string> all;
  for (const auto& [object, text] : by_object) all.push_back(text);
  return all;
}

// As long as one of a log of ten million entries with four witnesses.
std::string long_proof() {
  std::string text = "c2sp.org/tlog-proof@v1\nextra " + std::string(260, 'e') + "\nindex 123456\n";
  for (int i = 0; i < 24; ++i) text += std::string(42, static_cast<char>('a' + i)) + "Q=\n";
  text += "\nskranke.example/log\n10000000\n" + std::string(43, 'r') + "=\n\n";
  for (int i = 0; i < 5; ++i) text += "\u2014 witness.example/" + std::string(112, 's') + "\n";
  return text;
}

TEST_F(Letters, ReceiptsHaveTheProofOfTheLogAsACodeToo) {
  ReceiptFacts facts = receipt_facts();
  facts.proof = {.place = 123456, .text = long_proof()};
  for (const char* language : {"da", "en"}) {
    const std::string pdf = receipt(facts, words_of(language));
    const std::string codes = say(pdf, "pdftoppm -r 300 -png x.pdf x && zbarimg --quiet --raw x-*.png");
    EXPECT_THAT(codes, HasSubstr(facts.check_url));
    EXPECT_THAT(codes, HasSubstr(facts.proof->text));
    EXPECT_THAT(text(pdf), HasSubstr("123456"));
    EXPECT_THAT(text(pdf), Not(HasSubstr("{place}")));
    // Each code says what it is: the figure that was begun first has the address.
    EXPECT_THAT(alternatives(pdf),
                ElementsAre(HasSubstr("00680074007400700073003A"), Not(HasSubstr("0068007400740070"))));
    EXPECT_THAT(say(pdf, "pdfinfo x.pdf"), HasSubstr("Tagged:          yes"));
  }
  // One that no code can hold is told of.
  facts.proof->text = std::string(2954, 'x');
  const std::string english = text(receipt(facts, words_of("en")));
  EXPECT_THAT(english, HasSubstr("can be downloaded"));
  facts.proof->text.pop_back();
  EXPECT_THAT(text(receipt(facts, words_of("en"))), HasSubstr("for you to keep"));
  facts.proof.reset();
  EXPECT_THAT(text(receipt(facts, words_of("en"))), HasSubstr("does not have the record yet"));
}

TEST_F(Letters, NoticesSayWhatHappenedAndWhatToDo) {
  NoticeFacts facts{.kind = NoticeKind::accepted,
                    .name = base::PersonalText{"Åse Ødegård"},
                    .case_id = "c1",
                    .centre = "Borgerservice Aarhus",
                    .decided = {.day = visit, .minute = 642}};
  EXPECT_THAT(text(notice(facts, words_of("da"))), HasSubstr("ring straks til MitID Support"));
  EXPECT_THAT(text(notice(facts, words_of("en"))), HasSubstr("it was accepted that they are you"));
  facts.kind = NoticeKind::vouched;
  EXPECT_THAT(text(notice(facts, words_of("en"))), HasSubstr("nobody can vouch in your name any more"));
  EXPECT_EQ(notice_title(facts, words_of("en")), "You were a witness at Citizen Service");
  facts.kind = NoticeKind::refused;
  const std::string refused = text(notice(facts, words_of("da")));
  EXPECT_THAT(refused, HasSubstr("Intet blev ændret."));
  EXPECT_THAT(refused, Not(HasSubstr("letter.")));
}

TEST_F(Letters, SayAKeyThatHasNoTextRatherThanNothing) {
  LetterFacts facts = refusal();
  facts.reasons.front().sentence = "desk.reason.new-one";
  EXPECT_THAT(text(decision_letter(facts, words_of("en"))), HasSubstr("desk.reason.new-one"));
}

}  // namespace
}  // namespace skranke::letters
