#include "app/queue_service.hpp"

#include <utility>

#include "app/clock.hpp"
#include "http/queue/boards.hpp"
#include "http/queue/citizen_router.hpp"
#include "http/queue/desk_router.hpp"
#include "reception/reception.hpp"
#include "storage/queue/stored_queue.hpp"

namespace skranke::app {
namespace {}  // namespace

struct QueueService::State {
  storage::StoredQueue store;
  reception::Tools tools;
  http::queue::Boards boards;

  State(const appointments::Tools& visits, storage::Database& database)
      : store{database}, tools{.visits = visits, .store = store}, boards{tools, now_seconds} {}
};

QueueService::QueueService(const appointments::Tools& visits, storage::Database& database)
    : state_{std::make_unique<State>(visits, database)} {}
QueueService::~QueueService() = default;

http::Handler QueueService::citizen_handler(http::Handler rest) const {
  return http::queue::make_citizen_router(
      {.tools = state_->tools, .boards = state_->boards, .now = now_seconds}, std::move(rest));
}

http::Handler QueueService::desk_handler(http::gate::Gate gate, http::Handler rest) const {
  return http::queue::make_desk_router({.tools = state_->tools, .boards = state_->boards, .now = now_seconds},
                                       std::move(gate), std::move(rest));
}

}  // namespace skranke::app
