// The calendar and the figures from the tables of both engines.
#include <string>

#include "office.hpp"
#include "running/centre_figures.hpp"
#include "running/day_calendar.hpp"

namespace skranke::test {

class Facts : public Office {
 protected:
  // Came at ten, was called five minutes after, and served for ten.
  void come(const std::string& booking_id, const std::string& outcome) {
    const auto second = [](booking::Minute minute) { return std::to_string(at(minute) * 60); };
    arrive(booking_id, ", called_at, serving_at, ended_at, outcome",
           ", " + second(605) + ", " + second(605) + ", " + second(615) + ", '" + outcome + "'");
  }
};
SKRANKE_FOR_BOTH_ENGINES(Facts);

TEST_P(Facts, TheCalendarHasTheDaysAndTheirVisits) {
  const auto visit = book(600, "Ida", "long");
  book(1440 + 600, "Bo");
  arrive(visit.booking.booking_id);
  close(720, 840);
  const auto calendar = running::days_of(tools(), "centre", office_day - 1, office_day + 1).value().value;
  ASSERT_EQ(calendar.days.size(), 3U);
  EXPECT_TRUE(calendar.days[0].visits.empty());
  const auto& day = calendar.days[1];
  EXPECT_EQ(day.reason, "a burst pipe");
  EXPECT_EQ(day.openings.front().closes, 720);
  EXPECT_TRUE(day.is_assumed);
  ASSERT_EQ(day.visits.size(), 1U);
  EXPECT_EQ(day.visits[0].name, "Ida");
  EXPECT_EQ(day.visits[0].minutes, 30);
  EXPECT_TRUE(day.visits[0].has_arrived);
  EXPECT_EQ(calendar.days[2].visits[0].name, "Bo");
  EXPECT_EQ(running::days_of(tools(), "elsewhere", 0, 1).value().refusal, running::Refusal::centre_unknown);
}

TEST_P(Facts, TheFiguresCountBookingsAndTickets) {
  const auto helped = book(600, "A");
  const auto wasted = book(600, "B");
  book(615, "C");
  const auto cancelled = book(615, "D");
  ASSERT_TRUE(appointments::cancel(booth_->tools(), cancelled.token, booth_now).has_value());
  come(helped.booking.booking_id, "helped");
  come(wasted.booking.booking_id, "documents");
  come("", "witness");
  ASSERT_TRUE(write_one(*own_, "update booking set advised = 'enough' where booking_id = $1",
                        {text(wasted.booking.booking_id)}));
  close(720, 840, 0);
  const auto now = at(900) * 60;
  const auto figures =
      running::figures_of(tools(), "centre", office_day, office_day, now).value().value.figures;
  ASSERT_EQ(figures.days.size(), 1U);
  const auto& day = figures.days[0];
  EXPECT_EQ(day.booked, 3);
  EXPECT_EQ(day.arrived, 2);
  EXPECT_EQ(day.no_shows, 1);
  EXPECT_EQ(day.walk_ins, 1);
  EXPECT_EQ(day.helped, 1);
  EXPECT_EQ(day.wasted, 2);
  EXPECT_EQ(day.wait_p50_minutes, 5);
  EXPECT_EQ(day.service_p50_minutes, 10);
  EXPECT_EQ(day.minutes_used, 30);
  EXPECT_EQ(day.minutes_open, 3 * 240 - 120);
  EXPECT_EQ(figures.wasted_by_advice[static_cast<std::size_t>(running::Advice::enough)].part, 1);
  EXPECT_EQ(running::figures_of(tools(), "elsewhere", 0, 1, now).value().refusal,
            running::Refusal::centre_unknown);
}

}  // namespace skranke::test
