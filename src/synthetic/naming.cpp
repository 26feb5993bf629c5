// What everybody is called: at birth by parents and fashion, and again where a marriage or a wish changes it.
#include <algorithm>
#include <utility>

#include "synthetic/block.hpp"

namespace skranke::synthetic {
namespace {

using proofing::Sex;

std::size_t sex_index(Sex sex) { return sex == Sex::female ? 0 : 1; }

class Namer {
 public:
  explicit Namer(Block& block) : block_{block}, chance_{block.chance}, tables_{block.tables} {}

  void name_at_birth(Inhabitant& person) {
    NameSpell spell;
    person.name_count = 1;
    spell.from = std::max(person.present_from, std::min(person.born() + chance_.between(0, 150), as_of));
    if (person.present_until <= spell.from) spell.from = person.present_from;
    draw_given(person, spell);
    draw_family(person, spell);
    if (person.immigrant && person.people != People::nordic && chance_.in_1000(12)) spell.family_mark = '=';
    person.names[0] = spell;
  }

  // The second of two takes the other's family name; hers or his own becomes the middle name, or goes.
  void name_at_marriage(const Union& one) {
    Inhabitant& first = block_.at(one.first);
    Inhabitant& second = block_.at(one.second);
    Inhabitant& taker = first.sex == Sex::female ? first : second;
    const Inhabitant& giver = &taker == &first ? second : first;
    const base::YearMonthDay date = base::date_from(one.married);
    std::uint32_t share = date.year < 1982 ? 900 : date.year < 2000 ? 600 : 380;
    if (taker.people != People::danish) share /= 4;
    if (!chance_.in_1000(share)) return;
    NameSpell spell = taker.name();
    if (spell.family.view() == giver.name().family.view()) return;
    if (chance_.in_1000(520)) {
      spell.middle = spell.family;
      spell.middle_mark = spell.family_mark;
    }
    spell.family = giver.name().family;
    spell.family_mark = giver.name().family_mark;
    if (!change(taker, spell, one.married)) return;
    if (one.end == End::parted && chance_.in_1000(220)) {
      const NameSpell before = taker.names[taker.name_count - 2U];
      change(taker, before, std::min(as_of, one.until + chance_.between(0, 300)));
    }
  }

  void name_by_wish(Inhabitant& person) {
    const base::Day adult = person.born() + 18 * 365;
    const base::Day earliest = std::max(person.name().from + 1, std::max(adult, register_began));
    const base::Day latest = std::min(person.present_until - 1, as_of);
    if (earliest >= latest || !chance_.in_1000(45)) return;
    NameSpell spell = person.name();
    if (chance_.in_1000(500) || !spell.middle.empty()) {
      spell.family = Text<40>{};
      append(spell.family, spell.family_mark, tables_.family[0].draw(chance_));
    } else {
      append(spell.middle, spell.middle_mark, tables_.family[0].draw(chance_));
    }
    change(person, spell, chance_.between(earliest, latest));
  }

 private:
  template <std::size_t Max>
  void append(Text<Max>& text, char& mark, std::uint32_t name) {
    const Latin& latin = tables_.names[name];
    if (!text.empty()) text.append(" ");
    text.append(latin.text);
    if (latin.folded) mark = '*';
  }

  std::uint32_t draw_one_given(const Inhabitant& person) {
    const std::size_t sex = sex_index(person.sex);
    if (person.people != People::danish) {
      return tables_.given[static_cast<std::size_t>(person.people)][sex].draw(chance_);
    }
    const int year = person.birth_year + chance_.between(-4, 4);
    const int period = std::clamp((year - name_first_year) / name_period_years, 0, int{name_periods} - 1);
    return tables_.danish_given[sex][static_cast<std::size_t>(period)].draw(chance_);
  }

  void draw_given(const Inhabitant& person, NameSpell& spell) {
    const bool is_single = person.people == People::vietnamese || person.people == People::ukrainian;
    const std::uint32_t lot = is_single ? 0 : chance_.below(1'000);
    const int count = lot < 470 ? 1 : lot < 930 ? 2 : 3;
    std::uint32_t last = UINT32_MAX;
    for (int i = 0; i < count; ++i) {
      const std::uint32_t name = draw_one_given(person);
      if (name != last) append(spell.given, spell.given_mark, name);
      last = name;
    }
  }

  void draw_family(const Inhabitant& person, NameSpell& spell) {
    const auto people = static_cast<std::size_t>(person.people);
    const NameSpell* father = person.father != none ? &block_.at(person.father).names[0] : nullptr;
    const NameSpell* mother = person.mother != none ? &block_.at(person.mother).names[0] : nullptr;
    const bool is_patronymic = (person.people == People::faroese || person.country == icelandic()) &&
                               father != nullptr && person.birth_year >= 1992 && chance_.in_1000(400);
    if (is_patronymic) {
      const std::string_view given = father->given.view();
      spell.family.append(given.substr(0, given.find(' ')));
      if (!spell.family.view().ends_with('s')) spell.family.append("s");
      spell.family.append(person.sex == Sex::female ? "d\xF3ttir" : "son");
      return;
    }
    const NameSpell* giver = father != nullptr && !chance_.in_1000(90) ? father : mother;
    if (giver != nullptr) {
      spell.family = giver->family;
      spell.family_mark = giver->family_mark;
    } else {
      append(spell.family, spell.family_mark, tables_.family[people].draw(chance_));
    }
    if (person.people != People::danish && person.people != People::faroese) return;
    const std::uint32_t share = person.birth_year < 1930 ? 180 : 460;
    if (!chance_.in_1000(share)) return;
    if (giver == father && mother != nullptr && mother->family.view() != spell.family.view()) {
      spell.middle = mother->family;
    } else {
      const std::uint32_t name = tables_.family[0].draw(chance_);
      if (tables_.names[name].text != spell.family.view()) append(spell.middle, spell.middle_mark, name);
    }
  }

  [[nodiscard]] int icelandic() const {
    const auto found = std::ranges::find(tables_.countries, "5106", &Country::code);
    return static_cast<int>(found - tables_.countries.begin());
  }

  static bool change(Inhabitant& person, const NameSpell& spell, base::Day day) {
    if (person.name_count == person.names.size() || day <= person.name().from) return false;
    if (day >= person.present_until || day < person.present_from) return false;
    person.names[person.name_count] = spell;
    person.names[person.name_count].from = day;
    ++person.name_count;
    return true;
  }

  Block& block_;
  Chance& chance_;
  const Tables& tables_;
};

}  // namespace

void give_names(Block& block) {
  Namer namer{block};
  for (std::size_t i = 0; i < block.regular; ++i) namer.name_at_birth(block.people[i]);
  std::vector<const Union*> marriages;
  for (const Union& one : block.unions) {
    if (one.married != 0) marriages.push_back(&one);
  }
  std::ranges::stable_sort(marriages, {}, [](const Union* one) { return one->married; });
  for (const Union* one : marriages) namer.name_at_marriage(*one);
  for (std::size_t i = 0; i < block.regular; ++i) namer.name_by_wish(block.people[i]);
  for (std::size_t i = block.regular; i < block.people.size(); ++i) {
    Inhabitant& dead = block.people[i];
    if (dead.other_number == none) {
      namer.name_at_birth(dead);
    } else {
      dead.names[0] = block.at(dead.other_number).names[0];
      dead.names[0].from = std::max(dead.names[0].from, dead.present_from);
      dead.name_count = 1;
    }
  }
}

}  // namespace skranke::synthetic
