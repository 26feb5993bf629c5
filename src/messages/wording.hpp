// Saying things in the language of a booking, or in English where that language has no words for them yet.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "messages/notice.hpp"

namespace skranke::messages {

class Wording {
 public:
  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  // `own` where it has the subject of the event, else `english`. Problem (invalid_value): neither has. Both
  // outlive the wording.
  [[nodiscard]] static base::Result<Wording> of(Event event, const Language& own, const Language& english);

  // The text of "message.KEY" with each {name} replaced by its value, values as they are.
  [[nodiscard]] std::string say(std::string_view key, Values values = {}) const;
  // That of "message.EVENT.KEY".
  [[nodiscard]] std::string say_event(std::string_view key, Values values = {}) const;
  // The name of a service.
  [[nodiscard]] std::string service(const std::string& id) const;
  // The text of a whole key; the key where there is none.
  [[nodiscard]] std::string text(const std::string& key) const;

  // Of a moment in a zone: "Tuesday 1 December 2026", "Tue 1 Dec", "10:00".
  [[nodiscard]] std::string day(booking::Instant instant, const booking::TimeZone& zone) const;
  [[nodiscard]] std::string short_day(booking::Instant instant, const booking::TimeZone& zone) const;
  [[nodiscard]] static std::string time(booking::Instant instant, const booking::TimeZone& zone);

  // The language that is spoken, and a line that says why where it is not the booking's own; else empty.
  [[nodiscard]] const std::string& code() const { return spoken_->code; }
  [[nodiscard]] const std::string& excuse() const { return excuse_; }

 private:
  Wording(Event event, const Language& spoken) : event_{event}, spoken_{&spoken} {}

  Event event_;
  const Language* spoken_;
  std::string excuse_;
};

}  // namespace skranke::messages
