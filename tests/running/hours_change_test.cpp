// A centre's hours on both engines: looked at ahead, changed, and every change kept.
#include <string>
#include <thread>
#include <vector>

#include "office.hpp"

namespace skranke::test {

using appointments::Refusal;
using booking::Opening;
using booking::WeeklyHours;
using running::Mode;

class HoursChange : public Office {
 protected:
  static WeeklyHours every_day(std::vector<Opening> openings, base::Day from = office_day) {
    WeeklyHours hours{.from = from, .days = {}, .is_assumed = false};
    for (auto& day : hours.days) day = openings;
    return hours;
  }
  running::Answer<running::Outlook> say(const WeeklyHours& hours, Mode mode = Mode::change,
                                        const running::Author& by = author()) {
    return running::change_hours(tools(), "centre", hours, mode, by).value();
  }
  running::Answer<running::Outlook> except(base::Day day, std::vector<Opening> openings,
                                           Mode mode = Mode::change, const running::Author& by = author()) {
    return running::add_exception(tools(), "centre",
                                  {.day = day, .openings = std::move(openings), .reason = "a course"}, mode,
                                  by)
        .value();
  }
  // Cells times counters that can be booked on a day.
  std::int64_t seats_on(base::Day day) {
    std::int64_t seats = 0;
    const auto slots = appointments::free_slots(booth_->tools(), "centre", day, day, "short", booth_now);
    for (const auto& slot : slots.value().value.slots) seats += slot.free;
    return seats;
  }
};
SKRANKE_FOR_BOTH_ENGINES(HoursChange);

TEST_P(HoursChange, APreviewSaysWhatWouldBeHitAndWritesNothing) {
  const auto kept = book(600, "A");
  const auto third = book(600, "B");
  const auto late = book(825, "C");
  book(600, "D");
  const auto outlook = say(every_day({{600, 780, 2}}), Mode::preview).value;
  ASSERT_EQ(outlook.hit.size(), 2U);
  EXPECT_EQ(outlook.hit[0].counter, 2);
  EXPECT_EQ(outlook.hit[1].booking_id, late.booking.booking_id);
  EXPECT_EQ(outlook.seats_after * 2, outlook.seats_before);
  EXPECT_EQ(integer(*own_, "select count(*) from centre_change"), 0);
  EXPECT_EQ(seats_on(office_day), 48 - 4);
}

TEST_P(HoursChange, NewHoursHoldFromTheirDayOnAndLeaveTheDaysBefore) {
  const auto visit = book(825, "A");
  EXPECT_FALSE(say(every_day({{600, 660, 1}}, office_day + 2)).refusal);
  EXPECT_EQ(seats_on(office_day + 1), 48);
  EXPECT_EQ(seats_on(office_day + 2), 4);
  EXPECT_FALSE(say(every_day({{600, 720, 1}}, office_day + 5)).refusal);
  EXPECT_EQ(seats_on(office_day + 4), 4);
  EXPECT_EQ(seats_on(office_day + 5), 8);
  // Said again for the same day, the later holds; the earlier is still known.
  EXPECT_FALSE(say(every_day({{600, 630, 1}}, office_day + 2)).refusal);
  EXPECT_EQ(seats_on(office_day + 2), 2);
  EXPECT_EQ(integer(*own_, "select count(*) from centre_change where kind = 'hours'"), 3);
  EXPECT_EQ(integer(*own_, "select closes from centre_change_hours where revision = 1 and weekday = 0"), 660);
  EXPECT_EQ(stored(visit).state, booking::State::booked);
}

TEST_P(HoursChange, VisitsThatAreHitStayUntilAClosureMovesThem) {
  const auto visit = book(825, "A");
  EXPECT_EQ(except(office_day, {{600, 780, 3}}).value.hit.size(), 1U);
  EXPECT_EQ(stored(visit).start, at(825));
  close(780, 840);
  EXPECT_EQ(stored(visit).start, at(765));
}

TEST_P(HoursChange, AnExceptionTakesTheDayAndItsRemovalGivesItBack) {
  const auto outlook = except(office_day, {}).value;
  EXPECT_EQ(outlook.seats_before, 48);
  EXPECT_EQ(outlook.seats_after, 0);
  EXPECT_EQ(try_book(600, "A").refusal, Refusal::slot_unknown);
  except(office_day, {{600, 660, 2}});
  EXPECT_EQ(seats_on(office_day), 8);
  const auto removed = running::remove_exception(tools(), "centre", office_day, Mode::preview, author());
  EXPECT_EQ(removed.value().value.seats_after, 48);
  EXPECT_EQ(seats_on(office_day), 8);
  EXPECT_FALSE(
      running::remove_exception(tools(), "centre", office_day, Mode::change, author()).value().refusal);
  EXPECT_EQ(seats_on(office_day), 48);
  EXPECT_EQ(running::remove_exception(tools(), "centre", office_day, Mode::change, author()).value().refusal,
            running::Refusal::exception_unknown);
  const auto changes = store_->changes("centre", 10).value();
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[0].kind, running::ChangeKind::removal);
  EXPECT_EQ(changes[0].revision, 3);
  EXPECT_EQ(changes[2].reason, "a course");
}

TEST_P(HoursChange, WhoHasNotSeenTheLatestChangesNothing) {
  auto mine = author();
  mine.seen = 0;
  EXPECT_FALSE(say(every_day({{600, 660, 1}}), Mode::change, mine).refusal);
  EXPECT_EQ(say(every_day({{600, 720, 1}}), Mode::change, mine).refusal, running::Refusal::changed_meanwhile);
  EXPECT_EQ(except(office_day, {}, Mode::change, mine).refusal, running::Refusal::changed_meanwhile);
  EXPECT_EQ(seats_on(office_day), 4);
  mine.seen = 1;
  EXPECT_FALSE(except(office_day, {}, Mode::change, mine).refusal);
}

TEST_P(HoursChange, OfAdministratorsAtOnceEachIsARevision) {
  constexpr int administrators = 8;
  std::vector<std::thread> threads;
  for (int i = 0; i < administrators; ++i) {
    threads.emplace_back([&, i] {
      const auto by = author("officer-" + std::to_string(i));
      EXPECT_FALSE(say(every_day({{600, 600 + 15 * (i + 1), 1}}), Mode::change, by).refusal);
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto changes = store_->changes("centre", 20).value();
  ASSERT_EQ(changes.size(), static_cast<std::size_t>(administrators));
  EXPECT_EQ(changes.front().revision, administrators);
  // The last one's hold, and nobody's are mixed with another's.
  EXPECT_EQ(integer(*own_, "select count(*) from centre_hours"), 7);
  EXPECT_EQ(integer(*own_, "select count(distinct closes) from centre_hours"), 1);
  const std::string last = changes.front().officer_id;
  EXPECT_EQ(seats_on(office_day), last.back() - '0' + 1);
  EXPECT_EQ(store_->changes("centre", 3).value().size(), 3U);
}

TEST_P(HoursChange, LongerHoursDontOpenWhatIsClosed) {
  close(600, 960, 0);
  EXPECT_EQ(seats_on(office_day), 32);
  except(office_day, {{600, 960, 3}});
  EXPECT_EQ(seats_on(office_day), 48) << "two counters to four";
  const auto report = close(900, 960);
  EXPECT_EQ(seats_on(office_day), 40);
  EXPECT_FALSE(report.closure_id.empty());
}

TEST_P(HoursChange, ACentreThatIsNoneHasNoHours) {
  EXPECT_EQ(running::change_hours(tools(), "elsewhere", every_day({{600, 660, 1}}), Mode::change, author())
                .value()
                .refusal,
            running::Refusal::centre_unknown);
  EXPECT_EQ(running::hours_of(tools(), "elsewhere", booth_now).value().refusal,
            running::Refusal::centre_unknown);
}

TEST_P(HoursChange, TheOverviewHasEverythingThatHolds) {
  say(every_day({{600, 660, 1}}));
  except(office_day + 1, {});
  close(600, 615, 1);
  const auto overview = running::hours_of(tools(), "centre", booth_now).value().value;
  EXPECT_EQ(overview.calendar.versions.size(), 1U);
  EXPECT_EQ(overview.calendar.exceptions.size(), 1U);
  EXPECT_EQ(overview.closures.size(), 1U);
  EXPECT_EQ(overview.changes.size(), 3U);
  EXPECT_TRUE(overview.otherwise.is_assumed);
  EXPECT_EQ(overview.otherwise.days[0].front().closes, 840);
}

}  // namespace skranke::test
