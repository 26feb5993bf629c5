// Visits as the notices that messages are written from: the centre's name and zone, the links, the languages.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "appointments/appointments.hpp"
#include "base/result.hpp"
#include "centre/directory.hpp"
#include "messages/notice.hpp"

namespace skranke::app {

class Notices {
 public:
  // The languages of `home`/locales. What is referred to outlives the notices; `public_url` may still change
  // until the server runs. Problems as of Texts::load.
  [[nodiscard]] static base::Result<Notices> load(const std::filesystem::path& home,
                                                  const centre::Directory& centres,
                                                  const appointments::Tools& tools,
                                                  const std::string& public_url);

  // Problem (invalid_value): a centre that there is no more.
  [[nodiscard]] base::Result<messages::Notice> of(const booking::DueMessage& message) const;

  // The visit as an iCalendar object for who has its link, in the language of the booking; empty for a centre
  // that there is no more.
  [[nodiscard]] std::string calendar(const booking::Booking& booking, const std::string& organizer) const;

  // Of a booking; English where there is none of this code.
  [[nodiscard]] const messages::Language& language(const std::string& code) const;
  [[nodiscard]] const messages::Language& english() const { return languages_.at("en"); }

 private:
  Notices(const centre::Directory& centres, appointments::Tools tools, const std::string& public_url)
      : centres_{centres}, tools_{std::move(tools)}, public_url_{public_url} {}

  const centre::Directory& centres_;
  appointments::Tools tools_;
  const std::string& public_url_;
  std::map<std::string, messages::Language, std::less<>> languages_;
};

}  // namespace skranke::app
