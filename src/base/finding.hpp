// A mistake in a file that somebody wrote, with its place, so that an editor can jump to it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace skranke::base {

// A place in a file, from 1; 0 where there is none.
struct Where {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// A text with the place where it was written.
struct Name {
  std::string text;
  Where where;
};

struct Finding {
  std::string file;
  Where where;
  std::string text;  // what is wrong, and what was expected
  // Of a policy that says what it means, and means something that nothing can ever meet.
  bool is_unreachable = false;
};

// "file:line:column: text"
[[nodiscard]] inline std::string to_string(const Finding& finding) {
  return finding.file + ":" + std::to_string(finding.where.line) + ":" +
         std::to_string(finding.where.column) + ": " + finding.text;
}

// Into the order of the file.
inline void sort_by_place(std::vector<Finding>& findings) {
  std::ranges::stable_sort(findings, {}, [](const Finding& finding) {
    return std::tuple{finding.where.line, finding.where.column};
  });
}

}  // namespace skranke::base
