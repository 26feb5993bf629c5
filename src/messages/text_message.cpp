#include "messages/text_message.hpp"

#include "messages/gsm.hpp"

namespace skranke::messages {
namespace {

struct Plan {
  std::string_view country;
  std::size_t digits;
};

// ITU-T E.164's codes, and the length of numbers there.
Plan plan_of(booking::Part part) {
  switch (part) {
    case booking::Part::denmark:
      return {.country = "45", .digits = 8};
    case booking::Part::greenland:
      return {.country = "299", .digits = 6};
    case booking::Part::faroe:
      return {.country = "298", .digits = 6};
  }
  std::unreachable();
}

}  // namespace

std::string phone_number(std::string_view typed, booking::Part part) {
  std::string digits;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    // "+46 (0)8": dialled at home only.
    if (typed.substr(i).starts_with("(0)") && typed.contains('+'))
      i += 2;
    else if (typed[i] >= '0' && typed[i] <= '9')
      digits.push_back(typed[i]);
  }
  if (digits.empty()) return {};
  if (typed.contains('+')) return "+" + digits;
  if (digits.starts_with("00")) return "+" + digits.substr(2);
  const Plan plan = plan_of(part);
  return digits.size() == plan.digits ? std::string{"+"}.append(plan.country) + digits : digits;
}

base::Result<TextMessage> write_text_message(const Notice& notice, const Language& own,
                                             const Language& english) {
  const std::string number = phone_number(notice.address, notice.part);
  if (number.empty()) return base::fail(base::Fault::invalid_value, "expected a telephone number");
  const auto wording = Wording::of(notice.key.event, own, english);
  if (!wording) return std::unexpected{wording.error()};
  const bool is_off = notice.key.event == Event::cancelled || notice.key.event == Event::closed;
  const std::string said = in_gsm_alphabet(
      wording->say_event("sms", {{"day", wording->short_day(notice.booking.start, *notice.zone)},
                                 {"time", Wording::time(notice.booking.start, *notice.zone)},
                                 {"centre", notice.centre_name}}));
  TextMessage message{.id = booking::to_string(notice.key),
                      .to = number,
                      .language = wording->code(),
                      .text = cut_to_septets(said, septets_max)};
  for (const std::string& link :
       is_off ? std::vector{notice.book_url} : std::vector{notice.manage_url, notice.short_url}) {
    if (link.empty()) continue;
    const std::string whole = said + " " + in_gsm_alphabet(link);
    if (septets(whole) > septets_max) continue;
    message.text = whole;
    break;
  }
  return message;
}

}  // namespace skranke::messages
