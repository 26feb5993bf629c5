#include "connect/oidc/keys.hpp"

namespace skranke::oidc {

KeySource::KeySource(const Config& config)
    : config_{config},
      pinned_{keys_of(config.keys).value_or(std::vector<Key>{})},
      transaction_{keys_of(config.transaction_keys).value_or(std::vector<Key>{})} {}

bool KeySource::has_to_fetch(const UnverifiedToken& token, desk::Moment now) const {
  if (!fetched_at_) return true;
  const desk::Moment age = now - *fetched_at_;
  if (age < 0 || age >= config_.keys_age) return true;
  return !has_key_for(token, fetched_) && now - asked_at_ >= config_.keys_pause;
}

base::Result<std::vector<Key>> KeySource::fetch(Deadline until) const {
  constexpr std::string_view what = "its keys";
  const auto answer =
      ask(config_, {.what = what, .address = config_.jwks_uri, .form = {}, .authorization = {}}, until);
  if (!answer) return std::unexpected{answer.error()};
  if (answer->status != 200) return unavailable(what, "it answers with an error");
  auto keys = keys_of(answer->body);
  if (!keys || keys->empty()) return unavailable(what, "expected a JWKS with keys for signatures");
  return std::move(*keys);
}

base::Result<std::vector<Key>> KeySource::keys_for(const UnverifiedToken& token, desk::Moment now,
                                                   Deadline until) {
  if (config_.jwks_uri.empty()) return pinned_;
  // One question for all who wait: they would ask the same.
  const std::scoped_lock lock{mutex_};
  if (has_to_fetch(token, now)) {
    asked_at_ = now;
    auto keys = fetch(until);
    if (!keys) return keys;
    fetched_ = std::move(*keys);
    fetched_at_ = now;
  }
  return fetched_;
}

base::Result<std::vector<Key>> KeySource::transaction_keys_for(const UnverifiedToken& token, desk::Moment now,
                                                               Deadline until) {
  if (!transaction_.empty()) return transaction_;
  return keys_for(token, now, until);
}

}  // namespace skranke::oidc
