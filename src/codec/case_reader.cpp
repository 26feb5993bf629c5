#include "codec/case_reader.hpp"

#include "codec/case_parts.hpp"

namespace skranke::codec {

struct CaseReader::State {
  CaseParts parts;
};

CaseReader::CaseReader(const policy::Catalogue& catalogue)
    : state_{std::make_unique<State>(State{CaseParts{catalogue}})} {}
CaseReader::~CaseReader() = default;

base::Result<void> CaseReader::read(std::string_view text, base::Day today, ReadCase& into,
                                    std::string_view version) {
  CaseParts& parts = state_->parts;
  auto members = parts.open(text, CaseMembers::witness_at, into);
  if (!members) return std::unexpected{std::move(members.error())};
  if (auto resolved = parts.resolve(*members, today, into, version); !resolved) return resolved;
  return parts.read_documents(*members, into);
}

}  // namespace skranke::codec
