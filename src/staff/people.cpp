#include "staff/people.hpp"

#include <algorithm>
#include <utility>

#include "base/hex.hpp"
#include "staff/broker_login.hpp"

namespace skranke::staff {

using base::Result;

namespace {

constexpr std::int64_t first_revision = 1;  // of an account that was just made

bool administrates(const Doer& by, std::string_view centre_id) {
  return roles_at(by.roles, centre_id).has(Role::administrator);
}

// Every centre that the account works at or has roles at is the administrator's. Auditors and administrators
// of every centre are made by an administrator of every centre, since nobody else has "*".
bool is_theirs(const Doer& by, const Account& account) {
  return administrates(by, account.centre_id) && std::ranges::all_of(account.roles, [&](const RolesAt& at) {
           return administrates(by, at.centre_id);
         });
}

std::string said(const std::vector<RolesAt>& roles) {
  std::string text;
  for (const RolesAt& at : roles) {
    for (const Role role : all_roles) {
      if (!at.roles.has(role)) continue;
      if (!text.empty()) text.append(" ");
      text.append(name(role)).append("@").append(at.centre_id);
    }
  }
  return text;
}

// The kind is that of the witnesses' ledger, so that a witness who works here is known again (W8).
std::string mitid_key(const Tools& tools, const base::PersonalText& uuid) {
  return tools.factors.keyed("mitid", uuid.reveal());
}

std::optional<PersonRefusal> refusal_of(Kept kept) {
  switch (kept) {
    case Kept::done:
      return std::nullopt;
    case Kept::unknown:
      return PersonRefusal::unknown;
    case Kept::taken:
      return PersonRefusal::taken;
    case Kept::changed_meanwhile:
      return PersonRefusal::changed_meanwhile;
    case Kept::last_administrator:
      return PersonRefusal::last_administrator;
  }
  std::unreachable();
}

InvitedPerson refused(PersonRefusal why) {
  return {.refusal = why, .account_id = {}, .secret = {}, .until = 0};
}

Result<InvitedPerson> invited(const Tools& tools, const Doer& by, const std::string& account_id,
                              std::int64_t seen, Moment now) {
  const base::PersonalText secret{base::hex_of(tools.factors.random(limits::secret_bytes))};
  const Invitation invitation{.digest = tools.factors.digest(secret.reveal()),
                              .account_id = account_id,
                              .made_by = by.id,
                              .seen = seen,
                              .made_at = now,
                              .until = now + limits::invitation_seconds};
  const auto kept = tools.store.invite(invitation, new_event(tools, by.id, account_id, "invited", "", now));
  if (!kept) return std::unexpected{kept.error()};
  if (!*kept) return refused(PersonRefusal::changed_meanwhile);
  return InvitedPerson{.refusal = {}, .account_id = account_id, .secret = secret, .until = invitation.until};
}

// What the change does, in words for auditors.
std::string apply(const Tools& tools, const PersonChange& change, Account& account) {
  std::string detail;
  const auto note = [&](std::string_view what, std::string_view value) {
    if (!detail.empty()) detail.append("; ");
    detail.append(what).append(": ").append(value);
  };
  if (change.shown_name) account.shown_name = *change.shown_name, note("name", "changed");
  if (change.centre_id) account.centre_id = *change.centre_id, note("centre", *change.centre_id);
  if (change.roles) account.roles = *change.roles, note("roles", said(account.roles));
  if (change.changes_training) {
    account.trained_until = change.trained_until;
    note("trained until", change.trained_until ? base::format_day(*change.trained_until) : "none");
  }
  if (change.is_active)
    account.is_active = *change.is_active, note("active", *change.is_active ? "yes" : "no");
  if (change.mitid_uuid) account.mitid = mitid_key(tools, *change.mitid_uuid), note("MitID", "changed");
  if (change.employee) account.employee = employee_key(tools, *change.employee), note("employee", "changed");
  return detail;
}

}  // namespace

Result<InvitedPerson> add_person(const Tools& tools, const Doer& by, const PersonWish& wish, Moment now) {
  Account account;
  account.account_id = base::hex_of(tools.factors.random(limits::id_bytes));
  account.sign_in_name = wish.sign_in_name;
  account.shown_name = wish.shown_name;
  account.centre_id = wish.centre_id;
  account.trained_until = wish.trained_until;
  account.roles = wish.roles;
  if (wish.mitid_uuid) account.mitid = mitid_key(tools, *wish.mitid_uuid);
  if (wish.employee) account.employee = employee_key(tools, *wish.employee);
  if (!is_theirs(by, account)) return refused(PersonRefusal::another_centre);
  const auto kept = tools.store.create(
      account, new_event(tools, by.id, account.account_id, "added", said(account.roles), now));
  if (!kept) return std::unexpected{kept.error()};
  if (const auto refusal = refusal_of(*kept)) return refused(*refusal);
  return invited(tools, by, account.account_id, first_revision, now);
}

Result<std::optional<PersonRefusal>> change_person(const Tools& tools, const Doer& by,
                                                   const std::string& account_id, const PersonChange& change,
                                                   Moment now) {
  auto found = tools.store.by_id(account_id);
  if (!found) return std::unexpected{std::move(found.error())};
  if (!*found) return PersonRefusal::unknown;
  Account account = std::move(**found);
  if (!is_theirs(by, account)) return PersonRefusal::another_centre;
  if (account_id == by.id &&
      (change.roles || change.is_active || change.changes_training || change.mitid_uuid || change.employee))
    return PersonRefusal::own_account;
  // What follows is of the account as it was read here, and so only of the revision that was seen.
  if (account.revision != change.seen) return PersonRefusal::changed_meanwhile;
  const std::string detail = apply(tools, change, account);
  if (!is_theirs(by, account)) return PersonRefusal::another_centre;
  const auto kept = tools.store.change(account, new_event(tools, by.id, account_id, "changed", detail, now));
  if (!kept) return std::unexpected{kept.error()};
  return refusal_of(*kept);
}

Result<InvitedPerson> invite_person(const Tools& tools, const Doer& by, const std::string& account_id,
                                    Moment now) {
  const auto found = tools.store.by_id(account_id);
  if (!found) return std::unexpected{found.error()};
  if (!*found) return refused(PersonRefusal::unknown);
  if (!is_theirs(by, **found)) return refused(PersonRefusal::another_centre);
  if (account_id == by.id) return refused(PersonRefusal::own_account);
  if (!(*found)->is_active) return refused(PersonRefusal::not_active);
  return invited(tools, by, account_id, (*found)->revision, now);
}

Result<std::vector<Account>> people_of(const Tools& tools, const Doer& by) {
  auto accounts = tools.store.all();
  if (!accounts) return accounts;
  std::erase_if(*accounts, [&](const Account& account) { return !administrates(by, account.centre_id); });
  return accounts;
}

Result<std::vector<Event>> events_of(const Tools& tools, const Doer& by) {
  std::vector<std::string> centres;
  for (const RolesAt& at : by.roles) {
    if (at.roles.meets(Role::administrator | Role::auditor)) centres.push_back(at.centre_id);
  }
  return tools.store.events(centres, limits::events_shown);
}

}  // namespace skranke::staff
