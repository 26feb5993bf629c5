// One server's part of a storm of bookings: many clients in threads who hold, book, move and cancel on few
// seats, until it is killed.
//
//   booking_child URL ISOLATION JOURNAL THREADS SEED
//
// What was answered is written to JOURNAL, a line each ("booked ID START"), before the next try of that
// booking; before a change "begun ID -", since what a killed process was told is not known.
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "booth.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/database.hpp"

namespace {

using namespace skranke;
using test::Booth;
using test::booth_now;

constexpr int slots = 400;
constexpr int lines_a_word = 50;

struct Storm {
  const appointments::Tools& tools;
  int journal;
  std::uint64_t seed;
  std::atomic<std::int64_t> tries = 0;

  void say(const std::string& line) const {
    if (::write(journal, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(5);
  }
};

struct Mine {
  std::string id;
  std::string token;
};

void client(Storm& storm, int number) {
  std::mt19937_64 random{storm.seed * 1000 + static_cast<std::uint64_t>(number)};
  const auto any = [&](std::size_t count) { return random() % count; };
  const auto any_slot = [&] {
    return Booth::slot(static_cast<std::int64_t>(any(slots)), any(3) == 0 ? "long" : "short");
  };
  const std::string me = std::to_string(storm.seed) + "-" + std::to_string(number);
  std::vector<Mine> mine;
  for (int round = 0;; ++round) {
    if (!mine.empty() && any(2) == 0) {
      const std::size_t which = any(mine.size());
      const Mine booking = mine[which];
      storm.say("begun " + booking.id + " -\n");
      if (any(2) == 0) {
        const auto moved = appointments::move(storm.tools, booking.token, any_slot(), booth_now);
        const auto now = appointments::find(storm.tools, booking.token);
        if (moved && now && !now->refusal)
          storm.say("booked " + booking.id + " " + std::to_string(now->value.booking.start) + "\n");
      } else {
        const auto cancelled = appointments::cancel(storm.tools, booking.token, booth_now);
        if (cancelled && !cancelled->refusal) {
          storm.say("cancelled " + booking.id + " -\n");
          mine.erase(mine.begin() + static_cast<std::ptrdiff_t>(which));
        }
      }
    } else {
      appointments::Wish wish{.slot_id = any_slot(),
                              .hold_id = {},
                              .name = "n" + std::to_string(any(20)),
                              .email = "one@example.org",
                              .phone = {},
                              .language = "da",
                              .party = 1,
                              .plan = {}};
      if (any(3) == 0) {
        const auto held = appointments::hold(storm.tools, wish.slot_id, booth_now);
        if (!held || held->refusal) continue;
        wish.slot_id.clear();
        wish.hold_id = held->value.hold_id;
      }
      const auto booked = appointments::book(storm.tools, wish, me + "-" + std::to_string(round), booth_now);
      if (booked && !booked->refusal) {
        const auto& booking = booked->value.booking;
        storm.say("booked " + booking.booking_id + " " + std::to_string(booking.start) + "\n");
        mine.push_back({booking.booking_id, booked->value.token});
      }
    }
    if (++storm.tries % lines_a_word == 0) {
      std::printf("%d\n", lines_a_word);
      if (std::fflush(stdout) != 0) _exit(0);
    }
  }
}

std::int64_t number_of(const char* text) {
  std::int64_t number = 0;
  std::from_chars(text, text + std::strlen(text), number);
  return number;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 6) return 2;
  storage::Options options;
  options.isolation = std::strcmp(arguments[2], "read-committed") == 0 ? storage::Isolation::read_committed
                                                                       : storage::Isolation::serializable;
  const auto database = storage::open_database(arguments[1], options);
  if (!database) {
    std::fprintf(stderr, "%s\n", database.error().text.c_str());
    return 5;
  }
  storage::StoredBookings store{**database};
  Booth booth{store, 3, std::string{"b"} + arguments[5] + "x"};
  Storm storm{.tools = booth.tools(),
              .journal = ::open(arguments[3], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600),
              .seed = static_cast<std::uint64_t>(number_of(arguments[5]))};
  std::vector<std::thread> threads;
  for (int i = 0; i < static_cast<int>(number_of(arguments[4])); ++i)
    threads.emplace_back([&storm, i] { client(storm, i); });
  for (std::thread& thread : threads) thread.join();
}
