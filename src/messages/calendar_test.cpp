// Visits as calendars read them: what stays, what rises, and the zone's changes.
#include "messages/calendar.hpp"

#include <string>

#include <gtest/gtest.h>

#include "messages/testing.hpp"

namespace skranke::messages {
namespace {

const testing::DanishZone zone;
constexpr const char* organizer = "no-reply@booking.example.dk";

std::string calendar_of(const Notice& notice, Method method) {
  const Language english = testing::english();
  return write_calendar(notice, *Wording::of(notice.key.event, english, english), method, organizer);
}

// The text with folded lines joined.
std::string unfolded(std::string text) {
  for (std::size_t at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n "))
    text.erase(at, 3);
  return text;
}

TEST(Calendars, AVisitIsAnEventInTheZoneOfItsCentre) {
  const std::string text = unfolded(calendar_of(testing::notice(zone), Method::request));
  for (const char* line :
       {"BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "UID:0123456789abcdef0123456789abcdef@skranke",
        "SEQUENCE:0", "DTSTAMP:20261124T090000Z", "DTSTART;TZID=Europe/Copenhagen:20261201T100000",
        "DTEND;TZID=Europe/Copenhagen:20261201T103000", "SUMMARY:First MitID\\, Aarhus Kommune",
        "LOCATION:Aarhus Kommune", "STATUS:CONFIRMED",
        "ORGANIZER;CN=Aarhus Kommune:mailto:no-reply@booking.example.dk",
        "ATTENDEE;CN=Ida Prøve;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:ida@example.org"})
    EXPECT_TRUE(text.contains(std::string{"\r\n"} + line + "\r\n") || text.starts_with(line)) << line << "\n"
                                                                                              << text;
}

TEST(Calendars, AMoveAndACancellationAreOfTheSameEvent) {
  Notice notice = testing::notice(zone, Event::moved);
  notice.booking.sequence = 1;
  const std::string moved = calendar_of(notice, Method::request);
  notice.booking.sequence = 2;
  const std::string cancelled = calendar_of(notice, Method::cancel);
  for (const std::string& text : {moved, cancelled})
    EXPECT_TRUE(text.contains("UID:0123456789abcdef0123456789abcdef@skranke\r\n"));
  EXPECT_TRUE(moved.contains("SEQUENCE:1\r\n"));
  EXPECT_TRUE(cancelled.contains("SEQUENCE:2\r\n"));
  EXPECT_TRUE(cancelled.contains("METHOD:CANCEL\r\n"));
  EXPECT_TRUE(cancelled.contains("STATUS:CANCELLED\r\n"));
  EXPECT_FALSE(cancelled.contains("/booking/"));
}

TEST(Calendars, WhoHasTheLinkIsNoAttendee) {
  const std::string text = calendar_of(testing::notice(zone), Method::publish);
  EXPECT_TRUE(text.contains("METHOD:PUBLISH\r\n"));
  EXPECT_FALSE(text.contains("ATTENDEE"));
}

TEST(Calendars, TheZonesChangesAreTold) {
  const std::string text = calendar_of(testing::notice(zone), Method::request);
  EXPECT_TRUE(text.contains("TZID:Europe/Copenhagen\r\n"));
  EXPECT_TRUE(text.contains(
      "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"))
      << text;
  EXPECT_TRUE(text.contains(
      "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"));
  EXPECT_TRUE(text.contains("BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\n"));
}

TEST(Calendars, AZoneWithoutChangesHasOneOffset) {
  class NoChange final : public booking::TimeZone {
   public:
    [[nodiscard]] booking::Instant at(base::Day day, booking::Minute minute) const override {
      return booking::Instant{day} * booking::minutes_a_day + minute + 90;
    }
    [[nodiscard]] std::int32_t offset(booking::Instant) const override { return -90; }
  };
  const NoChange still;
  const std::string text = calendar_of(testing::notice(still), Method::request);
  EXPECT_TRUE(text.contains(
      "BEGIN:STANDARD\r\nDTSTART:20251130T073000\r\nTZOFFSETFROM:-0130\r\nTZOFFSETTO:-0130\r\n"))
      << text;
  EXPECT_FALSE(text.contains("DAYLIGHT"));
}

TEST(Calendars, LinesAreFoldedAtSeventyFiveOctets) {
  Notice notice = testing::notice(zone);
  notice.booking.name = "Ærø";
  for (int i = 0; i < 40; ++i) notice.booking.name += " Ærøskøbing";
  notice.centre_name = notice.booking.name;
  const std::string text = calendar_of(notice, Method::request);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 75U) << text.substr(at, end - at);
    at = end + 2;
  }
  EXPECT_TRUE(unfolded(text).contains("CN=" + notice.booking.name + ";"));
}

TEST(Calendars, WhatIsTypedEndsNoLineAndNoParameter) {
  Notice notice = testing::notice(zone);
  notice.booking.name = "Ida\";X-A=\"b\r\nATTACH:x";
  notice.centre_name = "A,b;c\\d\r\nEND:VCALENDAR";
  const std::string text = unfolded(calendar_of(notice, Method::request));
  EXPECT_FALSE(text.contains("\r\nATTACH"));
  EXPECT_EQ(text.find("\r\nEND:VCALENDAR"), text.size() - std::string{"\r\nEND:VCALENDAR\r\n"}.size());
  EXPECT_TRUE(text.contains("CN=\"Ida';X-A='bATTACH:x\"")) << text;
}

}  // namespace
}  // namespace skranke::messages
