// The name of a request, and what is counted and told of its answer.
#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include "http/server/request_id.hpp"
#include "http/server/session.hpp"

namespace skranke::http {

void Session::begin_request() {
  asked_at_ = std::chrono::steady_clock::now();
  route_ = {};
  mistake_ = {};
  const std::string_view named = has_head_ ? head_.request_id.in(buffer_.view()) : std::string_view{};
  const bool is_taken = is_request_id(named) &&
                        std::ranges::find(rules_.trusted_proxies, peer_) != rules_.trusted_proxies.end();
  request_id_ = is_taken ? std::string{named} : draw_request_id();
}

void Session::account(unsigned status) {
  if (!rules_.meters && !rules_.answered) return;
  const auto time = std::chrono::steady_clock::now() - asked_at_;
  const Answered answered{.request_id = request_id_,
                          .route = route_.empty() ? "none" : route_,
                          .method = has_head_ ? name(head_.method) : "none",
                          .status = status,
                          .microseconds = std::chrono::duration_cast<std::chrono::microseconds>(time).count(),
                          .mistake = mistake_};
  if (rules_.meters) rules_.meters->count(answered);
  if (rules_.answered) rules_.answered(answered);
}

}  // namespace skranke::http
