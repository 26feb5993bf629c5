// What the queue needs, put together: the tickets in the database, the boards, and who may change them.
#pragma once

#include <memory>

#include "appointments/appointments.hpp"
#include "http/gate/gate.hpp"
#include "http/server/response.hpp"
#include "storage/database.hpp"

namespace skranke::app {

class QueueService {
 public:
  // What is referred to outlives the service, and the service the servers.
  QueueService(const appointments::Tools& visits, storage::Database& database);
  ~QueueService();
  QueueService(const QueueService&) = delete;
  QueueService& operator=(const QueueService&) = delete;
  QueueService(QueueService&&) = delete;
  QueueService& operator=(QueueService&&) = delete;

  // The routes of the queue before those of `rest`.
  [[nodiscard]] http::Handler citizen_handler(http::Handler rest) const;
  [[nodiscard]] http::Handler desk_handler(http::gate::Gate gate, http::Handler rest) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace skranke::app
