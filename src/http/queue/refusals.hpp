// Why something is not done to a queue, as problem documents.
#pragma once

#include <optional>

#include "http/server/problem.hpp"
#include "reception/reception.hpp"

namespace skranke::http::queue {

inline constexpr Refusal no_key{400, "idempotency-key-missing", "The request has no Idempotency-Key",
                                "Send a header field Idempotency-Key with 1 to 200 characters, the same for "
                                "each try of one ticket."};

struct Why {
  reception::Refusal refusal;
  std::optional<base::Day> day;
  std::optional<skranke::queue::State> state;
};

void write_refusal(Response& response, const Why& why);

template <class T>
[[nodiscard]] Why why_of(const reception::Answer<T>& answer) {
  return {.refusal = *answer.refusal, .day = answer.day, .state = answer.state};
}

}  // namespace skranke::http::queue
