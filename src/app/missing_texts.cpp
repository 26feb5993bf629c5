#include "app/missing_texts.hpp"

#include "app/texts.hpp"

namespace skranke::app {

base::Result<std::vector<MissingLocaleText>> missing_texts(const policy::Tree& tree,
                                                           const std::filesystem::path& home) {
  std::vector<MissingLocaleText> missing;
  bool is_told = false;
  for (const std::string& language : languages(home)) {
    const auto texts = Texts::load(home, language);
    if (!texts) return std::unexpected{texts.error()};
    if (!texts->is_complete()) continue;
    is_told = true;
    for (policy::TextKey& key : policy::text_keys(tree)) {
      if (!texts->has(key.key)) missing.push_back({.key = std::move(key), .language = language});
    }
  }
  if (!is_told) {
    return base::fail(base::Fault::not_found,
                      (home / "locales").string() +
                          ": no language with every text; without one no text is known to be missing");
  }
  return missing;
}

}  // namespace skranke::app
