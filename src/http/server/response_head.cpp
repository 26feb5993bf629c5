// The head of a response, put together from parts that are known beforehand.
#include "http/server/response_head.hpp"

#include <array>
#include <charconv>
#include <ctime>
#include <string_view>

namespace skranke::http {

namespace {

std::string_view status_line(unsigned status) {
  switch (status) {
    case 200:
      return "HTTP/1.1 200 OK\r\n";
    case 201:
      return "HTTP/1.1 201 Created\r\n";
    case 204:
      return "HTTP/1.1 204 No Content\r\n";
    case 302:
      return "HTTP/1.1 302 Found\r\n";
    case 303:
      return "HTTP/1.1 303 See Other\r\n";
    case 304:
      return "HTTP/1.1 304 Not Modified\r\n";
    case 308:
      return "HTTP/1.1 308 Permanent Redirect\r\n";
    case 400:
      return "HTTP/1.1 400 Bad Request\r\n";
    case 401:
      return "HTTP/1.1 401 Unauthorized\r\n";
    case 403:
      return "HTTP/1.1 403 Forbidden\r\n";
    case 404:
      return "HTTP/1.1 404 Not Found\r\n";
    case 405:
      return "HTTP/1.1 405 Method Not Allowed\r\n";
    case 408:
      return "HTTP/1.1 408 Request Timeout\r\n";
    case 409:
      return "HTTP/1.1 409 Conflict\r\n";
    case 413:
      return "HTTP/1.1 413 Content Too Large\r\n";
    case 414:
      return "HTTP/1.1 414 URI Too Long\r\n";
    case 415:
      return "HTTP/1.1 415 Unsupported Media Type\r\n";
    case 417:
      return "HTTP/1.1 417 Expectation Failed\r\n";
    case 422:
      return "HTTP/1.1 422 Unprocessable Content\r\n";
    case 423:
      return "HTTP/1.1 423 Locked\r\n";
    case 429:
      return "HTTP/1.1 429 Too Many Requests\r\n";
    case 431:
      return "HTTP/1.1 431 Request Header Fields Too Large\r\n";
    case 501:
      return "HTTP/1.1 501 Not Implemented\r\n";
    case 503:
      return "HTTP/1.1 503 Service Unavailable\r\n";
    case 505:
      return "HTTP/1.1 505 HTTP Version Not Supported\r\n";
    default:
      return "HTTP/1.1 500 Internal Server Error\r\n";
  }
}

constexpr std::string_view security_fields =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

// A page may ask the browser where it is, to find a centre near, and for the camera, to read the code of who
// arrives; the browser asks its user.
constexpr std::string_view page_policy =
    "Permissions-Policy: camera=(self), geolocation=(self), microphone=()\r\n"
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n";

// What is not a page has no business loading anything, should a browser ever show it as one.
constexpr std::string_view other_policy =
    "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n"
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";

// A worker goes by the policy that its own script came with, not by that of the page. So the page itself
// needs no leave to compile WebAssembly; and what compiles it, which is told all that a citizen enters, can
// send nothing.
constexpr std::string_view engine_policy =
    "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n"
    "Content-Security-Policy: default-src 'none'; script-src 'wasm-unsafe-eval'; frame-ancestors 'none'\r\n";
constexpr std::string_view keeper_policy =
    "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n"
    "Content-Security-Policy: default-src 'none'; connect-src 'self'; frame-ancestors 'none'\r\n";

std::string_view policy_of(const Response& response) {
  switch (response.worker) {
    case PageWorker::engine:
      return engine_policy;
    case PageWorker::keeper:
      return keeper_policy;
    case PageWorker::none:
      break;
  }
  return response.content_type.starts_with("text/html") ? page_policy : other_policy;
}

// "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n" of this second, kept until the next one.
// SPEC: RFC 9110, 5.6.7, IMF-fixdate; written by hand because strftime follows the locale.
std::string_view date_field() {
  struct Cache {
    std::time_t second = -1;
    std::array<char, 37> text{};
  };
  thread_local Cache cache;
  std::timespec now{};
  // The coarse clock is a read of memory; a Date need not be better than 4 milliseconds.
  if (clock_gettime(CLOCK_REALTIME_COARSE, &now) != 0) now.tv_sec = std::time(nullptr);
  if (now.tv_sec != cache.second) {
    constexpr std::string_view days = "SunMonTueWedThuFriSat";
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    std::tm utc{};
    gmtime_r(&now.tv_sec, &utc);
    std::string text = "Date: ";
    const auto put = [&text](int value, int width) {
      for (int scale = width == 4 ? 1000 : 10; scale > 0; scale /= 10) {
        text += static_cast<char>('0' + value / scale % 10);
      }
    };
    text += days.substr(static_cast<std::size_t>(utc.tm_wday) * 3, 3);
    text += ", ";
    put(utc.tm_mday, 2);
    text += ' ';
    text += months.substr(static_cast<std::size_t>(utc.tm_mon) * 3, 3);
    text += ' ';
    put(utc.tm_year + 1900, 4);
    text += ' ';
    put(utc.tm_hour, 2);
    text += ':';
    put(utc.tm_min, 2);
    text += ':';
    put(utc.tm_sec, 2);
    text += " GMT\r\n";
    text.copy(cache.text.data(), cache.text.size());
    cache.second = now.tv_sec;
  }
  return {cache.text.data(), cache.text.size()};
}

}  // namespace

void append_head(std::string& out, const Response& response, const Framing& framing) {
  out += status_line(response.status);
  out += date_field();
  out += security_fields;
  out += policy_of(response);
  out += response.fields;
  // What does not say for how long it holds is an answer to one person's question.
  if (response.fields.find("Cache-Control:") == std::string::npos) out += "Cache-Control: no-store\r\n";
  if (!framing.request_id.empty()) out.append("X-Request-Id: ").append(framing.request_id).append("\r\n");
  if (!response.content_type.empty()) {
    out += "Content-Type: ";
    out += response.content_type;
    out += "\r\n";
  }
  if (framing.content_length) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *framing.content_length).ptr;
    out += "Content-Length: ";
    out.append(digits.data(), end);
    out += "\r\n";
  }
  if (framing.chunked) out += "Transfer-Encoding: chunked\r\n";
  if (!framing.keep_alive) {
    out += "Connection: close\r\n";
  } else if (!framing.http_1_1) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
}

}  // namespace skranke::http
