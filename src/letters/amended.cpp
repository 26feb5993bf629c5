#include "letters/amended.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ranges>
#include <string_view>
#include <vector>

#include "base/ensure.hpp"

namespace skranke::letters {
namespace {

// Text as a PDF string: UTF-16 with its mark, in hexadecimal. `text` is UTF-8.
std::string hex_text(std::string_view text) {
  std::string out = "<FEFF";
  const auto put = [&out](std::uint32_t unit) {
    std::array<char, 5> digits{};
    std::snprintf(digits.data(), digits.size(), "%04X", unit & 0xFFFFU);
    out += digits.data();
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    base::ensure(i + length <= text.size(), "text is UTF-8");
    std::uint32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k)
      code = code << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    if (code >= 0x10000) {
      put(0xD800 + ((code - 0x10000) >> 10U));
      put(0xDC00 + ((code - 0x10000) & 0x3FFU));
    } else {
      put(code);
    }
    i += length;
  }
  return out + ">";
}

std::size_t number_at(std::string_view text, std::size_t at) {
  std::size_t number = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at)
    number = number * 10 + static_cast<std::size_t>(text[at] - '0');
  return number;
}

// The number behind the last `word`.
std::size_t number_after(std::string_view pdf, std::string_view word) {
  const std::size_t at = pdf.rfind(word);
  base::ensure(at != std::string_view::npos, "a file of cairo's ends as it always does");
  return number_at(pdf, at + word.size());
}

struct Object {
  std::size_t at = 0;
  std::size_t number = 0;
  std::string text;  // from "<<" to the end of its dictionary
};

// The last object before `before` whose dictionary has `entry`, with `more` put into it.
Object changed(const std::string& pdf, std::string_view entry, const std::string& more,
               std::size_t before = std::string::npos) {
  const std::size_t at = pdf.rfind(entry, before);
  base::ensure(at != std::string::npos, "the object that is changed is there");
  const std::size_t begin = pdf.rfind(" 0 obj\n<<", at);
  const std::size_t end = pdf.find("endobj", at);
  base::ensure(begin != std::string::npos && end != std::string::npos, "objects begin and end");
  const std::size_t line = pdf.rfind('\n', begin) + 1;
  const std::size_t dictionary = begin + std::string_view{" 0 obj\n<<"}.size();
  return {.at = at,
          .number = number_at(pdf, line),
          .text = "<< " + more + pdf.substr(dictionary, end - dictionary)};
}

}  // namespace

std::string amended(std::string pdf, const std::string& language, const std::vector<std::string>& figures) {
  std::vector<Object> objects{changed(
      pdf, "/Type /Catalog", "/Lang (" + language + ") /ViewerPreferences << /DisplayDocTitle true >>")};
  std::size_t before = std::string::npos;
  for (const std::string& figure : figures | std::views::reverse) {
    objects.push_back(changed(pdf, "/S /Figure", "/Alt " + hex_text(figure), before));
    before = objects.back().at - 1;
  }
  const std::size_t root = number_after(pdf, "/Root ");
  const std::size_t info = number_after(pdf, "/Info ");
  const std::size_t size = number_after(pdf, "/Size ");
  const std::size_t previous = number_after(pdf, "startxref\n");
  base::ensure(objects[0].number == root, "the catalogue is the root");
  std::string table = "xref\n";
  for (const Object& object : objects) {
    std::array<char, 32> entry{};
    std::snprintf(entry.data(), entry.size(), "%010zu 00000 n \n", pdf.size());
    table += std::to_string(object.number) + " 1\n" + entry.data();
    pdf += std::to_string(object.number) + " 0 obj\n" + object.text + "endobj\n";
  }
  const std::size_t begin = pdf.size();
  return pdf + table + "trailer\n<< /Size " + std::to_string(size) + " /Root " + std::to_string(root) +
         " 0 R /Info " + std::to_string(info) + " 0 R /Prev " + std::to_string(previous) +
         " >>\nstartxref\n" + std::to_string(begin) + "\n%%EOF\n";
}

}  // namespace skranke::letters
