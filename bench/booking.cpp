// How many visits a second the whole server books, and how long the free slots of a centre take.
//
//   booking rate PROGRAM sqlite|postgresql [CLIENTS [SECONDS]]
//   booking log PROGRAM sqlite|postgresql [CLIENTS [SECONDS]]
//   booking slots PROGRAM JSON SVG
//
// `rate`: HTTP in, seats taken, committed, HTTP out. SQLite is compared with the same disk's bare
// write-and-sync of one page in the same run; PostgreSQL with pgbench doing the same in one statement, before
// and after. `log`: what the log costs such a booking, by turns with its triggers and without. `slots`:
// thirty days of each of 98 centres, with 10^4 to 2*10^6 bookings stored (SQLite). One JSON object a line on
// standard output.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "booking/slots.hpp"
#include "log_triggers.hpp"
#include "postgres_server.hpp"
#include "raw_client.hpp"
#include "served.hpp"
#include "storage/database.hpp"

namespace {

using namespace skranke;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t grid = 15;

std::int64_t minute_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::minutes>(now).count();
}

// Opens one centre round the clock with every counter that there can be, so that the clients don't run out of
// seats.
void open_always(storage::Database& database) {
  const auto done = database.write([](storage::Transaction& transaction) -> storage::Outcome<void> {
    for (std::int64_t weekday = 0; weekday < 7; ++weekday) {
      auto rows = transaction.run(
          "insert into centre_hours (centre_id, valid_from, weekday, opens, closes, counters) "
          "values ('aarhus', '2020-01-01', $1, 0, 1440, 64)",
          std::vector<storage::Value>{weekday});
      if (!rows) return std::unexpected{rows.error()};
    }
    return {};
  });
  if (!done) bench::give_up("can't open: " + done.error().text);
}

// From an hour ahead on; from the second week of the year on where Christmas would be in the way.
booking::Instant first_start() {
  const booking::Instant soon = (minute_now() / grid + 4) * grid;
  const auto [year, month, day] = base::date_from(static_cast<base::Day>(soon / booking::minutes_a_day));
  if (month < 11) return soon;
  return booking::Instant{base::day_from({year + 1, 1, 8})} * booking::minutes_a_day;
}

std::string slot_name(std::int64_t index) {
  const booking::Instant first = first_start();
  // One slot after the other over some weeks, then again at the next counter.
  constexpr std::int64_t cells = 26LL * 96;
  return booking::to_string(
      {.centre = "aarhus", .start = first + index % cells * grid, .service = "activation-code"});
}

bench::Load load_bookings(std::uint16_t port, int clients, double seconds, const std::string& run) {
  std::atomic<std::int64_t> next = 0;
  return bench::load(clients, seconds, [&](int) -> bench::Once {
    auto client = std::make_shared<http::test::RawClient>(port);
    return [client, &next, &run]() -> std::optional<bool> {
      const std::int64_t number = next++;
      const std::string id = run + std::to_string(number);
      const std::string body = R"({"slot_id":")" + slot_name(number) + R"(","name":"Ida )" + id +
                               R"(","email":")" + id + R"(@example.org"})";
      const auto answer = client->ask(
          "POST /api/v1/bookings", "Idempotency-Key: " + id + "\r\nContent-Type: application/json\r\n", body);
      if (answer.status != 201) std::fprintf(stderr, "%u %s", answer.status, answer.body.c_str());
      return answer.status == 201;
    };
  });
}

// A booking in one statement: a seat that is free, the visit, the request, the person's time and two
// messages.
constexpr const char* pgbench_script = R"sql(\set n random(1, 1000000000000)
\set cell random(1, 7680)
with seat as (
  insert into booking_seat (centre_id, start, counter, booking_id)
  select 'pgbench', 30000000 + :cell * 15, c.step, 'p' || :n::text from booking_step c
  where not exists (select 1 from booking_seat s where s.centre_id = 'pgbench' and s.start = 30000000 + :cell * 15 and s.counter = c.step)
  order by c.step limit 1 on conflict do nothing returning start, counter),
visit as (
  insert into booking (booking_id, centre_id, service, start, minutes, counter, name, email, phone, language, party, state, sequence, created_at, changed_at)
  select 'p' || :n::text, 'pgbench', 'activation-code', start, 15, counter, 'Ida', 'ida@example.org', '', 'da', 1, 'booked', 0, 0, 0 from seat returning booking_id),
person as (
  insert into booking_person (person, start, booking_id) select repeat('p', 50) || :n::text, 30000000 + :cell * 15, booking_id from visit),
request as (
  insert into booking_request (request, body, booking_id) select repeat('r', 50) || :n::text, repeat('b', 64), booking_id from visit)
insert into booking_message (booking_id, event, sequence, channel, address, centre_id, service, start, minutes, written_at, due_at, attempts, state, trouble)
  select v.booking_id, e.event, 0, 'mail', 'ida@example.org', 'pgbench', 'activation-code', 30000000 + :cell * 15, 15, 0, e.due_at, 0, 'waiting', ''
  from visit v, (values ('confirmed', 0), ('reminder', 9000000000)) as e (event, due_at);
)sql";

std::filesystem::path fresh_folder() {
  std::string name = (std::filesystem::current_path() / "booking-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) bench::give_up("no folder");
  return name;
}

// A database of its own, of either engine, gone with it.
struct Desk {
  std::filesystem::path folder = fresh_folder();
  std::unique_ptr<test::PostgresServer> server;
  std::string url = "sqlite:" + (folder / "desk.db").string();

  explicit Desk(bool is_sqlite) {
    if (!is_sqlite) {
      server = std::make_unique<test::PostgresServer>(test::PostgresServer::Sync::on);
      url = server->url(server->create_database());
    }
    with([](storage::Database& database) { open_always(database); });
  }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  ~Desk() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  void with(const std::function<void(storage::Database&)>& work) const {
    auto database = storage::open_database(url);
    if (!database) bench::give_up(database.error().text);
    work(**database);
  }
};

bench::Load serve_bookings(const std::string& program, const Desk& desk, int clients, int seconds,
                           const std::string& run) {
  const bench::Served served{program, {"--database", desk.url, "--keys", desk.folder / "keys"}};
  return load_bookings(served.port(), clients, seconds, run);
}

int measure_rate(const std::string& program, bool is_sqlite, int clients, int seconds) {
  const Desk desk{is_sqlite};
  const auto compare = [&] {
    return is_sqlite ? bench::bare_syncs_a_second(desk.folder, 3)
                     : bench::pgbench(desk.url, desk.folder, pgbench_script, clients, seconds, 0);
  };
  const double before = compare();
  const bench::Load measured = serve_bookings(program, desk, clients, seconds, "a");
  const double after = compare();
  std::printf(
      R"({"engine":"%s","clients":%d,"bookings_a_second":%.0f,"p50_ms":%.1f,"p99_ms":%.1f,"failed":%d,)"
      R"("compared":"%s","before":%.0f,"after":%.0f,"ratio":%.2f})"
      "\n",
      is_sqlite ? "sqlite" : "postgresql", clients, measured.a_second, measured.p50_ms, measured.p99_ms,
      measured.failed, is_sqlite ? "write and sync of one page" : "pgbench, one statement", before, after,
      measured.a_second / ((before + after) / 2));
  return 0;
}

int measure_log(const std::string& program, bool is_sqlite, int clients, int seconds) {
  const Desk desk{is_sqlite};
  double with = 0;
  double without = 0;
  constexpr int turns = 4;
  for (int turn = 0; turn < 2 * turns; ++turn) {
    // Off, on, on, off, and so on: each has as many of the later turns, when there is more in the tables.
    const bool is_on = (turn + 1) / 2 % 2 == 1;
    desk.with([&](storage::Database& database) { bench::set_log_triggers(database, is_on); });
    const bench::Load load = serve_bookings(program, desk, clients, seconds, std::to_string(turn) + "-");
    if (load.failed > 0) bench::give_up(std::to_string(load.failed) + " bookings failed");
    (is_on ? with : without) += load.a_second / turns;
  }
  std::printf(R"({"engine":"%s","clients":%d,"bookings_a_second":%.0f,"without_log":%.0f,"ratio":%.3f})"
              "\n",
              is_sqlite ? "sqlite" : "postgresql", clients, with, without, with / without);
  return 0;
}

std::vector<std::string> centres_of(http::test::RawClient& client) {
  const std::string body = client.ask("GET /api/v1/centres", "", "").body;
  std::vector<std::string> ids;
  constexpr std::string_view key = "{\"id\":\"";
  for (std::size_t at = body.find(key); at != std::string::npos; at = body.find(key, at + 1)) {
    const std::size_t begin = at + key.size();
    ids.push_back(body.substr(begin, body.find('"', begin) - begin));
  }
  if (ids.size() < 98) bench::give_up("expected 98 centres");
  ids.resize(98);
  return ids;
}

// Bookings numbered `from` to `to`, spread evenly over the centres and over three years back and two months
// ahead, as a country's would be: what is asked for has more of them the more there are, up to what the
// counters hold.
void fill(storage::Database& database, const std::vector<std::string>& centres, std::int64_t from,
          std::int64_t to) {
  constexpr std::int64_t rows_a_work = 1'000;  // SQLite walks through what a statement may have to take back
  const std::int64_t today = minute_now() / 1440 * 1440;
  for (std::int64_t first = from; first < to; first += rows_a_work) {
    const std::int64_t last = std::min(first + rows_a_work, to);
    std::vector<std::string> ids;
    ids.reserve(static_cast<std::size_t>(last - first));
    std::vector<storage::Argument> visits;
    std::vector<storage::Argument> seats;
    for (std::int64_t i = first; i < last; ++i) {
      const std::string& id = ids.emplace_back("f" + std::to_string(i));
      const std::string& centre = centres[static_cast<std::size_t>(i) % centres.size()];
      const std::int64_t own = i / static_cast<std::int64_t>(centres.size());
      // The own-th visit of this centre: a counter and a cell that no other has, days visited in an order
      // that mixes them.
      constexpr std::int64_t cells_a_day = 16;
      constexpr std::int64_t days = 1160;
      const std::int64_t day = own * 499 % days - 1100;
      const std::int64_t within = own / days;
      const std::int64_t start = today + day * 1440 + 540 + within % cells_a_day * grid;
      const std::int64_t counter = within / cells_a_day;
      seats.insert(seats.end(), {std::string_view{centre}, start, counter, std::string_view{id}});
      visits.insert(visits.end(), {std::string_view{id}, std::string_view{centre}, start, counter});
    }
    const auto done = database.write([&](storage::Transaction& transaction) -> storage::Outcome<void> {
      const auto taken = transaction.run_many(
          "insert into booking_seat (centre_id, start, counter, booking_id) values ($1, $2, $3, $4)", 4,
          seats);
      if (!taken) return std::unexpected{taken.error()};
      const auto kept = transaction.run_many(
          "insert into booking (booking_id, centre_id, service, start, minutes, counter, name, "
          "email, phone, "
          "language, party, state, sequence, created_at, changed_at) values "
          "($1, $2, 'activation-code', $3, 15, $4, 'Ida', 'ida@example.org', '', 'da', 1, 'booked', 0, "
          "0, 0)",
          4, visits);
      if (!kept) return std::unexpected{kept.error()};
      return {};
    });
    if (!done) bench::give_up("can't fill: " + done.error().text);
  }
}

struct Point {
  std::int64_t bookings = 0;
  double p50_ms = 0;
  double p99_ms = 0;
};

// A plot with a logarithmic axis of bookings.
void draw(const std::string& file, const std::vector<Point>& points) {
  constexpr double width = 640;
  constexpr double height = 320;
  constexpr double left = 60;
  constexpr double bottom = 270;
  constexpr double top = 30;
  double most = 5;
  for (const Point& point : points) most = std::max(most, point.p99_ms * 1.1);
  const auto x = [&](double bookings) {
    return left + (std::log10(bookings) - 4) / (std::log10(2e6) - 4) * (width - left - 30);
  };
  const auto y = [&](double ms) { return bottom - ms / most * (bottom - top); };
  std::ofstream out{file};
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " << width << " " << height
      << "\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" "
         "fill=\"#fff\"/>\n"
      << "<text x=\"" << left
      << "\" y=\"18\">Free slots of a centre, 30 days: milliseconds by bookings stored</text>\n";
  for (int ms = 0; ms <= static_cast<int>(most); ++ms)
    out << "<path d=\"M" << left << " " << y(ms) << "H" << width - 30
        << "\" stroke=\"#ddd\"/><text x=\"30\" y=\"" << y(ms) + 4 << "\">" << ms << "</text>\n";
  out << "<path d=\"M" << left << " " << y(5) << "H" << width - 30
      << "\" stroke=\"#b00\" stroke-dasharray=\"4\"/>\n";
  for (const Point& point : points)
    out << "<text x=\"" << x(static_cast<double>(point.bookings)) - 18 << "\" y=\"290\">" << point.bookings
        << "</text>\n";
  for (const auto& [member, colour, name] : {std::tuple{&Point::p50_ms, "#004d99", "median"},
                                             std::tuple{&Point::p99_ms, "#cc7a00", "99th percentile"}}) {
    out << "<polyline fill=\"none\" stroke=\"" << colour << "\" stroke-width=\"2\" points=\"";
    for (const Point& point : points)
      out << x(static_cast<double>(point.bookings)) << "," << y(point.*member) << " ";
    out << "\"/>\n<text x=\"" << width - 130 << "\" y=\"" << y(points.back().*member) - 6 << "\" fill=\""
        << colour << "\">" << name << "</text>\n";
  }
  out << "</svg>\n";
}

int measure_slots(const std::string& program, const std::string& json, const std::string& svg) {
  const std::filesystem::path folder = fresh_folder();
  const std::string url = "sqlite:" + (folder / "desk.db").string();
  std::vector<Point> points;
  std::vector<std::string> centres;
  std::int64_t stored = 0;
  std::ofstream lines{json};
  for (const std::int64_t bookings : {0, 10'000, 50'000, 200'000, 700'000, 2'000'000}) {
    if (!centres.empty()) {
      const auto database = storage::open_database(url);
      if (!database) bench::give_up(database.error().text);
      fill(**database, centres, stored, bookings);
      stored = bookings;
    }
    const bench::Served served{program, {"--database", url, "--keys", folder / "keys"}};
    http::test::RawClient client{served.port()};
    if (centres.empty()) {
      centres = centres_of(client);
      continue;
    }
    std::vector<double> times;
    constexpr int rounds = 40;
    const std::string today = base::format_day(static_cast<base::Day>(minute_now() / 1440));
    const std::string last = base::format_day(static_cast<base::Day>(minute_now() / 1440) + 29);
    for (int round = 0; round < rounds; ++round) {
      for (const std::string& centre : centres) {
        const auto asked = Clock::now();
        const auto answer = client.ask("GET /api/v1/centres/" + centre + "/slots?from=" + today +
                                           "&to=" + last + "&service=activation-code",
                                       "", "");
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
        if (answer.status != 200) bench::give_up(answer.body);
      }
    }
    std::ranges::sort(times);
    points.push_back(
        {.bookings = bookings, .p50_ms = times[times.size() / 2], .p99_ms = times[times.size() * 99 / 100]});
    std::printf(R"({"bookings":%lld,"centres":98,"days":30,"p50_ms":%.2f,"p99_ms":%.2f})"
                "\n",
                static_cast<long long>(bookings), points.back().p50_ms, points.back().p99_ms);
    lines << "{\"bookings\":" << bookings << ",\"centres\":98,\"days\":30,\"p50_ms\":" << points.back().p50_ms
          << ",\"p99_ms\":" << points.back().p99_ms << "}\n";
  }
  draw(svg, points);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view what = count > 1 ? arguments[1] : "";
  if (what == "rate" && count > 3)
    return measure_rate(arguments[2], std::string_view{arguments[3]} == "sqlite",
                        count > 4 ? std::atoi(arguments[4]) : 64, count > 5 ? std::atoi(arguments[5]) : 10);
  if (what == "log" && count > 3)
    return measure_log(arguments[2], std::string_view{arguments[3]} == "sqlite",
                       count > 4 ? std::atoi(arguments[4]) : 64, count > 5 ? std::atoi(arguments[5]) : 5);
  if (what == "slots" && count == 5) return measure_slots(arguments[2], arguments[3], arguments[4]);
  return 2;
}
