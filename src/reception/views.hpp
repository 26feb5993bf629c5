// What the use cases of this folder share.
#pragma once

#include <string>
#include <utility>

#include "reception/reception.hpp"

namespace skranke::reception {

template <class T>
base::Result<Answer<T>> refuse(Refusal refusal) {
  Answer<T> answer;
  answer.refusal = refusal;
  return answer;
}

// The day as it is told, from the tickets as they stand.
[[nodiscard]] base::Result<DayView> view_of(const Tools& tools, const appointments::Place& place,
                                            queue::Day day, Moment now);

// The same about one of its tickets.
[[nodiscard]] base::Result<Answer<Seen>> seen(const Tools& tools, const appointments::Place& place,
                                              queue::Day day, std::string_view ticket_id, bool is_new,
                                              Moment now);

// What is booked at a centre on a local day.
[[nodiscard]] base::Result<std::vector<queue::Visit>> visits_on(const Tools& tools,
                                                                const appointments::Place& place,
                                                                base::Day day);

}  // namespace skranke::reception
