#include "messages/letter.hpp"

namespace skranke::messages {
namespace {

// Whether the visit still is to come, as far as the event knows.
bool stands(Event event) { return event != Event::cancelled && event != Event::closed; }

// Of somebody who has no visit of their own: who waits for one, and a witness.
bool is_to_second(Event event) {
  return event == Event::offered || event == Event::invited || event == Event::uninvited;
}

// The kinds of documents, to tick off, and whether they are enough on that day.
std::string checklist(const Notice& notice, const Wording& wording) {
  if (notice.bring.empty()) return "\n" + wording.say("check");
  std::string text = "\n" + wording.say("bring") + "\n";
  for (const std::string& kind : notice.bring) text.append("[ ] ").append(wording.text(kind)).append("\n");
  text.append("\n").append(notice.advised == "enough"       ? wording.say("bring_enough")
                           : notice.advised == "not-enough" ? wording.say("bring_not_enough")
                                                            : wording.say("bring_unknown"));
  return text;
}

}  // namespace

Letter write_letter(const Notice& notice, const Wording& wording) {
  const booking::Booking& booking = notice.booking;
  const std::string day = wording.day(booking.start, *notice.zone);
  const std::string time = Wording::time(booking.start, *notice.zone);
  Letter letter;
  letter.subject = wording.say_event("subject", {{"day", day}, {"time", time}});
  std::string& text = letter.text;
  const auto line = [&text](const std::string& said) { text.append(said).append("\n"); };
  if (!wording.excuse().empty()) line(wording.excuse() + "\n");
  if (!booking.name.empty()) line(wording.say("greeting", {{"name", booking.name}}) + "\n");
  line(wording.say_event("text") + "\n");
  line(wording.say(
      "when",
      {{"day", day}, {"time", time}, {"end", Wording::time(booking.start + booking.minutes, *notice.zone)}}));
  line(wording.say("where", {{"centre", notice.centre_name}}));
  line(wording.say("what", {{"service", wording.service(booking.service)}}));
  if (booking.party > 1) line(wording.say("party", {{"party", std::to_string(booking.party)}}));
  if (is_to_second(notice.key.event)) {
    if (notice.key.event == Event::offered)
      line("\n" + wording.say("answer_offer") + "\n" + notice.manage_url);
    if (notice.key.event == Event::invited)
      line("\n" + wording.say("answer_invitation") + "\n" + notice.manage_url);
  } else if (stands(notice.key.event)) {
    line("\n" + wording.say("manage"));
    line(notice.manage_url);
    line(checklist(notice, wording));
    line(notice.check_url);
  } else {
    line("\n" + wording.say("again"));
    line(notice.book_url);
  }
  line("\n" + wording.say("safety"));
  return letter;
}

}  // namespace skranke::messages
