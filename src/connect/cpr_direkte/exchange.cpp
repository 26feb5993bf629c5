#include "connect/cpr_direkte/exchange.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace skranke::cpr_direkte {
namespace {

using std::chrono::steady_clock;

Failure failure(FailureKind kind, std::string_view what) {
  std::string text = "CPR Direkte: ";
  return {.kind = kind, .text = std::move(text += what)};
}

// Of the steps before the request is sent: nothing has happened at the other side.
Failure before_request(StreamFault fault) {
  switch (fault) {
    case StreamFault::not_trusted:
      return failure(
          FailureKind::not_trusted,
          "the server is not trusted: its certificate has to come from an authority in `ca_file`, be "
          "in force and name `server_name`, over TLS 1.2 or newer");
    case StreamFault::late:
      return failure(FailureKind::unreachable,
                     "no connection before the deadline: `host` and `port` have to be reachable from here");
    case StreamFault::unreachable:
    case StreamFault::broken:
    case StreamFault::stopped:
      break;
  }
  return failure(FailureKind::unreachable,
                 "no connection: `host` and `port` have to be those of the service, and reachable from here");
}

Failure after_request(StreamFault fault) {
  if (fault == StreamFault::late) {
    return failure(FailureKind::late, "no whole answer before the deadline; try again later");
  }
  // TLS 1.3 tells a client only here that the server would not have it.
  return failure(FailureKind::cut, "the connection ended before the whole answer; try again later");
}

Failure malformed(std::string_view field) {
  std::string text = "the answer is none of the protocol's: field ";
  return failure(FailureKind::malformed, text.append(field));
}

std::expected<Answer, Failure> read_answer(TlsStream& stream, Request request, const Patience& patience) {
  AnswerReader reader{request};
  std::array<char, header_bytes + base::limits::cpr_direkte_data_bytes_max> bytes{};
  while (reader.state() == AnswerReader::State::more) {
    const auto got = stream.read_some(bytes, patience);
    if (!got) return std::unexpected{after_request(got.error())};
    if (*got == 0) {
      reader.end();
    } else {
      reader.take({bytes.data(), *got});
    }
  }
  switch (reader.state()) {
    case AnswerReader::State::whole:
      return reader.answer();
    case AnswerReader::State::malformed:
      return std::unexpected{malformed(reader.field())};
    case AnswerReader::State::more:
    case AnswerReader::State::cut:
      break;
  }
  return std::unexpected{after_request(StreamFault::broken)};
}

}  // namespace

std::expected<Answer, Failure> Exchange::ask(Request request, const base::PersonalText& frame, Time until) {
  if (!enter(until)) {
    return std::unexpected{
        failure(FailureKind::busy, "every connection was in use until the deadline; try again later")};
  }
  struct Leaving {
    Exchange& from;
    ~Leaving() { from.leave(); }
  };
  const Leaving leaving{*this};
  return ask_alone(request, frame, until);
}

std::expected<Answer, Failure> Exchange::ask_alone(Request request, const base::PersonalText& frame,
                                                   Time until) {
  const Patience connecting{.until = std::min(until, steady_clock::now() + config_.connect_deadline)};
  auto socket = connect_to(config_.host, config_.port, connecting);
  if (!socket) return std::unexpected{before_request(socket.error())};
  auto stream = TlsStream::connect(
      tls_, std::move(*socket), config_.server_name.empty() ? config_.host : config_.server_name, connecting);
  if (!stream) return std::unexpected{before_request(stream.error())};
  const Patience reading{.until = std::min(until, steady_clock::now() + config_.read_deadline)};
  if (const auto sent = stream->write(frame.reveal(), reading); !sent) {
    return std::unexpected{after_request(sent.error())};
  }
  auto answer = read_answer(*stream, request, reading);
  stream->close();
  return answer;
}

bool Exchange::enter(Time until) {
  std::unique_lock lock{mutex_};
  if (!left_.wait_until(lock, until, [this] { return open_ < config_.connections; })) return false;
  ++open_;
  return true;
}

void Exchange::leave() {
  {
    const std::lock_guard lock{mutex_};
    --open_;
  }
  left_.notify_one();
}

}  // namespace skranke::cpr_direkte
