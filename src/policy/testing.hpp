// What the tests of this folder share: the MitID policy and small ones of their own.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "policy/load.hpp"

namespace skranke::policy {

inline std::string mitid_text() {
  std::ifstream file{SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml"};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// The edition of a text that has to load.
inline Edition edition_of(std::string_view text) {
  Loaded loaded = load(text, "test.toml");
  for (const Finding& finding : loaded.findings) ADD_FAILURE() << to_string(finding);
  if (!loaded.edition) throw std::runtime_error{"the policy does not load"};
  return std::move(*loaded.edition);
}

inline const Edition& mitid_edition() {
  static const Edition edition = edition_of(mitid_text());
  return edition;
}

inline const Program& mitid() { return mitid_edition().program; }

// The MitID policy with one passage replaced; the passage has to be there.
inline std::string mitid_with(std::string_view passage, std::string_view replacement) {
  std::string text = mitid_text();
  const std::size_t at = text.find(passage);
  EXPECT_NE(at, std::string::npos) << passage;
  if (at != std::string::npos) text.replace(at, passage.size(), replacement);
  return text;
}

inline std::uint8_t kind_of(const Program& program, std::string_view id) {
  for (std::size_t kind = 0; kind < program.kinds.size(); ++kind) {
    if (program.kinds[kind].id == id) return static_cast<std::uint8_t>(kind);
  }
  throw std::runtime_error{"no such kind"};
}

// A document of which everything that can matter is known and right, but for what its kind is about.
inline proofing::Document good_document(const Program& program, std::string_view kind,
                                        std::string_view issuer) {
  proofing::Document document;
  document.kind = kind_of(program, kind);
  document.issuer = *base::parse_country(issuer);
  document.form = proofing::Form::physical;
  document.authority = proofing::Authority::immigration_service;
  document.set_flag(proofing::Fact::photo, proofing::Tri::yes);
  document.set_flag(proofing::Fact::cpr_number, proofing::Tri::yes);
  document.set_flag(proofing::Fact::temporary, proofing::Tri::no);
  document.set_flag(proofing::Fact::name_matches, proofing::Tri::yes);
  document.expires = proofing::day_never;
  return document;
}

}  // namespace skranke::policy
