// What is sent to the waiting list and to witnesses, from JSON text. As strict as booking_bodies.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/result.hpp"

namespace skranke::codec {

// {"centre","service","from","to","name","email"?,"phone"?,"lang"?,"party"?}, with one way to be reached.
struct WaitingBody {
  std::string centre;
  std::string service;
  base::Day from = 0;
  base::Day to = 0;
  std::string name;
  std::string email;
  std::string phone;
  std::string language;
  std::int32_t party = 1;
};
[[nodiscard]] base::Result<WaitingBody> read_waiting(std::string_view text);

// {"from"?,"to"?}; an empty text is {}, here and below.
struct EarlierBody {
  std::optional<base::Day> from;
  std::optional<base::Day> to;
};
[[nodiscard]] base::Result<EarlierBody> read_earlier(std::string_view text);

// {"seen"?}: the sequence of what is answered.
[[nodiscard]] base::Result<std::optional<std::int32_t>> read_seen(std::string_view text);

// {"email"? or "phone"?,"lang"?}
struct WitnessBody {
  std::string email;
  std::string phone;
  std::string language;
};
[[nodiscard]] base::Result<WitnessBody> read_witness_contact(std::string_view text);

// {"answer":"yes" or "no","seen"?}
struct AnswerBody {
  bool comes = false;
  std::optional<std::int32_t> seen;
};
[[nodiscard]] base::Result<AnswerBody> read_witness_answer(std::string_view text);

}  // namespace skranke::codec
