// Samples: of every week's accepted cases some are looked at again by a supervisor, who was not in them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "cases/port/case_book.hpp"
#include "cases/port/sample_book.hpp"

namespace skranke::counter {

struct SampleTools {
  cases::SampleBook& samples;
  cases::CaseBook& book;
  cases::Draw draw;          // random
  std::int32_t percent = 5;  // of a week's accepted cases; nobody who decided is left out in any case
  std::function<base::Day()> today;
  std::function<base::Day(cases::Moment)> day_of;
};

inline constexpr base::Day sampled_weeks = 4;  // whole ones before this one; what has no answer stays longer

// Draws of the last weeks what was not drawn yet, and gives them.
[[nodiscard]] base::Result<std::vector<cases::Sample>> samples_of(const SampleTools& tools,
                                                                  const std::string& centre_id,
                                                                  cases::Moment now);

enum class SampleRefusal : std::uint8_t {
  unknown,   // at this centre
  answered,  // by somebody else already
  own_case,  // whoever looks handled it, or was its second officer
};

struct SampleWish {
  std::string case_id;
  std::string centre_id;
  std::string by;
  bool is_right = true;
  base::PersonalText note;  // what was wrong; empty where nothing was
};

// Nothing: it is kept.
[[nodiscard]] base::Result<std::optional<SampleRefusal>> answer_sample(const SampleTools& tools,
                                                                       const SampleWish& wish,
                                                                       cases::Moment now);

}  // namespace skranke::counter
