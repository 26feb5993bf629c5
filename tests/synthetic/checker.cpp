#include "checker.hpp"

#include <array>

namespace skranke::tests {
namespace {

const std::map<std::string, std::size_t, std::less<>>& lengths() {
  static const std::map<std::string, std::size_t, std::less<>> all{
      {"000", 35},  {"001", 106}, {"002", 306}, {"003", 249}, {"004", 37},  {"005", 200},
      {"006", 203}, {"007", 26},  {"008", 193}, {"009", 37},  {"010", 30},  {"011", 25},
      {"012", 95},  {"013", 36},  {"014", 23},  {"015", 147}, {"016", 58},  {"017", 272},
      {"022", 45},  {"023", 96},  {"024", 218}, {"025", 40},  {"026", 173}, {"027", 44},
      {"028", 36},  {"029", 109}, {"030", 48},  {"050", 29},  {"999", 21}};
  return all;
}

// Positions count from 1, as in the layout's description.
std::string_view at(std::string_view record, std::size_t position, std::size_t length) {
  return record.substr(position - 1, length);
}

std::uint64_t value(std::string_view digits) {
  std::uint64_t out = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return 0;
    out = out * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return out;
}

int two(std::string_view digits, std::size_t from) {
  return (digits[from] - '0') * 10 + (digits[from + 1] - '0');
}

int century_of(int seventh, int year) {
  if (seventh <= 3) return 1900;
  if (seventh == 4 || seventh == 9) return year <= 36 ? 2000 : 1900;
  return year <= 57 ? 2000 : 1800;
}

bool is_divisible_by_11(std::string_view digits) {
  constexpr std::array weights{4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (digits[i] - '0');
  return sum % 11 == 0;
}

constexpr std::string_view last_day = "20261101";

}  // namespace

void Checker::says(std::string what) {
  if (wrong_.size() < 100) wrong_.push_back("line " + std::to_string(line_) + ": " + std::move(what));
}

void Checker::read(std::string_view bytes) {
  rest_ += bytes;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = rest_.find('\n', begin)) != std::string::npos; begin = end + 1) {
    ++line_;
    line(std::string_view{rest_}.substr(begin, end - begin));
  }
  rest_.erase(0, begin);
}

void Checker::line(std::string_view record) {
  const std::string type{record.substr(0, 3)};
  ++types_[type];
  const auto found = lengths().find(type);
  if (found == lengths().end()) return says("unknown type");
  if (record.size() != found->second) return says("a record of another length");
  for (const char c : record) {
    if (static_cast<unsigned char>(c) < 32 ||
        (static_cast<unsigned char>(c) >= 127 && static_cast<unsigned char>(c) < 160)) {
      says("a control character");
    }
  }
  if ((type == "000") != (line_ == 1) || has_ended_) says("start or end out of place");
  if (type == "000") {
    if (at(record, 20, 8) != last_day) says("the day of production");
    return;
  }
  if (type == "999") {
    has_ended_ = true;
    if (value(at(record, 14, 8)) != line_) says("the count of records");
    return;
  }
  const std::uint64_t number = value(at(record, 4, 10));
  if (type == "001") {
    now_ = number;
    last_type_.clear();
    person(record);
  }
  if (number != now_) says("records of a person apart");
  if (type < last_type_) says("records of a person out of order");
  if (type != last_type_) earlier_moved_.clear();
  last_type_ = type;
  relation(type, record);
}

void Checker::person(std::string_view record) {
  Person one{.current = std::string{at(record, 14, 10)},
             .status = static_cast<int>(value(at(record, 24, 2))),
             .sex = at(record, 39, 1)[0],
             .born = std::string{at(record, 40, 10)}};
  ++statuses_[std::string{at(record, 24, 2)}];
  if (at(record, 26, 8) > last_day) says("a status of the future");
  number(at(record, 4, 10), one.born, one.sex);
  if (!persons_.emplace(now_, std::move(one)).second) says("a number given twice");
}

void Checker::number(std::string_view digits, std::string_view born, char sex) {
  if (is_divisible_by_11(digits)) says("a right check digit");
  if (digits.substr(0, 4) == "0101") says("born on 1 January");
  const int year = two(digits, 4);
  const int full = century_of(digits[6] - '0', year) + year;
  const std::string date =
      std::to_string(full) + "-" + std::string{digits.substr(2, 2)} + "-" + std::string{digits.substr(0, 2)};
  if (date != born) says("a number of another day");
  if (((digits[9] - '0') % 2 == 0) != (sex == 'K')) says("a number of the other sex");
}

void Checker::parent(std::uint64_t child, std::string_view number, std::string_view born, char sex) {
  const std::uint64_t who = value(number);
  if (who == 0) return;
  parents_.insert({child, who});
  named_parents_.push_back({.child = child, .parent = who, .born = std::string{born}, .sex = sex});
}

void Checker::spouse(std::string_view record, std::size_t code_at, std::size_t from_at) {
  const std::uint64_t other = value(at(record, code_at + 1, 10));
  const char code = at(record, code_at, 1)[0];
  if (at(record, from_at, 8) > last_day) says("a civil status of the future");
  if (other == 0) return;
  if (code != 'G' && code != 'P') says("a spouse of who isn't married");
  spouses_.insert({{now_, other}, std::string{at(record, from_at, 12)}});
}

void Checker::relation(std::string_view type, std::string_view record) {
  if (type == "012") spouse(record, 14, 71);
  if (type == "029") spouse(record, 15, 72);
  if (type == "014") children_.insert({value(at(record, 14, 10)), now_});
  if (type == "015") {
    parent(now_, at(record, 25, 10), at(record, 35, 10), 'K');
    parent(now_, at(record, 92, 10), at(record, 102, 10), 'M');
  }
  if (type == "016") others_.emplace_back(now_, value(at(record, 39, 10)));
  if (type == "017" && at(record, 35, 4) == "0001") others_.emplace_back(now_, value(at(record, 39, 10)));
  if (type == "022") former_.insert({now_, value(at(record, 14, 10))});
  if (type == "002" && at(record, 70, 8) > last_day) says("a move of the future");
  if (type == "023") {
    const std::string from{at(record, 71, 12)};
    const std::string until{at(record, 84, 12)};
    if (from >= until) says("an address left before it was entered");
    if (!earlier_moved_.empty() && until > earlier_moved_) says("two addresses at a time");
    earlier_moved_ = from;
  }
}

void Checker::exists(std::uint64_t number, const char* what) {
  const auto found = persons_.find(number);
  if (found == persons_.end()) {
    says(std::string{what} + " that isn't there");
  } else if (found->second.status == 30 || found->second.status == 50 || found->second.status == 60) {
    says(std::string{what} + " with a dead number");
  }
}

void Checker::check_numbers() {
  for (const auto& [number, one] : persons_) {
    const std::uint64_t current = value(one.current);
    const bool is_replaced = one.status == 50 || one.status == 60;
    if (is_replaced != (current != number)) says("a current number that doesn't fit the status");
    if (is_replaced) {
      exists(current, "a current number");
      if (former_.erase({current, number}) == 0) says("a former number that the current one doesn't name");
    }
  }
  if (!former_.empty()) says("a former number that knows no current one");
}

std::vector<std::string> Checker::finish() {
  if (!has_ended_ || !rest_.empty()) says("no end");
  if (parents_ != children_) says("parents and children don't name each other");
  for (const NamedParent& named : named_parents_) {
    exists(named.parent, "a parent");
    const auto found = persons_.find(named.parent);
    if (found == persons_.end()) continue;
    if (found->second.sex != named.sex) says("a mother who is a man, or the other way round");
    if (found->second.born != named.born) says("a parent born on another day");
    const auto child = persons_.find(named.child);
    if (value(child->second.born.substr(0, 4)) < value(named.born.substr(0, 4)) + 16)
      says("a parent too young");
  }
  for (const auto& [pair, since] : spouses_) {
    exists(pair.second, "a spouse");
    if (!spouses_.contains({{pair.second, pair.first}, since})) says("a spouse who doesn't say so");
  }
  for (const auto& [who, other] : others_) exists(other, "a guardian");
  check_numbers();
  return wrong_;
}

}  // namespace skranke::tests
