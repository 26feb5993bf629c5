// A case as its officer sees it, as JSON text. See docs/cases.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cases/port/case_book.hpp"
#include "counter/counter.hpp"

namespace skranke::http::cases {

// The whole view. Problem (unavailable): a part of it can't be read.
[[nodiscard]] base::Result<std::string> view_of(const counter::Tools& tools, const skranke::cases::Kept& kept,
                                                counter::Moment now);

// One line of a list: {"case_id", "revision", "state", …}, with initials instead of a name.
void append_summary(std::string& out, const skranke::cases::Kept& kept);

}  // namespace skranke::http::cases
