// The head of a request, read by Boost.Beast's parser without copying a byte.
//
// Beast calls back with views into the head; they are kept as offsets. Deriving from basic_parser instead of
// using request_parser saves an allocation for each header field.
#include "http/server/request_head.hpp"

#include <algorithm>
#include <optional>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>

#include "http/server/refusals.hpp"

namespace skranke::http {

namespace {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;
using Text = boost::beast::string_view;

std::string_view view(Text text) { return {text.data(), text.size()}; }

bool equals_folded(std::string_view text, std::string_view lower_case) {
  return std::ranges::equal(text, lower_case, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
  });
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// Printable ASCII, and every '%' begins a triplet that stands for a byte other than NUL.
bool well_formed_target(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c <= ' ' || c > '~' || c == '#') return false;
    if (c != '%') continue;
    if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
    if (text[i + 1] == '0' && text[i + 2] == '0') return false;
  }
  return true;
}

bool well_formed_host(std::string_view host) {
  return std::ranges::none_of(host, [](char c) {
    return c <= ' ' || c > '~' || c == '/' || c == '?' || c == '#' || c == '@' || c == ',' || c == '\\';
  });
}

std::optional<Method> known_method(beast_http::verb verb) {
  if (verb == beast_http::verb::get) return Method::get;
  if (verb == beast_http::verb::post) return Method::post;
  if (verb == beast_http::verb::head) return Method::head;
  if (verb == beast_http::verb::options) return Method::options;
  if (verb == beast_http::verb::put) return Method::put;
  if (verb == beast_http::verb::patch) return Method::patch;
  if (verb == beast_http::verb::delete_) return Method::delete_;
  return std::nullopt;
}

class HeadParser final : public beast_http::basic_parser<true> {
 public:
  HeadParser(std::string_view head, std::size_t target_bytes_max)
      : text_{head}, target_bytes_max_{target_bytes_max} {
    body_limit(boost::none);  // the session knows the route's limit
    header_limit(static_cast<std::uint32_t>(head.size() + 1));
  }

  std::expected<RequestHead, Refusal> run() {
    error_code error;
    put(boost::asio::const_buffer{text_.data(), text_.size()}, error);
    if (refusal_) return std::unexpected{*refusal_};
    if (error) return std::unexpected{refusal_of(error)};
    if (!is_header_done()) return std::unexpected{refusals::bad_field};
    if (hosts_ == 0 && head_.http_1_1) return std::unexpected{refusals::missing_host};
    if (coding_seen_ && !head_.http_1_1) return std::unexpected{refusals::coding_in_1_0};
    head_.keep_alive = keep_alive();
    head_.chunked = coding_seen_;
    head_.content_length = content_length().value_or(0);
    return head_;
  }

 private:
  [[nodiscard]] Slice slice(std::string_view part) const {
    return {.at = static_cast<std::uint32_t>(part.data() - text_.data()),
            .size = static_cast<std::uint32_t>(part.size())};
  }

  void refuse(const Refusal& refusal, error_code& error) {
    refusal_ = refusal;
    error = beast_http::error::bad_value;  // any error stops the parser
  }

  [[nodiscard]] Refusal refusal_of(const error_code& code) const {
    using beast_http::error;
    if (code == error::bad_method) return refusals::bad_method;
    if (code == error::bad_target) return has_version() ? refusals::bad_target : refusals::bad_version;
    if (code == error::bad_version) return refusal_of_version();
    if (code == error::bad_line_ending) return refusals::bad_line_end;
    if (code == error::multiple_content_length) return refusals::two_lengths;
    if (code == error::bad_content_length) {
      if (coding_seen_) return refusals::length_and_coding;
      return lengths_ > 0 ? refusals::two_lengths : refusals::bad_length;
    }
    if (code == error::bad_transfer_encoding) {
      return lengths_ > 0 ? refusals::length_and_coding : refusals::two_codings;
    }
    return refusals::bad_field;
  }

  [[nodiscard]] std::string_view request_line() const { return text_.substr(0, text_.find('\r')); }

  [[nodiscard]] bool has_version() const { return request_line().find(" HTTP/") != std::string_view::npos; }

  // Beast tells no more than that it does not know the version.
  [[nodiscard]] Refusal refusal_of_version() const {
    const std::string_view line = request_line();
    if (line == "PRI * HTTP/2.0") return refusals::http_2;
    const std::string_view version = line.substr(line.rfind(' ') + 1);
    const bool other = version.size() == 8 && version.starts_with("HTTP/") && version[6] == '.' &&
                       version[5] >= '0' && version[5] <= '9' && version[7] >= '0' && version[7] <= '9';
    return other ? refusals::other_version : refusals::bad_version;
  }

  void on_request_impl(beast_http::verb verb, Text /*method*/, Text target, int version,
                       error_code& error) override {
    head_.http_1_1 = version == 11;
    if (target.size() > target_bytes_max_) return refuse(refusals::target_too_long, error);
    const std::optional<Method> method = known_method(verb);
    if (!method) return refuse(refusals::unknown_method, error);
    head_.method = *method;
    std::string_view rest = view(target);
    if (!well_formed_target(rest)) return refuse(refusals::bad_target, error);
    // SPEC: RFC 9112, 3.2.2: a server accepts the absolute form too, although only proxies use it.
    for (const std::string_view scheme : {"http://", "https://"}) {
      if (rest.size() < scheme.size() || !equals_folded(rest.substr(0, scheme.size()), scheme)) continue;
      const std::size_t path = rest.find('/', scheme.size());
      if (path == std::string_view::npos) return refuse(refusals::bad_target, error);
      rest.remove_prefix(path);
    }
    const bool whole_server = rest == "*" && *method == Method::options;
    if (rest[0] != '/' && !whole_server) return refuse(refusals::bad_target, error);
    const std::size_t mark = rest.find('?');
    head_.path = slice(rest.substr(0, mark));
    if (mark != std::string_view::npos) head_.query = slice(rest.substr(mark + 1));
  }

  // Where a field that should stand once stands twice, the first counts; not so for those that tell where
  // the request ends or whom it is for: there a second one is an error.
  void on_field_impl(beast_http::field field, Text name, Text text, error_code& error) override {
    const std::string_view value = view(text);
    switch (field) {
      case beast_http::field::host:
        if (++hosts_ > 1 || !well_formed_host(value)) refuse(refusals::bad_host, error);
        return;
      case beast_http::field::content_length:
        // Beast accepts repetitions of the same number.
        if (++lengths_ > 1 || value.find(',') != std::string_view::npos) refuse(refusals::two_lengths, error);
        return;
      case beast_http::field::transfer_encoding:
        coding_seen_ = true;
        if (!equals_folded(value, "chunked")) refuse(refusals::unknown_coding, error);
        return;
      case beast_http::field::expect:
        if (!equals_folded(value, "100-continue")) return refuse(refusals::expectation, error);
        head_.expects_continue = true;
        return;
      case beast_http::field::content_type:
        return keep_first(head_.content_type, value);
      case beast_http::field::accept:
        return keep_first(head_.accept, value);
      case beast_http::field::accept_encoding:
        return keep_first(head_.accept_encoding, value);
      case beast_http::field::accept_language:
        return keep_first(head_.accept_language, value);
      case beast_http::field::if_none_match:
        return keep_first(head_.if_none_match, value);
      case beast_http::field::authorization:
        return keep_first(head_.authorization, value);
      case beast_http::field::cookie:
        return keep_first(head_.cookie, value);
      default:
        if (equals_folded(view(name), "sec-fetch-site")) keep_first(head_.sec_fetch_site, value);
        if (equals_folded(view(name), "idempotency-key")) keep_first(head_.idempotency_key, value);
        if (equals_folded(view(name), "x-request-id")) keep_first(head_.request_id, value);
        if (equals_folded(view(name), "x-session-token")) keep_first(head_.session_token, value);
        // The last one is what the nearest proxy wrote, whatever a client sent before it.
        if (equals_folded(view(name), "x-forwarded-for") && !value.empty())
          head_.forwarded_for = slice(value);
        return;
    }
  }

  void keep_first(Slice& field, std::string_view value) const {
    if (field.size == 0 && !value.empty()) field = slice(value);
  }

  void on_response_impl(int, Text, int, error_code&) override {}
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(Text, error_code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, Text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text, error_code&) override { return 0; }
  void on_finish_impl(error_code&) override {}

  std::string_view text_;
  std::size_t target_bytes_max_;
  RequestHead head_;
  std::optional<Refusal> refusal_;
  int hosts_ = 0;
  int lengths_ = 0;
  bool coding_seen_ = false;
};

}  // namespace

std::expected<RequestHead, Refusal> parse_head(std::string_view head, std::size_t target_bytes_max) {
  return HeadParser{head, target_bytes_max}.run();
}

}  // namespace skranke::http
