// Why something is not done to a queue, as problem documents.
#pragma once

#include <optional>

#include "http/server/problem.hpp"
#include "reception/reception.hpp"

namespace skranke::http::queue {

inline constexpr Refusal only_officers{403, "not-for-devices", "A device may not do this",
                                       "A device registers arrivals and gives tickets; the rest needs an "
                                       "officer's token."};
inline constexpr Refusal another_centre{403, "another-centre", "This is another centre's queue",
                                        "The staff file says at which centre a token is used: its centre_id. "
                                        "Administrators may use all."};
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
