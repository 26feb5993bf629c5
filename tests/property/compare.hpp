// Comparing two answers to one case, with a message that shows the case as JSON.
#pragma once

#include <gtest/gtest.h>

#include "reference/reference.hpp"

namespace skranke::property {

// Success where all parts of the answers are the same.
[[nodiscard]] testing::AssertionResult same(const reference::Case& which, const reference::Answer& engine,
                                            const reference::Answer& reference);

[[nodiscard]] testing::AssertionResult same_advice(const reference::Case& which,
                                                   const std::vector<std::vector<std::size_t>>& engine,
                                                   const std::vector<std::vector<std::size_t>>& reference);

}  // namespace skranke::property
