// TLS over TCP with a deadline on every step: what CPR Direkte's client and its stand-in speak through.
//
// Plain OpenSSL over non-blocking sockets: one thread waits for one connection, and no wait outlasts its
// deadline or a request to stop. TLS 1.2 at least. SPEC: RFC 8446, RFC 5246, RFC 6125 (the name in a
// certificate).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>

// OpenSSL's types, so that its headers stay out of this one.
struct ssl_ctx_st;
struct ssl_st;

namespace skranke::cpr_direkte {

using Time = std::chrono::steady_clock::time_point;

// How long to wait, and what else ends a wait.
struct Patience {
  Time until;
  int stop = -1;  // a file descriptor that becomes readable to end every wait; -1: none
};

enum class StreamFault : std::uint8_t {
  unreachable,  // no such host, or nobody listens
  not_trusted,  // the other side's certificate, its name, or its TLS version
  broken,       // reset, or bytes that are no TLS
  late,         // the patience is at its end
  stopped,      // Patience::stop
};

class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) : descriptor_{descriptor} {}
  ~Socket();
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;

  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

// Connects to the first address of `host` that answers. Looking up a name is bounded by the patience too.
[[nodiscard]] std::expected<Socket, StreamFault> connect_to(const std::string& host, std::uint16_t port,
                                                            const Patience& patience);

// What a side of TLS knows: its certificate, and whom it trusts. Shared by connections, from any thread.
class TlsContext {
 public:
  // Trusts the authorities in the PEM file `ca_file`; an empty name means those of the system. The text says
  // what is wrong with the file.
  [[nodiscard]] static std::expected<TlsContext, std::string> client(const std::string& ca_file);
  // Shows this certificate (a chain) and key, both PEM texts.
  [[nodiscard]] static std::expected<TlsContext, std::string> server(const std::string& certificate,
                                                                     const std::string& key);

  [[nodiscard]] ssl_ctx_st* get() const { return context_.get(); }

 private:
  explicit TlsContext(ssl_ctx_st* context);
  std::shared_ptr<ssl_ctx_st> context_;
};

class TlsStream {
 public:
  // The client's side: the certificate has to be trusted and to name `server_name`, a host name or an IP
  // address.
  [[nodiscard]] static std::expected<TlsStream, StreamFault> connect(const TlsContext& context, Socket socket,
                                                                     const std::string& server_name,
                                                                     const Patience& patience);
  [[nodiscard]] static std::expected<TlsStream, StreamFault> accept(const TlsContext& context, Socket socket,
                                                                    const Patience& patience);

  // At least one byte; 0 once the other side has closed, properly or not: how much was to come is for the
  // protocol above to know.
  [[nodiscard]] std::expected<std::size_t, StreamFault> read_some(std::span<char> into,
                                                                  const Patience& patience);
  [[nodiscard]] std::expected<void, StreamFault> write(std::string_view bytes, const Patience& patience);
  // Says that nothing more comes, as far as that can be said at once, and closes.
  void close();

 private:
  struct SslFree {
    void operator()(ssl_st* ssl) const;
  };
  TlsStream(Socket socket, ssl_st* ssl);
  [[nodiscard]] static std::expected<TlsStream, StreamFault> begin(const TlsContext& context, Socket socket);
  template <class Step>
  std::expected<int, StreamFault> run(Step step, const Patience& patience);
  std::expected<void, StreamFault> flush(const Patience& patience);
  std::expected<void, StreamFault> fill(const Patience& patience);

  Socket socket_;
  std::unique_ptr<ssl_st, SslFree> ssl_;
  bool has_ended_ = false;  // the other side sends nothing more
};

// Until `descriptor` can be read from (or written to).
[[nodiscard]] std::expected<void, StreamFault> wait_for(int descriptor, bool to_write,
                                                        const Patience& patience);

}  // namespace skranke::cpr_direkte
