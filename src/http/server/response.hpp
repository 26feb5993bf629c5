// The answer to a Request, and who gives it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/server/event_channel.hpp"
#include "http/server/request.hpp"

namespace skranke::http {

// A script that runs beside a page rather than in it, under a policy of its own.
enum class PageWorker : std::uint8_t {
  none,
  engine,  // decides cases: may run WebAssembly, and reach nothing at all
  keeper,  // keeps pages and rules for when there is no connection: may fetch from here, and run nothing else
};

// What a handler fills in. The server adds the status line, Date, Content-Length, the framing and the
// security headers. The object is reused from request to request, so that its strings keep their memory.
struct Response {
  std::string_view route;  // the pattern of its path, of static duration; empty: no route has it
  unsigned status = 200;
  std::string_view content_type;         // of static duration; empty: no Content-Type
  PageWorker worker = PageWorker::none;  // which one the file starts, if any
  std::string fields;                    // further header fields, each ended with CRLF
  std::string body;
  // A body that lives as long as the handler; sent instead of `body` unless empty.
  std::string_view file;
  // Answers too long to hold: called again and again, appends the next piece, and returns false with the
  // last one. Sent instead of the other two. The request's views hold until then.
  std::function<bool(std::string& piece)> more;
  // An answer that waits for a disk or another server: called once, on a thread that may wait, and fills in
  // an answer of its own, which is sent instead of all of the above. It has to own what it needs.
  std::function<void(Response&)> work;
  // An answer that stays open: the channel's latest event at once, and each newer one. Sent instead of a
  // body, with status 200 and text/event-stream; nothing is read from the client any more.
  std::shared_ptr<EventChannel> events;

  void clear() {
    route = {};
    status = 200;
    content_type = {};
    worker = PageWorker::none;
    fields.clear();
    body.clear();
    file = {};
    more = nullptr;
    work = nullptr;
    events = nullptr;
  }
};

// Called from every thread of the server at once. An exception that leaves `answer` is a 500 for that
// request, and nothing else.
struct Handler {
  std::function<void(const Request&, Response&)> answer;
  // The longest body that a request may have, asked when its head has been read.
  std::function<std::size_t(Method, std::string_view path)> body_bytes_max;
};

}  // namespace skranke::http
