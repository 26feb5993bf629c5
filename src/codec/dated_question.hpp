// A question that is one text and a day: {"id"?, KEY, "date"?}, from JSON text.
//
// Only the .cpp files of this folder include this: it brings simdjson.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "codec/document_reader.hpp"
#include "codec/json_input.hpp"

namespace skranke::codec {

struct DatedQuestion {
  std::string_view text;  // of the key; valid until the next one is read
  base::Day date = 0;
};

// Reads one after the other, reusing its buffers.
class DatedQuestions {
 public:
  // `key` names the text ("number"), `what` says in a problem what is expected ("a number"); both are
  // literals.
  DatedQuestions(std::string_view key, std::string_view what) : keys_{"id", key, "date"}, what_{what} {}

  // `today` is the day of a question that names none. Where the problem is not with the id, shown_id() holds
  // it all the same.
  [[nodiscard]] base::Result<DatedQuestion> read(std::string_view text, base::Day today);

  [[nodiscard]] std::optional<std::string_view> shown_id() const {
    return id_ ? std::optional<std::string_view>{*id_} : std::nullopt;
  }

 private:
  [[nodiscard]] base::Result<void> read_member(std::size_t key, simdjson::dom::element value,
                                               DatedQuestion& question) const;

  std::array<std::string_view, 3> keys_;
  std::string_view what_;
  JsonInput input_;
  std::optional<std::string> id_;  // of the text read last
};

}  // namespace skranke::codec
