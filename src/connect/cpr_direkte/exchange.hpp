// One request and its answer over a connection of their own, at most so many at once.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <expected>
#include <mutex>

#include "connect/cpr_direkte/config.hpp"
#include "connect/cpr_direkte/frames.hpp"
#include "connect/cpr_direkte/stream.hpp"

namespace skranke::cpr_direkte {

class Exchange {
 public:
  // `config` has to outlive it.
  Exchange(const Config& config, TlsContext tls) : config_{config}, tls_{std::move(tls)} {}

  // Sends a frame and reads the answer to it. An answer with an error number is an answer.
  [[nodiscard]] std::expected<Answer, Failure> ask(Request request, const base::PersonalText& frame,
                                                   Time until);

 private:
  [[nodiscard]] bool enter(Time until);
  void leave();
  [[nodiscard]] std::expected<Answer, Failure> ask_alone(Request request, const base::PersonalText& frame,
                                                         Time until);

  const Config& config_;
  TlsContext tls_;
  std::mutex mutex_;
  std::condition_variable left_;
  std::size_t open_ = 0;
};

}  // namespace skranke::cpr_direkte
