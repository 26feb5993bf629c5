// Many at once: every counter calls the next at the same moment, tickets are taken meanwhile, and nobody is
// called twice.
//
// SKRANKE_QUEUE_RACES sets how many rounds.
#include <atomic>
#include <barrier>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <thread>
#include <vector>

#include "waiting_room.hpp"

namespace skranke::test {
namespace {

constexpr int clients = 32;

int rounds_wanted() {
  const char* text = std::getenv("SKRANKE_QUEUE_RACES");
  return text == nullptr ? 6 : std::atoi(text);
}

class QueueRaces : public Contract {
 protected:
  // In each round every client takes a ticket, calls the next at its own counter, and ends the ticket. Each
  // has a room of its own, as if it were another server.
  void race(storage::Isolation isolation) {
    Options options;
    options.isolation = isolation;
    const auto own = open(options);
    const int rounds = rounds_wanted();
    std::barrier start{clients};
    std::atomic<int> failed = 0;
    std::vector<std::vector<std::string>> called(clients);
    std::vector<std::thread> threads;
    for (int client = 0; client < clients; ++client) {
      threads.emplace_back([&, client] {
        const std::string name = "c" + std::to_string(client) + "-";
        WaitingRoom room{*own, name};
        for (int round = 0; round < rounds; ++round) {
          start.arrive_and_wait();
          const auto taken = reception::take_ticket(
              room.tools(), {.centre = "centre", .service = "short", .language = "da", .party = 1},
              name + std::to_string(round), booth_now + round);
          const auto next = reception::call_next(room.tools(), "centre",
                                                 {.counter = client + 1, .services = {}}, booth_now + round);
          if (!taken || taken->refusal || !next || next->refusal || !next->value) {
            ++failed;
            continue;
          }
          const std::string ticket_id = ticket_of(*next->value).ticket_id;
          called[static_cast<std::size_t>(client)].push_back(ticket_id);
          if (room.act(ticket_id, queue::Action::done, booth_now + round).refusal) ++failed;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(failed, 0);
    std::set<std::string> all;
    std::size_t count = 0;
    for (const auto& each : called) {
      all.insert(each.begin(), each.end());
      count += each.size();
    }
    EXPECT_EQ(all.size(), count) << "a ticket was called twice";
    EXPECT_EQ(count, static_cast<std::size_t>(clients * rounds));
    check_day(*own, clients * rounds);
    std::printf("%zu calls at %d counters\n", count, clients);
  }

  // Looked at without the code that wrote it.
  static void check_day(Database& database, int tickets) {
    EXPECT_EQ(integer(database, "select count(*) from ticket"), tickets);
    EXPECT_EQ(integer(database, "select count(*) from ticket where state = 'done' and calls = 1"), tickets);
    EXPECT_EQ(integer(database, "select min(number) from ticket"), 1);
    EXPECT_EQ(integer(database, "select max(number) from ticket"), tickets);
    EXPECT_EQ(integer(database, "select count(distinct number) from ticket"), tickets);
    // Made, called and ended: each is one step of the day's sequence.
    EXPECT_EQ(integer(database, "select sequence from queue_day"), 3 * tickets);
  }
};
SKRANKE_FOR_BOTH_ENGINES(QueueRaces);

TEST_P(QueueRaces, EveryTicketIsCalledOnce) { race(storage::Isolation::serializable); }

TEST_P(QueueRaces, AlsoWithTheIsolationForcedDown) { race(storage::Isolation::read_committed); }

// Two counters want the one who waits.
TEST_P(QueueRaces, TheOnlyOneWhoWaitsIsCalledToOneCounter) {
  const auto own = open(Options{});
  for (int round = 0; round < rounds_wanted(); ++round) {
    WaitingRoom maker{*own, "m" + std::to_string(round)};
    ASSERT_FALSE(maker.walk_in("only" + std::to_string(round)).refusal);
    std::barrier start{8};
    std::atomic<int> given = 0;
    std::vector<std::thread> threads;
    for (int client = 0; client < 8; ++client) {
      threads.emplace_back([&, client] {
        WaitingRoom room{*own, "r" + std::to_string(client)};
        start.arrive_and_wait();
        const auto next = room.next(client + 1);
        if (!next.value) return;
        ++given;
        EXPECT_FALSE(room.act(ticket_of(*next.value).ticket_id, queue::Action::done).refusal);
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(given, 1);
  }
}

}  // namespace
}  // namespace skranke::test
