// The error numbers of CPR Direkte (field FEJLNR), and what each asks of whoever runs the desk.
//
// SPEC: CPR Direkte, error numbers, as public clients state them: github.com/magenta-aps/cprbroker
// (Constants.cs) and magenta-aps/datafordeler-plugin-cpr (CprDirectLookup.java).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace skranke::cpr_direkte {

// Numbers that are not named here are reserved by the service.
enum class ErrorCode : std::uint8_t {
  ok = 0,
  password_refused = 1,       // wrong user id or password
  password_expired = 2,       // a new password is required
  new_password_refused = 3,   // not 8 characters with 2 digits and 2 letters, or used before
  closed = 4,                 // no access to CPR, for a while
  number_unknown = 5,         // no such CPR number
  customer_unknown = 6,       // no such customer number
  token_expired = 7,          // a new log-on is required
  deadlock = 8,               // while reading CPR
  no_connection = 9,          // between the service and CPR
  subscription_unknown = 10,  // ABON_TYPE
  data_unknown = 11,          // DATA_TYPE
  address_refused = 16,       // the customer's IP address
  number_missing = 17,        // no CPR number in the request
  no_access = 99,             // the user may not use the transaction
};

// Why a call failed, as a kind that a program can act on.
enum class FailureKind : std::uint8_t {
  unreachable,   // no connection: the name, the network or the port
  not_trusted,   // the certificate, the host name or the TLS version
  cut,           // the connection ended before the whole answer
  late,          // a deadline passed
  busy,          // every connection was in use until the deadline
  malformed,     // an answer that the protocol doesn't know
  wrong_person,  // records of another number than was asked for
  answered,      // the service answered with an error number: see `code`
  configured,    // a value of the configuration that can't be right
};

struct Failure {
  FailureKind kind = FailureKind::unreachable;
  ErrorCode code = ErrorCode::ok;  // of `answered`
  std::string text;  // what is wrong and what would be right, in English. PRIVACY: no number, token, password
};

// What an error number means and what would be right, as a sentence.
[[nodiscard]] std::string_view text(ErrorCode code);

[[nodiscard]] Failure answered(ErrorCode code);

}  // namespace skranke::cpr_direkte
