// Any bytes as an answer of CPR Direkte, from the frame to the person.
//
// The first byte says whether they answer a log-on. Besides that nothing crashes: the outcome doesn't
// depend on how the bytes are cut, a person is always the one who was asked for, and no text of a failure
// holds the number.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ensure.hpp"
#include "base/limits.hpp"
#include "connect/cpr_direkte/answered_person.hpp"
#include "connect/cpr_direkte/frames.hpp"

namespace {

using namespace skranke;
using cpr_direkte::AnswerReader;

AnswerReader read(cpr_direkte::Request request, std::string_view bytes, std::size_t piece) {
  AnswerReader reader{request};
  for (std::size_t at = 0; at < bytes.size(); at += piece) reader.take(bytes.substr(at, piece));
  reader.end();
  return reader;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto request = data[0] == 'L' ? cpr_direkte::Request::log_on : cpr_direkte::Request::look_up;
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  const AnswerReader whole = read(request, bytes, bytes.size() + 1);
  base::ensure(whole.state() != AnswerReader::State::more, "every answer comes to an end");
  for (const std::size_t piece : {std::size_t{1}, size % 61 + 2}) {
    const AnswerReader cut = read(request, bytes, piece);
    base::ensure(cut.state() == whole.state(), "the same state however the bytes are cut");
    base::ensure(cut.field() == whole.field(), "the same fault however the bytes are cut");
    base::ensure(cut.answer().error == whole.answer().error, "the same error however the bytes are cut");
    base::ensure(cut.answer().data == whole.answer().data, "the same data however the bytes are cut");
    base::ensure(cut.answer().token == whole.answer().token, "the same token however the bytes are cut");
  }
  const auto& answer = whole.answer();
  base::ensure(answer.data.reveal().size() <= base::limits::cpr_direkte_data_bytes_max,
               "no more data than allowed");
  const auto asked = *proofing::CprNumber::from_digits("0101429059");
  const auto person = cpr_direkte::person_of(answer.data, asked);
  if (person) {
    base::ensure(person->number == asked, "the person who was asked for");
  } else {
    base::ensure(!person.error().text.empty(), "a failure says what is wrong");
    base::ensure(person.error().text.find(asked.reveal()) == std::string::npos, "and never the number");
  }
  return 0;
}
