// The outbox of decided cases on both engines: in the transaction that decides, each event once, tried as
// often as is said and no longer.
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "storage/handover/stored_handovers.hpp"
#include "store.hpp"

namespace skranke::test {

using storage::DueHandover;
using storage::Handover;
using storage::HandoverTarget;
using storage::HandoverTrouble;

constexpr std::int64_t now = 1'795'945'320;
constexpr std::int64_t lease = 15;

class HandoverOutbox : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    outbox_ = std::make_unique<storage::StoredHandovers>(*own_);
  }

  void put(const std::string& id, const std::string& case_id = {}, std::int64_t created_at = now,
           HandoverTarget target = HandoverTarget::registration) {
    const Handover event{.event_id = id,
                         .case_id = case_id.empty() ? "c-" + id : case_id,
                         .type = "case.accepted",
                         .payload = std::string{"sealed\0\xFF", 8} + id,
                         .created_at = created_at,
                         .target = target};
    ASSERT_TRUE(own_->write([&](Transaction& transaction) { return put_handover(transaction, event); }));
  }
  std::vector<std::string> claimed(std::int64_t at = now, std::size_t count = 10,
                                   HandoverTarget target = HandoverTarget::registration) {
    std::vector<std::string> ids;
    const auto all = outbox_->claim(target, at, at + lease, count).value();
    for (const DueHandover& due : all) ids.push_back(due.event.event_id);
    return ids;
  }
  storage::StandingHandover standing(const std::string& id) {
    storage::StandingHandover found;
    EXPECT_TRUE(own_->read([&](Transaction& transaction) -> Outcome<void> {
      found = handovers_of(transaction, "c-" + id).value().front();
      return {};
    }));
    return found;
  }

  std::unique_ptr<Database> own_;
  std::unique_ptr<storage::StoredHandovers> outbox_;
};

using Ids = std::vector<std::string>;

TEST_P(HandoverOutbox, GivesBackWhatWasPut) {
  put("a");
  const auto due = outbox_->claim(HandoverTarget::registration, now, now + lease, 10).value();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due.front().event.payload, (std::string{"sealed\0\xFF", 8} + "a"));
  EXPECT_EQ(due.front().event.case_id, "c-a");
  EXPECT_EQ(due.front().event.type, "case.accepted");
  EXPECT_EQ(due.front().attempts, 1);
}

TEST_P(HandoverOutbox, KeepsAnEventThatIsPutAgainAsItWas) {
  put("a");
  put("a", "another case", now + 5);
  EXPECT_EQ(outbox_->count()->waiting, 1);
  EXPECT_EQ(standing("a").created_at, now);
}

TEST_P(HandoverOutbox, LosesTheEventWithTheTransactionThatFails) {
  const Handover event{.event_id = "a", .case_id = "c", .type = "t", .payload = "p", .created_at = now};
  EXPECT_FALSE(own_->write([&](Transaction& transaction) -> Outcome<void> {
    if (auto put = put_handover(transaction, event); !put) return put;
    return storage::fail(FaultKind::check, "the case is not decided after all");
  }));
  EXPECT_EQ(outbox_->count()->waiting, 0);
}

TEST_P(HandoverOutbox, GivesAnEventToOneUntilItsTimeIsUp) {
  put("a");
  EXPECT_EQ(claimed(), Ids{"a"});
  EXPECT_EQ(claimed(now + lease - 1), Ids{});
  EXPECT_EQ(claimed(now + lease), Ids{"a"});
  ASSERT_TRUE(outbox_->put_back("a", now + 20));
  EXPECT_EQ(claimed(now + 19), Ids{});
  const auto due = outbox_->claim(HandoverTarget::registration, now + 20, now + 40, 1).value();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due.front().attempts, 2) << "what was put back was not tried";
}

TEST_P(HandoverOutbox, KeepsTheOrderOfACaseAndTheTargetsApart) {
  put("later", "c", now);
  put("earlier", "c", now - 1);
  put("other", "d", now - 5);
  put("post", "c", now - 9, HandoverTarget::post);
  EXPECT_EQ(claimed(), (Ids{"other", "earlier"}));
  EXPECT_EQ(claimed(), Ids{}) << "an event waits for the one before it";
  ASSERT_TRUE(outbox_->mark_delivered("earlier", now, {}));
  EXPECT_EQ(claimed(), Ids{"later"});
  EXPECT_EQ(claimed(now, 10, HandoverTarget::post), Ids{"post"});
}

TEST_P(HandoverOutbox, KeepsTheAnswerAndForgetsThePayload) {
  put("a");
  EXPECT_EQ(claimed(), Ids{"a"});
  ASSERT_TRUE(outbox_->mark_delivered("a", now + 1, {.status = 202, .body = "taken"}));
  const auto event = standing("a");
  EXPECT_EQ(name(event.state), "delivered");
  EXPECT_EQ(event.answer_status, 202);
  EXPECT_EQ(event.answer, "taken");
  EXPECT_EQ(integer(*own_, "select count(*) from handover where length(payload) > 0"), 0);
  EXPECT_FALSE(outbox_->retry("a", now).value()) << "what was delivered is never told again";
  ASSERT_TRUE(outbox_->mark_failed("a", now, HandoverTrouble::refused, {}, std::nullopt));
  EXPECT_EQ(name(standing("a").state), "delivered") << "an answer that comes late changes nothing";
}

TEST_P(HandoverOutbox, CutsAnswersAndTakesNoBrokenText) {
  put("a");
  put("b");
  ASSERT_TRUE(outbox_->mark_delivered("a", now, {.status = 200, .body = std::string(5000, 'x')}));
  EXPECT_EQ(standing("a").answer.size(), storage::handover_answer_bytes_max);
  ASSERT_TRUE(outbox_->mark_delivered("b", now,
                                      {.status = 200,
                                       .body = std::string{"a\0\xFF"
                                                           "b",
                                                           4}}));
  EXPECT_EQ(standing("b").answer, "a??b");
}

TEST_P(HandoverOutbox, TriesAgainUntilItFailsForGoodAndIsToldThen) {
  put("a");
  std::int64_t at = now;
  for (int attempt = 1; attempt <= storage::handover_tries_max; ++attempt) {
    const auto due = outbox_->claim(HandoverTarget::registration, at, at + lease, 1).value();
    ASSERT_EQ(due.size(), 1U) << attempt;
    EXPECT_EQ(due.front().attempts, attempt);
    const bool is_last = attempt == storage::handover_tries_max;
    const std::int64_t next = at + storage::handover_pause_after(attempt, 5);
    ASSERT_TRUE(outbox_->mark_failed("a", at, HandoverTrouble::refused, {.status = 500, .body = "no"},
                                     is_last ? std::nullopt : std::optional{next}));
    if (is_last) break;
    EXPECT_EQ(claimed(next - 1), Ids{});
    at = next;
  }
  EXPECT_EQ(at - now, ((3 * 24 + 3) * 60 + 35) * 60 + 5) << "three days, three hours, 35 minutes, 5 seconds";
  EXPECT_EQ(outbox_->count()->failed, 1);
  EXPECT_EQ(outbox_->standing(10)->front().trouble, "refused");
  EXPECT_EQ(outbox_->standing(10)->front().answer_status, 500);
  EXPECT_EQ(claimed(at + 1'000'000), Ids{});
  EXPECT_TRUE(outbox_->retry("a", at + 7).value());
  EXPECT_EQ(claimed(at + 7), Ids{"a"}) << "with the payload that it kept";
}

TEST_P(HandoverOutbox, TellsNobodyWhatWasWithdrawn) {
  put("a");
  put("b");
  const auto withdraw = [&](const std::string& id) {
    ASSERT_TRUE(own_->write(
        [&](Transaction& transaction) { return withdraw_handover(transaction, "c-" + id, now + 1); }));
  };
  withdraw("a");
  EXPECT_EQ(standing("a").state, storage::HandoverState::failed);
  EXPECT_EQ(standing("a").trouble, "withdrawn");
  EXPECT_FALSE(outbox_->retry("a", now + 2).value());
  EXPECT_EQ(claimed(now + 2), Ids{"b"});
  // One that is on its way is told all the same, and the outbox says what is true.
  withdraw("b");
  ASSERT_TRUE(outbox_->mark_delivered("b", now + 3, {.status = 200, .body = "taken"}));
  EXPECT_EQ(standing("b").state, storage::HandoverState::delivered);
  EXPECT_EQ(standing("b").trouble, "");
  withdraw("b");
  EXPECT_EQ(standing("b").state, storage::HandoverState::delivered);
}

TEST_P(HandoverOutbox, GivesEachEventToOneOfManySenders) {
  constexpr int events = 60;
  for (int i = 0; i < events; ++i) put("e" + std::to_string(i));
  std::mutex mutex;
  std::multiset<std::string> got;
  std::vector<std::thread> senders;
  for (int sender = 0; sender < 6; ++sender) {
    senders.emplace_back([&] {
      while (true) {
        const auto due = outbox_->claim(HandoverTarget::registration, now, now + lease, 3).value();
        if (due.empty()) return;
        const std::scoped_lock lock{mutex};
        for (const DueHandover& one : due) got.insert(one.event.event_id);
      }
    });
  }
  for (std::thread& sender : senders) sender.join();
  EXPECT_EQ(got.size(), static_cast<std::size_t>(events));
  EXPECT_EQ(std::set<std::string>(got.begin(), got.end()).size(), static_cast<std::size_t>(events));
}

SKRANKE_FOR_BOTH_ENGINES(HandoverOutbox);

}  // namespace skranke::test
