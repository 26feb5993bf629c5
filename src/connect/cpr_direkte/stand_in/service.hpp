// What CPR Direkte answers to a request, without sockets: the account, its tokens, and the register.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "connect/cpr_direkte/error_code.hpp"
#include "connect/cpr_direkte/frames.hpp"
#include "connect/cpr_direkte/stand_in/faults.hpp"
#include "connect/cpr_direkte/stand_in/record_source.hpp"

namespace skranke::cpr_direkte::stand_in {

// The one account that the stand-in knows. None of it is secret: it guards fictitious persons.
struct KnownAccount {
  std::string transaction = "OFF4";
  std::string customer = "1234";
  std::string user = "STANDIN1";
  std::string password = "stand1n2";
};

// How often what was asked. Refused log-ons count as log-ons too.
struct Asked {
  std::size_t log_ons = 0;
  std::size_t log_ons_refused = 0;
  std::size_t look_ups = 0;
};

// The length of the request that begins with these bytes; 0 while that is not known.
[[nodiscard]] std::size_t request_bytes(std::string_view begin);
[[nodiscard]] bool is_log_on(std::string_view request);

class Service {
 public:
  Service(KnownAccount account, RecordSource& records, Faults& faults);

  // The whole answer to a whole request. From any thread.
  [[nodiscard]] std::string answer(std::string_view request);
  [[nodiscard]] Asked asked() const;

 private:
  struct Token {
    std::string text;
    unsigned look_ups = 0;
  };

  std::string log_on(std::string_view request);
  ErrorCode change_password(const std::string& new_password);
  std::string look_up(std::string_view request);
  ErrorCode look_up_error(std::string_view request);
  bool use_token(std::string_view text);
  std::string data_of(const proofing::CprNumber& number);

  mutable std::mutex mutex_;
  KnownAccount account_;
  RecordSource& records_;
  Faults& faults_;
  bool is_expired_;
  int refused_in_a_row_ = 0;
  std::set<std::string> used_passwords_;
  std::deque<Token> tokens_;  // the newest last
  Asked asked_;
};

}  // namespace skranke::cpr_direkte::stand_in
