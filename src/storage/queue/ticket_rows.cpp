#include "storage/queue/ticket_rows.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

#include "base/ensure.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using queue::Moment;
using queue::Progress;

template <class Number>
Value number_value(const std::optional<Number>& number) {
  return number ? Value{std::int64_t{*number}} : Value{};
}

template <class Number>
std::optional<Number> optional_integer_at(const Row& row, std::size_t column) {
  if (is_null(row, column)) return std::nullopt;
  return static_cast<Number>(integer_at(row, column));
}

// What the schema's checks let in has a name.
template <class Named>
Named known(std::optional<Named> named) {
  base::ensure(named.has_value(), "a word in the database is one that the schema knows");
  return *named;
}

class TextWriter {
 public:
  void put(std::string_view text) {
    if (!text_.empty()) text_.push_back('|');
    text_.append(text);
  }
  template <class Number>
  void put(const std::optional<Number>& number) {
    put(number ? std::string_view{std::to_string(*number)} : std::string_view{});
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

class TextReader {
 public:
  explicit TextReader(std::string_view text) : rest_{text} {}
  std::string_view take() {
    const std::size_t end = std::min(rest_.find('|'), rest_.size());
    const std::string_view part = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return part;
  }
  template <class Number>
  std::optional<Number> number() {
    const std::string_view part = take();
    Number value{};
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return error == std::errc{} && end == part.data() + part.size() ? std::optional{value} : std::nullopt;
  }

 private:
  std::string_view rest_;
};

}  // namespace

std::string undo_text(const queue::Undo& undo) {
  const Progress& before = undo.before;
  TextWriter writer;
  writer.put(std::optional{undo.at});
  writer.put(queue::name(before.state));
  writer.put(before.service);
  writer.put(before.counter);
  writer.put(before.wanted);
  writer.put(before.called_at);
  writer.put(before.serving_at);
  writer.put(before.ended_at);
  writer.put(before.away_at);
  writer.put(std::optional{before.calls});
  writer.put(std::optional{before.unheeded});
  writer.put(before.outcome ? queue::name(*before.outcome) : std::string_view{});
  return writer.take();
}

queue::Undo read_undo(std::string_view text) {
  TextReader reader{text};
  queue::Undo undo;
  undo.at = known(reader.number<Moment>());
  Progress& before = undo.before;
  before.state = known(queue::state_named(reader.take()));
  before.service = reader.take();
  before.counter = reader.number<std::int32_t>();
  before.wanted = reader.number<std::int32_t>();
  before.called_at = reader.number<Moment>();
  before.serving_at = reader.number<Moment>();
  before.ended_at = reader.number<Moment>();
  before.away_at = reader.number<Moment>();
  before.calls = known(reader.number<std::int32_t>());
  before.unheeded = known(reader.number<std::int32_t>());
  before.outcome = queue::outcome_named(reader.take());
  return undo;
}

queue::Ticket ticket_at(const Row& row) {
  queue::Ticket ticket{.ticket_id = text_at(row, 0),
                       .centre = text_at(row, 1),
                       .day = day_at(row, 2),
                       .kind = known(queue::kind_named(text_at(row, 4))),
                       .number = static_cast<std::int32_t>(integer_at(row, 3)),
                       .made = integer_at(row, 11),
                       .sequence = integer_at(row, 22),
                       .booking_id = optional_text_at(row, 5),
                       .language = text_at(row, 7),
                       .party = static_cast<std::int32_t>(integer_at(row, 8)),
                       .due = integer_at(row, 9),
                       .arrived_at = integer_at(row, 10),
                       .request = text_at(row, 24),
                       .request_body = text_at(row, 25),
                       .progress = {.state = known(queue::state_named(text_at(row, 12))),
                                    .service = text_at(row, 6),
                                    .counter = optional_integer_at<std::int32_t>(row, 13),
                                    .wanted = optional_integer_at<std::int32_t>(row, 14),
                                    .called_at = optional_integer_at<Moment>(row, 15),
                                    .serving_at = optional_integer_at<Moment>(row, 16),
                                    .ended_at = optional_integer_at<Moment>(row, 17),
                                    .away_at = optional_integer_at<Moment>(row, 18),
                                    .calls = static_cast<std::int32_t>(integer_at(row, 19)),
                                    .unheeded = static_cast<std::int32_t>(integer_at(row, 20)),
                                    .outcome = queue::outcome_named(optional_text_at(row, 21))},
                       .undo = {}};
  if (!is_null(row, 23)) ticket.undo = read_undo(text_at(row, 23));
  return ticket;
}

Row row_of(const queue::Ticket& ticket) {
  const Progress& progress = ticket.progress;
  return {ticket.ticket_id,
          ticket.centre,
          base::format_day(ticket.day),
          std::int64_t{ticket.number},
          std::string{queue::name(ticket.kind)},
          optional_text(ticket.booking_id),
          progress.service,
          ticket.language,
          std::int64_t{ticket.party},
          ticket.due,
          ticket.arrived_at,
          ticket.made,
          std::string{queue::name(progress.state)},
          number_value(progress.counter),
          number_value(progress.wanted),
          number_value(progress.called_at),
          number_value(progress.serving_at),
          number_value(progress.ended_at),
          number_value(progress.away_at),
          std::int64_t{progress.calls},
          std::int64_t{progress.unheeded},
          progress.outcome ? Value{std::string{queue::name(*progress.outcome)}} : Value{},
          ticket.sequence,
          ticket.undo ? Value{undo_text(*ticket.undo)} : Value{},
          ticket.request,
          ticket.request_body};
}

}  // namespace skranke::storage
