#include "http/api/document.hpp"

#include <cstddef>
#include <utility>

#include <zlib.h>

#include "base/ensure.hpp"
#include "base/memory.hpp"
#include "http/api/etag.hpp"
#include "http/api/negotiate.hpp"

namespace skranke::http::api {
namespace {

constexpr std::size_t compressed_from = 1400;  // bytes: less is one packet either way

// RFC 1952, as small as it gets; without a time, so that the same text is the same bytes.
std::string compressed(std::string& text) {
  constexpr int gzip_window = 15 + 16;
  constexpr int most_memory = 9;
  z_stream stream{};
  base::ensure_memory(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, most_memory,
                                   Z_DEFAULT_STRATEGY) == Z_OK,
                      "compressing");
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  base::ensure(deflate(&stream, Z_FINISH) == Z_STREAM_END, "what is compressed has room");
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

Document make_document(std::string text) {
  Document document{.text = std::move(text), .etag = {}, .gzip = {}, .gzip_etag = {}};
  document.etag = make_etag(document.text);
  if (document.text.size() < compressed_from) return document;
  document.gzip = compressed(document.text);
  document.gzip_etag = make_etag(document.gzip, "gz");
  return document;
}

void send_document(const Request& request, const Document& document, Response& response,
                   std::string_view content_type) {
  if (!document.gzip.empty()) {
    response.fields.append("Vary: Accept-Encoding\r\n");
    // As good as uncompressed is good enough.
    const int plain = quality_of(request.accept_encoding, "identity", 1);
    const int gzip = quality_of(request.accept_encoding, "gzip", 0);
    if (gzip > 0 && gzip >= plain) {
      response.file = document.gzip;
      send_validated(request, document.gzip_etag, response, content_type);
      if (response.status != 304) response.fields.append("Content-Encoding: gzip\r\n");
      return;
    }
  }
  response.file = document.text;
  send_validated(request, document.etag, response, content_type);
}

void send_validated(const Request& request, std::string_view etag, Response& response,
                    std::string_view content_type) {
  response.fields.append("Cache-Control: no-cache\r\nETag: ").append(etag).append("\r\n");
  response.content_type = content_type;
  if (!etag_matches(request.if_none_match, etag)) return;
  response.status = 304;
  response.content_type = {};
}

}  // namespace skranke::http::api
