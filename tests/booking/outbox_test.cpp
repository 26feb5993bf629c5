// The outbox of bookings on both engines: what is written with a booking, and that each message goes once.
#include <atomic>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "booth.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/booking/stored_outbox.hpp"
#include "store.hpp"

namespace skranke::test {

using appointments::Wish;
using booking::Channel;
using booking::DueMessage;
using booking::Event;
using booking::MessageKey;
using booking::Moment;
using booking::Trouble;

constexpr Moment lease = 600;
constexpr Moment a_day = 86'400;

class MessageOutbox : public Contract {
 protected:
  void SetUp() override {
    Options options;
    own_ = open(options);
    store_ = std::make_unique<storage::StoredBookings>(*own_);
    outbox_ = std::make_unique<storage::StoredOutbox>(*own_);
    booth_ = std::make_unique<Booth>(*store_);
  }

  // The token of a visit's link.
  std::string book(std::int64_t cell, const std::string& name, const std::string& email = "ida@example.org",
                   const std::string& phone = {}) {
    const Wish wish{.slot_id = Booth::slot(cell),
                    .hold_id = {},
                    .name = name,
                    .email = email,
                    .phone = phone,
                    .language = "da",
                    .party = 2,
                    .plan = {}};
    const auto booked = appointments::book(booth_->tools(), wish, name, booth_now).value();
    EXPECT_FALSE(booked.refusal);
    return booked.value.token;
  }
  void move(const std::string& token, std::int64_t cell, Moment now = booth_now) {
    EXPECT_FALSE(appointments::move(booth_->tools(), token, Booth::slot(cell), now).value().refusal);
  }
  void cancel(const std::string& token, Moment now = booth_now) {
    EXPECT_FALSE(appointments::cancel(booth_->tools(), token, now).value().refusal);
  }

  std::vector<DueMessage> claim(Moment now = booth_now, Channel channel = Channel::mail,
                                std::size_t count = 100) {
    return outbox_->claim(channel, now, now + lease, count).value();
  }
  // What is due, as "confirmed.0", in the order of the claim; each is marked as sent.
  std::vector<std::string> send_all(Moment now = booth_now, Channel channel = Channel::mail) {
    std::vector<std::string> sent;
    while (true) {
      const auto claimed = claim(now, channel);
      if (claimed.empty()) return sent;
      for (const DueMessage& message : claimed) {
        sent.push_back(std::string{name(message.key.event)} + "." + std::to_string(message.key.sequence));
        EXPECT_TRUE(outbox_->mark_sent(message.key, now));
      }
    }
  }
  static Moment reminder_of(std::int64_t cell) { return Booth::cell(cell) * 60 - a_day; }

  std::unique_ptr<Database> own_;
  std::unique_ptr<storage::StoredBookings> store_;
  std::unique_ptr<storage::StoredOutbox> outbox_;
  std::unique_ptr<Booth> booth_;
};
SKRANKE_FOR_BOTH_ENGINES(MessageOutbox);

using Words = std::vector<std::string>;

TEST_P(MessageOutbox, AMessageHasAllThatIsToBeSaid) {
  book(0, "Ida", "ida@example.org", "12 34 56 78");
  const auto mails = claim();
  ASSERT_EQ(mails.size(), 1U);
  const DueMessage& mail = mails.front();
  EXPECT_EQ(booking::to_string(mail.key), "b1.confirmed.0.mail");
  EXPECT_EQ(mail.address, "ida@example.org");
  EXPECT_EQ(mail.booking.name, "Ida");
  EXPECT_EQ(mail.booking.centre, "centre");
  EXPECT_EQ(mail.booking.service, "short");
  EXPECT_EQ(mail.booking.start, Booth::cell(0));
  EXPECT_EQ(mail.booking.minutes, 15);
  EXPECT_EQ(mail.booking.language, "da");
  EXPECT_EQ(mail.booking.party, 2);
  EXPECT_EQ(mail.written_at, booth_now);
  EXPECT_EQ(mail.attempts, 1);
  const auto texts = claim(booth_now, Channel::sms);
  ASSERT_EQ(texts.size(), 1U);
  EXPECT_EQ(texts.front().address, "12 34 56 78");
}

TEST_P(MessageOutbox, WhoCantBeReachedIsToldNothing) {
  book(0, "Ida", "", "");
  EXPECT_TRUE(claim().empty());
  EXPECT_TRUE(claim(booth_now, Channel::sms).empty());
}

TEST_P(MessageOutbox, EachEventIsSaidOnceAndInOrder) {
  const std::string token = book(0, "Ida");
  move(token, 300);
  move(token, 400);
  cancel(token);
  EXPECT_EQ(send_all(), (Words{"confirmed.0", "moved.1", "moved.2", "cancelled.3"}));
  EXPECT_TRUE(send_all(booth_now + 30 * a_day).empty());
}

TEST_P(MessageOutbox, AMessageTellsWhatWasSoWhenItWasWritten) {
  const std::string token = book(0, "Ida");
  move(token, 300);
  const auto first = claim();
  ASSERT_EQ(first.size(), 1U) << "the second waits for the first";
  EXPECT_EQ(first.front().booking.start, Booth::cell(0));
  ASSERT_TRUE(outbox_->mark_sent(first.front().key, booth_now));
  EXPECT_EQ(claim().front().booking.start, Booth::cell(300));
}

TEST_P(MessageOutbox, AReminderComesADayBeforeAndFollowsTheVisit) {
  const std::string token = book(300, "Ida");
  send_all();
  EXPECT_TRUE(send_all(reminder_of(300) - 1).empty());
  move(token, 400);
  EXPECT_EQ(send_all(reminder_of(300)), Words{"moved.1"});
  EXPECT_TRUE(send_all(reminder_of(400) - 1).empty());
  EXPECT_EQ(send_all(reminder_of(400)), Words{"reminder.1"});
}

TEST_P(MessageOutbox, NobodyIsRemindedOfWhatIsCancelledOrOver) {
  cancel(book(300, "Ida"));
  EXPECT_EQ(send_all(reminder_of(300)), (Words{"confirmed.0", "cancelled.1"}));
  book(301, "Ib");
  EXPECT_TRUE(send_all(Booth::cell(301) * 60).empty()) << "the visit begins";
  EXPECT_EQ(outbox_->count_messages().value().overtaken, 2);
  // However its row came to be there: a reminder of another time than the visit's is none.
  const std::string token = book(302, "Else");
  send_all();
  ASSERT_TRUE(write_one(*own_, "update booking set sequence = 7 where name = 'Else'"));
  EXPECT_TRUE(send_all(reminder_of(302)).empty());
}

TEST_P(MessageOutbox, WhoBooksWithinADayIsNotReminded) {
  book(4, "Ida");
  EXPECT_EQ(send_all(Booth::cell(4) * 60 - 1), Words{"confirmed.0"});
}

TEST_P(MessageOutbox, AClaimIsOnesOwnUntilItIsOver) {
  book(0, "Ida");
  ASSERT_EQ(claim().size(), 1U);
  EXPECT_TRUE(claim(booth_now + lease - 1).empty());
  // Its sender was killed. Whoever comes next has the same message, and one try less.
  const auto again = claim(booth_now + lease);
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(booking::to_string(again.front().key), "b1.confirmed.0.mail");
  EXPECT_EQ(again.front().attempts, 2);
}

TEST_P(MessageOutbox, WhatSomebodyHasIsInNobodysWay) {
  book(0, "Ida");
  book(1, "Ib");
  ASSERT_EQ(claim(booth_now, Channel::mail, 1).size(), 1U);
  EXPECT_EQ(claim(booth_now, Channel::mail, 1).size(), 1U);
  EXPECT_TRUE(claim(booth_now, Channel::mail, 1).empty());
}

TEST_P(MessageOutbox, WhatFailedWaitsAndIsGivenUpInTheEnd) {
  book(2000, "Ida");
  Moment now = booth_now;
  for (std::int32_t attempt = 1; attempt < booking::message_tries_max; ++attempt) {
    const auto claimed = claim(now);
    ASSERT_EQ(claimed.size(), 1U) << attempt;
    EXPECT_EQ(claimed.front().attempts, attempt);
    const Moment again = now + booking::pause_after(attempt, 60);
    ASSERT_TRUE(outbox_->mark_failed(claimed.front().key, Trouble::unreachable, again));
    EXPECT_TRUE(claim(again - 1).empty());
    now = again;
  }
  const auto last = claim(now);
  ASSERT_EQ(last.size(), 1U);
  ASSERT_TRUE(outbox_->mark_failed(last.front().key, Trouble::unreachable, std::nullopt));
  const auto standing = outbox_->standing(1);
  ASSERT_EQ(standing.value().size(), 1U);
  EXPECT_TRUE(standing->front().is_given_up);
  EXPECT_EQ(standing->front().attempts, booking::message_tries_max);
  EXPECT_EQ(standing->front().trouble, "unreachable");
  EXPECT_EQ(outbox_->count_messages().value().given_up, 1);
  EXPECT_EQ(now - booth_now, 60 * (1 + 5 + 30 + 120 + 360 + 720 + 1440)) << "a little less than two days";
  // Somebody has mended what it was.
  EXPECT_TRUE(outbox_->retry(last.front().key, now).value());
  EXPECT_EQ(claim(now).front().attempts, 1);
  EXPECT_FALSE(outbox_->retry(last.front().key, now).value()) << "it is being sent";
}

TEST_P(MessageOutbox, WhatWasNotTriedCostsNoTry) {
  book(0, "Ida");
  const auto claimed = claim();
  ASSERT_TRUE(outbox_->put_back(claimed.front().key, booth_now + 5));
  EXPECT_TRUE(claim(booth_now + 4).empty());
  EXPECT_EQ(claim(booth_now + 5).front().attempts, 1);
}

TEST_P(MessageOutbox, ANewEventHastensWhatWaitsBeforeIt) {
  const std::string token = book(300, "Ida");
  const auto claimed = claim();
  ASSERT_TRUE(outbox_->mark_failed(claimed.front().key, Trouble::unreachable, booth_now + 7200));
  move(token, 400, booth_now + 10);
  EXPECT_EQ(send_all(booth_now + 10), (Words{"confirmed.0", "moved.1"}));
}

TEST_P(MessageOutbox, AMoveDoesNotTakeAMessageFromItsSender) {
  const std::string token = book(300, "Ida");
  ASSERT_EQ(claim().size(), 1U);
  move(token, 400);
  EXPECT_TRUE(claim().empty());
}

TEST_P(MessageOutbox, AnAddressIsForgottenOnceItIsUsed) {
  book(300, "Ida");
  send_all();
  EXPECT_EQ(integer(*own_, "select count(*) from booking_message where state = 'sent' and address <> ''"), 0);
  EXPECT_EQ(integer(*own_, "select count(*) from booking_message where state = 'waiting' and address <> ''"),
            1);
}

TEST_P(MessageOutbox, ManySendersSendEachMessageOnce) {
  constexpr int visits = 120;
  for (int i = 0; i < visits; ++i)
    book(i, "Ida " + std::to_string(i), std::to_string(i) + "@example.org",
         "1234567" + std::to_string(i % 10));
  std::vector<std::vector<std::string>> sent(6);
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (std::size_t sender = 0; sender < sent.size(); ++sender) {
    threads.emplace_back([&, sender] {
      const Channel channel = sender % 2 == 0 ? Channel::mail : Channel::sms;
      for (int empty = 0; empty < 3;) {
        const auto claimed = outbox_->claim(channel, booth_now, booth_now + lease, 5);
        if (!claimed) {
          ++failed;
          return;
        }
        empty = claimed->empty() ? empty + 1 : 0;
        for (const DueMessage& message : *claimed) {
          sent[sender].push_back(booking::to_string(message.key));
          if (!outbox_->mark_sent(message.key, booth_now)) ++failed;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  std::size_t all = 0;
  std::set<std::string> different;
  for (const auto& keys : sent) {
    all += keys.size();
    different.insert(keys.begin(), keys.end());
  }
  EXPECT_EQ(all, 2U * visits);
  EXPECT_EQ(different.size(), 2U * visits);
}

class OlderOutbox : public Contract {};
SKRANKE_FOR_BOTH_ENGINES(OlderOutbox);

TEST_P(OlderOutbox, WhatItHoldsIsKept) {
  constexpr std::size_t before_messages = 5;
  Options older;
  older.migrations = storage::all_migrations().first(before_messages);
  auto database = open(older);
  ASSERT_TRUE(write_one(
      *database,
      "insert into booking (booking_id, centre_id, service, start, minutes, counter, name, email, phone, "
      "language, party, state, sequence, created_at, changed_at) values ('b', 'centre', 'short', 100, 15, 0, "
      "'Ida', 'ida@example.org', '12345678', 'da', 1, 'booked', 1, 10, 20)"));
  ASSERT_TRUE(
      write_one(*database,
                "insert into booking_message (booking_id, event, sequence, due_at, attempts, sent_at) values "
                "('b', 'confirmed', 0, 10, 0, 11), ('b', 'moved', 1, 20, 0, null)"));
  database.reset();
  Options newer;
  database = open(newer);
  const auto count = [&](const std::string& where) {
    return integer(*database, "select count(*) from booking_message where " + where);
  };
  EXPECT_EQ(count("state = 'waiting' and event = 'moved' and start = 100 and centre_id = 'centre'"), 2);
  EXPECT_EQ(count("state = 'sent' and event = 'confirmed' and sent_at = 11"), 2);
  EXPECT_EQ(count("channel = 'mail' and address = 'ida@example.org'"), 2);
  EXPECT_EQ(count("channel = 'sms' and address = '12345678'"), 2);
}

TEST(MessageKeys, AreReadAsTheyAreWritten) {
  for (const Event event : booking::all_events) {
    for (const Channel channel : booking::all_channels) {
      const MessageKey key{.booking_id = "a.b", .event = event, .sequence = 12, .channel = channel};
      const auto read = booking::parse_message_key(booking::to_string(key));
      ASSERT_TRUE(read.has_value());
      EXPECT_EQ(booking::to_string(*read), booking::to_string(key));
    }
  }
  for (const char* text : {"", "x", "x.confirmed.0", ".confirmed.0.mail", "x.confirmed.00.mail",
                           "x.confirmed.0.post", "x.danced.0.mail", "x.confirmed.1x.mail"})
    EXPECT_FALSE(booking::parse_message_key(text).has_value()) << text;
}

}  // namespace skranke::test
