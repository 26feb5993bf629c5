#include "app/policy_text.hpp"

#include "reading/wording.hpp"

namespace skranke::app {

reading::Words words_of(const Texts& texts) {
  return {.language = texts.language(),
          .text = [&texts](std::string_view key) { return texts.has(key) ? texts.get(key) : std::string{}; }};
}

std::string line_text(const policy::Tree& tree, const policy::Line& line, const Texts& texts) {
  const reading::Words words = words_of(texts);
  return reading::Wording{tree, words}.line(line);
}

}  // namespace skranke::app
