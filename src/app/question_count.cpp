#include "app/question_count.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cpr/packed_person.hpp"
#include "cpr/protection.hpp"
#include "storage/register/every_person.hpp"

namespace skranke::app {
namespace {

std::uint64_t key_of(const cpr::CprNumber& number) {
  std::uint64_t key = 0;
  const std::string_view digits = number.reveal();
  std::from_chars(digits.data(), digits.data() + digits.size(), key);
  return key;
}

// The given names of everybody by number: a name that thousands have is kept once.
class GivenNames {
 public:
  void add(const cpr::Person& person) {
    if (!person.name || person.name->given.reveal().empty()) return;
    const auto [name, is_new] =
        indexes_.try_emplace(person.name->given.reveal(), static_cast<std::uint32_t>(names_.size()));
    if (is_new) names_.push_back(person.name->given);
    entries_.push_back({key_of(person.number), name->second});
  }

  void sort() { std::ranges::sort(entries_, {}, &Entry::number); }

  [[nodiscard]] base::PersonalText find(const std::optional<cpr::CprNumber>& number) const {
    if (!number) return {};
    const auto found = std::ranges::lower_bound(entries_, key_of(*number), {}, &Entry::number);
    return found != entries_.end() && found->number == key_of(*number) ? names_[found->name]
                                                                       : base::PersonalText{};
  }

 private:
  struct Entry {
    std::uint64_t number;
    std::uint32_t name;
  };
  std::unordered_map<std::string, std::uint32_t> indexes_;
  std::vector<base::PersonalText> names_;
  std::vector<Entry> entries_;
};

std::unexpected<base::Problem> unread(const storage::Fault& fault) {
  std::string text{"the register can't be counted: "};
  return base::fail(base::Fault::unavailable, text.append(fault.text));
}

}  // namespace

base::Result<storage::QuestionKnowledge> count_register(storage::Database& database,
                                                        const desk::RegisterSealer* sealer,
                                                        const questions::Policy& policy, base::Day today,
                                                        const std::function<void(std::uint64_t)>& on_person) {
  questions::Roads roads;
  GivenNames names;
  std::uint64_t done = 0;
  const auto each = [&](const auto& with) {
    return storage::every_person(database, sealer, [&](std::span<const std::byte> packed) {
      const auto person = cpr::person_from_packed(packed);
      if (person) with(*person);
      on_person(++done);
    });
  };
  const auto first = each([&](const cpr::Person& person) {
    // The table stands in the clear, as a road register does: it learns no road from who is protected.
    if (!cpr::is_protected(person, today)) roads.add(person);
    names.add(person);
  });
  if (!first) return unread(first.error());
  names.sort();
  questions::ShareCounter counter{policy, roads};
  const auto second = each([&](const cpr::Person& person) {
    questions::Relations relations;
    relations.mother.given = names.find(person.mother.number);
    relations.father.given = names.find(person.father.number);
    if (person.civil_status) relations.spouse.given = names.find(person.civil_status->spouse);
    relations.eldest_child.given = names.find(questions::eldest_child(person));
    counter.add(person, relations);
  });
  if (!second) return unread(second.error());
  return storage::QuestionKnowledge{
      .delivery = *second, .roads = std::move(roads), .shares = counter.finish()};
}

}  // namespace skranke::app
