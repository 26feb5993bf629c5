#include "connect/cpr_direkte/frames.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "base/limits.hpp"

namespace skranke::cpr_direkte {
namespace {

constexpr std::size_t token_at = 6;
constexpr std::size_t error_at = 22;
constexpr std::size_t length_at = 24;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void append_padded(std::string& frame, std::string_view field, std::size_t size) {
  base::ensure(field.size() <= size, "the value fits the field of the frame");
  frame.append(field).append(size - field.size(), ' ');
}

std::string begin_frame(const Account& account, std::string_view types) {
  std::string frame;
  frame.reserve(look_up_bytes);
  append_padded(frame, account.transaction, 4);
  frame += ',';
  append_padded(frame, account.customer, 4);
  return frame.append(types);
}

// -1 for what is not all digits.
int number_in(std::string_view digits) {
  int number = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

base::PersonalText log_on_request(const Account& account, const base::PersonalText& password,
                                  const base::PersonalText& new_password) {
  std::string frame = begin_frame(account, "90");
  append_padded(frame, account.user.reveal(), credential_bytes);
  append_padded(frame, password.reveal(), credential_bytes);
  append_padded(frame, new_password.reveal(), credential_bytes);
  base::ensure(frame.size() == log_on_bytes, "a log-on has 35 bytes");
  return base::PersonalText{std::move(frame)};
}

base::PersonalText look_up_request(const Account& account, const base::PersonalText& token,
                                   const proofing::CprNumber& number) {
  std::string frame = begin_frame(account, "06");
  append_padded(frame, token.reveal(), credential_bytes);
  append_padded(frame, account.user.reveal(), credential_bytes);
  frame += "00";
  frame += number.reveal();
  base::ensure(frame.size() == look_up_bytes, "a look-up has 39 bytes");
  return base::PersonalText{std::move(frame)};
}

bool is_good_password(const base::PersonalText& password) {
  const std::string& text = password.reveal();
  const auto digits = std::ranges::count_if(text, is_digit);
  const auto letters = std::ranges::count_if(text, is_letter);
  return text.size() == credential_bytes && digits >= 2 && letters >= 2 && digits + letters == 8;
}

AnswerReader::State AnswerReader::take(std::string_view bytes) {
  while (state_ == State::more && !bytes.empty()) {
    const std::size_t count = std::min(bytes.size(), wanted_ - bytes_.size());
    bytes_.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    if (bytes_.size() < wanted_) break;
    if (wanted_ == log_on_reply_bytes) {
      read_start();
    } else if (wanted_ == header_bytes) {
      read_length();
    } else {
      finish(wanted_);
    }
  }
  return state_;
}

AnswerReader::State AnswerReader::end() {
  if (state_ != State::more) return state_;
  // An error may come without its reason code.
  if (bytes_.size() >= log_on_reply_bytes && answer_.error != ErrorCode::ok) return state_ = State::whole;
  return state_ = State::cut;
}

// What a log-on and a look-up begin with.
void AnswerReader::read_start() {
  const int error = number_in(std::string_view{bytes_}.substr(error_at, 2));
  if (error < 0) {
    refuse("FEJLNR");
    return;
  }
  answer_.error = static_cast<ErrorCode>(error);
  if (request_ == Request::look_up) {
    wanted_ = header_bytes;
    return;
  }
  if (answer_.error == ErrorCode::ok) {
    answer_.token = base::PersonalText{bytes_.substr(token_at, credential_bytes)};
    const bool is_printable =
        std::ranges::all_of(answer_.token.reveal(), [](char c) { return c >= ' ' && c <= '~'; });
    if (!is_printable || answer_.token.reveal().find_first_not_of(" 0") == std::string::npos) {
      refuse("TOKEN");
      return;
    }
  }
  state_ = State::whole;
}

void AnswerReader::read_length() {
  const int length = number_in(std::string_view{bytes_}.substr(length_at, 4));
  if (answer_.error != ErrorCode::ok) {
    if (length >= 0) answer_.reason = static_cast<std::uint16_t>(length);
    state_ = State::whole;
    return;
  }
  if (length < static_cast<int>(header_bytes) ||
      length > static_cast<int>(header_bytes + base::limits::cpr_direkte_data_bytes_max)) {
    refuse("L_DATA");
    return;
  }
  wanted_ = static_cast<std::size_t>(length);
  if (wanted_ == header_bytes) finish(wanted_);
}

void AnswerReader::finish(std::size_t size) {
  answer_.data = base::PersonalText{bytes_.substr(header_bytes, size - header_bytes)};
  state_ = State::whole;
}

AnswerReader::State AnswerReader::refuse(std::string_view field) {
  answer_ = {};
  field_ = field;
  return state_ = State::malformed;
}

}  // namespace skranke::cpr_direkte
