// Names in the 34 characters of addressing names and of relatives.
#include "synthetic/records.hpp"

namespace skranke::synthetic {
namespace {

constexpr std::size_t width = 34;

// "Anne Marie Lund" with every word after the first `kept` as its letter: "Anne M L".
std::string shortened(std::string_view words, std::size_t kept) {
  std::string out;
  for (std::size_t word = 0; !words.empty(); ++word) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (!out.empty()) out += ' ';
    out += words.substr(0, word < kept ? end : 1);
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return out;
}

std::string joined(std::string given, std::string_view middle, std::string_view family) {
  if (!middle.empty()) (given += ' ') += middle;
  return (given += ' ') += family;
}

}  // namespace

Text<34> addressing_name(const NameSpell& name) {
  const std::string_view middle = name.middle.view();
  const std::string_view family = name.family.view();
  std::string text = joined(std::string{name.given.view()}, middle, family);
  if (text.size() > width) text = joined(shortened(name.given.view(), 1), middle, family);
  if (text.size() > width) text = joined(shortened(name.given.view(), 1), shortened(middle, 0), family);
  return Text<34>{text};
}

Text<34> relative_name(const NameSpell& name) {
  Text<34> text{name.family.view()};
  text.append(",").append(name.given.view());
  if (!name.middle.empty()) text.append(" ").append(name.middle.view());
  return text;
}

NameSpell draw_relative(const Teller& teller, proofing::Sex sex, int birth_year) {
  const Tables& tables = teller.tables();
  const auto people = static_cast<std::size_t>(teller.person.people);
  const std::size_t index = sex == proofing::Sex::female ? 0 : 1;
  const int period = std::max(0, (birth_year - name_first_year) / name_period_years);
  const Urn& urn = people == 0 ? tables.danish_given[index][static_cast<std::size_t>(period)]
                               : tables.given[people][index];
  NameSpell name;
  name.given.append(tables.names[urn.draw(teller.chance)].text);
  if (sex == proofing::Sex::male) {
    name.family = teller.person.names[0].family;
  } else {
    name.family.append(tables.names[tables.family[people].draw(teller.chance)].text);
  }
  return name;
}

}  // namespace skranke::synthetic
