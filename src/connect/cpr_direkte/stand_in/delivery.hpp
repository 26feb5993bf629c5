// How the stand-in reads a request and sends an answer, with the faults that lie in the sending.
#pragma once

#include <optional>
#include <string>

#include "connect/cpr_direkte/stand_in/faults.hpp"
#include "connect/cpr_direkte/stream.hpp"

namespace skranke::cpr_direkte::stand_in {

// Empty if the client closes or is silent before the request is whole.
[[nodiscard]] std::optional<std::string> read_request(TlsStream& stream, const Patience& patience);

// Sends the answer as the faults have it, and closes.
void deliver(TlsStream& stream, std::string answer, bool at_log_on, Faults& faults, const Patience& patience);

}  // namespace skranke::cpr_direkte::stand_in
