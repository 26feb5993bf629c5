#include "connect/cpr_direkte/answered_person.hpp"

#include <string>
#include <utility>

#include "connect/cpr_direkte/records.hpp"
#include "cpr/person_from_records.hpp"

namespace skranke::cpr_direkte {
namespace {

Failure failure_of(DataFault fault) {
  Failure failure{.kind = FailureKind::malformed,
                  .text = "CPR Direkte: the answer's data are not the records of "};
  switch (fault) {
    case DataFault::unknown_record:
      failure.text += "the layout P12170/P12180: the agreement must be that of an authority";
      break;
    case DataFault::no_end:
      failure.text += "a whole answer: the end record is missing";
      break;
    case DataFault::other_person:
      failure.kind = FailureKind::wrong_person;
      failure.text += "the number that was asked for";
      break;
    case DataFault::control_byte:
      failure.text += "the register: a byte is no character of ISO-8859-1";
      break;
  }
  return failure;
}

}  // namespace

std::expected<cpr::Person, Failure> person_of(const base::PersonalText& data,
                                              const proofing::CprNumber& asked) {
  const auto records = split_records(data.reveal(), asked);
  if (!records) return std::unexpected{failure_of(records.error())};
  auto person = cpr::person_from_records(*records);
  if (!person) {
    std::string text = "CPR Direkte: the answer's records can't be right: ";
    return std::unexpected{Failure{.kind = FailureKind::malformed, .text = text += person.error().text}};
  }
  return std::move(*person);
}

}  // namespace skranke::cpr_direkte
