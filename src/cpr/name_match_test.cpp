#include "cpr/name_match.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/limits.hpp"
#include "cpr/name_words.hpp"

namespace skranke::cpr {
namespace {

using base::PersonalText;
using testing::ElementsAre;
using testing::IsEmpty;

DocumentName in_fields(const std::string& given, const std::string& family) {
  return {.layout = NameLayout::fields, .family = PersonalText{family}, .text = PersonalText{given}};
}

DocumentName in(NameLayout layout, const std::string& text) {
  return {.layout = layout, .family = {}, .text = PersonalText{text}};
}

Name registered(const std::string& given, const std::string& family) {
  Name name;
  name.given = PersonalText{given};
  name.family = PersonalText{family};
  return name;
}

TEST(NameMatch, WhatIsLongerThanAnyNameIsDifferentEvenFromItself) {
  for (const auto& [length, answer] : {std::pair{base::limits::name_bytes_max - 1, NameAnswer::equal},
                                       std::pair{base::limits::name_bytes_max, NameAnswer::equal},
                                       std::pair{base::limits::name_bytes_max + 1, NameAnswer::different}}) {
    const std::string name(length, 'a');
    EXPECT_EQ(match_name(in_fields("Anna", name), registered("Anna", name)).answer, answer) << length;
    EXPECT_EQ(match_name(in_fields(name, "Jensen"), registered(name, "Jensen")).answer, answer) << length;
    EXPECT_EQ(match_name(in(NameLayout::line, name), registered(name, "")).answer, answer) << length;
  }
}

TEST(NameMatch, WhatIsNotUtf8IsDifferentEvenFromItself) {
  for (const char* bad : {"\xFF", "J\xF8rgen", "a\xC3", "\xC0\x80", "\xED\xA0\x80"}) {
    EXPECT_EQ(match_name(in_fields("Anna", bad), registered("Anna", bad)).answer, NameAnswer::different);
  }
}

// Every letter of one word could be spelled in several ways at every place of the other.
TEST(NameMatch, ManyLettersWithSeveralSpellingsAreWalkedOnce) {
  std::string many;
  for (int i = 0; i < 250; ++i) many += "ü";
  const std::string plain(250, 'u');
  EXPECT_EQ(match_name(in_fields("Anna", many), registered("Anna", plain + "x")).answer,
            NameAnswer::different);
  EXPECT_EQ(match_name(in_fields("Anna", many), registered("Anna", plain)).answer,
            NameAnswer::equal_under_rules);
}

TEST(NameMatch, TheZoneIsAsWideAsIcaoSays) {
  const Name name = registered("Anna Margrethemarie Louise Viktoria", "Christoffersen");
  const auto answer = [&](NameLayout layout, std::string_view text) {
    return match_name(in(layout, std::string{text}), name).answer;
  };
  const std::string_view whole = "CHRISTOFFERSEN<<ANNA<MARGRETHEMARIE<LOUISE<VIKTORIA";
  for (const auto& [layout, width] :
       {std::pair{NameLayout::td1, 30U}, std::pair{NameLayout::td2, 31U}, std::pair{NameLayout::td3, 39U}}) {
    EXPECT_EQ(answer(layout, whole.substr(0, width)), NameAnswer::equal_under_rules) << width;
    EXPECT_EQ(answer(layout, whole.substr(0, width + 1)), NameAnswer::different) << width;
  }
  EXPECT_EQ(answer(NameLayout::td3, whole.substr(0, 30)), NameAnswer::different) << "there was room for more";
}

TEST(NameMatch, RulesAreGivenOnceAndInTheirOrder) {
  Name name = registered("Åse-Ümit René", "Ødegård");
  name.family_mark = '=';
  const NameMatch match = match_name(in_fields("AASE UEMIT RENE", "OEDEGAARD"), name);
  EXPECT_EQ(match.answer, NameAnswer::equal_under_rules);
  EXPECT_THAT(match.rules, ElementsAre(NameRule::capitals, NameRule::diacritics, NameRule::transliteration,
                                       NameRule::hyphen, NameRule::register_undocumented));
}

TEST(NameMatch, DifferentHasNoRules) {
  EXPECT_THAT(match_name(in_fields("ANNA", "HANSEN"), registered("Anna", "Jensen")).rules, IsEmpty());
}

TEST(NameRules, EachHasANameOfItsOwnAndATextInEveryLanguageOfTheDesk) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < name_rule_count; ++i) names.insert(name(static_cast<NameRule>(i)));
  EXPECT_EQ(names.size(), name_rule_count);
  for (const char* language : {"en", "da"}) {
    std::ifstream file{std::string{SKRANKE_SOURCE_DIR} + "/locales/" + language + ".json"};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    for (const std::string_view rule : names) {
      std::string key = "\"name_rule.";
      key.append(rule).append("\": \"");
      EXPECT_TRUE(text.contains(key)) << language << " " << rule;
    }
  }
}

std::string first_spelling(char32_t code) {
  std::string utf8;
  icu::UnicodeString{static_cast<UChar32>(code)}.toUTF8String(utf8);
  const auto words = words_of(utf8);
  std::string spelling;
  for (const Sign& sign : words.value().signs) {
    if (sign.is_ascii_letter()) {
      spelling.push_back(static_cast<char>(sign.folded - U'a' + U'A'));
    } else if (sign.kind == SignKind::letter) {
      spelling.append(sign.spellings[0]);
    }
  }
  return spelling;
}

// The table says for every letter what ICU's transliterator makes of it under ICAO's rules.
TEST(Spellings, AreThoseOfIcusTransliteratorUnderIcaosRules) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  const std::unique_ptr<icu::Transliterator> icao{icu::Transliterator::createFromRules(
      "icao",
      icu::UnicodeString::fromUTF8(
          "::NFC; [Åå] > AA; [Ææ] > AE; [Øø] > OE; [Öö] > OE; [Ää] > AE; [Üü] > UE; [ßẞ] > SS; [Þþ] > TH; "
          "[Ððđ] > D; Đ > D; ĸ > Q; [Ŋŋ] > N; [ǼǽǢǣ] > AE; [Ǿǿ] > OE; "
          "::NFD; ::[:Mn:] Remove; ::Latin-ASCII; ::Any-Upper; [\\'ʼ·] > ;"),
      UTRANS_FORWARD, where, status)};
  ASSERT_TRUE(U_SUCCESS(status) != 0) << u_errorName(status);
  std::size_t compared = 0;
  for (const auto& [first, last] : {std::pair{U'\u00C0', U'\u024F'}, std::pair{U'\u1E00', U'\u1EFF'}}) {
    for (char32_t code = first; code <= last; ++code) {
      if (u_isalpha(static_cast<UChar32>(code)) == 0) continue;
      const std::string ours = first_spelling(code);
      if (ours.empty() && code > U'\u017F') continue;  // a letter that ICAO's table does not have
      icu::UnicodeString theirs{static_cast<UChar32>(code)};
      icao->transliterate(theirs);
      std::string expected;
      theirs.toUTF8String(expected);
      EXPECT_EQ(ours, expected) << std::hex << static_cast<std::uint32_t>(code);
      ++compared;
    }
  }
  EXPECT_GT(compared, 450U);
}

// Letters of the register's alphabet and some beyond it, in words of a name.
rc::Gen<std::string> name_text() {
  return rc::gen::map(
      rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
          rc::gen::element<std::string>("a", "b", "e", "n", "s", "R", "T", "æ", "ø", "å", "Ø", "ü", "é", "ñ",
                                        "ß", "ł", "ễ", "ı", "'", ".", "-", " "))),
      [](const std::vector<std::string>& letters) {
        std::string text;
        for (const std::string& letter : letters) text += letter;
        return text.substr(0, 120);
      });
}

bool has_words(const std::string& text) {
  const auto words = words_of(text);
  return words && words->size() > 0;
}

RC_GTEST_PROP(NameMatchProperties, AnyTextsAreAnswered,
              (const std::string& a, const std::string& b, const std::string& c)) {
  for (const NameLayout layout :
       {NameLayout::fields, NameLayout::line, NameLayout::td1, NameLayout::td2, NameLayout::td3}) {
    const NameMatch match =
        match_name({.layout = layout, .family = PersonalText{a}, .text = PersonalText{b}}, registered(b, c));
    RC_ASSERT((match.answer == NameAnswer::equal_under_rules) == !match.rules.empty());
  }
}

RC_GTEST_PROP(NameMatchProperties, ANameMatchesItself, ()) {
  const std::string given = *name_text();
  const std::string family = *name_text();
  if (!has_words(given) || !has_words(family)) RC_DISCARD("no words");
  RC_ASSERT(match_name(in_fields(given, family), registered(given, family)).answer != NameAnswer::different);
}

RC_GTEST_PROP(NameMatchProperties, OneLetterMoreIsDifferent, ()) {
  std::string given = *name_text();
  const std::string family = *name_text();
  if (!has_words(given) || !has_words(family)) RC_DISCARD("no words");
  const Name name = registered(given, family);
  given.insert(given.find_last_not_of(" -") + 1, "z");  // no letter is spelled with a z
  RC_ASSERT(match_name(in_fields(given, family), name).answer == NameAnswer::different);
  RC_ASSERT(match_name(in(NameLayout::line, given + " " + family), name).answer == NameAnswer::different);
}

RC_GTEST_PROP(NameMatchProperties, AFieldMatchesInBothDirectionsUnderTheSameRules, ()) {
  const std::string a = *name_text();
  const std::string b = *name_text();
  const NameMatch there = match_name(in_fields("Anna", a), registered("Anna", b));
  const NameMatch back = match_name(in_fields("Anna", b), registered("Anna", a));
  RC_ASSERT(there.answer == back.answer);
}

}  // namespace
}  // namespace skranke::cpr
