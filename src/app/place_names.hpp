// The register's codes of municipalities and countries as names, for people.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace skranke::app {

class PlaceNames {
 public:
  // From data/municipalities.csv or data/countries.csv. Problem: not_found.
  [[nodiscard]] static base::Result<PlaceNames> load(const std::filesystem::path& file);

  // The code itself where it has no name.
  [[nodiscard]] std::string name_of(const std::string& code) const;

  // The code of a name, whatever its case; the text itself where no place is called so.
  [[nodiscard]] std::string code_of(const std::string& text) const;

 private:
  std::map<std::string, std::string> names_;  // by code
};

}  // namespace skranke::app
