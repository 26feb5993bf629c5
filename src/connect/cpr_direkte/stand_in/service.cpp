#include "connect/cpr_direkte/stand_in/service.hpp"

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "cpr/layout_delivery.hpp"
#include "cpr/record_line.hpp"

namespace skranke::cpr_direkte::stand_in {
namespace {

constexpr int refusals_until_locked = 3;
constexpr std::size_t tokens_max = 16;  // as many programs can share the account

// Where the fields of requests stand.
constexpr std::size_t customer_at = 5;
constexpr std::size_t subscription_at = 9;
constexpr std::size_t data_type_at = 10;

std::string padded(std::string text, std::size_t size) {
  text.resize(size, ' ');
  return text;
}

std::string new_token() {
  constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  std::random_device device;
  std::string token(credential_bytes, ' ');
  for (char& c : token) c = letters[device() % letters.size()];
  return token;
}

void append_number(std::string& text, unsigned number, std::size_t digits) {
  const std::string all = std::to_string(number);
  text.append(digits - std::min(digits, all.size()), '0').append(all);
}

std::size_t bytes_of(const std::vector<std::string>& records) {
  std::size_t sum = 0;
  for (const std::string& record : records) sum += record.size();
  return sum;
}

// An answer has room for so many bytes: children are left out first, then what stands last.
void fit(std::vector<std::string>& records, std::size_t room) {
  while (bytes_of(records) > room) {
    auto last = std::ranges::find_if(records.rbegin(), records.rend(),
                                     [](const std::string& record) { return record.starts_with("014"); });
    records.erase(last == records.rend() ? std::prev(records.end()) : std::prev(last.base()));
  }
}

// The answer's first 24 bytes.
std::string begin_answer(std::string_view customer, std::string_view types, std::string_view token,
                         std::string_view user, ErrorCode error) {
  std::string answer;
  answer.append(customer).append(types).append(token).append(user);
  append_number(answer, static_cast<unsigned>(error), 2);
  return answer;
}

}  // namespace

bool is_log_on(std::string_view request) { return request.substr(subscription_at, 1) == "9"; }

std::size_t request_bytes(std::string_view begin) {
  if (begin.size() <= subscription_at) return 0;
  return is_log_on(begin) ? log_on_bytes : look_up_bytes;
}

Service::Service(KnownAccount account, RecordSource& records, Faults& faults)
    : account_{std::move(account)},
      records_{records},
      faults_{faults},
      is_expired_{faults.planned(FaultKind::password_expired).has_value()},
      used_passwords_{account_.password} {}

Asked Service::asked() const {
  const std::lock_guard lock{mutex_};
  return asked_;
}

std::string Service::answer(std::string_view request) {
  return is_log_on(request) ? log_on(request) : look_up(request);
}

std::string Service::log_on(std::string_view request) {
  const std::lock_guard lock{mutex_};
  ++asked_.log_ons;
  ErrorCode error = ErrorCode::ok;
  const std::string new_password{request.substr(27, credential_bytes)};
  if (const auto fault = faults_.error(true)) {
    error = static_cast<ErrorCode>(*fault);
  } else if (request.substr(0, 4) != account_.transaction) {
    error = ErrorCode::no_access;
  } else if (request.substr(customer_at, 4) != account_.customer) {
    error = ErrorCode::customer_unknown;
  } else if (refused_in_a_row_ >= refusals_until_locked ||
             request.substr(11, credential_bytes) != padded(account_.user, credential_bytes) ||
             request.substr(19, credential_bytes) != padded(account_.password, credential_bytes)) {
    ++refused_in_a_row_;
    error = ErrorCode::password_refused;
  } else {
    refused_in_a_row_ = 0;
    if (new_password.find_first_not_of(' ') != std::string::npos) {
      error = change_password(new_password);
    } else if (is_expired_) {
      error = ErrorCode::password_expired;
    }
  }
  std::string token(credential_bytes, ' ');
  if (error == ErrorCode::ok) {
    token = new_token();
    tokens_.push_back({.text = token});
    if (tokens_.size() > tokens_max) tokens_.pop_front();
  } else {
    ++asked_.log_ons_refused;
  }
  return begin_answer(request.substr(customer_at, 4), "90", token, request.substr(11, credential_bytes),
                      error);
}

ErrorCode Service::change_password(const std::string& new_password) {
  if (!is_good_password(base::PersonalText{new_password}) || !used_passwords_.insert(new_password).second) {
    return ErrorCode::new_password_refused;
  }
  account_.password = new_password;
  is_expired_ = false;
  return ErrorCode::ok;
}

std::string Service::look_up(std::string_view request) {
  const ErrorCode error = look_up_error(request);
  std::string answer =
      begin_answer(request.substr(customer_at, 4), request.substr(subscription_at, 2),
                   request.substr(11, credential_bytes), request.substr(19, credential_bytes), error);
  const auto number = proofing::CprNumber::from_digits(request.substr(29, 10));
  const std::string data = error == ErrorCode::ok ? data_of(*number) : std::string{};
  if (error == ErrorCode::ok && data.empty()) {
    answer.resize(answer.size() - 2);
    append_number(answer, static_cast<unsigned>(ErrorCode::number_unknown), 2);
  }
  const bool has_data = !data.empty();
  append_number(answer, has_data ? static_cast<unsigned>(header_bytes + data.size()) : 0U, 4);
  return answer += data;
}

ErrorCode Service::look_up_error(std::string_view request) {
  const std::lock_guard lock{mutex_};
  ++asked_.look_ups;
  if (const auto fault = faults_.error(false)) return static_cast<ErrorCode>(*fault);
  if (request.substr(0, 4) != account_.transaction) return ErrorCode::no_access;
  if (request.substr(customer_at, 4) != account_.customer) return ErrorCode::customer_unknown;
  if (request[subscription_at] != '0') return ErrorCode::subscription_unknown;
  if (request[data_type_at] != '6') return ErrorCode::data_unknown;
  if (!use_token(request.substr(11, credential_bytes))) return ErrorCode::token_expired;
  return proofing::CprNumber::from_digits(request.substr(29, 10)) ? ErrorCode::ok : ErrorCode::number_missing;
}

bool Service::use_token(std::string_view text) {
  const auto token = std::ranges::find(tokens_, text, &Token::text);
  if (token == tokens_.end()) return false;
  const auto good_for = faults_.planned(FaultKind::token_expires);
  return !good_for || ++token->look_ups <= *good_for;
}

// Empty where the number is unknown.
std::string Service::data_of(const proofing::CprNumber& number) {
  std::vector<std::string> records = records_.records_of(number);
  if (records.empty()) return {};
  if (faults_.strikes(FaultKind::other_person)) {
    for (std::string& record : records) record[3] = record[3] == '9' ? '8' : '9';
  }
  const std::string start = cpr::RecordLine{cpr::r000::layout}
                                .put_number(cpr::r000::opgavenr, 0)
                                .put_number(cpr::r000::proddto, 0)
                                .put_number(cpr::r000::proddtoforrig, 0)
                                .text();
  cpr::RecordLine end{cpr::r999::layout};
  fit(records, base::limits::cpr_direkte_data_bytes_max - start.size() - end.text().size());
  end.put(cpr::r999::sortfelt_10, "9999999999").put_number(cpr::r999::taeller, records.size() + 2);
  std::string data = start;
  for (const std::string& record : records) data += record;
  if (!faults_.strikes(FaultKind::no_end)) data += end.text();
  return data;
}

}  // namespace skranke::cpr_direkte::stand_in
