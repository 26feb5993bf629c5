// What the policy says of the documents that a case keeps.
#pragma once

#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "cases/case.hpp"
#include "codec/case_reader.hpp"
#include "counter/counter.hpp"

namespace skranke::counter {

// The documents as `check` reads them on this day at this place. Problem: what is wrong, with its place.
[[nodiscard]] base::Result<codec::ReadCase> read_documents(const Tools& tools,
                                                           const std::vector<std::string>& documents,
                                                           base::Day day, std::string_view centre);

// The same text that `check` takes: documents on this day at this place.
[[nodiscard]] std::string check_text(const std::vector<std::string>& documents, base::Day day,
                                     std::string_view place);

[[nodiscard]] std::vector<std::string> facts_of(const cases::Case& kase);

// `read_by`: how each came into the case.
[[nodiscard]] cases::ShowDocuments judged(const codec::ReadCase& read,
                                          const std::vector<std::string>& documents,
                                          const std::vector<std::string>& read_by);

}  // namespace skranke::counter
