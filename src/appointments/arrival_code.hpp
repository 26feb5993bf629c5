// What somebody says at the centre to show which booking is theirs: eight characters, "7K3M-Q9TX".
//
// Made from the booking's id with the installation's key and kept nowhere; a centre looks it up among the
// bookings of its day. 40 bits: enough among a day's bookings, and it opens nothing but a place in the queue.
#pragma once

#include <string>
#include <string_view>

#include "appointments/appointments.hpp"

namespace skranke::appointments {

// SPEC: Crockford's base 32 (https://www.crockford.com/base32.html), in two groups.
[[nodiscard]] std::string arrival_code_of(const Tools& tools, const std::string& booking_id);

// A code as it is typed or read aloud: small letters, O for 0, I and L for 1, with or without hyphens and
// spaces. Empty where the text is no code.
[[nodiscard]] std::string read_arrival_code(std::string_view text);

}  // namespace skranke::appointments
