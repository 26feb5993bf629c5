// The TLS of stream.hpp: OpenSSL between two buffers in memory, so that this file alone does the waiting and
// no write can raise SIGPIPE.
#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include "connect/cpr_direkte/stream.hpp"

namespace skranke::cpr_direkte {
namespace {

constexpr std::size_t buffer_bytes = 4096;

SSL_CTX* new_context(const SSL_METHOD* method) {
  SSL_CTX* context = SSL_CTX_new(method);
  if (context == nullptr) return nullptr;
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);  // one request a connection
  SSL_CTX_set_num_tickets(context, 0);
  return context;
}

template <class T, auto free>
struct Freed {
  void operator()(T* value) const { free(value); }
};
using Bio = std::unique_ptr<BIO, Freed<BIO, BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;

Bio reader_of(const std::string& text) {
  return Bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

bool use_chain(SSL_CTX* context, const std::string& pem) {
  const Bio reader = reader_of(pem);
  const Certificate own{PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr)};
  if (!own || SSL_CTX_use_certificate(context, own.get()) != 1) return false;
  while (X509* next = PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr)) {
    if (SSL_CTX_add0_chain_cert(context, next) != 1) {
      X509_free(next);
      return false;
    }
  }
  ERR_clear_error();  // the end of the file
  return true;
}

bool use_key(SSL_CTX* context, const std::string& pem) {
  const Bio reader = reader_of(pem);
  const Key key{PEM_read_bio_PrivateKey(reader.get(), nullptr, nullptr, nullptr)};
  return key && SSL_CTX_use_PrivateKey(context, key.get()) == 1 && SSL_CTX_check_private_key(context) == 1;
}

bool is_address(const std::string& name) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return inet_pton(AF_INET, name.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, name.c_str(), address.data()) == 1;
}

bool expect_name(SSL* ssl, const std::string& name) {
  if (is_address(name)) return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), name.c_str()) == 1;
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(ssl, name.c_str()) == 1 && SSL_set_tlsext_host_name(ssl, name.c_str()) == 1;
}

// Whether the other side is not who it should be, or speaks too old a TLS.
bool is_distrust(const SSL* ssl) {
  if (SSL_get_verify_result(ssl) != X509_V_OK) return true;
  switch (ERR_GET_REASON(ERR_peek_error())) {
    case SSL_R_CERTIFICATE_VERIFY_FAILED:
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
      return true;
    default:
      return false;
  }
}

}  // namespace

TlsContext::TlsContext(ssl_ctx_st* context) : context_{context, SSL_CTX_free} {}

std::expected<TlsContext, std::string> TlsContext::client(const std::string& ca_file) {
  TlsContext context{new_context(TLS_client_method())};
  if (!context.context_) return std::unexpected{std::string{"OpenSSL can't be used"}};
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  const int loaded = ca_file.empty() ? SSL_CTX_set_default_verify_paths(context.get())
                                     : SSL_CTX_load_verify_file(context.get(), ca_file.c_str());
  ERR_clear_error();
  if (loaded != 1) {
    std::string text = ca_file.empty() ? "the system's certificate authorities" : ca_file;
    return std::unexpected{text += ": expected certificates of authorities as PEM"};
  }
  return context;
}

std::expected<TlsContext, std::string> TlsContext::server(const std::string& certificate,
                                                          const std::string& key) {
  TlsContext context{new_context(TLS_server_method())};
  if (!context.context_) return std::unexpected{std::string{"OpenSSL can't be used"}};
  const bool is_loaded = use_chain(context.get(), certificate) && use_key(context.get(), key);
  ERR_clear_error();
  if (!is_loaded)
    return std::unexpected{std::string{"expected a certificate as PEM, and the key that it is for"}};
  return context;
}

void TlsStream::SslFree::operator()(ssl_st* ssl) const { SSL_free(ssl); }

TlsStream::TlsStream(Socket socket, ssl_st* ssl) : socket_{std::move(socket)}, ssl_{ssl} {}

std::expected<TlsStream, StreamFault> TlsStream::begin(const TlsContext& context, Socket socket) {
  TlsStream stream{std::move(socket), SSL_new(context.get())};
  if (!stream.ssl_) return std::unexpected{StreamFault::broken};
  BIO* in = BIO_new(BIO_s_mem());
  BIO* out = BIO_new(BIO_s_mem());
  if (in == nullptr || out == nullptr) {
    BIO_free(in);
    BIO_free(out);
    return std::unexpected{StreamFault::broken};
  }
  SSL_set_bio(stream.ssl_.get(), in, out);
  return stream;
}

std::expected<TlsStream, StreamFault> TlsStream::connect(const TlsContext& context, Socket socket,
                                                         const std::string& server_name,
                                                         const Patience& patience) {
  auto stream = begin(context, std::move(socket));
  if (!stream) return stream;
  if (!expect_name(stream->ssl_.get(), server_name)) return std::unexpected{StreamFault::not_trusted};
  SSL_set_connect_state(stream->ssl_.get());
  const auto shaken = stream->run([](SSL* ssl) { return SSL_do_handshake(ssl); }, patience);
  if (!shaken) return std::unexpected{shaken.error()};
  if (*shaken == 0) return std::unexpected{StreamFault::broken};
  return stream;
}

std::expected<TlsStream, StreamFault> TlsStream::accept(const TlsContext& context, Socket socket,
                                                        const Patience& patience) {
  auto stream = begin(context, std::move(socket));
  if (!stream) return stream;
  SSL_set_accept_state(stream->ssl_.get());
  const auto shaken = stream->run([](SSL* ssl) { return SSL_do_handshake(ssl); }, patience);
  if (!shaken) return std::unexpected{shaken.error()};
  if (*shaken == 0) return std::unexpected{StreamFault::broken};
  return stream;
}

// Repeats a step of OpenSSL until it is done, moving bytes between the socket and the buffers. 0: the other
// side has closed.
template <class Step>
std::expected<int, StreamFault> TlsStream::run(Step step, const Patience& patience) {
  for (;;) {
    ERR_clear_error();
    const int done = step(ssl_.get());
    const int error = done > 0 ? SSL_ERROR_NONE : SSL_get_error(ssl_.get(), done);
    const bool is_distrusted = error == SSL_ERROR_SSL && is_distrust(ssl_.get());
    ERR_clear_error();
    // Even a refusal has something to say: the alert.
    const auto flushed = flush(patience);
    if (is_distrusted) return std::unexpected{StreamFault::not_trusted};
    if (!flushed) return std::unexpected{flushed.error()};
    switch (error) {
      case SSL_ERROR_NONE:
        return done;
      case SSL_ERROR_ZERO_RETURN:
        return 0;
      case SSL_ERROR_WANT_READ:
        if (has_ended_) return 0;
        if (const auto filled = fill(patience); !filled) return std::unexpected{filled.error()};
        break;
      case SSL_ERROR_WANT_WRITE:
        break;
      default:
        return std::unexpected{StreamFault::broken};
    }
  }
}

// Sends what OpenSSL has written.
std::expected<void, StreamFault> TlsStream::flush(const Patience& patience) {
  BIO* out = SSL_get_wbio(ssl_.get());
  char* bytes = nullptr;
  for (;;) {
    const long size = BIO_get_mem_data(out, &bytes);
    if (size <= 0) return {};
    const ssize_t sent = send(socket_.descriptor(), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (sent > 0) {
      std::array<char, buffer_bytes> waste{};
      for (ssize_t left = sent; left > 0;) {
        left -= BIO_read(out, waste.data(), static_cast<int>(std::min<ssize_t>(left, buffer_bytes)));
      }
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (auto waited = wait_for(socket_.descriptor(), true, patience); !waited) return waited;
    } else if (errno != EINTR) {
      return std::unexpected{StreamFault::broken};
    }
  }
}

// Takes what the socket has, once.
std::expected<void, StreamFault> TlsStream::fill(const Patience& patience) {
  std::array<char, buffer_bytes> bytes{};
  for (;;) {
    const ssize_t got = recv(socket_.descriptor(), bytes.data(), bytes.size(), 0);
    if (got > 0) {
      BIO_write(SSL_get_rbio(ssl_.get()), bytes.data(), static_cast<int>(got));
      return {};
    }
    if (got == 0) {
      has_ended_ = true;
      return {};
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (auto waited = wait_for(socket_.descriptor(), false, patience); !waited) return waited;
    } else if (errno != EINTR) {
      return std::unexpected{StreamFault::broken};
    }
  }
}

std::expected<std::size_t, StreamFault> TlsStream::read_some(std::span<char> into, const Patience& patience) {
  const auto got =
      run([into](SSL* ssl) { return SSL_read(ssl, into.data(), static_cast<int>(into.size())); }, patience);
  if (!got) return std::unexpected{got.error()};
  return static_cast<std::size_t>(*got);
}

std::expected<void, StreamFault> TlsStream::write(std::string_view bytes, const Patience& patience) {
  if (bytes.empty()) return {};
  const auto written = run(
      [bytes](SSL* ssl) { return SSL_write(ssl, bytes.data(), static_cast<int>(bytes.size())); }, patience);
  if (!written) return std::unexpected{written.error()};
  if (*written == 0) return std::unexpected{StreamFault::broken};
  return {};
}

void TlsStream::close() {
  if (SSL_is_init_finished(ssl_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
    (void)flush({.until = std::chrono::steady_clock::now()});
    ERR_clear_error();
  }
  socket_ = Socket{};
}

}  // namespace skranke::cpr_direkte
