// The least that a server of the same library does: Boost.Beast answering every request with the same words.
//
// Straightforward Beast as its examples have it: a coroutine a connection, a deadline, a parser with limits,
// a response object. One thread. `hello` prints the port that it listens on, and serves until it is ended.
#include <chrono>
#include <cstdio>
#include <exception>
#include <string>
#include <tuple>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr auto result = asio::experimental::as_tuple(asio::use_awaitable);
using Stream = beast::basic_stream<tcp, asio::io_context::executor_type>;

asio::awaitable<void> serve(Stream stream) {
  beast::flat_buffer buffer;
  for (;;) {
    stream.expires_after(std::chrono::seconds{15});
    http::request_parser<http::string_body> parser;
    parser.body_limit(64UL * 1024);
    parser.header_limit(16U * 1024);
    const auto [not_read, bytes_read] = co_await http::async_read(stream, buffer, parser, result);
    if (not_read) break;
    const auto request = parser.release();
    http::response<http::string_body> response{http::status::ok, request.version()};
    response.set(http::field::content_type, "application/json");
    response.keep_alive(request.keep_alive());
    response.body() = R"({"hello":"world"})";
    response.prepare_payload();
    const bool keep_alive = response.keep_alive();
    const auto [not_written, bytes_written] = co_await http::async_write(stream, response, result);
    if (not_written || !keep_alive) break;
  }
  beast::error_code ignored;
  std::ignore = stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> accept(tcp::acceptor acceptor, asio::io_context& io) {
  for (;;) {
    auto [failed, socket] = co_await acceptor.async_accept(result);
    if (failed) co_return;
    socket.set_option(tcp::no_delay{true});
    Stream stream{io.get_executor()};
    stream.socket().assign(tcp::v4(), socket.release());
    asio::co_spawn(io, serve(std::move(stream)), asio::detached);
  }
}

void run() {
  asio::io_context io{1};
  asio::signal_set signals{io, SIGINT, SIGTERM};
  signals.async_wait([&io](auto, auto) { io.stop(); });
  tcp::acceptor acceptor{io, {asio::ip::make_address("127.0.0.1"), 0}};
  std::printf("%u\n", static_cast<unsigned>(acceptor.local_endpoint().port()));
  std::fflush(stdout);
  asio::co_spawn(io, accept(std::move(acceptor), io), asio::detached);
  io.run();
}

}  // namespace

int main() {
  try {
    run();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "hello: %s\n", error.what());
    return 1;
  }
}
