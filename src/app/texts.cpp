#include "app/texts.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "app/home.hpp"

namespace skranke::app {
namespace {

constexpr std::size_t locale_bytes_max = 4UL * 1024 * 1024;

}  // namespace

base::Result<Texts> Texts::load(const std::filesystem::path& home, std::string_view language) {
  const std::filesystem::path file = home / "locales" / (std::string{language} + ".json");
  const bool is_name =
      !language.empty() && std::ranges::all_of(language, [](char c) { return c >= 'a' && c <= 'z'; });
  if (!is_name || !std::filesystem::exists(file)) {
    std::string known;
    for (const std::string& name : languages(home)) known += " " + name;
    return base::fail(base::Fault::not_found, "there is no such language; expected one of:" + known);
  }
  auto text = read_file(file, locale_bytes_max);
  if (!text) return std::unexpected{std::move(text.error())};
  boost::system::error_code error;
  const boost::json::value root = boost::json::parse(*text, error);
  if (error || !root.is_object()) {
    return base::fail(base::Fault::invalid_json, file.string() + ": expected a JSON object of strings");
  }
  Texts texts;
  texts.language_ = language;
  for (const auto& [key, value] : root.get_object()) {
    if (!value.is_string())
      return base::fail(base::Fault::wrong_type,
                        file.string() + ": " + std::string{key} + ": expected a string");
    texts.texts_.emplace(key, value.get_string());
  }
  return texts;
}

std::string Texts::get(std::string_view key, Values values) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) return std::string{key};
  std::string text = found->second;
  for (const auto& [name, value] : values) {
    const std::string placeholder = "{" + std::string{name} + "}";
    for (std::size_t at = text.find(placeholder); at != std::string::npos;
         at = text.find(placeholder, at + value.size())) {
      text.replace(at, placeholder.size(), value);
    }
  }
  return text;
}

std::vector<std::string> languages(const std::filesystem::path& home) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator{home / "locales", error}) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace skranke::app
