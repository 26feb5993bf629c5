// Administrators say who works here: accounts, roles, certificates, invitations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "staff/tools.hpp"

namespace skranke::staff {

// Who does it: an account, or somebody of the staff file or at the command line.
struct Doer {
  std::string id;
  std::vector<RolesAt> roles;  // an administrator of some centres gives roles there only
};

struct PersonWish {
  std::string sign_in_name;
  std::string shown_name;
  std::string centre_id;
  std::vector<RolesAt> roles;
  std::optional<base::Day> trained_until;
  std::optional<base::PersonalText> mitid_uuid;
  std::optional<base::PersonalText> employee;  // their id at the broker, who signs in there
};

struct PersonChange {
  std::int64_t seen = 0;  // the revision that the change is of
  std::optional<std::string> shown_name;
  std::optional<std::string> centre_id;
  std::optional<std::vector<RolesAt>> roles;
  bool changes_training = false;
  std::optional<base::Day> trained_until;
  std::optional<bool> is_active;
  std::optional<base::PersonalText> mitid_uuid;
  std::optional<base::PersonalText> employee;
};

enum class PersonRefusal : std::uint8_t {
  unknown,
  taken,
  changed_meanwhile,
  last_administrator,
  own_account,  // nobody gives themselves roles or a certificate, disables themselves, or says who they are
  another_centre,  // the account, or a role of it, is not the administrator's to give
  not_active,
};

struct InvitedPerson {
  std::optional<PersonRefusal> refusal;
  std::string account_id;
  base::PersonalText secret;  // of the invitation
  Moment until = 0;
};

// Makes the account and, unless somebody else vouches for them, an invitation.
[[nodiscard]] base::Result<InvitedPerson> add_person(const Tools& tools, const Doer& by,
                                                     const PersonWish& wish, Moment now);
// Nothing: it is done.
[[nodiscard]] base::Result<std::optional<PersonRefusal>> change_person(const Tools& tools, const Doer& by,
                                                                       const std::string& account_id,
                                                                       const PersonChange& change,
                                                                       Moment now);
// A new invitation in place of an earlier one. What was set before holds until it is used.
[[nodiscard]] base::Result<InvitedPerson> invite_person(const Tools& tools, const Doer& by,
                                                        const std::string& account_id, Moment now);
// Those whom the administrator may see.
[[nodiscard]] base::Result<std::vector<Account>> people_of(const Tools& tools, const Doer& by);
// What was done to people of the centres that they administrate or audit, the newest first.
[[nodiscard]] base::Result<std::vector<Event>> events_of(const Tools& tools, const Doer& by);

}  // namespace skranke::staff
