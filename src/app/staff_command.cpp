#include "app/staff_command.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <boost/json.hpp>

#include "app/answers.hpp"
#include "app/centres.hpp"
#include "app/clock.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/start.hpp"
#include "base/base32.hpp"
#include "codec/staff_bodies.hpp"
#include "connect/factors/real_factors.hpp"
#include "connect/keys/key_folder.hpp"
#include "staff/enrolment.hpp"
#include "staff/people.hpp"
#include "storage/database.hpp"
#include "storage/staff/stored_staff.hpp"

namespace skranke::app {
namespace {

namespace json = boost::json;
using staff::Tools;

constexpr std::size_t secret_file_max = 1024;

// What the commands work with.
struct Office {
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<keys::KeyFolder> keys;
  std::unique_ptr<factors::RealFactors> factors;
  std::optional<storage::StoredStaff> store;
  std::optional<Tools> tools;
};

base::Result<std::unique_ptr<Office>> open_office(const StaffArguments& arguments,
                                                  storage::Access access = storage::Access::read_and_write) {
  auto office = std::make_unique<Office>();
  storage::Options options;
  options.access = access;
  auto database = storage::open_database(arguments.database, options);
  if (!database) return base::fail(base::Fault::unavailable, "--database: " + database.error().text);
  office->database = std::move(*database);
  auto keys = keys::KeyFolder::open(arguments.keys);
  if (!keys) return std::unexpected{std::move(keys.error())};
  office->keys = std::move(*keys);
  auto factors = factors::RealFactors::open(*office->keys);
  if (!factors) return std::unexpected{std::move(factors.error())};
  office->factors = std::move(*factors);
  office->store.emplace(*office->database);
  office->tools.emplace(
      Tools{.store = *office->store, .factors = *office->factors, .origin = {}, .relying_party = {}});
  return office;
}

// The one who has the database.
staff::Doer command_line() {
  return {.id = "command line",
          .roles = {{.centre_id = std::string{staff::every_centre}, .roles = staff::Role::administrator}}};
}

std::string_view told(staff::PersonRefusal refusal) {
  using enum staff::PersonRefusal;
  switch (refusal) {
    case unknown:
      return "nobody has this name";
    case taken:
      return "somebody has this name already";
    case changed_meanwhile:
      return "somebody else has changed the account; try again";
    case last_administrator:
      return "one active administrator of every centre has to remain";
    case own_account:
    case another_centre:
      return "this account can't be changed from here";
    case not_active:
      return "the account is disabled";
  }
  std::unreachable();
}

base::Result<std::vector<staff::RolesAt>> roles_of(const StaffArguments& arguments,
                                                   const centre::Directory& centres) {
  std::vector<staff::RolesAt> roles;
  for (const std::string& text : arguments.roles) {
    const std::size_t at = text.find('@');
    const auto role = staff::role_named(text.substr(0, at));
    const std::string centre = at == std::string::npos ? arguments.centre : text.substr(at + 1);
    if (!role || (centre != staff::every_centre && centres.find(centre) == nullptr))
      return base::fail(
          base::Fault::invalid_value,
          "--role: expected officer, second-officer, supervisor, administrator or auditor, and after "
          "an @ the id of a centre or *");
    roles.push_back({.centre_id = centre, .roles = *role});
  }
  return roles;
}

int print_invitation(const StaffArguments& arguments, const staff::InvitedPerson& invited) {
  return write_all(arguments.desk_url + "/da/enrol/#" + invited.secret.reveal() + "\n")
             ? exit_yes
             : complain_unwritten();
}

struct Secrets {
  base::PersonalText password;
  std::string totp_key;
};

// From files. Problem: invalid_value, or that a file can't be read.
base::Result<Secrets> secrets_of(const StaffArguments& arguments) {
  auto password = read_file(arguments.password_file, secret_file_max);
  if (!password) return std::unexpected{std::move(password.error())};
  const auto key_text = read_file(arguments.totp_key_file, secret_file_max);
  if (!key_text) return std::unexpected{key_text.error()};
  password->resize(std::min(password->find('\n'), password->size()));
  Secrets secrets{.password = base::PersonalText{std::move(*password)},
                  .totp_key = base::from_base32(*key_text)};
  if (secrets.totp_key.empty())
    return base::fail(base::Fault::invalid_value, "--totp-key-file: expected a key as base32");
  staff::Account account;
  account.sign_in_name = arguments.name;
  if (staff::mistake_in(secrets.password, account).has_value())
    return base::fail(
        base::Fault::invalid_value,
        "--password-file: expected 12 to 256 bytes, neither one letter again and again nor with "
        "NAME among them");
  return secrets;
}

// At once: for demonstrations, and for who provisions accounts in another way.
int enrol_at_once(const Office& office, const Secrets& secrets, const staff::InvitedPerson& invited) {
  const auto enrolled =
      office.tools->store.enrol(office.factors->digest(invited.secret.reveal()),
                                {.password = office.factors->hash_password(secrets.password),
                                 .totp_key = office.factors->seal(secrets.totp_key),
                                 .totp_step = 0,
                                 .passkey = {},
                                 .recovery = {}},
                                staff::new_event(*office.tools, command_line().id, invited.account_id,
                                                 "enrolled", "one-time codes", now_seconds()));
  if (!enrolled) return complain(enrolled.error(), exit_outside);
  return *enrolled ? exit_yes : complain(std::string{told(staff::PersonRefusal::changed_meanwhile)}, exit_no);
}

base::Result<staff::Account> account_named(const Office& office, const std::string& name) {
  auto account = office.tools->store.by_name(name);
  if (!account) return std::unexpected{std::move(account.error())};
  if (!*account) return base::fail(base::Fault::not_found, "nobody has this name");
  return std::move(**account);
}

}  // namespace

int run_staff_add(const StaffArguments& arguments, const std::string& named_home) {
  const auto begun = start(named_home);
  if (!begun) return complain(begun.error(), exit_outside);
  const auto centres = load_centres(begun->home);
  if (!centres) return complain(centres.error(), exit_outside);
  if (!codec::is_sign_in_name(arguments.name))
    return complain("NAME: expected 2 to 64 small letters, digits, '.', '-' or '_', the first a letter",
                    exit_usage);
  if (centres->find(arguments.centre) == nullptr)
    return complain("--centre: expected the id of a centre, as in aarhus", exit_usage);
  const auto roles = roles_of(arguments, *centres);
  if (!roles) return complain(roles.error().text, exit_usage);
  const auto trained = base::parse_day(arguments.trained_until);
  if (!arguments.trained_until.empty() && !trained)
    return complain("--trained-until: expected YYYY-MM-DD", exit_usage);
  std::optional<Secrets> secrets;
  if (!arguments.password_file.empty()) {
    auto read = secrets_of(arguments);
    if (!read)
      return complain(read.error(),
                      read.error().fault == base::Fault::invalid_value ? exit_bad_input : exit_outside);
    secrets = std::move(*read);
  }
  const auto office = open_office(arguments);
  if (!office) return complain(office.error(), exit_outside);
  const staff::PersonWish wish{
      .sign_in_name = arguments.name,
      .shown_name = arguments.shown_name.empty() ? arguments.name : arguments.shown_name,
      .centre_id = arguments.centre,
      .roles = *roles,
      .trained_until = trained,
      .mitid_uuid = {},
      .employee = {}};
  const auto invited = staff::add_person(*(*office)->tools, command_line(), wish, now_seconds());
  if (!invited) return complain(invited.error(), exit_outside);
  if (invited->refusal) return complain(std::string{told(*invited->refusal)}, exit_no);
  if (secrets) return enrol_at_once(**office, *secrets, *invited);
  return print_invitation(arguments, *invited);
}

int run_staff_list(const StaffArguments& arguments) {
  const auto office = open_office(arguments, storage::Access::read_only);
  if (!office) return complain(office.error(), exit_outside);
  const auto accounts = (*office)->store->all();
  if (!accounts) return complain(accounts.error(), exit_outside);
  std::string out;
  for (const staff::Account& account : *accounts) {
    json::array roles;
    for (const staff::RolesAt& at : account.roles) {
      for (const staff::Role role : staff::all_roles) {
        if (at.roles.has(role))
          roles.emplace_back(std::string{staff::name(role)}.append("@").append(at.centre_id));
      }
    }
    json::object object{{"name", account.sign_in_name},
                        {"shown_name", account.shown_name},
                        {"centre", account.centre_id},
                        {"active", account.is_active},
                        {"enrolled", account.is_enrolled()}};
    object["trained_until"] =
        account.trained_until ? json::value(base::format_day(*account.trained_until)) : json::value(nullptr);
    object["roles"] = std::move(roles);
    out.append(json::serialize(object)).append("\n");
  }
  return write_all(out) ? exit_yes : complain_unwritten();
}

int run_staff_invite(const StaffArguments& arguments) {
  const auto office = open_office(arguments);
  if (!office) return complain(office.error(), exit_outside);
  const auto account = account_named(**office, arguments.name);
  if (!account) return complain(account.error(), exit_no);
  const auto invited =
      staff::invite_person(*(*office)->tools, command_line(), account->account_id, now_seconds());
  if (!invited) return complain(invited.error(), exit_outside);
  if (invited->refusal) return complain(std::string{told(*invited->refusal)}, exit_no);
  return print_invitation(arguments, *invited);
}

int run_staff_disable(const StaffArguments& arguments) {
  const auto office = open_office(arguments);
  if (!office) return complain(office.error(), exit_outside);
  const auto account = account_named(**office, arguments.name);
  if (!account) return complain(account.error(), exit_no);
  staff::PersonChange change;
  change.seen = account->revision;
  change.is_active = false;
  const auto refusal =
      staff::change_person(*(*office)->tools, command_line(), account->account_id, change, now_seconds());
  if (!refusal) return complain(refusal.error(), exit_outside);
  if (*refusal) return complain(std::string{told(**refusal)}, exit_no);
  return exit_yes;
}

}  // namespace skranke::app
