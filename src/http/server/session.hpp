// One connection's conversation, without its socket: received bytes go in, bytes to send come out.
//
// All of HTTP/1.1 that is not the moving of bytes and the passing of time is here, so that tests and the
// fuzzer run exactly what the server runs. Requests are answered in their order, as many as have arrived;
// while an answer waits to be sent, nothing more is read, so that a client can't make the server hoard.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "base/service_limits.hpp"
#include "http/server/chunked_body.hpp"
#include "http/server/event_channel.hpp"
#include "http/server/meters.hpp"
#include "http/server/problem.hpp"
#include "http/server/read_buffer.hpp"
#include "http/server/request_head.hpp"
#include "http/server/response.hpp"

namespace skranke::http {

// What all sessions of a server share.
struct SessionRules {
  Handler handler;
  std::size_t header_bytes_max = base::limits::header_bytes_max;
  std::size_t target_bytes_max = base::limits::target_bytes_max;
  std::size_t large_bodies_bytes_max = base::limits::large_bodies_bytes_max;
  std::size_t event_streams_max = base::limits::event_streams_max;
  std::shared_ptr<Meters> meters = nullptr;                 // null: nothing is counted
  std::vector<std::string> trusted_proxies = {};            // whose X-Request-Id is taken over
  std::function<void(const Answered&)> answered = nullptr;  // told of each answer, from every thread; short
  std::atomic<std::size_t> large_bodies_bytes = 0;          // held by all sessions beyond their small buffers
  std::atomic<std::size_t> event_streams = 0;               // open
};

class Session {
 public:
  // What a deadline is about.
  enum class Phase : std::uint8_t {
    idle,       // no byte of a request is here
    head,       // part of a request's head
    body,       // the head, and part of the body
    working,    // take_work() waits to be done, or is being done; then worked() goes on
    answering,  // output() waits to be sent
    listening,  // an event stream is open, and there is no news: hear() asks for it
    closing,    // everything was said: close once output() has been sent
  };

  // `rules` are borrowed and must outlive the session. `peer` is the address at the other end, for handlers.
  explicit Session(SessionRules& rules, std::string peer = {}) : rules_{rules}, peer_{std::move(peer)} {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  // Where the next received bytes go; then received() says how many they were. Only while output() is empty.
  [[nodiscard]] std::span<char> space() { return buffer_.space(); }
  void received(std::size_t count);

  // What to send now, in two pieces; then sent() says how much of it was, and output() may have more.
  [[nodiscard]] std::array<std::string_view, 2> output() const;
  [[nodiscard]] bool has_output() const { return out_sent_ < out_.size() || !file_.empty(); }
  void sent(std::size_t count);

  // What a handler wants done on a thread that may wait; empty if it has been taken already. Nothing is
  // received in the meantime.
  [[nodiscard]] std::function<void(Response&)> take_work() { return std::exchange(response_.work, nullptr); }
  void worked(Response&& answer);
  // It could not be done: a mistake in it, or too much else to do.
  // `mistake` is the class of an exception, of static duration.
  void not_worked(const Refusal& why, std::string_view mistake = {});

  // The channel of an event stream; null: the session is none.
  [[nodiscard]] const std::shared_ptr<EventChannel>& channel() const { return channel_; }
  // Has the channel's latest event sent, unless the client has it or something waits to be sent already.
  void hear();
  // Has a sign of life sent, which clients skip.
  void heartbeat();

  [[nodiscard]] Phase phase() const;
  // A number that changes whenever a deadline has to begin anew.
  [[nodiscard]] std::uint32_t epoch() const { return epoch_; }
  [[nodiscard]] bool streaming() const { return streaming_; }
  [[nodiscard]] bool answered_any() const { return answered_any_; }

  // The deadline of a `head` or `body` phase has passed: answers 408 and closes.
  void time_out();
  // The next answer is the last one; an event stream ends.
  void drain();

 private:
  // Each returns true if there is more to do now.
  bool read_head();
  bool begin_body();
  bool read_body();
  void proceed();
  void answer();
  void respond();
  // A new request: its id, from when its time is taken.
  void begin_request();
  void account(unsigned status);
  void stream();
  void append_chunk(std::string_view text);
  void begin_events();
  void end_events();
  void finish_request();

  // Answers with a problem, after which the connection is closed. Always false.
  bool refuse(const Refusal& refusal);
  void send_response(bool head_only);
  void account_for(std::size_t capacity);

  SessionRules& rules_;
  std::string peer_;
  ReadBuffer buffer_;
  std::string out_;
  std::size_t out_sent_ = 0;
  std::string_view file_;
  Response response_;
  std::string piece_;
  std::string request_id_;
  std::string_view route_;
  std::string_view mistake_;
  std::chrono::steady_clock::time_point asked_at_;
  std::shared_ptr<EventChannel> channel_;
  std::uint64_t heard_ = 0;  // the version of the channel's event that was sent last

  std::size_t scanned_ = 0;  // bytes of the head that hold no end of it
  bool has_head_ = false;    // head_ is that of the request at the front of the buffer
  RequestHead head_;
  std::size_t head_size_ = 0;
  std::size_t body_size_ = 0;  // content, without transfer coding
  std::size_t body_bytes_max_ = 0;
  std::size_t request_end_ = 0;  // where the next request begins, once the body is complete
  ChunkedBody chunks_{0, 0};     // of a body that is chunked

  std::size_t accounted_ = 0;
  std::uint32_t epoch_ = 0;
  bool begun_ = false;  // a byte of the next request is here
  bool keep_alive_ = true;
  bool streaming_ = false;
  bool working_ = false;
  bool draining_ = false;
  bool closing_ = false;
  bool answered_any_ = false;
};

}  // namespace skranke::http
