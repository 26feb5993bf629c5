// Puts events of cases into a database, sealed by the keys of a folder: what deciding cases leaves behind.
//
//   skranke_handover_child DATABASE KEYS TARGET FIRST COUNT PAYLOAD
//
// TARGET is registration or post; events are numbered from FIRST, and "NUMBER" in the payload is the number.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

#include "connect/keys/envelope.hpp"
#include "storage/handover/handover.hpp"
#include "storage/vault/data_keys.hpp"

namespace skranke::test {
namespace {

std::string with_number(std::string payload, const std::string& number) {
  const std::string_view word = "NUMBER";
  for (std::size_t at = payload.find(word); at != std::string::npos; at = payload.find(word, at))
    payload.replace(at, word.size(), number);
  return payload;
}

int put(char** arguments) {
  const auto database = storage::open_database(arguments[1]);
  const auto sealer = keys::Envelope::open(arguments[2]);
  if (!database || !sealer) {
    std::cerr << (database ? sealer.error().text : database.error().text) << "\n";
    return EXIT_FAILURE;
  }
  const bool is_post = std::string_view{arguments[3]} == "post";
  const int first = std::atoi(arguments[4]);
  const int count = std::atoi(arguments[5]);
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  for (int number = first; number < first + count; ++number) {
    const std::string id = "evt_" + std::to_string(number);
    const std::string payload = with_number(arguments[6], std::to_string(number));
    const std::string case_id = "c" + std::to_string(number);
    const auto written = (*database)->write([&](storage::Transaction& transaction) -> storage::Outcome<void> {
      const auto key = storage::new_data_key(transaction, **sealer, storage::case_subject(case_id));
      if (!key) return std::unexpected{key.error()};
      const auto sealed = (*sealer)->seal(*key, storage::handover_context(id), base::PersonalText{payload});
      if (!sealed) return storage::sealing_fault(sealed.error());
      return storage::put_handover(transaction, {.event_id = id,
                                                 .case_id = case_id,
                                                 .type = "case.accepted",
                                                 .payload = *sealed,
                                                 .created_at = now,
                                                 .target = is_post ? storage::HandoverTarget::post
                                                                   : storage::HandoverTarget::registration});
    });
    if (!written) {
      std::cerr << written.error().text << "\n";
      return EXIT_FAILURE;
    }
  }
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace skranke::test

int main(int argc, char** argv) { return argc == 7 ? skranke::test::put(argv) : EXIT_FAILURE; }
