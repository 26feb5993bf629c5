// The broker's keys: those that the configuration pins, or those that the broker publishes at a pinned
// address.
//
// Fetched keys are kept for a while. A token with a key that is not among them has the keys fetched again,
// but not more often than the configuration says: so tokens that somebody makes up can't make this program
// ask without end.
#pragma once

#include <mutex>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "connect/oidc/config.hpp"
#include "connect/oidc/http.hpp"
#include "connect/oidc/jws.hpp"

namespace skranke::oidc {

// Every member may be called from any thread.
class KeySource {
 public:
  // `config` has to outlive it, and is checked.
  explicit KeySource(const Config& config);

  // The keys to check an ID token with, fetched first where that is needed and allowed. Problem
  // (unavailable): they can't be fetched.
  [[nodiscard]] base::Result<std::vector<Key>> keys_for(const UnverifiedToken& token, desk::Moment now,
                                                        Deadline until);
  // The same of a transaction token.
  [[nodiscard]] base::Result<std::vector<Key>> transaction_keys_for(const UnverifiedToken& token,
                                                                    desk::Moment now, Deadline until);

 private:
  [[nodiscard]] bool has_to_fetch(const UnverifiedToken& token, desk::Moment now) const;
  [[nodiscard]] base::Result<std::vector<Key>> fetch(Deadline until) const;

  const Config& config_;
  std::vector<Key> pinned_;
  std::vector<Key> transaction_;
  std::mutex mutex_;  // of what follows
  std::vector<Key> fetched_;
  std::optional<desk::Moment> fetched_at_;
  desk::Moment asked_at_ = 0;  // the last question, answered or not
};

}  // namespace skranke::oidc
