// The rules of other countries once more, deliberately naive: what their compiled policies are tested
// against.
//
// Written straight from what their sources say, as plain C++; it reads no policy file and shares nothing with
// src/. A case is the JSON that `skranke check` reads. Unknown facts are decided by trying every completion.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace skranke::reference {

struct ForeignAnswer {
  std::string verdict;
  std::string list;  // empty: none, or not the same one in every completion
  std::vector<std::string>
      open_facts;  // "document 0 expires", "born": those that can still change the verdict, sorted
};

// The policies that this file knows.
inline constexpr std::string_view foreign_policies[]{"us-form-i-9", "au-100-points", "us-nist-ial2",
                                                     "uk-gpg-45"};

// Of a case that names one of them and its date. Throws where it doesn't understand something.
[[nodiscard]] ForeignAnswer foreign_answer(const boost::json::object& which);

// The kinds of documents of a policy.
[[nodiscard]] std::vector<std::string> foreign_kinds(std::string_view policy);

// The facts that its rules look at: of a document ("expires"), or of the applicant.
[[nodiscard]] std::vector<std::string> foreign_facts(std::string_view policy, bool of_applicant);

}  // namespace skranke::reference
