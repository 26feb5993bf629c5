// The way to a token: its module, the slot that it is in, and the sessions that are open. Included by what
// works with tokens alone (token.cpp), since it has the headers of PKCS #11.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <p11-kit/p11-kit.h>
#include <p11-kit/pkcs11.h>
#include <p11-kit/uri.h>

#include "base/result.hpp"
#include "connect/keys/token.hpp"

namespace skranke::keys {

// "the token: WHAT: what PKCS #11 answered", and "the token: WHAT"; unavailable both.
[[nodiscard]] std::unexpected<base::Problem> token_refused(std::string_view what, CK_RV answer);
[[nodiscard]] std::unexpected<base::Problem> token_unavailable(std::string_view what);

class TokenLink {
 public:
  using Session = CK_SESSION_HANDLE;

  // As Token::open.
  [[nodiscard]] static base::Result<std::unique_ptr<TokenLink>> open(
      const std::string& uri, std::unique_ptr<Pins> pins, std::chrono::milliseconds between_connections);
  ~TokenLink();
  TokenLink(const TokenLink&) = delete;
  TokenLink& operator=(const TokenLink&) = delete;
  TokenLink(TokenLink&&) = delete;
  TokenLink& operator=(TokenLink&&) = delete;

  [[nodiscard]] const std::string& object() const { return object_; }

  // In a session: what the module can do, and how often it was connected to; handles of keys are for one
  // connection.
  [[nodiscard]] CK_FUNCTION_LIST& module() const { return *module_; }
  [[nodiscard]] std::uint64_t connection() const { return connection_; }

  // Calls `work` with a session of its own, and once more after connecting again where that fails.
  template <typename Work>
  auto with_session(Work work) -> decltype(work(Session{})) {
    std::shared_lock lock{module_mutex_};
    const std::uint64_t connection = connection_;
    auto done = worked(work);
    if (done || is_pin_refused_) return done;
    lock.unlock();
    const auto is_connected = connect_again(connection);
    if (!is_connected) return std::unexpected{is_connected.error()};
    if (!*is_connected) return done;
    lock.lock();
    return worked(work);
  }

  // Starts the module anew, so that it reads what the token has: some go by what they have in memory,
  // whatever other programs did to the token meanwhile, and whatever became of what they wrote themselves.
  base::Result<void> connect_anew();

 private:
  struct UriEnd {
    void operator()(P11KitUri* uri) const { p11_kit_uri_free(uri); }
  };
  using Uri = std::unique_ptr<P11KitUri, UriEnd>;
  using Clock = std::chrono::steady_clock;

  TokenLink(Uri uri, std::unique_ptr<Pins> pins, std::chrono::milliseconds between_connections);

  template <typename Work>
  auto worked(Work& work) -> decltype(work(Session{})) {
    const auto session = take_session();
    if (!session) return std::unexpected{session.error()};
    auto done = work(*session);
    give_back(*session, done.has_value());
    return done;
  }

  // Unless another thread has since `seen`. False: it was connected to a moment ago.
  base::Result<bool> connect_again(std::uint64_t seen);
  base::Result<void> connect();
  base::Result<CK_SLOT_ID> find_slot();
  base::Result<Session> new_session(CK_SLOT_ID slot);
  base::Result<void> log_in(Session session);
  base::Result<Session> take_session();
  void give_back(Session session, bool is_sound);

  Uri uri_;
  std::string object_;
  std::unique_ptr<Pins> pins_;
  std::chrono::milliseconds between_connections_;
  CK_FUNCTION_LIST* module_ = nullptr;

  // Held shared by who works with the module, and alone by who starts it anew.
  std::shared_mutex module_mutex_;
  std::uint64_t connection_ = 0;
  bool is_initialized_ = false;
  bool is_pin_refused_ = false;
  std::optional<CK_SLOT_ID> slot_;  // set once it is logged in there
  Clock::time_point connected_at_;

  std::mutex idle_mutex_;
  std::vector<Session> idle_;
};

}  // namespace skranke::keys
