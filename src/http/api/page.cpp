// GET of the pages: files with validators and encodings, and the two redirects that addresses need.
#include <array>
#include <string>

#include "http/api/etag.hpp"
#include "http/api/negotiate.hpp"
#include "http/api/problems.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

namespace {

constexpr std::array<std::string_view, 4> languages{"da", "en", "kl", "fo"};
constexpr std::string_view default_language = "en";

// The variant with the highest quality; where equal, the smallest.
const FileVariant& choose_variant(const StaticFile& file, std::string_view accept_encoding) {
  const FileVariant* best = &file.variants.back();
  int best_quality = quality_of(accept_encoding, "identity", 1);
  for (auto variant = file.variants.rbegin() + 1; variant != file.variants.rend(); ++variant) {
    const int quality = quality_of(accept_encoding, variant->encoding, 0);
    if (quality == 0 || quality < best_quality) continue;
    best = &*variant;
    best_quality = quality;
  }
  return *best;
}

void send_file(const StaticFile& file, const Request& request, Response& response) {
  const FileVariant& variant = choose_variant(file, request.accept_encoding);
  response.fields += file.immutable ? "Cache-Control: public, max-age=31536000, immutable\r\n"
                                    : "Cache-Control: no-cache\r\n";
  if (file.variants.size() > 1) response.fields += "Vary: Accept-Encoding\r\n";
  response.fields.append("ETag: ").append(variant.etag).append("\r\n");
  // Also where nothing has changed: a cache takes the header fields of a 304 for those of the stored page,
  // and the content security policy goes by the type.
  response.content_type = file.content_type;
  response.worker = file.worker;
  if (response.status == 200 && etag_matches(request.if_none_match, variant.etag)) {
    response.status = 304;
    return;
  }
  if (!variant.encoding.empty())
    response.fields.append("Content-Encoding: ").append(variant.encoding).append("\r\n");
  response.file = variant.bytes;
}

void redirect(Response& response, unsigned status, std::string_view path, std::string_view query) {
  response.status = status;
  response.fields.append("Location: ").append(path);
  if (!query.empty()) response.fields.append("?").append(query);
  response.fields += "\r\nCache-Control: no-cache\r\n";
}

void redirect_to_language(const Context& context, const Request& request, Response& response) {
  std::string path;
  for (const auto language :
       {choose_language(request.accept_language, languages, default_language), default_language}) {
    path.assign("/").append(language).append("/");
    if (context.files.find(path + "index.html") != nullptr) {
      response.fields += "Vary: Accept-Language\r\n";
      return redirect(response, 302, path, request.query);
    }
  }
  write_problem(response, nothing_here);
}

}  // namespace

void page(const Context& context, const Request& request, Response& response) {
  const auto path = percent_decode(request.path);
  const bool folder = path && path->ends_with('/');
  if (const StaticFile* file = path ? context.files.find(folder ? *path + "index.html" : *path) : nullptr) {
    return send_file(*file, request, response);
  }
  if (path && *path == "/") return redirect_to_language(context, request, response);
  if (path && context.files.find(*path + "/index.html") != nullptr) {
    // The path exists, so the redirect can't lead to another host ("//example.org").
    return redirect(response, 308, std::string{request.path} + "/", request.query);
  }
  const StaticFile* file = wants_page(request.accept) ? context.files.find("/404.html") : nullptr;
  if (file == nullptr) return write_problem(response, nothing_here);
  response.status = 404;
  send_file(*file, request, response);
}

}  // namespace skranke::http::api
