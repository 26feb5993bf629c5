// Where the samples of decided cases are kept, and what supervisors said of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "cases/case.hpp"
#include "cases/sample.hpp"

namespace skranke::cases {

struct SampleAnswer {
  std::string by;
  Moment at = 0;
  bool is_right = true;
  base::PersonalText note;  // what was wrong
};

struct Sample {
  std::string case_id;
  std::string officer_id;  // who decided
  base::Day week = 0;      // its Monday
  std::optional<SampleAnswer> answer;
};

enum class SampleKept : std::uint8_t { done, unknown, answered };

class SampleBook {
 public:
  virtual ~SampleBook() = default;

  // Draws of the cases that were accepted at the centre in the week, unless that was done: once, for good.
  // Training does not count. `choose` may be asked again after a conflict.
  [[nodiscard]] virtual base::Result<void> draw(
      const std::string& centre_id, base::Day week, const std::function<base::Day(Moment)>& day_of,
      const std::function<std::vector<AcceptedCase>(std::span<const AcceptedCase>)>& choose, Moment now) = 0;

  // Of the weeks from `from` on, and what of earlier ones has no answer; the newest weeks first.
  [[nodiscard]] virtual base::Result<std::vector<Sample>> samples(const std::string& centre_id,
                                                                  base::Day from) = 0;

  // Once, and for good. `unknown`: there is no such sample at the centre.
  [[nodiscard]] virtual base::Result<SampleKept> answer(const std::string& centre_id,
                                                        const std::string& case_id,
                                                        const SampleAnswer& answer) = 0;
};

}  // namespace skranke::cases
