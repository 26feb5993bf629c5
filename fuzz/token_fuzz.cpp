// Any text as what a broker of logins sends: a token, and behind the first line's end the keys that it
// publishes.
//
// Besides that nothing crashes: what is read has an algorithm that was allowed and a key's name, a signature
// holds by a key of that name and algorithm only, and no key is taken that is too small or for something
// else.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/ensure.hpp"
#include "connect/oidc/jws.hpp"

namespace {

using namespace skranke;

const std::vector<oidc::Algorithm> allowed{oidc::Algorithm::rs256, oidc::Algorithm::es256};

void check(const oidc::UnverifiedToken& token, std::string_view text, const std::vector<oidc::Key>& keys) {
  base::ensure(token.text == text, "a token is its text");
  base::ensure(std::ranges::find(allowed, token.algorithm) != allowed.end(), "only what is allowed");
  const bool has_key = oidc::has_key_for(token, keys);
  const auto checked = oidc::check_signature(token, keys);
  base::ensure(has_key || !checked, "without its key no signature holds");
  if (checked) {
    const bool is_named = std::ranges::any_of(keys, [&](const oidc::Key& key) {
      return key.kid == token.kid &&
             std::ranges::find(key.algorithms, token.algorithm) != key.algorithms.end();
    });
    base::ensure(is_named, "a signature holds by a key of its name and algorithm");
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all{reinterpret_cast<const char*>(data), size};
  const std::string_view text = all.substr(0, std::min(all.find('\n'), all.size()));
  const std::string_view rest = all.substr(std::min(text.size() + 1, all.size()));
  const auto keys = oidc::keys_of(rest);
  if (keys) {
    for (const oidc::Key& key : *keys)
      base::ensure(!key.kid.empty() && !key.algorithms.empty() && !key.jwk.empty(), "a key is whole");
  }
  const auto token = oidc::read_token(text, allowed);
  if (token) check(*token, text, keys ? *keys : std::vector<oidc::Key>{});
  return 0;
}
