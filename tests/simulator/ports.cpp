#include "ports.hpp"

#include <cstdio>

#include "base/hex.hpp"
#include "ledger/hash.hpp"

namespace skranke::simulator {
namespace {

std::string digest(std::string_view kind, std::string_view value) {
  return std::string{ledger::bytes_of(ledger::sha256(std::string{kind} + ".", value))};
}

// A version byte, and what is sealed for what.
std::string beginning(const desk::DataKey& key, std::string_view context) {
  return std::string{"\x02"}.append(key.wrapped).append("\n").append(context).append("\n");
}

}  // namespace

proofing::CprNumber number_of(std::size_t person) {
  char text[16];
  for (unsigned serial = 100;; ++serial) {
    std::snprintf(text, sizeof text, "%02u0757%03u%u", 2 + static_cast<unsigned>(person % 29),
                  serial + static_cast<unsigned>(person / 29) * 20, static_cast<unsigned>(person % 10));
    const auto number = proofing::CprNumber::from_digits(text);
    if (number && !proofing::has_check_digit(*number)) return *number;
  }
}

std::string Keys::of(std::string_view kind, const base::PersonalText& value) const {
  return digest(kind, value.reveal());
}
std::string Keys::sign(std::string_view text) const { return digest("one", text) + digest("two", text); }
std::string Keys::sha256(std::string_view bytes) const {
  return base::hex_of(ledger::bytes_of(ledger::sha256(bytes)));
}

desk::MasterKey Seal::newest() const { return {.generation = 1, .proof = std::string(32, 'p')}; }

base::Result<desk::DataKey> Seal::draw(std::string_view subject) const {
  return desk::DataKey{
      .subject = std::string{subject}, .generation = 1, .wrapped = "key of " + std::string{subject}};
}

base::Result<std::string> Seal::seal(const desk::DataKey& key, std::string_view context,
                                     const base::PersonalText& text) const {
  return beginning(key, context) + text.reveal();
}
base::Result<base::PersonalText> Seal::open(const desk::DataKey& key, std::string_view context,
                                            std::string_view sealed) const {
  const std::string begin = beginning(key, context);
  if (key.generation == 0 || !sealed.starts_with(begin))
    return base::fail(base::Fault::invalid_value, "sealed for something else");
  return base::PersonalText{std::string{sealed.substr(begin.size())}};
}

base::Result<std::optional<desk::Found>> Register::find(const proofing::CprNumber& number) {
  cpr::Person person;
  person.number = number;
  person.name.emplace();
  person.name->given = base::PersonalText{"Prøve"};
  person.name->family = base::PersonalText{"Prøvesen"};
  return desk::Found{
      .person_id = digest("register", number.reveal()), .person = person, .as_of = "2026-11-30T00:00:00Z"};
}

base::Result<desk::BegunLogin> Broker::begin(const desk::LoginWish& wish, desk::Moment now) {
  const std::string state = new_id_();
  return desk::BegunLogin{.address = "https://broker.example/" + state,
                          .state = base::PersonalText{state},
                          .nonce = base::PersonalText{"nonce"},
                          .code_verifier = base::PersonalText{"verifier"},
                          .began = now,
                          .wish = wish};
}

base::Result<desk::LoginOutcome> Broker::finish(const desk::BegunLogin& /*kept*/, std::string_view query,
                                                desk::Moment now) {
  const std::string who{query.substr(query.find("who=") + 4)};
  desk::ProvenLogin login;
  login.issuer = "https://broker.example";
  login.subject = base::PersonalText{"subject " + who};
  login.mitid_uuid = base::PersonalText{"mitid " + who};
  login.cpr_number = number_of(applicants + std::stoul(who));
  login.born = base::Personal<base::Day>{base::parse_day("1957-07-02").value()};
  login.level = desk::AssuranceLevel::substantial;
  login.authenticated_at = now;
  login.identity_type = "private";
  login.mitid_since = base::parse_day("2020-01-01");
  login.tokens.push_back({.kind = "id_token", .text = base::PersonalText{"token " + who}, .sha256 = {}});
  return desk::LoginOutcome{std::move(login)};
}

base::Result<std::vector<cases::Actor>> Colleagues::second_officers(const std::string& /*centre_id*/,
                                                                    cases::Moment /*now*/) {
  return std::vector<cases::Actor>{{.officer_id = "anna", .person_id = {}},
                                   {.officer_id = "bo", .person_id = {}}};
}

}  // namespace skranke::simulator
