// The texts of the files in data/, put into the program by CMake.
#pragma once

#include <string_view>

namespace skranke::synthetic::lists {

[[nodiscard]] std::string_view danish_given();
[[nodiscard]] std::string_view danish_family();
[[nodiscard]] std::string_view other_names();
[[nodiscard]] std::string_view peoples();
[[nodiscard]] std::string_view municipalities();
[[nodiscard]] std::string_view postcodes();
[[nodiscard]] std::string_view roads();
[[nodiscard]] std::string_view occupations();

}  // namespace skranke::synthetic::lists
