#include "questions/shares.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "questions/bytes.hpp"
#include "questions/hash.hpp"

namespace skranke::questions {
namespace {

constexpr std::string_view magic = "shares-1\n";
constexpr std::size_t counters = 64;

// SPEC: Metwally, Agrawal and El Abbadi, "Efficient computation of frequent and top-k elements in data
// streams" (2005). A value's count is at most its counter, and at least the counter less its error.
class Sketch {
 public:
  void add(std::uint64_t value) {
    for (std::size_t i = 0; i < used_; ++i) {
      if (values_[i] == value) {
        ++high_[i];
        return;
      }
    }
    std::size_t at = used_;
    if (used_ < counters) {
      ++used_;
    } else {
      at = static_cast<std::size_t>(std::ranges::min_element(high_) - high_.begin());
      error_[at] = high_[at];
    }
    values_[at] = value;
    ++high_[at];
  }

  [[nodiscard]] std::vector<Counted> ranked() const {
    std::vector<Counted> all;
    for (std::size_t i = 0; i < used_; ++i) {
      all.push_back({.value = values_[i], .high = high_[i], .low = high_[i] - error_[i]});
    }
    std::ranges::sort(all, [](const Counted& a, const Counted& b) {
      return a.high != b.high ? a.high > b.high : a.value < b.value;
    });
    return all;
  }

  std::uint32_t size = 0;
  std::uint32_t at_birth = 0;
  bool is_choice = false;

 private:
  std::size_t used_ = 0;
  std::array<std::uint64_t, counters> values_{};
  std::array<std::uint32_t, counters> high_{};
  std::array<std::uint32_t, counters> error_{};
};

enum Level : std::uint64_t { everybody, decade, year, decade_in_municipality };

std::uint64_t group_key(const Template& question, Level level, std::uint64_t born, std::uint64_t place) {
  return hash(place, hash(born, hash(static_cast<std::uint64_t>(level), hash(question.id))));
}

}  // namespace

struct ShareCounter::Counts {
  std::unordered_map<std::uint64_t, Sketch> groups;
};

std::uint64_t value_of(const Template& question, std::string_view answer) {
  const AnswerKey key = normal_form(question.compare, answer);
  std::uint64_t number = 0;
  if (question.compare == Compare::number) {
    for (const std::uint8_t digit : key) {
      if (digit < '0' || digit > '9') break;
      number = number * 10 + (digit - '0');
    }
    return number;
  }
  return hash(std::string_view{reinterpret_cast<const char*>(key.data()), key.size()});
}

std::array<std::uint64_t, 3> groups_by_place(const Template& question, const cpr::Person& person) {
  const auto born = static_cast<std::uint64_t>(person.born.year);
  const std::uint64_t place = person.address ? four_digits(person.address->municipality) : 0;
  return {group_key(question, decade_in_municipality, born / 10, place),
          group_key(question, decade, born / 10, 0), group_key(question, everybody, 0, 0)};
}

std::array<std::uint64_t, 3> groups_by_age(const Template& question, const cpr::Person& person) {
  const auto born = static_cast<std::uint64_t>(person.born.year);
  return {group_key(question, year, born, 0), group_key(question, decade, born / 10, 0),
          group_key(question, everybody, 0, 0)};
}

bool counts(const cpr::Person& person) {
  switch (person.status) {
    case cpr::Status::resident:
    case cpr::Status::resident_special_road:
    case cpr::Status::resident_greenland:
    case cpr::Status::resident_greenland_special_road:
    case cpr::Status::administrative:
    case cpr::Status::emigrated:
      return true;
    case cpr::Status::annulled:
    case cpr::Status::deleted_duplicate:
    case cpr::Status::changed_number:
    case cpr::Status::disappeared:
    case cpr::Status::dead:
      return false;
  }
  std::unreachable();
}

ShareCounter::ShareCounter(const Policy& policy, const Roads& roads)
    : policy_{policy}, roads_{roads}, counts_{std::make_unique<Counts>()} {}
ShareCounter::~ShareCounter() = default;

void ShareCounter::add(const cpr::Person& person, const Relations& relations) {
  if (!counts(person) || person.current_number) return;
  for (const Template& question : policy_.templates) {
    const std::vector<Slot> slots = extract(question.fact, person, relations, roads_);
    if (slots.empty()) continue;
    const auto by_place = groups_by_place(question, person);
    const std::array<std::uint64_t, 4> keys{by_place[0], by_place[1], by_place[2],
                                            groups_by_age(question, person)[0]};
    for (const Slot& slot : slots) {
      if (slot.ordinal < question.first_slot || slot.ordinal > question.last_slot) continue;
      const std::uint64_t value = value_of(question, slot.answer);
      for (const std::uint64_t key : keys) {
        Sketch& sketch = counts_->groups[key];
        ++sketch.size;
        if (slot.same_as_birth) ++sketch.at_birth;
        sketch.is_choice = question.options != 0;
        sketch.add(value);
      }
    }
  }
}

Shares ShareCounter::finish() const {
  Shares shares;
  for (const auto& [key, sketch] : counts_->groups) {
    if (sketch.size < policy_.small_group) continue;
    Group group{.key = key, .size = sketch.size, .at_birth = sketch.at_birth};
    group.ranked = sketch.ranked();
    group.top = group.ranked.front().high;
    if (!sketch.is_choice) group.ranked.clear();
    group.ranked.shrink_to_fit();
    shares.groups_.push_back(std::move(group));
  }
  std::ranges::sort(shares.groups_, {}, &Group::key);
  return shares;
}

const Group* Shares::find(std::uint64_t key) const {
  const auto found = std::ranges::lower_bound(groups_, key, {}, &Group::key);
  return found == groups_.end() || found->key != key ? nullptr : &*found;
}

const Group* Shares::first_of(const std::array<std::uint64_t, 3>& keys) const {
  for (const std::uint64_t key : keys) {
    if (const Group* group = find(key)) return group;
  }
  return nullptr;
}

std::string Shares::to_bytes() const {
  std::string out{magic};
  for (const Group& group : groups_) {
    put(out, group.key);
    put(out, group.size);
    put(out, group.top);
    put(out, group.at_birth);
    put(out, static_cast<std::uint8_t>(group.ranked.size()));
    for (const Counted& counted : group.ranked) {
      put(out, counted.value);
      put(out, counted.high);
      put(out, counted.low);
    }
  }
  return out;
}

base::Result<Shares> Shares::from_bytes(std::string_view bytes) {
  if (!bytes.starts_with(magic)) return base::fail(base::Fault::invalid_value, "no counts of answers");
  ByteReader reader{bytes.substr(magic.size())};
  Shares shares;
  bool ordered = true;
  while (reader.good() && reader.left() > 0) {
    Group group;
    group.key = reader.take<std::uint64_t>();
    group.size = reader.take<std::uint32_t>();
    group.top = reader.take<std::uint32_t>();
    group.at_birth = reader.take<std::uint32_t>();
    group.ranked.resize(reader.take<std::uint8_t>());
    for (Counted& counted : group.ranked) {
      counted.value = reader.take<std::uint64_t>();
      counted.high = reader.take<std::uint32_t>();
      counted.low = reader.take<std::uint32_t>();
    }
    const bool sane = group.size > 0 && group.top <= group.size && group.at_birth <= group.size;
    ordered = ordered && sane && (shares.groups_.empty() || shares.groups_.back().key < group.key);
    shares.groups_.push_back(std::move(group));
  }
  if (!reader.ended_well() || !ordered) {
    return base::fail(base::Fault::invalid_value, "counts of answers, cut off or changed");
  }
  return shares;
}

}  // namespace skranke::questions
