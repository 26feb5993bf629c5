#include "sight/zone_reader.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sight/seen_text.hpp"

namespace skranke::sight {
namespace {

using proofing::MachineReadableZone;
using proofing::ZoneField;
using proofing::ZoneLayout;

constexpr float mean_min = 0.55F;  // of a text that is print in OCR-B
constexpr float sure = 0.05F;      // the lead of a character without a check digit, or of an unsure zone
constexpr float doubtful = 0.02F;  // of one that may as well be another
constexpr std::size_t doubtful_max = 2;  // in a field that its check digit speaks for
constexpr std::size_t texts_max = 4096;  // of changed texts that are tried

base::Problem no_zone(std::string_view why) {
  return {base::Fault::invalid_value,
          std::string{why}.append(
              "; expected a sharp picture of the lines alone, level, and filling the picture's width"),
          {}};
}

std::string in_lines(const ZoneLayout& layout, std::string_view text) {
  std::string lines;
  for (std::size_t line = 0; line < layout.lines; ++line)
    lines.append(text.substr(line * layout.width, layout.width)).push_back('\n');
  return lines;
}

class ZoneSight {
 public:
  ZoneSight(const SeenText& seen, base::Day today) : seen_{seen}, layout_{*seen.layout}, today_{today} {}

  base::Result<SeenZone> read() {
    text_ = likeliest(seen_);
    pair_up(layout_.born);
    pair_up(layout_.expires);
    auto zone = zone_of(text_);
    if (!zone || !zone->valid()) {
      put_right(zone);
      zone = zone_of(text_);
    }
    if (!zone) return std::unexpected{no_zone("what is printed there is no zone as far as it can be read")};
    return trusted(*zone);
  }

 private:
  [[nodiscard]] std::optional<MachineReadableZone> zone_of(const std::string& text) const {
    auto zone = proofing::read_zone(in_lines(layout_, text), today_);
    return zone ? std::optional{std::move(*zone)} : std::nullopt;
  }

  // Each part of a date is two digits or two fillers: whichever is likelier together.
  void pair_up(ZoneField field) {
    for (std::size_t at = field.at; at < std::size_t{field.at} + field.size; at += 2) {
      if ((text_[at] == '<') == (text_[at + 1] == '<')) continue;
      float likeness = 0;
      std::string digits;
      for (const std::size_t place : {at, at + 1}) {
        char best = '0';
        for (char c = '1'; c <= '9'; ++c) best = seen_.of(place, c) > seen_.of(place, best) ? c : best;
        digits.push_back(best);
        likeness += seen_.of(place, best);
      }
      const bool are_fillers = seen_.of(at, '<') + seen_.of(at + 1, '<') > likeness;
      text_.replace(at, 2, are_fillers ? "<<" : digits);
    }
  }

  // The places of a field and of its check digit.
  static void add_places(std::vector<std::size_t>& places, ZoneField field) {
    for (std::size_t i = 0; i < field.size; ++i) places.push_back(field.at + i);
  }

  // Texts that differ from this one in one likely change, and are `good`.
  template <class Good>
  std::vector<std::string> changed(const std::string& text, const std::vector<std::size_t>& places,
                                   const Good& good) {
    std::vector<std::string> found;
    for (const std::size_t at : places) {
      for (const char c : others_at(seen_, at, text[at])) {
        std::string other = text;
        other[at] = c;
        if (++tried_ > texts_max) return {};
        const auto zone = zone_of(other);
        if (zone && good(*zone)) found.push_back(std::move(other));
      }
    }
    return found;
  }

  // One change in each field whose digit is wrong, if there is exactly one way that makes every digit right.
  void put_right(const std::optional<MachineReadableZone>& zone) {
    std::vector<std::string> texts{text_};
    const auto valid = [](const MachineReadableZone& other) { return other.valid(); };
    std::vector<std::size_t> everywhere;
    for (std::size_t at = 0; at < text_.size(); ++at) everywhere.push_back(at);
    if (!zone) return adopt(changed(text_, everywhere, valid));
    const auto mend = [&](bool is_right, ZoneField field, ZoneField digit,
                          bool proofing::ZoneChecks::* member) {
      if (is_right) return;
      std::vector<std::size_t> places;
      add_places(places, field);
      add_places(places, digit);
      if (member == &proofing::ZoneChecks::number && text_[layout_.number_check.at] == '<')
        add_places(places, layout_.optional[0]);
      std::vector<std::string> mended;
      for (const std::string& text : texts) {
        for (std::string& other : changed(
                 text, places, [member](const MachineReadableZone& tried) { return tried.checks.*member; }))
          mended.push_back(std::move(other));
      }
      texts = std::move(mended);
    };
    mend(zone->checks.number, layout_.number, layout_.number_check, &proofing::ZoneChecks::number);
    mend(zone->checks.born, layout_.born, layout_.born_check, &proofing::ZoneChecks::born);
    mend(zone->checks.expires, layout_.expires, layout_.expires_check, &proofing::ZoneChecks::expires);
    std::vector<std::string> right;
    for (const std::string& text : texts) {
      if (const auto other = zone_of(text); other && other->valid()) right.push_back(text);
    }
    if (right.empty()) {
      // What is left are optional fields and the composite digit.
      std::vector<std::size_t> places;
      for (const ZoneField& field : layout_.optional) add_places(places, field);
      add_places(places, layout_.optional_check);
      add_places(places, layout_.composite_check);
      for (const std::string& text : texts) {
        for (std::string& other : changed(text, places, valid)) right.push_back(std::move(other));
      }
    }
    adopt(std::move(right));
  }

  void adopt(std::vector<std::string> right) {
    std::ranges::sort(right);
    right.erase(std::ranges::unique(right).begin(), right.end());
    if (right.size() == 1 && tried_ <= texts_max) text_ = std::move(right[0]);
  }

  // At most `most` characters lead by less than `least`.
  [[nodiscard]] bool leads(ZoneField field, float least, std::size_t most) const {
    std::size_t fewer = 0;
    for (std::size_t i = 0; i < field.size; ++i)
      fewer += lead_of(seen_, field.at + i, text_[field.at + i]) < least ? 1U : 0U;
    return fewer <= most;
  }

  // No character is nearly another one that has the same value modulo 10, which no check digit can tell from
  // it.
  [[nodiscard]] bool is_told_apart(ZoneField field) const {
    for (std::size_t at = field.at; at < std::size_t{field.at} + field.size; ++at) {
      if (lead_unseen(seen_, at, text_[at]) < sure) return false;
    }
    return true;
  }

  [[nodiscard]] SeenZone trusted(const MachineReadableZone& zone) const {
    SeenZone seen{.zone = zone};
    const bool valid = zone.valid();
    const auto is_trusted = [&](bool is_right, ZoneField field) {
      return is_right && is_told_apart(field) &&
             (valid ? leads(field, doubtful, doubtful_max) : leads(field, sure, 0));
    };
    // A long number goes on in the first optional field.
    const bool goes_on = text_[layout_.number_check.at] == '<';
    seen.number =
        is_trusted(zone.checks.number, layout_.number) && (!goes_on || is_trusted(true, layout_.optional[0]));
    seen.born = is_trusted(zone.checks.born, layout_.born);
    seen.expires = is_trusted(zone.checks.expires, layout_.expires);
    seen.optional = valid && is_trusted(true, layout_.optional[0]) && is_trusted(true, layout_.optional[1]);
    seen.names = leads(layout_.names, sure, 0);
    seen.codes = leads(layout_.kind, sure, 0) && leads(layout_.issuer, sure, 0) &&
                 leads(layout_.nationality, sure, 0) && leads(layout_.sex, sure, 0);
    return seen;
  }

  const SeenText& seen_;
  const ZoneLayout& layout_;
  base::Day today_;
  std::string text_;
  std::size_t tried_ = 0;
};

}  // namespace

base::Result<SeenZone> read_zone_in(const Picture& picture, base::Day today) {
  const Ink ink = ink_of(picture);
  const SeenText seen = see_text(levelled(ink, skew_of(ink)));
  if (seen.layout == nullptr)
    return std::unexpected{no_zone("no two or three lines of a zone are in this picture")};
  if (seen.mean < mean_min) return std::unexpected{no_zone("the lines in this picture can't be read")};
  return ZoneSight{seen, today}.read();
}

}  // namespace skranke::sight
