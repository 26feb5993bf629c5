#include "connect/cpr_direkte/stand_in/faults.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace skranke::cpr_direkte::stand_in {
namespace {

struct Name {
  std::string_view name;
  FaultKind kind;
};

constexpr std::array by_request{
    Name{"cut-in-header", FaultKind::cut_in_header},
    Name{"cut-in-data", FaultKind::cut_in_data},
    Name{"slow", FaultKind::slow},
    Name{"stays-open", FaultKind::stays_open},
    Name{"bytes", FaultKind::bytes},
    Name{"garbage", FaultKind::garbage},
    Name{"short-length", FaultKind::short_length},
    Name{"long-length", FaultKind::long_length},
    Name{"oversize-length", FaultKind::oversize_length},
    Name{"letters-length", FaultKind::letters_length},
    Name{"other-person", FaultKind::other_person},
    Name{"no-end", FaultKind::no_end},
};
constexpr std::array by_itself{
    Name{"cut-after-accept", FaultKind::cut_after_accept},
    Name{"cut-after-handshake", FaultKind::cut_after_handshake},
    Name{"token-expires", FaultKind::token_expires},
    Name{"password-expired", FaultKind::password_expired},
    Name{"gather", FaultKind::gather},
};
constexpr std::string_view log_on_prefix = "log-on-";
constexpr std::string_view error_prefix = "error-";

std::optional<unsigned> number_in(std::string_view digits) {
  unsigned number = 0;
  const char* const last = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), last, number);
  if (error != std::errc{} || end != last) return std::nullopt;
  return number;
}

std::unexpected<base::Problem> unknown() {
  std::string text = "--fault: expected NAME or NAME:N, NAME being [log-on-]error-NN";
  for (const Name& each : by_request) text.append(", [log-on-]").append(each.name);
  for (const Name& each : by_itself) text.append(", ").append(each.name);
  return base::fail(base::Fault::invalid_value, std::move(text));
}

}  // namespace

base::Result<void> Faults::add(std::string_view text) {
  Planned fault{};
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    fault.left = number_in(text.substr(colon + 1));
    if (!fault.left) return unknown();
    text = text.substr(0, colon);
  }
  const auto* const found = std::ranges::find(by_itself, text, &Name::name);
  if (found != by_itself.end()) {
    const bool needs_number = found->kind == FaultKind::token_expires || found->kind == FaultKind::gather;
    if (needs_number && !fault.left) return unknown();
    fault.kind = found->kind;
    planned_.push_back(fault);
    return {};
  }
  fault.at_log_on = text.starts_with(log_on_prefix);
  if (fault.at_log_on) text.remove_prefix(log_on_prefix.size());
  if (text.starts_with(error_prefix)) {
    const auto error = number_in(text.substr(error_prefix.size()));
    if (!error || text.size() != error_prefix.size() + 2) return unknown();
    fault.kind = FaultKind::error;
    fault.error = *error;
  } else {
    const auto* const name = std::ranges::find(by_request, text, &Name::name);
    if (name == by_request.end()) return unknown();
    fault.kind = name->kind;
  }
  planned_.push_back(fault);
  return {};
}

Faults::Planned* Faults::find(FaultKind kind, bool at_log_on) {
  const auto found = std::ranges::find_if(planned_, [kind, at_log_on](const Planned& each) {
    return each.kind == kind && each.at_log_on == at_log_on && each.left != 0U;
  });
  return found == planned_.end() ? nullptr : &*found;
}

bool Faults::strikes(FaultKind kind, bool at_log_on) {
  const std::lock_guard lock{mutex_};
  Planned* fault = find(kind, at_log_on);
  if (fault == nullptr) return false;
  if (fault->left) --*fault->left;
  return true;
}

std::optional<unsigned> Faults::error(bool at_log_on) {
  const std::lock_guard lock{mutex_};
  Planned* fault = find(FaultKind::error, at_log_on);
  if (fault == nullptr) return std::nullopt;
  if (fault->left) --*fault->left;
  return fault->error;
}

std::optional<unsigned> Faults::planned(FaultKind kind) const {
  const std::lock_guard lock{mutex_};
  const auto found = std::ranges::find(planned_, kind, &Planned::kind);
  if (found == planned_.end()) return std::nullopt;
  return found->left.value_or(0);
}

}  // namespace skranke::cpr_direkte::stand_in
