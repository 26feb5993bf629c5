#include "codec/dated_question.hpp"

namespace skranke::codec {

using base::fail;
using base::Fault;
using base::Result;

namespace {

constexpr std::size_t id_at = 0;
constexpr std::size_t text_at = 1;

}  // namespace

Result<void> DatedQuestions::read_member(std::size_t key, simdjson::dom::element value,
                                         DatedQuestion& question) const {
  if (key == id_at) {
    if (!id_) return std::unexpected{id_fault(value)};
  } else if (key == text_at) {
    if (value.get(question.text) != simdjson::SUCCESS) return wrong_type(keys_[text_at], {}, "a string");
  } else {
    const auto day = read_day(value, keys_[key], {});
    if (!day) return std::unexpected{day.error()};
    question.date = *day;
  }
  return {};
}

Result<DatedQuestion> DatedQuestions::read(std::string_view text, base::Day today) {
  id_.reset();
  auto root = input_.parse(text, "a question");
  if (!root) return std::unexpected{std::move(root.error())};
  simdjson::dom::object object;
  if (root->get(object) != simdjson::SUCCESS)
    return fail(Fault::wrong_type, std::string{"expected an object with "}.append(what_));
  if (const auto found = find_id(object)) id_ = std::string{*found};
  DatedQuestion question{.text = {}, .date = today};
  std::array<bool, 3> seen{};
  for (const auto field : object) {
    std::size_t i = 0;
    while (i < keys_.size() && keys_[i] != field.key) ++i;
    if (i == keys_.size())
      return fail(Fault::unknown_key, "there is no such key; " + one_of(keys_), Pointer{}.to(field.key));
    if (seen[i])
      return fail(Fault::duplicate_key, std::string{field.key} + ": expected each key once",
                  Pointer{}.to(field.key));
    seen[i] = true;
    if (auto read = read_member(i, field.value, question); !read)
      return std::unexpected{std::move(read.error())};
  }
  if (!seen[text_at])
    return fail(Fault::missing_key, std::string{"expected "}.append(what_), Pointer{}.to(keys_[text_at]));
  return question;
}

}  // namespace skranke::codec
