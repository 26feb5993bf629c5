// The last seat, again and again, by many at once; and a storm of everything at once, with processes that are
// killed.
//
// SKRANKE_BOOKING_RACES sets how many races, SKRANKE_STORM_TRIES how many tries of the storm.
#include <atomic>
#include <barrier>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "booth.hpp"
#include "child_storm.hpp"
#include "seat_check.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "store.hpp"

namespace skranke::test {
namespace {

constexpr int clients = 64;

int races_wanted() {
  const char* text = std::getenv("SKRANKE_BOOKING_RACES");
  return text == nullptr ? 40 : std::atoi(text);
}

}  // namespace

class SeatRaces : public Contract {
 protected:
  // Every client tries to have the one seat of each slot; who got it, by slot.
  void race(storage::Isolation isolation) {
    Options options;
    options.isolation = isolation;
    const auto own = open(options);
    storage::StoredBookings store{*own};
    Booth booth{store, 1};
    const int races = races_wanted();
    std::vector<std::atomic<int>> given(static_cast<std::size_t>(races));
    std::atomic<int> failed = 0;
    std::barrier start{clients};
    std::vector<std::thread> threads;
    for (int client = 0; client < clients; ++client) {
      threads.emplace_back([&, client] {
        for (int slot = 0; slot < races; ++slot) {
          start.arrive_and_wait();
          const std::string name = std::to_string(client) + "-" + std::to_string(slot);
          const auto booked = appointments::book(booth.tools(),
                                                 {.slot_id = Booth::slot(slot),
                                                  .hold_id = {},
                                                  .name = name,
                                                  .email = name + "@example.org",
                                                  .phone = {},
                                                  .language = "da",
                                                  .party = 1,
                                                  .plan = {}},
                                                 name, booth_now);
          if (!booked) {
            ++failed;
            ADD_FAILURE() << "race " << slot << ": " << booked.error().text;
          } else if (!booked->refusal) {
            ++given[static_cast<std::size_t>(slot)];
          } else {
            EXPECT_EQ(booked->refusal, appointments::Refusal::slot_full);
          }
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(failed, 0);
    for (const auto& each : given) EXPECT_EQ(each, 1);
    EXPECT_EQ(check_seats(*own, 1), races);
    std::printf("%d races of %d clients\n", races, clients);
  }
};
SKRANKE_FOR_BOTH_ENGINES(SeatRaces);

TEST_P(SeatRaces, TheLastSeatIsGivenExactlyOnce) { race(storage::Isolation::serializable); }

TEST_P(SeatRaces, AlsoWithTheIsolationForcedDown) { race(storage::Isolation::read_committed); }

class BookingStorm : public Contract {
 protected:
  [[nodiscard]] std::string journal() const { return journal_folder_.file("journal"); }

 private:
  TemporaryFolder journal_folder_;
};
SKRANKE_FOR_BOTH_ENGINES(BookingStorm);

TEST_P(BookingStorm, NothingIsHadTwiceAndNothingAnsweredIsLost) {
  // SQLite has one process that writes; its lock says so to every other.
  const int processes = GetParam() == Engine::sqlite ? 1 : 8;
  constexpr std::int64_t tries_by_default = 3000;
  const std::int64_t made = blow(
      {.processes = processes, .tries = storm_tries(tries_by_default), .command = [&](int place, int seed) {
         return std::vector<std::string>{SKRANKE_BOOKING_CHILD,
                                         url(),
                                         place % 2 == 0 ? "serializable" : "read-committed",
                                         journal(),
                                         std::to_string(clients / processes),
                                         std::to_string(seed)};
       }});
  Options options;
  const auto own = open(options);
  const std::int64_t booked = check_seats(*own, 3);
  std::map<std::string, std::string> kept;
  const auto rows = read_one(*own, "select booking_id, state, start from booking");
  ASSERT_TRUE(rows.has_value());
  for (const Row& row : *rows)
    kept.emplace(std::get<std::string>(row[0]),
                 std::get<std::string>(row[1]) + " " + std::to_string(std::get<std::int64_t>(row[2])));
  // A line is written after an answer and before the next try of the same booking, so the last one of each
  // holds; but for what was under way when its process was killed ("begun").
  std::map<std::string, std::string> said;
  std::ifstream answered{journal()};
  std::size_t lines = 0;
  for (std::string word, id, state; answered >> word >> id >> state; ++lines)
    said[id] = word == "begun" ? "" : word + " " + state;
  std::size_t cancelled = 0;
  for (const auto& [id, state] : said) {
    ASSERT_TRUE(kept.contains(id)) << id;
    if (state.starts_with("cancelled")) {
      ++cancelled;
      EXPECT_TRUE(kept[id].starts_with("cancelled")) << id;
    } else if (!state.empty()) {
      EXPECT_EQ(kept[id], state) << id;
    }
  }
  EXPECT_GT(lines, 500U);
  EXPECT_GT(cancelled, 10U);
  std::printf("%lld tries, %zu answers, %zu bookings, %lld stand\n", static_cast<long long>(made), lines,
              kept.size(), static_cast<long long>(booked));
}

}  // namespace skranke::test
