#include "app/notices.hpp"

#include <memory>
#include <string_view>
#include <utility>

#include "app/texts.hpp"
#include "appointments/short_token.hpp"
#include "codec/plan_text.hpp"
#include "messages/calendar.hpp"

namespace skranke::app {

base::Result<Notices> Notices::load(const std::filesystem::path& home, const centre::Directory& centres,
                                    const appointments::Tools& tools, const std::string& public_url) {
  Notices notices{centres, tools, public_url};
  for (const std::string& code : languages(home)) {
    auto loaded = Texts::load(home, code);
    if (!loaded) return std::unexpected{std::move(loaded.error())};
    const auto texts = std::make_shared<const Texts>(std::move(*loaded));
    const auto text = [texts](std::string_view key) {
      return texts->has(key) ? texts->get(key) : std::string{};
    };
    notices.languages_.emplace(
        code, messages::Language{.code = code, .name = texts->get("language.name"), .text = text});
  }
  if (!notices.languages_.contains("en"))
    return base::fail(base::Fault::not_found,
                      (home / "locales" / "en.json").string() +
                          ": expected; it has the words where another language has none");
  return notices;
}

base::Result<messages::Notice> Notices::of(const booking::DueMessage& message) const {
  const booking::Booking& booking = message.booking;
  const centre::Centre* const centre = centres_.find(booking.centre);
  const appointments::Place* const place = tools_.place(booking.centre);
  if (centre == nullptr || place == nullptr)
    return base::fail(base::Fault::invalid_value, "the centre of the visit is none that there is");
  messages::Notice notice{.key = message.key,
                          .address = message.address,
                          .booking = booking,
                          .written_at = message.written_at,
                          .centre_name = centre->name,
                          .part = place->part,
                          .zone = place->zone,
                          .zone_name = centre->time_zone,
                          .manage_url = {},
                          .short_url = {},
                          .check_url = {},
                          .bring = {},
                          .advised = {},
                          .book_url = {}};
  const std::string pages = public_url_ + "/" + booking.language;
  const auto link = [&](std::string_view page, std::string_view short_path, const std::string& token) {
    notice.manage_url = pages + std::string{page} + token;
    notice.short_url = public_url_ + std::string{short_path} + appointments::short_token(token);
  };
  const std::string& subject = message.key.booking_id;
  if (message.key.event == booking::Event::offered)
    link("/waiting-list/", "/w/", appointments::waiting_token(tools_, subject));
  else if (message.key.event == booking::Event::invited)
    link("/invited/", "/i/", appointments::invitation_token(tools_, subject));
  else if (message.key.event != booking::Event::uninvited)
    link("/booking/", "/b/", appointments::token_of(tools_, subject));
  notice.check_url = pages + "/check/";
  if (const auto plan = codec::read_plan(booking.plan)) {
    for (const codec::PlannedDocument& document : plan->documents)
      notice.bring.push_back("policy." + plan->policy + ".kind." + document.kind);
    // Rules may have changed since it was booked.
    notice.advised = tools_.judge(booking);
  }
  notice.book_url = pages + "/book/#centre=" + booking.centre;
  return notice;
}

std::string Notices::calendar(const booking::Booking& booking, const std::string& organizer) const {
  const auto notice = of({.key = {.booking_id = booking.booking_id,
                                  .event = booking::Event::confirmed,
                                  .sequence = booking.sequence,
                                  .channel = booking::Channel::mail},
                          .address = {},
                          .booking = booking,
                          .written_at = booking.changed_at,
                          .attempts = 0});
  if (!notice) return {};
  const auto wording =
      messages::Wording::of(booking::Event::confirmed, language(booking.language), english());
  if (!wording) return {};
  return messages::write_calendar(*notice, *wording, messages::Method::publish, organizer);
}

const messages::Language& Notices::language(const std::string& code) const {
  const auto found = languages_.find(code);
  return found == languages_.end() ? english() : found->second;
}

}  // namespace skranke::app
