#include "counter/samples.hpp"

#include <algorithm>

namespace skranke::counter {

base::Result<std::vector<cases::Sample>> samples_of(const SampleTools& tools, const std::string& centre_id,
                                                    cases::Moment now) {
  constexpr base::Day week_days = 7;
  const base::Day this_week = cases::monday_of(tools.today());
  const base::Day first = this_week - sampled_weeks * week_days;
  const auto choose = [&tools](std::span<const cases::AcceptedCase> accepted) {
    return cases::draw_sample(accepted, tools.percent, tools.draw);
  };
  for (base::Day week = first; week < this_week; week += week_days) {
    auto drawn = tools.samples.draw(centre_id, week, tools.day_of, choose, now);
    if (!drawn) return std::unexpected{std::move(drawn.error())};
  }
  return tools.samples.samples(centre_id, first);
}

base::Result<std::optional<SampleRefusal>> answer_sample(const SampleTools& tools, const SampleWish& wish,
                                                         cases::Moment now) {
  const auto found = tools.book.find(wish.case_id);
  if (!found) return std::unexpected{found.error()};
  if (!*found || (*found)->kase.centre != wish.centre_id) return SampleRefusal::unknown;
  const cases::Case& kase = (*found)->kase;
  const bool is_own =
      kase.second_look.officer.officer_id == wish.by ||
      (kase.decision && kase.decision->officer.officer_id == wish.by) ||
      std::ranges::find(kase.handlers, wish.by, &cases::Actor::officer_id) != kase.handlers.end();
  if (is_own) return SampleRefusal::own_case;
  const auto kept = tools.samples.answer(
      wish.centre_id, wish.case_id, {.by = wish.by, .at = now, .is_right = wish.is_right, .note = wish.note});
  if (!kept) return std::unexpected{kept.error()};
  switch (*kept) {
    case cases::SampleKept::done:
      return std::nullopt;
    case cases::SampleKept::unknown:
      return SampleRefusal::unknown;
    case cases::SampleKept::answered:
      return SampleRefusal::answered;
  }
  std::unreachable();
}

}  // namespace skranke::counter
