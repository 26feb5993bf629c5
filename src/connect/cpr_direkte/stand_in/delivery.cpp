#include "connect/cpr_direkte/stand_in/delivery.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "connect/cpr_direkte/frames.hpp"
#include "connect/cpr_direkte/stand_in/service.hpp"

namespace skranke::cpr_direkte::stand_in {
namespace {

constexpr std::size_t length_at = 24;
constexpr std::size_t length_fault_bytes = 30;

void set_length(std::string& answer, std::string_view length) {
  if (answer.size() > header_bytes) answer.replace(length_at, 4, length);
}

void shift_length(std::string& answer, int by) {
  const int length = static_cast<int>(answer.size()) + by;
  std::string text = std::to_string(std::clamp(length, 0, 9999));
  set_length(answer, text.insert(0, 4 - text.size(), '0'));
}

void spoil(std::string& answer, bool at_log_on, Faults& faults) {
  if (faults.strikes(FaultKind::short_length, at_log_on)) shift_length(answer, -int{length_fault_bytes});
  if (faults.strikes(FaultKind::long_length, at_log_on)) shift_length(answer, int{length_fault_bytes});
  if (faults.strikes(FaultKind::oversize_length, at_log_on)) set_length(answer, "9999");
  if (faults.strikes(FaultKind::letters_length, at_log_on)) set_length(answer, "ABCD");
  if (faults.strikes(FaultKind::garbage, at_log_on)) {
    unsigned value = 7;
    for (char& c : answer) c = static_cast<char>((value = value * 75 + 74) & 0xFFU);
  }
}

// Until the client closes or the patience ends.
void wait_for_client(TlsStream& stream, const Patience& patience) {
  std::array<char, 64> waste{};
  for (;;) {
    const auto got = stream.read_some(waste, patience);
    if (!got || *got == 0) return;
  }
}

}  // namespace

std::optional<std::string> read_request(TlsStream& stream, const Patience& patience) {
  std::string request;
  std::array<char, look_up_bytes> bytes{};
  for (std::size_t wanted = 0; wanted == 0 || request.size() < wanted; wanted = request_bytes(request)) {
    const auto got = stream.read_some(bytes, patience);
    if (!got || *got == 0) return std::nullopt;
    request.append(bytes.data(), *got);
  }
  return request;
}

void deliver(TlsStream& stream, std::string answer, bool at_log_on, Faults& faults,
             const Patience& patience) {
  if (faults.strikes(FaultKind::slow, at_log_on)) return wait_for_client(stream, patience);
  spoil(answer, at_log_on, faults);
  if (faults.strikes(FaultKind::cut_in_header, at_log_on)) {
    (void)stream.write(std::string_view{answer}.substr(0, log_on_reply_bytes / 2), patience);
    return;
  }
  if (faults.strikes(FaultKind::cut_in_data, at_log_on)) {
    (void)stream.write(std::string_view{answer}.substr(0, (header_bytes + answer.size()) / 2), patience);
    return;
  }
  if (faults.strikes(FaultKind::bytes, at_log_on)) {
    for (const char& c : answer) {
      if (!stream.write({&c, 1}, patience)) return;
    }
  } else if (!stream.write(answer, patience)) {
    return;
  }
  if (faults.strikes(FaultKind::stays_open, at_log_on)) wait_for_client(stream, patience);
  stream.close();
}

}  // namespace skranke::cpr_direkte::stand_in
