#include "app/present_colleagues.hpp"

#include "staff/tools.hpp"

namespace skranke::app {

base::Result<std::vector<cases::Actor>> PresentColleagues::second_officers(const std::string& centre_id,
                                                                           cases::Moment now) {
  const auto present = store_.present_at(centre_id, now - staff::limits::idle_seconds);
  if (!present) return std::unexpected{present.error()};
  std::vector<cases::Actor> all;
  for (const staff::Account& account : *present) {
    // A certificate of training that has ended blocks the role (docs/staff.md).
    if (!account.trained_until || *account.trained_until < today_()) continue;
    if (!staff::roles_at(account.roles, centre_id).has(staff::Role::second_officer)) continue;
    cases::Actor actor{.officer_id = account.account_id, .person_id = {}};
    if (!account.mitid.empty()) {
      auto person = ledger_.person_of({.register_id = {}, .number = {}, .mitid = account.mitid});
      if (!person) return std::unexpected{std::move(person.error())};
      actor.person_id = std::move(*person);
    }
    all.push_back(std::move(actor));
  }
  return all;
}

}  // namespace skranke::app
