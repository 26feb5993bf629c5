#include "connect/mail/smtp.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "base/memory.hpp"
#include "connect/curl/curl.hpp"

namespace skranke::mail {
namespace {

using booking::Trouble;

struct Reading {
  std::string_view rest;
};

std::size_t give(char* into, std::size_t size, std::size_t count, void* from) {
  auto& reading = *static_cast<Reading*>(from);
  const std::size_t taken = std::min(size * count, reading.rest.size());
  std::memcpy(into, reading.rest.data(), taken);
  reading.rest.remove_prefix(taken);
  return taken;
}

// Whether the conversation has come to the recipient: what is refused from then on is about this mail.
struct Progress {
  bool is_about_mail = false;
};

int listen(CURL* /*handle*/, curl_infotype type, char* bytes, std::size_t size, void* into) {
  const std::string_view said{bytes, size};
  if (type == CURLINFO_HEADER_OUT && said.starts_with("RCPT TO"))
    static_cast<Progress*>(into)->is_about_mail = true;
  return 0;
}

struct Server {
  bool is_tls = false;  // from the first byte
  bool is_here = false;
};

std::optional<Server> server_of(const std::string& address) {
  const curl::Url url = curl::read_url(address);
  if (url == nullptr) return std::nullopt;
  const std::string scheme = curl::part_of(url.get(), CURLUPART_SCHEME);
  const std::string host = curl::part_of(url.get(), CURLUPART_HOST);
  const std::string path = curl::part_of(url.get(), CURLUPART_PATH);
  const bool has_more = !curl::part_of(url.get(), CURLUPART_USER).empty() ||
                        !curl::part_of(url.get(), CURLUPART_PASSWORD).empty() ||
                        !curl::part_of(url.get(), CURLUPART_QUERY).empty() || (!path.empty() && path != "/");
  if ((scheme != "smtp" && scheme != "smtps") || host.empty() || has_more) return std::nullopt;
  return Server{.is_tls = scheme == "smtps", .is_here = curl::is_loopback(host)};
}

}  // namespace

// Kept from mail to mail, so that many go over one connection.
struct SmtpCarrier::Connection {
  Server server;
  curl::Handle handle;
};

SmtpCarrier::SmtpCarrier(SmtpSettings settings) : settings_{std::move(settings)} {}
SmtpCarrier::~SmtpCarrier() = default;

base::Result<std::unique_ptr<SmtpCarrier>> SmtpCarrier::make(SmtpSettings settings) {
  const auto server = server_of(settings.url);
  if (!server)
    return base::fail(base::Fault::invalid_value,
                      "expected smtp://HOST:PORT or smtps://HOST:PORT, without a user in it");
  std::unique_ptr<SmtpCarrier> carrier{new SmtpCarrier{std::move(settings)}};
  carrier->connection_ =
      std::make_unique<Connection>(Connection{.server = *server, .handle = curl::new_handle()});
  return carrier;
}

std::optional<Trouble> SmtpCarrier::carry(const messages::Mail& mail) {
  CURL* const curl = connection_->handle.get();
  curl_easy_reset(curl);  // options only: the connection stays
  const Server& server = connection_->server;
  curl_easy_setopt(curl, CURLOPT_URL, settings_.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, server.is_tls ? "smtps" : "smtp");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  const bool is_open = server.is_here && !server.is_tls;
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(is_open ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings_.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, settings_.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.connect_deadline.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.deadline.count()));
  curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                   static_cast<long>(std::chrono::ceil<std::chrono::seconds>(settings_.deadline).count()));
  if (!settings_.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings_.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings_.password.reveal().c_str());
  }
  const std::string from = "<" + mail.from + ">";
  const std::string to = "<" + mail.to + ">";
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
  const curl::Headers recipients{curl_slist_append(nullptr, to.c_str())};
  base::ensure_memory(recipients != nullptr, "a recipient");
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  Reading reading{mail.bytes};
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &reading);
  Progress progress;
  curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, listen);
  curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &progress);
  const CURLcode done = curl_easy_perform(curl);
  if (done == CURLE_OK) return std::nullopt;
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  // RFC 5321, 4.2.1: 4yz is for now, 5yz for good.
  constexpr long kinds = 100;
  if (progress.is_about_mail && status / kinds == 5) return Trouble::refused;
  if (progress.is_about_mail && status / kinds == 4) return Trouble::postponed;
  return Trouble::unreachable;
}

}  // namespace skranke::mail
