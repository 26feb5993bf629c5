// How an answer of the broker finds the login that it belongs to.
#pragma once

#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "desk/port/keys.hpp"

namespace skranke::desk {

// A keyed hash of a secret, as 64 hexadecimal digits: what is kept of it.
[[nodiscard]] std::string digest_of(const Pseudonyms& pseudonyms, std::string_view kind,
                                    const base::PersonalText& secret);

// The parameter `state` of a query; it is drawn from an alphabet that needs no percent-encoding.
[[nodiscard]] base::PersonalText state_in(std::string_view query);

}  // namespace skranke::desk
