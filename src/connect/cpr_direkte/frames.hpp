// The frames of CPR Direkte as bytes: two requests of fixed length, and an answer that is read in pieces.
//
// Pure: no socket, no clock. Text is ISO-8859-1; what a name in the register can hold is the same in
// Windows-1252, which some clients of the service assume.
//
//   log-on, 35     TRANS 4, "," 1, KUNDENR 4, ABON_TYPE "9", DATA_TYPE "0", BRUGERID 8, KENDEORD 8,
//                  NYT_KENDEORD 8 (blank: keep the password)
//   look-up, 39    TRANS 4, "," 1, KUNDENR 4, ABON_TYPE "0", DATA_TYPE "6", TOKEN 8, BRUGERID 8, "00",
//                  PNR 10
//   answer, 28 + data   KUNDENR 4, ABON_TYPE 1, DATA_TYPE 1, TOKEN 8, BRUGERID 8, FEJLNR 2, and, but for a
//                  log-on, L_DATA 4: the length of the whole answer, or a reason code where FEJLNR is not 00
//
// SPEC: CPR Direkte PNR, as public clients state it (error_code.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "connect/cpr_direkte/error_code.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::cpr_direkte {

inline constexpr std::size_t log_on_bytes = 35;
inline constexpr std::size_t look_up_bytes = 39;
inline constexpr std::size_t log_on_reply_bytes = 24;
inline constexpr std::size_t header_bytes = 28;
inline constexpr std::size_t credential_bytes = 8;  // user id, password and token

// Who asks, by the agreement with the CPR office. Made by read_config, which checks the lengths.
struct Account {
  std::string transaction = "OFF4";  // TRANS: four characters
  std::string customer;              // KUNDENR: four digits
  base::PersonalText user;           // BRUGERID: at most 8 characters
};

// Exactly log_on_bytes and look_up_bytes. Passwords and tokens are of 8 characters at most; an empty
// `new_password` keeps the password.
[[nodiscard]] base::PersonalText log_on_request(const Account& account, const base::PersonalText& password,
                                                const base::PersonalText& new_password);
[[nodiscard]] base::PersonalText look_up_request(const Account& account, const base::PersonalText& token,
                                                 const proofing::CprNumber& number);

// Whether a text keeps the rules of a new password: exactly 8 characters, letters and digits of ASCII, at
// least 2 of each.
[[nodiscard]] bool is_good_password(const base::PersonalText& password);

enum class Request : std::uint8_t { log_on, look_up };

struct Answer {
  ErrorCode error = ErrorCode::ok;
  std::optional<std::uint16_t> reason;  // where there is an error, and the service says more
  base::PersonalText token;             // of a log-on without error
  base::PersonalText data;              // of a look-up without error: records back to back
};

// Reads an answer however it is cut into pieces. What comes after its last byte is not looked at.
class AnswerReader {
 public:
  enum class State : std::uint8_t {
    more,       // bytes are missing
    whole,      // answer() is there
    cut,        // the other side ended before the last byte
    malformed,  // no answer: see field()
  };

  explicit AnswerReader(Request request) : request_{request} {}

  State take(std::string_view bytes);  // changes nothing unless the state is `more`
  State end();                         // the other side has closed

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] std::string_view field() const { return field_; }  // the field that makes it malformed
  [[nodiscard]] const Answer& answer() const { return answer_; }   // of `whole`

 private:
  void read_start();
  void read_length();
  void finish(std::size_t size);
  State refuse(std::string_view field);

  Request request_;
  State state_ = State::more;
  std::string_view field_;
  std::string bytes_;
  std::size_t wanted_ = log_on_reply_bytes;
  Answer answer_;
};

}  // namespace skranke::cpr_direkte
