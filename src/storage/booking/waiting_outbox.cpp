#include "storage/booking/waiting_outbox.hpp"

#include <utility>

#include "storage/rows.hpp"

namespace skranke::storage {

Outcome<void> tell_of(Transaction& transaction, const Told& whom, std::string_view event, const ToldOf& what,
                      booking::Moment now) {
  auto overtaken = done(transaction,
                        "update waiting_message set state = 'overtaken', address = '' where subject_id = $1 "
                        "and state in ('waiting', 'given-up')",
                        {whom.subject_id});
  if (!overtaken) return overtaken;
  for (const auto& [channel, address] : {std::pair{"mail", &whom.email}, std::pair{"sms", &whom.phone}}) {
    if (address->empty()) continue;
    auto told = done(
        transaction,
        "insert into waiting_message (subject_id, event, sequence, channel, address, language, "
        "centre_id, service, start, minutes, written_at, due_at, attempts, state, trouble) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, 0, 'waiting', '')",
        {whom.subject_id, std::string{event}, std::int64_t{whom.sequence}, std::string{channel}, *address,
         whom.language, what.centre, what.service, what.start, std::int64_t{what.minutes}, now});
    if (!told) return told;
  }
  return {};
}

}  // namespace skranke::storage
