// A conversation for tests: bytes in, bytes out, and a handler that says what it was asked.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "base/ensure.hpp"
#include "http/server/session.hpp"

namespace skranke::http::test {

inline constexpr std::size_t body_max = 1000;

// Answers with what it was asked, so that a test sees what a handler sees.
inline void describe(const Request& request, Response& response) {
  response.content_type = "text/plain";
  if (request.path == "/throw") throw std::runtime_error{"a mistake"};
  if (request.path == "/bug") base::ensure(false, "a bug on purpose");
  if (request.path == "/empty") return void(response.status = 204);
  if (request.path == "/pieces") {
    response.more = [left = 3, body = request.body](std::string& piece) mutable {
      piece.append(body).append(std::to_string(left));
      return --left > 0;
    };
    return;
  }
  if (request.path == "/work") {
    response.work = [body = std::string{request.body}](Response& answer) {
      answer.content_type = "text/plain";
      answer.body = "worked on " + body;
    };
    return;
  }
  response.body.append(name(request.method))
      .append(" path=")
      .append(request.path)
      .append(" query=")
      .append(request.query);
  response.body.append(" type=")
      .append(request.content_type)
      .append(" body=")
      .append(request.body)
      .append(";");
}

class SessionTest : public ::testing::Test {
 protected:
  SessionTest() {
    rules.handler = {.answer = describe, .body_bytes_max = [](Method, std::string_view) { return body_max; }};
    restart();
  }

  void restart() { session = std::make_unique<Session>(rules); }

  // Feeds `bytes` in pieces of `size`, sends everything that comes out, and returns it.
  std::string talk(std::string_view bytes, std::size_t size = std::string_view::npos) {
    std::string out;
    while (!bytes.empty() && session->phase() != Session::Phase::closing) {
      const auto space = session->space();
      const std::size_t count = std::min({size, bytes.size(), space.size()});
      std::ranges::copy(bytes.substr(0, count), space.begin());
      bytes.remove_prefix(count);
      session->received(count);
      out += drain();
    }
    return out;
  }

  std::string drain() {
    std::string out;
    while (session->has_output()) {
      const auto pieces = session->output();
      out.append(pieces[0]).append(pieces[1]);
      session->sent(pieces[0].size() + pieces[1].size());
    }
    return out;
  }

  // In a conversation of its own.
  std::string answer(std::string_view bytes) {
    restart();
    return talk(bytes);
  }

  [[nodiscard]] bool closing() const { return session->phase() == Session::Phase::closing; }

  SessionRules rules;
  std::unique_ptr<Session> session;
};

inline std::string request(std::string_view line, std::string_view fields = "", std::string_view body = "") {
  std::string text;
  text.append(line).append(" HTTP/1.1\r\nHost: example.org\r\n").append(fields).append("\r\n").append(body);
  return text;
}

inline std::string with_length(std::string_view line, std::string_view body) {
  return request(line, "Content-Length: " + std::to_string(body.size()) + "\r\n", body);
}

}  // namespace skranke::http::test
