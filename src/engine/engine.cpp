#include "engine/engine.hpp"

#include <cstdlib>
#include <string>
#include <string_view>

#include "codec/check_text.hpp"
#include "codec/error_line.hpp"
#include "policy/edition_bytes.hpp"

namespace skranke::engine {
namespace {

// INVARIANT: `checks` borrows `policies`, which only grows.
struct Engine {
  policy::Catalogue policies;
  codec::CheckText checks{policies};
  std::string result;
};

Engine& engine() {
  static Engine one;
  return one;
}

}  // namespace
}  // namespace skranke::engine

char* skranke_take(std::size_t size) { return static_cast<char*>(std::malloc(size)); }
void skranke_give_back(char* memory) { std::free(memory); }

std::int32_t skranke_add(const char* bytes, std::size_t size) {
  auto& engine = skranke::engine::engine();
  engine.result.clear();
  const auto added = skranke::policy::read_editions({bytes, size}, engine.policies);
  if (added) return 1;
  skranke::codec::append_error(engine.result, {}, added.error(), 1);
  engine.result.push_back('\n');
  return 0;
}

std::int32_t skranke_check(const char* text, std::size_t size, std::uint32_t line, std::int32_t today,
                           std::int32_t advice_max, std::int32_t next, const char* version,
                           std::size_t version_size) {
  auto& engine = skranke::engine::engine();
  engine.result.clear();
  const skranke::codec::CheckOptions options{
      .today = today,
      .advice_max = advice_max < 0 ? std::size_t{0} : static_cast<std::size_t>(advice_max),
      .advice = advice_max >= 0,
      .version = {version, version_size},
      .next = next != 0};
  return engine.checks.check_line({text, size}, line, options, engine.result) ? 1 : 0;
}

const char* skranke_result() { return skranke::engine::engine().result.data(); }
std::size_t skranke_result_size() { return skranke::engine::engine().result.size(); }
std::int32_t skranke_format() { return skranke::policy::edition_format; }
