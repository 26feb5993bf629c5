// One connection's conversation: find the head, take the body, answer, again.
#include "http/server/session.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <exception>
#include <typeinfo>

#include "http/server/refusals.hpp"
#include "http/server/response_head.hpp"

namespace skranke::http {

namespace {

// While more than this waits to be sent, no further request is answered and no further piece is asked for.
constexpr std::size_t output_pause = 64UL * 1024;
// A file shorter than this is copied behind its head, so that requests in a row are answered in one write.
constexpr std::size_t file_copy_max = 16UL * 1024;
constexpr std::size_t strings_keep_max = 256UL * 1024;

// The first byte of a method; anything else is not HTTP (a TLS greeting, for example).
bool may_begin_request(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

Session::~Session() {
  account_for(0);
  if (channel_ == nullptr) return;
  channel_->count_stream(false);
  rules_.event_streams.fetch_sub(1);
  if (rules_.meters) rules_.meters->event_streams.fetch_sub(1, std::memory_order_relaxed);
}

void Session::received(std::size_t count) {
  buffer_.commit(count);
  account_for(buffer_.capacity());
  proceed();
}

void Session::proceed() {
  while (!closing_ && !streaming_ && !working_ && channel_ == nullptr && file_.empty() &&
         out_.size() - out_sent_ < output_pause) {
    if (!has_head_ && !read_head()) return;
    if (!read_body()) return;
    answer();
  }
}

// Goes through the lines of the head once, however it is cut into reads. What is wrong with a line end is
// said at once, because a head whose lines end otherwise would never be complete.
bool Session::read_head() {
  // SPEC: RFC 9112, 2.2: empty lines before the request line are ignored. They don't begin a deadline anew.
  while (!begun_ && buffer_.view().starts_with("\r\n")) buffer_.consume(2);
  // Nothing behind the limit is looked at, so that the answer does not depend on how much has arrived.
  const std::string_view bytes = buffer_.view().substr(0, rules_.header_bytes_max);
  if (bytes.empty() || bytes == "\r") return false;
  if (!may_begin_request(bytes[0])) return refuse(refusals::bad_method);
  if (!begun_) ++epoch_;
  begun_ = true;
  std::size_t at = scanned_;
  while (at < bytes.size()) {
    const bool line_begins = at > 0 && bytes[at - 1] == '\n';
    if (line_begins && (bytes[at] == ' ' || bytes[at] == '\t')) return refuse(refusals::folded_field);
    const auto* end = static_cast<const char*>(std::memchr(bytes.data() + at, '\n', bytes.size() - at));
    if (end == nullptr) break;
    const auto line_end = static_cast<std::size_t>(end - bytes.data());
    if (line_end == 0 || bytes[line_end - 1] != '\r') return refuse(refusals::bad_line_end);
    if (line_end >= 3 && bytes[line_end - 2] == '\n') {
      head_size_ = line_end + 1;
      return begin_body();
    }
    at = line_end + 1;
  }
  scanned_ = bytes.size();
  if (bytes.size() == rules_.header_bytes_max) {
    const bool in_first_line = bytes.find('\n') == std::string_view::npos;
    return refuse(in_first_line ? refusals::target_too_long : refusals::header_too_large);
  }
  return false;
}

bool Session::begin_body() {
  auto head = parse_head(buffer_.view().substr(0, head_size_), rules_.target_bytes_max);
  if (!head) return refuse(head.error());
  head_ = *head;
  has_head_ = true;
  body_size_ = 0;
  ++epoch_;
  if (head->content_length == 0 && !head->chunked) return true;
  body_bytes_max_ = rules_.handler.body_bytes_max(head->method, head->path.in(buffer_.view()));
  if (head->content_length > body_bytes_max_) return refuse(refusals::body_too_large);
  if (head->chunked) {
    chunks_ = ChunkedBody{body_bytes_max_, rules_.header_bytes_max};
    request_end_ = head_size_;
  }
  if (head->expects_continue && head->http_1_1 && buffer_.size() == head_size_) {
    out_ += "HTTP/1.1 100 Continue\r\n\r\n";
  }
  return true;
}

bool Session::read_body() {
  if (!head_.chunked) {
    body_size_ = static_cast<std::size_t>(head_.content_length);
    request_end_ = head_size_ + body_size_;
    return buffer_.size() >= request_end_;
  }
  // The content moves to the front of what has been received, over the chunks' sizes.
  char* const data = buffer_.data();
  const auto step =
      chunks_.decode(data + request_end_, buffer_.size() - request_end_, data + head_size_ + body_size_);
  body_size_ += step.produced;
  switch (step.status) {
    case ChunkedBody::Status::done:
      request_end_ += step.consumed;
      return true;
    case ChunkedBody::Status::malformed:
      return refuse(refusals::bad_chunk);
    case ChunkedBody::Status::too_large:
      return refuse(refusals::body_too_large);
    case ChunkedBody::Status::more:
      break;
  }
  request_end_ = head_size_ + body_size_;
  buffer_.truncate(request_end_);
  return false;
}

void Session::answer() {
  begin_request();
  const std::string_view bytes = buffer_.view();
  const Request request{.method = head_.method,
                        .path = head_.path.in(bytes),
                        .query = head_.query.in(bytes),
                        .content_type = head_.content_type.in(bytes),
                        .accept = head_.accept.in(bytes),
                        .accept_encoding = head_.accept_encoding.in(bytes),
                        .accept_language = head_.accept_language.in(bytes),
                        .if_none_match = head_.if_none_match.in(bytes),
                        .authorization = head_.authorization.in(bytes),
                        .cookie = head_.cookie.in(bytes),
                        .sec_fetch_site = head_.sec_fetch_site.in(bytes),
                        .idempotency_key = head_.idempotency_key.in(bytes),
                        .session_token = head_.session_token.in(bytes),
                        .forwarded_for = head_.forwarded_for.in(bytes),
                        .request_id = request_id_,
                        .peer = peer_,
                        .body = bytes.substr(head_size_, body_size_)};
  // What the client has begun to send before the server began to stop is still answered.
  keep_alive_ = head_.keep_alive && (!draining_ || bytes.size() > request_end_);
  response_.clear();
  try {
    rules_.handler.answer(request, response_);
  } catch (const std::exception& error) {
    // A mistake in a handler costs its request and this connection, never the server.
    mistake_ = typeid(error).name();
    response_.clear();
    write_problem(response_, refusals::internal);
    keep_alive_ = false;
  } catch (...) {
    mistake_ = "unknown";
    response_.clear();
    write_problem(response_, refusals::internal);
    keep_alive_ = false;
  }
  route_ = response_.route;
  working_ = response_.work != nullptr;
  if (!working_) respond();
}

void Session::respond() {
  if (response_.events != nullptr && head_.method != Method::head) return begin_events();
  account(response_.status);
  send_response(head_.method == Method::head);
  if (streaming_) return stream();
  finish_request();
}

void Session::worked(Response&& answer) {
  working_ = false;
  response_ = std::move(answer);
  if (!response_.route.empty()) route_ = response_.route;
  ++epoch_;
  respond();
  proceed();
}

void Session::not_worked(const Refusal& why, std::string_view mistake) {
  mistake_ = mistake;
  if (why.status == 503 && rules_.meters) rules_.meters->work_refused.fetch_add(1, std::memory_order_relaxed);
  Response answer;
  write_problem(answer, why);
  keep_alive_ = keep_alive_ && why.status == 503;
  worked(std::move(answer));
}

void Session::send_response(bool head_only) {
  name_instance(response_, request_id_);
  Framing framing{.content_length = {},
                  .chunked = false,
                  .keep_alive = keep_alive_,
                  .http_1_1 = !has_head_ || head_.http_1_1,
                  .request_id = request_id_};
  const std::string_view body = response_.file.empty() ? std::string_view{response_.body} : response_.file;
  if (response_.more != nullptr && !head_only) {
    streaming_ = true;
    framing.chunked = framing.http_1_1;
    framing.keep_alive = keep_alive_ = keep_alive_ && framing.chunked;
  } else if (response_.status != 204 && response_.status != 304) {
    framing.content_length = body.size();
  }
  append_head(out_, response_, framing);
  if (head_only || streaming_ || !framing.content_length) return;
  if (response_.file.empty() || body.size() <= file_copy_max) {
    out_ += body;
  } else {
    file_ = body;
  }
}

void Session::stream() {
  const bool chunked = head_.http_1_1;
  while (streaming_ && out_.size() - out_sent_ < output_pause) {
    piece_.clear();
    try {
      streaming_ = response_.more(piece_);
    } catch (...) {
      // The status was sent long ago: all that is left is to end the answer visibly too early.
      streaming_ = false;
      closing_ = true;
      return;
    }
    append_chunk(piece_);
  }
  if (streaming_) return;
  if (chunked) out_ += "0\r\n\r\n";
  finish_request();
}

// A piece of an answer whose length is not known, in the framing that the client's version of HTTP has.
void Session::append_chunk(std::string_view text) {
  if (text.empty()) return;
  if (!head_.http_1_1) {
    out_ += text;
    return;
  }
  std::array<char, 16> digits{};
  out_.append(digits.data(),
              std::to_chars(digits.data(), digits.data() + digits.size(), text.size(), 16).ptr);
  out_ += "\r\n";
  out_ += text;
  out_ += "\r\n";
}

// From here on the connection is a stream: what only requests need is given back, since there can be
// thousands.
void Session::begin_events() {
  if (rules_.event_streams.fetch_add(1) >= rules_.event_streams_max) {
    rules_.event_streams.fetch_sub(1);
    refuse(refusals::too_many_streams);
    return;
  }
  auto channel = std::exchange(response_.events, nullptr);
  channel->count_stream(true);
  if (rules_.meters) rules_.meters->event_streams.fetch_add(1, std::memory_order_relaxed);
  account(200);
  response_.content_type = "text/event-stream";
  keep_alive_ = keep_alive_ && head_.http_1_1;
  append_head(out_, response_,
              {.content_length = {},
               .chunked = head_.http_1_1,
               .keep_alive = keep_alive_,
               .http_1_1 = head_.http_1_1,
               .request_id = request_id_});
  append_chunk("retry: 2000\n\n");
  response_ = {};
  piece_ = {};
  buffer_.release();
  account_for(0);
  ++epoch_;
  answered_any_ = true;
  channel_ = std::move(channel);
  if (const auto latest = channel_->latest(); latest.version != 0) {
    heard_ = latest.version;
    append_chunk(*latest.text);
  }
  if (draining_) end_events();
}

void Session::hear() {
  if (channel_ == nullptr || closing_ || has_output()) return;
  const auto latest = channel_->latest();
  if (latest.version == heard_) return;
  heard_ = latest.version;
  append_chunk(*latest.text);
  ++epoch_;
}

void Session::heartbeat() {
  if (channel_ == nullptr || closing_ || has_output()) return;
  append_chunk(":\n\n");
  ++epoch_;
}

void Session::end_events() {
  if (head_.http_1_1) out_ += "0\r\n\r\n";
  closing_ = true;
  ++epoch_;
}

void Session::drain() {
  draining_ = true;
  if (channel_ != nullptr && !closing_) end_events();
}

void Session::finish_request() {
  buffer_.consume(request_end_);
  account_for(buffer_.capacity());
  has_head_ = false;
  scanned_ = 0;
  begun_ = false;
  ++epoch_;
  answered_any_ = true;
  closing_ = closing_ || !keep_alive_;
  if (response_.body.capacity() > strings_keep_max) response_.body = {};
  if (piece_.capacity() > strings_keep_max) piece_ = {};
}

bool Session::refuse(const Refusal& refusal) {
  keep_alive_ = false;
  closing_ = true;
  ++epoch_;
  response_.clear();
  write_problem(response_, refusal);
  begin_request();
  route_ = "refused";
  account(refusal.status);
  send_response(false);
  return false;
}

void Session::time_out() {
  if (!closing_) refuse(has_head_ ? refusals::body_timeout : refusals::header_timeout);
}

std::array<std::string_view, 2> Session::output() const {
  return {std::string_view{out_}.substr(out_sent_), file_};
}

void Session::sent(std::size_t count) {
  const std::size_t of_out = std::min(count, out_.size() - out_sent_);
  out_sent_ += of_out;
  file_.remove_prefix(count - of_out);
  if (has_output()) return;
  out_sent_ = 0;
  out_.clear();
  if (out_.capacity() > strings_keep_max || channel_ != nullptr) out_ = {};
  ++epoch_;
  if (streaming_) stream();
  hear();
  proceed();
}

Session::Phase Session::phase() const {
  if (has_output()) return Phase::answering;
  if (working_) return Phase::working;
  if (closing_) return Phase::closing;
  if (channel_ != nullptr) return Phase::listening;
  if (has_head_) return Phase::body;
  return begun_ ? Phase::head : Phase::idle;
}

// Only buffers beyond the ordinary size count: there can be as many ordinary ones as connections.
void Session::account_for(std::size_t capacity) {
  const std::size_t large = capacity > base::limits::body_bytes_max * 2 ? capacity : 0;
  if (large == accounted_) return;
  const std::size_t others = rules_.large_bodies_bytes.fetch_add(large - accounted_) - accounted_;
  accounted_ = large;
  if (large > 0 && others + large > rules_.large_bodies_bytes_max && !closing_) refuse(refusals::busy);
}

}  // namespace skranke::http
