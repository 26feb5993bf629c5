// The routes, a file each, and what they share.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "centre/directory.hpp"
#include "codec/check_text.hpp"
#include "codec/witness_text.hpp"
#include "http/api/document.hpp"
#include "http/api/query.hpp"
#include "http/api/router.hpp"
#include "http/server/response.hpp"
#include "policy/catalogue.hpp"

namespace skranke::http::api {

// The centres as they are sent, by their place in the directory.
struct CentreTexts {
  std::vector<std::string> members;  // without braces
  std::vector<Document> documents;
  std::string sources;  // the member of that name
};

// The policies with their texts in a language.
struct WordedPolicies {
  std::string language;
  std::vector<Document> policies;  // in the catalogue's order
};

// Policies as an engine elsewhere reads them: a document for each policy and for what has counted of it so
// far.
class CompiledPolicies {
 public:
  explicit CompiledPolicies(const policy::Catalogue& catalogue) : catalogue_{&catalogue} {}
  // As things stand now; null where there is no such policy. It stays as long as this does, since answers are
  // sent from it: versions begin to count a few times in the life of a process.
  [[nodiscard]] const Document* find(std::string_view id) const;

 private:
  const policy::Catalogue* catalogue_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::vector<std::unique_ptr<const Document>>, std::less<>> documents_;
};

struct Context {
  const policy::Catalogue& catalogue;
  const centre::Directory& centres;
  StaticFiles files;
  Clock clock;
  std::uint64_t number;            // of this context in the process
  std::vector<Document> policies;  // in the catalogue's order
  std::vector<WordedPolicies> worded;
  std::unique_ptr<const CompiledPolicies> compiled;
  Document openapi;
  CentreTexts centre_texts;

  // The calling thread's own, since they hold buffers. They live as long as the thread.
  [[nodiscard]] codec::CheckText& checker() const;
  [[nodiscard]] codec::WitnessText& witness_checker() const;
};

// A request that has found its route.
struct Call {
  const Request& request;
  const Query& query;
  std::string_view id;  // the segment that stands for "{id}"
};

using Route = void (*)(const Context&, const Call&, Response&);

void check(const Context& context, const Call& call, Response& response);        // POST /api/v1/check
void check_batch(const Context& context, const Call& call, Response& response);  // POST /api/v1/check/batch
void witness_check(const Context& context, const Call& call,
                   Response& response);                                       // POST /api/v1/witness/check
void policies(const Context& context, const Call& call, Response& response);  // GET /api/v1/policies
void policy(const Context& context, const Call& call, Response& response);    // GET /api/v1/policies/{id}
void program(const Context& context, const Call& call,
             Response& response);  // GET /api/v1/policies/{id}/program
void centres(const Context& context, const Call& call, Response& response);  // GET /api/v1/centres
void centre(const Context& context, const Call& call, Response& response);   // GET /api/v1/centres/{id}
void openapi(const Context& context, const Call& call, Response& response);  // GET /api/v1/openapi.json
void healthz(const Context& context, const Call& call, Response& response);  // GET /healthz
void readyz(const Context& context, const Call& call, Response& response);   // GET /readyz

// GET of anything else: the pages, or that there is nothing.
void page(const Context& context, const Request& request, Response& response);

// "/api/v1/openapi.json", compiled in.
[[nodiscard]] std::string_view openapi_text();

}  // namespace skranke::http::api
