// Boards of several servers on one database: each shows what any of them changes.
#include "http/queue/boards.hpp"

#include <chrono>
#include <memory>
#include <semaphore>
#include <string>
#include <utility>

#include "waiting_room.hpp"

namespace skranke::test {
namespace {

using http::queue::Boards;
using http::queue::Channels;

// Somebody who looks at a channel, and waits until something is published.
class Looker {
 public:
  explicit Looker(std::shared_ptr<http::EventChannel> channel) : channel_{std::move(channel)} {
    channel_->count_stream(true);
    channel_->subscribe(this, [this] { published_.release(); });
  }
  Looker(const Looker&) = delete;
  Looker& operator=(const Looker&) = delete;
  ~Looker() {
    channel_->unsubscribe(this);
    channel_->count_stream(false);
  }
  // The next event; empty where none comes. Whatever takes ten seconds has failed.
  std::string next() {
    if (!published_.try_acquire_for(std::chrono::seconds{10})) return {};
    channel_->awake(this);
    return *channel_->latest().text;
  }

 private:
  std::shared_ptr<http::EventChannel> channel_;
  std::counting_semaphore<> published_{0};
};

class BoardsOnBoth : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    room_ = std::make_unique<WaitingRoom>(*own_);
  }
  std::unique_ptr<Database> own_;
  std::unique_ptr<WaitingRoom> room_;
  queue::Moment now_ = booth_now;
};
SKRANKE_FOR_BOTH_ENGINES(BoardsOnBoth);

TEST_P(BoardsOnBoth, WhatAnotherServerChangesIsShown) {
  Boards boards{room_->tools(), [this] { return now_; }};
  const Channels channels = boards.open("centre").value();
  EXPECT_TRUE(channels.board->latest().text->contains("\"waiting\":0"));
  Looker board{channels.board};
  Looker desk{channels.desk};
  WaitingRoom other{*own_, "other"};
  ASSERT_FALSE(other.walk_in("1").refusal);
  EXPECT_TRUE(board.next().contains("\"waiting\":1"));
  EXPECT_EQ(desk.next(), "id: 1\nevent: queue\ndata: {\"sequence\":1}\n\n");
  ASSERT_TRUE(other.next(2).value);
  EXPECT_TRUE(board.next().contains("\"ticket\":\"A1\",\"counter\":2"));
}

TEST_P(BoardsOnBoth, WhatThisServerChangesIsShownAtOnceAndToThatCentreOnly) {
  Boards boards{room_->tools(), [this] { return now_; }};
  const Channels channels = boards.open("centre").value();
  Looker board{channels.board};
  ASSERT_FALSE(room_->walk_in("1").refusal);
  boards.changed("nowhere");
  boards.changed("centre");
  EXPECT_TRUE(channels.board->latest().text->contains("\"waiting\":1"));
  EXPECT_EQ(channels.board->latest().version, 2U);
  EXPECT_FALSE(boards.open("nowhere"));
}

TEST_P(BoardsOnBoth, TheBoardIsMadeAnewWhenTheDayHasChanged) {
  Boards boards{room_->tools(), [this] { return now_; }};
  const std::string first = boards.board("centre").value();
  EXPECT_EQ(boards.board("centre").value(), first);
  ASSERT_FALSE(room_->walk_in("1").refusal);
  EXPECT_TRUE(boards.board("centre").value().contains("\"waiting\":1"));
  EXPECT_FALSE(boards.board("nowhere"));
}

}  // namespace
}  // namespace skranke::test
