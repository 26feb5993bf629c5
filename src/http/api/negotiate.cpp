// Content negotiation (RFC 9110, 12.4 and 12.5).
#include "http/api/negotiate.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace skranke::http::api {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool equals_folded(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

// Takes the part before `mark` off the front of `rest`.
std::string_view take_until(std::string_view& rest, char mark) {
  const std::string_view part = rest.substr(0, rest.find(mark));
  rest.remove_prefix(std::min(rest.size(), part.size() + 1));
  return trim(part);
}

// "0.8" in thousandths; what is not a quality is 0, so that nobody gets what they did not ask for.
int parse_quality(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  if (text.size() > 1 && text[1] != '.') return 0;
  int thousandths = (text[0] - '0') * 1000;
  int scale = 100;
  for (const char c : text.substr(std::min<std::size_t>(text.size(), 2))) {
    if (c < '0' || c > '9') return 0;
    thousandths += (c - '0') * scale;
    scale /= 10;
  }
  return std::min(thousandths, 1000);
}

struct Item {
  std::string_view name;
  int quality;
};

Item take_item(std::string_view& list) {
  std::string_view parameters = take_until(list, ',');
  Item item{.name = take_until(parameters, ';'), .quality = 1000};
  while (!parameters.empty()) {
    const std::string_view parameter = take_until(parameters, ';');
    if (parameter.starts_with("q=") || parameter.starts_with("Q="))
      item.quality = parse_quality(parameter.substr(2));
  }
  return item;
}

}  // namespace

int quality_of(std::string_view list, std::string_view name, int otherwise) {
  std::optional<int> any;
  while (!list.empty()) {
    const Item item = take_item(list);
    if (equals_folded(item.name, name)) return item.quality;
    if (item.name == "*") any = item.quality;
  }
  return any.value_or(otherwise);
}

std::string_view choose_language(std::string_view accept_language, std::span<const std::string_view> offered,
                                 std::string_view fallback) {
  std::string_view best = fallback;
  int best_quality = 0;
  while (!accept_language.empty()) {
    const Item item = take_item(accept_language);
    const std::string_view primary = item.name.substr(0, item.name.find('-'));
    const auto found =
        std::ranges::find_if(offered, [&](auto language) { return equals_folded(language, primary); });
    const std::string_view language = item.name == "*" ? fallback : (found == offered.end() ? "" : *found);
    if (language.empty() || item.quality <= best_quality) continue;
    best = language;
    best_quality = item.quality;
  }
  return best;
}

bool wants_page(std::string_view accept) {
  while (!accept.empty()) {
    const Item item = take_item(accept);
    if (item.quality > 0 && equals_folded(item.name, "text/html")) return true;
  }
  return false;
}

}  // namespace skranke::http::api
