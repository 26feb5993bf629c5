// What a queue's store promises, on both engines.
#include <vector>

#include "queue/order.hpp"
#include "storage/queue/ticket_rows.hpp"
#include "waiting_room.hpp"

namespace skranke::test {
namespace {

using queue::Progress;
using queue::State;
using queue::Ticket;

constexpr base::Day day = 20'786;

Ticket some_ticket(const std::string& ticket_id) {
  Ticket ticket;
  ticket.ticket_id = ticket_id;
  ticket.centre = "centre";
  ticket.day = day;
  ticket.kind = queue::Kind::walk_in;
  ticket.language = "fo";
  ticket.party = 3;
  ticket.due = 2000;
  ticket.arrived_at = 1100;
  ticket.request = "request";
  ticket.request_body = "body";
  ticket.progress.service = "short";
  return ticket;
}

Progress full_progress() {
  return {.state = State::done,
          .service = "long",
          .counter = 64,
          .wanted = 1,
          .called_at = 1,
          .serving_at = 2,
          .ended_at = 3,
          .away_at = {},
          .calls = 4,
          .unheeded = 2,
          .outcome = queue::Outcome::witness};
}

class QueueStore : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    store_ = std::make_unique<storage::StoredQueue>(*own_);
  }
  queue::Day make(const Ticket& ticket) {
    return store_->change("centre", day, [&](const queue::Day&) { return std::optional{ticket}; }).value();
  }

  std::unique_ptr<Database> own_;
  std::unique_ptr<storage::StoredQueue> store_;
};
SKRANKE_FOR_BOTH_ENGINES(QueueStore);

TEST_P(QueueStore, AnEmptyDayIsOneWithoutTickets) {
  const queue::Day empty = store_->day("centre", day).value();
  EXPECT_EQ(empty.sequence, 0);
  EXPECT_TRUE(empty.tickets.empty());
  EXPECT_FALSE(store_->day_of_ticket("t").value());
  EXPECT_FALSE(store_->day_of_booking("b").value());
  EXPECT_TRUE(store_->sequences(day, day).value().empty());
}

TEST_P(QueueStore, GivesNumbersOneAfterAnotherAndKeepsEverything) {
  make(some_ticket("t1"));
  queue::Day made = make(some_ticket("t2"));
  EXPECT_EQ(made.sequence, 2);
  ASSERT_EQ(made.tickets.size(), 2U);
  EXPECT_EQ(made.tickets[1].number, 2);
  EXPECT_EQ(made.tickets[1].made, 2);
  Ticket changed = made.tickets[0];
  changed.progress = full_progress();
  changed.undo = queue::Undo{.before = made.tickets[0].progress, .at = 77};
  made = make(changed);
  changed.sequence = 3;
  EXPECT_EQ(made.tickets[0], changed);
  EXPECT_EQ(store_->day("centre", day).value().tickets, made.tickets);
  EXPECT_EQ(store_->day("centre", day).value().sequence, 3);
  EXPECT_EQ(store_->day_of_ticket("t1").value()->centre, "centre");
  EXPECT_EQ(store_->sequences(day - 1, day + 1).value().at(0).sequence, 3);
  EXPECT_TRUE(store_->sequences(day + 1, day + 1).value().empty());
}

TEST_P(QueueStore, WhereNothingIsToBeDoneNothingIsKept) {
  const queue::Day same =
      store_->change("centre", day, [](const queue::Day&) { return std::nullopt; }).value();
  EXPECT_EQ(same.sequence, 0);
  EXPECT_EQ(integer(*own_, "select count(*) from queue_day"), 0);
}

TEST_P(QueueStore, DaysAndCentresAndKindsCountForThemselves) {
  make(some_ticket("t1"));
  Ticket other = some_ticket("t2");
  other.centre = "elsewhere";
  const auto elsewhere =
      store_->change("elsewhere", day, [&](const queue::Day&) { return std::optional{other}; }).value();
  EXPECT_EQ(elsewhere.tickets.at(0).number, 1);
  other.ticket_id = "t3";
  other.centre = "centre";
  other.day = day + 1;
  const auto tomorrow =
      store_->change("centre", day + 1, [&](const queue::Day&) { return std::optional{other}; }).value();
  EXPECT_EQ(tomorrow.tickets.at(0).number, 1);
}

TEST_P(QueueStore, ACounterHasOneTicketAtMostWhateverTheProgramDoes) {
  make(some_ticket("t1"));
  queue::Day made = make(some_ticket("t2"));
  for (Ticket ticket : made.tickets) {
    ticket.progress.state = State::called;
    ticket.progress.counter = 5;
    const auto kept = store_->change("centre", day, [&](const queue::Day&) { return std::optional{ticket}; });
    EXPECT_EQ(kept.has_value(), ticket.ticket_id == "t1");
  }
}

TEST(UndoText, IsReadAsItWasWritten) {
  Progress waiting;
  waiting.service = "short";
  for (const Progress& before : {waiting, full_progress()}) {
    const queue::Undo undo{.before = before, .at = 1'796'000'400};
    EXPECT_EQ(storage::read_undo(storage::undo_text(undo)), undo);
  }
}

}  // namespace
}  // namespace skranke::test
