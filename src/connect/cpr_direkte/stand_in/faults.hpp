// What the stand-in does wrong on purpose, by name: "NAME" always, "NAME:N" so many times.
//
// A name is about look-ups; with "log-on-" before it, about log-ons.
//   error-NN          answers with this error number
//   cut-in-header     sends half of the header and closes
//   cut-in-data       sends half of the records and closes
//   slow              never answers
//   stays-open        answers, and doesn't close
//   bytes             answers byte by byte, each in a TLS record of its own
//   garbage           answers with bytes that are no answer
//   short-length      L_DATA says less than is sent
//   long-length       L_DATA says more than is sent
//   oversize-length   L_DATA says 9999
//   letters-length    L_DATA says "ABCD"
//   other-person      answers with the records of another number
//   no-end            answers without the end record
// And these, where the kind of request isn't known yet or doesn't matter:
//   cut-after-accept      closes before TLS
//   cut-after-handshake   closes before the request is read
//   token-expires:N       a token is good for N look-ups
//   password-expired      the password has to be changed first
//   gather:N              no look-up is answered until N wait at once
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace skranke::cpr_direkte::stand_in {

enum class FaultKind : std::uint8_t {
  error,
  cut_in_header,
  cut_in_data,
  slow,
  stays_open,
  bytes,
  garbage,
  short_length,
  long_length,
  oversize_length,
  letters_length,
  other_person,
  no_end,
  cut_after_accept,
  cut_after_handshake,
  token_expires,
  password_expired,
  gather,
};

class Faults {
 public:
  Faults() = default;
  Faults(Faults&& other) noexcept : planned_{std::move(other.planned_)} {}

  // Adds "NAME" or "NAME:N". Problem (invalid_value) that lists the names.
  [[nodiscard]] base::Result<void> add(std::string_view text);

  // Whether a fault happens now, once fewer from then on. From any thread.
  [[nodiscard]] bool strikes(FaultKind kind, bool at_log_on = false);
  // The number of the error that happens now, if one does.
  [[nodiscard]] std::optional<unsigned> error(bool at_log_on);
  // The N of token-expires, gather and password-expired (0), if planned.
  [[nodiscard]] std::optional<unsigned> planned(FaultKind kind) const;

 private:
  struct Planned {
    FaultKind kind;
    bool at_log_on = false;
    unsigned error = 0;
    std::optional<unsigned> left;  // empty: always
  };
  Planned* find(FaultKind kind, bool at_log_on);

  mutable std::mutex mutex_;
  std::vector<Planned> planned_;
};

}  // namespace skranke::cpr_direkte::stand_in
