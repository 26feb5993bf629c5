#include "proofing/compose_zone.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "proofing/zone_layout.hpp"
#include "proofing/zone_lines.hpp"

namespace skranke::proofing {
namespace {

using base::fail;
using base::Fault;
using base::Result;

// Components of one identifier, between single spaces.
std::vector<std::string> components_of(std::string_view name) {
  std::vector<std::string> components;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find(' '), name.size());
    if (end != 0) components.emplace_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return components;
}

std::string joined(const std::vector<std::string>& components) {
  std::string text;
  for (const std::string& component : components) {
    if (!text.empty()) text.push_back(filler);
    text += component;
  }
  return text;
}

// Takes a letter from the last of the first `count` components that has more than one; false if none has.
bool take_letter(std::vector<std::string>& components, std::size_t count) {
  while (count-- > 0) {
    if (components[count].size() < 2) continue;
    components[count].pop_back();
    return true;
  }
  return false;
}

// Until at most `width` characters are left.
void shorten(std::vector<std::string>& components, std::size_t width) {
  while (joined(components).size() > width) {
    if (!take_letter(components, components.size())) components.pop_back();
  }
}

// At most `width` characters, and a letter at the last place if anything was cut.
// SPEC: ICAO Doc 9303-4, 4.2.2.1 "Truncation of the name".
std::string name_field(std::string_view surname, std::string_view given_names, std::size_t width) {
  std::vector<std::string> primary = components_of(surname);
  std::vector<std::string> secondary = components_of(given_names);
  if (secondary.empty()) {
    shorten(primary, width);
    return joined(primary);
  }
  const auto whole = [&] { return joined(primary) + "<<" + joined(secondary); };
  if (whole().size() <= width) return whole();
  shorten(primary, width - 3);
  // A cut behind a component would leave a filler at the end; a letter less before it moves the next one's
  // first letter there.
  if (whole()[width - 1] == filler) {
    const std::string kept = whole().substr(primary.empty() ? 2 : joined(primary).size() + 2);
    const std::string_view before_cut{kept.data(), width - (whole().size() - kept.size()) - 1};
    const auto complete = static_cast<std::size_t>(std::ranges::count(before_cut, filler)) + 1;
    if (!take_letter(secondary, complete)) take_letter(primary, primary.size());
  }
  return whole().substr(0, width);
}

class ZoneComposer {
 public:
  explicit ZoneComposer(const MachineReadableZone& zone) : zone_{zone}, layout_{layout_of(zone.format)} {
    text_.assign(static_cast<std::size_t>(layout_.lines) * layout_.width, filler);
  }

  Result<std::string> compose() {
    put(layout_.kind, zone_.kind.view());
    put(layout_.issuer, zone_.issuer.view());
    put(layout_.nationality, zone_.nationality.reveal().view());
    put_names();
    if (auto done = put_number(); !done) return std::unexpected{std::move(done.error())};
    put(layout_.born, zone_text(zone_.born.reveal()));
    put(layout_.expires, zone_text(zone_.expires));
    put(layout_.sex, sex_text());
    put_check(layout_.born_check, layout_.born);
    put_check(layout_.expires_check, layout_.expires);
    if (layout_.optional_check.size != 0 && !zone_.optional[0].reveal().empty())
      put_check(layout_.optional_check, layout_.optional[0]);
    CheckSum sum;
    for (const ZoneField& field : layout_.composite) sum.add(field.of(text_));
    text_[layout_.composite_check.at] = sum.digit();
    return in_lines();
  }

 private:
  void put(ZoneField field, std::string_view value) { std::ranges::copy(value, text_.begin() + field.at); }
  void put_check(ZoneField check, ZoneField field) {
    CheckSum sum;
    sum.add(field.of(text_));
    text_[check.at] = sum.digit();
  }
  void put_names() {
    put(layout_.names,
        name_field(zone_.surname.reveal().view(), zone_.given_names.reveal().view(), layout_.names.size));
  }

  [[nodiscard]] std::string_view sex_text() const {
    switch (zone_.sex.reveal()) {
      case ZoneSex::female:
        return "F";
      case ZoneSex::male:
        return "M";
      case ZoneSex::unspecified:
        break;
    }
    return "<";
  }

  // The number, and both optional fields behind it.
  Result<void> put_number() {
    const std::string_view number = zone_.number.reveal().view();
    put(layout_.number, number.substr(0, layout_.number.size));
    std::string first;
    if (number.size() <= layout_.number.size) {
      put_check(layout_.number_check, layout_.number);
    } else {
      if (layout_.optional_check.size != 0)
        return fail(Fault::invalid_value, "the number: expected nine characters at most in a TD3");
      if (number[layout_.number.size - 1U] == filler ||
          number.find(filler, layout_.number.size) != number.npos)
        return fail(Fault::invalid_value, "the number: expected no filler from its ninth character on");
      CheckSum sum;
      sum.add(number);
      first.append(number.substr(layout_.number.size)).push_back(sum.digit());
      if (!zone_.optional[0].reveal().empty()) first.push_back(filler);
    }
    first.append(zone_.optional[0].reveal().view());
    if (first.size() > layout_.optional[0].size)
      return fail(Fault::invalid_value,
                  "the optional field: expected room for it, behind what a long number takes of it");
    if (zone_.optional[1].reveal().size() > layout_.optional[1].size)
      return fail(Fault::invalid_value, "the second optional field: expected room for it");
    put(layout_.optional[0], first);
    put(layout_.optional[1], zone_.optional[1].reveal().view());
    return {};
  }

  // What has a character that its place can't have is refused.
  Result<std::string> in_lines() {
    for (std::size_t at = layout_.width; at <= text_.size(); at += layout_.width + 1U)
      text_.insert(at, 1, '\n');
    if (const auto lines = zone_lines(text_); !lines) return std::unexpected{lines.error()};
    return std::move(text_);
  }

  const MachineReadableZone& zone_;
  const ZoneLayout& layout_;
  std::string text_;
};

}  // namespace

Result<std::string> compose_zone(const MachineReadableZone& zone) { return ZoneComposer{zone}.compose(); }

}  // namespace skranke::proofing
