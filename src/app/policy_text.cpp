#include "app/policy_text.hpp"

#include <memory>
#include <utility>

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

base::Result<std::vector<http::api::Language>> policy_languages(const std::filesystem::path& home) {
  std::vector<http::api::Language> found;
  for (const std::string& language : languages(home)) {
    auto loaded = Texts::load(home, language);
    if (!loaded) return std::unexpected{std::move(loaded.error())};
    if (!loaded->is_complete()) continue;
    const auto texts = std::make_shared<const Texts>(std::move(*loaded));
    found.push_back({.code = language, .text_of = [texts](std::string_view key) {
                       return texts->has(key) ? texts->get(key) : std::string{};
                     }});
  }
  return found;
}

}  // namespace skranke::app
