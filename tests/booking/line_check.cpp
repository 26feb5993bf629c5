#include "line_check.hpp"

#include <array>
#include <string>
#include <string_view>

namespace skranke::test {
namespace {

struct Rule {
  std::string_view says;
  std::string_view broken_by;  // rows that break it; $1 is now
};

constexpr std::array rules{
    Rule{"an offer stands for an entry that is offered something",
         "select o.waiting_id from waiting_offer o join waiting w on w.waiting_id = o.waiting_id "
         "where o.answer is null and (w.state <> 'offered' or w.ended_at is not null) and $1 = $1"},
    Rule{"who is offered something has one offer",
         "select w.waiting_id from waiting w where w.state = 'offered' and $1 = $1 and (select count(*) from "
         "waiting_offer o where o.waiting_id = w.waiting_id and o.answer is null) <> 1"},
    Rule{"an offer has its seats until its time is up",
         "select o.waiting_id from waiting_offer o where o.answer is null and o.until > $1 and (select "
         "count(*) "
         "from booking_seat s where s.booking_id = o.hold_id) * 15 <> o.minutes"},
    Rule{"an offer that was answered holds nothing",
         "select o.waiting_id from waiting_offer o join booking_seat s on s.booking_id = o.hold_id "
         "where o.answer is not null and $1 = $1"},
    Rule{"who is in line has not ended, and who has ended is not in line",
         "select waiting_id from waiting where (state in ('taken', 'over')) <> (ended_at is not null) "
         "and $1 = $1"},
    Rule{"only who is in line has claims",
         "select c.waiting_id from waiting_claim c join waiting w on w.waiting_id = c.waiting_id "
         "where w.ended_at is not null and $1 = $1"},
    Rule{"an entry that was taken has its visit",
         "select w.waiting_id from waiting w left join booking b on b.booking_id = w.booking_id "
         "where w.state = 'taken' and b.booking_id is null and $1 = $1"},
    Rule{"an offer was accepted where the entry was taken, and only there",
         "select w.waiting_id from waiting w where $1 = $1 and (w.state = 'taken') <> (exists (select 1 from "
         "waiting_offer o where o.waiting_id = w.waiting_id and o.answer = 'accepted'))"},
    Rule{"an earlier time is waited for by a visit that stands",
         "select w.waiting_id from waiting w join booking b on b.booking_id = w.booking_id "
         "where w.ended_at is null and b.state <> 'booked' and $1 = $1"},
    Rule{"a visit asks one witness",
         "select booking_id from invitation where state <> 'withdrawn' and $1 = $1 group by booking_id "
         "having count(*) > 1"},
};

}  // namespace

void check_line(Database& database, booking::Moment now) {
  for (const Rule& rule : rules) {
    const auto rows = read_one(database, rule.broken_by, {number(now)});
    ASSERT_TRUE(rows.has_value()) << rule.says << ": " << rows.error().text;
    for (const Row& row : *rows) ADD_FAILURE() << rule.says << ": not " << std::get<std::string>(row[0]);
  }
}

}  // namespace skranke::test
