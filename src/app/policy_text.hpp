// A policy in the words of a language.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/texts.hpp"
#include "base/result.hpp"
#include "http/api/router.hpp"
#include "policy/tree.hpp"
#include "reading/words.hpp"

namespace skranke::app {

// The texts as the room of reading takes them; they outlive it.
[[nodiscard]] reading::Words words_of(const Texts& texts);

// One line in words, the numbers filled in: "Documentation for receiving public benefit (maximum 3 months
// old)".
[[nodiscard]] std::string line_text(const policy::Tree& tree, const policy::Line& line, const Texts& texts);

// The languages that are complete, as the API gives policies in them.
[[nodiscard]] base::Result<std::vector<http::api::Language>> policy_languages(
    const std::filesystem::path& home);

}  // namespace skranke::app
