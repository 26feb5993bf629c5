// `skranke policy diff A B`: whom a change of the rules shuts out or lets in.
#pragma once

#include <optional>
#include <string>

namespace skranke::app {

struct DiffArguments {
  std::string before;  // ID, ID@VERSION or a file: policy_source.hpp
  std::string after;
  std::optional<std::string> against;   // a file of cases as `skranke check --jsonl` reads them
  std::optional<std::string> language;  // in words instead of JSON
  bool html = false;                    // the words as a page; in English where no language is named
};

// Exit 0 where both decide everything alike, 1 where they don't.
[[nodiscard]] int run_policy_diff(const DiffArguments& arguments, const std::string& home);

}  // namespace skranke::app
