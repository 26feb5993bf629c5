#include "letters/letter.hpp"

#include <algorithm>
#include <utility>

#include "letters/sheet.hpp"
#include "letters/speech.hpp"

namespace skranke::letters {
namespace {

constexpr std::size_t advice_max = 6;  // sets of documents; more would be a page nobody reads

void write_reasons(const LetterFacts& facts, const Speech& speech, Sheet& sheet) {
  sheet.subheading(speech.say("reasons"));
  sheet.begin_list();
  for (const Reason& reason : facts.reasons) {
    std::string line = reason.document.empty() ? std::string{} : speech.text(reason.document) + ": ";
    line += speech.text(reason.sentence, facts.values);
    if (!reason.clause.empty()) line += " " + speech.say("clause_of", {{"clause", reason.clause}});
    sheet.item(line);
  }
  sheet.end_list();
  std::vector<std::string> told;
  for (const Reason& reason : facts.reasons) {
    const bool is_told = std::ranges::find(told, reason.clause) != told.end();
    if (reason.clause.empty() || reason.clause_text.empty() || is_told) continue;
    if (told.empty()) sheet.paragraph(speech.say("clauses"));
    sheet.small(reason.clause + ": " + speech.text(reason.clause_text, facts.values));
    told.push_back(reason.clause);
  }
}

void write_advice(const LetterFacts& facts, const Speech& speech, Sheet& sheet) {
  if (facts.advice.empty()) return;
  sheet.subheading(speech.say("enough"));
  sheet.paragraph(speech.say("enough_text"));
  sheet.begin_list();
  for (std::size_t i = 0; i < std::min(facts.advice.size(), advice_max); ++i) {
    std::string line;
    for (const std::string& one : facts.advice[i])
      line.append(line.empty() ? "" : " " + speech.say("and") + " ").append(speech.text(one, facts.values));
    sheet.item(line);
  }
  sheet.end_list();
}

void write_next_time(const LetterFacts& facts, const Speech& speech, Sheet& sheet) {
  if (!facts.next_free && facts.booking_url.empty()) return;
  sheet.subheading(speech.say("next"));
  if (facts.next_free)
    sheet.paragraph(speech.say("next_free", {{"centre", facts.centre},
                                             {"day", speech.day(facts.next_free->day)},
                                             {"time", Speech::time(facts.next_free->minute)}}));
  if (!facts.booking_url.empty()) sheet.paragraph(speech.say("next_book", {{"url", facts.booking_url}}));
}

}  // namespace

std::string notice_title(const NoticeFacts& facts, const Words& words) {
  const Speech speech{words};
  switch (facts.kind) {
    case NoticeKind::accepted:
      return speech.say("notice_accepted_title");
    case NoticeKind::refused:
      return speech.say("notice_refused_title");
    case NoticeKind::vouched:
      return speech.say("notice_vouched_title");
  }
  std::unreachable();
}

std::string notice(const NoticeFacts& facts, const Words& words) {
  const Speech speech{words};
  const std::string title = notice_title(facts, words);
  Sheet sheet{title, facts.decided.day, words.code};
  sheet.heading(title);
  sheet.paragraph(facts.name.reveal());
  sheet.small(speech.say("about", {{"case", facts.case_id},
                                   {"centre", facts.centre},
                                   {"day", speech.day(facts.decided.day)},
                                   {"time", Speech::time(facts.decided.minute)}}));
  switch (facts.kind) {
    case NoticeKind::accepted:
      sheet.paragraph(speech.say("notice_accepted_text"));
      break;
    case NoticeKind::refused:
      sheet.paragraph(speech.say("notice_refused_text"));
      break;
    case NoticeKind::vouched:
      sheet.paragraph(speech.say("notice_vouched_text"));
      break;
  }
  sheet.subheading(speech.say("not_you"));
  sheet.paragraph(facts.kind == NoticeKind::vouched ? speech.say("notice_vouched_not_you")
                                                    : speech.say("not_you_text"));
  return sheet.bytes();
}

std::string decision_letter(const LetterFacts& facts, const Words& words) {
  const Speech speech{words};
  const std::string title = speech.say(facts.is_accepted ? "accepted_title" : "refused_title");
  Sheet sheet{title, facts.decided.day, words.code};
  sheet.heading(title);
  sheet.paragraph(facts.name.reveal());
  sheet.small(speech.say("about", {{"case", facts.case_id},
                                   {"centre", facts.centre},
                                   {"day", speech.day(facts.decided.day)},
                                   {"time", Speech::time(facts.decided.minute)}}));
  sheet.paragraph(speech.say("purpose", {{"purpose", speech.text(facts.purpose)}}));
  sheet.paragraph(speech.say(facts.is_accepted ? "accepted_text" : "refused_text"));
  if (!facts.is_accepted) {
    write_reasons(facts, speech, sheet);
    write_advice(facts, speech, sheet);
    write_next_time(facts, speech, sheet);
    sheet.subheading(speech.say("complaint"));
    sheet.paragraph(speech.say("complaint_text"));
    sheet.paragraph(speech.say("complaint_to"));
  }
  sheet.subheading(speech.say("not_you"));
  sheet.paragraph(speech.say("not_you_text"));
  return sheet.bytes();
}

std::string receipt(const ReceiptFacts& facts, const Words& words) {
  const Speech speech{words};
  const std::string title = speech.say("receipt_title");
  Sheet sheet{title, facts.decided.day, words.code};
  sheet.heading(title);
  sheet.paragraph(speech.say("receipt_about", {{"case", facts.case_id},
                                               {"initials", facts.initials},
                                               {"centre", facts.centre},
                                               {"day", speech.day(facts.decided.day)},
                                               {"time", Speech::time(facts.decided.minute)}}));
  sheet.paragraph(speech.say("purpose", {{"purpose", speech.text(facts.purpose)}}));
  sheet.paragraph(speech.say(facts.is_accepted ? "receipt_accepted" : "receipt_refused"));
  sheet.subheading(speech.say("steps"));
  sheet.begin_list();
  for (const Step& step : facts.steps) {
    const std::string what = speech.text("letter.step." + step.what);
    sheet.item(speech.say("step_line", {{"day", base::format_day(step.at.day)},
                                        {"time", Speech::time(step.at.minute)},
                                        {"what", what},
                                        {"who", step.who}}));
  }
  sheet.end_list();
  if (!facts.check_url.empty()) {
    sheet.subheading(speech.say("check"));
    sheet.paragraph(speech.say("check_text", {{"url", facts.check_url}}));
    sheet.qr_code(facts.check_url, facts.check_url);
  }
  if (facts.proof && facts.proof->text.size() <= qr_bytes_max) sheet.keep_with_long_code();
  sheet.subheading(speech.say("proof"));
  if (facts.proof) {
    const bool is_shown = facts.proof->text.size() <= qr_bytes_max;
    const std::string place = std::to_string(facts.proof->place);
    sheet.paragraph(speech.say(is_shown ? "proof_text" : "proof_long", {{"place", place}}));
    if (is_shown) sheet.qr_code(facts.proof->text, speech.say("proof_code", {{"place", place}}));
  } else {
    sheet.paragraph(speech.say("proof_later"));
  }
  return sheet.bytes();
}

}  // namespace skranke::letters
