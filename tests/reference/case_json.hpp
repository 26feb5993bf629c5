// Cases and answers of the reference evaluator as JSON, in the shapes of `skranke check`.
//
// A reader of its own, so that the product's decoding is tested too. It trusts its input: whatever it
// doesn't expect is an exception, which fails the test.
#pragma once

#include <cstddef>

#include <boost/json/object.hpp>

#include "reference/reference.hpp"

namespace skranke::reference {

[[nodiscard]] Case read_case(const boost::json::object& json);

// Unknown facts are left out.
[[nodiscard]] boost::json::object write_case(const Case& which);

// All keys of the contract's output but "id", "policy" and "version"; reasons without their clauses.
// "advice" holds at most `advice_max` sets; 0 leaves it out.
[[nodiscard]] boost::json::object write_answer(const Case& which, std::size_t advice_max);

}  // namespace skranke::reference
