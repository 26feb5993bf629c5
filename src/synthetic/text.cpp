#include "synthetic/text.hpp"

#include <utility>

#include "base/ensure.hpp"
#include "cpr/text.hpp"

namespace skranke::synthetic {
namespace {

// The letters of the committed names that ISO-8859-1 lacks, as officials write them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 76> foldings{{
    {"ą", "a"}, {"ć", "c"}, {"ę", "e"}, {"ł", "l"}, {"ń", "n"}, {"ś", "s"}, {"ź", "z"}, {"ż", "z"},
    {"Ł", "L"}, {"Ś", "S"}, {"Ż", "Z"}, {"ă", "a"}, {"ș", "s"}, {"ț", "t"}, {"Ș", "S"}, {"Ț", "T"},
    {"ş", "s"}, {"Ş", "S"}, {"ğ", "g"}, {"ı", "i"}, {"İ", "I"}, {"č", "c"}, {"š", "s"}, {"ž", "z"},
    {"Č", "C"}, {"Š", "S"}, {"Ž", "Z"}, {"đ", "d"}, {"Đ", "D"}, {"ā", "a"}, {"ē", "e"}, {"ī", "i"},
    {"ū", "u"}, {"ļ", "l"}, {"ņ", "n"}, {"ķ", "k"}, {"ģ", "g"}, {"ė", "e"}, {"ų", "u"}, {"į", "i"},
    {"Ā", "A"}, {"Ē", "E"}, {"Ķ", "K"}, {"Ļ", "L"}, {"ằ", "a"}, {"ắ", "a"}, {"ấ", "a"}, {"ầ", "a"},
    {"ẩ", "a"}, {"ạ", "a"}, {"ả", "a"}, {"ặ", "a"}, {"ế", "e"}, {"ễ", "e"}, {"ệ", "e"}, {"ị", "i"},
    {"ọ", "o"}, {"ỗ", "o"}, {"ồ", "o"}, {"ơ", "o"}, {"ũ", "u"}, {"ư", "u"}, {"ừ", "u"}, {"ứ", "u"},
    {"ỳ", "y"}, {"ạ", "a"}, {"ỹ", "y"}, {"Ă", "A"}, {"Ơ", "O"}, {"Ư", "U"}, {"ỏ", "o"}, {"ộ", "o"},
    {"ủ", "u"}, {"ụ", "u"}, {"ậ", "a"}, {"Ū", "U"},
}};

}  // namespace

Latin latin_of(std::string_view utf8) {
  Latin out;
  std::string kept{utf8};
  for (const auto& [letter, plain] : foldings) {
    for (std::size_t at = 0; (at = kept.find(letter)) != std::string::npos; out.folded = true) {
      kept.replace(at, letter.size(), plain);
    }
  }
  const auto bytes = cpr::latin1_of(kept);
  base::ensure(bytes.has_value(), "every letter of the names is in ISO-8859-1 or folded");
  out.text = bytes.value_or(std::string{});
  return out;
}

}  // namespace skranke::synthetic
