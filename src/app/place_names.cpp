#include "app/place_names.hpp"

#include "app/home.hpp"
#include "base/limits.hpp"
#include "questions/answer.hpp"

namespace skranke::app {
namespace {

constexpr std::size_t file_bytes_max = 1024UL * 1024;

questions::AnswerKey folded(std::string_view text) {
  return questions::normal_form(questions::Compare::folded_text, text);
}

}  // namespace

base::Result<PlaceNames> PlaceNames::load(const std::filesystem::path& file) {
  const auto text = read_file(file, file_bytes_max);
  if (!text) return std::unexpected{text.error()};
  PlaceNames places;
  std::string_view rest{*text};
  for (bool is_header = true; !rest.empty(); is_header = false) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::size_t comma = line.find(',');
    if (is_header || comma == std::string_view::npos) continue;
    const std::string_view name = line.substr(comma + 1, line.find(',', comma + 1) - comma - 1);
    places.names_.emplace(line.substr(0, comma), name);
  }
  return places;
}

std::string PlaceNames::name_of(const std::string& code) const {
  const auto found = names_.find(code);
  return found == names_.end() ? code : found->second;
}

std::string PlaceNames::code_of(const std::string& text) const {
  const questions::AnswerKey wanted = folded(text);
  for (const auto& [code, name] : names_) {
    if (questions::same(folded(name), wanted)) return code;
  }
  return text;
}

}  // namespace skranke::app
