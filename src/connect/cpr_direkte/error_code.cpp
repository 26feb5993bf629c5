#include "connect/cpr_direkte/error_code.hpp"

namespace skranke::cpr_direkte {

std::string_view text(ErrorCode code) {
  switch (code) {
    case ErrorCode::ok:
      return "no error";
    case ErrorCode::password_refused:
      return "the user id or the password is wrong; nothing more is tried with them, since the service locks "
             "an account after a few refusals: set the right ones and start again";
    case ErrorCode::password_expired:
      return "the password has expired: give the account a new one with `skranke cpr-direkte "
             "change-password`";
    case ErrorCode::new_password_refused:
      return "the new password was refused: it takes exactly 8 characters, at least 2 digits and 2 letters "
             "among them, and must not have been used before";
    case ErrorCode::closed:
      return "the service is closed for a while; try again later";
    case ErrorCode::number_unknown:
      return "the register knows no such CPR number";
    case ErrorCode::customer_unknown:
      return "the customer number is unknown: set `customer` to the four digits of the agreement with the "
             "CPR "
             "office";
    case ErrorCode::token_expired:
      return "every new log-on was called expired at once: another program may be using the same user id";
    case ErrorCode::deadlock:
      return "the service met a deadlock while reading, twice in a row; try again later";
    case ErrorCode::no_connection:
      return "the service has no connection to the register; try again later, and tell the CPR office if it "
             "lasts";
    case ErrorCode::subscription_unknown:
      return "the service does not take look-ups without subscription (ABON_TYPE 0): the agreement must "
             "allow "
             "them";
    case ErrorCode::data_unknown:
      return "the service does not take look-ups with data (DATA_TYPE 6): the agreement must name the task";
    case ErrorCode::address_refused:
      return "the service does not know this machine's IP address: have the CPR office add the one that it "
             "sees";
    case ErrorCode::number_missing:
      return "the service read no CPR number in the look-up: `user` must be that of the agreement, at most 8 "
             "characters";
    case ErrorCode::no_access:
      return "the user has no access to the transaction: `transaction` must be the agreement's (OFF4 for "
             "authorities)";
  }
  return "the service answered with an error number that is reserved; ask the CPR office";
}

Failure answered(ErrorCode code) {
  std::string whole = "CPR Direkte, error ";
  const auto number = static_cast<unsigned>(code);
  whole += static_cast<char>('0' + number / 10 % 10);
  whole += static_cast<char>('0' + number % 10);
  whole += ": ";
  whole += text(code);
  return {.kind = FailureKind::answered, .code = code, .text = std::move(whole)};
}

}  // namespace skranke::cpr_direkte
