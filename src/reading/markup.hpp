// Text in HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace skranke::reading {

// Text as it can stand in content and in quoted attributes. Nothing reaches a page by another way.
[[nodiscard]] inline std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// <tag attributes>text</tag>; the attributes are markup already, with a space before them.
[[nodiscard]] inline std::string element(std::string_view tag, std::string_view text,
                                         std::string_view attributes = {}) {
  std::string out{"<"};
  out.append(tag).append(attributes).append(">").append(escaped(text)).append("</").append(tag).append(">");
  return out;
}

}  // namespace skranke::reading
