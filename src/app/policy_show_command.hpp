// `skranke policy show`: one version of a policy for people to read, and as data.
#pragma once

#include <optional>
#include <string>

namespace skranke::app {

struct ShowArguments {
  std::string name;                    // ID, ID@VERSION or a file: policy_source.hpp
  std::optional<std::string> version;  // of an ID; default: the one in force today
  std::optional<std::string> date;     // of an ID: the one in force on this day
  std::string format = "text";         // text, table, html, pdf, svg, csv or json
  std::string language = "en";
  std::string public_url;  // of the pages that the poster's code leads to; empty: this machine's own
};
[[nodiscard]] int run_policy_show(const ShowArguments& arguments, const std::string& home);

}  // namespace skranke::app
